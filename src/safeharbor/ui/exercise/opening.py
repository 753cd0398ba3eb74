"""What is settled before a sitting begins: the exercise, what to ask, and how it will be done.

It knows no widgets. Whoever is in distress is asked nothing before a grounding script.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import CategorySet, Exercise, ExerciseKind
from safeharbor.domain.moment import Moment
from safeharbor.ui.exercise.choosing import Question
from safeharbor.ui.exercise.habits import Habits
from safeharbor.ui.exercise.library import Library
from safeharbor.ui.exercise.sitting import Choices, Sitting
from safeharbor.ui.wishes import ExerciseWish

NIGHT: Final = (22, 6)
"""The hours between which nothing is said that would wake somebody up."""


class Opening:
    """Opens an exercise as it was wished for and as somebody has always had it."""

    def __init__(
        self,
        library: Library,
        habits: Habits,
        clock: Callable[[], float],
        now: Callable[[], Moment],
    ) -> None:
        self._library = library
        self._habits = habits
        self._clock = clock
        self._now = now

    def exercise(self, wish: ExerciseWish) -> Exercise:
        """What was wished for.

        Raises:
            HarborError: it cannot be read.
        """
        return self._library.exercise(wish.exercise_id)

    def choices(self, wish: ExerciseWish) -> Choices:
        """What is settled by the wish and by habit."""
        late, early = NIGHT
        hour = self._now().local_datetime.hour
        return Choices(
            needs=self._habits.needs if wish.needs is None else wish.needs,
            areas=wish.areas,
            minutes=wish.minutes,
            by_hand=self._habits.by_hand if wish.by_hand is None else wish.by_hand,
            night=hour >= late or hour < early,
        )

    def question(
        self, exercise: Exercise, wish: ExerciseWish, *, distress: bool
    ) -> Question | None:
        """What to ask before it; None where there is nothing, or nobody is to be kept waiting."""
        if distress and exercise.kind is ExerciseKind.GROUNDING:
            return None
        cautions = self._habits.unseen(exercise.cautions, self._cautions())
        areas = exercise.areas if wish.areas is None else ()
        minutes = exercise.minutes if wish.minutes is None else ()
        before = self._habits.ask_before
        if not (cautions or areas or len(minutes) > 1 or before):
            return None
        self._habits.saw(cautions)
        return Question(
            exercise.title,
            exercise.line,
            cautions=tuple(cautions.values()),
            areas=areas,
            kept=exercise.usual_areas,
            minutes=minutes,
            before=before,
        )

    def sitting(self, exercise: Exercise, choices: Choices) -> Sitting:
        """Begin it now."""
        sets = self._sets() if any(step.category for step in exercise.steps) else ()
        begun = self._now()
        pick = secrets.randbelow
        return Sitting(exercise, choices, self._clock, begun, sets=sets, pick=pick)

    def _cautions(self) -> Mapping[str, str]:
        # An exercise without its cautions is better than none: they stand under Get help too.
        with contextlib.suppress(HarborError):
            return self._library.cautions()
        return {}

    def _sets(self) -> Sequence[CategorySet]:
        # Without them each step keeps the words it is written with.
        with contextlib.suppress(HarborError):
            return self._library.sets()
        return ()
