"""What an input method still holds when a form has to be kept at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from safeharbor.domain.answer_edit import apply
from safeharbor.domain.answers import Answers
from safeharbor.domain.form_rules import storable
from safeharbor.ui.journal.plain import PlainEdit
from safeharbor.ui.journal.title import TitleField
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.question import Question


def place_of(widget: QWidget | None) -> Place | None:
    """The place of the form that a widget belongs to, None for one outside of it."""
    while widget is not None:
        if isinstance(widget, Question):
            return widget.place
        widget = widget.parentWidget()
    return None


def is_composing(page: QWidget | None) -> bool:
    """Whether an input method holds a word of the form."""
    boxes = [] if page is None else page.findChildren(PlainEdit)
    return any(box.composing for box in boxes)


def with_composed(model: FormModel, page: QWidget | None) -> tuple[Answers, str]:
    """What is to be stored of ``model``, and its title, with words that are being composed.

    It only reads. Locking covers the window first, so that the keys are elsewhere by then.
    """
    answers, title = model.held.answers, model.title
    for box in [] if page is None else page.findChildren(PlainEdit):
        place = place_of(box)
        if not box.composing:
            continue
        if isinstance(box, TitleField):
            title = box.whole_text()
        elif place is not None:
            for edit in model.held.writing(place, box.whole_text()):
                answers, _ = apply(answers, edit)
    return storable(model.sheet, answers, model.held.keep), title
