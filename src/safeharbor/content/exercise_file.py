"""The shape of the files about exercises, and how one of them becomes what the domain knows.

It is imported when a file is opened and not before, since msgspec takes its time to load. A file
that does not fit is refused with the place in it; nothing here knows where the files are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

from msgspec import Meta, field

from safeharbor.content.toml_file import Shape, refuse
from safeharbor.domain.breathing import STOCK, PhaseKind
from safeharbor.domain.exercise import (
    NEAREST_S,
    Area,
    CategorySet,
    Exercise,
    ExerciseKind,
    Line,
    Need,
    Step,
    Why,
    Words,
    laid_out,
)

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$", max_length=40)]
Title = Annotated[str, Meta(min_length=1, max_length=60)]
Sentence = Annotated[str, Meta(min_length=1, max_length=200)]
Paragraph = Annotated[str, Meta(min_length=1, max_length=700)]
Said = Annotated[str, Meta(max_length=200)]
Shown = Annotated[str, Meta(max_length=60)]
StepSeconds = Annotated[float, Meta(gt=0, le=600)]
Seconds = Annotated[float, Meta(ge=0, le=3600)]
Rev = Annotated[int, Meta(ge=1)]
Ids = Annotated[tuple[Id, ...], Meta(max_length=20)]


class WordsShape(Shape, frozen=True):
    """Words that stand in for others."""

    say: Said
    show: Shown


class StepShape(Shape, frozen=True):
    """One step of a script."""

    id: Id
    seconds: StepSeconds
    show: Shown
    say: Said = ""
    find: Annotated[int, Meta(ge=0, le=5)] = 0
    area: Id | None = None
    silent: bool = False
    category: bool = False
    swaps: dict[Need, WordsShape] = field(default_factory=dict)


class AreaShape(Shape, frozen=True):
    """A place of the body."""

    id: Id
    name: Title
    usual: bool


class LineShape(Shape, frozen=True):
    """Words over running breaths."""

    at: Seconds
    say: Sentence
    show: Shown
    every: Seconds = 0.0
    moves: Annotated[float, Meta(ge=0, le=1)] = 0.0


class WhyShape(Shape, frozen=True):
    """What an exercise rests on."""

    studied: Paragraph
    sure: Sentence
    sources: Ids = ()


class ExerciseShape(Shape, frozen=True):
    """One file under ``exercises/``."""

    id: Id
    rev: Rev
    kind: ExerciseKind
    title: Title
    line: Sentence
    seconds: Annotated[float, Meta(gt=0, le=3600)]
    end: Sentence
    why: WhyShape
    cautions: Ids = ()
    alone: bool = True
    minutes: Annotated[tuple[Annotated[int, Meta(ge=1, le=60)], ...], Meta(max_length=10)] = ()
    at_night_without: Ids = ()
    areas: Annotated[tuple[AreaShape, ...], Meta(max_length=40)] = ()
    steps: Annotated[tuple[StepShape, ...], Meta(max_length=80)] = ()
    lines: Annotated[tuple[LineShape, ...], Meta(max_length=40)] = ()
    phases: dict[PhaseKind, WordsShape] = field(default_factory=dict)


class SetShape(Shape, frozen=True):
    """Prompts of one sort."""

    id: Id
    prompts: Annotated[tuple[Shown, ...], Meta(min_length=2, max_length=40)]


class SetsShape(Shape, frozen=True):
    """``category_sets.toml``."""

    rev: Rev
    sets: Annotated[tuple[SetShape, ...], Meta(min_length=1, max_length=40)]


class CautionShape(Shape, frozen=True):
    """One caution, and what it rests on where that was studied."""

    text: Paragraph
    sources: Ids = ()


class CautionsShape(Shape, frozen=True):
    """``cautions.toml``."""

    rev: Rev
    cautions: dict[Id, CautionShape]


class SourceShape(Shape, frozen=True):
    """One source: who and when, what was done, and where it can be found."""

    name: Title
    about: Sentence
    where: Title


class SourcesShape(Shape, frozen=True):
    """``sources.toml``."""

    rev: Rev
    sources: dict[Id, SourceShape]


_ROUNDING: Final = 1e-6


def exercise(shape: ExerciseShape, file: str) -> Exercise:
    """The exercise that a file called ``file`` describes.

    Raises:
        HarborError: CONTENT_BROKEN, when its parts do not fit together.
    """
    for place, what in _misfits(shape, file):
        refuse(file, place, what)
    made = Exercise(
        id=shape.id,
        rev=shape.rev,
        kind=shape.kind,
        title=shape.title,
        line=shape.line,
        steps=tuple(_step(step) for step in shape.steps),
        lines=tuple(Line(x.at, x.say, x.show, x.every, x.moves) for x in shape.lines),
        areas=tuple(Area(area.id, area.name, area.usual) for area in shape.areas),
        minutes=shape.minutes,
        cautions=shape.cautions,
        why=Why(shape.why.studied, shape.why.sure, shape.why.sources),
        end=shape.end,
        at_night_without=shape.at_night_without,
        alone=shape.alone,
        seconds=shape.seconds,
        phases=_words(shape.phases),
    )
    _check_lengths(made, file)
    return made


def category_sets(shape: SetsShape) -> tuple[CategorySet, ...]:
    """The sets as the domain knows them."""
    return tuple(CategorySet(each.id, each.prompts) for each in shape.sets)


def _step(shape: StepShape) -> Step:
    return Step(
        id=shape.id,
        seconds=shape.seconds,
        say=shape.say,
        show=shape.show,
        find=shape.find,
        area=shape.area or "",
        silent=shape.silent,
        swaps=_words(shape.swaps),
        category=shape.category,
    )


_Key = TypeVar("_Key", Need, PhaseKind)


def _words(shapes: Mapping[_Key, WordsShape]) -> Mapping[_Key, Words]:
    return MappingProxyType({key: Words(x.say, x.show) for key, x in shapes.items()})


def _misfits(shape: ExerciseShape, file: str) -> Iterator[tuple[str, str]]:
    """What does not fit together, each with its place."""
    if f"{shape.id}.toml" != file:
        yield "id", "not the name of the file"
    yield from _repeated("steps", (step.id for step in shape.steps))
    yield from _repeated("areas", (area.id for area in shape.areas))
    if shape.kind is ExerciseKind.BREATHING:
        if shape.id not in STOCK:
            yield "id", "no pattern of that name"
        if shape.steps or not shape.lines:
            yield "lines", "a breathing exercise has lines and no steps"
    elif shape.lines or shape.phases or not any(step.area is None for step in shape.steps):
        yield "steps", "a script has steps and no lines"
    steps, areas = {step.id for step in shape.steps}, {area.id for area in shape.areas}
    for number, step in enumerate(shape.steps):
        yield from _step_misfits(step, f"steps[{number}]", areas)
    for number, area in enumerate(shape.areas):
        if area.id not in {step.area for step in shape.steps}:
            yield f"areas[{number}].id", "no step belongs to it"
    for number, step_id in enumerate(shape.at_night_without):
        if step_id not in steps:
            yield f"at_night_without[{number}]", "no such step"
    for number, line in enumerate(shape.lines):
        if 0 < line.every < NEAREST_S:
            yield f"lines[{number}].every", f"sooner again than after {NEAREST_S:g} s"


def _step_misfits(step: StepShape, place: str, areas: Iterable[str]) -> Iterator[tuple[str, str]]:
    if step.area is not None and step.area not in areas:
        yield f"{place}.area", "no such area"
    words = {place: (step.say, step.show)}
    words |= {f"{place}.swaps.{need}": (x.say, x.show) for need, x in step.swaps.items()}
    for where, (say, show) in words.items():
        if bool(say) is step.silent:
            yield f"{where}.say", "a silent step says nothing, every other one says something"
        if not show and not step.silent:
            yield f"{where}.show", "nothing to read"


def _repeated(place: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, each in enumerate(ids):
        if each in seen:
            yield f"{place}[{number}].id", "used twice"
        seen.add(each)


def _check_lengths(made: Exercise, file: str) -> None:
    """Refuse an exercise whose length is not what it states, or that cannot be stretched."""
    if made.kind is ExerciseKind.BREATHING:
        seconds = STOCK[made.id].minutes.usual * 60.0
    else:
        seconds = math.fsum(step.seconds for step in laid_out(made))
    if abs(seconds - made.seconds) > _ROUNDING:
        refuse(file, "seconds", f"it lasts {seconds:g}")
    for number, minutes in enumerate(made.minutes):
        try:
            laid_out(made, minutes=minutes)
        except ValueError as error:
            refuse(file, f"minutes[{number}]", str(error), error)
