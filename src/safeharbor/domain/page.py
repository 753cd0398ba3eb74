"""What of a sheet goes onto paper, as blocks that a printer, an HTML page and a note can all show.

Empty fields leave no gap. Private, never-stored and unsafe words stay away by rules that stand
here and nowhere else, and names become initials. Nothing is laid out here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from safeharbor.domain.answer_words import Words, number_in
from safeharbor.domain.answers import Answers, Row, options_in
from safeharbor.domain.form_rules import FieldState, Show, lines_of, people, visible
from safeharbor.domain.initials import initials, without_names
from safeharbor.domain.pictures import TableData, picture_table
from safeharbor.domain.sheet import (
    STRONGEST,
    Field,
    FieldType,
    Option,
    Part,
    PartStyle,
    Sheet,
)

BETWEEN: Final = " · "
"""Between the words of one row on a line."""


class PaperSize(enum.StrEnum):
    """What lies in the printer."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class PaperChoices:
    """What somebody chose before printing.

    Attributes:
        initials: whether names become initials.
        chosen: parts and fields that are printed only when asked for, by ``Choosable.key``.
        shared: whether it is made for two people: nothing private is on it.
        guarded: whether words to say may be unsafe; they are left out unless they are chosen.
        keep: fields that are kept although such fields are not.
        paper_size: for whoever lays it out.
        with_title: whether the title stands above it, which tells what it is about.
        title: one's own, "" for that of the sheet.
        date: the day as it is written below it, "" for none.
        names: people to hide beside those who are named in the sheet.
        links: by field, the words of another sheet that it leads to.
        day: how a day such as ``2026-11-21``, a month or a year is said.
    """

    initials: bool = True
    chosen: frozenset[str] = frozenset()
    shared: bool = False
    guarded: bool = False
    keep: frozenset[str] = frozenset()
    paper_size: PaperSize = PaperSize.A4
    with_title: bool = False
    title: str = ""
    date: str = ""
    names: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    day: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above a block: level 2 above a field, 3 above a group of its rows."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Big:
    """The words that matter most, in large type."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, with the line breaks that were typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A list; ``boxes`` to tick before each line, or numbers, or both."""

    items: tuple[str, ...]
    boxes: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head."""

    table: TableData


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of this id of the sheet; the table with its facts is the next block."""

    picture: str


@dataclass(frozen=True, slots=True)
class Weeks:
    """An empty grid of four weeks, seven days each, for every name."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block: TypeAlias = Heading | Big | Paragraph | Lines | Table | Image | Weeks | PageBreak


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet as it goes onto paper.

    Attributes:
        blocks: from top to bottom.
        title: above them, "" for none, as is usual.
        date: below them, and nothing else stands there; "" for none.
        pages: how many pages it is meant to fill at most, 0 for any number.
        letter: running text without headings.
        copies: whether a copy for each person is offered.
        paper_size: what it is laid out for.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    date: str = ""
    pages: int = 1
    letter: bool = False
    copies: bool = False
    paper_size: PaperSize = PaperSize.A4


@dataclass(frozen=True, slots=True)
class Choosable:
    """Something that is printed only when it is chosen: its key, and what it is called."""

    key: str
    label: str


def page(sheet: Sheet, answers: Answers, choices: PaperChoices | None = None) -> Page:
    """What goes onto paper."""
    choices = choices or PaperChoices()
    writer = PageWords(sheet, answers, choices)
    blocks: list[Block] = []
    for part in _parts(sheet, choices):
        made = tuple(_blocks(writer, part)) if writer.may(part) else ()
        if made:
            if part.new_page and blocks:
                blocks.append(PageBreak())
            blocks += made
    title = writer.said(choices.title or sheet.title) if choices.with_title else ""
    paper = sheet.paper
    return Page(
        tuple(blocks),
        title,
        choices.date,
        paper.pages,
        paper.letter,
        paper.copies,
        choices.paper_size,
    )


def choosable(
    sheet: Sheet, answers: Answers, choices: PaperChoices | None = None
) -> tuple[Choosable, ...]:
    """What can be added to the page and holds something, in the order of the sheet."""
    choices = choices or PaperChoices()
    offered = {part_key(each): each for each in sheet.paper.parts if each.chosen}
    printed = {each.field for each in sheet.paper.parts}
    if choices.guarded:
        says = {each.id for each in sheet.fields if each.says}
        offered |= {e.field: e for e in sheet.paper.parts if e.field in says and not e.chosen}
    offered |= {e.id: _plain_part(e) for e in sheet.fields if e.id not in printed}
    every = PaperChoices(
        chosen=frozenset(offered), shared=choices.shared, keep=choices.keep, links=choices.links
    )
    writer = PageWords(sheet, answers, every)
    return tuple(
        Choosable(key, part.label.strip("-") or _column_label(sheet, part))
        for key, part in offered.items()
        if writer.may(part) and any(_blocks(writer, part))
    )


def part_key(part: Part) -> str:
    """What names a part among the choices: its field, with its columns where it has some."""
    return ".".join([part.field, "+".join(part.columns)]) if part.columns else part.field


class PageWords:
    """The words of a sheet as they may be seen on paper."""

    def __init__(self, sheet: Sheet, answers: Answers, choices: PaperChoices) -> None:
        self.sheet = sheet
        self.answers = answers
        self.choices = choices
        self._words = Words(sheet, answers, choices.day)
        self._names = (*people(sheet, answers), *choices.names) if choices.initials else ()
        states = visible(sheet, answers, shared=choices.shared)
        self._states = {each.field.id: each for each in states}

    def said(self, text: str) -> str:
        """``text`` without the names that are hidden."""
        return without_names(text, self._names) if self._names else text

    def state(self, field_id: str) -> FieldState | None:
        """How the field stands in the form, None where the sheet has no such field."""
        return self._states.get(field_id)

    def may(self, part: Part) -> bool:
        """Whether it may be printed at all, given what was chosen."""
        state = self.state(part.field)
        if state is None or state.show == Show.HIDDEN:
            return False
        asked = state.field
        wanted = part_key(part) in self.choices.chosen or asked.id in self.choices.chosen
        if not asked.stored and (not asked.keep_label or asked.id not in self.choices.keep):
            return False
        if part.chosen or not asked.stored or (self.choices.guarded and asked.says):
            return wanted
        return True

    def items(self, asked: Field) -> tuple[str, ...]:
        """What stands in a field that is answered once, one thing after the other."""
        if asked.type == FieldType.LINK:
            linked = self.said(self.choices.links.get(asked.id, ""))
            return (linked,) if linked.strip() else ()
        items = self._words.items(asked.id)
        if asked.type == FieldType.SCALE and number_in(self.answers.value(asked.id)) is not None:
            return tuple(_scale(asked, each) for each in items)
        return tuple(self._shown(asked, each) for each in items)

    def columns(self, rows: Field, names: Iterable[str]) -> tuple[Field, ...]:
        """Columns that may be printed, in the order that is asked for."""
        known = {each.id: each for each in rows.columns}
        kept = [each for each in (known.get(name) for name in names) if each] or rows.columns
        return tuple(
            each for each in kept if each.stored and not (self.choices.shared and each.private)
        )

    def rows(self, asked: Field, part: Part | None = None) -> tuple[Row, ...]:
        """The rows that hold something, in the order and number that a part asks for."""
        rows = [row for row in lines_of(self.sheet, asked, self.answers) if not row.empty]
        if part and part.in_order and asked.sorted_by:
            rows.sort(key=lambda row: _rank(row, asked.sorted_by))
        if part and part.last:
            rows = rows[-part.last :]
        return tuple(rows)

    def line(self, rows: Field, row: Row) -> str:
        """The name of a fixed line, "" for a row of one's own."""
        return self.said(self._words.line(rows, row))

    def cell(self, column: Field, row: Row) -> str:
        """What stands in a column."""
        return self._shown(column, self._words.cell(column, row))

    def name(self, rows: Field, row: Row) -> str:
        """What a row is called."""
        return self.said(self._words.name(rows, row))

    def table(self, picture_id: str) -> TableData:
        """The facts of a picture."""
        picture = next(each for each in self.sheet.pictures if each.id == picture_id)
        return picture_table(picture, self.sheet, self.answers, say=self.said, day=self.choices.day)

    def _shown(self, asked: Field, text: str) -> str:
        if asked.type == FieldType.PERSON and self.choices.initials:
            return initials(text)
        return self.said(text)


def _parts(sheet: Sheet, choices: PaperChoices) -> Iterator[Part]:
    """The parts in order, chosen columns within the part they add to, then chosen fields."""
    parts = list(sheet.paper.parts)
    taken: set[int] = set()
    for place, part in enumerate(parts):
        if place in taken:
            continue
        columns = list(part.columns)
        for later in range(place + 1, len(parts)):
            other = parts[later]
            if other.field == part.field and other.chosen and columns and other.columns:
                taken.add(later)
                if part_key(other) in choices.chosen:
                    columns += [each for each in other.columns if each not in columns]
        yield part if columns == list(part.columns) else _with_columns(part, tuple(columns))
    printed = {part.field for part in parts}
    for each in sheet.fields:
        if each.id in choices.chosen and each.id not in printed:
            yield _plain_part(each)


def _with_columns(part: Part, columns: tuple[str, ...]) -> Part:
    return Part(
        part.field,
        part.style,
        part.label,
        part.chosen,
        columns,
        part.group_by,
        part.last,
        part.in_order,
        part.new_page,
    )


def _plain_part(asked: Field) -> Part:
    several = asked.type in {FieldType.ROWS, FieldType.MULTI}
    return Part(asked.id, PartStyle.LIST if several else PartStyle.TEXT, chosen=True)


def _column_label(sheet: Sheet, part: Part) -> str:
    asked = sheet.field(part.field)
    labels = [each.label for each in asked.columns if each.id in part.columns]
    return ", ".join(labels) or asked.label


def _blocks(writer: PageWords, part: Part) -> Iterator[Block]:
    state = writer.state(part.field)
    if state is None:
        return
    asked = state.field
    if part.style == PartStyle.PICTURE:
        body = tuple(_picture(writer, asked))
    elif asked.type == FieldType.ROWS:
        body = tuple(_rows(writer, asked, part))
    else:
        body = tuple(_single(writer, asked, part))
    label = part.label or state.label
    if body and label != "-" and not writer.sheet.paper.letter:
        yield Heading(label)
    yield from body


def _single(writer: PageWords, asked: Field, part: Part) -> Iterator[Block]:
    items = writer.items(asked)
    if not items:
        return
    if part.style == PartStyle.BIG:
        yield Big("\n".join(items))
    elif part.style in _LISTS:
        yield _list(part.style, items)
    else:
        yield Paragraph(", ".join(items))


def _rows(writer: PageWords, asked: Field, part: Part) -> Iterator[Block]:
    rows = writer.rows(asked, part)
    columns = writer.columns(asked, part.columns)
    if part.style == PartStyle.WEEKS:
        said = (_item(writer, asked, columns if part.columns else (), row) for row in rows)
        names = (item or writer.name(asked, row) for item, row in zip(said, rows, strict=True))
        if shown := tuple(filter(None, names)):
            yield Weeks(shown)
        return
    if not part.group_by:
        yield from _group(writer, asked, part.style, columns, rows)
        return
    columns = tuple(each for each in columns if each.id != part.group_by)
    for option, within in _grouped(asked, part.group_by, rows):
        body = tuple(_group(writer, asked, part.style, columns, within))
        if body and option is not None and not writer.sheet.paper.letter:
            yield Heading(option.label, 3)
        yield from body


def _grouped(
    asked: Field, column_id: str, rows: tuple[Row, ...]
) -> Iterator[tuple[Option | None, tuple[Row, ...]]]:
    options = asked.column(column_id).options
    for option in options:
        within = (row for row in rows if option.id in options_in(row.values.get(column_id)))
        yield option, tuple(within)
    known = {option.id for option in options}
    rest = (row for row in rows if known.isdisjoint(options_in(row.values.get(column_id))))
    yield None, tuple(rest)


def _group(
    writer: PageWords,
    asked: Field,
    style: PartStyle,
    columns: tuple[Field, ...],
    rows: tuple[Row, ...],
) -> Iterator[Block]:
    if style == PartStyle.TABLE:
        table = _table(writer, asked, columns, rows)
        if table.rows:
            yield Table(table)
        return
    items = tuple(filter(None, (_item(writer, asked, columns, row) for row in rows)))
    if items:
        yield Big("\n".join(items)) if style == PartStyle.BIG else _list(style, items)


def _item(writer: PageWords, asked: Field, columns: tuple[Field, ...], row: Row) -> str:
    cells = []
    for column in columns:
        if words := writer.cell(column, row):
            numbers = column.type == FieldType.SCALE
            cells.append(f"{column.label}: {words}" if numbers else words)
    line = writer.line(asked, row)
    return BETWEEN.join([line, *cells] if line and cells else cells)


def _table(
    writer: PageWords, asked: Field, columns: tuple[Field, ...], rows: tuple[Row, ...]
) -> TableData:
    """Cells, without columns and rows that are empty all through."""
    grid = [[writer.cell(column, row) for column in columns] for row in rows]
    used = [place for place in range(len(columns)) if any(cells[place] for cells in grid)]
    lines = [writer.line(asked, row) for row in rows]
    head = [columns[place].label for place in used]
    made = [
        ((line,) if any(lines) else ()) + tuple(cells[place] for place in used)
        for line, cells in zip(lines, grid, strict=True)
        if any(cells)
    ]
    return TableData((("",) if any(lines) else ()) + tuple(head), tuple(made))


def _picture(writer: PageWords, asked: Field) -> Iterator[Block]:
    for each in writer.sheet.pictures:
        if asked.id == each.of or (not each.of and asked.id in each.values):
            table = writer.table(each.id)
            if table.rows:
                yield Image(each.id)
                yield Table(table)
            return


def _list(style: PartStyle, items: tuple[str, ...]) -> Lines:
    return Lines(
        items,
        boxes=style in {PartStyle.BOXES, PartStyle.NUMBERED_BOXES},
        numbered=style in {PartStyle.NUMBERED, PartStyle.NUMBERED_BOXES},
    )


def _scale(asked: Field, number: str) -> str:
    said = f"{number} / {STRONGEST}"
    return f"{said} (0 {asked.ends[0]}, {STRONGEST} {asked.ends[1]})" if asked.ends else said


def _rank(row: Row, column: str) -> tuple[bool, int]:
    number = number_in(row.values.get(column))
    return number is None, number or 0


_LISTS: Final = frozenset(
    {PartStyle.LIST, PartStyle.BOXES, PartStyle.NUMBERED, PartStyle.NUMBERED_BOXES}
)
