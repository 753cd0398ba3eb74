"""File names that every system takes, made out of a day and a title.

Windows refuses some characters, names such as CON and dots at the end, and macOS may decompose
accents: a day in front, and letters, digits and hyphens after it, suit them all. No file is
touched here.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Final
from uuid import UUID

MAX_STEM_BYTES: Final = 100
"""Leaves room for a day, a number and an ending below the 143 bytes of an encrypted home."""


def entry_stem(day: dt.date, title: str, entry_id: UUID) -> str:
    """``2026-11-21-the-garden`` for a title, ``2026-11-21-<id>`` where none is left of it."""
    return f"{day.isoformat()}-{slug(title) or entry_id}"


def slug(title: str) -> str:
    """The letters, digits and marks of ``title``, lower case, joined by hyphens, NFC, short."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).lower())
    spaced = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)
    return _shortened("-".join(spaced.split()), MAX_STEM_BYTES).rstrip("-")


def _shortened(text: str, limit: int) -> str:
    """At most ``limit`` bytes of UTF-8; a letter is never parted from its marks."""
    if len(text.encode("utf-8", "replace")) <= limit:
        return text
    size, end = 0, 0
    for index, char in enumerate(text):
        if unicodedata.category(char)[0] != "M":
            end = index
        size += len(char.encode("utf-8", "replace"))
        if size > limit:
            break
    return text[:end]
