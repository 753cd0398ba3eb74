"""A practice that somebody chose: its length, its easier forms, and how it ends."""

from __future__ import annotations

import pytest

from safeharbor.domain.breathing import (
    BOX,
    EVEN,
    FOUR_SEVEN_EIGHT,
    HALF_478,
    LONG_EXHALE,
    NATURAL,
    SIGH,
    STOCK,
    VARIANTS,
    Pattern,
    PhaseKind,
    without_holds,
)
from safeharbor.ui.practice import Event, Plan, Practice, Stage
from support.clock import FakeClock

TICK_S = 0.1
PATTERNS = [*STOCK.values(), *(form for forms in VARIANTS.values() for form in forms)]


def begun(
    pattern: Pattern, clock: FakeClock, seconds: float | None, *, free: bool = False
) -> Practice:
    practice = Practice((pattern,), clock.monotonic, Plan(seconds, free))
    practice.pace.frame()
    return practice


def let_pass(practice: Practice, clock: FakeClock, seconds: float) -> list[Event]:
    """What came of it, moments in which nothing came left out."""
    seen = []
    for _ in range(round(seconds / TICK_S)):
        clock.advance(TICK_S)
        seen.append(practice.step())
    return [event for event in seen if event is not Event.NOTHING]


def easier(practice: Practice) -> tuple[bool | None, bool | None]:
    """Whether it is breathed without holds, and half as large."""
    return practice.free, practice.half


def until_end(practice: Practice, clock: FakeClock) -> float:
    """Seconds of practice at its end; its last breath was an out-breath."""
    last = practice.pace.frame().kind
    while practice.step() is not Event.ENDED:
        last = practice.pace.frame().kind
        clock.advance(TICK_S)
    assert last in {PhaseKind.OUT, PhaseKind.FREE}
    return practice.pace.elapsed


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
@pytest.mark.parametrize("seconds", [30.0, 76.0, 200.0])
def test_it_ends_with_an_out_breath_after_its_length(
    clock: FakeClock, pattern: Pattern, seconds: float
) -> None:
    practice = begun(pattern, clock, seconds)
    end = until_end(practice, clock)
    assert seconds <= end + 1e-6
    assert end - seconds <= pattern.seconds + TICK_S
    assert practice.stage is Stage.BREATHING


def test_an_open_end_asks_nothing_and_ends_when_somebody_had_enough(clock: FakeClock) -> None:
    practice = begun(EVEN, clock, None)
    assert practice.left is None
    assert let_pass(practice, clock, 303) == []
    practice.enough()
    assert until_end(practice, clock) == pytest.approx(310, abs=0.2)


def test_what_was_done_long_enough_gives_way_and_the_length_holds(clock: FakeClock) -> None:
    practice = begun(BOX, clock, 600.0)
    assert let_pass(practice, clock, 320) == [Event.LET_GO]
    assert practice.pace.wanted is NATURAL
    assert practice.stage is Stage.BREATHING
    assert easier(practice) == (None, None)
    assert until_end(practice, clock) == pytest.approx(600, abs=0.2)


@pytest.mark.parametrize("after", [1.0, 5.0, 9.0, 13.5])
def test_the_holds_of_a_box_go_out_at_the_next_phase(clock: FakeClock, after: float) -> None:
    practice = begun(BOX, clock, 300.0)
    let_pass(practice, clock, after)
    before = practice.pace.frame()
    practice.switch_holds()
    assert easier(practice) == (True, None)
    now = practice.pace.frame()
    assert now.fullness == pytest.approx(before.fullness)
    if before.kind in {PhaseKind.HOLD, PhaseKind.REST}:
        # Nobody holds their breath to the end of a hold.
        assert (now.kind, now.seconds_into) != (before.kind, before.seconds_into)
    kinds = set()
    left = now.seconds_total - now.seconds_into
    let_pass(practice, clock, left + 0.1)
    for _ in range(200):
        let_pass(practice, clock, 0.1)
        kinds.add(practice.pace.frame().kind)
    assert kinds == {PhaseKind.IN, PhaseKind.OUT}


def test_the_holds_can_be_put_back(clock: FakeClock) -> None:
    practice = begun(BOX, clock, 300.0, free=True)
    assert easier(practice) == (True, None)
    assert practice.breathed == without_holds(BOX)
    let_pass(practice, clock, 1)
    practice.switch_holds()
    assert easier(practice) == (False, None)
    let_pass(practice, clock, 4)
    let_pass(practice, clock, 5)
    assert practice.pace.pattern == BOX


def test_what_has_no_holds_loses_none(clock: FakeClock) -> None:
    practice = begun(LONG_EXHALE, clock, 60.0)
    practice.switch_holds()
    practice.switch_size()
    assert easier(practice) == (None, None)
    assert practice.breathed is LONG_EXHALE


def test_478_comes_in_two_sizes_with_or_without_its_hold(clock: FakeClock) -> None:
    practice = begun(FOUR_SEVEN_EIGHT, clock, 152.0)
    let_pass(practice, clock, 6)
    assert easier(practice) == (False, False)
    practice.switch_size()
    assert easier(practice) == (False, True)
    assert practice.breathed == HALF_478
    # In the hold it goes over at once.
    frame = practice.pace.frame()
    assert (frame.kind, frame.seconds_total) == (PhaseKind.OUT, 4)
    practice.switch_holds()
    assert practice.breathed == without_holds(HALF_478)
    assert easier(practice) == (True, True)
    practice.switch_size()
    assert practice.breathed == without_holds(FOUR_SEVEN_EIGHT)
    practice.switch_holds()
    assert practice.breathed == FOUR_SEVEN_EIGHT
    assert 152 <= until_end(practice, clock) <= 152 + 19


def test_an_easier_form_is_the_same_exercise() -> None:
    assert without_holds(BOX).exercise == BOX.id
    assert without_holds(without_holds(BOX)) == without_holds(BOX)
    assert HALF_478.exercise == without_holds(HALF_478).exercise == FOUR_SEVEN_EIGHT.id


def test_three_sighs_are_a_thing_aside(clock: FakeClock) -> None:
    practice = begun(EVEN, clock, 300.0)
    let_pass(practice, clock, 7)
    practice.breathe(SIGH)
    let_pass(practice, clock, 20)
    assert practice.pace.pattern is SIGH
    assert let_pass(practice, clock, 30) == []
    assert practice.pace.pattern is EVEN
    assert until_end(practice, clock) == pytest.approx(305, abs=8)


def test_chosen_sighs_go_on_for_as_long_as_they_may(clock: FakeClock) -> None:
    practice = begun(SIGH, clock, 600.0)
    assert let_pass(practice, clock, 299) == []
    assert practice.pace.pattern is SIGH
    assert let_pass(practice, clock, 20) == [Event.LET_GO]


def test_how_long_it_goes_on_is_known_before_it_begins(clock: FakeClock) -> None:
    practice = Practice((EVEN,), clock.monotonic, Plan(300.0))
    clock.advance(50)
    assert practice.left == 300
    assert not practice.pace.begun
    practice.pace.frame()
    clock.advance(8)
    assert practice.left == 292
    assert not practice.ending


def test_a_change_at_the_very_end_does_not_add_a_breath(clock: FakeClock) -> None:
    practice = begun(EVEN, clock, 58.0)
    let_pass(practice, clock, 58.5)
    assert practice.ending
    practice.breathe(SIGH)
    assert until_end(practice, clock) == pytest.approx(60, abs=0.2)
