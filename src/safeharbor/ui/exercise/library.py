"""Where an exercise and the texts that belong to it are taken from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from safeharbor.content.exercises import category_sets, cautions, load_exercise
from safeharbor.domain.exercise import CategorySet, Exercise


@dataclass(frozen=True, slots=True)
class Library:
    """The shipped content, or what a test puts in its place. All of it may raise HarborError."""

    exercise: Callable[[str], Exercise] = load_exercise
    sets: Callable[[], Sequence[CategorySet]] = category_sets
    cautions: Callable[[], Mapping[str, str]] = cautions
