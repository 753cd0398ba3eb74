"""A quiet word below an answer that does something: smaller than a link in the text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.link import Link

_HIGH: Final = 26
_GAP: Final = 18
_ICON: Final = 18
_AFTER_ICON: Final = 9


class SmallLink(Link):
    """The word."""

    def __init__(self, kit: Kit, parent: QWidget, word: str = "") -> None:
        """A link that says ``word``."""
        super().__init__(kit.look, kit.icons, parent, word)
        self._height = _HIGH

    def _word_font(self) -> QFont:
        font = self._look.font(Type.SMALL, weight=500)
        font.setUnderline(True)
        return font


class IconLink(Link):
    """An icon and a word that begin at the edge of the text around them, not underlined."""

    def __init__(self, kit: Kit, parent: QWidget, word: str, icon: str) -> None:
        """A link that says ``word``."""
        self._before = icon
        super().__init__(kit.look, kit.icons, parent, word)

    def _word_font(self) -> QFont:
        return self._look.font(Type.BUTTON)

    def _natural_width(self) -> int:
        px = self._look.px
        words = QFontMetrics(self._word_font()).horizontalAdvance(self.text())
        return px(_ICON) + px(_AFTER_ICON) + words + 1

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        px, tokens, direction = self._look.px, self._look.tokens, self.layoutDirection()
        ink = tokens.text if self.underMouse() or self.isDown() else tokens.accent
        size = px(_ICON)
        place = QRect(body.left(), body.top() + (body.height() - size) // 2, size, size)
        picture = self._icons.pixmap(self._before, size, ink, self.devicePixelRatioF())
        painter.drawPixmap(mirrored(direction, body, place), picture)
        words = body.adjusted(size + px(_AFTER_ICON), 0, 0, 0)
        painter.setFont(self._word_font())
        painter.setPen(QColor(ink))
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(direction)
        painter.drawText(mirrored(direction, body, words), aligned, self.text())


class SmallLinks(QWidget):
    """Several of them in a line, or in as many as they need; no room while there are none."""

    def __init__(self, look: Look, parent: QWidget, *links: SmallLink) -> None:
        """These links."""
        super().__init__(parent)
        # Each keeps room for its focus ring at both sides.
        gap = max(look.px(_GAP) - 2 * look.free_room, 0)
        self._flow = Flow(self, gap=gap, row_gap=0)
        self._links = links
        for link in links:
            self._flow.addWidget(link)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def settle(self) -> None:
        """Some were shown or hidden."""
        show_if(self, shown=not all(is_away(link) for link in self._links))
        self._flow.invalidate()
