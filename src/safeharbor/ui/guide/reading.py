"""The ideas of a step: one card at a time, or all of them as a page."""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.guide import Block, Card
from safeharbor.ui.announce import announce
from safeharbor.ui.guide.fold import Fold
from safeharbor.ui.guide.part import Part, Place, present
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.apart import Apart
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.surfaces import LitNote
from safeharbor.ui.widgets.words import Words

AS_PAGE: Final = "guide_cards_as_page"
"""Whether all cards are shown at once."""

NARROW: Final = 300
"""The width of a column below which large letters have no room."""
_SIDE: Final = 32
_NARROW_SIDE: Final = 16
_TOP: Final = 26
_FOOT: Final = 20
_BETWEEN: Final = 18
_BUTTON: Final = 36


class Reading(Part):
    """The cards on lit ground."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        """The first card, or the page, as somebody chose before."""
        super().__init__(place, block, parent)
        kit = place.kit
        cards = place.visit.step.cards
        self._cards = [card for card in cards if not card.folded]
        self.number = 0
        self._narrow = False
        self.note = LitNote(kit.look, self)
        self._inside = QVBoxLayout(self.note)
        self._pile = QStackedLayout()
        self._inside.addLayout(self._pile)
        self._faces = [_Face(kit.look, card, self.note) for card in self._cards]
        self._page = QWidget(self.note)
        self._list = QVBoxLayout(self._page)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(self._page)
        self._lay_out_foot()
        self.column.addWidget(self.note)
        self.as_page = SmallLink(kit, self)
        self.as_page.setAccessibleIdentifier("step.cards")
        self.as_page.clicked.connect(self._turn)
        self._skip = self.skip(self.name)
        self.column.addWidget(Apart(kit.look, self, self.as_page, self._skip))
        self.folds = [Fold(kit, card.title, card.text, self) for card in cards if card.folded]
        for fold in self.folds:
            fold.sight.connect(self.sight)
            self.column.addWidget(fold)
        kit.look.changed.connect(self._measure)
        self._measure()
        self._show_all(bool(place.preferences.get(AS_PAGE, False)))

    @property
    def name(self) -> str:
        """What it is called in the list."""
        #: The cards of a step, in the list of its parts.
        return self.tr("Ideas")

    @property
    def paged(self) -> bool:
        """Whether all cards are shown at once."""
        return bool(self.place.preferences.get(AS_PAGE, False))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found = present(self.next, self.back) if not self.paged else []
        found += [self.as_page, self._skip]
        return found + [stop for fold in self.folds for stop in fold.stops()]

    def give_keys(self) -> None:
        """To the way on; what is to be read first is in sight from its beginning."""
        super().give_keys()
        self.sight.emit(self.note)

    def show_card(self, number: int, *, said: bool = False) -> None:
        """Show one card; ``said`` lets a screen reader hear it."""
        if not self._cards:
            return
        self.number = min(max(number, 0), len(self._cards) - 1)
        last = self.number == len(self._cards) - 1
        self._pile.setCurrentIndex(self.number)
        #: %1 and %2 are numbers: which card of how many.
        count = self.tr("Idea %1 of %2").replace("%1", str(self.number + 1))
        self.count.say(count.replace("%2", str(len(self._cards))))
        #: From the last card on to what comes below it.
        self.next.dress(self.tr("Read on") if last else self.tr("Next idea"))
        if self.number == 0 and self.back.hasFocus():
            self.next.setFocus(Qt.FocusReason.ShortcutFocusReason)
        show_if(self.back, shown=self.number > 0)
        self._foot.refresh()
        if last:
            self.be_through()
        if said:
            card = self._cards[self.number]
            announce(self, f"{card.title} {card.text}")
            self.sight.emit(self.note)

    def _lay_out_foot(self) -> None:
        kit = self.place.kit
        self.back = Button(kit.look, kit.icons, self.note, kind=Kind.QUIET, height=_BUTTON)
        self.back.rest = "lamp_soft"
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.back.dress(self.tr("Back"), icon="chevron-left")
        self.back.setAccessibleIdentifier("step.card.back")
        self.back.clicked.connect(lambda: self.show_card(self.number - 1, said=True))
        self.next = Button(kit.look, kit.icons, self.note, height=_BUTTON)
        self.next.setAccessibleIdentifier("step.card.next")
        self.next.clicked.connect(self._on_next)
        self.count = Words(kit.look, "", Type.SMALL, self.note, color="muted", wrap=False)
        self._foot = Apart(kit.look, self.note, self.back, self.next, self.count)
        self._inside.addWidget(self._foot)

    def _on_next(self) -> None:
        if self.number + 1 < len(self._cards):
            self.show_card(self.number + 1, said=True)
        else:
            self.pass_over()

    def _turn(self) -> None:
        on = not self.paged
        with contextlib.suppress(HarborError):
            self.place.preferences.set(AS_PAGE, on)
        self.chose.emit(AS_PAGE)
        self._show_all(on)
        self.turned.emit()
        self.sight.emit(self.note)

    def _show_all(self, on: bool) -> None:  # noqa: FBT001 - what the setting holds
        """All cards below each other, or one of them with the way on."""
        for face in self._faces:
            if on:
                self._pile.removeWidget(face)
                self._list.addWidget(face)
                face.show()
            else:
                self._list.removeWidget(face)
                self._pile.addWidget(face)
        show_if(self._foot, shown=not on)
        show_if(self._page, shown=on)
        words = self.tr("One idea at a time") if on else self.tr("All ideas as a page")
        self.as_page.dress(words)
        self.as_page.setAccessibleName(words)
        if not on:
            self.show_card(self.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column large letters over wide margins leave no room for a long word."""
        super().resizeEvent(event)
        narrow = self.width() < self.place.kit.look.px(NARROW)
        if narrow is not self._narrow:
            self._narrow = narrow
            self._measure()

    def _measure(self) -> None:
        px = self.place.kit.look.px
        side = px(_NARROW_SIDE if self._narrow else _SIDE)
        self._inside.setContentsMargins(side, px(_TOP), side, px(_FOOT))
        for face in self._faces:
            face.title.become(Type.LABEL if self._narrow else Type.HEADING)
        self._inside.setSpacing(px(_BETWEEN))
        self._list.setSpacing(px(_BETWEEN))


class _Face(QWidget):
    """One card: its title, and what it says."""

    def __init__(self, look: Look, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.title = Words(look, card.title, Type.HEADING, self)
        column.addWidget(self.title)
        column.addWidget(Words(look, card.text, Type.READING, self))
        column.addStretch(1)
