"""A number of one's own: somebody to ring whom no list knows.

What is typed is taken as it is, whatever it looks like; only what could disturb a line of text
is taken out, and every part has an end.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.text import clean

LONGEST: Final = 200
"""Characters of each part."""
MOST: Final = 50
"""How many numbers there may be."""

# They turn the order of what follows round, so that a number would be read backwards.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """Whom to ring, how, and when; ``name`` and ``when`` may be empty."""

    name: str
    number: str
    when: str = ""


def own_number(name: str, number: str, when: str = "") -> OwnNumber:
    """A number from what was typed or read: one line each, no controls, at most ``LONGEST``."""
    return OwnNumber(_line(name), _line(number), _line(when))


def _line(text: str) -> str:
    text = _TURNING.sub("", clean(text))
    plain = "".join(" " if _is_control(mark) else mark for mark in text)
    return _BLANKS.sub(" ", plain).strip()[:LONGEST].rstrip()


def _is_control(mark: str) -> bool:
    return unicodedata.category(mark) in {"Cc", "Zl", "Zp"} or "\u2400" <= mark <= "\u2421"
