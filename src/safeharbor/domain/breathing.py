"""Breathing patterns, and where a breath stands at any moment.

The frame is a pure function of the seconds that have gone by on a monotonic clock, so nothing
drifts and nothing has to be remembered between two frames. It knows no clock, no words and no
colours. The seconds come from the evidence table of the project, section 1.1.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, NamedTuple

SPEED_STEP: Final = 0.1
SLOWEST: Final = 0.6
FASTEST: Final = 1.4
"""Beyond this a stock pattern would become fast breathing, which is not offered."""

STOCK_HOLD_LIMIT: Final = 7.0
"""Seconds that a hold is never stretched beyond by slowing down."""

REST_LIMIT: Final = 2.0
"""Seconds that a rest lasts at most; a longer one is a breath hold on empty lungs."""

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

    @property
    def is_hold(self) -> bool:
        """Whether the breath is held in it, full or empty."""
        too_long = self.kind is PhaseKind.REST and self.seconds > REST_LIMIT
        return self.kind is PhaseKind.HOLD or too_long

    def lasting(self, speed: float) -> float:
        """Its seconds at ``speed``; a hold is shortened by speed, never stretched past 7 s."""
        scaled = self.seconds / speed
        if self.kind in _STILL:
            return min(scaled, max(self.seconds, STOCK_HOLD_LIMIT))
        return scaled


Round = tuple[Phase, ...]


class Minutes(NamedTuple):
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
        variant_of: the id of the pattern that it is a gentler or another form of, "" for none.
    """

    id: str
    phases: Round
    minutes: Minutes
    soft_start: tuple[Round, ...] = ()
    in_distress: bool = False
    variant_of: str = ""
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
        """Whether it asks to hold the breath, which some people have to leave out."""
        return any(phase.is_hold for phase in self.phases)

    @property
    def exercise(self) -> str:
        """The id of the exercise whose words and records are its own."""
        return self.variant_of or self.id

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


class Frame(NamedTuple):
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


class Start(NamedTuple):
    """Where in a pattern a practice begins: with which round, and whether with its out-breath."""

    round_index: int = 0
    full: bool = False


BEGINNING: Final = Start()


def faster(speed: float) -> float:
    """One step faster, within the bounds."""
    return min(round(speed + SPEED_STEP, 1), FASTEST)


def slower(speed: float) -> float:
    """One step slower, within the bounds."""
    return max(round(speed - SPEED_STEP, 1), SLOWEST)


def phase_at(
    pattern: Pattern, changes: Sequence[SpeedChange], elapsed: float, start: Start = BEGINNING
) -> Frame:
    """The frame ``elapsed`` seconds after the start; moments before the start count as the start.

    Args:
        pattern: what is breathed.
        changes: changes of speed in the order of their moments.
        elapsed: seconds on a monotonic clock since the start.
        start: where in the pattern it begins.
    """
    moment = max(elapsed, 0.0)
    for step in _steps(pattern, changes, moment, start):
        if moment < step.start + step.lasts:
            return step.frame(moment)
    raise AssertionError("a pattern has no end")


def end_after(
    pattern: Pattern, changes: Sequence[SpeedChange], seconds: float, start: Start = BEGINNING
) -> float:
    """The first end of an out-breath at or after ``seconds``: a practice never ends in mid-breath.

    A pattern without a pace ends exactly at the wished length.
    """
    if not pattern.paced:
        return max(seconds, 0.0)
    for step in _steps(pattern, changes, seconds, start):
        end = step.start + step.lasts
        if step.phases[step.place].kind is PhaseKind.OUT and end >= seconds - _TOLERANCE:
            return end
    raise AssertionError("a pattern has no end")


def without_holds(pattern: Pattern) -> Pattern:
    """``pattern`` without its breath holds; itself where it has none. A short rest stays."""
    if not pattern.has_hold:
        return pattern
    phases = tuple(phase for phase in pattern.phases if not phase.is_hold)
    return replace(pattern, id=f"{pattern.id}_no_holds", phases=phases, variant_of=pattern.exercise)


def pattern_for(pattern_id: str) -> Pattern | None:
    """The pattern or variant of that id that ships, None where there is none."""
    variants = (variant for forms in VARIANTS.values() for variant in forms)
    return STOCK.get(pattern_id) or next((v for v in variants if v.id == pattern_id), None)


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


class _Step(NamedTuple):
    """One phase laid out in time."""

    phases: Round
    place: int
    round_index: int
    start: float
    lasts: float
    speed: float

    def frame(self, moment: float) -> Frame:
        """The frame at ``moment``, which lies in this step."""
        phase = self.phases[self.place]
        into = min(max(moment - self.start, 0.0), self.lasts)
        progress = into / self.lasts
        return Frame(
            kind=phase.kind,
            phase_index=self.place,
            round_index=self.round_index,
            seconds_into=into,
            seconds_total=self.lasts,
            progress=progress,
            fullness=_fullness(self.phases, self.place, progress),
            speed=self.speed,
        )


def _steps(
    pattern: Pattern, changes: Sequence[SpeedChange], until: float, begin: Start
) -> Iterator[_Step]:
    """The phases one after another; whole rounds far before ``until`` are leapt over."""
    if not pattern.paced:
        changes = ()
    start, number, speed, pending = 0.0, begin.round_index, 1.0, 0
    left_out = _rise(pattern.round_phases(number)) if begin.full else 0
    while True:
        phases = pattern.round_phases(number)
        if number >= len(pattern.soft_start) and not left_out:
            # Leap only as far as the speed is known, and leave one round so that every end and
            # beginning near ``until`` is still walked over.
            horizon = until if pending >= len(changes) else min(until, changes[pending].at_elapsed)
            length = sum(phase.lasting(speed) for phase in phases)
            leap = max(int((horizon - start) // length) - 1, 0)
            start += leap * length
            number += leap
        for index, phase in enumerate(phases[left_out:], left_out):
            while pending < len(changes) and changes[pending].at_elapsed <= start:
                speed = changes[pending].factor
                pending += 1
            lasts = phase.lasting(speed)
            yield _Step(phases, index, number, start, lasts, speed)
            start += lasts
        number, left_out = number + 1, 0


def _rise(phases: Round) -> int:
    """How many phases come before the out-breath."""
    return [phase.kind for phase in phases].index(PhaseKind.OUT)


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
EVEN_SLOWER: Final = replace(
    EVEN, id="br_even_slower", phases=(_in(5.5), _out(5.5)), variant_of=EVEN.id
)
EVEN_QUICKER: Final = replace(
    EVEN, id="br_even_quicker", phases=(_in(4), _out(4)), variant_of=EVEN.id
)
SIGH: Final = Pattern(
    "br_sigh",
    (_in(2), Phase(PhaseKind.TOP_UP, 1), _out(6), _rest(1)),
    Minutes(0.5, 5, 5),
    in_distress=True,
)
PURSED: Final = Pattern("br_pursed", (_in(2), _out(4)), Minutes(1, 5, 2), in_distress=True)
HUM: Final = Pattern("br_hum", (_in(4), _out(8)), Minutes(1, 5, 3))
BOX: Final = Pattern("br_box", (_in(4), _hold(4), _out(4), _rest(4)), Minutes(1, 5, 3))
BOX_GENTLE: Final = Pattern(
    "br_box_gentle",
    (_in(3), _hold(3), _out(3), _rest(3)),
    Minutes(1, 5, 3),
    variant_of=BOX.id,
)
FOUR_SEVEN_EIGHT: Final = Pattern(
    "br_478",
    (_in(4), _hold(7), _out(8)),
    # Four to eight rounds of 19 seconds.
    Minutes(4 * 19 / 60, 8 * 19 / 60, 4 * 19 / 60),
)
HALF_478: Final = Pattern(
    "br_478_half",
    (_in(2), _hold(3.5), _out(4)),
    # The same rounds, of half the size.
    Minutes(4 * 9.5 / 60, 8 * 9.5 / 60, 4 * 9.5 / 60),
    variant_of=FOUR_SEVEN_EIGHT.id,
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

VARIANTS: Final[Mapping[str, tuple[Pattern, ...]]] = MappingProxyType(
    {
        EVEN.id: (EVEN_SLOWER, EVEN_QUICKER),
        BOX.id: (BOX_GENTLE, without_holds(BOX)),
        FOUR_SEVEN_EIGHT.id: (HALF_478, without_holds(FOUR_SEVEN_EIGHT)),
    }
)
"""Other forms of the patterns, by the id of the pattern they belong to."""

DEFAULT: Final = LONG_EXHALE
"""What starts when somebody presses Breathe: no hold, a longer out-breath, a soft start."""
