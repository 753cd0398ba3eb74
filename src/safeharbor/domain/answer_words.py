"""What stands in a form, read out as words: the labels of options, the names of lines, days.

Suggestions, paper and files all read answers through this. It knows no widget and no file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from safeharbor.domain.answers import Answers, Row, Value, options_in
from safeharbor.domain.sheet import OTHER, UNSURE, Field, FieldType, Option, Sheet

NO_ANSWER = "?"
"""Stands for "can't tell" where the sheet has no words for it."""


def line_id(option_id: str) -> bytes:
    """The name of the row that belongs to a fixed line or to a chosen option."""
    return option_id.encode("utf-8")


def number_in(value: Value) -> int | None:
    """The number in a scale; None where nothing stands, or "can't tell"."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Words:
    """Reads the answers of one sheet.

    Attributes:
        sheet: what was asked.
        answers: what was answered.
        day: how a day, a month or a year such as ``2026-11`` is said.
    """

    sheet: Sheet
    answers: Answers
    day: Callable[[str], str] = str

    def of(self, field_id: str) -> str:
        """What stands in a field that is answered once, "" for nothing or no such field."""
        return ", ".join(self.items(field_id))

    def items(self, field_id: str) -> tuple[str, ...]:
        """The same one by one: each chosen option, or the one text."""
        try:
            field = self.sheet.field(field_id)
        except KeyError:
            return ()
        return self._items(field, self.answers.values)

    def cell(self, column: Field, row: Row) -> str:
        """What stands in one column of a row."""
        return ", ".join(self._items(column, row.values))

    def line(self, rows: Field, row: Row) -> str:
        """The name of a row that is a fixed line or a chosen option, "" for one's own."""
        for option in self._line_options(rows):
            if line_id(option.id) == row.id:
                if option.id == OTHER and rows.lines_by:
                    beside = f"{rows.lines_by}_{OTHER}"
                    return self.answers.text(beside).strip() or option.label
                return option.label
        return ""

    def name(self, rows: Field, row: Row) -> str:
        """What a row is called: its first text, else another word but no number, else its line."""
        texts = [each for each in rows.columns if each.type in _SAID]
        for column in (*texts, *(each for each in rows.columns if each.type != FieldType.SCALE)):
            if said := self.cell(column, row):
                return said
        return self.line(rows, row)

    def options(self, field: Field) -> tuple[Option, ...]:
        """The options of a field; those of rows are among them, by their id in hex."""
        if not field.options_by:
            return field.options
        source = next((each for each in self.sheet.fields if each.id == field.options_by), None)
        if source is None or source.type != FieldType.ROWS:
            return field.options
        rows = (row for row in self.answers.rows_of(source.id) if not row.empty)
        return (*field.options, *(Option(row.id.hex(), self.name(source, row)) for row in rows))

    def _line_options(self, rows: Field) -> tuple[Option, ...]:
        by = next((each for each in self.sheet.fields if each.id == rows.lines_by), None)
        return rows.lines if by is None else (*rows.lines, *by.options)

    def _items(self, field: Field, values: Mapping[str, Value]) -> tuple[str, ...]:
        value = values.get(field.id)
        if field.type in {FieldType.CHOICE, FieldType.MULTI}:
            labels = {each.id: each.label for each in self.options(field)}
            return tuple(
                _said(values.get(f"{field.id}_{OTHER}")) or labels.get(each, each)
                if each == OTHER
                else labels.get(each, each)
                for each in options_in(value)
            )
        if field.type in {FieldType.LINK, FieldType.ROWS}:
            return ()
        if field.type == FieldType.SCALE and value == UNSURE:
            return (field.unsure or NO_ANSWER,)
        number = number_in(value)
        said = _said(value) if number is None else str(number)
        if said and field.type == FieldType.DATE:
            said = self.day(said)
        return (said,) if said else ()


_SAID = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON})


def _said(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""
