"""Single changes of what stands in a form, each with the change that takes it back.

Undo and redo rest on it: ``apply`` gives the new answers and the inverse, and applying the inverse
gives the old answers again. It knows no widget and no stack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from safeharbor.domain.answers import Answers, Row, Value, is_empty
from safeharbor.domain.text import clusters


@dataclass(frozen=True, slots=True)
class SetValue:
    """Puts ``value`` into a field; an empty one empties it."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class SetCell:
    """Puts ``value`` into one column of a row; a row that is not there yet is added at the end.

    Fixed lines have no row until something is written in them.
    """

    field: str
    row: bytes
    column: str
    value: Value


@dataclass(frozen=True, slots=True)
class AddRow:
    """Puts a row in at place ``at``; any place past the end is the end."""

    field: str
    at: int
    row: Row


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Takes a row out."""

    field: str
    row: bytes


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Puts a row at place ``to``, counted without the row itself; past the end is the end."""

    field: str
    row: bytes
    to: int


@dataclass(frozen=True, slots=True)
class SetRows:
    """Puts these rows in place of all others, as when they are put in order."""

    field: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Gives the sheet a title. It stands beside the answers, so ``apply`` leaves them alone."""

    title: str
    before: str


Edit: TypeAlias = SetValue | SetCell | AddRow | RemoveRow | MoveRow | SetRows | SetTitle


def apply(answers: Answers, edit: Edit) -> tuple[Answers, Edit]:
    """The answers after ``edit``, and the edit that gives ``answers`` back.

    Raises:
        KeyError: it names a row that is not there.
        ValueError: it adds a row that is there already.
    """
    if isinstance(edit, SetValue):
        inverse = SetValue(edit.field, answers.value(edit.field))
        return answers.with_value(edit.field, edit.value), inverse
    if isinstance(edit, SetTitle):
        return answers, SetTitle(edit.before, edit.title)
    rows = answers.rows_of(edit.field)
    if isinstance(edit, SetRows):
        return answers.with_rows(edit.field, edit.rows), SetRows(edit.field, rows)
    changed, back = _changed(rows, edit)
    return answers.with_rows(edit.field, changed), back


def merges(first: Edit, second: Edit) -> bool:
    """Whether ``second`` goes on with the word that ``first`` was typed in.

    Such a pair is undone as one: a word with the blank after it, or a run of deleted letters of
    one word. Pasted text, replaced text and everything that is no text stand alone.
    """
    if isinstance(first, SetTitle) and isinstance(second, SetTitle):
        return second.before == first.title and _goes_on(first.title, second.title)
    if isinstance(first, SetValue) and isinstance(second, SetValue):
        same = first.field == second.field
    elif isinstance(first, SetCell) and isinstance(second, SetCell):
        same = _place(first) == _place(second)
    else:
        return False
    old, new = first.value, second.value
    return same and isinstance(old, str) and isinstance(new, str) and _goes_on(old, new)


def _changed(
    rows: tuple[Row, ...], edit: SetCell | AddRow | RemoveRow | MoveRow
) -> tuple[tuple[Row, ...], Edit]:
    if isinstance(edit, SetCell):
        return _with_cell(rows, edit)
    if isinstance(edit, AddRow):
        if any(row.id == edit.row.id for row in rows):
            raise ValueError("the row is there already")
        at = min(max(edit.at, 0), len(rows))
        return (*rows[:at], edit.row, *rows[at:]), RemoveRow(edit.field, edit.row.id)
    place = place_of(rows, edit.row)
    others = rows[:place] + rows[place + 1 :]
    if isinstance(edit, RemoveRow):
        return others, AddRow(edit.field, place, rows[place])
    to = min(max(edit.to, 0), len(others))
    return (*others[:to], rows[place], *others[to:]), MoveRow(edit.field, edit.row, place)


def place_of(rows: tuple[Row, ...], row_id: bytes) -> int:
    """Where a row stands.

    Raises:
        KeyError: it is not there.
    """
    for place, row in enumerate(rows):
        if row.id == row_id:
            return place
    raise KeyError(row_id.hex())


def _with_cell(rows: tuple[Row, ...], edit: SetCell) -> tuple[tuple[Row, ...], Edit]:
    values: Mapping[str, Value] = {} if is_empty(edit.value) else {edit.column: edit.value}
    if all(row.id != edit.row for row in rows):
        added = Row(edit.row, MappingProxyType(dict(values)))
        return (*rows, added), RemoveRow(edit.field, edit.row)
    place = place_of(rows, edit.row)
    before = rows[place]
    kept = {name: value for name, value in before.values.items() if name != edit.column}
    after = Row(before.id, MappingProxyType({**kept, **values}))
    inverse = SetCell(edit.field, edit.row, edit.column, before.values.get(edit.column))
    return (*rows[:place], after, *rows[place + 1 :]), inverse


def _place(edit: SetCell) -> tuple[str, bytes, str]:
    return edit.field, edit.row, edit.column


def _goes_on(old: str, new: str) -> bool:
    """Whether one character more or less, in the middle or at the end of a word, parts the two."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    if bool(gone) == bool(come):
        return False
    if sum(1 for _ in clusters(gone or come)) > 1:
        return False
    if gone:
        return not gone.isspace()
    return bool(new[:start][-1:].strip())


def _common(left: str, right: str) -> int:
    """How many letters both begin with."""
    most = min(len(left), len(right))
    return next((place for place in range(most) if left[place] != right[place]), most)
