"""What a rise is, and how many of the newest visits were one."""

from __future__ import annotations

import pytest

from safeharbor.domain.answers import Answers, Value
from safeharbor.domain.checkins import CHECKINS, Pair, is_rise, rises_in_a_row, visits
from safeharbor.domain.sheet import UNSURE


@pytest.mark.parametrize(
    ("before", "after", "rise"),
    [
        (3, 5, True),
        (3, 4, False),
        (5, 3, False),
        (3, UNSURE, True),
        (None, UNSURE, True),
        (UNSURE, UNSURE, True),
        (UNSURE, 9, False),
        (None, 9, False),
        (3, None, False),
    ],
)
def test_two_more_is_a_rise_and_numb_is_one_too(before: Value, after: Value, *, rise: bool) -> None:
    assert is_rise(before, after) is rise


@pytest.mark.parametrize(
    ("newest_first", "count"),
    [
        ([], 0),
        ([(3, 6)], 1),
        ([(3, 6), (2, UNSURE), (5, 5), (1, 9)], 2),
        ([(5, 5), (3, 6)], 0),
        ([(4, None), (3, 6), (None, None), (3, 6)], 2),
    ],
)
def test_a_visit_without_an_end_neither_counts_nor_breaks_the_row(
    newest_first: list[Pair], count: int
) -> None:
    assert rises_in_a_row(newest_first) == count


def test_visits_are_those_in_the_answers_and_those_beside_them() -> None:
    answers = Answers().with_value("before", 4).with_value("after", 7)
    extra = {CHECKINS: [[1, 2], [3, None], "odd", [1, 2, 3]]}
    assert list(visits(answers, extra)) == [(4, 7), (3, None), (1, 2)]
    assert list(visits(Answers(), {CHECKINS: "odd"})) == [(None, None)]
