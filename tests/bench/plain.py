"""The same journal in plain SQLite with FTS5: what the bench holds our figures against.

No key, SQLite's own tokenizer and snippets, the same pragmas for durability, newest first by
rowid. It is the same SQLite build as ours, so that only our own work makes the difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite

from support.prose import Page

PRAGMAS: Final = (
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "fullfsync=ON",
    "locking_mode=EXCLUSIVE",
    "temp_store=MEMORY",
    "cache_size=-32768",
)
_SCHEMA: Final = (
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, day TEXT, title TEXT, body TEXT, tags TEXT)",
    "CREATE INDEX entry_day ON entry (day)",
    "CREATE VIRTUAL TABLE word USING fts5(title, body, tags, content='entry', content_rowid='id',"
    " prefix='2 3')",
    "CREATE TABLE small (id INTEGER PRIMARY KEY, text TEXT)",
)
_PAGE: Final = "SELECT id, day, title, tags FROM entry ORDER BY id DESC LIMIT 50"
_FOUND: Final = (
    "SELECT entry.id, day, entry.title, snippet(word, 1, '', '', '', 20) FROM word"
    " JOIN entry ON entry.id = word.rowid WHERE word MATCH ? ORDER BY word.rowid DESC LIMIT 50"
)
_DAYS: Final = (
    "SELECT id, day, title, substr(body, 1, 160) FROM entry WHERE day BETWEEN ? AND ?"
    " ORDER BY id DESC LIMIT 50"
)


class PlainJournal:
    """A journal that keeps nothing secret."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: Any = None

    def build(self, pages: Iterable[Page]) -> None:
        """Make the file and fill it in one transaction."""
        connection = self._connect()
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("BEGIN")
        rows = ((p.number, p.day.isoformat(), p.title, p.body, " ".join(p.tags)) for p in pages)
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("INSERT INTO word(word) VALUES ('rebuild')")
        connection.execute("COMMIT")
        connection.close()

    def open(self) -> None:
        """Open the file and take its lock, as ours does."""
        self._connection = self._connect()
        self._connection.execute("BEGIN EXCLUSIVE")
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def first_page(self) -> int:
        """Read the newest 50; returns how many there were."""
        return len(self._connection.execute(_PAGE).fetchall())

    def search(self, match: str) -> int:
        """The first page of an FTS5 query."""
        return len(self._connection.execute(_FOUND, (match,)).fetchall())

    def search_days(self, first: str, last: str) -> int:
        """The first page of a range of days."""
        return len(self._connection.execute(_DAYS, (first, last)).fetchall())

    def small_commit(self) -> None:
        """One small row, durable."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO small (text) VALUES ('a small row')")
        self._connection.execute("COMMIT")

    def _connect(self) -> Any:
        connection = sqlite.connect(self._path, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection
