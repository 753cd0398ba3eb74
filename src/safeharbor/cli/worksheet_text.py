"""Worksheets as lines of a terminal and as objects: what one asks, and what was answered.

What is never stored is not asked here and never shown; the question about fear is not among the
questions of the terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from safeharbor.cli.console import Console, Json
from safeharbor.cli.lines import Plain, wrap
from safeharbor.domain.answer_words import Words
from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.filled import FilledSheet, kept_all_the_same
from safeharbor.domain.form_rules import storable
from safeharbor.domain.sheet import OTHER, UNSURE, Field, FieldType, Option, Sheet
from safeharbor.exchange.sheet_json import write_answers

ANY_EXERCISE: Final = "ex:"

_INDENT: Final = 2
_WIDEST_ID: Final = 20


def questions(sheet: Sheet) -> tuple[Field, ...]:
    """What the terminal asks: all that can be kept, links only where one can choose."""
    return _asked(sheet.fields)


def kept_answers(sheet: Sheet, filled: FilledSheet) -> Answers:
    """What was answered, without anything that is never stored, whoever let it in."""
    return storable(sheet, filled.answers, kept_all_the_same(filled.extra))


def sheet_object(sheet: Sheet) -> dict[str, Json]:
    """A sheet with its questions."""
    return {
        "id": sheet.id,
        "title": sheet.title,
        "line": sheet.line,
        "minutes": sheet.minutes,
        "intro": sheet.intro,
        "safety": sheet.safety,
        "questions": [question_object(each) for each in questions(sheet)],
    }


def answers_object(sheet: Sheet, answers: Answers) -> dict[str, Json]:
    """The answers in the form that ``new`` takes, and what only newer versions know."""
    made: dict[str, Json] = json.loads(write_answers(sheet, answers))["answers"]
    unknown = {name: json.loads(json.dumps(value)) for name, value in _unknown(sheet, answers)}
    return {**made, **unknown}


def put(console: Console, text: str, indent: int = 0) -> None:
    """``text`` with its line breaks; on a terminal its lines are wrapped."""
    room = Plain(console).room - indent
    for line in text.split("\n"):
        pieces = wrap(line, room) if console.stdout.isatty() else [line]
        for piece in pieces or [""]:
            console.line(" " * indent + piece if piece else "")


def print_sheet(console: Console, sheet: Sheet) -> None:
    """A sheet as somebody reads it before they fill it in."""
    put(console, sheet.title)
    for text in (sheet.line, sheet.safety, sheet.intro):
        if text:
            put(console, text)
    if sheet.gate is not None:
        put(console, console.words("worksheets.gate"))
    for field in questions(sheet):
        console.line()
        _print_question(console, field, 0)
    console.line()
    put(console, console.words("worksheets.fill_in", name=sheet.id))
    first = next((each for each in questions(sheet) if each.type in _TEXTS), None)
    if first is not None:
        example = json.dumps({"title": "", "answers": {first.id: "…"}}, ensure_ascii=False)
        put(console, example, _INDENT)


def print_answers(console: Console, sheet: Sheet, answers: Answers) -> None:
    """Each question that was answered, with its answer below."""
    words = Words(sheet, answers)
    for field in sheet.fields:
        if said := list(_said(words, field)):
            console.line()
            put(console, field.label)
            for text in said:
                put(console, text, _INDENT)
    for name, value in _unknown(sheet, answers):
        console.line()
        put(console, name)
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        put(console, text, _INDENT)


def _asked(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(
        each
        for each in fields
        if (each.stored or each.keep_label)
        and (each.type != FieldType.LINK or each.target == ANY_EXERCISE)
    )


def question_object(field: Field) -> dict[str, Json]:
    """What one field asks."""
    made: dict[str, Json] = {"id": field.id, "type": field.type.value, "label": field.label}
    made["help"] = field.help
    if field.options:
        made["options"] = _options(field.options)
    if field.options_by:
        made["options_by"] = field.options_by
    if field.ends:
        made["ends"] = list(field.ends)
    if field.unsure:
        made[UNSURE] = field.unsure
    if field.lines:
        made["lines"] = _options(field.lines)
    if field.lines_by:
        made["lines_by"] = field.lines_by
    if field.columns:
        made["columns"] = [question_object(each) for each in _asked(field.columns)]
    if not field.stored:
        made["kept_if_given"] = True
    return made


def _options(options: tuple[Option, ...]) -> list[Json]:
    return [{"id": each.id, "label": each.label} for each in options]


def _print_question(console: Console, field: Field, indent: int) -> None:
    put(console, f"{field.id}: {field.label}", indent)
    below = indent + _INDENT
    if field.help:
        put(console, field.help, below)
    put(console, _kind(console, field), below)
    _print_options(console, (*field.options, *field.lines), below + _INDENT)
    if field.options_by or field.lines_by:
        said = "worksheets.options_by" if field.options_by else "worksheets.lines_by"
        put(console, console.words(said, name=field.options_by or field.lines_by), below)
    if field.option(OTHER):
        put(console, console.words("worksheets.other", name=f"{field.id}_{OTHER}"), below)
    if field.lines:
        put(console, console.words("worksheets.lines"), below)
    if not field.stored:
        put(console, console.words("worksheets.kept_if_given"), below)
    for column in _asked(field.columns):
        _print_question(console, column, below + _INDENT)


def _kind(console: Console, field: Field) -> str:
    said = console.words(f"worksheets.type.{field.type.value}")
    if field.ends:
        said += console.words("worksheets.ends", low=field.ends[0], high=field.ends[1])
    if field.unsure:
        said += console.words("worksheets.unsure", unsure=field.unsure)
    return f"{said}."


def _print_options(console: Console, options: tuple[Option, ...], indent: int) -> None:
    width = min(max((len(each.id) for each in options), default=0), _WIDEST_ID)
    for each in options:
        put(console, f"{each.id:<{width}}  {each.label}", indent)


def _said(words: Words, field: Field) -> Iterator[str]:
    if field.type != FieldType.ROWS:
        yield from words.items(field.id)
        if field.type == FieldType.LINK:
            yield from filter(None, [words.answers.text(field.id)])
        return
    for row in words.answers.rows_of(field.id):
        if lines := list(_row(words, field, row)):
            yield "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])])


def _row(words: Words, field: Field, row: Row) -> Iterator[str]:
    """A row that holds something: its name where it is a fixed line, then what stands in it."""
    cells = []
    for column in field.columns:
        cell = words.cell(column, row) or (
            str(row.values.get(column.id) or "") if column.type == FieldType.LINK else ""
        )
        if cell:
            cells.append(f"{column.label}: {cell}")
    if cells:
        yield from filter(None, [words.line(field, row), *cells])


def _unknown(sheet: Sheet, answers: Answers) -> Iterator[tuple[str, object]]:
    """What a newer version wrote into fields that this form does not have."""
    known = {field.id for field in sheet.fields}
    known |= {f"{name}_{OTHER}" for name in known}
    yield from ((name, value) for name, value in answers.values.items() if name not in known)


_TEXTS: Final = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
