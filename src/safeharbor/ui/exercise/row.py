"""The row of at most three choices: the one in the middle goes on, the two beside it are quiet.

It stands in the middle of the window, clear of the corner that belongs to the two doors; where
there is no room for that, beside the corner, in several lines if need be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.choice_row import Offer

_WIDE: Final = 160
_GAP: Final = 8
_SIDE: Final = 8
_TOP: Final = 0.70
"""Where the row begins in a window of the usual size, as a share of its height."""
_FOOT: Final = 24
_ROOMY: Final = 620
"""The least height at which the row stands above the corner and not beside it."""

Offers = tuple[Offer | None, Offer | None, Offer | None]


class StepRow(QWidget):
    """Three places; what stands in them changes, the places do not."""

    chosen = Signal(str)
    """The offer with this id was pressed."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._screen = parent
        self._look = look
        self._offers: Offers = (None, None, None)
        self.middle = Button(look, icons, self, kind=Kind.PRIMARY, width=_WIDE)
        self.plain = Button(look, icons, self, width=_WIDE)
        self.sides = tuple(Button(look, icons, self, kind=Kind.QUIET) for _ in range(2))
        self._quiet = False
        for button, place in self._all():
            button.hide()
            button.clicked.connect(partial(self._press, place))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be chosen now."""
        return tuple(offer for offer in self._offers if offer is not None)

    def buttons(self) -> list[Button]:
        """The buttons in sight, in the order in which Tab visits them: the middle one first."""
        middle = self.plain if self._quiet else self.middle
        found = [(middle, self._offers[1]), (self.sides[1], self._offers[2])]
        found.append((self.sides[0], self._offers[0]))
        return [button for button, offer in found if offer is not None]

    def button(self, offer_id: str) -> Button:
        """The button of the offer with this id.

        Raises:
            KeyError: it is not offered now.
        """
        for button in self.buttons():
            if button.accessibleIdentifier() == f"exercise.{offer_id}":
                return button
        raise KeyError(offer_id)

    def offer(self, offers: Offers, means: Callable[[Offer], str], *, quiet: bool = False) -> bool:
        """Show ``offers``; whether anything is different now.

        A key that was meant for a choice that has gone does nothing: the screen gets the keys.

        Args:
            offers: what stands before, in and after the middle.
            means: says what a choice does.
            quiet: whether the middle one does not ask to be pressed.
        """
        if offers == self._offers and quiet is self._quiet:
            return False
        focused = [(button, place) for button, place in self._all() if button.hasFocus()]
        for button, place in focused:
            now, then = offers[place], self._offers[place]
            stays = button not in (self.middle, self.plain) or quiet is self._quiet
            if now is None or then is None or now.id != then.id or not stays:
                self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offers, self._quiet = offers, quiet
        for button, place in self._all():
            offer = offers[place]
            wanted = button not in (self.middle, self.plain) or (button is self.plain) is quiet
            button.setVisible(offer is not None and wanted)
            if offer is not None:
                button.setAccessibleIdentifier(f"exercise.{offer.id}")
                button.dress(offer.words)
                button.setAccessibleDescription(means(offer))
                button.choose(chosen=offer.chosen)
        return True

    def place_in(self, room: QRect, corner: QSize, *, low: bool = False) -> None:
        """Stand in the middle of ``room``, or beside ``corner``.

        Args:
            room: the screen.
            corner: what the two doors need of it.
            low: as low as it may, since there is much to read above.
        """
        px, free = self._look.px, self._look.free_room
        half = self._width([self._middle]) // 2 + self._gap() + max(self._side_widths())
        centred = 2 * half <= room.width() - 2 * px(_SIDE)
        clear = room.width() // 2 - half >= corner.width()
        if centred and not low and room.height() >= px(_ROOMY):
            self._place_line(room, round(room.height() * _TOP) - free)
        elif centred and clear:
            bottom = room.height() - px(_FOOT) - (px(68) if room.height() >= px(_ROOMY) else 0)
            self._place_line(room, bottom + free - self._height())
        else:
            self._place_beside(room, corner)

    @property
    def _middle(self) -> Button:
        return self.plain if self._quiet else self.middle

    def _place_line(self, room: QRect, top: int) -> None:
        """All in one line, the middle one in the middle of the room."""
        self.setGeometry(0, top, room.width(), self._height())
        middle = self._middle.sizeHint().width()
        left = (room.width() - middle) // 2
        for button, start in (
            (self._middle, left),
            (self.sides[0], left - self._gap() - self.sides[0].sizeHint().width()),
            (self.sides[1], left + middle + self._gap()),
        ):
            place = QRect(QPoint(start, 0), button.sizeHint())
            button.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))

    def _place_beside(self, room: QRect, corner: QSize) -> None:
        """In as many lines as the room beside the corner wants."""
        px = self._look.px
        wide = room.width() - corner.width() - px(_SIDE)
        lines: list[list[Button]] = [[]]
        for button in self.buttons():
            if lines[-1] and self._width([*lines[-1], button]) > wide:
                lines.append([])
            lines[-1].append(button)
        high = len(lines) * (self._height() + self._gap()) - self._gap()
        top = room.height() - px(_FOOT) + self._look.free_room - high
        place = QRect(corner.width(), top, wide, high)
        self.setGeometry(mirrored(self.layoutDirection(), room, place))
        for number, line in enumerate(lines):
            left = (wide - self._width(line)) // 2
            for button in line:
                corner_of = QPoint(left, number * (self._height() + self._gap()))
                where = QRect(corner_of, button.sizeHint())
                button.setGeometry(mirrored(self.layoutDirection(), self.rect(), where))
                left += where.width() + self._gap()

    def _press(self, place: int) -> None:
        offer = self._offers[place]
        if offer is not None:
            # A press switches a button over; what is chosen is for the offer to say.
            self.button(offer.id).choose(chosen=offer.chosen)
            self.chosen.emit(offer.id)

    def _all(self) -> list[tuple[Button, int]]:
        return [(self.sides[0], 0), (self.middle, 1), (self.plain, 1), (self.sides[1], 2)]

    def _side_widths(self) -> list[int]:
        sides = zip(self.sides, (self._offers[0], self._offers[2]), strict=True)
        return [button.sizeHint().width() if offer else 0 for button, offer in sides]

    def _height(self) -> int:
        return self._middle.sizeHint().height()

    def _width(self, line: Sequence[Button]) -> int:
        return sum(button.sizeHint().width() + self._gap() for button in line) - self._gap()

    def _gap(self) -> int:
        return max(self._look.px(_GAP) - self._look.free_room, 0)
