"""Finding a free sort key for an entry."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.sortkey import first_key, last_key, minute_end, next_key, seed_key
from safeharbor.storage.prepared import Prepared

# A key that the index still holds for an entry that moved away is not free: two entries would
# share one row of the index.
_NEWEST: Final = Prepared(
    sa.text(
        "SELECT (SELECT max(k) FROM ("
        "SELECT max(sort_key) AS k FROM entry WHERE sort_key BETWEEN :seed AND :end"
        " UNION ALL "
        "SELECT max(indexed_key) FROM search_dirty WHERE indexed_key BETWEEN :seed AND :end)),"
        " (SELECT max(k) FROM ("
        "SELECT max(sort_key) AS k FROM entry WHERE sort_key BETWEEN :low AND :high"
        " UNION ALL "
        "SELECT max(indexed_key) FROM search_dirty WHERE indexed_key BETWEEN :low AND :high))"
    )
)
_GAP: Final = sa.text(
    "SELECT sort_key + 1 FROM entry WHERE sort_key BETWEEN :low AND :high - 1"
    " AND sort_key + 1 NOT IN (SELECT sort_key FROM entry)"
    " AND sort_key + 1 NOT IN"
    " (SELECT indexed_key FROM search_dirty WHERE indexed_key IS NOT NULL)"
    " LIMIT 1"
)


def free_sort_key(connection: sa.Connection, moment: Moment) -> int:
    """A key that no entry has, for an entry of ``moment``.

    Raises:
        HarborError: UNEXPECTED, a million entries have this very day.
    """
    low, high = first_key(moment.local_date), last_key(moment.local_date)
    seed = seed_key(moment)
    asked = {"seed": seed, "end": minute_end(seed), "low": low, "high": high}
    ((in_minute, in_day),) = _NEWEST.rows(connection, asked)
    key = next_key(seed, in_minute, in_day)
    if key is None:
        key = connection.scalar(_GAP, {"low": low, "high": high})
    if key is None:
        raise HarborError(ErrorCode.UNEXPECTED)
    return int(key)
