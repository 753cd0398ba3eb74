"""Exercises: what is said and shown in them, for how long, and how one sitting is laid out.

A breathing exercise has lines that are said over running breaths; every other one is a script of
timed steps. Which words somebody needs, which places of the body they leave out and how long they
want it is settled before a sitting begins. It knows no clock, no files and no screen.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeVar

from safeharbor.domain.breathing import PhaseKind

NEAREST_S: Final = 10.0
"""Two lines over running breaths are never nearer to each other because one of them has moved."""

_T = TypeVar("_T")


class ExerciseKind(enum.StrEnum):
    """What an exercise is, in the order in which the kinds are shown."""

    BREATHING = "breathing"
    GROUNDING = "grounding"
    RELAXATION = "relaxation"
    MINDFULNESS = "mindfulness"


class Need(enum.StrEnum):
    """What a person does an exercise without, or how they do it.

    Where a step has other words for several of somebody's needs, the first in this order counts.
    """

    NO_SIGHT = "no_sight"
    NO_HEARING = "no_hearing"
    NO_SMELL = "no_smell"
    LYING = "lying"
    SITTING = "sitting"
    """On a chair or in a wheelchair; the feet are not counted on."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is spoken, and the few words that stand on the screen."""

    say: str
    show: str


def _nothing() -> Mapping[_T, Words]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a script.

    Attributes:
        id: stable name within its exercise.
        seconds: how long it lasts when the script runs by time.
        say: what is spoken; empty in a silent step.
        show: what stands on the screen.
        find: how many lamps there are to light, one for each thing found.
        area: the place of the body it belongs to, which can be left out; "" for none.
        silent: nothing is said in it, it only gives time.
        swaps: other words for somebody's needs.
        category: its words are drawn from the category sets, if there are any at hand.
    """

    id: str
    seconds: float
    say: str
    show: str
    find: int = 0
    area: str = ""
    silent: bool = False
    swaps: Mapping[Need, Words] = field(default_factory=_nothing)
    category: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.seconds) and self.seconds > 0):
            raise ValueError("a step needs some time")

    def words_for(self, needs: Collection[Need]) -> Words:
        """Its words for somebody with ``needs``."""
        for need in Need:
            if need in needs and need in self.swaps:
                return self.swaps[need]
        return Words(self.say, self.show)


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the body; one that is not ``usual`` is left out until somebody chooses it."""

    id: str
    name: str
    usual: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Words over running breaths.

    Attributes:
        at: seconds of practice at which they come, in a practice as long as the exercise states.
        say: what is spoken.
        show: what stands on the screen; "" where the moving light is enough.
        every: seconds after which they come again; 0 for once.
        moves: the share of every further second by which ``at`` moves in a longer or shorter
            practice: 0 stays where it is, 0.5 keeps to the middle, 1 keeps to the end.
    """

    at: float
    say: str
    show: str
    every: float = 0.0
    moves: float = 0.0

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.at, self.every, self.moves))):
            raise ValueError("a line needs a moment")
        if self.at < 0 or self.every < 0:
            raise ValueError("a line comes after the beginning")


@dataclass(frozen=True, slots=True)
class Why:
    """What was studied, how sure that makes us, and the ids of the sources."""

    studied: str
    sure: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise with all its words.

    Attributes:
        id: stable name; that of a breathing exercise is the name of its pattern.
        rev: counts the changes of its words, so that a translation can name what it was made from.
        kind: what it is.
        title: what it is called.
        line: one sentence about it for the shelf.
        steps: what is said and done, in a script.
        lines: what is said over the breaths, in a breathing exercise.
        areas: the places of the body that can be left out.
        minutes: lengths that a script can be stretched to; empty: as written.
        cautions: the ids of the cautions that belong to it.
        why: what it rests on.
        end: the line on the end card.
        at_night_without: the ids of steps that are left out at night.
        alone: False where it is made for two, though it can be done alone.
        seconds: its length as its file states it, with the usual areas; the usual length of a
            breathing exercise.
        phases: words of its own for the phases of a breath.
    """

    id: str
    rev: int
    kind: ExerciseKind
    title: str
    line: str
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    areas: tuple[Area, ...]
    minutes: tuple[int, ...]
    cautions: tuple[str, ...]
    why: Why
    end: str
    at_night_without: tuple[str, ...] = ()
    alone: bool = True
    seconds: float = 0.0
    phases: Mapping[PhaseKind, Words] = field(default_factory=_nothing)

    @property
    def usual_areas(self) -> frozenset[str]:
        """The ids of the areas that belong to it when nobody has chosen."""
        return frozenset(area.id for area in self.areas if area.usual)


@dataclass(frozen=True, slots=True)
class CategorySet:
    """Prompts of one sort, such as animals; a sitting draws at most one from each set."""

    id: str
    prompts: tuple[str, ...]


def laid_out(
    exercise: Exercise,
    *,
    needs: Collection[Need] = frozenset(),
    areas: Set[str] | None = None,
    minutes: int | None = None,
    night: bool = False,
    sets: Sequence[CategorySet] = (),
    pick: Callable[[int], int] | None = None,
) -> tuple[Step, ...]:
    """The steps of one sitting.

    Args:
        exercise: a script.
        needs: decide on the words of each step.
        areas: the ids of the areas to keep; the usual ones where it is left out.
        minutes: how long it lasts, one of the lengths the exercise can be stretched to. What it
            has more or less than as written goes into its silent steps.
        night: leaves out what would wake somebody up.
        sets: what the words of category steps are drawn from.
        pick: draws a number from 0 to below its argument; without it nothing is drawn.

    Raises:
        ValueError: the exercise cannot be made as long as that.
    """
    kept = exercise.usual_areas if areas is None else areas
    steps = [step for step in exercise.steps if not step.area or step.area in kept]
    if night:
        steps = [step for step in steps if step.id not in exercise.at_night_without]
    if minutes is not None:
        if minutes not in exercise.minutes:
            raise ValueError(f"{exercise.id} cannot last {minutes} minutes")
        steps = _stretched(steps, minutes * 60.0)
    if pick is not None:
        steps = _drawn(steps, sets, pick)
    return tuple(_worded(step, needs) for step in steps)


def lines_for(exercise: Exercise, seconds: float | None) -> tuple[Line, ...]:
    """The lines of a breathing exercise for a practice of ``seconds``, in their order.

    For a practice with an end they come once each, as often as they are repeated, and none in its
    last seconds. Those that keep to the middle or the end are moved there and stand in for what
    would come next to them; they fall away where the practice is too short for them, or has no
    end (``seconds`` is None).
    """
    staying = [line for line in exercise.lines if not line.moves]
    if seconds is None:
        return tuple(sorted(staying, key=_beginning))
    last = seconds - NEAREST_S
    lines = [
        replace(line, at=line.at + time * line.every, every=0.0)
        for line in staying
        for time in range(_times(line, last))
    ]
    for line in exercise.lines:
        at = line.at + line.moves * (seconds - exercise.seconds)
        if line.moves and NEAREST_S <= at <= last:
            lines = [other for other in lines if abs(other.at - at) >= NEAREST_S]
            lines.append(replace(line, at=at, every=0.0, moves=0.0))
    return tuple(sorted(lines, key=_beginning))


def due_line(lines: Sequence[Line], elapsed: float) -> tuple[float, Line] | None:
    """The line that came last at ``elapsed`` seconds of practice, with the moment it came.

    None before the first. Where two come at once, the one that comes more seldom counts.
    """
    came = [
        (line.at + (times - 1) * line.every, line.every == 0, line.every, place)
        for place, line in enumerate(lines)
        if (times := _times(line, elapsed))
    ]
    if not came:
        return None
    moment, _, _, place = max(came)
    return moment, lines[place]


def _beginning(line: Line) -> float:
    return line.at


def _times(line: Line, until: float) -> int:
    """How often a line has come by ``until``."""
    if until < line.at:
        return 0
    return int((until - line.at) // line.every) + 1 if line.every else 1


def _stretched(steps: Sequence[Step], seconds: float) -> list[Step]:
    """``steps`` with as much silence as ``seconds`` in all leave for it."""
    silence = math.fsum(step.seconds for step in steps if step.silent)
    spoken = math.fsum(step.seconds for step in steps if not step.silent)
    if not silence or seconds <= spoken:
        raise ValueError("there is no silence to stretch")
    share = (seconds - spoken) / silence
    return [replace(s, seconds=s.seconds * share) if s.silent else s for s in steps]


def _drawn(
    steps: Sequence[Step], sets: Sequence[CategorySet], pick: Callable[[int], int]
) -> list[Step]:
    """``steps`` with new words for the category steps; as written where the sets run out."""
    left, drawn = list(sets), []
    for step in steps:
        if step.category and left:
            prompts = left.pop(pick(len(left))).prompts
            prompt = prompts[pick(len(prompts))]
            step = replace(step, say=prompt, show=prompt.rstrip("."), swaps=_nothing())
        drawn.append(step)
    return drawn


def _worded(step: Step, needs: Collection[Need]) -> Step:
    words = step.words_for(needs)
    return replace(step, say=words.say, show=words.show)
