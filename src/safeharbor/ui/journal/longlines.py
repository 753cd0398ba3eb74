"""Very long lines, cut for the page and made whole again.

A line of text is laid out as one piece, so that a key typed into one of two million characters
takes half a second. On the page such a line is cut at a word every few thousand characters; a
mark that no text holds says where. What is saved, copied or counted never has the cuts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeharbor.domain.text import joined

MARK: Final = "\ufdd5"
"""A character that Unicode keeps free for the inside of programs; it has no width."""

LONGEST: Final = 4000
_CUT: Final = f"{MARK}\n"


def soften(text: str) -> str:
    """``text`` with a cut in every line that is too long for the page."""
    if MARK in text:
        text = text.replace(MARK, "\ufffd")
    pieces: list[str] = []
    taken = 0
    for start, end in _long_lines(text):
        pieces += text[taken:start], _cut(text[start:end])
        taken = end
    return "".join([*pieces, text[taken:]]) if pieces else text


def harden(text: str) -> str:
    """What ``soften`` was given, or what was made of it since, without the cuts."""
    if MARK not in text:
        return text
    return text.replace(_CUT, "").replace(MARK, "")


def soft_place(soft: str, place: int) -> int:
    """Where in ``soft`` the character ``place`` of the text without cuts stands."""
    passed = 0
    for piece in soft.split(_CUT):
        if place <= len(piece):
            return passed + place
        place -= len(piece)
        passed += len(piece) + len(_CUT)
    return len(soft)


def _long_lines(text: str) -> Iterator[tuple[int, int]]:
    """The places of lines of ``LONGEST`` characters and more, without looking at every line.

    Whatever lies between two line ends that are less than that apart holds no such line.
    """
    start = 0
    while start + LONGEST <= len(text):
        last = text.rfind("\n", start, start + LONGEST)
        if last < 0:
            end = text.find("\n", start + LONGEST)
            end = len(text) if end < 0 else end
            yield start, end
            last = end
        start = last + 1


def _cut(line: str) -> str:
    pieces = []
    start = 0
    while len(line) - start > LONGEST:
        end = _place(line, start, start + LONGEST)
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return _CUT.join(pieces)


def _place(line: str, start: int, end: int) -> int:
    """Where to cut before ``end``: after a blank, else between two visible characters."""
    blank = line.rfind(" ", start + LONGEST // 2, end)
    if blank >= 0:
        return blank + 1
    for at in range(end, max(start, end - 64), -1):
        if not joined(line[at - 1], line[at]):
            return at
    return end
