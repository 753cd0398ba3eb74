"""Text on the page: a label in one of the sizes and one of the colours of the look.

It never gets an accessible name, because a name would hide its text from a screen reader.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from safeharbor.ui.theme import Look, Type

_LINE_HEIGHT: Final = 130
"""In percent of the font's own height, which is about 1.2 of its size."""
_LARGE_LINE: Final = 105
"""The same for titles: large letters stand closer."""
_LARGE: Final = 2.0
_AS_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""Loading ``html`` for this takes more than a millisecond of the way to the first picture."""


class Words(QLabel):
    """Plain text that follows the look; it wraps unless it is a number or a name."""

    def __init__(
        self,
        look: Look,
        text: str,
        kind: Type,
        parent: QWidget | None = None,
        *,
        color: str = "text",
        wrap: bool = True,
        spaced: bool = True,
    ) -> None:
        """A label.

        Args:
            look: where font and colour come from.
            text: what it says, never read as markup.
            kind: the size.
            parent: the widget it stands in.
            color: the name of a token.
            wrap: whether it may take several lines.
            spaced: whether those stand apart as in a text; it takes Qt's whole text engine.
        """
        super().__init__(parent)
        self._look = look
        self._words = ""
        self._kind = kind
        self._color = color
        self._spaced = wrap and spaced
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.RichText if self._spaced else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.say(text)
        look.changed.connect(self._refresh)
        self._refresh()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    @property
    def middle(self) -> int:
        """Pixels from its top to the middle of its first line."""
        return self.contentsMargins().top() + self.fontMetrics().lineSpacing() // 2

    def say(self, text: str) -> None:
        """Say something else."""
        self._words = text
        self._heights.clear()
        # A label has no line height of its own; only its paragraphs have.
        if self._spaced:
            # A paragraph would begin where its own script does, not where the window has its lines.
            back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            side = ' align="right"' if back and not self._is_centred() else ""
            style = f"line-height:{self._line_height}%"
            text = f'<p{side} style="{style}">{text.translate(_AS_TEXT)}</p>'
        self.setText(text)

    def become(self, kind: Type) -> None:
        """Take another size."""
        if kind is not self._kind:
            self._kind = kind
            self.say(self._words)
            self._refresh()

    def heightForWidth(self, width: int) -> int:
        """What its lines need; layouts ask for it over and over, and Qt counts anew each time."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        self._heights.clear()
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.say(self._words)

    def _is_centred(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)

    @property
    def _line_height(self) -> int:
        return _LARGE_LINE if self._kind.value[0] >= _LARGE else _LINE_HEIGHT

    def _lead(self) -> int:
        """Pixels by which the lines are moved down: Qt leaves all spare room below a line."""
        line = QFontMetricsF(self._look.font(self._kind)).lineSpacing()
        # It counts in whole pixels before it spaces them.
        spare = math.ceil(line) * self._line_height / 100 - line
        return round(spare / 2) if self._spaced else 0

    def _refresh(self) -> None:
        self.setFont(self._look.font(self._kind))
        room, lead = self._look.free_room, self._lead()
        self.setContentsMargins(room, lead, room, -lead)
        self._heights.clear()
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.WindowText, self._look.color(self._color))
        self.setPalette(palette)
