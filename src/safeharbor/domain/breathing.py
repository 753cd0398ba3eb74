"""Breathing patterns, and where a breath stands at any moment.

The frame is a pure function of the seconds that have gone by on a monotonic clock, so nothing
drifts and nothing has to be remembered between two frames. It knows no clock, no words and no
colours. The seconds come from the evidence table of the project, section 1.1.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

SPEED_STEP: Final = 0.1
SLOWEST: Final = 0.6
FASTEST: Final = 1.4
"""Beyond this a stock pattern would become fast breathing, which is not offered."""

STOCK_HOLD_LIMIT: Final = 7.0
"""Seconds that a hold is never stretched beyond by slowing down."""

_TOLERANCE: Final = 1e-9


class PhaseKind(enum.Enum):
    """What the breath does in one phase."""

    IN = "in"
    TOP_UP = "top_up"
    HOLD = "hold"
    OUT = "out"
    REST = "rest"
    FREE = "free"
    """No pace: the breath does what it likes."""


_RISING = frozenset({PhaseKind.IN, PhaseKind.TOP_UP})
_STILL = frozenset({PhaseKind.HOLD, PhaseKind.REST})


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a breath and its length in seconds at speed 1."""

    kind: PhaseKind
    seconds: float

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise ValueError("a phase needs some time")

    def lasting(self, speed: float) -> float:
        """Its seconds at ``speed``; a hold is shortened by speed, never stretched past 7 s."""
        scaled = self.seconds / speed
        if self.kind in _STILL:
            return min(scaled, max(self.seconds, STOCK_HOLD_LIMIT))
        return scaled


Round = tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long a practice may be: the bounds and what is offered first, in minutes."""

    least: float
    most: float
    usual: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named way of breathing.

    Attributes:
        id: stable name, as the content files use it.
        phases: one round; it starts with an in-breath and empties again.
        minutes: how long it may be done.
        soft_start: earlier, shorter rounds that come before the first full one.
        in_distress: may be offered to somebody in distress (never one with a breath hold).
    """

    id: str
    phases: Round
    minutes: Minutes
    soft_start: tuple[Round, ...] = ()
    in_distress: bool = False
    seconds: float = field(init=False)
    """The length of one full round at speed 1."""

    def __post_init__(self) -> None:
        for phases in (*self.soft_start, self.phases):
            _check_round(phases)
        object.__setattr__(self, "seconds", sum(phase.seconds for phase in self.phases))

    @property
    def paced(self) -> bool:
        """False where the person breathes as they like and the light only drifts."""
        return self.phases[0].kind is not PhaseKind.FREE

    @property
    def has_hold(self) -> bool:
        """Whether it asks to stay full, which some people have to leave out."""
        return any(phase.kind is PhaseKind.HOLD for phase in self.phases)

    def round_phases(self, index: int) -> Round:
        """The phases of round ``index``, counted from 0."""
        return self.soft_start[index] if index < len(self.soft_start) else self.phases


@dataclass(frozen=True, slots=True)
class SpeedChange:
    """From ``at_elapsed`` seconds on, every phase that begins runs at ``factor`` times the speed.

    The phase that is running keeps the speed it began with.
    """

    at_elapsed: float
    factor: float

    def __post_init__(self) -> None:
        if not SLOWEST - _TOLERANCE <= self.factor <= FASTEST + _TOLERANCE:
            raise ValueError("speed out of bounds")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the breath stands at one moment.

    Attributes:
        kind: what it does.
        phase_index: which phase of the round, from 0.
        round_index: which round, from 0.
        seconds_into: seconds since the phase began.
        seconds_total: how long the phase lasts at its speed.
        progress: share of the phase gone by, 0 to 1.
        fullness: how far the lamp is open, 0 empty to 1 full, cosine ease.
        speed: the speed the phase runs at.
    """

    kind: PhaseKind
    phase_index: int
    round_index: int
    seconds_into: float
    seconds_total: float
    progress: float
    fullness: float
    speed: float


def faster(speed: float) -> float:
    """One step faster, within the bounds."""
    return min(round(speed + SPEED_STEP, 1), FASTEST)


def slower(speed: float) -> float:
    """One step slower, within the bounds."""
    return max(round(speed - SPEED_STEP, 1), SLOWEST)


def phase_at(pattern: Pattern, changes: Sequence[SpeedChange], elapsed: float) -> Frame:
    """The frame ``elapsed`` seconds after the start; moments before the start count as the start.

    Args:
        pattern: what is breathed.
        changes: changes of speed in the order of their moments.
        elapsed: seconds on a monotonic clock since the start.
    """
    moment = max(elapsed, 0.0)
    for step in _steps(pattern, changes, moment):
        if moment < step.start + step.lasts:
            return step.frame(moment)
    raise AssertionError("a pattern has no end")


def end_after(pattern: Pattern, changes: Sequence[SpeedChange], seconds: float) -> float:
    """The first end of an out-breath at or after ``seconds``: a practice never ends in mid-breath.

    A pattern without a pace ends exactly at the wished length.
    """
    if not pattern.paced:
        return max(seconds, 0.0)
    for step in _steps(pattern, changes, seconds):
        end = step.start + step.lasts
        if step.phases[step.index].kind is PhaseKind.OUT and end >= seconds - _TOLERANCE:
            return end
    raise AssertionError("a pattern has no end")


def next_breath(pattern: Pattern, changes: Sequence[SpeedChange], elapsed: float) -> float:
    """The first beginning of a round at or after ``elapsed``: where a pause goes on from."""
    for step in _steps(pattern, changes, elapsed):
        if step.index == 0 and step.start >= elapsed - _TOLERANCE:
            return step.start
    raise AssertionError("a pattern has no end")


def _check_round(phases: Round) -> None:
    """Raise ValueError unless the round starts empty, rises once, and empties again."""
    kinds = [phase.kind for phase in phases]
    if kinds == [PhaseKind.FREE]:
        return
    order = [PhaseKind.IN, PhaseKind.TOP_UP, PhaseKind.HOLD, PhaseKind.OUT, PhaseKind.REST]
    if kinds != [kind for kind in order if kind in kinds]:
        raise ValueError("a round goes in, out and back to its start, each phase once")
    if PhaseKind.IN not in kinds or PhaseKind.OUT not in kinds:
        raise ValueError("a round needs an in-breath and an out-breath")


@dataclass(frozen=True, slots=True)
class _Step:
    """One phase laid out in time."""

    phases: Round
    index: int
    round_index: int
    start: float
    lasts: float
    speed: float

    def frame(self, moment: float) -> Frame:
        """The frame at ``moment``, which lies in this step."""
        phase = self.phases[self.index]
        into = min(max(moment - self.start, 0.0), self.lasts)
        progress = into / self.lasts
        return Frame(
            kind=phase.kind,
            phase_index=self.index,
            round_index=self.round_index,
            seconds_into=into,
            seconds_total=self.lasts,
            progress=progress,
            fullness=_fullness(self.phases, self.index, progress),
            speed=self.speed,
        )


def _steps(pattern: Pattern, changes: Sequence[SpeedChange], until: float) -> Iterator[_Step]:
    """The phases one after another; whole rounds far before ``until`` are leapt over."""
    if not pattern.paced:
        changes = ()
    start, number, speed, pending = 0.0, 0, 1.0, 0
    while True:
        phases = pattern.round_phases(number)
        if number >= len(pattern.soft_start):
            # Leap only as far as the speed is known, and leave one round so that every end and
            # beginning near ``until`` is still walked over.
            horizon = until if pending >= len(changes) else min(until, changes[pending].at_elapsed)
            length = sum(phase.lasting(speed) for phase in phases)
            leap = max(int((horizon - start) // length) - 1, 0)
            start += leap * length
            number += leap
        for index, phase in enumerate(phases):
            while pending < len(changes) and changes[pending].at_elapsed <= start:
                speed = changes[pending].factor
                pending += 1
            lasts = phase.lasting(speed)
            yield _Step(phases, index, number, start, lasts, speed)
            start += lasts
        number += 1


def _fullness(phases: Round, index: int, progress: float) -> float:
    """How far the lamp is open in phase ``index``; in and top-up share the rise by their time."""
    kind = phases[index].kind
    ease = (1.0 - math.cos(math.pi * progress)) / 2.0
    if kind is PhaseKind.FREE:
        return 0.4 + 0.2 * (1.0 - math.cos(2.0 * math.pi * progress)) / 2.0
    if kind in _RISING:
        rise = sum(phase.seconds for phase in phases if phase.kind in _RISING)
        before = sum(phase.seconds for phase in phases[:index] if phase.kind in _RISING)
        return (before + phases[index].seconds * ease) / rise
    if kind is PhaseKind.OUT:
        return 1.0 - ease
    return 1.0 if kind is PhaseKind.HOLD else 0.0


def _in(seconds: float) -> Phase:
    return Phase(PhaseKind.IN, seconds)


def _hold(seconds: float) -> Phase:
    return Phase(PhaseKind.HOLD, seconds)


def _out(seconds: float) -> Phase:
    return Phase(PhaseKind.OUT, seconds)


def _rest(seconds: float) -> Phase:
    return Phase(PhaseKind.REST, seconds)


LONG_EXHALE: Final = Pattern(
    "br_long_exhale",
    (_in(4), _out(6)),
    Minutes(least=1, most=20, usual=5),
    soft_start=((_in(3), _out(4)), (_in(3), _out(5))),
    in_distress=True,
)
EVEN: Final = Pattern("br_even", (_in(5), _out(5)), Minutes(1, 20, 5), in_distress=True)
SIGH: Final = Pattern(
    "br_sigh",
    (_in(2), Phase(PhaseKind.TOP_UP, 1), _out(6), _rest(1)),
    Minutes(0.5, 5, 5),
    in_distress=True,
)
PURSED: Final = Pattern("br_pursed", (_in(2), _out(4)), Minutes(1, 5, 2), in_distress=True)
HUM: Final = Pattern("br_hum", (_in(4), _out(8)), Minutes(1, 5, 3))
BOX: Final = Pattern("br_box", (_in(4), _hold(4), _out(4), _rest(4)), Minutes(1, 5, 3))
FOUR_SEVEN_EIGHT: Final = Pattern(
    "br_478",
    (_in(4), _hold(7), _out(8)),
    # Four to eight rounds of 19 seconds.
    Minutes(4 * 19 / 60, 8 * 19 / 60, 4 * 19 / 60),
)
NATURAL: Final = Pattern(
    "br_natural", (Phase(PhaseKind.FREE, 20),), Minutes(1, 20, 1), in_distress=True
)

STOCK: Final[Mapping[str, Pattern]] = MappingProxyType(
    {
        pattern.id: pattern
        for pattern in (
            LONG_EXHALE,
            EVEN,
            SIGH,
            PURSED,
            HUM,
            BOX,
            FOUR_SEVEN_EIGHT,
            NATURAL,
        )
    }
)
"""The patterns that ship, by their ids."""

DEFAULT: Final = LONG_EXHALE
"""What starts when somebody presses Breathe: no hold, a longer out-breath, a soft start."""
