"""Answers as JSON, as they go in and out at the terminal.

``{"title": "...", "answers": {"line": "...", "pick": ["rest"], "ways": [{"need": "..."}]}}``:
values by the ids of fields, rows as lists of columns. ``"#"`` in a row says which one it is: the
id of a fixed line, or the number that an earlier export gave it. What does not fit is refused
with its place, and nothing that somebody wrote stands in the error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NoReturn

from safeharbor.domain.answer_words import Words, line_id
from safeharbor.domain.answers import Answers, Row, Value, is_date, is_empty
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.sheet import (
    OTHER,
    STRONGEST,
    UNSURE,
    Field,
    FieldType,
    Sheet,
)
from safeharbor.domain.text import clean

MAX_BYTES: Final = 1024 * 1024
MAX_ROWS: Final = 1000

_ROW: Final = "#"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HEX: Final = re.compile(r"(?:[0-9a-f]{2}){1,64}")
_MOST_NAMED: Final = 12


def write_answers(sheet: Sheet, answers: Answers, *, title: str = "") -> str:
    """The answers as JSON in two-space steps; ``read_answers`` gives the same answers back."""
    made: dict[str, object] = {}
    for field in sheet.fields:
        if field.type != FieldType.ROWS:
            for name in (field.id, f"{field.id}_{OTHER}"):
                if not is_empty(answers.value(name)):
                    made[name] = answers.value(name)
            continue
        lines = _lines(sheet, field)
        rows = [
            {_ROW: lines.get(row.id, row.id.hex()), **row.values}
            for row in answers.rows_of(field.id)
        ]
        if rows:
            made[field.id] = rows
    whole = {"sheet": sheet.id, "title": title, "answers": made}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def read_answers(sheet: Sheet, raw: bytes, new_row: Callable[[], bytes]) -> tuple[Answers, str]:
    """The answers and the title in ``raw``.

    Who writes down what has a box "keep these" has ticked it: such fields are taken, and whoever
    stores them says so beside them.

    Args:
        sheet: what is asked.
        raw: JSON in UTF-8.
        new_row: makes the id of a row that has none.

    Raises:
        HarborError: ANSWERS_UNREADABLE with ``path`` and ``reason``.
    """
    whole = _parsed(raw)
    for name in whole:
        if name not in {"sheet", "title", "answers"}:
            _refuse(_named("", name), "sheet, title and answers are all that can stand here")
    if whole.get("sheet", sheet.id) != sheet.id:
        _refuse("sheet", f"these are answers of another sheet than {sheet.id}")
    title = whole.get("title", "")
    if not isinstance(title, str):
        _refuse("title", "a text belongs here")
    given = whole.get("answers", {})
    if not isinstance(given, dict):
        _refuse("answers", "answers by the names of fields belong here")
    return _Reader(sheet, new_row).read(given), " ".join(clean(title).split())


class _Reader:
    def __init__(self, sheet: Sheet, new_row: Callable[[], bytes]) -> None:
        self._sheet = sheet
        self._new_row = new_row
        self._answers = Answers()

    def read(self, given: Mapping[str, object]) -> Answers:
        """Everything, in the order of the sheet, since options may come from rows above."""
        fields = {field.id: field for field in self._sheet.fields}
        known = _names(self._sheet.fields)
        for name in given:
            if name not in known:
                asked = _names(tuple(each for each in fields.values() if _kept(each)))
                _refuse(_named("answers", name), _one_of("this sheet asks for", asked))
        for name, field in fields.items():
            place = f"answers.{name}"
            _check_kept(field, given, place)
            if field.type == FieldType.ROWS:
                if given.get(name) is not None:
                    rows = self._rows(field, given[name], place)
                    self._answers = self._answers.with_rows(name, rows)
                continue
            for each, value in self._values(field, given, "answers").items():
                self._answers = self._answers.with_value(each, value)
        return self._answers

    def _rows(self, field: Field, given: object, place: str) -> tuple[Row, ...]:
        if not isinstance(given, list):
            _refuse(place, "a list of rows belongs here")
        if len(given) > MAX_ROWS:
            _refuse(place, f"{MAX_ROWS} rows are the most")
        rows: dict[bytes, Row] = {}
        for number, each in enumerate(given, 1):
            here = f"{place}[{number}]"
            if not isinstance(each, dict):
                _refuse(here, "values by the names of columns belong here")
            row_id = self._row_id(field, each.get(_ROW), f"{here}.{_ROW}")
            if row_id in rows:
                _refuse(here, "this row stands here twice")
            known = _names(field.columns)
            for name in each:
                if name != _ROW and name not in known:
                    _refuse(_named(here, name), _one_of("a row has", known))
            values: dict[str, Value] = {}
            for column in field.columns:
                _check_kept(column, each, f"{here}.{column.id}")
                values.update(self._values(column, each, here))
            rows[row_id] = Row(row_id, MappingProxyType(values))
        return tuple(rows.values())

    def _row_id(self, field: Field, given: object, place: str) -> bytes:
        lines = _lines(self._sheet, field)
        if given is None:
            return self._new_row()
        if isinstance(given, str):
            if given in lines.values():
                return line_id(given)
            if _HEX.fullmatch(given):
                return bytes.fromhex(given)
        return _refuse(place, _one_of("this can be a number of the list, or", lines.values()))

    def _values(self, field: Field, given: Mapping[str, object], place: str) -> dict[str, Value]:
        made: dict[str, Value] = {}
        if not is_empty(given.get(field.id)):
            made[field.id] = self._value(field, given[field.id], f"{place}.{field.id}")
        beside = given.get(f"{field.id}_{OTHER}")
        if beside is not None:
            if not isinstance(beside, str):
                _refuse(f"{place}.{field.id}_{OTHER}", "a text belongs here")
            if not is_empty(beside):
                made[f"{field.id}_{OTHER}"] = clean(beside)
        return made

    def _value(self, field: Field, given: object, place: str) -> Value:
        if field.type in {FieldType.CHOICE, FieldType.MULTI}:
            return self._chosen(field, given, place)
        if field.type == FieldType.SCALE:
            number = isinstance(given, int) and not isinstance(given, bool)
            if (number and given in range(STRONGEST + 1)) or (given == UNSURE and field.unsure):
                return given
            other = f", or {UNSURE}" if field.unsure else ""
            return _refuse(place, f"a number from 0 to {STRONGEST} belongs here{other}")
        if not isinstance(given, str):
            return _refuse(place, "a text belongs here")
        if field.type == FieldType.DATE:
            if not is_date(given):
                _refuse(place, "a day such as 2026-11-21, a month or a year belongs here")
            return given
        return clean(given)

    def _chosen(self, field: Field, given: object, place: str) -> Value:
        options = tuple(option.id for option in Words(self._sheet, self._answers).options(field))
        several = field.type == FieldType.MULTI
        many = given if several else [given]
        if not isinstance(many, list):
            _refuse(place, "a list of options belongs here")
        for each in many:
            if not isinstance(each, str) or each not in options:
                _refuse(place, _one_of("this can be", options))
        return tuple(dict.fromkeys(many)) if several else given


def _parsed(raw: bytes) -> dict[str, object]:
    if len(raw) > MAX_BYTES:
        _refuse("", f"{MAX_BYTES // 1024} KiB are the most")
    try:
        whole = json.loads(raw.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        _refuse(f"line {error.lineno}", "this is not JSON")
    except (UnicodeDecodeError, RecursionError, ValueError):
        _refuse("", "this is not JSON in UTF-8")
    if not isinstance(whole, dict):
        _refuse("", "an object in curly brackets belongs here")
    return whole


def _kept(field: Field) -> bool:
    return field.stored or bool(field.keep_label)


def _check_kept(field: Field, given: Mapping[str, object], place: str) -> None:
    if not _kept(field) and (field.id in given or f"{field.id}_{OTHER}" in given):
        _refuse(place, "this is never stored")


def _names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The names that values may have: those of fields, and of texts beside "other"."""
    beside = (f"{field.id}_{OTHER}" for field in fields if field.option(OTHER))
    return (*(field.id for field in fields), *beside)


def _lines(sheet: Sheet, field: Field) -> dict[bytes, str]:
    """Fixed lines and chosen options that a row may belong to, by the id of the row."""
    source = next((each for each in sheet.fields if each.id == field.lines_by), None)
    options = (*field.lines, *(source.options if source else ()))
    return {line_id(option.id): option.id for option in options}


def _named(place: str, name: str) -> str:
    """A place without words that could be somebody's own."""
    end = name if _NAME.fullmatch(name) else "…"
    return f"{place}.{end}" if place else end


def _one_of(what: str, names: Iterable[str]) -> str:
    known = list(names)
    shown = ", ".join(known[:_MOST_NAMED])
    return f"{what} {shown}{', …' if len(known) > _MOST_NAMED else ''}"


def _refuse(path: str, reason: str) -> NoReturn:
    facts = {"reason": reason, "path": path} if path else {"reason": reason}
    raise HarborError(ErrorCode.ANSWERS_UNREADABLE, **facts)
