"""A drop-down list, painted from the look like the buttons beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type

_HEIGHT: Final = 44
_SIDE: Final = 12
_ICON: Final = 18


class Choice(QComboBox):
    """One of many; its edge is the focus mark, as with every field."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, *, width: int = 216) -> None:
        """An empty list, at least ``width`` pixels of the drawings wide where there is room."""
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._width = width
        self.setMaxVisibleItems(14)
        # What is put into it later may need more room.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        look.changed.connect(self._refresh)
        self._refresh()

    def sizeHint(self) -> QSize:
        """As wide as the widest of all, so that the page does not move with the choice."""
        px = self._look.px
        metrics = QFontMetrics(self._look.font(Type.BODY))
        names = (self.placeholderText(), *map(self.itemText, range(self.count())))
        widest = max(map(metrics.horizontalAdvance, names)) + 3 * px(_SIDE) + px(_ICON) + 2
        return QSize(max(px(self._width), widest) + 2 * self._look.free_room, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Half of that at least; the name of the choice is shortened then."""
        return QSize(self._look.px(self._width) // 2, self._look.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, the choice and the arrow."""
        px, tokens = self._look.px, self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self.rect().adjusted(self._look.free_room, 0, -self._look.free_room, 0)
        edge = 2 if self.hasFocus() or self._look.high_contrast else 1
        color = tokens.focus if self.hasFocus() else tokens.border
        painter.setPen(QPen(QColor(color), edge))
        painter.setBrush(QColor(tokens.surface))
        half = edge / 2
        body = QRectF(whole).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, px(8), px(8))
        arrow = QRect(0, 0, px(_ICON), px(_ICON))
        arrow.moveCenter(whole.center())
        arrow.moveRight(whole.right() - px(_SIDE))
        arrow = mirrored(self.layoutDirection(), self.rect(), arrow)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(arrow, self._icons.pixmap("chevron-down", px(_ICON), tokens.text, ratio))
        room = whole.adjusted(px(_SIDE), 0, -2 * px(_SIDE) - px(_ICON), 0)
        room = mirrored(self.layoutDirection(), self.rect(), room)
        painter.setFont(self._look.font(Type.BODY))
        painter.setPen(QColor(tokens.text if self.currentIndex() >= 0 else tokens.muted))
        words = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        words = QFontMetrics(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, room.width()
        )
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        painter.drawText(room, aligned, words)

    def _refresh(self) -> None:
        self.setFont(self._look.font(Type.BODY))
        self.view().setFont(self._look.font(Type.BODY))
        self.updateGeometry()
        self.update()
