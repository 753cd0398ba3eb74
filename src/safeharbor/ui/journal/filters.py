"""What narrows a search: a time and a tag, each a quiet list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.words import Words

Today = Callable[[], dt.date]


class QuietChoice(QComboBox):
    """A list that looks like a word with an arrow."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(lambda _: self._refresh())
        look.changed.connect(self._refresh)
        self._refresh()

    def sizeHint(self) -> QSize:
        """As wide as the word that is chosen."""
        px = self._look.px
        words = QFontMetrics(self._look.font(Type.BUTTON)).horizontalAdvance(self.currentText())
        return QSize(min(words, px(200)) + px(18 + 10 + 8), px(36))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word and the arrow."""
        px, tokens = self._look.px, self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(QRectF(self.rect()), px(8), px(8))
        size = px(16)
        arrow = QRect(self.width() - size - px(4), (self.height() - size) // 2, size, size)
        arrow = mirrored(self.layoutDirection(), self.rect(), arrow)
        picture = self._icons.pixmap("chevron-down", size, tokens.text, self.devicePixelRatioF())
        painter.drawPixmap(arrow, picture)
        room = QRect(px(4), 0, self.width() - size - px(16), self.height())
        room = mirrored(self.layoutDirection(), self.rect(), room)
        font = self._look.font(Type.BUTTON)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        words = QFontMetrics(font).elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        painter.drawText(room, aligned, words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))

    def _refresh(self) -> None:
        self.setFont(self._look.font(Type.BODY))
        self.view().setFont(self._look.font(Type.BODY))
        self.updateGeometry()
        self.update()


class Filters(QWidget):
    """Any time and any tag, until something is chosen."""

    changed = Signal()

    def __init__(self, look: Look, icons: Icons, today: Today, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._today = today
        self.time = QuietChoice(look, icons, self)
        self.time.setAccessibleName(self.tr("When"))
        for words, days in (
            (self.tr("Any date"), None),
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 12 months"), 365),
        ):
            self.time.addItem(words, days)
        self.tag = QuietChoice(look, icons, self)
        self.tag.setAccessibleName(self.tr("Tag"))
        self.tag.addItem(self.tr("Any tag"), "")
        self.order = Words(
            look, self.tr("Newest first"), Type.SMALL, self, color="muted", wrap=False
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        chosen = QWidget(self)
        self._flow = Flow(chosen, gap=look.px(16), row_gap=look.px(4))
        row.addWidget(chosen, 1)
        row.addWidget(self.order)
        for choice in (self.time, self.tag):
            self._flow.addWidget(choice)
            choice.activated.connect(lambda _: self.changed.emit())
        for holder in (self, chosen):
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)

    @property
    def question(self) -> str:
        """What is added to the question."""
        parts = []
        days = self.time.currentData()
        if days:
            parts.append(f"from:{self._today() - dt.timedelta(days=int(days) - 1)}")
        tag = str(self.tag.currentData() or "")
        if tag:
            parts.append('tag:"{}"'.format(tag.replace('"', " ")))
        return " ".join(parts)

    def know_tags(self, tags: list[tuple[str, int]]) -> None:
        """Offer these tags; the chosen one stays chosen."""
        chosen = self.tag.currentData()
        while self.tag.count() > 1:
            self.tag.removeItem(1)
        for tag, _ in tags:
            self.tag.addItem(tag, tag)
        self.tag.setCurrentIndex(max(self.tag.findData(chosen), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The order needs saying only where there is room for it."""
        super().resizeEvent(event)
        self.order.setVisible(self.width() >= self._look.px(480))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.time, self.tag]
