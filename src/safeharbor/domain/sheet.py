"""What a form asks: its fields, how they lean on each other, and how it goes onto paper.

Worksheets are made of this, and the steps of guides ask with the same fields. It is what stands
in a content file, typed; it knows no answer, no file and no widget.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

STRONGEST: Final = 10
"""The upper end of every scale; the lower one is 0."""

UNSURE: Final = "unsure"
"""What stands in a scale in place of a number: can't tell, or numb."""

OTHER: Final = "other"
"""The option that opens a text of its own, ``<field>_other``."""


class FieldType(enum.StrEnum):
    """What can be written into a field.

    ``LINK`` holds no words: it leads to an exercise or to another sheet, and keeps which.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    SCALE = "scale"
    CHOICE = "choice"
    MULTI = "multi"
    ROWS = "rows"
    DATE = "date"
    PERSON = "person"
    LINK = "link"


class Day(enum.StrEnum):
    """What a date is for, where it belongs on the page "What I meant to do"."""

    LOOK_AGAIN = "look_again"
    """A day to look at the whole sheet again."""
    BY = "by"
    """A day by which the row, or the sheet, is meant to be done."""


class SuggestKind(enum.StrEnum):
    """Where a suggestion comes from."""

    COMPOSE = "compose"
    """Lines with the words of other fields in them; a line with an empty one is left out."""
    GAP = "gap"
    """The lines of a list where one number is furthest above another."""
    CARRY = "carry"
    """What was chosen or written in another field, one row each, in the column ``into``."""
    PULL = "pull"
    """What stands in a field of another sheet, the newest that was filled in."""
    COUNTRY_LINES = "country_lines"
    """Help lines of the chosen country, one row each."""
    EMERGENCY = "emergency"
    """The emergency number of the chosen country."""


class PartStyle(enum.StrEnum):
    """How a field looks on paper."""

    BIG = "big"
    TEXT = "text"
    LIST = "list"
    """Rows as lines, options as words, one under the other."""
    BOXES = "boxes"
    """As a list, with a box to tick before each line."""
    NUMBERED = "numbered"
    NUMBERED_BOXES = "numbered_boxes"
    TABLE = "table"
    PICTURE = "picture"
    """The picture of the sheet that is made of this field, with its list below."""
    WEEKS = "weeks"
    """An empty grid of four weeks for each row, to be filled in by hand."""


class PictureKind(enum.StrEnum):
    """What can be painted from answers; each has the same facts as a table."""

    SHARES = "shares"
    """A round of shares: a row each, by how large its part is."""
    GAP = "gap"
    """Two numbers for each row, and the distance between them."""
    LADDER = "ladder"
    """Steps by how much each is dreaded, done ones marked."""
    RINGS = "rings"
    """Three rings around a middle, a row each."""
    OVER_TIME = "over_time"
    """Numbers by day."""
    MONTH = "month"
    """A dot for each day on which something was written."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose.

    Attributes:
        id: never changed.
        label: what is read.
        folded: opened by choice only, such as everything about sex.
        group: the heading that it stands under, "" for none.
        note: said in place once it is chosen.
        only_for: ids of the options of ``Field.options_by`` for which it is offered; all if empty.
    """

    id: str
    label: str
    folded: bool = False
    group: str = ""
    note: str = ""
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """What is said or offered in place when an answer is given. Nothing pops up.

    It holds when any of its conditions does: a number ``at_least`` so high, one of ``is_any``
    chosen, ``unsure`` said, or so many rows or options ``written``; 0 of them is nothing yet.

    Attributes:
        a_day: counts only rows that were begun on the same day as now for ``written``.
        rows: of a column, the only rows in which it holds: those of these fixed lines, or with one
            of these options in some other column of theirs; all if empty.
        note: what is said, "" for nothing.
        exercises: ids of exercises that are offered.
        sheets: ids of sheets that are offered.
        steps: full ids of steps of guides that are offered, such as ``help.s7``.
        help: whether the way to Get help and the emergency number stand beside it.
        hides: what is not asked for then: a field, or ``field.line`` for one of its fixed lines or
            for an option of its columns.
        folds: whether the row that it stands in folds itself, to be opened by hand.
        guarded: whether what says something to somebody folds up, and print and pocket card are
            off until they are switched on, as after the question about fear.
    """

    at_least: int | None = None
    is_any: tuple[str, ...] = ()
    unsure: bool = False
    written: int | None = None
    a_day: bool = False
    rows: tuple[str, ...] = ()
    note: str = ""
    exercises: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    help: bool = False
    hides: tuple[str, ...] = ()
    folds: bool = False
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that can stand in a field until somebody writes their own.

    Attributes:
        kind: how they are made.
        lines: of COMPOSE, with ``{field}`` for the words of a field; of a language as a whole.
        of: of GAP the field of rows, of CARRY the field of options or of rows, of PULL the other
            sheet's id, a dot and its field.
        more, less: of GAP the columns whose difference counts.
        into: of CARRY the column that gets the words.
        most: how many at most, of GAP and COUNTRY_LINES.
    """

    kind: SuggestKind
    lines: tuple[str, ...] = ()
    of: str = ""
    more: str = ""
    less: str = ""
    into: str = ""
    most: int = 3


@dataclass(frozen=True, slots=True)
class Variant:
    """Other words for a field while another field ``by`` has the option ``is_any``."""

    by: str
    is_any: tuple[str, ...]
    label: str = ""
    help: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form, or one column of its rows.

    Attributes:
        id: within the form, never changed.
        type: what can be written.
        label: the question.
        help: one or two sentences below it.
        example: a filled-in example that can be hidden.
        options: of CHOICE and MULTI.
        options_by: the field on whose choice it depends which options are offered; where that is
            a field of rows, its rows are the options, by the words of their first column.
        ends: words for 0 and 10 of SCALE.
        unsure: the words for "can't tell" of SCALE, "" where that is not offered.
        columns: of ROWS.
        lines: rows that are there from the start and stay, each by the id of an option.
        lines_by: the MULTI field whose chosen options are the rows.
        more: whether rows of one's own can be added below such lines.
        start: how many empty rows stand there at first.
        most: how many options or rows are meant; a hint and no wall, 0 for none.
        most_note: what is said when there are more.
        mark: the letters of a text that are meant; a hint and no wall, 0 for the usual.
        stored: False for what is held in memory while the form is open, and then gone.
        keep_label: of a field that is not stored, the words of the box that keeps it all the
            same, "" where it never is.
        private: not in the view that is made for two people, nor printed from it.
        says: plans something to say, to announce or to agree; folds up where that may be unsafe.
        folded: opened by choice only.
        hints: names of sets of words (``hints.toml``) that are marked softly.
        suggest: what can stand in it at first.
        frame: a text with gaps that can be taken over into it.
        ready: sentences that can be taken over into it.
        reactions: see ``Reaction``.
        variants: see ``Variant``.
        day: what a date is for.
        target: of LINK, ``ex:`` for any exercise, ``ex:ID`` or ``ws:ID``.
        sorted_by: of ROWS, the column by whose number they can be put in order.
    """

    id: str
    type: FieldType
    label: str
    help: str = ""
    example: str = ""
    options: tuple[Option, ...] = ()
    options_by: str = ""
    ends: tuple[str, str] | None = None
    unsure: str = ""
    columns: tuple[Field, ...] = ()
    lines: tuple[Option, ...] = ()
    lines_by: str = ""
    more: bool = False
    start: int = 1
    most: int = 0
    most_note: str = ""
    mark: int = 0
    stored: bool = True
    keep_label: str = ""
    private: bool = False
    says: bool = False
    folded: bool = False
    hints: tuple[str, ...] = ()
    suggest: Suggestion | None = None
    frame: str = ""
    ready: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    variants: tuple[Variant, ...] = ()
    day: Day | None = None
    target: str = ""
    sorted_by: str = ""

    def column(self, column_id: str) -> Field:
        """The column of this id.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    def option(self, option_id: str) -> Option | None:
        """The option of this id, among the fixed lines too; None where there is none."""
        found = (each for each in (*self.options, *self.lines) if each.id == option_id)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Part:
    """One field on paper.

    Attributes:
        field: its id.
        style: how it looks.
        label: the words above it; "" for those of the field, "-" for none.
        chosen: printed only when it is asked for.
        columns: which columns of rows, in order; all if empty.
        group_by: the column of CHOICE by which rows stand in lists of their own.
        last: how many rows at most, the newest; 0 for all.
        in_order: whether rows stand by the number of ``Field.sorted_by``, lowest first.
        new_page: whether it begins a page.
    """

    field: str
    style: PartStyle = PartStyle.TEXT
    label: str = ""
    chosen: bool = False
    columns: tuple[str, ...] = ()
    group_by: str = ""
    last: int = 0
    in_order: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet goes onto paper.

    Attributes:
        parts: in order; fields that are not among them are not printed unless they are chosen.
        pages: how many pages it is meant to fill at most, 0 for as many as it takes.
        on: whether printing is offered at once; False where it is switched on first.
        letter: running text without labels.
        copies: whether one copy for each person is offered.
        pocket: fields on the pocket card at first; ``field.column`` for a column of rows, without
            one the columns that are printed.
        pocket_rows: of how many rows, the first ones that are not done.
        pocket_text: words of the card with ``{field}`` or ``{field.column}`` in them, "" for the
            fields as they are; a line with an empty one is left out.
        done: what says that a row is done: ``field.column`` where anything stands in it, or
            ``field.column=option``; what a ladder says is known without it.
    """

    parts: tuple[Part, ...] = ()
    pages: int = 1
    on: bool = True
    letter: bool = False
    copies: bool = False
    pocket: tuple[str, ...] = ()
    pocket_rows: int = 1
    pocket_text: str = ""
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of what was answered.

    Attributes:
        id: within the sheet.
        kind: what is painted.
        title: what it shows, read out too.
        of: the field of rows it is made of; "" where it is made of single fields.
        name: the column with the name of a row.
        values: columns of numbers or choices; of GAP how it is, then how much it matters; of
            single fields their ids.
        done: of LADDER, the column that says that a step was taken.
        empty: of MONTH, the options that are painted as an empty dot.
    """

    id: str
    kind: PictureKind
    title: str
    of: str = ""
    name: str = ""
    values: tuple[str, ...] = ()
    done: str = ""
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """Something that can be looked at again on "What I meant to do".

    Attributes:
        day: the date field, or the column of one.
        what: the field or column whose words say what it was.
        went: the field or column that says what became of it, "" where there is none.
        rows: the field of rows that the three are columns of, "" for fields of the sheet.
    """

    day: str
    what: str
    went: str = ""
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as it is offered, before anybody wrote into it.

    Attributes:
        id: never changed; of one's own sheets ``own_`` and 32 hex digits.
        rev: counts up with every change.
        title: its name.
        line: one sentence about what it is for.
        shelf: the group it stands in.
        minutes: how long its first fields take, about.
        fields: in order.
        core: the fields that it opens with; the others follow on "More, if you like".
        intro: read before the first field, "" for nothing.
        safety: a note that is read before everything else, "" for none.
        gate: whether the question about fear is asked on opening; "named" only if someone else
            is named in it.
        living: whether there is one copy with versions, in place of many.
        heavy: whether it touches painful memory.
        shared: whether there is a view for two people.
        paper: how it is printed.
        pictures: what can be painted.
        meant: what can be looked at again.
        made_from: the id of the sheet that one's own was copied from, "" else.
    """

    id: str
    rev: int
    title: str
    line: str
    shelf: str
    fields: tuple[Field, ...]
    core: tuple[str, ...] = ()
    minutes: int = 0
    intro: str = ""
    safety: str = ""
    gate: Gate | None = None
    living: bool = False
    heavy: bool = False
    shared: bool = False
    paper: Paper = Paper()
    pictures: tuple[Picture, ...] = ()
    meant: tuple[Meant, ...] = ()
    made_from: str = ""

    def field(self, field_id: str) -> Field:
        """The field of this id.

        Raises:
            KeyError: there is none.
        """
        for each in self.fields:
            if each.id == field_id:
                return each
        raise KeyError(field_id)

    def columns(self) -> Iterator[tuple[Field, Field]]:
        """Every column with the field of rows that it belongs to."""
        for each in self.fields:
            for column in each.columns:
                yield each, column


class Gate(enum.StrEnum):
    """When the question about fear is asked."""

    ALWAYS = "always"
    NAMED = "named"
    """Once somebody else is named in the sheet."""


class Fear(enum.StrEnum):
    """What was answered to it. It is never stored; "no" always means no danger."""

    NO = "no"
    EGGSHELLS = "eggshells"
    YES = "yes"
    UNSURE = "unsure"
    SKIP = "skip"

    @property
    def guards(self) -> bool:
        """Whether words to say fold up, and paper is off until it is switched on."""
        return self in {Fear.EGGSHELLS, Fear.YES, Fear.UNSURE}
