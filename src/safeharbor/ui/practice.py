"""What happens to somebody who breathes along: a minute, then a quiet question, never a demand.

Nothing here ends by itself in mid-breath, and nothing ends a practice that nobody asked to end:
what has been done long enough gives way to the person's own pace. It knows no Qt and no words.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import Final

from safeharbor.domain.breathing import EVEN, LONG_EXHALE, NATURAL, SIGH, Frame, Pattern
from safeharbor.ui.pace import Pace

PATTERNS: Final = (LONG_EXHALE, EVEN, NATURAL, SIGH)
"""What is offered in distress: the first begins, the first three are the choices of the screen.

Sighs are a short thing of their own: they stand behind Something else and under their own key.
"""

CHOICES: Final = 3
ROUND_S: Final = 60.0
SIGHS: Final = 3

_ELSEWHERE: Final = (SIGH, NATURAL, LONG_EXHALE, EVEN)
"""In which order other patterns are offered to somebody for whom this one was not it."""


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


class Practice:
    """One practice from the first in-breath to its end."""

    def __init__(self, patterns: Sequence[Pattern], clock: Callable[[], float]) -> None:
        """Prepare the first of ``patterns``; it begins when it is first painted."""
        self.patterns = tuple(patterns)
        self.pace = Pace(self.patterns[0], clock)
        self._stage = Stage.BREATHING
        self._breathed = self.patterns[0]
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
        return self._enough_at is not None

    @property
    def let_go(self) -> bool:
        """Whether a pattern has given way to the person's own pace."""
        return self.pace.wanted is not self._breathed

    @property
    def choices(self) -> tuple[Pattern, ...]:
        """The patterns that stand on the screen."""
        return self.patterns[:CHOICES]

    @property
    def others(self) -> tuple[Pattern, ...]:
        """What is offered to somebody who wants something else: two at most."""
        present = {self._breathed.id, self.pace.wanted.id}
        known = {pattern.id for pattern in self.patterns} - present
        return tuple(pattern for pattern in _ELSEWHERE if pattern.id in known)[: CHOICES - 1]

    def breathe(self, pattern: Pattern) -> None:
        """Go over to ``pattern`` at the next turn of the breath, for another minute at least."""
        self.pace.switch(pattern)
        self._breathed = pattern
        self._begun = self.pace.elapsed
        self._again()

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
        if self._enough_at is not None and now >= self.pace.end_after(self._enough_at):
            return Event.ENDED
        if self._is_spent(frame, now):
            self.pace.switch(NATURAL)
            self._stage = Stage.OFFERING
            return Event.LET_GO
        if self._stage is not Stage.OFFERING and now >= self.pace.end_after(self._mark):
            self._stage = Stage.OFFERING
            return Event.OFFERED
        return Event.NOTHING

    def _again(self) -> None:
        self._stage = Stage.BREATHING
        self._mark = self.pace.elapsed + ROUND_S
        self._enough_at = None

    def _is_spent(self, frame: Frame, now: float) -> bool:
        """Whether the three sighs, or the longest time of the pattern, are over."""
        pattern = self._breathed
        if not pattern.paced or self.let_go or self.pace.pattern is not pattern:
            return False
        if pattern is SIGH:
            return frame.round_index >= SIGHS
        return now >= self.pace.end_after(self._begun + 60.0 * pattern.minutes.most)
