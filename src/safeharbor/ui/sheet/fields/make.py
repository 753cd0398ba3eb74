"""The right way of answering for a field."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from safeharbor.domain.form_rules import FieldState
from safeharbor.domain.sheet import FieldType
from safeharbor.ui.sheet.fields.choice import ChoiceInput
from safeharbor.ui.sheet.fields.date import DateInput
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.fields.link import LinkInput
from safeharbor.ui.sheet.fields.multi import MultiInput
from safeharbor.ui.sheet.fields.person import PersonInput
from safeharbor.ui.sheet.fields.scale import ScaleInput
from safeharbor.ui.sheet.fields.text import TextInput
from safeharbor.ui.sheet.kit import Kit


def make_input(kit: Kit, parent: QWidget, state: FieldState, *, small: bool = False) -> Input:
    """What a field of any type but ROWS is answered with; ``small`` is for rows."""
    field, name = state.field, state.label
    match field.type:
        case FieldType.LONG_TEXT:
            return TextInput(kit, parent, name, lines=True)
        case FieldType.SCALE:
            return ScaleInput(kit, parent, field, name, small=small)
        case FieldType.CHOICE:
            return ChoiceInput(kit, parent, state.options, name)
        case FieldType.MULTI:
            return MultiInput(kit, parent, state.options, name)
        case FieldType.DATE:
            return DateInput(kit, parent, name)
        case FieldType.PERSON:
            return PersonInput(kit, parent, name)
        case FieldType.LINK:
            return LinkInput(kit, parent, field.target, name)
        case _:
            return TextInput(kit, parent, name)
