"""A guide as it stands in its file: steps, their cards, and the blocks that ask something.

What a block asks is a field of a form, so that answers are written, kept and printed like those
of worksheets. It knows no answer, no file and no widget.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.sheet import (
    Field,
    FieldType,
    Gate,
    Meant,
    Paper,
    Part,
    PartStyle,
    Sheet,
)


class Mark(enum.StrEnum):
    """What a step touches, so that it begins and ends as it has to."""

    HEAVY = "heavy"
    """Painful memory: it begins with a check-in and ends with one."""
    FIRST_AID = "first_aid"
    """Relief before any question, nothing to choose and nothing to remember."""


class Numbers(enum.StrEnum):
    """What the help lines are for that a step keeps in sight."""

    SELF = "self"
    """For somebody who may hurt themselves."""
    THREAT = "threat"
    """For somebody who is hurt or threatened."""


class Shelf(enum.StrEnum):
    """Where a guide stands."""

    HELP = "help"
    BEGIN = "begin"
    TRUST = "trust"
    HURT = "hurt"
    TOGETHER = "together"
    STEADY = "steady"
    WIDER = "wider"


class BlockType(enum.StrEnum):
    """What one block of a step does."""

    READING = "reading"
    """The cards stand here."""
    CHECKIN = "checkin"
    PROMPT = "prompt"
    TEXT = "text"
    LONG_TEXT = "long_text"
    MULTI = "multi"
    DATE = "date"
    PERSON = "person"
    CHECKLIST = "checklist"
    RATING = "rating"
    CHOICE = "choice"
    ROWS = "rows"
    PLAN = "plan"
    GATE = "gate"
    EXERCISE = "exercise"
    WORKSHEET = "worksheet"
    JOURNAL = "journal"
    SAFETY = "safety"
    WRITTEN = "written"
    """What was written in the steps of the guide, each opened by hand."""


FIELD_OF: Final = {
    BlockType.CHECKIN: FieldType.SCALE,
    BlockType.PROMPT: FieldType.LONG_TEXT,
    BlockType.TEXT: FieldType.TEXT,
    BlockType.LONG_TEXT: FieldType.LONG_TEXT,
    BlockType.MULTI: FieldType.MULTI,
    BlockType.DATE: FieldType.DATE,
    BlockType.PERSON: FieldType.PERSON,
    BlockType.CHECKLIST: FieldType.MULTI,
    BlockType.RATING: FieldType.SCALE,
    BlockType.CHOICE: FieldType.CHOICE,
    BlockType.ROWS: FieldType.ROWS,
    BlockType.PLAN: FieldType.ROWS,
}
"""What a block that asks something stores; the others store nothing."""

_OPENS: Final = frozenset({BlockType.EXERCISE, BlockType.WORKSHEET, BlockType.JOURNAL})


@dataclass(frozen=True, slots=True)
class Card:
    """One idea, read on its own.

    Attributes:
        title: a few words.
        text: 25 to 60 words.
        folded: opened by hand, such as the card for young readers.
    """

    title: str
    text: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way from here: ``ex:ID``, ``ws:ID``, ``MODULE.STEP``, ``MODULE`` or ``help``.

    ``help`` is Get help. A guide that somebody put in by hand has its folder before its id, as in
    ``anna/calm.s1``.
    """

    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a step.

    Attributes:
        type: what it does.
        core: the one block that is open; others that store something wait behind "More".
        field: what it asks, for a type of ``FIELD_OF``.
        label: of a block that asks nothing, the words on its button or above it.
        text: of SAFETY the note, of EXERCISE and WORKSHEET a sentence beside it, of JOURNAL the
            first line of the entry.
        help: a sentence below it.
        exercise: of EXERCISE, the id of the one that starts by one key.
        also: of EXERCISE, ids of those beside it.
        dark: of EXERCISE, whether the switch for dark colours stands below it.
        minutes: of EXERCISE, how long; 0 for its own length. Of JOURNAL, after how long the page
            says that it is enough; 0 for never.
        last: of JOURNAL, what is asked then.
        sheet: of WORKSHEET, the id.
        show: of WORKSHEET, the fields that are open; its core if empty.
        preset: of WORKSHEET, choices in it, each with the option that is chosen at first.
        offer: of WORKSHEET, whether "now", "later" and "not for me" stand beside each other.
        tag: of JOURNAL, the tag of the entry.
        after: of CHECKIN, whether it is the one at the end.
        repeat: of RATING, the full or short id of the earlier rating shown beside it.
        notes: of CHECKIN at the end, words in place of the usual ones, by lower, same, higher,
            twice.
        links: of SAFETY, where it leads.
        only_if: the choices it waits for, each as a field and those of its options of which one
            is to be chosen; it always stands there if empty.
        quiet_names: of a block that asks, whether the switch for quiet names stands below it.
        filled: of a block that asks, whether filled worksheets can be opened from below it.
    """

    type: BlockType
    core: bool = False
    field: Field | None = None
    label: str = ""
    text: str = ""
    help: str = ""
    exercise: str = ""
    also: tuple[str, ...] = ()
    dark: bool = False
    minutes: int = 0
    sheet: str = ""
    show: tuple[str, ...] = ()
    preset: tuple[tuple[str, str], ...] = ()
    offer: bool = False
    tag: str = ""
    last: str = ""
    after: bool = False
    repeat: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    only_if: tuple[tuple[str, tuple[str, ...]], ...] = ()
    quiet_names: bool = False
    filled: bool = False

    @property
    def keeps(self) -> bool:
        """Whether it can be the core: it stores an answer, or leads to where one is stored."""
        if self.field is None:
            return self.type in _OPENS
        return self.field.stored and self.type is not BlockType.CHECKIN


@dataclass(frozen=True, slots=True)
class End:
    """The end of a step: one small thing to carry out, and where to go from here."""

    title: str
    text: str
    links: tuple[Link, ...] = ()
    pocket: str = ""
    """Words of the pocket card, with ``{field}`` for an answer; "" where there is no card."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a step rests on: what was studied, how sure that is, and where it is written."""

    studied: str
    sure: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide.

    Attributes:
        id: within the guide, such as ``s1``.
        title: its name.
        line: one sentence under it.
        minutes: how long cards and core take, about.
        cards: three to six.
        blocks: in order.
        end: see ``End``.
        grounds: see ``Grounds``.
        mark: see ``Mark``.
        safety: a note that is read out first, "" for none.
        links: what else may help.
        quiet: never in search, in print or in "what I wrote".
        numbers: whose help lines are in sight all the time, see ``Numbers``; None for none.
    """

    id: str
    title: str
    line: str
    minutes: int
    cards: tuple[Card, ...]
    blocks: tuple[Block, ...]
    end: End
    grounds: Grounds
    mark: Mark | None = None
    safety: str = ""
    links: tuple[Link, ...] = ()
    quiet: bool = False
    numbers: Numbers | None = None

    @property
    def gated(self) -> bool:
        """Whether the question about fear stands in it."""
        return any(block.type is BlockType.GATE for block in self.blocks)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Everything it asks, in order."""
        return tuple(block.field for block in self.blocks if block.field is not None)

    @property
    def core(self) -> Block | None:
        """The block that is open: the marked one, else the first after the cards.

        What is never stored, and a check-in, is no core. A way to an exercise, a sheet or an entry
        can be one.
        """
        marked = next((block for block in self.blocks if block.core), None)
        types = [block.type for block in self.blocks]
        cards = types.index(BlockType.READING) if BlockType.READING in types else -1
        later = (*self.blocks[cards + 1 :], *self.blocks[: cards + 1])
        return marked or next((block for block in later if block.keeps), None)


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide.

    Attributes:
        id: never changed.
        rev: counts up with every change.
        title: its name.
        line: one sentence about it.
        shelf: where it stands.
        updated: the day of its last change, ``2026-11-21``.
        steps: in order.
        pack: the name of the folder it was put into by hand; "" for one of ours.
    """

    id: str
    rev: int
    title: str
    line: str
    shelf: Shelf
    updated: str
    steps: tuple[Step, ...]
    pack: str = ""

    def step(self, step_id: str) -> Step:
        """The step of this id.

        Raises:
            KeyError: there is none.
        """
        for each in self.steps:
            if each.id == step_id:
                return each
        raise KeyError(step_id)


def full_id(guide: Guide, step: Step) -> str:
    """The id of a step among all guides, such as ``trust8.s1``."""
    return f"{guide.id}.{step.id}"


def parts_of(step_id: str) -> tuple[str, str]:
    """The ids of the guide and of the step in a full id; the step is "" where only a guide is."""
    guide, _, step = step_id.partition(".")
    return guide, step


def step_sheet(guide: Guide, step: Step) -> Sheet:
    """What a step asks, as the form that its answers are written, kept and printed with."""
    return Sheet(
        id=full_id(guide, step),
        rev=guide.rev,
        title=step.title,
        line=step.line,
        shelf="",
        fields=step.fields,
        minutes=step.minutes,
        gate=Gate.ALWAYS if step.gated else None,
        living=True,
        heavy=step.mark is Mark.HEAVY,
        paper=_paper(step),
        meant=tuple(_meant(step)),
    )


def _paper(step: Step) -> Paper:
    """Every answer that is kept but check-ins; of a quiet step nothing at all."""
    if step.quiet:
        return Paper(on=False, pages=0)
    asking = (block.field for block in step.blocks if block.type is not BlockType.CHECKIN)
    kept = (field for field in asking if field is not None and field.stored)
    parts = tuple(Part(field.id, _STYLES.get(field.type, PartStyle.TEXT)) for field in kept)
    return Paper(parts, pages=0, pocket_text=step.end.pocket)


def _meant(step: Step) -> Iterator[Meant]:
    """The plans of a step, and its other days that somebody may want to meet again."""
    for block in step.blocks:
        field = block.field
        if field is None or not field.stored:
            continue
        if block.type is BlockType.PLAN:
            yield Meant(rows=field.id, day="day", what="action", went="went")
        elif field.day is not None:
            yield Meant(day=field.id, what=_what(step, field))
        for column in field.columns if block.type is not BlockType.PLAN else ():
            if column.day is not None:
                first = next(each for each in field.columns if each.type not in _NO_WORDS)
                columns = {each.id for each in field.columns if each.type is FieldType.CHOICE}
                went = next((each for each in _WENT if each in columns), "")
                yield Meant(rows=field.id, day=column.id, what=first.id, went=went)


def _what(step: Step, day: Field) -> str:
    """The field that says what a day of the whole step is for, "" where there is only the day."""
    core = step.core.field if step.core else None
    asked = (core, *step.fields)
    words = (each for each in asked if each and each.stored and each.type in _WORDS)
    return next((each.id for each in words if each.id != day.id), "")


_WORDS: Final = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE})
_NO_WORDS: Final = frozenset({FieldType.DATE, FieldType.SCALE, FieldType.LINK})
_WENT: Final = ("went", "done")
"""Columns that say what became of a row."""
_STYLES: Final = {FieldType.MULTI: PartStyle.LIST, FieldType.ROWS: PartStyle.LIST}
