"""Schema 1: what the database holds, as constant text and as SQLAlchemy tables.

The text makes the tables (STRICT and FTS5 are beyond SQLAlchemy's own DDL), the Table objects
serve queries; a test holds the two together. What is long stands last in its row, so that lists
never read it.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import sqlalchemy as sa

AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
"""A row of any columns; SQLAlchemy knows no types for tables made of text."""

SCHEMA: Final = 1
"""The version this program writes, kept in ``PRAGMA user_version``."""

MIN_READER: Final = 1
"""The oldest program, by its schema, that may read what this one writes."""

STATEMENTS: Final = (
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID",
    """CREATE TABLE entry (
        sort_key INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        local_date TEXT NOT NULL,
        utc_us INTEGER NOT NULL,
        offset_min INTEGER NOT NULL,
        zone TEXT NOT NULL,
        mood INTEGER,
        star INTEGER NOT NULL DEFAULT 0,
        kind TEXT NOT NULL,
        head_rev BLOB NOT NULL,
        trashed_utc_us INTEGER,
        title TEXT NOT NULL,
        extra TEXT NOT NULL DEFAULT '{}',
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE INDEX entry_trashed ON entry (sort_key, trashed_utc_us)
        WHERE trashed_utc_us IS NOT NULL""",
    "CREATE INDEX entry_starred ON entry (sort_key, trashed_utc_us) WHERE star = 1",
    """CREATE TABLE revision (
        id BLOB NOT NULL UNIQUE,
        entity BLOB NOT NULL,
        parent BLOB,
        merge_parent BLOB,
        device BLOB NOT NULL,
        hlc INTEGER NOT NULL,
        open INTEGER NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        payload BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX revision_entity ON revision (entity)",
    "CREATE INDEX revision_open ON revision (entity) WHERE open = 1",
    """CREATE TABLE tombstone (
        id BLOB NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        device BLOB NOT NULL,
        hlc INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE entry_tag (
        entry BLOB NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
        tag TEXT NOT NULL,
        hlc INTEGER NOT NULL,
        removed_hlc INTEGER,
        PRIMARY KEY (entry, tag)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_tag_tag ON entry_tag (tag) WHERE removed_hlc IS NULL",
    """CREATE TABLE change (
        seq INTEGER PRIMARY KEY,
        entity BLOB NOT NULL,
        kind TEXT NOT NULL,
        rev BLOB NOT NULL,
        device BLOB NOT NULL,
        hlc INTEGER NOT NULL,
        UNIQUE (entity, kind, rev)
    ) STRICT""",
    """CREATE TABLE form_template (
        hash BLOB NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        template_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE form (
        sort_key INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        template_hash BLOB NOT NULL REFERENCES form_template (hash),
        local_date TEXT NOT NULL,
        utc_us INTEGER NOT NULL,
        offset_min INTEGER NOT NULL,
        zone TEXT NOT NULL,
        head_rev BLOB NOT NULL,
        trashed_utc_us INTEGER,
        title TEXT NOT NULL,
        extra TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE answer (
        form BLOB NOT NULL REFERENCES form (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        row_id BLOB NOT NULL,
        hlc INTEGER NOT NULL,
        device BLOB NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (form, field, row_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE search_dirty (
        entry BLOB NOT NULL PRIMARY KEY,
        indexed_key INTEGER,
        indexed BLOB
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX search_dirty_key ON search_dirty (indexed_key)
        WHERE indexed_key IS NOT NULL""",
    """CREATE TABLE inbox_note (
        note_id BLOB NOT NULL PRIMARY KEY,
        entry BLOB NOT NULL,
        utc_us INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE entry_index USING fts5(
        title, body, tags, content='', prefix='2 3', tokenize='ascii')""",
    "INSERT INTO entry_index (entry_index, rank) VALUES ('secure-delete', 1)",
)
"""Everything a fresh database of schema 1 is made of, in order.

The tokenizer ``ascii`` splits at blanks and keeps everything beyond ASCII: what a token is was
decided before. Prefixes of two and three characters have lists of their own; a list for one would
make taking an entry out of the index half as slow again.
"""

_METADATA: Final = sa.MetaData()


def _table(name: str, *columns: str) -> sa.Table:
    """A table for queries; values go through as SQLite's own types."""
    return sa.Table(name, _METADATA, *(sa.Column(column) for column in columns))


META: Final = _table("meta", "key", "value")
ENTRY: Final = _table(
    "entry",
    "sort_key",
    "id",
    "local_date",
    "utc_us",
    "offset_min",
    "zone",
    "mood",
    "star",
    "kind",
    "head_rev",
    "trashed_utc_us",
    "title",
    "extra",
    "body",
)
REVISION: Final = _table(
    "revision",
    "id",
    "entity",
    "parent",
    "merge_parent",
    "device",
    "hlc",
    "open",
    "note",
    "payload",
)
TOMBSTONE: Final = _table("tombstone", "id", "kind", "device", "hlc")
ENTRY_TAG: Final = _table("entry_tag", "entry", "tag", "hlc", "removed_hlc")
CHANGE: Final = _table("change", "seq", "entity", "kind", "rev", "device", "hlc")
FORM_TEMPLATE: Final = _table("form_template", "hash", "kind", "template_id", "version", "body")
FORM: Final = _table(
    "form",
    "sort_key",
    "id",
    "kind",
    "template_hash",
    "local_date",
    "utc_us",
    "offset_min",
    "zone",
    "head_rev",
    "trashed_utc_us",
    "title",
    "extra",
)
ANSWER: Final = _table("answer", "form", "field", "row_id", "hlc", "device", "value")
SEARCH_DIRTY: Final = _table("search_dirty", "entry", "indexed_key", "indexed")
INBOX_NOTE: Final = _table("inbox_note", "note_id", "entry", "utc_us")
TABLES: Final = tuple(_METADATA.sorted_tables)
