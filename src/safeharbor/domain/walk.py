"""A way through the steps of a script: by time or by hand, with pauses, skips and ways back.

Where it stands is always worked out from the clock and the last thing somebody did, never added
up from one look to the next, so that nothing drifts. It must not know what the steps say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from safeharbor.domain.exercise import Step

GAP_S: Final = 10.0
"""More time than this between two looks means that the machine slept: it was no practice."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a script stands at one moment.

    Attributes:
        index: which step; the last one when it is over.
        into: seconds since the step began, never more than the step has.
        left: seconds until the step is over.
        total_left: seconds until the whole script is over.
        over: whether it is.
    """

    index: int
    into: float
    left: float
    total_left: float
    over: bool


class Walk:
    """One way through a script; it runs from the moment it is made.

    By time one step follows the other. By hand a step stays until ``next`` or ``back``, and
    only ``next`` ends the last one.

    Whoever shows it looks at it, by any of its properties or methods, at least every 10 s while
    it runs. A longer gap is a pause that began at the last look; by hand, where there is nothing
    to go on with, that time is left out of ``elapsed`` and no more.
    """

    def __init__(
        self, steps: Sequence[Step], clock: Callable[[], float], *, by_hand: bool = False
    ) -> None:
        """Begin with the first of ``steps``.

        Args:
            steps: what to walk through, at least one step.
            clock: seconds from an arbitrary start.
            by_hand: whether each step stays until somebody goes on.

        Raises:
            ValueError: there are no steps.
        """
        if not steps:
            raise ValueError("there is nowhere to walk")
        # Where each step begins, and at last where the script ends.
        self._marks = (0.0, *accumulate(step.seconds for step in steps))
        self._clock = clock
        self._by_hand = by_hand
        self._paused = False
        # How it stood when somebody did something last, and when that was.
        self._index = 0
        self._into = 0.0
        self._elapsed = 0.0
        self._since = self._looked = clock()

    @property
    def by_hand(self) -> bool:
        """Whether each step stays until somebody goes on."""
        return self._by_hand

    @by_hand.setter
    def by_hand(self, by_hand: bool) -> None:
        self._settle()
        self._by_hand = by_hand

    @property
    def paused(self) -> bool:
        """Whether it stands still until ``go_on``."""
        self._gone()
        return self._paused

    @property
    def over(self) -> bool:
        """Whether the last step is behind."""
        return self.place().over

    @property
    def elapsed(self) -> float:
        """Seconds of practice, pauses left out and steps gone over twice counted twice."""
        return self._stand(self._gone())[2]

    def place(self) -> Place:
        """Where it stands now."""
        index, into, _ = self._stand(self._gone())
        end = self._marks[-1]
        if index == self._steps:
            last = index - 1
            return Place(last, end - self._marks[last], 0.0, 0.0, over=True)
        at = self._marks[index] + into
        return Place(index, into, max(self._marks[index + 1] - at, 0.0), end - at, over=False)

    def next(self) -> None:
        """Go to the beginning of the next step; from the last one, to the end."""
        self._settle()
        self._index, self._into = min(self._index + 1, self._steps), 0.0

    def back(self) -> None:
        """Go to the beginning of the step before; from the first one, to its own beginning."""
        self._settle()
        self._index, self._into = max(self._index - 1, 0), 0.0

    def pause(self) -> None:
        """Stand still."""
        self._settle()
        self._paused = self._index < self._steps

    def go_on(self) -> None:
        """Go on after a pause, from where it stood."""
        self._settle()
        self._paused = False

    @property
    def _steps(self) -> int:
        return len(self._marks) - 1

    def _gone(self) -> float:
        """Seconds that count since somebody did something last. This is what a look is."""
        now, last = self._clock(), self._looked
        self._looked = now
        if self._paused or self._index == self._steps:
            self._since = now
        elif not 0 <= now - last <= GAP_S:
            self._index, self._into, self._elapsed = self._stand(last - self._since)
            self._since = now
            self._paused = now > last and not self._by_hand and self._index < self._steps
        return now - self._since

    def _stand(self, gone: float) -> tuple[int, float, float]:
        """Step, seconds into it and seconds of practice when ``gone`` seconds have counted."""
        index, into = self._index, self._into + gone
        if index == self._steps:
            return index, 0.0, self._elapsed
        if self._by_hand:
            lasts = self._marks[index + 1] - self._marks[index]
            return index, min(into, lasts), self._elapsed + gone
        at = self._marks[index] + into
        if at >= self._marks[-1]:
            before = self._marks[index] + self._into
            return self._steps, 0.0, self._elapsed + (self._marks[-1] - before)
        index = bisect_right(self._marks, at) - 1
        return index, at - self._marks[index], self._elapsed + gone

    def _settle(self) -> None:
        """Take how it stands now for the beginning of what comes."""
        gone = self._gone()
        self._index, self._into, self._elapsed = self._stand(gone)
        self._since = self._looked
