from __future__ import annotations

import pytest

from safeharbor.domain.breathing import (
    DEFAULT,
    EVEN,
    LONG_EXHALE,
    NATURAL,
    PURSED,
    SIGH,
    STOCK,
    Pattern,
    PhaseKind,
)
from safeharbor.ui.practice import PATTERNS, Event, Practice, Stage
from support.clock import FakeClock


def begun(clock: FakeClock) -> Practice:
    practice = Practice(PATTERNS, clock.monotonic)
    practice.pace.frame()
    return practice


def until(practice: Practice, clock: FakeClock, event: Event, limit: float = 120) -> float:
    """Let the clock run until ``event``; seconds of practice then."""
    while practice.pace.elapsed < limit:
        if practice.step() is event:
            return practice.pace.elapsed
        clock.advance(0.05)
    raise AssertionError(f"no {event} within {limit} s")


def test_what_is_offered_in_distress_has_no_hold_and_begins_with_the_default() -> None:
    assert PATTERNS[0] is DEFAULT
    assert not DEFAULT.has_hold
    assert all(pattern.in_distress and not pattern.has_hold for pattern in PATTERNS)
    assert {pattern.id for pattern in PATTERNS} <= set(STOCK)


def test_after_a_minute_and_an_out_breath_it_asks_once(clock: FakeClock) -> None:
    practice = begun(clock)
    assert until(practice, clock, Event.OFFERED) == pytest.approx(65, abs=0.1)
    assert practice.stage is Stage.OFFERING
    practice.pace.look_away()
    clock.advance(300)
    assert practice.step() is Event.NOTHING


def test_more_is_another_minute_of_the_same(clock: FakeClock) -> None:
    practice = begun(clock)
    until(practice, clock, Event.OFFERED)
    practice.more()
    assert practice.stage is Stage.BREATHING
    assert practice.pace.wanted is LONG_EXHALE
    assert until(practice, clock, Event.OFFERED, 200) == pytest.approx(135, abs=0.2)


@pytest.mark.parametrize("wait", [0.5, 4.5, 8.0])
def test_enough_ends_with_the_out_breath(clock: FakeClock, wait: float) -> None:
    practice = begun(clock)
    until(practice, clock, Event.OFFERED)
    clock.advance(wait)
    practice.enough()
    assert practice.ending
    assert until(practice, clock, Event.ENDED) == pytest.approx(75, abs=0.1)


def test_enough_can_be_taken_back(clock: FakeClock) -> None:
    practice = begun(clock)
    until(practice, clock, Event.OFFERED)
    practice.enough()
    practice.more()
    assert not practice.ending
    practice.enough()
    practice.stay()
    clock.advance(30)
    assert practice.step() is Event.NOTHING


def test_three_sighs_give_way_to_the_own_pace(clock: FakeClock) -> None:
    practice = begun(clock)
    clock.advance(5)
    practice.breathe(SIGH)
    assert until(practice, clock, Event.LET_GO) == pytest.approx(7 + 30, abs=0.2)
    assert (practice.let_go, practice.stage) == (True, Stage.OFFERING)
    assert practice.pace.frame().kind is PhaseKind.FREE
    practice.more()
    assert (practice.let_go, practice.pace.wanted) == (False, SIGH)
    assert until(practice, clock, Event.LET_GO) == pytest.approx(67, abs=0.5)


def test_a_sigh_that_begins_with_its_out_breath_counts(clock: FakeClock) -> None:
    practice = begun(clock)
    clock.advance(1)
    practice.breathe(SIGH)
    assert until(practice, clock, Event.LET_GO) == pytest.approx(3 + 7 + 20, abs=0.2)


def test_nobody_is_paced_for_ever(clock: FakeClock) -> None:
    practice = begun(clock)
    until(practice, clock, Event.OFFERED)
    practice.pace.look_away()
    clock.advance(LONG_EXHALE.minutes.most * 60 - 100)
    assert until(practice, clock, Event.LET_GO, 1300) == pytest.approx(1205, abs=0.2)


def test_the_own_pace_goes_on_as_long_as_it_likes(clock: FakeClock) -> None:
    practice = begun(clock)
    practice.breathe(NATURAL)
    assert until(practice, clock, Event.OFFERED) == pytest.approx(60, abs=0.1)
    practice.pace.look_away()
    clock.advance(4000)
    assert practice.step() is Event.NOTHING
    practice.enough()
    assert practice.step() is Event.ENDED


@pytest.mark.parametrize(
    ("breathed", "other"),
    [(LONG_EXHALE, PURSED), (EVEN, PURSED), (NATURAL, PURSED), (PURSED, SIGH), (SIGH, PURSED)],
)
def test_something_else_is_something_else(
    clock: FakeClock, breathed: Pattern, other: Pattern
) -> None:
    practice = begun(clock)
    practice.breathe(breathed)
    practice.look_elsewhere()
    assert practice.stage is Stage.ELSEWHERE
    assert practice.other == other
    assert until(practice, clock, Event.OFFERED if breathed is not SIGH else Event.LET_GO)


def test_what_was_tried_is_not_offered_again_before_all_else(clock: FakeClock) -> None:
    practice = begun(clock)
    offered = []
    for _ in range(6):
        offered.append(practice.other)
        practice.breathe(practice.other)
    assert offered[:4] == [PURSED, SIGH, NATURAL, EVEN]
    assert offered[4:] == [PURSED, SIGH]


def test_after_the_sighs_something_else_is_not_what_runs(clock: FakeClock) -> None:
    practice = begun(clock)
    practice.breathe(SIGH)
    until(practice, clock, Event.LET_GO)
    assert practice.pace.wanted is NATURAL
    assert practice.other is PURSED
    practice.breathe(PURSED)
    assert practice.other is NATURAL
