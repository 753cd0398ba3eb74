"""What happens to somebody who breathes along: a minute, then a quiet question, never a demand.

Whoever chose a practice has its length instead of the question. Nothing here ends in mid-breath,
and what has been done long enough gives way to the person's own pace. It knows no Qt and no words.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from safeharbor.domain.breathing import (
    EVEN,
    FOUR_SEVEN_EIGHT,
    HALF_478,
    LONG_EXHALE,
    NATURAL,
    PURSED,
    SIGH,
    Frame,
    Pattern,
    without_holds,
)
from safeharbor.ui.pace import Pace

PATTERNS: Final = (LONG_EXHALE, EVEN, NATURAL, SIGH, PURSED)
"""What is offered in distress: the first begins, the first three are the choices of the screen.

Sighs are a short thing of their own: they have a key. Candle breath is for who is short of air:
it stands behind Something else, and the sighs after it.
"""

CHOICES: Final = 3
"""How many of them stand on the screen."""
ROUND_S: Final = 60.0
SIGHS: Final = 3

_ELSEWHERE: Final = (PURSED, SIGH, NATURAL, LONG_EXHALE, EVEN)
"""In which order another pattern is offered to somebody for whom this one was not it."""


class Stage(enum.Enum):
    """What the choices are about."""

    BREATHING = enum.auto()
    OFFERING = enum.auto()
    """Whether this was enough."""
    ELSEWHERE = enum.auto()
    """What else there is."""


class Event(enum.Enum):
    """What a step of the clock brought."""

    NOTHING = enum.auto()
    OFFERED = enum.auto()
    LET_GO = enum.auto()
    """The pattern was done long enough and gave way to the person's own pace."""
    ENDED = enum.auto()


class Plan(NamedTuple):
    """What somebody chose beforehand.

    Attributes:
        seconds: how long; None for no end.
        free: whether the breath holds are left out from the start.
    """

    seconds: float | None
    free: bool = False


class Practice:
    """One practice from the first in-breath to its end."""

    def __init__(
        self, patterns: Sequence[Pattern], clock: Callable[[], float], plan: Plan | None = None
    ) -> None:
        """Prepare the first of ``patterns``; it begins when it is first painted.

        Args:
            patterns: what may be breathed.
            clock: seconds that never go back.
            plan: where the first pattern was chosen; None in distress.
        """
        self.patterns = tuple(patterns)
        self.plan = plan
        self._whole = self.patterns[0]
        self._free = plan is not None and plan.free
        self._breathed = without_holds(self._whole) if self._free else self._whole
        self.pace = Pace(self._breathed, clock)
        self._stage = Stage.BREATHING
        self._aside = False
        self._tried = {self._breathed.exercise}
        self._begun = 0.0
        self._mark = ROUND_S
        self._enough_at: float | None = None

    @property
    def stage(self) -> Stage:
        """What the choices are about now."""
        return self._stage

    @property
    def ending(self) -> bool:
        """Whether it ends with the next end of an out-breath."""
        return self._enough_at is not None or (self.left is not None and self.left <= 0)

    @property
    def left(self) -> float | None:
        """Seconds until the chosen length is over; None without one."""
        if self.plan is None or self.plan.seconds is None:
            return None
        return self.plan.seconds - (self.pace.elapsed if self.pace.begun else 0.0)

    @property
    def breathed(self) -> Pattern:
        """The pattern that was taken up last, also where it has given way to the own pace."""
        return self._breathed

    @property
    def since(self) -> float:
        """Seconds since that pattern was taken up."""
        return self.pace.elapsed - self._begun

    @property
    def let_go(self) -> bool:
        """Whether a pattern has given way to the person's own pace."""
        return self.pace.wanted != self._breathed

    @property
    def other(self) -> Pattern:
        """What is offered to somebody who wants something else: if possible, something new."""
        running = {self._breathed.exercise, self.pace.wanted.exercise}
        others = [each for each in _ELSEWHERE if each.exercise not in running]
        return next((each for each in others if each.exercise not in self._tried), others[0])

    @property
    def free(self) -> bool | None:
        """Whether the breath holds are left out; None where there are none to leave out."""
        return None if self._is_elsewhere or not self._whole.has_hold else self._free

    @property
    def half(self) -> bool | None:
        """Whether it is the half size; None where there is only one."""
        sizes = {FOUR_SEVEN_EIGHT: False, HALF_478: True}
        return None if self._is_elsewhere else sizes.get(self._whole)

    def breathe(self, pattern: Pattern) -> None:
        """Go over to ``pattern`` at the next turn of the breath, for another minute at least.

        In a chosen practice it is a thing aside, and what was chosen comes back after it.
        """
        self._aside = self.plan is not None
        self._take(pattern)
        self._again()

    def switch_holds(self) -> None:
        """Leave the breath holds out, or put them back; from the next phase on."""
        if self.free is not None:
            self._free = not self._free
            self._take_chosen()

    def switch_size(self) -> None:
        """Breathe half as large, or as large as before; from the next phase on."""
        if self.half is not None:
            self._whole = FOUR_SEVEN_EIGHT if self.half else HALF_478
            self._take_chosen()

    def more(self) -> None:
        """Go on with what was breathed, for another minute at least."""
        if self.let_go:
            self.breathe(self._breathed)
        else:
            self._again()

    def enough(self) -> None:
        """End after the out-breath."""
        self._enough_at = self.pace.elapsed

    def stay(self) -> None:
        """Do not end after all."""
        self._enough_at = None

    def look_elsewhere(self) -> None:
        """Show what else there is; the breath goes on meanwhile."""
        self._again()
        self._stage = Stage.ELSEWHERE

    def step(self) -> Event:
        """See what the clock brought; call it again and again while it runs."""
        frame, now = self.pace.frame(), self.pace.elapsed
        if self._is_over(now):
            return Event.ENDED
        if self._is_spent(frame, now):
            return self._give_way()
        if self.plan is not None or self._stage is Stage.OFFERING:
            return Event.NOTHING
        if now >= self.pace.end_after(self._mark):
            self._stage = Stage.OFFERING
            return Event.OFFERED
        return Event.NOTHING

    @property
    def _is_elsewhere(self) -> bool:
        """Whether something else is breathed than what was begun with."""
        return self._aside or self.let_go or self.plan is None

    def _take(self, pattern: Pattern) -> None:
        self.pace.switch(pattern)
        self._breathed = pattern
        self._tried.add(pattern.exercise)
        self._begun = self.pace.elapsed

    def _take_chosen(self) -> None:
        self._aside = False
        self._take(without_holds(self._whole) if self._free else self._whole)

    def _again(self) -> None:
        self._stage = Stage.BREATHING
        self._mark = self.pace.elapsed + ROUND_S
        self._enough_at = None

    def _is_over(self, now: float) -> bool:
        """Whether the out-breath is over with which it ends."""
        ends = [self._enough_at, self.plan.seconds if self.plan is not None else None]
        return any(now >= self.pace.end_after(end) for end in ends if end is not None)

    def _give_way(self) -> Event:
        """The sighs or the longest time of the pattern are over."""
        if self._aside:
            self._take_chosen()
            return Event.NOTHING
        self.pace.switch(NATURAL)
        if self.plan is None:
            self._stage = Stage.OFFERING
        return Event.LET_GO

    def _is_spent(self, frame: Frame, now: float) -> bool:
        """Whether the three sighs, or the longest time of the pattern, are over."""
        pattern = self._breathed
        if not pattern.paced or self.let_go or self.pace.pattern != pattern:
            return False
        if pattern == SIGH and (self.plan is None or self._aside):
            return frame.round_index >= SIGHS
        return now >= self.pace.end_after(self._begun + 60.0 * pattern.minutes.most)
