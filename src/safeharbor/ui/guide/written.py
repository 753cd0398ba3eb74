"""What was written in a step, as words to read."""

from __future__ import annotations

from typing import NamedTuple

from safeharbor.domain.answer_words import Words
from safeharbor.domain.form_rules import lines_of
from safeharbor.domain.guide import BlockType, Step
from safeharbor.domain.page import BETWEEN
from safeharbor.domain.sheet import Field, FieldType
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.sheet.model import FormModel


class Written(NamedTuple):
    """A question, and the lines of its answer."""

    label: str
    lines: tuple[str, ...]


def written(step: Step, model: FormModel) -> tuple[Written, ...]:
    """Everything that is kept of what was answered, check-ins left out."""
    words = Words(model.sheet, model.stored, said_day)
    found = []
    for block in step.blocks:
        field = block.field
        if field is None or block.type is BlockType.CHECKIN or not field.stored:
            continue
        if lines := _lines(words, field):
            found.append(Written(model.state(field.id).label, lines))
    return tuple(found)


def _lines(words: Words, field: Field) -> tuple[str, ...]:
    if field.type is not FieldType.ROWS:
        return words.items(field.id)
    said = []
    for row in lines_of(words.sheet, field, words.answers):
        cells = [words.cell(column, row) for column in field.columns]
        filled = BETWEEN.join(filter(None, cells))
        if filled:
            name = words.line(field, row)
            said.append(f"{name}: {filled}" if name else filled)
    return tuple(said)
