"""What the writing child writes, computed from two numbers so that any reader can check it.

Version v of entry n has one text, title, mood, star and day, and one marker word that no other
version has. Parent and child share nothing but this file and the lines of acknowledgement.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from safeharbor.domain.entry import EntryContent, Mood
from support.prose import page

_JOURNAL: Final = 1000
_FIRST_DAY: Final = dt.date(2026, 11, 1)
_VERSIONS_A_DAY: Final = 5
_MARKER: Final = re.compile(r"zq(\d+)v(\d+)x")


def marker(entry: int, version: int) -> str:
    """The word that only this version of this entry contains."""
    return f"zq{entry}v{version}x"


def day_of(entry: int, version: int) -> dt.date:
    """The day that this version is meant for; it changes with every fifth version."""
    return _FIRST_DAY + dt.timedelta(days=(entry + version // _VERSIONS_A_DAY) % 30)


def content_of(entry: int, version: int) -> EntryContent:
    """The whole content of one version: a text that grows as somebody types."""
    source = page(entry % _JOURNAL, _JOURNAL)
    grown = source.body[: 200 + 60 * version]
    return EntryContent(
        title=source.title,
        body=f"{marker(entry, version)} {grown}".rstrip(),
        tags=source.tags,
        mood=Mood(version % 5 + 1),
        starred=version % 2 == 1,
    )


def version_of(entry: int, content: EntryContent) -> int | None:
    """Which version of ``entry`` this is to the letter, or None for anything else."""
    found = _MARKER.match(content.body)
    if found is None or int(found[1]) != entry:
        return None
    version = int(found[2])
    return version if content == content_of(entry, version) else None
