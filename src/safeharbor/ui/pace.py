"""One practice as it goes: what is breathed, when it began, where it pauses, how fast it runs.

All it adds to the pure rules of the domain is memory; the frame itself is always worked out
from the clock. A change of pattern is a new leg of the same practice, which takes over where a
breath turns, so that the light never leaps. It knows no Qt.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from safeharbor.domain.breathing import (
    BEGINNING,
    Frame,
    Pattern,
    PhaseKind,
    SpeedChange,
    Start,
    end_after,
    faster,
    phase_at,
    slower,
)

_BLEND_S: Final = 3.0
"""Seconds in which the light glides to where a breath without a pace has it."""

GAP_S: Final = 10.0
"""More time than this between two looks means that the machine slept: it was no practice."""

_A_MOMENT: Final = 1e-6
_RISING: Final = frozenset({PhaseKind.IN, PhaseKind.TOP_UP})
_STILL: Final = frozenset({PhaseKind.HOLD, PhaseKind.REST})


class _Leg(NamedTuple):
    """One pattern on its way.

    Attributes:
        pattern: what is breathed.
        begins: seconds of practice at which it takes over.
        start: where in the pattern it begins.
        fullness: how far the light was open then; None to paint as the pattern says.
        changes: of speed, in seconds since the leg began.
    """

    pattern: Pattern
    begins: float = 0.0
    start: Start = BEGINNING
    fullness: float | None = None
    changes: tuple[SpeedChange, ...] = ()

    @property
    def speed(self) -> float:
        """The speed that its next phase will have."""
        return self.changes[-1].factor if self.changes else 1.0

    def frame(self, elapsed: float) -> Frame:
        """Where the breath stands at ``elapsed`` seconds of practice."""
        own = elapsed - self.begins
        frame = phase_at(self.pattern, self.changes, own, self.start)
        if self.fullness is None:
            return frame
        if not self.pattern.paced:
            ease = (1.0 - math.cos(math.pi * min(own / _BLEND_S, 1.0))) / 2.0
            open_now = self.fullness + (frame.fullness - self.fullness) * ease
            return frame._replace(fullness=open_now)
        if frame.kind in _RISING and frame.round_index == self.start.round_index:
            # The first rise begins where the light is, and ends as full as every other.
            rest = (1.0 - self.fullness) * frame.fullness
            return frame._replace(fullness=self.fullness + rest)
        return frame

    def end_after(self, elapsed: float) -> float:
        """Seconds of practice at the first end of an out-breath at or after ``elapsed``."""
        own = max(elapsed - self.begins, 0.0)
        return end_after(self.pattern, self.changes, own, self.start) + self.begins


class Pace:
    """A running or paused practice.

    It begins when it is first asked for a frame, so that the first in-breath starts with the
    first picture on the screen and not with the building of the window.

    Whoever shows it looks at it all the time, or says that they look away. A longer gap between
    two looks is a pause that began at the last one.
    """

    def __init__(self, pattern: Pattern, clock: Callable[[], float]) -> None:
        """Prepare ``pattern``.

        Args:
            pattern: what is breathed first.
            clock: seconds that never go back.
        """
        self._clock = clock
        self._origin: float | None = None
        self._held: float | None = None
        self._looked: float | None = None
        self._leg = _Leg(pattern)
        self._next: _Leg | None = None
        self._emptied: float | None = None

    @property
    def begun(self) -> bool:
        """Whether it was asked for a frame yet; to ask for ``elapsed`` begins it."""
        return self._origin is not None

    @property
    def elapsed(self) -> float:
        """Seconds of practice so far, pauses left out."""
        if self._held is not None:
            return self._held
        now = self._clock()
        if self._origin is None:
            self._origin = now
        if self._looked is not None and not 0 <= now - self._looked <= GAP_S:
            self._held = self._looked - self._origin
            return self._held
        self._looked = now
        return now - self._origin

    def look_away(self) -> None:
        """Nobody looks until somebody looks again; it goes on meanwhile."""
        self._looked = None

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._held is not None

    @property
    def pattern(self) -> Pattern:
        """The pattern of the phase that runs now."""
        return self._leg.pattern

    @property
    def wanted(self) -> Pattern:
        """The pattern that was chosen last; it runs from the next turn of the breath on."""
        return self._last.pattern

    @property
    def speed(self) -> float:
        """The speed that the next phase will have."""
        return self._last.speed

    def frame(self) -> Frame:
        """Where the breath stands now."""
        now = self.elapsed
        if self._next is not None and now >= self._next.begins:
            self._leg, self._next = self._next, None
            if not self._leg.start.full:
                self._emptied = self._leg.begins
        return self._leg.frame(now)

    def pause(self) -> None:
        """Stand still."""
        self._held = self.elapsed

    def go_on(self) -> None:
        """Go on after a pause, with an in-breath."""
        if self._held is not None:
            self.breathe_in()
            self._origin = self._clock() - self._held
            self._held = self._looked = None

    def breathe_in(self) -> None:
        """Let an in-breath begin now, from where the light is."""
        if not self.begun:
            return
        frame, now = self.frame(), self.elapsed
        leg, self._next = self._last, None
        number = leg.start.round_index
        if leg is self._leg:
            # Whoever was still on the way in has this breath before them.
            number = frame.round_index + (frame.kind not in _RISING)
        start = Start(number) if leg.pattern.paced else BEGINNING
        changes = (SpeedChange(0.0, leg.speed),)
        self._leg = _Leg(leg.pattern, now, start, frame.fullness, changes)

    def switch(self, pattern: Pattern) -> bool:
        """Breathe ``pattern`` from the next turn of the breath on; False if it runs already.

        To or from a pattern without a pace it changes at once, and the light glides. While the
        light stands still it changes at once too: nobody has to hold their breath to the end.
        """
        if pattern == self.wanted:
            return False
        frame, now, speed = self.frame(), self.elapsed, self.speed
        self._next = None
        if pattern == self._leg.pattern:
            self._change(speed)
            return True
        if self.paused or not (pattern.paced and self._leg.pattern.paced):
            self._leg = _leg_of(pattern, now, speed)._replace(fullness=frame.fullness)
            return True
        turn, full = self._turn(frame, now)
        self._next = _leg_of(pattern, turn, speed, full=full)
        return True

    def slow_down(self) -> bool:
        """One step slower from the next phase on; False at the bound or without a pace."""
        return self._change(slower(self.speed))

    def speed_up(self) -> bool:
        """One step faster from the next phase on; False at the bound or without a pace."""
        return self._change(faster(self.speed))

    def end_after(self, moment: float) -> float:
        """Seconds of practice at the first end of an out-breath at or after ``moment``.

        Where an out-breath gave way to another pattern at its end, that is an end as well.
        """
        if self._emptied is not None and moment <= self._emptied:
            return self._emptied
        turn = self._next
        if turn is not None and not turn.start.full and moment <= turn.begins:
            return turn.begins
        return self._last.end_after(moment)

    @property
    def _last(self) -> _Leg:
        return self._next or self._leg

    def _turn(self, frame: Frame, now: float) -> tuple[float, bool]:
        """When the light is full or empty next, and whether it is full then."""
        if frame.kind in _STILL:
            return now, frame.kind is PhaseKind.HOLD
        while True:
            turn = now - frame.seconds_into + frame.seconds_total
            after = self._leg.frame(turn + _A_MOMENT)
            if after.kind is not PhaseKind.TOP_UP:
                return turn, after.kind in {PhaseKind.HOLD, PhaseKind.OUT}
            frame, now = after, turn + _A_MOMENT

    def _change(self, speed: float) -> bool:
        if speed == self.speed or not self.wanted.paced:
            return False
        leg = self._last
        at = max(self.elapsed - leg.begins, 0.0)
        changed = leg._replace(changes=(*leg.changes, SpeedChange(at, speed)))
        if leg is self._leg:
            self._leg = changed
        else:
            self._next = changed
        return True


def _leg_of(pattern: Pattern, begins: float, speed: float, *, full: bool = False) -> _Leg:
    """``pattern`` without its soft start; where ``full``, from an out-breath on."""
    start = Start(len(pattern.soft_start), full)
    return _Leg(pattern, begins, start, changes=(SpeedChange(0.0, speed),))
