"""A sheet of one's own while it is being changed: its questions as rows that can be written.

``draft_of`` gives what stands in the form about a sheet, ``sheet_of`` the sheet that such a form
makes. Whatever the form does not show stays as it was in the sheet that it began with; what leads
nowhere after a change is taken out. A question whose kind has changed is another question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from safeharbor.domain.answers import Answers, Row, options_in
from safeharbor.domain.draft_lines import (
    LABEL_LONGEST,
    USUAL_KINDS,
    Kinds,
    columns,
    one_line,
    options,
    part_line,
)
from safeharbor.domain.form_faults import MAX_COLUMNS, MAX_FIELDS, MAX_OPTIONS
from safeharbor.domain.form_repair import pruned
from safeharbor.domain.sheet import (
    Day,
    Field,
    FieldType,
    Gate,
    Meant,
    Paper,
    Part,
    PartStyle,
    Sheet,
)

NAME: Final = "name"
LINE: Final = "line"
INTRO: Final = "intro"
QUESTIONS: Final = "questions"
GATE: Final = "gate"
"""The fields of the form about a sheet."""

LABEL: Final = "label"
KIND: Final = "kind"
HELP: Final = "help"
EXAMPLE: Final = "example"
OPTIONS: Final = "options"
PARTS: Final = "parts"
LINES: Final = "lines"
LOW: Final = "low"
HIGH: Final = "high"
HOW: Final = "how"
"""The columns of its questions."""

LATER: Final = "later"
"""Of ``HOW``: it stands behind "More, if you like"."""
UNPRINTED: Final = "unprinted"
"""Of ``HOW``: it is left out on paper."""
MEANT: Final = "meant"
"""Of ``HOW``: its day is met again."""

NEVER: Final = "never"
"""Of ``GATE``: the question about fear is not asked."""

LONGEST: Final = {
    NAME: 80,
    LINE: 200,
    LABEL: LABEL_LONGEST,
    HELP: 600,
    EXAMPLE: 4000,
    INTRO: 4000,
}
"""Characters that there is room for."""

_CHOICES: Final = frozenset({FieldType.CHOICE, FieldType.MULTI})
_GATES: Final = (None, Gate.NAMED, Gate.ALWAYS)
"""From the weakest to the strongest."""
_WORDS: Final = (FieldType.TEXT, FieldType.LONG_TEXT)

_Cell: TypeAlias = Callable[[str], str]
_Touched: TypeAlias = Callable[[str], bool]
_How: TypeAlias = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fallback:
    """What stands where nothing was written, in the language of the program.

    Attributes:
        name: of a sheet.
        question: of a question, or a part of a row.
        options: of a question with options.
        kinds: what kinds of parts of a row are called.
    """

    name: str
    question: str
    options: tuple[str, ...]
    kinds: Kinds = USUAL_KINDS


def blank_sheet(sheet_id: str, words: Fallback) -> Sheet:
    """A new sheet with one empty question."""
    field = Field("q1", FieldType.LONG_TEXT, words.question)
    paper = Paper((_part(field),), pages=0)
    return Sheet(sheet_id, 1, words.name, words.name, "own", (field,), paper=paper)


def blank_draft(sheet: Sheet) -> Answers:
    """The form about ``blank_sheet``: what stands there in place of words is not shown."""
    rows = tuple(Row(each.id.encode(), {KIND: each.type.value}) for each in sheet.fields)
    return Answers(rows={QUESTIONS: rows})


def draft_of(sheet: Sheet, words: Fallback) -> Answers:
    """What stands in the form about ``sheet`` at first."""
    gate = sheet.gate.value if sheet.gate else NEVER
    values = {NAME: sheet.title, LINE: sheet.line, INTRO: sheet.intro, GATE: gate}
    rows = tuple(Row(each.id.encode(), _cells(sheet, each, words)) for each in sheet.fields)
    return Answers({name: value for name, value in values.items() if value}, {QUESTIONS: rows})


def sheet_of(base: Sheet, draft: Answers, words: Fallback, gate: Gate | None = None) -> Sheet:
    """The sheet that the form makes of ``base``; ``base`` itself where nothing was changed.

    Args:
        base: the sheet as it was.
        draft: what stands in the form about it.
        words: what stands where nothing was written.
        gate: when the question about fear is asked at the least.
    """
    before = draft_of(base, words)
    asked = base.gate if draft.text(GATE) == before.text(GATE) else _gate(draft.text(GATE))
    made = replace(
        base,
        title=_said(draft, before, NAME, base.title) or words.name,
        intro=_text(draft, before, INTRO, base.intro),
        gate=max(asked, gate, key=_GATES.index),
    )
    made = replace(made, line=_said(draft, before, LINE, base.line) or made.title)
    rows = [row for row in draft.rows_of(QUESTIONS) if not row.empty][:MAX_FIELDS]
    fields = tuple(_fields(base, rows, words)) or blank_sheet(base.id, words).fields
    how = {each.id: _how(row) for each, row in zip(fields, rows, strict=False)}
    made = replace(made, fields=tuple(_bounded(fields)))
    made = pruned(_with_days(_with_paper(_with_core(made, how), base, how), how))
    made = replace(made, fields=tuple(_answerable(each, words) for each in made.fields))
    return made if made == base else replace(made, rev=base.rev + 1)


def gates(least: Gate | None) -> tuple[Gate | None, ...]:
    """When the question about fear can be asked, where it is asked then at the least."""
    return _GATES[_GATES.index(least) :]


def _gate(named: str) -> Gate | None:
    return next((each for each in Gate if each.value == named), None)


def _cells(sheet: Sheet, field: Field, words: Fallback) -> Mapping[str, object]:
    how = [LATER] if sheet.core and field.id not in sheet.core else []
    how += [] if any(part.field == field.id for part in sheet.paper.parts) else [UNPRINTED]
    how += [MEANT] if any(_means(each, field) for each in sheet.meant) else []
    low, high = field.ends or ("", "")
    cells = {
        LABEL: field.label,
        KIND: field.type.value,
        HELP: field.help,
        EXAMPLE: field.example,
        OPTIONS: "\n".join(option.label for option in field.options),
        PARTS: "\n".join(part_line(column, words.kinds) for column in field.columns),
        LINES: "\n".join(line.label for line in field.lines),
        LOW: low,
        HIGH: high,
        HOW: tuple(how),
    }
    return {name: value for name, value in cells.items() if value}


def _means(meant: Meant, field: Field) -> bool:
    return meant.day == field.id and not meant.rows


def _said(draft: Answers, before: Answers, name: str, was: str) -> str:
    """A single line; as it was where it was not touched."""
    if draft.text(name) == before.text(name):
        return was
    return one_line(draft.text(name), LONGEST[name])


def _text(draft: Answers, before: Answers, name: str, was: str) -> str:
    text = draft.text(name)
    return was if text == before.text(name) else text.strip()[: LONGEST[name]]


def _fields(base: Sheet, rows: Sequence[Row], words: Fallback) -> Iterator[Field]:
    known = {each.id.encode(): each for each in base.fields}
    taken = {each.id for each in base.fields}
    for row in rows:
        field = known.get(row.id)
        kind = _kind(row, field)
        if field is not None and field.type is kind:
            yield _changed(base, field, row, words)
        else:
            name = _new_id(row, field, kind, taken)
            taken.add(name)
            yield _changed(base, Field(name, kind, words.question), row, words)


def _kind(row: Row, field: Field | None) -> FieldType:
    wanted = row.values.get(KIND)
    usual = field.type if field else FieldType.LONG_TEXT
    return next((each for each in FieldType if each.value == wanted), usual)


def _new_id(row: Row, field: Field | None, kind: FieldType, taken: set[str]) -> str:
    """An id that the same row has each time, and that no answer was ever given under."""
    stem = f"{field.id[:26]}_{kind.value}" if field else f"q_{row.id.hex()[:32]}"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}{number}", number + 1
    return name


def _changed(base: Sheet, field: Field, row: Row, words: Fallback) -> Field:
    """``field`` as its row says."""
    was = _cells(base, field, words) if field in base.fields else {}

    def cell(name: str) -> str:
        value = row.values.get(name)
        return value if isinstance(value, str) else ""

    def touched(name: str) -> bool:
        return cell(name) != (was.get(name) or "") or not was

    made = field
    if touched(LABEL):
        made = replace(made, label=one_line(cell(LABEL), LONGEST[LABEL]) or words.question)
    if touched(HELP):
        made = replace(made, help=one_line(cell(HELP), LONGEST[HELP]))
    if touched(EXAMPLE):
        made = replace(made, example=cell(EXAMPLE).strip()[: LONGEST[EXAMPLE]])
    if field.type in _CHOICES and touched(OPTIONS):
        made = replace(made, options=options(field.options, cell(OPTIONS)))
    if field.type is FieldType.ROWS:
        made = _rows(made, cell, touched, words)
    if field.type is FieldType.SCALE and (touched(LOW) or touched(HIGH)):
        made = replace(made, ends=_ends(cell(LOW), cell(HIGH)))
    if field.type is FieldType.LINK and not made.target:
        made = replace(made, target="ex:")
    return made


def _rows(field: Field, cell: _Cell, touched: _Touched, words: Fallback) -> Field:
    made = field
    if touched(PARTS):
        made = replace(made, columns=columns(field.columns, cell(PARTS), words.kinds))
    if not made.columns:
        made = replace(made, columns=(Field("what", FieldType.TEXT, words.question),))
    if touched(LINES) and not field.lines_by:
        lines = options(field.lines, cell(LINES))
        made = replace(made, lines=lines, more=made.more or (bool(lines) and not field.lines))
    return made


def _answerable(field: Field, words: Fallback) -> Field:
    """``field`` with answers to choose, also where they came from a question that is gone."""
    made = replace(field, columns=tuple(_answerable(each, words) for each in field.columns))
    if field.type in _CHOICES and not (field.options or field.options_by):
        made = replace(made, options=options((), "\n".join(words.options)))
    return made


def _ends(low: str, high: str) -> tuple[str, str] | None:
    ends = one_line(low, LONGEST[LABEL]), one_line(high, LONGEST[LABEL])
    return (ends[0] or "0", ends[1] or "10") if any(ends) else None


def _bounded(fields: Sequence[Field]) -> Iterator[Field]:
    """``fields`` without the columns and options that there is no room for."""
    columns, options = MAX_COLUMNS, MAX_OPTIONS
    for field in fields:
        kept = field.columns[:columns]
        left = options - sum(len(each.options) + len(each.lines) for each in kept)
        made = replace(field, columns=kept, options=field.options[:left], lines=field.lines[:left])
        if left < 0 or any((field.columns and not kept, field.options and not made.options)):
            continue
        yield made
        columns -= len(kept)
        options = left - len(made.options) - len(made.lines)


def _with_core(sheet: Sheet, how: _How) -> Sheet:
    first = tuple(each.id for each in sheet.fields if LATER not in how.get(each.id, ()))
    if set(first) == set(sheet.core):
        return sheet
    return replace(sheet, core=() if len(first) == len(sheet.fields) else first)


def _with_paper(sheet: Sheet, base: Sheet, how: _How) -> Sheet:
    """Print what is wanted; where questions have changed places, in their order."""
    place = {each.id: number for number, each in enumerate(sheet.fields)}
    parts = [e for e in sheet.paper.parts if UNPRINTED not in how.get(e.field, ())]
    before = [place[each.id] for each in base.fields if each.id in place]
    if before != sorted(before):
        parts.sort(key=lambda part: place.get(part.field, 0))
    printed = {part.field for part in parts}
    new = [e for e in sheet.fields if e.id not in printed and UNPRINTED not in how.get(e.id, ())]
    for each in (e for e in new if e.stored and e.type is not FieldType.LINK):
        after = [n for n, part in enumerate(parts) if place.get(part.field, 0) < place[each.id]]
        parts.insert(max(after, default=-1) + 1, _part(each))
    if tuple(parts) == sheet.paper.parts:
        return sheet
    return replace(sheet, paper=replace(sheet.paper, parts=tuple(parts), pages=0))


def _part(field: Field) -> Part:
    listed = field.type in {FieldType.ROWS, FieldType.MULTI}
    return Part(field.id, PartStyle.LIST if listed else PartStyle.TEXT)


def _with_days(sheet: Sheet, how: _How) -> Sheet:
    """Let days be met again beside the first words of the sheet, or no longer."""
    what = next((each.id for each in sheet.fields if each.type in _WORDS and each.stored), None)
    made = sheet
    for field in sheet.fields:
        wanted = MEANT in how.get(field.id, ())
        there = any(_means(each, field) for each in made.meant)
        if there and not wanted:
            made = replace(made, meant=tuple(e for e in made.meant if not _means(e, field)))
        elif wanted and not there and what and field.type is FieldType.DATE and field.stored:
            again = replace(field, day=field.day or Day.LOOK_AGAIN)
            fields = tuple(again if each is field else each for each in made.fields)
            made = replace(made, fields=fields, meant=(*made.meant, Meant(field.id, what)))
    return made


def _how(row: Row) -> frozenset[str]:
    return frozenset(options_in(row.values.get(HOW)))
