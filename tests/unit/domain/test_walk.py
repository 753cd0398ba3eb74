"""A way through a script: no gap, no overlap, no drift, and a sleeping machine is a pause."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from safeharbor.domain.exercise import Step
from safeharbor.domain.walk import GAP_S, Place, Walk


class Watch:
    """Seconds that a test sets."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def steps(*seconds: float) -> list[Step]:
    return [Step(f"s{n}", each, "Say.", "show") for n, each in enumerate(seconds)]


def stroll(watch: Watch, seconds: float, look: Callable[[], object]) -> None:
    """Let time pass and look every few seconds, as a screen does."""
    end = watch.now + seconds
    while watch.now < end:
        watch.now = min(watch.now + 5.0, end)
        look()


def test_by_time_one_step_follows_the_other() -> None:
    watch = Watch(1000)
    walk = Walk(steps(10, 15, 5), watch)
    assert walk.place() == Place(0, 0, 10, 30, over=False)
    watch.now = 1009.5
    assert walk.place() == Place(0, 9.5, 0.5, 20.5, over=False)
    watch.now = 1010
    assert walk.place() == Place(1, 0, 15, 20, over=False)
    stroll(watch, 19.5, walk.place)
    assert walk.place() == Place(2, 4.5, 0.5, 0.5, over=False)
    watch.now = 1030
    assert walk.place() == Place(2, 5, 0, 0, over=True)
    assert walk.over
    stroll(watch, 100, walk.place)
    assert walk.elapsed == 30


def test_by_hand_nothing_goes_on_by_itself() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15), watch, by_hand=True)
    stroll(watch, 60, walk.place)
    assert walk.place() == Place(0, 10, 0, 15, over=False)
    walk.next()
    stroll(watch, 600, walk.place)
    assert walk.place() == Place(1, 15, 0, 0, over=False)
    walk.next()
    assert walk.over
    assert walk.elapsed == 660


def test_back_goes_to_the_step_before_and_again_from_the_end() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15, 5), watch)
    walk.back()
    assert walk.place().index == 0
    walk.next()
    watch.now = 4
    walk.back()
    assert walk.place() == Place(0, 0, 10, 30, over=False)
    for _ in range(4):
        walk.next()
    assert walk.over
    walk.back()
    assert walk.place() == Place(2, 0, 5, 5, over=False)
    watch.now = 9
    assert walk.over
    assert walk.elapsed == 9


def test_a_pause_stands_still_and_steps_can_be_changed_in_it() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15), watch)
    watch.now = 4
    walk.pause()
    watch.now = 4000
    assert walk.paused
    assert walk.place() == Place(0, 4, 6, 21, over=False)
    walk.next()
    watch.now = 8000
    assert walk.place() == Place(1, 0, 15, 15, over=False)
    walk.go_on()
    watch.now = 8003
    assert walk.place() == Place(1, 3, 12, 12, over=False)
    assert walk.elapsed == 7


def test_what_is_over_cannot_be_paused() -> None:
    walk = Walk(steps(1), Watch())
    walk.next()
    walk.pause()
    assert walk.over
    assert not walk.paused


def test_a_sleep_of_the_machine_is_a_pause_from_the_last_look_on() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15), watch)
    watch.now = 4
    walk.place()
    watch.now = 30_000
    assert walk.place() == Place(0, 4, 6, 21, over=False)
    assert walk.paused
    assert walk.elapsed == 4
    watch.now = 30_020
    walk.go_on()
    watch.now = 30_026
    assert walk.place().index == 1
    assert walk.elapsed == 10


def test_a_busy_machine_is_no_pause() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15), watch)
    watch.now = GAP_S
    assert not walk.paused
    assert walk.place().index == 1


def test_by_hand_a_sleep_is_left_out_and_there_is_nothing_to_go_on_with() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15), watch, by_hand=True)
    watch.now = 4
    walk.place()
    watch.now = 30_000
    walk.next()
    assert not walk.paused
    assert walk.place().index == 1
    watch.now = 30_002
    assert walk.elapsed == 6


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    watch = Watch(100)
    walk = Walk(steps(10, 15), watch)
    watch.now = 104
    walk.place()
    watch.now = 50
    assert walk.place() == Place(0, 4, 6, 21, over=False)
    assert not walk.paused
    watch.now = 53
    assert walk.place().into == 7


def test_from_hand_to_time_and_back() -> None:
    watch = Watch()
    walk = Walk(steps(10, 15, 5), watch, by_hand=True)
    stroll(watch, 12, walk.place)
    walk.by_hand = False
    assert walk.place() == Place(1, 0, 15, 20, over=False)
    watch.now += 4
    walk.by_hand = True
    assert walk.by_hand
    stroll(watch, 100, walk.place)
    assert walk.place() == Place(1, 15, 0, 5, over=False)


def test_nowhere_to_walk() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        Walk([], Watch())


def test_twenty_four_hours_drift_by_nothing() -> None:
    # Tenths of a second cannot be written down exactly: a sum of looks would drift by them.
    lengths = [0.1 * (n % 97 + 1) for n in range(17_700)]
    marks = [0.0, *accumulate(lengths)]
    watch = Watch()
    walk = Walk(steps(*lengths), watch)
    day = 24 * 3600
    assert marks[-1] > day
    look, index = 0, 0
    while (now := look * 5 + look % 3) < day:
        watch.now = float(now)
        place = walk.place()
        while marks[index + 1] <= now:
            index += 1
        assert (place.index, place.into) == (index, now - marks[index])
        assert walk.elapsed == now
        look += 1


lengths = st.lists(st.integers(1, 200).map(lambda n: n / 4), min_size=1, max_size=8)
quarters = st.integers(0, 1600).map(lambda n: n / 4)


@given(lengths, st.lists(quarters, max_size=30))
@settings(max_examples=100)
def test_time_is_covered_without_gap_or_overlap(
    seconds: Sequence[float], moments: list[float]
) -> None:
    watch, total = Watch(), sum(seconds)
    walk = Walk(steps(*seconds), watch)
    marks = [0.0, *accumulate(seconds)]
    for moment in sorted(moments):
        stroll(watch, moment - watch.now, walk.place)
        place = walk.place()
        assert place.over is (moment >= total)
        assert place.total_left == max(total - moment, 0)
        assert place.into + place.left == seconds[place.index]
        assert walk.elapsed == min(moment, total)
        if not place.over:
            assert marks[place.index] <= moment < marks[place.index + 1]
            assert place.into == moment - marks[place.index]


class Hands(RuleBasedStateMachine):
    """Anybody may press anything at any moment; a simple model says what has to come of it."""

    SECONDS = (4.0, 2.5, 8.0, 30.0)

    def __init__(self) -> None:
        super().__init__()
        self.watch = Watch(50.0)
        self.walk = Walk(steps(*self.SECONDS), self.watch)
        self.index, self.into, self.elapsed = 0, 0.0, 0.0
        self.paused = self.by_hand = False

    def let_run(self, seconds: float) -> None:
        """The model: walk on, step by step."""
        if self.paused or self.index == len(self.SECONDS):
            return
        if self.by_hand:
            self.into = min(self.into + seconds, self.SECONDS[self.index])
            self.elapsed += seconds
            return
        while seconds and self.index < len(self.SECONDS):
            part = min(seconds, self.SECONDS[self.index] - self.into)
            self.into += part
            self.elapsed += part
            seconds -= part
            if self.into == self.SECONDS[self.index]:
                self.index, self.into = self.index + 1, 0.0
            elif not part:
                break

    @rule(quarters=st.integers(0, 4 * int(GAP_S)))
    def time_passes(self, quarters: int) -> None:
        self.watch.now += quarters / 4
        self.let_run(quarters / 4)

    @rule(quarters=st.integers(4 * int(GAP_S) + 1, 10**7))
    def the_machine_sleeps(self, quarters: int) -> None:
        self.watch.now += quarters / 4
        running = not self.paused and self.index < len(self.SECONDS)
        self.paused = self.paused or (running and not self.by_hand)

    @rule(quarters=st.integers(1, 10**6))
    def the_clock_goes_back(self, quarters: int) -> None:
        self.watch.now -= quarters / 4

    @rule()
    def next(self) -> None:
        self.walk.next()
        self.index, self.into = min(self.index + 1, len(self.SECONDS)), 0.0

    @rule()
    def back(self) -> None:
        self.walk.back()
        self.index, self.into = max(self.index - 1, 0), 0.0

    @rule()
    def pause(self) -> None:
        self.walk.pause()
        self.paused = self.index < len(self.SECONDS)

    @rule()
    def go_on(self) -> None:
        self.walk.go_on()
        self.paused = False

    @rule()
    @precondition(lambda self: self.into < self.SECONDS[min(self.index, 3)])
    def change_hands(self) -> None:
        self.by_hand = not self.by_hand
        self.walk.by_hand = self.by_hand

    @invariant()
    def it_stands_where_the_model_does(self) -> None:
        place = self.walk.place()
        assert self.walk.over is place.over is (self.index == len(self.SECONDS))
        assert self.walk.paused is self.paused
        assert math.isclose(self.walk.elapsed, self.elapsed, abs_tol=1e-6)
        left = sum(self.SECONDS[self.index :]) - self.into
        assert math.isclose(place.total_left, left, abs_tol=1e-6)
        if not place.over:
            assert place.index == self.index
            assert math.isclose(place.into, self.into, abs_tol=1e-6)
            lasts = self.SECONDS[self.index]
            assert math.isclose(place.into + place.left, lasts, abs_tol=1e-6)


TestHands = Hands.TestCase
TestHands.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
