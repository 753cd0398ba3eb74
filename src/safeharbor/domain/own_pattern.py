"""Patterns of breathing that somebody makes for themselves.

In and out have bounds that keep a breath slow; a stay may be as long as fifteen seconds, which is
said to be nothing for everybody where it is chosen. What does not fit is named by its part, so that
it can be said beside the very number.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from safeharbor.domain.breathing import Minutes, Pattern, Phase, PhaseKind
from safeharbor.domain.text import clean

STEP_S: Final = 0.5
LEAST_S, MOST_S = 2.0, 10.0
"""The bounds of an in-breath and an out-breath."""
LONGEST_STAY_S: Final = 15.0
LONGEST_NAME: Final = 60

_PREFIX: Final = "own_"
# They turn the order of what follows round.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Part(enum.StrEnum):
    """What a pattern of one's own consists of."""

    NAME = "name"
    IN = "in"
    FULL = "full"
    """Staying with the breath in."""
    OUT = "out"
    EMPTY = "empty"
    """Staying with the breath out."""


SECONDS: Final = (Part.IN, Part.FULL, Part.OUT, Part.EMPTY)
"""The parts of a round, in their order."""
STAYS: Final = frozenset({Part.FULL, Part.EMPTY})
"""They may be left out, with nought seconds."""

_KINDS: Final = {
    Part.IN: PhaseKind.IN,
    Part.FULL: PhaseKind.HOLD,
    Part.OUT: PhaseKind.OUT,
    Part.EMPTY: PhaseKind.REST,
}


class Fault(enum.Enum):
    """What does not fit about a part."""

    NO_NAME = enum.auto()
    TOO_SHORT = enum.auto()
    TOO_LONG = enum.auto()
    NO_HALF = enum.auto()
    """It is neither whole nor a half."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A pattern that is being written; anything may stand in it."""

    name: str = ""
    seconds: Mapping[Part, float] | None = None

    def lasting(self, part: Part) -> float:
        """The seconds of a part of the round."""
        usual = {Part.IN: 4.0, Part.OUT: 6.0}
        return (self.seconds or usual).get(part, 0.0)

    def faults(self) -> dict[Part, Fault]:
        """What does not fit, by its part."""
        found = {part: fault for part in SECONDS if (fault := self._fault(part)) is not None}
        return found if own_name(self.name) else {Part.NAME: Fault.NO_NAME, **found}

    def _fault(self, part: Part) -> Fault | None:
        seconds = self.lasting(part)
        if part in STAYS and seconds == 0:
            return None
        least, most = bounds(part)
        if seconds < (STEP_S if part in STAYS else least):
            return Fault.TOO_SHORT
        if seconds > most:
            return Fault.TOO_LONG
        return Fault.NO_HALF if seconds % STEP_S else None


def bounds(part: Part) -> tuple[float, float]:
    """The least and the most seconds of a part of the round."""
    return (0.0, LONGEST_STAY_S) if part in STAYS else (LEAST_S, MOST_S)


@dataclass(frozen=True, slots=True)
class OwnPattern:
    """A pattern of one's own.

    Attributes:
        id: UUIDv7; it stays when the pattern is changed.
        name: what it is called.
        into: seconds of the in-breath.
        full: seconds of staying with the breath in, 0 for none.
        out: seconds of the out-breath.
        empty: seconds of staying with the breath out, 0 for none.

    Raises:
        ValueError: a part does not fit.
    """

    id: UUID
    name: str
    into: float
    full: float
    out: float
    empty: float

    def __post_init__(self) -> None:
        if self.draft.faults() or self.name != own_name(self.name):
            raise ValueError("a pattern of one's own stays within its bounds")

    @property
    def draft(self) -> Draft:
        """What stands in it, to be changed."""
        values = (self.into, self.full, self.out, self.empty)
        return Draft(self.name, dict(zip(SECONDS, values, strict=True)))

    @property
    def exercise(self) -> str:
        """The id of the exercise that it is."""
        return f"{_PREFIX}{self.id.hex}"

    @property
    def pattern(self) -> Pattern:
        """What is breathed."""
        draft = self.draft
        lasting = ((_KINDS[part], draft.lasting(part)) for part in SECONDS)
        phases = tuple(Phase(kind, seconds) for kind, seconds in lasting if seconds)
        # With breath holds no longer than those that ship; then it gives way to the own pace.
        held = any(phase.is_hold for phase in phases)
        return Pattern(self.exercise, phases, Minutes(1, 5, 3) if held else Minutes(1, 60, 5))

    def renamed(self, name: str) -> OwnPattern:
        """The same under another name."""
        return replace(self, name=own_name(name))


def own_pattern(pattern_id: UUID, draft: Draft) -> OwnPattern:
    """The pattern that was written.

    Raises:
        ValueError: a part does not fit.
    """
    return OwnPattern(pattern_id, own_name(draft.name), *map(draft.lasting, SECONDS))


def own_name(text: str) -> str:
    """A name from what was typed or read: one line, no controls, not too long."""
    return " ".join(_TURNING.sub("", clean(text)).split())[:LONGEST_NAME].rstrip()


def is_own(exercise: str) -> bool:
    """Whether an exercise id is that of a pattern of one's own."""
    return exercise.startswith(_PREFIX)
