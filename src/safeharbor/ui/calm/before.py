"""The one question before a practice, for whoever wants it: how strong is it now."""

from __future__ import annotations

from PySide6.QtCore import Signal

from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.distress_scale import DistressScale


class Before(Stack):
    """A scale and Begin; no answer is an answer."""

    begin = Signal(object)
    """It begins; carries 0 to 10, ``UNSURE``, or None."""

    def __init__(self, bench: Bench, title: str) -> None:
        """The question before the exercise called ``title``."""
        super().__init__(bench)
        self.words(title, Type.TITLE)
        self.gap(16)
        self.words(self.tr("How strong is it now?"), Type.READING)
        self.words(self.tr("No answer is fine."), Type.SMALL, color="muted")
        self.gap(12)
        self.scale = DistressScale(bench.look, self)
        self.part(self.scale, list(self.scale.cells.values()))
        self.gap(20)
        #: Begins an exercise.
        word = self.tr("Begin")
        self.go = self.button("calm.begin", word, self._on_begin, kind=Kind.PRIMARY, height=48)
        self.alone(self.go)
        self.column.addStretch()

    def _on_begin(self) -> None:
        self.begin.emit(self.scale.value)
