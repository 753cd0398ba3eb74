"""The shape of guides in their files, and how what is read becomes what the domain knows.

A block is a table with its type, and whatever a field may have. It is imported when a guide is
opened and not before, since msgspec takes its time to load.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from safeharbor.content.form_body import readable
from safeharbor.content.form_file import (
    AskingShape,
    ColumnShape,
    FieldShape,
    Help,
    Label,
    Name,
    Names,
    Options,
    Rev,
    Text,
    Title,
    Words,
    fitted,
    listed,
)
from safeharbor.content.toml_file import MisfitError, Shape, parse
from safeharbor.domain.form_faults import MAX_COLUMNS, Fault
from safeharbor.domain.guide import (
    FIELD_OF,
    Block,
    BlockType,
    Card,
    End,
    Grounds,
    Guide,
    Link,
    Mark,
    Numbers,
    Shelf,
    Step,
)
from safeharbor.domain.sheet import Day, Field, FieldType

GuideId = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9]*\Z", min_length=1, max_length=20)]
StepName = Annotated[str, Meta(pattern=r"\As[0-9]{1,2}\Z", max_length=3)]
Target = Annotated[
    str,
    Meta(
        max_length=60,
        pattern=r"\A((ex|ws):[a-z][a-z0-9_]*|[a-z][a-z0-9]*(\.s[0-9]{1,2})?)\Z",
    ),
]
Repeat = Annotated[
    str,
    Meta(max_length=80, pattern=r"\A(([a-z][a-z0-9]*\.)?s[0-9]{1,2}\.[a-z][a-z0-9_]*)?\Z"),
]
"""The full id of a rating, or without the guide for one of the same guide."""
FullText = Annotated[str, Meta(min_length=1, max_length=4000)]
DayOf = Annotated[str, Meta(pattern=r"\A\d{4}-\d{2}-\d{2}\Z")]
When = Literal["lower", "same", "higher", "twice"]


class CardShape(Shape, frozen=True):
    """One idea."""

    title: Title
    text: FullText
    folded: bool = False


class LinkShape(Shape, frozen=True):
    """A way from here."""

    target: Target
    label: Label


Links = Annotated[tuple[LinkShape, ...], Meta(max_length=12)]


class BlockShape(AskingShape, frozen=True, kw_only=True):
    """One part of a step; a block that asks something has all that a field may have."""

    type: BlockType
    id: Name = ""
    core: bool = False
    label: Words = ""
    columns: Annotated[tuple[ColumnShape, ...], Meta(max_length=MAX_COLUMNS)] = ()
    lines: Options = ()
    lines_by: Name = ""
    more: bool = False
    start: Annotated[int, Meta(ge=0, le=60)] = 1
    sorted_by: Name = ""
    text: Text = ""
    exercise: Name = ""
    also: Names = ()
    dark: bool = False
    minutes: Annotated[int, Meta(ge=0, le=60)] = 0
    sheet: Name = ""
    show: Names = ()
    preset: dict[Name, Name] = msgspec.field(default_factory=dict)
    offer: bool = False
    tag: Annotated[str, Meta(max_length=40, pattern=r"\A[^\n]*\Z")] = ""
    last: Text = ""
    after: bool = False
    repeat: Repeat = ""
    notes: dict[When, Help] = msgspec.field(default_factory=dict)
    links: Links = ()
    only_if: dict[Name, Names] = msgspec.field(default_factory=dict)
    quiet_names: bool = False
    filled: bool = False


class EndShape(Shape, frozen=True):
    """The end of a step."""

    title: Title
    text: FullText
    links: Links = ()
    pocket: Text = ""


class WhyShape(Shape, frozen=True):
    """What a step rests on."""

    studied: FullText
    sure: FullText
    sources: Names = ()


class StepShape(Shape, frozen=True):
    """One step."""

    id: StepName
    title: Title
    line: Label
    minutes: Annotated[int, Meta(ge=1, le=60)]
    cards: Annotated[tuple[CardShape, ...], Meta(min_length=1, max_length=20)]
    blocks: Annotated[tuple[BlockShape, ...], Meta(min_length=1, max_length=40)]
    end: EndShape
    why: WhyShape
    mark: Mark | None = None
    safety: Text = ""
    links: Links = ()
    quiet: bool = False
    numbers: Numbers | None = None


class GuideShape(Shape, frozen=True):
    """One file under ``modules/``, or in a pack."""

    id: GuideId
    rev: Rev
    title: Title
    line: Label
    shelf: Shelf
    updated: DayOf
    steps: Annotated[tuple[StepShape, ...], Meta(min_length=1, max_length=40)]


class CheckinWords(Shape, frozen=True):
    """What every check-in says."""

    before: Label
    after: Label
    ends: tuple[Label, Label]
    unsure: Label
    notes: dict[When, Help]


class WentWords(Shape, frozen=True):
    """What can become of a plan."""

    did: Label
    smaller: Label
    not_yet: Label
    dropped: Label


class PlanWords(Shape, frozen=True):
    """What every plan asks."""

    label: Label
    cue: Label
    action: Label
    day: Label
    went: Label
    note: Label
    options: WentWords


class UsualWords(Shape, frozen=True):
    """``guide_words.toml``."""

    rev: Rev
    checkin: CheckinWords
    plan: PlanWords


_SAYS: Final = frozenset({"text", "label", "help"})
_OWN: Final = {
    BlockType.CHECKIN: frozenset({"id", "label", "help", "after", "notes", "reactions"}),
    BlockType.PLAN: frozenset({"id", "label", "help", "example", "says", "private", "folded"}),
    BlockType.EXERCISE: _SAYS | {"exercise", "also", "dark", "minutes"},
    BlockType.WORKSHEET: _SAYS | {"sheet", "show", "preset", "offer"},
    BlockType.JOURNAL: _SAYS | {"tag", "minutes", "last"},
    BlockType.SAFETY: _SAYS | {"links"},
    BlockType.READING: frozenset[str](),
    BlockType.GATE: frozenset[str](),
    BlockType.WRITTEN: frozenset({"label", "help"}),
}
_ASKS: Final = frozenset({*FieldShape.__struct_fields__, "quiet_names", "filled"})
_ALL: Final = frozenset({"type", "core", "only_if"})
"""What a block of any type may have."""
_FIELD_KEYS: Final = frozenset(each.name for each in fields(Field))


def read_guide(raw: bytes) -> GuideShape:
    """The file of a guide in its shape; letters of every script may stand in it.

    Raises:
        MisfitError: with the names of what stands around the place.
    """
    shape = fitted(parse(raw, readable), GuideShape)
    for place, what in _strange(shape):
        raise MisfitError(place, what)
    return shape


def guide_of(
    shape: GuideShape, usual: UsualWords, pack: str = "", others: Collection[str] = ()
) -> Guide:
    """The guide that a file describes.

    Args:
        shape: what stands in the file.
        usual: the words that all guides have in common.
        pack: the folder it was put into by hand, "" for one of ours.
        others: the ids of the guides in that folder, which it may lead to.
    """
    made = _Making(usual, pack, shape.id, frozenset({shape.id, *others}) if pack else frozenset())
    return Guide(
        id=made.named(shape.id),
        rev=shape.rev,
        title=shape.title,
        line=shape.line,
        shelf=shape.shelf,
        updated=shape.updated,
        steps=made.steps(shape.steps),
        pack=pack,
    )


class _Making:
    """One guide in the making: words that are usual, and how ids of its own pack are written."""

    def __init__(self, usual: UsualWords, pack: str, guide: str, own: frozenset[str]) -> None:
        self.usual = usual
        self.pack = pack
        self.guide = guide
        self.own = own
        self.plan_columns = _plan_columns(usual.plan)

    def named(self, path: str) -> str:
        """``path``, with the folder before it where it leads into the same pack."""
        inside = path.partition(".")[0] in self.own
        return f"{self.pack}/{path}" if inside else path

    def steps(self, shapes: tuple[StepShape, ...]) -> tuple[Step, ...]:
        """All steps; their fields are made in one go, since every go is slow to begin."""
        asking = (block for shape in shapes for block in shape.blocks if block.type in FIELD_OF)
        fields = iter(msgspec.convert([self.field(each) for each in asking], tuple[Field, ...]))
        return tuple(self.step(each, fields) for each in shapes)

    def step(self, shape: StepShape, fields: Iterator[Field]) -> Step:
        return Step(
            id=shape.id,
            title=shape.title,
            line=shape.line,
            minutes=shape.minutes,
            cards=tuple(Card(each.title, each.text, each.folded) for each in shape.cards),
            blocks=tuple(self.block(each, fields) for each in shape.blocks),
            end=End(shape.end.title, shape.end.text, self.links(shape.end.links), shape.end.pocket),
            grounds=Grounds(shape.why.studied, shape.why.sure, shape.why.sources),
            mark=shape.mark,
            safety=shape.safety,
            links=self.links(shape.links),
            quiet=shape.quiet,
            numbers=shape.numbers,
        )

    def links(self, shapes: tuple[LinkShape, ...]) -> tuple[Link, ...]:
        return tuple(Link(self.named(each.target), each.label) for each in shapes)

    def block(self, shape: BlockShape, fields: Iterator[Field]) -> Block:
        asks = shape.type in FIELD_OF
        notes = {**self.usual.checkin.notes, **shape.notes} if shape.after else {}
        return Block(
            type=shape.type,
            core=shape.core,
            field=next(fields) if asks else None,
            label="" if asks else shape.label,
            text=shape.text,
            help="" if asks else shape.help,
            exercise=shape.exercise,
            also=shape.also,
            dark=shape.dark,
            minutes=shape.minutes,
            sheet=shape.sheet,
            show=shape.show,
            preset=tuple(shape.preset.items()),
            offer=shape.offer,
            tag=shape.tag,
            last=shape.last,
            after=shape.after,
            repeat=self.repeated(shape.repeat),
            notes=tuple(notes.items()),
            links=self.links(shape.links),
            only_if=tuple(shape.only_if.items()),
            quiet_names=shape.quiet_names,
            filled=shape.filled,
        )

    def repeated(self, path: str) -> str:
        """The full id of an earlier rating, "" for none."""
        whole = path if path.count(".") != 1 else f"{self.guide}.{path}"
        return self.named(whole) if whole else ""

    def field(self, shape: BlockShape) -> object:
        """What a block asks, ready to become a field."""
        data = msgspec.to_builtins(shape)
        kept = {key: value for key, value in data.items() if key in _FIELD_KEYS}
        for each in (kept, *kept.get("columns", ())):
            for reaction in each.get("reactions", ()):
                reaction["steps"] = [self.named(step) for step in reaction.get("steps", ())]
        if shape.type is BlockType.CHECKIN:
            kept |= self.checkin(shape)
        elif shape.type is BlockType.PLAN:
            kept |= self.plan(shape)
        return listed({**kept, "type": FIELD_OF[shape.type].value})

    def checkin(self, shape: BlockShape) -> dict[str, Any]:
        words = self.usual.checkin
        label = shape.label or (words.after if shape.after else words.before)
        return {"label": label, "ends": list(words.ends), "unsure": words.unsure}

    def plan(self, shape: BlockShape) -> dict[str, Any]:
        return {"label": shape.label or self.usual.plan.label, "columns": self.plan_columns}


def _plan_columns(words: PlanWords) -> list[dict[str, Any]]:
    labels = msgspec.structs.asdict(words.options)
    options = [{"id": each, "label": label} for each, label in labels.items()]
    return [
        {"id": "cue", "type": FieldType.TEXT.value, "label": words.cue},
        {"id": "action", "type": FieldType.TEXT.value, "label": words.action},
        {"id": "day", "type": FieldType.DATE.value, "label": words.day, "day": Day.BY.value},
        {
            "id": "went",
            "type": FieldType.CHOICE.value,
            "label": words.went,
            "folded": True,
            "options": options,
        },
        {"id": "note", "type": FieldType.TEXT.value, "label": words.note, "folded": True},
    ]


def _strange(shape: GuideShape) -> Iterator[Fault]:
    """Keys that a block of this type does not have, and names that it lacks."""
    for step in shape.steps:
        for number, block in enumerate(step.blocks):
            place = f"steps.{step.id}.blocks" + (f".{block.id}" if block.id else f"[{number}]")
            yield from _of_its_type(block, place)


def _of_its_type(block: BlockShape, place: str) -> Iterator[Fault]:
    kind = block.type
    own = _OWN.get(kind, _ASKS | ({"repeat"} if kind is BlockType.RATING else frozenset()))
    for name in msgspec.to_builtins(block):
        if name not in own | _ALL:
            yield f"{place}.{name}", f"a block of the type {kind.value} has no {name}"
    if kind in FIELD_OF and not block.id:
        yield place, "id is missing"
    if kind in FIELD_OF and kind not in _OWN and not block.label:
        yield place, "label is missing"
