"""Patterns of one's own: what fits, what does not, and what is breathed then."""

from __future__ import annotations

import math
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.breathing import PhaseKind, end_after, phase_at, without_holds
from safeharbor.domain.own_pattern import (
    LONGEST_NAME,
    SECONDS,
    STAYS,
    STEP_S,
    Draft,
    Fault,
    OwnPattern,
    Part,
    bounds,
    is_own,
    own_name,
    own_pattern,
)


def halves(part: Part) -> st.SearchStrategy[float]:
    least, most = bounds(part)
    return st.integers(int(least / STEP_S), int(most / STEP_S)).map(lambda n: n * STEP_S)


fitting = st.fixed_dictionaries({part: halves(part) for part in SECONDS})


@given(fitting)
def test_whatever_fits_can_be_breathed(seconds: dict[Part, float]) -> None:
    made = own_pattern(uuid4(), Draft("Slow river", seconds))
    pattern = made.pattern
    assert pattern.seconds == sum(seconds.values())
    assert len(pattern.phases) == sum(1 for each in seconds.values() if each)
    assert pattern.has_hold is (seconds[Part.FULL] > 0 or seconds[Part.EMPTY] > 2)
    assert phase_at(pattern, (), 0).kind is PhaseKind.IN
    assert end_after(pattern, (), 60) >= 60
    assert not without_holds(pattern).has_hold
    assert without_holds(pattern).exercise == made.exercise
    assert not pattern.in_distress


@given(fitting)
def test_what_stands_in_it_can_be_written_again(seconds: dict[Part, float]) -> None:
    made = own_pattern(uuid4(), Draft("Slow river", seconds))
    assert own_pattern(made.id, made.draft) == made


@pytest.mark.parametrize(
    ("part", "seconds", "fault"),
    [
        (Part.IN, 1.5, Fault.TOO_SHORT),
        (Part.IN, 10.5, Fault.TOO_LONG),
        (Part.IN, 4.3, Fault.NO_HALF),
        (Part.OUT, 0.0, Fault.TOO_SHORT),
        (Part.OUT, math.inf, Fault.TOO_LONG),
        (Part.OUT, math.nan, Fault.NO_HALF),
        (Part.FULL, 15.5, Fault.TOO_LONG),
        (Part.FULL, 0.2, Fault.TOO_SHORT),
        (Part.EMPTY, -1.0, Fault.TOO_SHORT),
        (Part.EMPTY, 2.75, Fault.NO_HALF),
    ],
)
def test_what_does_not_fit_is_named_by_its_part(part: Part, seconds: float, fault: Fault) -> None:
    usual = {Part.IN: 4.0, Part.FULL: 0.0, Part.OUT: 6.0, Part.EMPTY: 0.0}
    draft = Draft("Slow river", {**usual, part: seconds})
    assert draft.faults() == {part: fault}
    with pytest.raises(ValueError, match="bounds"):
        own_pattern(uuid4(), draft)


def test_an_empty_draft_is_four_and_six_without_a_name() -> None:
    draft = Draft()
    assert [draft.lasting(part) for part in SECONDS] == [4, 0, 6, 0]
    assert draft.faults() == {Part.NAME: Fault.NO_NAME}


def test_stays_may_be_left_out_and_last_fifteen_seconds() -> None:
    for part in STAYS:
        assert bounds(part) == (0, 15)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Slow   river\n", "Slow river"),
        ("a\u202eb\u2066c", "abc"),
        ("\ud800x", "\ufffdx"),
        ("y" * 100, "y" * LONGEST_NAME),
        ("   ", ""),
    ],
)
def test_a_name_is_one_line(typed: str, name: str) -> None:
    assert own_name(typed) == name


@given(st.text())
def test_a_name_is_clean_after_one_time(typed: str) -> None:
    assert own_name(own_name(typed)) == own_name(typed)


def test_its_exercise_is_known_as_ones_own() -> None:
    made = OwnPattern(uuid4(), "Slow river", 4, 0, 6, 0)
    assert made.exercise == f"own_{made.id.hex}"
    assert is_own(made.exercise)
    assert not is_own("br_even")
    assert made.renamed(" Fast\triver ").name == "Fast river"
