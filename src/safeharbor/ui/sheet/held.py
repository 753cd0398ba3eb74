"""What stands in a form while it is open, and what follows from it.

Rows that a form begins with stand here until something is written into one of them; then all of
them become rows like any other. It knows no widget, and changes only when it is told an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from safeharbor.domain.answer_edit import Edit, SetCell, SetRows, SetValue, apply
from safeharbor.domain.answer_words import Words
from safeharbor.domain.answers import Answers, Row, Value
from safeharbor.domain.form_rules import (
    FieldState,
    columns_of,
    gate_stands,
    guarded,
    lines_of,
    storable,
    visible,
)
from safeharbor.domain.sheet import OTHER, Fear, Field, FieldType, Sheet
from safeharbor.domain.suggest import (
    NO_FACTS,
    Suggested,
    SuggestFacts,
    own_only,
    settle,
)

NOTHING: Final = Answers()

_Asked: TypeAlias = tuple[Fear | None, bool, bool, int]
"""What states depend on besides the answers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: a field, or one column of one of its rows."""

    field: str
    row: bytes = b""
    column: str = ""

    def beside(self, name: str) -> Place:
        """The same place for the text that belongs to it, such as that of "other"."""
        if self.row:
            return Place(self.field, self.row, f"{self.column}_{name}")
        return Place(f"{self.field}_{name}")


class Held:
    """The answers of one form, with everything that is never stored."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Answers,
        suggested: Suggested,
        new_row: Callable[[], bytes],
        since_ms: Callable[[], int],
    ) -> None:
        """Hold ``answers``.

        Args:
            sheet: what is asked.
            answers: what was answered so far.
            suggested: which fields hold somebody's own words.
            new_row: makes the name of a row.
            since_ms: when today began, in milliseconds of Unix time.
        """
        self.sheet = sheet
        self.suggested = suggested
        self.facts: SuggestFacts = NO_FACTS
        self.keep: frozenset[str] = frozenset()
        self.fear: Fear | None = None
        self._wary = False
        self.careful = False
        """Whether an answer given elsewhere in this sitting asks for the same care."""
        self.shared = False
        self.fresh: Mapping[str, Value] = {}
        """What stands in a row that is added."""
        self._new_row = new_row
        self._since_ms = since_ms
        self._blank: dict[str, tuple[Row, ...]] = {}
        self._fields = {field.id: field for field in sheet.fields}
        self._stood: tuple[Answers, _Asked, Mapping[str, FieldState]] | None = None
        self.answers = settle(sheet, answers, self.facts, suggested)

    @property
    def stored(self) -> Answers:
        """Everything but what is never stored: the only answers that may leave this window."""
        return storable(self.sheet, self.answers, self.keep)

    @property
    def blank(self) -> bool:
        """Whether nobody has written anything that would be kept."""
        return own_only(self.sheet, self.stored, self.suggested).empty

    @property
    def guarded(self) -> bool:
        """Whether words to say are folded, and paper is off until it is switched on.

        It stays so when the answer that made it so is forgotten, until somebody answers anew.
        """
        answered = guarded(self.sheet, self.answers, self.fear)
        return self._wary or self.careful or answered

    @property
    def papered(self) -> bool:
        """Whether paper is offered; for two only where it is on, since being off says why."""
        return not self.shared or (self.sheet.paper.on and not self.guarded)

    @property
    def gated(self) -> bool:
        """Whether the question about fear belongs to the form as it stands."""
        return gate_stands(self.sheet, self.answers)

    def field(self, place: Place) -> Field:
        """The field or column of a place.

        Raises:
            KeyError: there is none.
        """
        field = self._fields[place.field]
        return field.column(place.column) if place.row else field

    def value(self, place: Place) -> Value:
        """What stands at a place, None where nothing does."""
        if not place.row:
            return self.answers.value(place.field)
        rows = self.answers.rows_of(place.field)
        found = (row.values.get(place.column) for row in rows if row.id == place.row)
        return next(found, None)

    def text(self, place: Place) -> str:
        """The words that stand there, "" where there are none."""
        value = self.value(place)
        return value if isinstance(value, str) else ""

    def never_stored(self, place: Place) -> bool:
        """Whether what is written there is gone when the form is left."""
        field = self._fields.get(place.field)
        if field is None:
            # The text beside "other" goes where its field goes.
            field = self._fields.get(place.field.removesuffix(f"_{OTHER}"))
        if field is None:
            return False
        gone = not field.stored and field.id not in self.keep
        return gone or (bool(place.row) and not self._column_stays(field, place.column))

    def states(self) -> Mapping[str, FieldState]:
        """How each field stands now."""
        asked = (self.fear, self.shared, self._wary or self.careful, self._since_ms())
        if self._stood is None or self._stood[0] is not self.answers or self._stood[1] != asked:
            fear, shared, wary, since = asked
            found = visible(
                self.sheet, self.answers, fear, shared=shared, since_ms=since, wary=wary
            )
            self._stood = self.answers, asked, {state.field.id: state for state in found}
        return self._stood[2]

    def columns(self, field_id: str, row: Row) -> tuple[FieldState, ...]:
        """How each column of one row stands now."""
        field = self._fields[field_id]
        return columns_of(self.sheet, field, self.answers, row, shared=self.shared)

    def new_row(self) -> Row:
        """A row that nobody has written in."""
        return Row(self._new_row(), self.fresh)

    def rows(self, field_id: str) -> tuple[Row, ...]:
        """The rows of a field as they are shown, those that it begins with among them."""
        field = self._fields[field_id]
        rows = lines_of(self.sheet, field, self.answers)
        return rows if rows or _has_lines(field) else self._blank_rows(field)

    def row(self, field_id: str, row_id: bytes) -> Row:
        """One of them, empty where it holds nothing."""
        found = (row for row in self.answers.rows_of(field_id) if row.id == row_id)
        return next(found, Row(row_id))

    def line(self, field_id: str, row: Row) -> str:
        """The name of a fixed line, "" for a row of one's own."""
        return Words(self.sheet, self.answers).line(self._fields[field_id], row)

    def name(self, field_id: str, row: Row) -> str:
        """What a row is called by what stands in it."""
        return Words(self.sheet, self.answers).name(self._fields[field_id], row)

    def do(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Apply edits; gives what takes them back, in the order in which it is applied."""
        back: list[Edit] = []
        for edit in edits:
            if isinstance(edit, SetValue) and self.never_stored(Place(edit.field)):
                self._wary = False
            self.answers, inverse = apply(self.answers, edit)
            back.insert(0, inverse)
        return tuple(back)

    def settle(self) -> None:
        """Let every field that is nobody's own words follow its suggestion."""
        settled = settle(self.sheet, self.answers, self.facts, self.suggested)
        if settled != self.answers:
            self.answers = settled

    def forget(self) -> None:
        """Let go of everything that is never stored."""
        self._wary = self._wary or guarded(self.sheet, self.answers, None)
        self.answers = self.stored
        self.settle()

    def writing(self, place: Place, value: Value) -> tuple[Edit, ...]:
        """The edits that write ``value`` at a place."""
        if not place.row:
            return (SetValue(place.field, value),)
        edit = SetCell(place.field, place.row, place.column, value)
        return (*self.made_real(place.field), edit)

    def all_rows(self, field_id: str) -> tuple[Row, ...]:
        """The rows that are there or will be, hidden ones among them."""
        real = self.answers.rows_of(field_id)
        field = self._fields[field_id]
        return real if real or _has_lines(field) else self._blank_rows(field)

    def made_real(self, field_id: str) -> tuple[Edit, ...]:
        """The edit that makes the rows real that a field begins with, none where they are."""
        field = self._fields[field_id]
        if self.answers.rows_of(field_id) or _has_lines(field) or not self._blank_rows(field):
            return ()
        return (SetRows(field_id, self._blank_rows(field)),)

    def _blank_rows(self, field: Field) -> tuple[Row, ...]:
        if field.id not in self._blank:
            self._blank[field.id] = tuple(Row(self._new_row()) for _ in range(field.start))
        return self._blank[field.id]

    @staticmethod
    def _column_stays(field: Field, name: str) -> bool:
        gone = (column.id for column in field.columns if not column.stored)
        return not any(name in {each, f"{each}_{OTHER}"} for each in gone)


def differing(
    before: Mapping[str, Sequence[Row]], after: Mapping[str, Sequence[Row]]
) -> tuple[set[str], set[tuple[str, bytes]]]:
    """The fields whose rows came, went or moved, and the single rows that changed in others."""
    moved: set[str] = set()
    changed: set[tuple[str, bytes]] = set()
    for name, rows in after.items():
        old = before.get(name, ())
        if [row.id for row in old] != [row.id for row in rows]:
            moved.add(name)
        pairs = {row.id: row for row in old}
        for row in rows:
            was = pairs.get(row.id)
            if was is not None and was is not row and was != row:
                changed.add((name, row.id))
    return moved, changed


def row_fields(sheet: Sheet) -> tuple[str, ...]:
    """The fields of rows."""
    return tuple(field.id for field in sheet.fields if field.type is FieldType.ROWS)


def _has_lines(field: Field) -> bool:
    return bool(field.lines or field.lines_by)
