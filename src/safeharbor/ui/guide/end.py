"""The end of a step. Three things and no more: what was written, one act, and a way back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.answers import is_empty
from safeharbor.domain.guide import Mark
from safeharbor.domain.pocket import pocket
from safeharbor.ui.announce import announce
from safeharbor.ui.guide.part import Place, present
from safeharbor.ui.guide.written import written
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingLink, WrappingRow

_ABOVE: Final = 20
_GAP: Final = 12


class EndCard(QWidget):
    """The card; it follows what is written above it."""

    asked = Signal(str)
    """Somebody wants to go to what a link names."""
    pocket = Signal()
    """Somebody wants the act as a pocket card."""
    left = Signal()
    """Somebody goes back."""
    sight = Signal(object)
    turned = Signal()

    def __init__(self, place: Place, parent: QWidget) -> None:
        """The end of the step of this visit."""
        super().__init__(parent)
        self._place = place
        kit, end = place.kit, place.visit.step.end
        look = kit.look
        self.title = Words(look, end.title, Type.HEADING, self)
        self.act = Words(look, end.text, Type.READING, self)
        self.card: WrappingLink | None = None
        if end.pocket and place.visit.kept and not place.visit.step.quiet:
            word = self.tr("Put this on a pocket card")
            self.card = WrappingLink(look, kit.icons, self, word)
            self.card.setAccessibleIdentifier("step.pocket")
            self.card.clicked.connect(self.pocket)
        self.said = Words(look, "", Type.BODY, self, color="muted")
        self.open = Link(look, kit.icons, self)
        self.open.setAccessibleIdentifier("step.written")
        self.open.clicked.connect(self._turn)
        self._shown = QWidget(self)
        self._list = QVBoxLayout(self._shown)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._shown.hide()
        self.back = Button(look, kit.icons, self, height=40)
        self.back.setAccessibleIdentifier("step.back")
        self.back.dress(self.tr("Back"), icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.links = [self._link(each.label, each.target) for each in end.links]
        self._lay_out()
        model = place.visit.model
        for signal in (model.value_changed, model.rows_changed, model.row_changed):
            signal.connect(lambda *_: self.follow())
        self.follow()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return present(self.card, self.open, self.back, *self.links)

    def give_keys(self) -> None:
        """To the way back."""
        self.back.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sight.emit(self)

    def follow(self) -> None:
        """Say whether anything was written."""
        visit = self._place.visit
        model = visit.model
        there = bool(written(visit.step, model))
        gone = any(
            not field.stored and not is_empty(model.held.answers.value(field.id))
            for field in model.sheet.fields
        )
        show_if(self.open, shown=there)
        if self.card is not None:
            show_if(self.card, shown=bool(pocket(model.sheet, model.held.answers)))
        if not there:
            show_if(self._shown, shown=False)
        if visit.step.mark is Mark.HEAVY:
            kept = self.tr("What you wrote is kept and stays closed until you open it.")
        else:
            kept = self.tr("What you wrote is kept.")
        forgotten = self.tr("What is not kept goes when you leave this page.")
        words = " ".join([*([kept] if there else []), *([forgotten] if gone else [])])
        self.said.say(words)
        show_if(self.said, shown=bool(words))
        self._name_open()
        if not self._shown.isHidden():
            self._fill()

    def _lay_out(self) -> None:
        look = self._place.kit.look
        px, leading = look.px, Qt.AlignmentFlag.AlignLeading
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Rule(look, self))
        column.addSpacing(px(_ABOVE))
        column.addWidget(self.title)
        column.addWidget(self.act)
        if self.card is not None:
            column.addWidget(WrappingRow(look, self, self.card))
        column.addSpacing(px(_GAP))
        column.addWidget(self.said)
        column.addWidget(self.open, 0, leading)
        column.addWidget(self._shown)
        column.addSpacing(px(_GAP))
        column.addWidget(self.back, 0, leading)
        if self.links:
            column.addWidget(WrappingRow(look, self, *self.links))

    def _turn(self) -> None:
        opening = self._shown.isHidden()
        if opening:
            self._fill()
        self._shown.setVisible(opening)
        self._name_open()
        if opening:
            said = [each.words for each in self._shown.findChildren(Words)]
            announce(self, " ".join(said))
            self.sight.emit(self._shown)
        else:
            # What was read stays no longer than somebody wants it to.
            self._empty()
        self.turned.emit()

    def _name_open(self) -> None:
        closed = self._shown.isHidden()
        self.open.dress(self.tr("Open what I wrote") if closed else self.tr("Close it again"))

    def _fill(self) -> None:
        self._empty()
        look, visit = self._place.kit.look, self._place.visit
        self._list.setSpacing(look.px(2))
        for each in written(visit.step, visit.model):
            self._list.addSpacing(look.px(8))
            self._list.addWidget(
                Words(look, each.label, Type.SMALL_HEAD, self._shown, color="muted")
            )
            for line in each.lines:
                self._list.addWidget(Words(look, line, Type.BODY, self._shown))

    def _empty(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _link(self, word: str, target: str) -> Link:
        kit = self._place.kit
        link = WrappingLink(kit.look, kit.icons, self, word)
        link.setAccessibleIdentifier(f"step.go.{target}")
        link.clicked.connect(lambda *_: self.asked.emit(target))
        return link
