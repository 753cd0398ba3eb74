"""The tags of entries: which there are, in the order their writer gave them.

A removed tag keeps its row with the time of removal, so that two copies of a journal can be
merged later without a tag coming back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from safeharbor.storage.prepared import Prepared
from safeharbor.storage.schema import ENTRY_TAG

_PRESENT: Final = ENTRY_TAG.c.removed_hlc.is_(None)
_OF: Final = Prepared(
    sa.select(ENTRY_TAG.c.tag)
    .where(ENTRY_TAG.c.entry == sa.bindparam("entry"), _PRESENT)
    .order_by(ENTRY_TAG.c.hlc)
)
_OF_MANY: Final = (
    sa.select(ENTRY_TAG.c.entry, ENTRY_TAG.c.tag)
    .where(ENTRY_TAG.c.entry.in_(sa.bindparam("entries", expanding=True)), _PRESENT)
    .order_by(ENTRY_TAG.c.entry, ENTRY_TAG.c.hlc)
)
_ALL: Final = sa.select(ENTRY_TAG.c.tag, sa.func.count()).where(_PRESENT).group_by(ENTRY_TAG.c.tag)
# CROSS JOIN fixes the order of the loops: the trash is small, the tags are not.
_TRASHED: Final = sa.text(
    "SELECT t.tag, count(*) FROM entry e CROSS JOIN entry_tag t ON t.entry = e.id"
    " WHERE e.trashed_utc_us IS NOT NULL AND t.removed_hlc IS NULL GROUP BY t.tag"
)
_REMOVE: Final = Prepared(
    sa.update(ENTRY_TAG)
    .where(ENTRY_TAG.c.entry == sa.bindparam("of"), ENTRY_TAG.c.tag == sa.bindparam("gone"))
    .values(removed_hlc=sa.bindparam("at"))
)


def _put() -> sa.Insert:
    statement = insert(ENTRY_TAG).values(removed_hlc=sa.null())
    return statement.on_conflict_do_update(
        index_elements=["entry", "tag"],
        set_={"hlc": statement.excluded.hlc, "removed_hlc": sa.null()},
    )


_PUT: Final = Prepared(_put(), ("entry", "tag", "hlc"))


class TagRepository:
    """Tags in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, entry_id: UUID) -> tuple[str, ...]:
        """The tags of one entry."""
        return tuple(tag for (tag,) in _OF.rows(self._connection, {"entry": entry_id.bytes}))

    def of_many(self, ids: Iterable[bytes]) -> dict[bytes, tuple[str, ...]]:
        """The tags of several entries; those without any are left out."""
        wanted = list(ids)
        if not wanted:
            return {}
        found: dict[bytes, list[str]] = defaultdict(list)
        for entry, tag in self._connection.execute(_OF_MANY, {"entries": wanted}):
            found[entry].append(tag)
        return {entry: tuple(tags) for entry, tags in found.items()}

    def all(self) -> list[tuple[str, int]]:
        """Every tag in use with its number of entries outside the trash, by name."""
        counts: Counter[str] = Counter(self._counts(_ALL))
        counts.subtract(self._counts(_TRASHED))
        return sorted((tag, count) for tag, count in counts.items() if count > 0)

    def replace(
        self,
        entry_id: UUID,
        present: tuple[str, ...],
        tags: tuple[str, ...],
        stamp: Callable[[], int],
    ) -> None:
        """Give an entry that has the tags ``present`` exactly ``tags``.

        The order is kept by the time stamps: each tag from the first difference on gets its own.
        """
        same = 0
        while same < min(len(present), len(tags)) and present[same] == tags[same]:
            same += 1
        of = entry_id.bytes
        gone = [{"of": of, "gone": tag, "at": stamp()} for tag in present if tag not in tags]
        put = [{"entry": of, "tag": tag, "hlc": stamp()} for tag in tags[same:]]
        for statement, rows in ((_REMOVE, gone), (_PUT, put)):
            for row in rows:
                statement.run(self._connection, row)

    def _counts(self, statement: sa.Executable) -> dict[str, int]:
        return {tag: int(count) for tag, count in self._connection.execute(statement)}
