"""The row at the top right: whether the text is kept, Lock, and Hide with its key.

It shows what it is told and says what was pressed. "Saved" is a live label without a name of its
own; a screen reader hears it at most once in half a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind

if TYPE_CHECKING:
    from safeharbor.services.autosave import SaveState

TOP: Final = 16
RIGHT: Final = 24
HEIGHT: Final = 36
_ICON: Final = 18
_GAP: Final = 8
_SIDE: Final = 12
_REST_S: Final = 30.0


class Tools(QWidget):
    """Saved, Lock and Hide; a child of the window and no part of a screen."""

    lock = Signal()
    hide_now = Signal()
    room_changed = Signal()
    """It needs more room than it was placed in, or less."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        parent: QWidget,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """An empty row.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            parent: the window.
            seconds: a clock that never goes back.
        """
        super().__init__(parent)
        self._look = look
        self._seconds = seconds
        self._said = -_REST_S
        self._ground = "bg"
        self._with_lock = True
        self._with_text = False
        self.saved = SavedChip(look, icons, self, usual=(self.tr("Writing"), self.tr("Saved")))
        self.lock_button = Button(look, icons, self, kind=Kind.TOOL, height=HEIGHT)
        self.lock_button.setAccessibleIdentifier("tools.lock")
        self.lock_button.dress(self.tr("Lock"), icon="lock")
        self.lock_button.clicked.connect(self.lock)
        self.hide_button = Button(look, icons, self, kind=Kind.TOOL, height=HEIGHT)
        self.hide_button.setAccessibleIdentifier("tools.hide")
        self.hide_button.clicked.connect(self.hide_now)
        self.show_key("F9")

    def show_key(self, key: str) -> None:
        """Show the key that hides."""
        self.hide_button.dress(self.tr("Hide"), icon="eye-off", chip=key)

    def show_lock(self, *, shown: bool) -> None:
        """Where nothing is open there is nothing to lock, but perhaps something to hide."""
        self._with_lock = shown
        self.lock_button.setVisible(shown)
        if not shown:
            self.saved.show_state("")

    def show_saving(self, state: SaveState | None) -> None:
        """Say what is true of the text now; None where there is none."""
        words = {
            "writing": self.tr("Writing"),
            "saved": self.tr("Saved"),
            "not saved": self.tr("Not saved yet"),
        }
        name = state.value if state is not None and state.value in words else ""
        changed, before = self.saved.state != name, self._room_of_saved()
        self._with_text = state is not None
        self.saved.show_state(name, words.get(name, ""))
        if self._room_of_saved() != before:
            self.room_changed.emit()
        if changed and name == "not saved":
            announce(self, words[name], urgent=True)
        elif changed and name == "saved" and self._seconds() - self._said >= _REST_S:
            self._said = self._seconds()
            announce(self, words[name])

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [b for b in (self.lock_button, self.hide_button) if not b.isHidden()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the page, so that what is scrolled passes below it."""
        QPainter(self).fillRect(self.rect(), self._look.color(self._ground))

    def stand_on(self, ground: str) -> None:
        """Paint this token behind it, as the page below it does."""
        if ground != self._ground:
            self._ground = ground
            for button in (self.lock_button, self.hide_button):
                button.rest = ground
                button.update()
            self.update()

    def place_in(self, room: QRect) -> None:
        """Stand in the top corner of ``room`` where the language ends its lines."""
        px, margin = self._look.px, self._look.free_room
        for chip, words in ((True, True), (False, True), (False, False)):
            size = self._measure(chip=chip, words=words)
            if size.width() <= room.width() - px(RIGHT):
                break
        corner = QPoint(room.right() + 1 - px(RIGHT) + margin - size.width(), px(TOP) - margin)
        self.setGeometry(mirrored(self.layoutDirection(), room, QRect(corner, size)))
        self._arrange()

    def _measure(self, *, chip: bool, words: bool) -> QSize:
        """The size of the row; the key goes first where there is no room, then the words."""
        self.hide_button.show_chip(shown=chip)
        self.saved.show_words(shown=words)
        width = self._room_of_saved()
        for button in (self.lock_button, self.hide_button):
            button.show_words(shown=words)
            width += 0 if button.isHidden() else button.sizeHint().width()
        return QSize(width, self.hide_button.sizeHint().height())

    def _room_of_saved(self) -> int:
        """Always the same while there is a text, so that nothing moves when it is saved."""
        return self.saved.sizeHint().width() if self._with_lock and self._with_text else 0

    def _arrange(self) -> None:
        left = 0
        for part in (self.saved, self.lock_button, self.hide_button):
            if part is not self.saved and part.isHidden():
                continue
            width = self._room_of_saved() if part is self.saved else part.sizeHint().width()
            place = QRect(left, 0, width, self.height())
            part.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))
            left += width


class SavedChip(QLabel):
    """An icon and a word of state; a label, so that its text is what a screen reader finds."""

    def __init__(
        self, look: Look, icons: Icons, parent: QWidget, *, usual: Sequence[str] = ()
    ) -> None:
        """Empty, with room for the ``usual`` words, which follow each other while one writes."""
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._usual = usual
        self._state = ""
        self._words_shown = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    @property
    def state(self) -> str:
        """What it shows, "" for nothing."""
        return self._state

    def show_state(self, state: str, words: str = "") -> None:
        """Show a state by its name and its words."""
        self._state = state
        self.setText(words)
        self.setToolTip("" if self._words_shown else words)
        self.update()

    def show_words(self, *, shown: bool) -> None:
        """Icon and word, or the icon alone where there is no room."""
        self._words_shown = shown
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest of its words."""
        px = self._look.px
        width = px(_ICON) + 2 * px(_SIDE)
        if self._words_shown:
            metrics = QFontMetrics(self._look.font(Type.BUTTON))
            longest = max((self.text(), *self._usual), key=metrics.horizontalAdvance)
            width += px(_GAP) + metrics.horizontalAdvance(longest)
        return QSize(width, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """It never gets smaller than its words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon and word at the side of the buttons."""
        if not self._state:
            return
        px, tokens = self._look.px, self._look.tokens
        looks = {
            "saved": ("check", tokens.ok),
            "writing": ("pencil", tokens.muted),
            "not saved": ("triangle-alert", tokens.warn),
        }
        icon, ink = looks[self._state]
        painter = QPainter(self)
        font = self._look.font(Type.BUTTON)
        words = QFontMetrics(font).horizontalAdvance(self.text()) if self._words_shown else 0
        left = self.width() - px(_SIDE) - words - (px(_GAP) if words else 0) - px(_ICON)
        place = QRect(left, (self.height() - px(_ICON)) // 2, px(_ICON), px(_ICON))
        picture = self._icons.pixmap(icon, px(_ICON), ink, self.devicePixelRatioF())
        direction = self.layoutDirection()
        painter.drawPixmap(mirrored(direction, self.rect(), place), picture)
        if words:
            text = QRect(place.right() + 1 + px(_GAP), 0, words + 1, self.height())
            painter.setFont(font)
            painter.setPen(QColor(ink))
            aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
            painter.drawText(QRectF(mirrored(direction, self.rect(), text)), aligned, self.text())
