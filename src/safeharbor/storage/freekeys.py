"""Finding a free sort key for an entry or a form; each table has keys of its own."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.sortkey import first_key, last_key, minute_end, next_key, seed_key
from safeharbor.storage.prepared import Prepared

# A key that the index still holds for an entry that moved away is not free: two entries would
# share one row of the index.
_NEWEST_ENTRY: Final = Prepared(
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
_ENTRY_GAP: Final = sa.text(
    "SELECT sort_key + 1 FROM entry WHERE sort_key BETWEEN :low AND :high - 1"
    " AND sort_key + 1 NOT IN (SELECT sort_key FROM entry)"
    " AND sort_key + 1 NOT IN"
    " (SELECT indexed_key FROM search_dirty WHERE indexed_key IS NOT NULL)"
    " LIMIT 1"
)
_NEWEST_FORM: Final = Prepared(
    sa.text(
        "SELECT (SELECT max(sort_key) FROM form WHERE sort_key BETWEEN :seed AND :end),"
        " (SELECT max(sort_key) FROM form WHERE sort_key BETWEEN :low AND :high)"
    )
)
_FORM_GAP: Final = sa.text(
    "SELECT sort_key + 1 FROM form WHERE sort_key BETWEEN :low AND :high - 1"
    " AND sort_key + 1 NOT IN (SELECT sort_key FROM form)"
    " LIMIT 1"
)


def free_entry_key(connection: sa.Connection, moment: Moment) -> int:
    """A key that no entry has, for an entry of ``moment``.

    Raises:
        HarborError: UNEXPECTED, a million entries have this very day.
    """
    return _free_key(connection, moment, _NEWEST_ENTRY, _ENTRY_GAP)


def free_form_key(connection: sa.Connection, moment: Moment) -> int:
    """A key that no form has, for a form of ``moment``.

    Raises:
        HarborError: UNEXPECTED, a million forms have this very day.
    """
    return _free_key(connection, moment, _NEWEST_FORM, _FORM_GAP)


def _free_key(
    connection: sa.Connection, moment: Moment, newest: Prepared, gap: sa.TextClause
) -> int:
    low, high = first_key(moment.local_date), last_key(moment.local_date)
    seed = seed_key(moment)
    asked = {"seed": seed, "end": minute_end(seed), "low": low, "high": high}
    ((in_minute, in_day),) = newest.rows(connection, asked)
    key = next_key(seed, in_minute, in_day)
    if key is None:
        key = connection.scalar(gap, {"low": low, "high": high})
    if key is None:
        raise HarborError(ErrorCode.UNEXPECTED)
    return int(key)
