from __future__ import annotations

import pytest

from safeharbor.domain.breathing import (
    DEFAULT,
    EVEN,
    LONG_EXHALE,
    NATURAL,
    SIGH,
    Pattern,
    PhaseKind,
)
from safeharbor.ui.pace import Pace
from support.clock import FakeClock

STEP_S = 1 / 30


def test_it_begins_when_it_is_first_asked(clock: FakeClock) -> None:
    pace = Pace(DEFAULT, clock.monotonic)
    clock.advance(100)
    assert not pace.begun
    assert pace.frame().seconds_into == 0
    clock.advance(1)
    assert pace.elapsed == 1


def test_a_pause_stands_still_and_goes_on_with_an_in_breath(clock: FakeClock) -> None:
    pace = Pace(DEFAULT, clock.monotonic)
    pace.frame()
    clock.advance(5)
    pace.pause()
    held = pace.frame()
    clock.advance(500)
    assert pace.frame() == held
    assert held.kind is PhaseKind.OUT
    pace.go_on()
    assert not pace.paused
    begin = pace.frame()
    assert (begin.kind, begin.seconds_into, begin.round_index) == (PhaseKind.IN, 0, 1)
    assert begin.fullness == held.fullness
    assert pace.elapsed == 5


def test_going_on_without_a_pause_changes_nothing(clock: FakeClock) -> None:
    pace = Pace(DEFAULT, clock.monotonic)
    pace.frame()
    clock.advance(2)
    pace.go_on()
    assert pace.elapsed == 2


def test_speed_changes_step_by_step_and_stop_at_the_bounds(clock: FakeClock) -> None:
    pace = Pace(DEFAULT, clock.monotonic)
    assert [pace.slow_down() for _ in range(6)] == [True] * 4 + [False] * 2
    assert pace.speed == 0.6
    assert pace.frame().speed == 0.6
    clock.advance(1)
    assert pace.speed_up()
    assert pace.frame().speed == 0.6
    clock.advance(5)
    assert pace.frame().speed == 0.7


@pytest.mark.parametrize("after", [0.5, 2.0, 3.2, 6.9, 18.0, 26.5])
@pytest.mark.parametrize("to", [EVEN, SIGH, NATURAL])
def test_a_change_of_pattern_never_makes_the_light_leap(
    clock: FakeClock, to: Pattern, after: float
) -> None:
    pace = Pace(LONG_EXHALE, clock.monotonic)
    pace.frame()
    clock.advance(after)
    before = pace.frame().fullness
    pace.switch(to)
    for _ in range(int(25 / STEP_S)):
        clock.advance(STEP_S)
        now = pace.frame().fullness
        assert abs(now - before) < 0.05
        before = now
    assert pace.pattern is to


@pytest.mark.parametrize("back", [LONG_EXHALE, EVEN, SIGH])
def test_from_the_own_pace_an_in_breath_begins_at_once(clock: FakeClock, back: Pattern) -> None:
    pace = Pace(NATURAL, clock.monotonic)
    before = pace.frame().fullness
    clock.advance(7)
    before = pace.frame().fullness
    pace.switch(back)
    begin = pace.frame()
    assert begin.kind is PhaseKind.IN
    assert begin.fullness == pytest.approx(before)
    while (frame := pace.frame()).kind is not PhaseKind.OUT:
        assert frame.fullness >= before - 1e-9
        before = frame.fullness
        clock.advance(STEP_S)
    assert before > 0.95


def test_it_changes_where_the_breath_turns(clock: FakeClock) -> None:
    """In mid-breath the words stay what they are."""
    pace = Pace(LONG_EXHALE, clock.monotonic)
    pace.frame()
    clock.advance(1)
    assert pace.switch(EVEN)
    assert (pace.pattern, pace.wanted) == (LONG_EXHALE, EVEN)
    clock.advance(2.1)
    frame = pace.frame()
    assert pace.pattern is EVEN
    assert (frame.kind, frame.seconds_total) == (PhaseKind.OUT, 5)


def test_a_sigh_is_left_at_the_top_of_its_second_breath(clock: FakeClock) -> None:
    pace = Pace(SIGH, clock.monotonic)
    pace.frame()
    clock.advance(1)
    pace.switch(EVEN)
    clock.advance(1.5)
    assert pace.frame().kind is PhaseKind.TOP_UP
    clock.advance(0.6)
    assert (pace.frame().kind, pace.pattern) == (PhaseKind.OUT, EVEN)


def test_a_second_thought_takes_the_first_back(clock: FakeClock) -> None:
    pace = Pace(LONG_EXHALE, clock.monotonic)
    pace.frame()
    clock.advance(1)
    pace.switch(EVEN)
    assert pace.switch(LONG_EXHALE)
    assert not pace.switch(LONG_EXHALE)
    clock.advance(2.5)
    assert pace.frame().seconds_total == 4
    assert pace.pattern is LONG_EXHALE


def test_the_speed_goes_along_and_the_soft_start_does_not_come_twice(clock: FakeClock) -> None:
    pace = Pace(EVEN, clock.monotonic)
    pace.frame()
    clock.advance(6)
    pace.switch(LONG_EXHALE)
    assert pace.slow_down()
    clock.advance(4.1)
    frame = pace.frame()
    assert (frame.kind, frame.speed) == (PhaseKind.IN, 0.9)
    assert frame.seconds_total == pytest.approx(4 / 0.9)


def test_the_end_of_an_out_breath_is_known_across_a_change(clock: FakeClock) -> None:
    pace = Pace(LONG_EXHALE, clock.monotonic)
    pace.frame()
    clock.advance(1)
    assert pace.end_after(1) == 7
    pace.switch(EVEN)
    assert pace.end_after(1) == pytest.approx(8)
    clock.advance(6.9)
    assert pace.frame().kind is PhaseKind.OUT
    clock.advance(0.2)
    assert pace.frame().kind is PhaseKind.IN


def test_while_paused_another_pattern_can_be_chosen(clock: FakeClock) -> None:
    pace = Pace(LONG_EXHALE, clock.monotonic)
    pace.frame()
    clock.advance(4)
    pace.pause()
    held = pace.frame().fullness
    pace.switch(EVEN)
    assert pace.frame().fullness == pytest.approx(held)
    pace.go_on()
    assert pace.frame().kind is PhaseKind.IN
    assert pace.frame().seconds_total == 5
