"""One practice as it goes: what is breathed, when it began, where it pauses, how fast it runs.

All it adds to the pure rules of the domain is memory; the frame itself is always worked out
from the clock. A change of pattern is a new leg of the same practice, which takes over where a
breath turns, so that the lamp never leaps. It knows no Qt.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from safeharbor.domain.breathing import (
    Frame,
    Pattern,
    PhaseKind,
    SpeedChange,
    end_after,
    faster,
    next_breath,
    phase_at,
    slower,
)

_BLEND_S: Final = 3.0
"""Seconds in which the light glides to where a breath without a pace has it."""

_A_MOMENT: Final = 1e-6
_RISING: Final = frozenset({PhaseKind.IN, PhaseKind.TOP_UP})


@dataclass(frozen=True, slots=True)
class _Leg:
    """One pattern on its way.

    Attributes:
        pattern: what is breathed.
        begins: seconds of practice at which it takes over.
        lead: seconds of the pattern that are left out.
        full: whether it begins with an out-breath.
        fullness: how far the lamp was open then; None to paint as the pattern says.
        changes: of speed, in the pattern's own seconds.
    """

    pattern: Pattern
    begins: float = 0.0
    lead: float = 0.0
    full: bool = False
    fullness: float | None = None
    changes: tuple[SpeedChange, ...] = ()

    def own(self, elapsed: float) -> float:
        """The pattern's own seconds at ``elapsed`` seconds of practice."""
        return elapsed - self.begins + self.lead

    def frame(self, elapsed: float) -> Frame:
        frame = phase_at(self.pattern, self.changes, self.own(elapsed))
        if self.fullness is None:
            return frame
        if not self.pattern.paced:
            share = min((elapsed - self.begins) / _BLEND_S, 1.0)
            ease = (1.0 - math.cos(math.pi * share)) / 2.0
            open_now = self.fullness + (frame.fullness - self.fullness) * ease
            return replace(frame, fullness=open_now)
        first = phase_at(self.pattern, self.changes, self.lead).round_index
        if frame.kind in _RISING and frame.round_index == first:
            # The first rise begins where the light is, and ends as full as every other.
            return replace(frame, fullness=self.fullness + (1.0 - self.fullness) * frame.fullness)
        return frame


class Pace:
    """A running or paused practice.

    It begins when it is first asked for a frame, so that the first in-breath starts with the
    first picture on the screen and not with the building of the window.
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
        self._leg = _Leg(pattern)
        self._next: _Leg | None = None

    @property
    def begun(self) -> bool:
        """Whether it was asked for a frame yet; to ask for ``elapsed`` begins it."""
        return self._origin is not None

    @property
    def elapsed(self) -> float:
        """Seconds of practice so far, pauses left out."""
        if self._held is not None:
            return self._held
        if self._origin is None:
            self._origin = self._clock()
        return self._clock() - self._origin

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
        changes = self._last.changes
        return changes[-1].factor if changes else 1.0

    def frame(self) -> Frame:
        """Where the breath stands now."""
        now = self.elapsed
        if self._next is not None and now >= self._next.begins:
            self._leg, self._next = self._next, None
        return self._leg.frame(now)

    def pause(self) -> None:
        """Stand still."""
        self._held = self.elapsed

    def go_on(self) -> None:
        """Go on after a pause, with an in-breath."""
        if self._held is not None:
            self.breathe_in()
            self._origin = self._clock() - self._held
            self._held = None

    def breathe_in(self) -> None:
        """Let an in-breath begin now, from where the light is."""
        if not self.begun:
            return
        now, fullness = self.elapsed, self.frame().fullness
        leg, self._next = self._last, None
        lead = next_breath(leg.pattern, leg.changes, max(leg.own(now), 0.0))
        self._leg = replace(leg, begins=now, lead=lead, fullness=fullness)

    def switch(self, pattern: Pattern) -> bool:
        """Breathe ``pattern`` from the next turn of the breath on; False if it runs already.

        To or from a pattern without a pace it changes at once, and the light glides.
        """
        if pattern is self.wanted:
            return False
        frame, now, speed = self.frame(), self.elapsed, self.speed
        self._next = None
        if pattern is self._leg.pattern:
            return True
        if self.paused or not (pattern.paced and self._leg.pattern.paced):
            leg = self._leg_of(pattern, now, speed, full=False)
            self._leg = replace(leg, fullness=frame.fullness)
        else:
            turn, full = self._turn(frame, now)
            self._next = self._leg_of(pattern, turn, speed, full=full)
        return True

    def slow_down(self) -> bool:
        """One step slower from the next phase on; False at the bound or without a pace."""
        return self._change(slower(self.speed))

    def speed_up(self) -> bool:
        """One step faster from the next phase on; False at the bound or without a pace."""
        return self._change(faster(self.speed))

    def end_after(self, moment: float) -> float:
        """Seconds of practice at the first end of an out-breath at or after ``moment``."""
        leg = self._last
        own = leg.own(max(moment, leg.begins))
        return end_after(leg.pattern, leg.changes, own) - leg.lead + leg.begins

    @property
    def _last(self) -> _Leg:
        return self._next or self._leg

    def _turn(self, frame: Frame, now: float) -> tuple[float, bool]:
        """When the breath turns next, and whether it is full then."""
        while True:
            turn = now - frame.seconds_into + frame.seconds_total
            after = self._leg.frame(turn + _A_MOMENT)
            if after.kind in {PhaseKind.IN, PhaseKind.OUT}:
                return turn, after.kind is PhaseKind.OUT
            frame, now = after, turn + _A_MOMENT

    @staticmethod
    def _leg_of(pattern: Pattern, begins: float, speed: float, *, full: bool) -> _Leg:
        """``pattern`` without its soft start; where ``full``, from an out-breath on."""
        left_out = [phase for phases in pattern.soft_start for phase in phases]
        if full:
            left_out += [phase for phase in pattern.phases if phase.kind in _RISING]
        return _Leg(
            pattern,
            begins,
            lead=sum(phase.lasting(speed) for phase in left_out),
            full=full,
            changes=(SpeedChange(0.0, speed),),
        )

    def _change(self, speed: float) -> bool:
        if speed == self.speed or not self.wanted.paced:
            return False
        if self._next is not None:
            later = self._next
            self._next = self._leg_of(later.pattern, later.begins, speed, full=later.full)
        else:
            change = SpeedChange(self._leg.own(self.elapsed), speed)
            self._leg = replace(self._leg, changes=(*self._leg.changes, change))
        return True
