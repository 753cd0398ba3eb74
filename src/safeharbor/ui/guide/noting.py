"""The blocks of a step that are no question of the form: a note on care, and the fear gate."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.guide import Block
from safeharbor.domain.sheet import Reaction
from safeharbor.ui.announce import announce
from safeharbor.ui.guide.part import Part, Place
from safeharbor.ui.sheet.gate_view import GateView
from safeharbor.ui.sheet.notes import Passage, ReactionNote
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingRow


class SafetyPart(Part):
    """A plain note with its links; one key closes it, and it opens again."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        super().__init__(place, block, parent)
        look = place.kit.look
        self.note = Passage(look, block.text, self)
        self.links = [self._link(each.label, each.target) for each in block.links]
        self.skip_link = self.skip(self.name)
        self.note.inside.addWidget(WrappingRow(look, self.note, *self.links, self.skip_link))
        self.column.addWidget(self.note)
        #: Shows a note again that was passed over.
        self.open = self.link(self.tr("Show the note again"), "note", self._show_again)
        self.column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeading)
        self.open.hide()

    @property
    def name(self) -> str:
        """What it is called in the list."""
        return self.block.label or self.tr("A note on care")

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.open] if self.through else [*self.links, self.skip_link]

    def pass_over(self) -> None:
        """Close it, and on to the next."""
        show_if(self.open, shown=True)
        show_if(self.note, shown=False)
        super().pass_over()

    def _show_again(self) -> None:
        self.through = False
        show_if(self.note, shown=True)
        self.give_keys()
        show_if(self.open, shown=False)
        self.turned.emit()

    def _link(self, word: str, target: str) -> Link:
        return self.link(word, f"go.{target}", lambda: self.asked.emit(target))


class GatePart(Part):
    """The question about fear, in its place among the blocks."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        super().__init__(place, block, parent)
        self.gate = GateView(place.kit, place.fear, place.visit.model, self)
        self.gate.asked.connect(self.asked)
        self.gate.settled.connect(self._on_settled)
        self.column.addWidget(self.gate)

    @property
    def name(self) -> str:
        """What it is called in the list."""
        #: The question about fear, in the list of the parts of a step.
        return self.tr("A question for you alone")

    @property
    def done(self) -> bool:
        """Whether it was answered, here or before."""
        return not self.gate.asking

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.gate.stops()

    def _on_settled(self) -> None:
        if self.gate.words:
            announce(self, self.gate.words)
        self.turned.emit()
        answer = self.place.fear.answer
        if answer is not None and not answer.guards:
            self.passed.emit()
        elif answer is not None:
            self.give_keys()


class Care(QWidget):
    """The note that is read out before everything else.

    Where the step is for somebody in danger it is lit, with the emergency number and Get help.
    """

    def __init__(self, place: Place, words: str, parent: QWidget, *, urgent: bool) -> None:
        """Say ``words``."""
        super().__init__(parent)
        self.words = words
        look = place.kit.look
        self.lit: ReactionNote | None = None
        if urgent:
            emergency = place.visit.model.held.facts.emergency
            reaction = Reaction(note=words, help=True)
            self.lit = ReactionNote(place.kit, reaction, emergency, self)
            note: QWidget = self.lit
        else:
            note = Passage(look, "", self)
            note.line.hide()
            note.inside.addWidget(Words(look, words, Type.BODY, note))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(note)

    def stops(self) -> list[QWidget]:
        """What Tab visits."""
        return [] if self.lit is None else self.lit.stops()
