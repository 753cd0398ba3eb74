"""What a record of a practice may say, and when an exercise sinks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import LONGEST_S, UNSURE, After, PracticeRecord, sunk

MOMENT = Moment(1_795_248_000_000_000, 60, "Europe/Berlin", dt.date(2026, 11, 21))
RECORD = PracticeRecord(UUID(int=7), "br_even", MOMENT, 300)


def answered(*answers: tuple[str, After | None]) -> list[PracticeRecord]:
    """Records with these answers, newest first."""
    return [replace(RECORD, exercise=exercise, after=after) for exercise, after in answers]


def test_before_and_after_may_be_skipped() -> None:
    assert (RECORD.before, RECORD.after) == (None, None)


@pytest.mark.parametrize("before", [UNSURE, 0, 10])
def test_distress_goes_from_none_to_the_most_or_is_unsure(before: int) -> None:
    assert replace(RECORD, before=before).before == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds": -1},
        {"seconds": LONGEST_S + 1},
        {"before": -2},
        {"before": 11},
        {"exercise": ""},
        {"exercise": "x" * 65},
        {"exercise": "br even"},
        {"exercise": "Br_even"},
        {"exercise": "br_even\n"},
        {"exercise": "\u202ebr_even"},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, int | str]) -> None:
    with pytest.raises(ValueError):
        replace(RECORD, **wrong)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize("exercise", ["br_478", "gr_54321", f"own_{UUID(int=5).hex}"])
def test_exercises_of_the_house_and_of_ones_own_have_names(exercise: str) -> None:
    assert replace(RECORD, exercise=exercise).exercise == exercise


def test_where_it_stands_in_a_list_makes_no_other_record() -> None:
    assert replace(RECORD, sort_key=5) == RECORD


def test_worse_twice_in_a_row_sinks_an_exercise() -> None:
    worse, better = After.WORSE, After.BETTER
    assert sunk(answered(("br_even", worse), ("br_even", worse))) == {"br_even"}
    assert sunk(answered(("br_even", worse))) == frozenset()
    assert sunk(answered(("br_even", worse), ("br_even", better), ("br_even", worse))) == set()
    assert sunk(answered(("br_even", better), ("br_even", worse), ("br_even", worse))) == set()


def test_an_older_answer_does_not_count() -> None:
    worse = After.WORSE
    records = answered(("rx_pmr", worse), ("rx_pmr", worse), ("rx_pmr", After.BETTER))
    assert sunk(records) == {"rx_pmr"}


def test_skipped_answers_and_other_exercises_stand_between() -> None:
    worse, skipped = After.WORSE, None
    records = answered(
        ("br_even", skipped), ("br_even", worse), ("gr_feet", worse), ("br_even", worse)
    )
    assert sunk(records) == {"br_even"}


@given(
    st.lists(st.tuples(st.sampled_from(["br_even", "gr_feet"]), st.none() | st.sampled_from(After)))
)
def test_only_the_last_two_answers_decide(answers: list[tuple[str, After | None]]) -> None:
    found = sunk(answered(*answers))
    for exercise in ("br_even", "gr_feet"):
        given_answers = [after for name, after in answers if name == exercise and after]
        assert (exercise in found) is (given_answers[:2] == [After.WORSE] * 2)
