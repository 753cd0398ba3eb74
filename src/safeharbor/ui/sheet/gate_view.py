"""Asks about fear before a form that names somebody, and says what follows from the answer.

Only the answer "no" says that nothing is folded. Nothing is locked: what folds can be opened.
Arrows go from answer to answer, Space or Enter gives one.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.sheet import Fear, Option, Reaction
from safeharbor.ui.sheet.fields.choice import ChoiceInput
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.notes import Reactions
from safeharbor.ui.sheet.shown import is_away
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.words import Words

PAGE: Final = "help.s7"
"""The step about danger from another person."""
_GAP: Final = 24


class GateView(QWidget):
    """The question, or what follows from its answer; no room where it does not belong."""

    settled = Signal()
    """It was answered by hand, or is to be asked again."""
    asked = Signal(str)
    """Somebody wants to go to ``step:ID`` or to Get help."""

    def __init__(self, kit: Kit, gate: FearGate, model: FormModel, parent: QWidget) -> None:
        """The question for ``model``."""
        super().__init__(parent)
        self._gate = gate
        self._model = model
        look = kit.look
        self.question = Words(look, self._question(), Type.LABEL, self)
        self.about = Words(look, self._about(), Type.SMALL, self, color="muted")
        # The question goes once it is answered: arrows have to pass by an answer.
        self.choice = ChoiceInput(kit, self, self._options(), self._question(), follows=False)
        self.choice.describe(self._about())
        self.choice.set_keys("sheet.gate")
        self.choice.written.connect(self._on_written)
        self.line = Words(look, "", Type.BODY, self, color="muted")
        self.note = Reactions(kit, self)
        self.note.asked.connect(self.asked)
        self.again = SmallLink(kit, self, self.tr("Ask about safety again"))
        self.again.setAccessibleIdentifier("sheet.gate.again")
        self.again.clicked.connect(self.ask_again)
        self._look = look
        column = self._column = QVBoxLayout(self)
        for part in (self.question, self.about, self.choice, self.line, self.note):
            column.addWidget(part)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        look.changed.connect(self._measure)
        self._measure()
        gate.changed.connect(self._on_gate)
        self._on_gate()

    @property
    def asking(self) -> bool:
        """Whether it waits for an answer."""
        return self._model.held.gated and self._gate.answer is None

    @property
    def words(self) -> str:
        """What it says besides the question, "" for nothing."""
        said = [note.reaction.note for note in self.note.notes]
        return " ".join([*said, *([] if is_away(self.line) else [self.line.words])])

    def refresh(self) -> None:
        """Stand as the form and the answer are now."""
        answer, gated = self._gate.answer, self._model.held.gated
        asking = gated and answer is None
        for part in (self.question, self.about, self.choice):
            part.setVisible(asking)
        self.choice.show_value(answer.value if answer else None)
        skipped = gated and answer is Fear.SKIP
        self.line.say(self.tr("The page for this is always under Get help.") if skipped else "")
        self.line.setVisible(skipped)
        guards = gated and answer is not None and answer.guards
        held = [self._reaction()] if guards else []
        self.note.show_held(held, self._model.held.facts.emergency)
        self.again.setVisible(gated and answer not in {None, Fear.NO})
        self.setVisible(gated and answer is not Fear.NO)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        if is_away(self):
            return []
        found = self.choice.stops() if not is_away(self.choice) else []
        found += self.note.stops()
        return found if is_away(self.again) else [*found, self.again]

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, self._look.px(_GAP))
        self._column.setSpacing(self._look.px(4))

    def _on_gate(self) -> None:
        self._model.set_fear(self._gate.answer)
        self.refresh()

    def _on_written(self, value: object) -> None:
        if isinstance(value, str):
            self._gate.give(Fear(value))
            self.settled.emit()

    def ask_again(self) -> None:
        """Ask once more, since somebody wants to be asked."""
        self._gate.give(None)
        self.settled.emit()
        self.choice.receiver().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reaction(self) -> Reaction:
        if self._said is None:
            self._said = Reaction(note=self._note(), steps=(PAGE,), help=True)
        return self._said

    _said: Reaction | None = None

    def _question(self) -> str:
        return self.tr("Could this person hurt, threaten, punish or watch you?")

    def _about(self) -> str:
        return self.tr(
            "Whoever you have in mind for this page. "
            "Asked in private, once. The answer is not kept."
        )

    def _note(self) -> str:
        return " ".join(
            (
                self.tr("Words and agreements are made for two people who both want them."),
                self.tr("They do not stop somebody who uses fear. Your wording is not the cause."),
                self.tr("Telling or leaving can raise the risk for a time."),
                self.tr("So plan first, with people who know about this, also if you stay."),
                self.tr("The parts about saying it are folded away. You can still open them."),
            )
        )

    def _options(self) -> tuple[Option, ...]:
        return (
            Option(Fear.NO, self.tr("No. They may be sad or cross, not more")),
            Option(Fear.EGGSHELLS, self.tr("I hold back or give in so that nothing happens")),
            Option(Fear.YES, self.tr("Yes, or it has happened")),
            Option(Fear.UNSURE, self.tr("I am not sure")),
            Option(Fear.SKIP, self.tr("I'd rather not say")),
        )
