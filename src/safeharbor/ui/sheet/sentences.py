"""What is said about an answer besides what the form itself says: hints, and never a wall."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from safeharbor.domain.answers import options_in
from safeharbor.domain.form_rules import FieldState, over
from safeharbor.domain.sheet import Field, FieldType
from safeharbor.ui.sheet.held import Held, Place

_USUAL_MARK: Final = 200
_TEXTS: Final = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


def sentences(held: Held, place: Place, state: FieldState) -> list[str]:
    """The notes of what was chosen, and that there is more than is meant."""
    field, value = state.field, held.value(place)
    chosen = options_in(value) if field.options else ()
    said = [each.note for each in state.options if each.id in chosen and each.note]
    rows = held.answers.rows_of(field.id) if field.type is FieldType.ROWS else None
    if field.most and over(field, value if rows is None else rows):
        #: Said when there are more answers than are meant; %1 is a number.
        usual = QCoreApplication.translate("Question", "More than %1. That is fine too.")
        said.append(field.most_note or usual.replace("%1", str(field.most)))
    if isinstance(value, str) and _is_long(field, value):
        said.append(
            QCoreApplication.translate("Question", "Longer than usual here. All of it is kept.")
        )
    return said


def _is_long(field: Field, text: str) -> bool:
    most = field.mark or (_USUAL_MARK if field.type is FieldType.TEXT else 0)
    return bool(most) and len(text) > most and field.type in _TEXTS
