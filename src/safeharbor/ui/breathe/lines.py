"""The lines over running breaths: which one has come, and for how long it is shown.

They come from the content, and are read when somebody has breathed for a moment; before that, and
where the content cannot be read, there are only the few words of the beginning.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Final

from safeharbor.content.breath_words import breath_words
from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Exercise, Line, due_line, lines_for
from safeharbor.ui.practice import ROUND_S, Practice

LASTS_S: Final = 12.0
"""So long a line stays on the screen."""
_LATE_S: Final = 2.0
"""What is later than this is not said any more."""


class BreathLines:
    """What is said and shown over the breaths of one practice."""

    def __init__(
        self,
        practice: Practice,
        opening: Sequence[tuple[float, str, str]],
        load: Callable[[str], Exercise] = breath_words,
    ) -> None:
        """Nothing is read yet.

        Args:
            practice: what is breathed.
            opening: the first lines of a practice that nobody planned: the second of practice at
                which each comes, what is said and what is shown.
            load: reads the words of an exercise.
        """
        self._practice = practice
        self._load = load
        self._opening = tuple(Line(*line) for line in opening)
        self._lines = self._opening
        self.end = ""
        """The last line of what was breathed."""
        self._of = ""
        self._from = 0.0
        self._said: tuple[float, Line] | None = None

    def follow(self) -> None:
        """Take the words of what is breathed now, where it is something else than before."""
        practice = self._practice
        wanted = practice.pace.wanted.exercise
        if wanted == self._of:
            return
        first, self._of = not self._of, wanted
        self._from = 0.0 if first else practice.pace.elapsed
        lines: tuple[Line, ...] = ()
        # Breathing needs no words.
        with contextlib.suppress(HarborError):
            exercise = self._load(wanted)
            lines = lines_for(exercise, self._length())
            if wanted == practice.breathed.exercise:
                self.end = exercise.end
        if first and practice.plan is None:
            ends = max((line.at for line in self._opening), default=-1.0)
            lines = (*self._opening, *(line for line in lines if line.at > ends))
        self._lines = lines

    def news(self, *, letters: bool) -> str:
        """What is to be said now, "" for nothing; each line is said once.

        Args:
            letters: whether a letter alone does something.
        """
        due = self._due()
        if due is None or due == self._said:
            return ""
        self._said = due
        if self._names_a_key(due[1]) and not letters:
            return ""
        return due[1].say if self._now - due[0] < _LATE_S else ""

    def shown(self, *, letters: bool) -> str:
        """What stands on the screen now, "" where the moving light is enough.

        Args:
            letters: whether a letter alone does something.
        """
        due = self._due()
        if due is None or self._now - due[0] >= LASTS_S:
            return ""
        return "" if self._names_a_key(due[1]) and not letters else due[1].show

    @property
    def _now(self) -> float:
        return self._practice.pace.elapsed - self._from

    def _names_a_key(self, line: Line) -> bool:
        """What is shown over a breath with holds is which letter makes it easier."""
        return self._practice.free is not None and bool(line.show)

    def _due(self) -> tuple[float, Line] | None:
        practice = self._practice
        if practice.free or practice.half:
            # What the lines teach and offer has been done.
            return None
        return due_line(self._lines, self._now)

    def _length(self) -> float | None:
        """How long the lines are laid out for."""
        plan = self._practice.plan
        if plan is None:
            return ROUND_S
        return None if plan.seconds is None else plan.seconds - self._from
