"""Entries: written, read, listed by date, moved to the trash and out of it, deleted for good.

Lists go by key-set: a page begins after the sort key of the last one, so that nothing is skipped
or shown twice while entries come and go. A write is a handful of rows in one transaction; what
decides where it goes is in ``domain/revision.py``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.domain.entry import (
    KIND_ENTRY,
    Entry,
    EntryContent,
    EntrySummary,
    RevisionInfo,
    Snapshot,
)
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Moment
from safeharbor.domain.query import Query, fold_tag
from safeharbor.domain.revision import NOTE_DRAFT, Placement
from safeharbor.domain.sortkey import DAY_BITS, day_of, first_key, last_key
from safeharbor.storage.changes import ChangeKind, ChangeLog
from safeharbor.storage.freekeys import free_entry_key
from safeharbor.storage.index import LAST_KEY, SearchIndex
from safeharbor.storage.payload import pack_extra, pack_state, storable
from safeharbor.storage.prepared import Prepared
from safeharbor.storage.revisions import RevisionRepository
from safeharbor.storage.rows import (
    SUMMARY,
    WHOLE,
    WITH_BODY,
    by_keys,
    entry_of_row,
    moment_columns,
    storable_moment,
    summaries,
)
from safeharbor.storage.schema import ENTRY, AnyRow
from safeharbor.storage.tags import TagRepository

_PORTION: Final = 200

_GET: Final = sa.select(*WHOLE).where(ENTRY.c.id == sa.bindparam("of"))
_INSERT: Final = Prepared(
    sa.insert(ENTRY),
    [column.name for column in ENTRY.c if column.name != "trashed_utc_us"],
)
_TRASHED: Final = ENTRY.c.trashed_utc_us.is_not(None)
_LIVE: Final = ENTRY.c.trashed_utc_us.is_(None)
# The literal 1 lets SQLite use the index of starred entries.
_STARRED: Final = ENTRY.c.star == sa.literal_column("1")
_DAY: Final = (ENTRY.c.sort_key.op(">>")(DAY_BITS)).label("day")
_ALL_DAYS: Final = sa.select(_DAY, sa.func.count()).group_by(_DAY)
_TRASHED_DAYS: Final = sa.select(_DAY, sa.func.count()).where(_TRASHED).group_by(_DAY)
_COUNT: Final = sa.select(sa.func.count()).select_from(ENTRY)
_EXPIRED: Final = (
    sa.select(ENTRY.c.id)
    .where(_TRASHED, ENTRY.c.trashed_utc_us < sa.bindparam("before"))
    .limit(sa.bindparam("most"))
)
_TRASH: Final = (
    sa.update(ENTRY)
    .where(ENTRY.c.id == sa.bindparam("of"))
    .values(trashed_utc_us=sa.bindparam("at"))
)
_DELETE: Final = sa.delete(ENTRY).where(ENTRY.c.id == sa.bindparam("of"))
_NEW_CONTENT: Final = (
    sa.update(ENTRY)
    .where(ENTRY.c.id == sa.bindparam("of"))
    .values(
        {
            name: sa.bindparam(f"new_{name}")
            for name in (
                "local_date",
                "utc_us",
                "offset_min",
                "zone",
                "mood",
                "star",
                "head_rev",
                "title",
                "body",
            )
        }
    )
)
_REWRITE: Final = Prepared(_NEW_CONTENT)
_RELOCATE: Final = Prepared(_NEW_CONTENT.values(sort_key=sa.bindparam("new_sort_key")))


class EntryRepository:
    """Entries in one transaction."""

    def __init__(
        self,
        connection: sa.Connection,
        log: ChangeLog,
        revisions: RevisionRepository,
        tags: TagRepository,
        index: SearchIndex,
    ) -> None:
        self._connection = connection
        self._log = log
        self._revisions = revisions
        self._tags = tags
        self._index = index

    def write(
        self,
        snapshot: Snapshot,
        placement: Placement,
        revision: UUID,
        utc_us: int,
        *,
        standing: Entry | None = None,
        kind: str = KIND_ENTRY,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        """Keep ``snapshot`` where ``placement`` says, at the instant ``utc_us``.

        Args:
            snapshot: the text and its moment; a changed local date moves the entry.
            placement: FIRST makes the entry, CONTINUE writes its open head again, NEXT makes a
                new open head after it, BESIDE keeps the text and leaves the entry as it is.
            revision: the id of the kept state: the head's for CONTINUE, else a new one.
            utc_us: microseconds since 1970 for the time stamp.
            standing: the entry as it is, where the caller has read it in this transaction.
            kind: of a new entry; that of an existing one stays what it is.
            extra: of a new entry; that of an existing one stays what it is.

        Raises:
            HarborError: ENTRY_NOT_FOUND; DATE_UNREADABLE for a moment beyond 64 bits;
                UNEXPECTED for CONTINUE where the head is not open.
        """
        entry_id = snapshot.entry_id
        content, moment = storable(snapshot.content), storable_moment(snapshot.moment)
        beside = placement is Placement.BESIDE
        tagged: tuple[str, ...] = ()
        if placement is Placement.FIRST:
            self._insert(snapshot, _columns(content, moment, revision), kind, extra or {})
        elif not beside:
            standing = standing or self.get(entry_id)
            if standing is None:
                raise HarborError(ErrorCode.ENTRY_NOT_FOUND)
            self._update(standing, moment, _columns(content, moment, revision))
            tagged = standing.content.tags
        if not beside:
            self._tags.replace(entry_id, tagged, content.tags, lambda: self._log.stamp(utc_us))
        # Last: the clock goes on from the log, so its row has the newest time stamp.
        if placement is Placement.CONTINUE:
            self._revisions.rewrite(revision, entry_id, pack_state(content, moment), utc_us)
        else:
            parent = snapshot.base_revision
            note = NOTE_DRAFT if beside else ""
            info = RevisionInfo(revision, entry_id, parent, 0, is_open=not beside, note=note)
            self._revisions.write(info, pack_state(content, moment), utc_us)

    def get(self, entry_id: UUID) -> Entry | None:
        """An entry, in the trash or not; None where there is none."""
        row = self._connection.execute(_GET, {"of": entry_id.bytes}).first()
        return entry_of_row(row, self._tags.of(entry_id)) if row else None

    def deleted(self, entry_id: UUID) -> bool:
        """Whether an entry of this id was deleted for good."""
        return self._log.buried(entry_id)

    def page(
        self,
        before: int | None = None,
        after: int | None = None,
        limit: int = 50,
        *,
        day_from: dt.date | None = None,
        day_to: dt.date | None = None,
        tag: str | None = None,
        starred: bool | None = None,
        trashed: bool = False,
        with_words: bool = False,
    ) -> list[EntrySummary]:
        """At most ``limit`` entries, newest first.

        ``before`` asks for those older than a sort key, ``after`` for the page that is just newer
        than one. ``tag`` is compared folded. ``with_words`` reads every text to count its words.
        """
        low = 0 if after is None else after + 1
        high = LAST_KEY if before is None else before - 1
        ascending = after is not None and before is None
        if day_from:
            low = max(low, first_key(day_from))
        if day_to:
            high = min(high, last_key(day_to))
        columns = WITH_BODY if with_words else SUMMARY
        if tag is not None and not trashed and starred is None:
            wanted = Query(tags=(fold_tag(tag),))
            keys = self._index.keys(wanted, low, high, limit, ascending=ascending)
            found = by_keys(self._connection, columns, keys)
            return summaries(found, self._tags, with_words=with_words)
        statement = sa.select(*columns).where(_TRASHED if trashed else _LIVE)
        if starred is not None:
            statement = statement.where(_STARRED if starred else ~_STARRED)
        pages = self._walk(statement, low, high, limit, ascending=ascending, tag=tag)
        return summaries(pages, self._tags, with_words=with_words)

    def count(self) -> int:
        """How many entries there are, the trash left out."""
        trashed = self._connection.scalar(_COUNT.where(_TRASHED)) or 0
        return (self._connection.scalar(_COUNT) or 0) - trashed

    def months(self) -> list[tuple[int, int, int]]:
        """Year, month and number of entries of every month that has any, newest first."""
        days: Counter[int] = Counter(self._counts(_ALL_DAYS))
        days.subtract(self._counts(_TRASHED_DAYS))
        months: Counter[tuple[int, int]] = Counter()
        for ordinal, count in days.items():
            day = dt.date.fromordinal(ordinal)
            months[day.year, day.month] += count
        return [(*month, n) for month, n in sorted(months.items(), reverse=True) if n]

    def days(self, year: int, month: int) -> set[dt.date]:
        """The days of a month that have an entry."""
        last = calendar.monthrange(year, month)[1]
        statement = (
            sa.select(ENTRY.c.sort_key)
            .where(_LIVE)
            .where(ENTRY.c.sort_key >= first_key(dt.date(year, month, 1)))
            .where(ENTRY.c.sort_key <= last_key(dt.date(year, month, last)))
        )
        return {day_of(key) for key in self._connection.scalars(statement)}

    def trash(self, entry_id: UUID, utc_us: int) -> None:
        """Put an entry into the trash at the instant ``utc_us``; its sitting ends."""
        self._set_trashed(entry_id, utc_us, utc_us)
        self._revisions.close_open(entry_id)

    def restore(self, entry_id: UUID, utc_us: int) -> None:
        """Take an entry out of the trash."""
        self._set_trashed(entry_id, None, utc_us)

    def expired_trash(self, before_utc_us: int, limit: int) -> list[UUID]:
        """Entries that went into the trash before an instant."""
        found = self._connection.scalars(_EXPIRED, {"before": before_utc_us, "most": limit})
        return [UUID(bytes=entry_id) for entry_id in found]

    def purge(self, entry_id: UUID, utc_us: int) -> None:
        """Delete an entry for good: its text, its kept states and its words in the index.

        A tombstone without content stays.
        """
        self._index.drop(entry_id)
        self._revisions.remove_all(entry_id)
        self._connection.execute(_DELETE, {"of": entry_id.bytes})
        self._log.bury(entry_id, KIND_ENTRY, utc_us)

    def _counts(self, statement: sa.Select[Any]) -> dict[int, int]:
        return {day: int(count) for day, count in self._connection.execute(statement)}

    def _insert(
        self,
        snapshot: Snapshot,
        row: dict[str, object],
        kind: str,
        extra: Mapping[str, object],
    ) -> None:
        _INSERT.run(
            self._connection,
            {
                **row,
                "id": snapshot.entry_id.bytes,
                "sort_key": free_entry_key(self._connection, snapshot.moment),
                "kind": kind,
                "extra": pack_extra(extra),
            },
        )
        self._index.mark_new(snapshot.entry_id)

    def _update(self, standing: Entry, moment: Moment, row: dict[str, object]) -> None:
        self._index.mark(standing.id)
        values = {f"new_{name}": value for name, value in row.items()}
        values["of"] = standing.id.bytes
        if standing.moment.local_date == moment.local_date:
            _REWRITE.run(self._connection, values)
        else:
            values["new_sort_key"] = free_entry_key(self._connection, moment)
            _RELOCATE.run(self._connection, values)

    def _set_trashed(self, entry_id: UUID, value: int | None, utc_us: int) -> None:
        self._index.mark(entry_id)
        done = self._connection.execute(_TRASH, {"of": entry_id.bytes, "at": value})
        if done.rowcount != 1:
            raise HarborError(ErrorCode.ENTRY_NOT_FOUND)
        self._log.record(entry_id, ChangeKind.TRASH, self._log.stamp(utc_us))

    def _walk(
        self,
        statement: sa.Select[Any],
        low: int,
        high: int,
        limit: int,
        *,
        ascending: bool,
        tag: str | None,
    ) -> list[AnyRow]:
        """Rows from ``low`` to ``high`` by key-set, newest first, kept to those with ``tag``."""
        key = ENTRY.c.sort_key
        ordered = statement.order_by(key.asc() if ascending else key.desc())
        ordered = ordered.limit(limit if tag is None else _PORTION)
        found: list[AnyRow] = []
        while True:
            rows = self._connection.execute(ordered.where(key.between(low, high))).all()
            found += rows if tag is None else self._tagged(rows, fold_tag(tag))
            if tag is None or len(found) >= limit or len(rows) < _PORTION:
                break
            if ascending:
                low = rows[-1].sort_key + 1
            else:
                high = rows[-1].sort_key - 1
        return sorted(found[:limit], key=lambda row: row.sort_key, reverse=True)

    def _tagged(self, rows: Sequence[AnyRow], tag: str) -> list[AnyRow]:
        tags = self._tags.of_many(row.id for row in rows)
        return [row for row in rows if tag in map(fold_tag, tags.get(row.id, ()))]


def _columns(content: EntryContent, moment: Moment, head: UUID) -> dict[str, object]:
    """The columns that a write of an entry fills."""
    return {
        **moment_columns(moment),
        "mood": None if content.mood is None else int(content.mood),
        "star": int(content.starred),
        "head_rev": head.bytes,
        "title": content.title,
        "body": content.body,
    }
