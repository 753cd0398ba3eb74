"""Entries and revisions as the program speaks of them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from safeharbor.domain.moment import Moment

MAX_TEXT_BYTES: Final = 2 * 1024 * 1024
"""The most that one entry holds, in bytes of UTF-8."""

TRASH_DAYS: Final = 30
"""Days that a deleted entry can come back."""

KIND_ENTRY: Final = "entry"
"""The kind of a journal entry. Kinds of newer versions are kept as they are."""


class Mood(enum.IntEnum):
    """The tide, five steps, always optional."""

    VERY_LOW = 1
    LOW = 2
    SO_SO = 3
    GOOD = 4
    VERY_GOOD = 5


@dataclass(frozen=True, slots=True)
class EntryContent:
    """What a writer edits."""

    title: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    mood: Mood | None = None
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the vault.

    ``extra`` holds what newer versions added; it is written back untouched.
    """

    id: UUID
    sort_key: int
    moment: Moment
    content: EntryContent
    head_revision: UUID
    kind: str = KIND_ENTRY
    trashed_utc_us: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """A row of a list: everything but the text. ``words`` is None where it was not asked for."""

    id: UUID
    sort_key: int
    moment: Moment
    title: str
    tags: tuple[str, ...]
    mood: Mood | None
    starred: bool
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an editor holds at one moment, ready to be saved or sealed.

    ``base_revision`` is the head the text was loaded from or last saved as, None for a new entry.
    """

    entry_id: UUID
    base_revision: UUID | None
    content: EntryContent
    moment: Moment
    caret: int = 0


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """A kept state of an entry, without its text.

    ``saved_ms`` is in milliseconds since 1970. ``is_open`` says that the present sitting still
    writes into it. ``note`` says why a revision stands beside the line ("" or "draft").
    """

    id: UUID
    entry_id: UUID
    parent: UUID | None
    saved_ms: int
    is_open: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A kept state of an entry with what was written."""

    info: RevisionInfo
    content: EntryContent
    moment: Moment


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched and who asked for it, so that screens can redraw and ignore echoes.

    ``revision`` is the head that the one written entry has now, where there was one. ``forms``
    are those that are no entries, such as records of practices.
    """

    entries: frozenset[UUID]
    origin: str = ""
    revision: UUID | None = None
    forms: frozenset[UUID] = frozenset()
