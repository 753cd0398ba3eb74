"""Splits what is said in a step into short lines where few words may stand on the screen.

A sentence stays whole if it can; one that cannot is parted where it takes a breath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SENTENCES: Final = re.compile(r"(?<=[.!?…؟。！？])\s+")
_HALVES: Final = re.compile(r"(?<=[:;؛：；])\s+")
_CLAUSES: Final = re.compile(r"(?<=[,،、，])\s+")


def count(text: str) -> int:
    """How many words there are in ``text``; a sign that stands alone is none."""
    return sum(any(sign.isalnum() for sign in part) for part in text.split())


def pages(text: str, most: int) -> tuple[str, ...]:
    """``text`` in lines of at most ``most`` words, as far as it can be parted; at least one."""
    if count(text) <= most:
        return (text,)
    lines: list[str] = []
    whole: list[str] = []
    for sentence in _SENTENCES.split(text):
        if count(sentence) <= most:
            whole.append(sentence)
            continue
        lines += _packed(whole, most)
        whole = []
        for half in _HALVES.split(sentence):
            lines += [half] if count(half) <= most else _packed(_CLAUSES.split(half), most)
    return (*lines, *_packed(whole, most))


def page_at(lines: Sequence[str], share: float) -> int:
    """Which of ``lines`` is to be read at ``share`` (0 to 1) of their time."""
    read, whole = 0, max(sum(map(count, lines)), 1)
    for index, line in enumerate(lines):
        read += count(line)
        if share < read / whole:
            return index
    return len(lines) - 1


def _packed(parts: Iterable[str], most: int) -> list[str]:
    """Neighbours together while they have at most ``most`` words."""
    lines: list[str] = []
    for part in parts:
        if lines and count(lines[-1]) + count(part) <= most:
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.append(part)
    return lines
