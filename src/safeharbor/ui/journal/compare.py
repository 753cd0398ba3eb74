"""What is different between two states of a text, word by word.

Pure, so that it can run beside the window. Lines are compared first and words only within lines
that changed, because comparing words alone takes quadratic time.
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORDS: Final = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
_MOST: Final = 2000
"""Pieces of a changed passage that are compared one by one; a longer one counts as a whole."""


class Part(enum.Enum):
    """What became of a run of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Text that shares one fate."""

    part: Part
    text: str
    before: str | None = None
    """How the older state has it, where only the blanks between words differ."""

    @property
    def older(self) -> str:
        """The run as the older state has it."""
        return self.text if self.before is None else self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """The way from an older state to a newer one, in reading order."""

    runs: tuple[Run, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return all(run.part is Part.SAME for run in self.runs)

    def words(self, part: Part) -> int:
        """How many words have this fate."""
        return sum(len(re.findall(r"\w+", run.text)) for run in self.runs if run.part is part)

    def first(self, side: tuple[Run, ...] | None = None) -> int:
        """How many characters stand before the first change, in all of it or in one ``side``."""
        shared = itertools.takewhile(lambda run: run.part is Part.SAME, self.runs)
        count = sum(1 for _ in shared)
        return sum(len(run.text) for run in (side or self.runs)[:count])

    def side(self, left_out: Part) -> tuple[Run, ...]:
        """One of the two states: all runs but those of ``left_out``."""
        kept = (run for run in self.runs if run.part is not left_out)
        if left_out is Part.REMOVED:
            return tuple(kept)
        return tuple(Run(run.part, run.older) for run in kept)


def compare(older: str, newer: str) -> Comparison:
    """The differences between two texts."""
    return Comparison(tuple(_merged(_by_lines(older, newer))))


def _by_lines(older: str, newer: str) -> Iterator[Run]:
    left, right = older.splitlines(keepends=True), newer.splitlines(keepends=True)
    for tag, i, j, k, m in SequenceMatcher(None, left, right).get_opcodes():
        if tag == "equal":
            yield Run(Part.SAME, "".join(left[i:j]))
        else:
            yield from _by_words("".join(left[i:j]), "".join(right[k:m]))


def _by_words(older: str, newer: str) -> Iterator[Run]:
    left, right = _WORDS.findall(older), _WORDS.findall(newer)
    if max(len(left), len(right)) > _MOST:
        yield Run(Part.REMOVED, older)
        yield Run(Part.ADDED, newer)
        return
    # The blanks before a word come with it, but do not make it another word.
    keys = [word.strip() for word in left], [word.strip() for word in right]
    for tag, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(Part.SAME, "".join(right[k:m]), "".join(left[i:j]))
        else:
            yield Run(Part.REMOVED, "".join(left[i:j]))
            yield Run(Part.ADDED, "".join(right[k:m]))


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    filled = (run for run in runs if run.text or run.older)
    for part, group in itertools.groupby(filled, key=lambda run: run.part):
        joined = list(group)
        text = "".join(run.text for run in joined)
        older = "".join(run.older for run in joined)
        yield Run(part, text, None if text == older else older)
