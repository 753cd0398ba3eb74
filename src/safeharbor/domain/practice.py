"""What is kept of a practice, and what two bad ones in a row mean for the list.

A record says which exercise it was, how long it went and how it felt, and nothing else: no words,
no breath, no score. It is optional, and nobody but the person who practised ever sees it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from safeharbor.domain.moment import Moment

UNSURE: Final = -1
"""Stands for "can't tell, or numb" wherever a number from 0 to 10 is asked."""

STRONGEST: Final = 10
LONGEST_S: Final = 24 * 60 * 60
"""No practice is kept as longer than a day."""

ENOUGH_WORSE: Final = 2

_EXERCISE: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")


class After(enum.StrEnum):
    """How it was afterwards, compared with before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class PracticeRecord:
    """One practice.

    Attributes:
        id: UUIDv7.
        exercise: the id of the pattern or script; of an own pattern ``own_`` and its id.
        moment: when it began.
        seconds: how long it went, pauses left out.
        before: distress before, 0 to 10, ``UNSURE``, or None where nobody asked or answered.
        after: how it was afterwards, None where it was skipped.
        sort_key: its place in the list, where it was read from the vault.

    Raises:
        ValueError: a number is out of its bounds, or ``exercise`` is no such id.
    """

    id: UUID
    exercise: str
    moment: Moment
    seconds: int
    before: int | None = None
    after: After | None = None
    sort_key: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= LONGEST_S:
            raise ValueError("a practice takes between no time and a day")
        if self.before is not None and not UNSURE <= self.before <= STRONGEST:
            raise ValueError("distress goes from 0 to 10")
        if not _EXERCISE.fullmatch(self.exercise):
            raise ValueError("an exercise has a short plain name")


def sunk(newest_first: Iterable[PracticeRecord]) -> frozenset[str]:
    """The exercises whose last two answers were both "worse"; practices without one do not count.

    They go to the end of their list, and something outward is offered in their place.
    """
    answers: dict[str, list[After]] = {}
    for record in newest_first:
        known = answers.setdefault(record.exercise, [])
        if record.after is not None and len(known) < ENOUGH_WORSE:
            known.append(record.after)
    worse = [After.WORSE] * ENOUGH_WORSE
    return frozenset(exercise for exercise, known in answers.items() if known == worse)
