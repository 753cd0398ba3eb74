"""The row of at most three choices on a distress screen.

It shows what it is offered and says what was chosen. It never asks for more than a glance:
three buttons, the same three places, and nothing in the corner that belongs to the two doors.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button

MOST: Final = 3

_GAP: Final = 12
_SIDE: Final = 8
_BOTTOM: Final = 92
"""From the foot of the window up to the foot of the row."""
_FOOT: Final = 24
"""The same where the row takes several lines beside the corner."""


class Offer(NamedTuple):
    """One choice: a stable name, its words, its key, and whether it is in force."""

    id: str
    words: str
    chip: str = ""
    chosen: bool = False


class ChoiceRow(QWidget):
    """Three buttons at the foot of the window, never near the corner."""

    chosen = Signal(str)
    """The offer with this id was pressed."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._screen = parent
        self._look = look
        self._offers: tuple[Offer, ...] = ()
        self.buttons = tuple(Button(look, icons, self) for _ in range(MOST))
        for index, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._press, index))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be chosen now."""
        return self._offers

    def button(self, offer_id: str) -> Button:
        """The button of the offer with this id.

        Raises:
            KeyError: it is not offered now.
        """
        for offer, button in zip(self._offers, self.buttons, strict=False):
            if offer.id == offer_id:
                return button
        raise KeyError(offer_id)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show ``offers``, three at most.

        A key that was meant for a choice that has gone does nothing: the screen gets the keys.
        """
        if len(offers) > MOST:
            raise ValueError("more than three choices")
        here = {offer.id for offer in offers}
        gone = any(offer.id not in here for offer in self._offers)
        if gone and any(button.hasFocus() for button in self.buttons):
            self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offers = tuple(offers)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(offers))
        for offer, button in zip(offers, self.buttons, strict=False):
            button.setAccessibleIdentifier(f"breathe.{offer.id}")
            button.dress(offer.words, chip=offer.chip)
            button.choose(chosen=offer.chosen)

    def place_in(self, room: QRect, corner: QSize) -> None:
        """Stand in the middle of ``room``, beside ``corner``, or above it, as there is room."""
        px = self._look.px
        margin = self._look.free_room
        lines = self._lines(room.width() - 2 * px(_SIDE))
        size = self._size(lines)
        bottom = room.height() - px(_BOTTOM) + margin
        left = (room.width() - size.width()) // 2
        if left < corner.width() + px(_SIDE):
            left = (room.width() + corner.width() - size.width()) // 2
            if left < corner.width() - margin:
                lines = self._lines(room.width() - corner.width() - px(_SIDE))
                size = self._size(lines)
                left = (room.width() + corner.width() - size.width()) // 2
                bottom = room.height() - px(_FOOT) + margin
        row = QRect(QPoint(left, bottom - size.height()), size)
        self.setGeometry(mirrored(self.layoutDirection(), room, row))
        for number, line in enumerate(lines):
            self._place_line(line, number * (self._height() + self._gap()))

    def _place_line(self, line: Sequence[Button], top: int) -> None:
        left = (self.width() - self._width(line)) // 2
        for button in line:
            place = QRect(QPoint(left, top), button.sizeHint())
            button.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))
            left += place.width() + self._gap()

    def _press(self, index: int) -> None:
        offer = self._offers[index]
        # A press switches a button over; what is chosen is for the offer to say.
        self.buttons[index].choose(chosen=offer.chosen)
        self.chosen.emit(offer.id)

    def _lines(self, width: int) -> list[list[Button]]:
        """The buttons in lines; the keys are left away first where they do not fit in one."""
        used = self.buttons[: len(self._offers)]
        for chips in (True, False):
            for button in self.buttons:
                button.show_chip(shown=chips)
            if self._width(used) <= width:
                return [list(used)]
        lines: list[list[Button]] = [[]]
        for button in used:
            if lines[-1] and self._width([*lines[-1], button]) > width:
                lines.append([])
            lines[-1].append(button)
        return lines

    def _size(self, lines: Sequence[Sequence[Button]]) -> QSize:
        high = len(lines) * (self._height() + self._gap()) - self._gap()
        return QSize(max(self._width(line) for line in lines), high)

    def _height(self) -> int:
        return self.buttons[0].sizeHint().height()

    def _width(self, line: Sequence[Button]) -> int:
        return sum(button.sizeHint().width() + self._gap() for button in line) - self._gap()

    def _gap(self) -> int:
        return self._look.px(_GAP) - 2 * self._look.free_room
