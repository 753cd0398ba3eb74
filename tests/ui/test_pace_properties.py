"""A breath over any pattern, speed, pause and jump of the clock: whole, steady and on time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.breathing import (
    FASTEST,
    SLOWEST,
    STOCK,
    VARIANTS,
    Minutes,
    Pattern,
    Phase,
    PhaseKind,
)
from safeharbor.ui.pace import GAP_S, Pace
from safeharbor.ui.practice import PATTERNS, Event, Plan, Practice

DAY_S = 24 * 60 * 60
LOOK_S = 1 / 8
STEEPEST = 3.1416 / 2 * FASTEST / 2
"""How much of its way the light goes in a second at most: a rise of two seconds, at full speed."""
STILL = {PhaseKind.HOLD, PhaseKind.REST}
TURNS = {PhaseKind.IN, PhaseKind.TOP_UP, PhaseKind.OUT}


class Wound:
    """A clock that is wound by hand, and may jump."""

    def __init__(self, start: float = 0.0) -> None:
        self.now = start

    def __call__(self) -> float:
        return self.now


def own(seconds: tuple[float, float, float, float]) -> Pattern:
    kinds = (PhaseKind.IN, PhaseKind.HOLD, PhaseKind.OUT, PhaseKind.REST)
    phases = tuple(Phase(k, s) for k, s in zip(kinds, seconds, strict=True) if s)
    return Pattern("own_0", phases, Minutes(1, 60, 5))


waits = st.floats(0, 9)
halves = st.integers(4, 20).map(lambda number: number / 2)
stays = st.one_of(st.just(0.0), st.integers(1, 30).map(lambda number: number / 2))
shipped = [*STOCK.values(), *(form for forms in VARIANTS.values() for form in forms)]
patterns = st.one_of(
    st.sampled_from(shipped), st.builds(own, st.tuples(halves, stays, halves, stays))
)


class Act(NamedTuple):
    """Something that happens after a while."""

    after: float
    what: str
    pattern: Pattern | None = None
    gap: float = 0.0


nothing, no_time = st.none(), st.just(0.0)
seen_acts = st.one_of(
    st.builds(Act, waits, st.sampled_from(["slower", "faster", "in"]), nothing, no_time),
    st.builds(Act, waits, st.just("pause"), nothing, st.floats(0, 1000)),
    st.builds(Act, waits, st.just("switch"), patterns, no_time),
    st.builds(Act, waits, st.just("sleep"), nothing, st.floats(10.5, DAY_S)),
)
unseen_acts = st.builds(Act, waits, st.just("away"), nothing, st.floats(0, 1000))
acts = st.lists(st.one_of(seen_acts, unseen_acts), max_size=6)


def do(act: Act, pace: Pace, clock: Wound) -> None:
    """Let it happen; a pause is over when this returns."""
    if act.what == "switch":
        assert act.pattern is not None
        pace.switch(act.pattern)
    elif act.what == "pause":
        pace.pause()
        clock.now += act.gap
        pace.go_on()
    elif act.what == "sleep":
        held = pace.elapsed
        clock.now += act.gap
        assert pace.elapsed == held
        assert pace.paused
        pace.go_on()
    elif act.what == "away":
        pace.look_away()
        clock.now += act.gap
        pace.frame()
    else:
        plain_acts: dict[str, Callable[[], object]] = {
            "slower": pace.slow_down,
            "faster": pace.speed_up,
            "in": pace.breathe_in,
        }
        plain_acts[act.what]()


def walk(pace: Pace, clock: Wound, seconds: float, seen: Callable[[float], None]) -> None:
    """Let time go by in small steps; ``seen`` hears how long each was."""
    while seconds > 0:
        step = min(LOOK_S, seconds)
        clock.now += step
        seconds -= step
        seen(step)


@settings(max_examples=80, deadline=None)
@given(patterns, acts)
def test_the_light_never_leaps(pattern: Pattern, happening: list[Act]) -> None:
    """Not while it moves, and not when somebody does something."""
    clock = Wound(1e6)
    pace = Pace(pattern, clock)
    last = pace.frame().fullness

    def look(step: float) -> None:
        nonlocal last
        now = pace.frame().fullness
        assert abs(now - last) <= STEEPEST * step + 1e-6
        assert -1e-9 <= now <= 1 + 1e-9
        last = now

    for act in happening:
        walk(pace, clock, act.after, look)
        before = pace.frame().fullness
        do(act, pace, clock)
        after = pace.frame().fullness
        if act.what != "away":
            assert after == pytest.approx(before, abs=1e-6)
        last = after
    walk(pace, clock, 25, look)


@settings(max_examples=80, deadline=None)
@given(patterns, acts)
def test_the_phases_cover_the_time_without_gap_or_overlap(
    pattern: Pattern, happening: list[Act]
) -> None:
    """Each phase begins where the last one ended, and lasts as long as its speed says."""
    clock = Wound()
    pace = Pace(pattern, clock)
    last, elapsed = pace.frame(), pace.elapsed

    def look(step: float) -> None:
        nonlocal last, elapsed
        now = pace.frame()
        assert pace.elapsed - elapsed == pytest.approx(step, abs=1e-6)
        elapsed = pace.elapsed
        same = now.seconds_into == pytest.approx(last.seconds_into + step, abs=1e-6)
        if not same:
            left = last.seconds_total - last.seconds_into
            assert left <= step + 1e-6
            # No phase is as short as a step: there is one turn in it at most.
            assert now.seconds_into == pytest.approx(step - left, abs=1e-6)
        assert SLOWEST <= now.speed <= FASTEST
        last = now

    for act in happening:
        walk(pace, clock, act.after, look)
        do(act, pace, clock)
        last, elapsed = pace.frame(), pace.elapsed
    walk(pace, clock, 25, look)


@settings(max_examples=100, deadline=None)
@given(patterns, st.integers(0, DAY_S * 1000), st.floats(0, 1e7))
def test_in_a_day_nothing_drifts(pattern: Pattern, milliseconds: int, start: float) -> None:
    """The moment in its round is the one of exact arithmetic, to the millisecond."""
    clock = Wound(start)
    pace = Pace(pattern, clock)
    pace.frame()
    pace.look_away()
    clock.now = start + milliseconds / 1000
    frame = pace.frame()
    exact = Fraction(milliseconds, 1000)
    soft = [Fraction(phase.seconds) for phases in pattern.soft_start for phase in phases]
    one_round = [Fraction(phase.seconds) for phase in pattern.phases]
    into = exact - sum(soft)
    if into < 0:
        return
    into %= sum(one_round)
    begun = sum(one_round[: frame.phase_index]) + Fraction(frame.seconds_into)
    drift = abs(begun - into)
    assert round(min(drift, sum(one_round) - drift) * 1000) == 0


@settings(max_examples=30, deadline=None)
@given(patterns, st.lists(st.tuples(st.floats(1, 4000), st.floats(0, 4000)), max_size=12))
def test_pauses_add_nothing_and_take_nothing(
    pattern: Pattern, breathed: list[tuple[float, float]]
) -> None:
    """In a day of breathing and pausing the practice is as long as the breathing was."""
    clock = Wound(123.456)
    pace = Pace(pattern, clock)
    pace.frame()
    for seconds, paused in breathed:
        pace.look_away()
        clock.now += seconds
        pace.pause()
        held = pace.frame()
        clock.now += paused
        assert pace.frame() == held
        pace.go_on()
        begin = pace.frame()
        assert begin.seconds_into == pytest.approx(0, abs=1e-6)
        assert begin.kind in {PhaseKind.IN, PhaseKind.FREE}
    drift = pace.elapsed - sum(seconds for seconds, _ in breathed)
    assert round(drift * 1000) == 0


def test_a_day_of_looking_drifts_by_nothing() -> None:
    """Looked at every few seconds for 24 hours, the round is where the clock says."""
    clock = Wound(1e5)
    pace = Pace(STOCK["br_even"], clock)
    pace.frame()
    looks = int(DAY_S / 9)
    for _ in range(looks):
        clock.now += 9
        pace.frame()
    frame = pace.frame()
    seconds = frame.round_index * 10 + frame.phase_index * 5 + frame.seconds_into
    assert round((seconds - looks * 9) * 1000) == 0
    assert not pace.paused


@settings(max_examples=80, deadline=None)
@given(patterns, st.sampled_from([30.0, 47.5, 120.0]), st.lists(seen_acts, max_size=6))
def test_a_practice_ends_after_an_out_breath(
    pattern: Pattern, seconds: float, happening: list[Act]
) -> None:
    """Whatever somebody does meanwhile."""
    clock = Wound()
    practice = Practice((pattern,), clock, Plan(seconds))
    pace = practice.pace
    last, coming = pace.frame(), list(happening)
    wait = coming[0].after if coming else 1e9
    for _ in range(int(400 / LOOK_S)):
        clock.now += LOOK_S
        wait -= LOOK_S
        if practice.step() is Event.ENDED:
            break
        last = pace.frame()
        if wait <= 0:
            act = coming.pop(0)
            if act.what == "switch" and act.pattern is not None:
                practice.breathe(act.pattern)
            else:
                do(act, pace, clock)
            last = pace.frame()
            wait = coming[0].after if coming else 1e9
    assert practice.step() is Event.ENDED
    assert pace.elapsed >= seconds - 1e-6
    if last.kind not in {PhaseKind.FREE, *STILL}:
        assert last.kind is PhaseKind.OUT
        assert last.seconds_total - last.seconds_into <= LOOK_S + 1e-6 or last.fullness < 0.01


@given(st.floats(0, 300), st.floats(GAP_S + 0.5, DAY_S))
def test_a_machine_that_slept_did_not_breathe(breathed: float, slept: float) -> None:
    clock = Wound(50.0)
    pace = Pace(PATTERNS[0], clock)
    pace.frame()
    pace.look_away()
    clock.now += breathed
    before = pace.frame()
    clock.now += slept
    assert pace.frame() == before
    assert pace.paused
    assert pace.elapsed == pytest.approx(breathed, abs=1e-6)


def test_a_clock_that_goes_back_is_a_pause_too() -> None:
    clock = Wound(50.0)
    pace = Pace(PATTERNS[0], clock)
    pace.frame()
    clock.now += 5
    pace.frame()
    clock.now -= 20
    assert pace.elapsed == 5
    assert pace.paused
    pace.go_on()
    clock.now += 2
    assert pace.elapsed == 7
