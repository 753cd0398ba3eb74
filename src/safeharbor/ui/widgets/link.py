"""A word that leads somewhere: underlined, in the colour of action, without an edge."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind

_HEIGHT: Final = 36


class Link(Button):
    """A quiet button that begins at the edge of the text around it."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, word: str = "") -> None:
        super().__init__(look, icons, parent, kind=Kind.QUIET, height=_HEIGHT)
        self.dress(word)

    def _word_font(self) -> QFont:
        font = self._look.font(Type.BUTTON)
        font.setUnderline(True)
        return font

    def _natural_width(self) -> int:
        return QFontMetrics(self._word_font()).horizontalAdvance(self.text()) + 1

    def _paint_body(self, painter: QPainter, body: QRect) -> None:
        """Nothing lies behind it."""

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        tokens = self._look.tokens
        over = self.underMouse() or self.isDown()
        painter.setFont(self._word_font())
        ink = tokens.text if over else tokens.accent
        painter.setPen(QColor(ink if self.isEnabled() else tokens.muted))
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        painter.drawText(body, aligned, self.text())
