"""Text on the page: a label in one of the sizes and one of the colours of the look.

It never gets an accessible name, because a name would hide its text from a screen reader.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from safeharbor.ui.theme import Look, Type

_LINE_HEIGHT: Final = 130
"""In percent of the font's own height, which is about 1.2 of its size."""
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
        self.setTextFormat(Qt.TextFormat.RichText if self._spaced else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.say(text)
        look.changed.connect(self._refresh)
        self._refresh()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def say(self, text: str) -> None:
        """Say something else."""
        self._words = text
        # A label has no line height of its own; only its paragraphs have.
        if self._spaced:
            # A paragraph would begin where its own script does, not where the window has its lines.
            back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            side = ' align="right"' if back and not self._is_centred() else ""
            style = f"line-height:{_LINE_HEIGHT}%"
            text = f'<p{side} style="{style}">{text.translate(_AS_TEXT)}</p>'
        self.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.say(self._words)

    def _is_centred(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)

    def _refresh(self) -> None:
        self.setFont(self._look.font(self._kind))
        self.setContentsMargins(self._look.free_room, 0, self._look.free_room, 0)
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.WindowText, self._look.color(self._color))
        self.setPalette(palette)
