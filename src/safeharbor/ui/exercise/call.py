"""The large line of a step: as large as it fits, in two lines at most where that can be.

Its lines are about equally long: no word stands alone below a full one.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QWidget

from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.words import Words

_SIZES: Final = (3.5, 2.8, 2.4, 2.0, 1.6)
"""Multiples of the base size; what does not fit at the last one takes more lines."""
_BASE: Final = 15
_LINES: Final = 2
_HIGHEST: Final = 10_000
_WRAP: Final = Qt.TextFlag.TextWordWrap


class Call(Words):
    """Words that are read at a glance, from across the room or through tears."""

    pressed = Signal()

    _size = 0

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", Type.CALL, parent, spaced=False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def fit(self, width: int, height: int, texts: tuple[str, ...]) -> int:
        """Take the largest size at which all of ``texts`` fit; returns the height they need."""
        side = 2 * self._look.free_room
        high = 0
        for self._size in range(len(_SIZES)):
            self.setFont(self._font())
            metrics = QFontMetrics(self.font())
            high = max(self._high(metrics, width - side, text) for text in texts)
            if high <= min(height, _LINES * metrics.lineSpacing()) and all(
                metrics.horizontalAdvance(word) <= width - side
                for text in texts
                for word in text.split()
            ):
                break
        self._balance(width - side)
        return high

    def say(self, text: str) -> None:
        """Say something else."""
        super().say(text)
        self._balance(self.width() - 2 * self._look.free_room)

    def rest(self, *, resting: bool) -> None:
        """Step back while nothing is said, or be there again."""
        color = "muted" if resting else "text"
        if color != self._color:
            self._color = color
            self._refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on it pauses, as a press on the light does where one breathes."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def _font(self) -> QFont:
        font = self._look.font(Type.CALL)
        font.setPixelSize(self._look.px(_BASE * _SIZES[self._size]))
        return font

    def _refresh(self) -> None:
        super()._refresh()
        self.setFont(self._font())

    def _balance(self, width: int) -> None:
        """Leave the lines no more room than keeps their number as it is."""
        metrics = QFontMetrics(self.font())
        high = self._high(metrics, width, self._words) if self._words else 0
        narrow, least = width, 0
        while high > metrics.lineSpacing() and narrow - least > 1:
            tried = (narrow + least) // 2
            if self._is_held(metrics, tried, high):
                narrow = tried
            else:
                least = tried
        side = self._look.free_room + max((width - narrow) // 2, 0)
        if side != self.contentsMargins().left():
            self.setContentsMargins(side, 0, side, 0)

    def _is_held(self, metrics: QFontMetrics, width: int, height: int) -> bool:
        """Whether the words take no more lines at this width, and none of them sticks out."""
        widest = max(map(metrics.horizontalAdvance, self._words.split()))
        return widest <= width and self._high(metrics, width, self._words) <= height

    @staticmethod
    def _high(metrics: QFontMetrics, width: int, text: str) -> int:
        return metrics.boundingRect(QRect(0, 0, width, _HIGHEST), int(_WRAP), text).height()
