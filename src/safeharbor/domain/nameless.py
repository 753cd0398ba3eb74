"""Answers as somebody else may see them: everybody who is named in them by their initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from safeharbor.domain.answers import Answers, Row, Value
from safeharbor.domain.form_rules import people
from safeharbor.domain.initials import initials, without_names
from safeharbor.domain.sheet import Field, FieldType, Sheet

_CODED = frozenset({FieldType.CHOICE, FieldType.MULTI, FieldType.DATE, FieldType.LINK})
"""What holds ids and days, in which no name can stand."""


def without_people(sheet: Sheet, answers: Answers, also: Iterable[str] = ()) -> Answers:
    """``answers`` with initials in fields for people, and wherever the same names stand.

    Args:
        sheet: what was asked; texts in fields that it does not know lose the names too.
        answers: what was answered.
        also: people to hide beside those who are named in the sheet.
    """
    names = (*people(sheet, answers), *also)
    values = _hidden(sheet.fields, answers.values, names)
    rows = {}
    for name, kept in answers.rows.items():
        columns = next((each.columns for each in sheet.fields if each.id == name), ())
        rows[name] = tuple(Row(row.id, _hidden(columns, row.values, names)) for row in kept)
    return Answers(values, MappingProxyType(rows))


def _hidden(
    fields: tuple[Field, ...], values: Mapping[str, Value], names: tuple[str, ...]
) -> Mapping[str, Value]:
    types = {each.id: each.type for each in fields}
    shown = {key: _shown(types.get(key), value, names) for key, value in values.items()}
    return MappingProxyType(shown)


def _shown(kind: FieldType | None, value: Value, names: tuple[str, ...]) -> Value:
    if not isinstance(value, str) or kind in _CODED:
        return value
    return initials(value) if kind == FieldType.PERSON else without_names(value, names)
