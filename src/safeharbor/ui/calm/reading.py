"""What can be read about an exercise: what to know first, what it rests on, and how sure that is.

It is read from the content when the page of the exercise is opened. What cannot be read is left
out; nobody needs it to begin.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from safeharbor.content.exercises import (
    IDS,
    ExerciseCard,
    Source,
    catalogue,
    cautions,
    load_exercise,
    sources,
)
from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Exercise, Why

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """Where the content is taken from: the shipped one, or what a test puts in its place."""

    catalogue: Callable[[], Mapping[str, ExerciseCard]] = catalogue
    exercise: Callable[[str], Exercise] = load_exercise
    cautions: Callable[[], Mapping[str, str]] = cautions
    sources: Callable[[], Mapping[str, Source]] = sources
    ids: Sequence[str] = IDS

    def cards(self) -> dict[str, ExerciseCard]:
        """What stands on the shelf, by id; what is broken is not among it."""
        return dict(_or_none(self.catalogue) or {})

    def known(self, exercise_id: str) -> Exercise | None:
        """An exercise, None where it cannot be read."""
        return _or_none(lambda: self.exercise(exercise_id))

    def about(self, exercise: Exercise | None) -> About:
        """What can be read about ``exercise``."""
        if exercise is None:
            return About()
        texts, known = _or_none(self.cautions) or {}, _or_none(self.sources) or {}
        return About(
            tuple(texts[name] for name in exercise.cautions if name in texts),
            exercise.why,
            tuple(known[name] for name in exercise.why.sources if name in known),
        )

    def caution(self, name: str) -> str:
        """One caution, "" where it cannot be read."""
        return (_or_none(self.cautions) or {}).get(name, "")


@dataclass(frozen=True, slots=True)
class About:
    """What there is to read."""

    cautions: tuple[str, ...] = ()
    why: Why | None = None
    sources: tuple[Source, ...] = field(default=())


def _or_none(read: Callable[[], T]) -> T | None:
    with contextlib.suppress(HarborError):
        return read()
    return None
