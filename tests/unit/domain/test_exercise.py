"""A sitting: other words for a need, places left out, silence stretched, prompts drawn."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.exercise import (
    NEAREST_S,
    Area,
    CategorySet,
    Exercise,
    ExerciseKind,
    Line,
    Need,
    Step,
    Why,
    Words,
    due_line,
    laid_out,
    lines_for,
)

WHY = Why("Nothing was studied.", "Not sure.", ())


def script(*steps: Step, minutes: tuple[int, ...] = (), night: tuple[str, ...] = ()) -> Exercise:
    areas = sorted({step.area for step in steps if step.area})
    return Exercise(
        id="gr_x",
        rev=1,
        kind=ExerciseKind.GROUNDING,
        title="A title",
        line="A line.",
        steps=steps,
        lines=(),
        areas=tuple(Area(each, each.title(), usual=each != "jaw") for each in areas),
        minutes=minutes,
        cautions=(),
        why=WHY,
        end="The end.",
        at_night_without=night,
    )


def breathing(*lines: Line, seconds: float = 300.0) -> Exercise:
    made = replace(script(), kind=ExerciseKind.BREATHING, lines=lines, seconds=seconds)
    return replace(made, id="br_even")


def step(step_id: str, seconds: float = 10.0, area: str = "") -> Step:
    return Step(step_id, seconds, f"Say {step_id}.", step_id, area=area)


def silence(step_id: str, seconds: float) -> Step:
    return Step(step_id, seconds, "", "", silent=True)


LOOK = Step(
    "look",
    10,
    "Look around.",
    "look",
    swaps={
        Need.NO_SIGHT: Words("Reach around.", "reach"),
        Need.LYING: Words("Look up.", "up"),
    },
)


def test_a_step_has_other_words_for_a_need() -> None:
    assert LOOK.words_for(()) == Words("Look around.", "look")
    assert LOOK.words_for({Need.NO_SMELL}) == Words("Look around.", "look")
    assert LOOK.words_for({Need.LYING}) == Words("Look up.", "up")
    assert LOOK.words_for({Need.LYING, Need.NO_SIGHT}) == Words("Reach around.", "reach")
    (laid,) = laid_out(script(LOOK), needs={Need.NO_SIGHT})
    assert (laid.id, laid.say, laid.show) == ("look", "Reach around.", "reach")


@pytest.mark.parametrize("seconds", [0.0, -1.0, math.nan, math.inf])
def test_a_step_without_time_is_none(seconds: float) -> None:
    with pytest.raises(ValueError, match="time"):
        step("x", seconds)


@pytest.mark.parametrize(("at", "every"), [(-1.0, 0.0), (math.nan, 0.0), (0.0, math.inf)])
def test_a_line_without_a_moment_is_none(at: float, every: float) -> None:
    with pytest.raises(ValueError, match="line"):
        Line(at, "Say.", "show", every)


def test_places_of_the_body_are_left_out_until_chosen() -> None:
    exercise = script(step("begin"), step("hands", area="hands"), step("jaw", area="jaw"))
    assert [s.id for s in laid_out(exercise)] == ["begin", "hands"]
    assert [s.id for s in laid_out(exercise, areas={"jaw", "a place of long ago"})] == [
        "begin",
        "jaw",
    ]
    assert [s.id for s in laid_out(exercise, areas=frozenset())] == ["begin"]


def test_what_would_wake_somebody_up_is_left_out_at_night() -> None:
    exercise = script(step("feet"), step("look"), night=("look",))
    assert [s.id for s in laid_out(exercise, night=True)] == ["feet"]
    assert len(laid_out(exercise)) == 2


def test_longer_means_more_silence_and_the_same_words() -> None:
    exercise = script(
        step("a", 30), silence("s", 20), step("b", 30), silence("t", 40), minutes=(5,)
    )
    laid = laid_out(exercise, minutes=5)
    assert [s.seconds for s in laid] == [30, 80, 30, 160]
    with pytest.raises(ValueError, match="7 minutes"):
        laid_out(exercise, minutes=7)
    with pytest.raises(ValueError, match="silence"):
        laid_out(replace(exercise, steps=(step("a"),)), minutes=5)


SETS = tuple(CategorySet(str(n), (f"Five {n}a.", f"Five {n}b.")) for n in range(6))


def category(step_id: str) -> Step:
    return Step(step_id, 25, "Five birds.", "Five birds", find=5, category=True)


@given(st.integers(0, 2**32), st.integers(1, 5))
def test_each_prompt_is_drawn_from_a_set_of_its_own(seed: int, count: int) -> None:
    exercise = script(step("begin"), *(category(f"c{n}") for n in range(count)))
    laid = laid_out(exercise, sets=SETS, pick=random.Random(seed).randrange)
    drawn = [s.say for s in laid[1:]]
    assert laid[0].say == "Say begin."
    assert len({say[:6] for say in drawn}) == count
    assert all(any(say in each.prompts for each in SETS) for say in drawn)
    assert [s.show for s in laid[1:]] == [say[:-1] for say in drawn]
    assert {s.find for s in laid[1:]} == {5}


def test_without_sets_the_prompts_stay_as_written() -> None:
    exercise = script(category("a"), category("b"))
    assert [s.say for s in laid_out(exercise)] == ["Five birds."] * 2
    assert [s.say for s in laid_out(exercise, sets=SETS)] == ["Five birds."] * 2
    assert [s.say for s in laid_out(exercise, sets=SETS[:1], pick=lambda _: 0)] == [
        "Five 0a.",
        "Five birds.",
    ]


START = Line(0, "Start.", "start")
MIND = Line(60, "Come along again.", "", every=120)
HALF = Line(150, "Halfway.", "", moves=0.5)
LAST = Line(240, "Last minute.", "", moves=1)
EVEN = breathing(START, MIND, HALF, LAST)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (300, {0: START, 60: MIND, 150: HALF, 180: MIND, 240: LAST}),
        (180, {0: START, 60: MIND, 90: HALF, 120: LAST}),
        (120, {0: START, 60: LAST}),
        (60, {0: START, 30: HALF}),
        (5, {}),
    ],
)
def test_lines_move_with_the_length(seconds: float, expected: dict[float, Line]) -> None:
    lines = lines_for(EVEN, seconds)
    assert {line.at: line.say for line in lines} == {at: x.say for at, x in expected.items()}
    assert len(lines) == len(expected)


def test_an_open_end_has_neither_middle_nor_end() -> None:
    assert lines_for(EVEN, None) == (START, MIND)


@given(st.floats(20, 3600), st.lists(st.floats(0, 250), max_size=4), st.floats(0, 1))
def test_no_line_comes_in_the_last_seconds_and_moved_ones_keep_apart(
    seconds: float, moments: list[float], moves: float
) -> None:
    staying = [Line(at, "Stay.", "", every=60) for at in moments]
    lines = lines_for(breathing(*staying, Line(200, "Move.", "", moves=moves)), seconds)
    assert list(lines) == sorted(lines, key=lambda line: line.at)
    assert all(0 <= line.at <= seconds - NEAREST_S for line in lines)
    assert all(line.every == 0 for line in lines)
    if moves:
        moved = [line.at for line in lines if line.say == "Move."]
        others = [line.at for line in lines if line.say == "Stay."]
        assert all(abs(at - other) >= NEAREST_S for at in moved for other in others)


def test_the_line_that_came_last() -> None:
    assert due_line((), 5) is None
    assert due_line([MIND], 59.9) is None
    lines = [START, MIND, Line(180, "Once.", "")]
    assert due_line(lines, 0) == (0, START)
    assert due_line(lines, 60) == (60, MIND)
    assert due_line(lines, 179) == (60, MIND)
    assert due_line(lines, 180) == (180, lines[2])
    assert due_line(lines, 299.5) == (180, lines[2])
    assert due_line(lines, 300) == (300, MIND)


@given(st.floats(0, 3000))
def test_at_every_moment_the_due_line_is_the_latest(elapsed: float) -> None:
    lines = [START, MIND, Line(90, "Other.", "", every=90)]
    due = due_line(lines, elapsed)
    assert due is not None
    moment, line = due
    assert moment <= elapsed
    if line.every:
        assert elapsed - moment < line.every
