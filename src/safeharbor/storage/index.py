"""The search index: brought up to date after the writing, asked together with what waits.

The index holds tokens and no text (contentless FTS5), its row number is the entry's sort key.
Tokens go away only when they are handed in again, so ``search_dirty`` keeps what the index holds
of an entry from the first change on until the index has followed. Until then such an entry is
tested on its own text, and its old row in the index counts for nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.domain.entry import EntryContent, EntrySummary
from safeharbor.domain.query import Query, fold_tag, matches
from safeharbor.domain.sortkey import day_of, first_key, last_key
from safeharbor.domain.text import FOLD_VERSION, TAG_MARK, segment
from safeharbor.storage.meta import INDEX_VERSION, MetaRepository
from safeharbor.storage.payload import pack_indexed, unpack_indexed
from safeharbor.storage.prepared import Prepared
from safeharbor.storage.rows import WITH_BODY, by_keys, summaries
from safeharbor.storage.schema import ENTRY, SEARCH_DIRTY, AnyRow
from safeharbor.storage.tags import TagRepository

LAST_KEY: Final = 1 << 62
"""Beyond every sort key."""

_SLICE_WORK: Final = 60_000
"""Characters that one flush puts in at most, so that it stays under 200 ms."""

_TAKING_OUT: Final = 30
"""How much slower taking out is than putting in: every word is looked up where it lies."""

_CHUNK: Final = 100
_FEW: Final = 1000
"""Up to so many waiting entries are sorted; beyond that the entries are walked in their order."""

_IS_DIRTY: Final = Prepared(
    sa.select(SEARCH_DIRTY.c.indexed_key, SEARCH_DIRTY.c.indexed).where(
        SEARCH_DIRTY.c.entry == sa.bindparam("of")
    )
)
_STANDING: Final = sa.select(
    ENTRY.c.sort_key, ENTRY.c.trashed_utc_us, ENTRY.c.title, ENTRY.c.body
).where(ENTRY.c.id == sa.bindparam("of"))
_MARK: Final = sa.insert(SEARCH_DIRTY).prefix_with("OR IGNORE")
_MARK_NEW: Final = Prepared(_MARK, ("entry",))
_UNMARK: Final = sa.delete(SEARCH_DIRTY).where(SEARCH_DIRTY.c.entry == sa.bindparam("of"))
_WAITING: Final = (
    sa.select(SEARCH_DIRTY.c.entry, SEARCH_DIRTY.c.indexed_key, SEARCH_DIRTY.c.indexed)
    .order_by(SEARCH_DIRTY.c.entry.desc())
    .limit(sa.bindparam("most"))
)
_LEFT: Final = sa.select(sa.func.count()).select_from(SEARCH_DIRTY)
_SOME: Final = sa.select(sa.func.count()).select_from(
    sa.select(SEARCH_DIRTY.c.entry).limit(_FEW + 1).subquery()
)
_TAKE_OUT: Final = sa.text(
    "INSERT INTO entry_index (entry_index, rowid, title, body, tags)"
    " VALUES ('delete', :key, :title, :body, :tags)"
)
_PUT_IN: Final = sa.text(
    "INSERT INTO entry_index (rowid, title, body, tags) VALUES (:key, :title, :body, :tags)"
)
_EMPTY: Final = sa.text("INSERT INTO entry_index (entry_index) VALUES ('delete-all')")
_MARK_ALL: Final = sa.text(
    "INSERT INTO search_dirty (entry) SELECT id FROM entry WHERE trashed_utc_us IS NULL"
)
_FIND: Final = (
    "SELECT rowid FROM entry_index WHERE entry_index MATCH :match AND rowid BETWEEN :low AND :high"
    " AND rowid NOT IN (SELECT indexed_key FROM search_dirty WHERE indexed_key IS NOT NULL)"
    " ORDER BY rowid {way} LIMIT :most"
)
_RANGE: Final = (
    "SELECT sort_key FROM entry WHERE trashed_utc_us IS NULL AND sort_key BETWEEN :low AND :high"
    " ORDER BY sort_key {way} LIMIT :most"
)
# CROSS JOIN fixes the order of the loops: there are no statistics, and the wrong one reads all.
_DIRECT: Final = (
    "SELECT e.sort_key, e.id, e.title, e.body FROM {tables}"
    " WHERE e.trashed_utc_us IS NULL AND e.sort_key BETWEEN :low AND :high"
    " ORDER BY e.sort_key {way} LIMIT :most"
)
_TABLES_FEW: Final = "search_dirty d CROSS JOIN entry e ON e.id = d.entry"
_TABLES_MANY: Final = "entry e CROSS JOIN search_dirty d ON d.entry = e.id"
_TABLES_ALL: Final = "entry e"


def _both_ways(statement: str, **parts: str) -> dict[bool, sa.TextClause]:
    """The statement ascending (True) and descending (False)."""
    return {
        ascending: sa.text(statement.format(way="ASC" if ascending else "DESC", **parts))
        for ascending in (True, False)
    }


_FIND_WAYS: Final = _both_ways(_FIND)
_RANGE_WAYS: Final = _both_ways(_RANGE)
_DIRECT_WAYS: Final = {
    tables: _both_ways(_DIRECT, tables=tables)
    for tables in (_TABLES_FEW, _TABLES_MANY, _TABLES_ALL)
}


@dataclass(frozen=True, slots=True)
class SearchRow:
    """An entry that was found, with its text."""

    summary: EntrySummary
    body: str


class SearchIndex:
    """The index in one transaction.

    ``check`` is called between rows that are read one by one; it raises to stop.
    """

    def __init__(
        self,
        connection: sa.Connection,
        tags: TagRepository,
        meta: MetaRepository,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._connection = connection
        self._tags = tags
        self._meta = meta
        self._check = check

    def mark_new(self, entry_id: UUID) -> None:
        """An entry is being made: the index holds nothing of it yet."""
        _MARK_NEW.run(self._connection, {"entry": entry_id.bytes})

    def mark(self, entry_id: UUID) -> None:
        """An entry is about to change: keep what the index holds of it, once.

        Call it before the change, while the entry still says what was indexed.
        """
        if _IS_DIRTY.rows(self._connection, {"of": entry_id.bytes}):
            return
        row = self._connection.execute(_STANDING, {"of": entry_id.bytes}).first()
        if row is None or row.trashed_utc_us is not None:
            self.mark_new(entry_id)
            return
        held = pack_indexed(row.title, row.body, self._tags.of(entry_id))
        self._connection.execute(
            _MARK, {"entry": entry_id.bytes, "indexed_key": row.sort_key, "indexed": held}
        )

    def drop(self, entry_id: UUID) -> None:
        """An entry is about to be deleted for good: its words leave the index now."""
        if self._is_stale():
            self.restart()
        self.mark(entry_id)
        ((key, packed),) = _IS_DIRTY.rows(self._connection, {"of": entry_id.bytes})
        if key is not None:
            self._connection.execute(_TAKE_OUT, _columns(key, unpack_indexed(packed)))
        self._connection.execute(_UNMARK, {"of": entry_id.bytes})

    def flush(self, limit: int) -> int:
        """Bring the index up to date with at most ``limit`` entries; returns how many wait still.

        An index that was made with other rules of folding is emptied and made anew.
        """
        if self._is_stale():
            self.restart()
        self._flush_some(self._connection.execute(_WAITING, {"most": limit}).all())
        return int(self._connection.scalar(_LEFT) or 0)

    def restart(self) -> None:
        """Empty the index; every entry waits to be indexed and is found on its text until then."""
        self._connection.execute(_EMPTY)
        self._connection.execute(sa.delete(SEARCH_DIRTY))
        self._connection.execute(_MARK_ALL)
        self._meta.set(INDEX_VERSION, FOLD_VERSION)

    def search(self, query: Query, before: int | None, limit: int) -> list[SearchRow]:
        """At most ``limit`` entries that answer ``query`` and are older than ``before``.

        Newest first; those in the trash are left out. An empty query finds nothing.
        """
        if query.is_empty:
            return []
        high = LAST_KEY if before is None else before - 1
        rows = by_keys(self._connection, WITH_BODY, self.keys(query, 0, high, limit))
        found = summaries(rows, self._tags)
        return [SearchRow(summary, row.body) for summary, row in zip(found, rows, strict=True)]

    def keys(
        self, query: Query, low: int, high: int, limit: int, *, ascending: bool = False
    ) -> list[int]:
        """Sort keys from ``low`` to ``high`` of entries that answer ``query``, in order."""
        if query.day_from:
            low = max(low, first_key(query.day_from))
        if query.day_to:
            high = min(high, last_key(query.day_to))
        span = {"low": low, "high": high, "most": limit}
        if not query.terms and not query.tags:
            return list(self._connection.scalars(_RANGE_WAYS[ascending], span))
        stale = self._is_stale()
        indexed: list[int] = []
        if not stale:
            asked = {**span, "match": expression(query)}
            indexed = list(self._connection.scalars(_FIND_WAYS[ascending], asked))
            if len(indexed) == limit:
                span["high" if ascending else "low"] = indexed[-1]
        direct = self._direct(query, span, limit, ascending=ascending, every=stale)
        return sorted([*indexed, *direct], reverse=not ascending)[:limit]

    def _direct(
        self, query: Query, span: dict[str, int], limit: int, *, ascending: bool, every: bool
    ) -> list[int]:
        """Keys of entries that the index does not speak for, tested on their text."""
        found: list[int] = []
        for rows in self._unindexed(dict(span), ascending=ascending, every=every):
            tags = self._tags.of_many(row.id for row in rows)
            for row in rows:
                self._check()
                content = EntryContent(row.title, row.body, tags.get(row.id, ()))
                if matches(query, content, day_of(row.sort_key)):
                    found.append(row.sort_key)
            if len(found) >= limit:
                break
        return found

    def _unindexed(
        self, span: dict[str, int], *, ascending: bool, every: bool
    ) -> Iterator[Sequence[AnyRow]]:
        """The entries that wait, or every one, in portions so that a found page stops the rest."""
        many = every or int(self._connection.scalar(_SOME) or 0) > _FEW
        tables = _TABLES_ALL if every else _TABLES_MANY if many else _TABLES_FEW
        statement = _DIRECT_WAYS[tables][ascending]
        span["most"] = _CHUNK
        while rows := self._connection.execute(statement, span).all():
            yield rows
            if len(rows) < _CHUNK:
                return
            if ascending:
                span["low"] = rows[-1].sort_key + 1
            else:
                span["high"] = rows[-1].sort_key - 1

    def _is_stale(self) -> bool:
        return self._meta.get(INDEX_VERSION) != FOLD_VERSION

    def _flush_some(self, waiting: Sequence[AnyRow]) -> None:
        """Bring as many of the waiting entries up to date as one slice takes."""
        work, done = 0, []
        for row in waiting:
            work += self._flush_one(row)
            done.append({"of": row.entry})
            if work >= _SLICE_WORK:
                break
        if done:
            self._connection.execute(_UNMARK, done)

    def _flush_one(self, waiting: AnyRow) -> int:
        """Bring one entry up to date; returns how much work that was."""
        entry = self._connection.execute(_STANDING, {"of": waiting.entry}).first()
        fresh = None
        if entry is not None and entry.trashed_utc_us is None:
            tags = self._tags.of(UUID(bytes=waiting.entry))
            fresh = (entry.sort_key, (entry.title, entry.body, tags))
        held = None
        if waiting.indexed_key is not None:
            held = (waiting.indexed_key, unpack_indexed(waiting.indexed))
        if held == fresh:
            return 0
        work = 0
        if held is not None:
            self._connection.execute(_TAKE_OUT, _columns(*held))
            work += _TAKING_OUT * len(held[1][1])
        if fresh is not None:
            self._connection.execute(_PUT_IN, _columns(*fresh))
            work += len(fresh[1][1])
        return work


def expression(query: Query) -> str:
    """``query`` in the language of FTS5. Tokens hold no quote, so nothing needs escaping."""
    terms = [f'"{term.text}"{" *" if term.prefix else ""}' for term in query.terms]
    return " ".join([*terms, *(f'tags : "{_tag_token(tag)}"' for tag in query.tags)])


def _tag_token(folded: str) -> str:
    """One token that stands for a whole tag, whatever characters it has."""
    return TAG_MARK + hashlib.blake2s(folded.encode(), digest_size=12).hexdigest()


def _columns(key: int, texts: tuple[str, str, tuple[str, ...]]) -> dict[str, object]:
    """What the index gets of an entry. The whole-tag tokens also part the words of two tags."""
    title, body, tags = texts
    words = (f"{segment(tag)} {_tag_token(fold_tag(tag))}" for tag in tags)
    return {
        "key": key,
        "title": segment(title),
        "body": segment(body),
        "tags": " ".join(words),
    }
