"""Keeps questions as their form is, wherever they stand: in one column, or between other things."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.question import Question


class Watch(QObject):
    """Listens to a form for its questions."""

    laid_out = Signal()
    """A question came or went."""

    def __init__(self, model: FormModel, parent: QObject) -> None:
        """No questions yet."""
        super().__init__(parent)
        self._model = model
        self.questions: dict[str, Question] = {}
        model.value_changed.connect(self._on_value)
        model.rows_changed.connect(self._on_value)
        model.row_changed.connect(self._on_row)
        model.state_changed.connect(self._on_state)
        model.settings_changed.connect(self._on_settings)

    def add(self, question: Question) -> None:
        """Keep this one too."""
        self.questions[question.place.field] = question

    def _on_row(self, field_id: str, _row: bytes) -> None:
        self._on_value(field_id)

    def _on_value(self, field_id: str) -> None:
        question = self.questions.get(field_id)
        if question is not None:
            question.refresh()
        # What could stand in another field may be made of this one.
        for other in self.questions.values():
            if other.offer is not None and other is not question:
                other.offer.refresh()

    def _on_state(self, field_id: str) -> None:
        question = self.questions.get(field_id)
        if question is not None:
            question.show_state(self._model.state(field_id))
            self.laid_out.emit()

    def _on_settings(self) -> None:
        for question in self.questions.values():
            question.refresh_known()
