"""Where words or phrases stand in a text: whole words only, whatever their case and accents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from safeharbor.domain.text import segment, tokens

_BETWEEN: Final = re.compile(r"[^\S\n]*(?:\n|['’ʼ‘-])?[^\S\n]*")
"""What may part the words of one phrase: blanks, one line's end, an apostrophe or a hyphen."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place [start, end) and the phrase that stands there, as it was given."""

    start: int
    end: int
    phrase: str


def find_phrases(text: str, phrases: Iterable[str]) -> tuple[Found, ...]:
    """The places of ``phrases`` in order; the longest one wins, and none reaches into another."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in phrases:
        words = tuple(segment(phrase).split())
        if words:
            known.setdefault(words[0], []).append((words, phrase))
    if not known:
        return ()
    for each in known.values():
        each.sort(key=lambda pair: -len(pair[0]))
    return tuple(_found(text, tokens(text), known))


def _found(
    text: str,
    parts: list[tuple[str, int, int]],
    known: dict[str, list[tuple[tuple[str, ...], str]]],
) -> Iterable[Found]:
    place = 0
    while place < len(parts):
        for words, phrase in known.get(parts[place][0], ()):
            here = parts[place : place + len(words)]
            if tuple(part[0] for part in here) == words and _together(text, here):
                yield Found(here[0][1], here[-1][2], phrase)
                place += len(words) - 1
                break
        place += 1


def _together(text: str, parts: list[tuple[str, int, int]]) -> bool:
    for left, right in pairwise(parts):
        gap = text[left[2] : right[1]]
        if len(left[0]) == 1:  # the dot of an initial
            gap = gap.removeprefix(".")
        if not _BETWEEN.fullmatch(gap):
            return False
    return True
