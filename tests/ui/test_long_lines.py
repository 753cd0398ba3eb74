"""Very long lines are found without a look at every character, however long the others are."""

from __future__ import annotations

import itertools
import random
import sys

import pytest

from safeharbor.ui.journal.longlines import LONGEST, MARK, harden, soften


def steps(text: str) -> int:
    """How many functions are called, those of C too, while ``text`` is looked through."""
    made = itertools.count()
    sys.setprofile(lambda _frame, event, _what: next(made) if "call" in event else None)
    try:
        soften(text)
    finally:
        sys.setprofile(None)
    return next(made)


@pytest.mark.parametrize("length", [1, 40, LONGEST // 2, LONGEST - 1])
def test_no_step_is_made_for_a_line_but_a_few_for_each_screenful(length: int) -> None:
    """A pattern tried at every character took a second for lines a little shorter than the cut."""
    text = ("x" * (length - 1) + "\n") * (2_000_000 // length)
    assert soften(text) is text
    assert steps(text) <= 10 + 8 * len(text) // LONGEST


def test_only_lines_that_are_too_long_are_cut() -> None:
    dice = random.Random(7)
    cuts = {0: 0, 1: 0, 50: 0, LONGEST - 1: 0, LONGEST: 0, LONGEST + 1: 1, 9000: 2}
    for _ in range(200):
        sizes = dice.choices(list(cuts), k=5)
        text = "\n".join("word " * (size // 5) + "x" * (size % 5) for size in sizes)
        soft = soften(text)
        assert harden(soft) == text
        assert soft.count(MARK) == sum(cuts[size] for size in sizes)
        assert max(map(len, soft.split("\n"))) <= LONGEST + 1
