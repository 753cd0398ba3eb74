"""What hands do to a form besides writing: rows that come, go and move, and suggestions taken."""

from __future__ import annotations

from safeharbor.domain.answer_edit import AddRow, MoveRow, RemoveRow, SetRows
from safeharbor.domain.answer_words import number_in
from safeharbor.domain.answers import Value
from safeharbor.domain.suggest import Suggestible, edited, suggestion, take, taken
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.model import FormModel


def add_row(model: FormModel, field_id: str, after: bytes = b"") -> Place:
    """Add an empty row below the row ``after``, or at the end; gives its place."""
    held, new = model.held, model.held.new_row()
    names = [row.id for row in held.all_rows(field_id)]
    at = names.index(after) + 1 if after in names else len(names)
    place = Place(field_id, new.id)
    model.make(place, (*held.made_real(field_id), AddRow(field_id, at, new)))
    return place


def remove_row(model: FormModel, field_id: str, row_id: bytes) -> None:
    """Take a row out. The last one that a form begins with stays."""
    before = model.held.made_real(field_id)
    if before and len(model.held.all_rows(field_id)) == 1:
        return
    model.make(Place(field_id, row_id), (*before, RemoveRow(field_id, row_id)))


def move_row(model: FormModel, field_id: str, row_id: bytes, to: int) -> None:
    """Put a row at another place among the rows as they are shown; past an end is that end."""
    held = model.held
    shown = [row.id for row in held.rows(field_id)]
    to = min(max(to, 0), len(shown) - 1)
    if row_id not in shown or shown.index(row_id) == to:
        return
    shown.remove(row_id)
    # What is kept may hold other rows between these, such as those of lines not chosen now.
    others = [row.id for row in held.all_rows(field_id) if row.id != row_id]
    follower = next((each for each in shown[to:] if each in others), None)
    place = len(others) if follower is None else others.index(follower)
    edits = (*held.made_real(field_id), MoveRow(field_id, row_id, place))
    model.make(Place(field_id, row_id), edits)


def sort_rows(model: FormModel, field_id: str) -> None:
    """Put rows in order by their number, those without one last."""
    by = model.sheet.field(field_id).sorted_by
    rows = model.held.all_rows(field_id)
    ordered = tuple(sorted(rows, key=lambda row: _rank(row.values.get(by))))
    if by and ordered != rows:
        edits = (*model.held.made_real(field_id), SetRows(field_id, ordered))
        model.make(Place(field_id), edits)


def offered(model: FormModel, field_id: str) -> Suggestible | None:
    """What could stand in a field, None where there is nothing to say."""
    return suggestion(model.sheet, field_id, model.held.answers, model.held.facts)


def follows(model: FormModel, field_id: str) -> bool:
    """Whether a field holds its suggestion and nobody's own words."""
    field = model.sheet.field(field_id)
    return field.suggest is not None and field_id not in model.held.suggested.own


def can_take(model: FormModel, field_id: str) -> bool:
    """Whether there is a suggestion that would change what stands there."""
    return take(model.sheet, field_id, model.held.answers, model.held.facts) is not None


def take_offered(model: FormModel, field_id: str) -> None:
    """Let a field hold its suggestion."""
    found = take(model.sheet, field_id, model.held.answers, model.held.facts)
    if found is not None:
        edit, follow = found
        own = edited(model.held.suggested, model.sheet, edit)
        model.make(Place(field_id), (edit,), taken(own, field_id) if follow else own)


def _rank(value: Value) -> tuple[bool, int]:
    number = number_in(value)
    return number is None, number or 0
