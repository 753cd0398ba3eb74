"""What stands in one field of a filled sheet, as words to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeharbor.domain.answer_words import Words
from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.form_rules import lines_of
from safeharbor.domain.page import BETWEEN
from safeharbor.domain.sheet import Field, FieldType, Sheet


@dataclass(frozen=True, slots=True)
class Said:
    """A field by its id, what it asks, and what was answered, "" for nothing."""

    field: str
    label: str
    words: str


def said_in(sheet: Sheet, answers: Answers, words: Words) -> Iterator[Said]:
    """All stored fields in their order; ``words`` reads ``answers``."""
    for field in sheet.fields:
        if field.type is FieldType.LINK:
            continue
        if field.type is FieldType.ROWS:
            rows = lines_of(sheet, field, answers)
            lines = (_row(words, field, row) for row in rows if not row.empty)
            yield Said(field.id, field.label, "\n".join(filter(None, lines)))
        else:
            yield Said(field.id, field.label, words.of(field.id))


def _row(words: Words, field: Field, row: Row) -> str:
    """A line for a row; numbers stand with what they say."""
    parts = [words.line(field, row)]
    for column in field.columns:
        said = words.cell(column, row)
        if said and column.type is FieldType.SCALE:
            said = f"{column.label} {said}"
        parts.append(said)
    return BETWEEN.join(filter(None, parts))
