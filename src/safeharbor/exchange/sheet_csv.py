"""The numbers of filled sheets as one table: a line for each scale that was answered.

The table opens in any program for tables. A cell that such a program would take for a formula
gets an apostrophe in front of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.answer_words import Words, number_in
from safeharbor.domain.answers import Answers, Row, Value
from safeharbor.domain.sheet import UNSURE, Field, FieldType, Sheet
from safeharbor.domain.text import clean

ENDING: Final = ".csv"
HEAD: Final = ("day", "sheet", "question", "row", "number")

_FORMULA: Final = frozenset("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20")
"""Signs at the front that programs for tables act upon, full-width ones too."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A filled sheet that may have scales in it.

    Attributes:
        sheet: the form as it was.
        answers: what was answered.
        day: the day it belongs to, ``2026-11-21``.
        title: one's own, "" for that of the sheet.
    """

    sheet: Sheet
    answers: Answers
    day: str
    title: str = ""


def scales_csv(filled: Iterable[Rated]) -> bytes:
    """The table in UTF-8 with a mark in front, as programs for tables expect it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for each in filled:
        for line in _lines(each):
            writer.writerow([safe_cell(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """``text`` on one line, and never a formula."""
    line = " ".join(clean(text).split())
    return f"'{line}" if line[:1] in _FORMULA and line else line


def _lines(rated: Rated) -> Iterator[tuple[str, str, str, str, str]]:
    title = rated.title or rated.sheet.title
    words = Words(rated.sheet, rated.answers)
    for field in rated.sheet.fields:
        if field.type == FieldType.SCALE:
            if number := _number(rated.answers.value(field.id)):
                yield rated.day, title, field.label, "", number
            continue
        for row in rated.answers.rows_of(field.id):
            day = _day(field, row) or rated.day
            name = words.line(field, row) or words.name(field, row)
            for column in field.columns:
                number = _number(row.values.get(column.id))
                if column.type == FieldType.SCALE and number:
                    yield day, title, f"{field.label}: {column.label}", name, number


def _number(value: Value) -> str:
    number = number_in(value)
    if number is not None:
        return str(number)
    return UNSURE if value == UNSURE else ""


def _day(field: Field, row: Row) -> str:
    """The day that a row names itself."""
    dates = (row.values.get(each.id) for each in field.columns if each.type == FieldType.DATE)
    return next((each for each in dates if isinstance(each, str) and each), "")
