"""Places in a text, counted as Python counts them and as Qt does.

Python counts characters, Qt counts units of UTF-16, where an emoji is two.
"""

from __future__ import annotations

import re
from typing import Final

_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")
"""What takes two units; the search goes through megabytes faster than ``max`` does."""


def to_qt(text: str, place: int) -> int:
    """The place in Qt's units of the character ``place`` of ``text``."""
    head = text[:place]
    return len(head) if not _wide(head) else len(head.encode("utf-16-le", "surrogatepass")) // 2


def from_qt(text: str, units: int) -> int:
    """The character of ``text`` at the place ``units``; in the middle of one, its beginning."""
    if not _wide(text):
        return min(units, len(text))
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(raw.decode("utf-16-le", "ignore"))


def shared(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _wide(text: str) -> bool:
    return not text.isascii() and _BEYOND.search(text) is not None
