"""What was written into a form: values by field, rows in their order, and a moment's whole of it.

Values are those of ``FieldType``: texts and names as text, a scale as 0 to 10 or ``UNSURE``, a
choice as the id of its option, several as a tuple of ids, a day as ``2026``, ``2026-11`` or
``2026-11-21``. What a newer version wrote stays as it is. It knows no file and no widget.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from uuid import UUID

from safeharbor.domain.form import Answer, Template
from safeharbor.domain.moment import Moment

Value = object
"""JSON: text, a number, a list of texts; None where nothing stands."""

_ORDER: Final = "#"
"""Before the name of a field of rows: the answer that holds their order."""
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: 1 to 64 bytes that name it for ever, and what stands in its columns."""

    id: bytes
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(is_empty(value) for value in self.values.values())


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that stands in a form. It is never changed; a change gives a new one.

    Attributes:
        values: by field; what is empty is not among them.
        rows: by field of rows, in order.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """What stands in a field, None where nothing does."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """The words in a field, "" where there are none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """The options that were chosen in a field, one or several."""
        return options_in(self.values.get(name))

    def rows_of(self, name: str) -> tuple[Row, ...]:
        """The rows of a field, in order."""
        return self.rows.get(name, ())

    def with_value(self, name: str, value: Value) -> Answers:
        """The same with ``value`` in a field; an empty one takes it out."""
        values = {key: each for key, each in self.values.items() if key != name}
        if not is_empty(value):
            values[name] = value
        return Answers(MappingProxyType(values), self.rows)

    def with_rows(self, name: str, rows: tuple[Row, ...]) -> Answers:
        """The same with these rows in a field; none at all take it out."""
        all_rows = {key: each for key, each in self.rows.items() if key != name}
        if rows:
            all_rows[name] = rows
        return Answers(self.values, MappingProxyType(all_rows))

    def without(self, names: frozenset[str]) -> Answers:
        """The same without some fields, their rows and what was written beside "other"."""
        gone = names | {f"{name}_other" for name in names}
        return Answers(
            MappingProxyType({key: each for key, each in self.values.items() if key not in gone}),
            MappingProxyType({key: each for key, each in self.rows.items() if key not in gone}),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self.values and all(row.empty for rows in self.rows.values() for row in rows)


@dataclass(frozen=True, slots=True)
class FormSnapshot:
    """What a form holds at one moment, ready to be saved or sealed.

    Attributes:
        form_id: UUIDv7, chosen before the first save.
        base_revision: the head that it was loaded from or last saved as, None for a new form.
        template: the form as it looked; what was filled in keeps it for ever.
        moment: when it was begun, and the day it belongs to.
        answers: without anything that is never stored.
        title: "" for the usual one.
        extra: what belongs to it beside the answers, such as the entry it is attached to.
    """

    form_id: UUID
    base_revision: UUID | None
    template: Template
    moment: Moment
    answers: Answers
    title: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


def is_empty(value: Value) -> bool:
    """Whether nothing stands there: 0 is something, blanks are nothing."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (list, tuple)) and not value)


def options_in(value: Value) -> tuple[str, ...]:
    """The ids of options in the value of a choice, or of several."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, (list, tuple)):
        return tuple(each for each in value if isinstance(each, str))
    return ()


def is_date(text: str) -> bool:
    """Whether ``text`` is a year, a month or a day as a date field keeps it."""
    return _DATE.fullmatch(text) is not None


def order_of(name: str) -> str:
    """Under which name a form keeps the order of the rows of a field."""
    return _ORDER + name


def to_answers(answers: Answers) -> tuple[Answer, ...]:
    """As a form keeps them: one for each field, one for each row, and the order of rows."""
    kept = [Answer(name, value) for name, value in answers.values.items()]
    for name, rows in answers.rows.items():
        kept.append(Answer(_ORDER + name, [row.id.hex() for row in rows]))
        kept += [Answer(name, dict(row.values), row.id) for row in rows]
    return tuple(kept)


def from_answers(kept: tuple[Answer, ...]) -> Answers:
    """What ``to_answers`` made. A row that the order does not name stands at the end."""
    values: dict[str, Value] = {}
    rows: dict[str, list[Row]] = {}
    orders: dict[str, list[str]] = {}
    for answer in kept:
        if answer.row_id:
            columns = answer.value if isinstance(answer.value, Mapping) else {}
            row = Row(answer.row_id, MappingProxyType({str(k): v for k, v in columns.items()}))
            rows.setdefault(answer.field, []).append(row)
        elif answer.field.startswith(_ORDER):
            orders[answer.field[len(_ORDER) :]] = list(options_in(answer.value))
        else:
            values[answer.field] = answer.value
    ordered = {name: _in_order(each, orders.get(name, [])) for name, each in rows.items()}
    return Answers(MappingProxyType(values), MappingProxyType(ordered))


def _in_order(rows: list[Row], order: list[str]) -> tuple[Row, ...]:
    places = {name: place for place, name in enumerate(order)}
    return tuple(sorted(rows, key=lambda row: (places.get(row.id.hex(), len(places)), row.id)))
