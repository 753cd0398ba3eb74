"""The small quiet buttons of the line under a title, and the tags in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from safeharbor.domain.entry import Mood
from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.tide import paint_tide

_HEIGHT: Final = 32
_ICON: Final = 16
_TIDE: Final = 18
_GAP: Final = 6
_LONGEST: Final = 240
_CROSS: Final = 24


class QuietButton(QPushButton):
    """Words in small letters, perhaps with an icon or a tide before them."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        parent: QWidget,
        *,
        color: str = "muted",
        weight: int = 400,
        kind: Type = Type.SMALL,
    ) -> None:
        """An empty button in the colour ``color`` of the tokens, its letters of ``kind``."""
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._color = color
        self._weight = weight
        self._kind = kind
        self._icon = ""
        self._mood: Mood | None = None
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._refresh)

    def dress(
        self,
        words: str,
        *,
        icon: str = "",
        mood: Mood | None = None,
        color: str | None = None,
        name: str = "",
    ) -> None:
        """Give it words, what stands before them, and a fuller name for a screen reader."""
        self._icon = icon
        self._mood = mood
        self._color = color or self._color
        self.setText(words)
        self.setAccessibleName(name or words)
        self.setToolTip(words if self.cut else "")
        self._refresh()

    def sizeHint(self) -> QSize:
        """As wide as its words, up to a limit; cut there."""
        px = self._look.px
        words = min(self._words_width(), px(_LONGEST))
        return QSize(2 * self._side() + self._before() + words, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(min(self.sizeHint().width(), self._look.px(64)), self._look.px(_HEIGHT))

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, picture, words and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_content(painter)
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.color("focus"), 2))
            radius = self._radius()
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.rule if self.isDown() else tokens.sunken))
            painter.drawRoundedRect(QRectF(self.rect()), self._radius(), self._radius())

    def _paint_content(self, painter: QPainter) -> None:
        px, color = self._look.px, self._look.color(self._color)
        left = self._side()
        size = px(_TIDE if self._mood else _ICON)
        glyph = QRect(left, (self.height() - size) // 2, size, size)
        glyph = mirrored(self.layoutDirection(), self.rect(), glyph)
        if self._mood:
            paint_tide(painter, QRectF(glyph), self._mood, self._look.color("accent"))
        elif self._icon:
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(glyph, self._icons.pixmap(self._icon, size, color.name(), ratio))
        left += self._before()
        room = QRect(left, 0, self.width() - left - self._end(), self.height())
        font = self._font()
        words = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(font)
        painter.setPen(color)
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        painter.drawText(mirrored(self.layoutDirection(), self.rect(), room), aligned, words)

    def _font(self) -> QFont:
        return self._look.font(self._kind, weight=self._weight)

    def _words_width(self) -> int:
        return QFontMetrics(self._font()).horizontalAdvance(self.text()) + 2

    @property
    def cut(self) -> bool:
        """Whether its words are too long for it."""
        return self._words_width() > self._look.px(_LONGEST)

    def _before(self) -> int:
        px = self._look.px
        if self._mood:
            return px(_TIDE) + px(_GAP)
        return px(_ICON) + px(_GAP) if self._icon else 0

    def _side(self) -> int:
        return self._look.free_room

    def _end(self) -> int:
        return self._side()

    def _radius(self) -> float:
        return self._look.px(8)

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


class TagChip(QuietButton):
    """A tag. While tags are being changed it carries a cross, and pressing it takes it away."""

    removed = Signal(str)

    def __init__(self, look: Look, icons: Icons, tag: str, parent: QWidget) -> None:
        super().__init__(look, icons, parent, color="text", weight=500)
        self.tag = tag
        self._open = False
        self.clicked.connect(self._on_clicked)
        self.show_cross(shown=False)

    def show_cross(self, *, shown: bool) -> None:
        """Offer to take it away, or not."""
        self._open = shown
        #: %1 is a tag.
        words = self.tr("Remove tag %1") if shown else self.tr("Tag %1")
        self.dress(self.tag, name=words.replace("%1", self.tag))
        self.setAccessibleDescription("" if shown else self.tr("Delete takes it away."))

    def sizeHint(self) -> QSize:
        """Words, room at both sides, and room for the cross."""
        px = self._look.px
        words = min(self._words_width(), px(_LONGEST))
        return QSize(self._side() + words + self._end(), px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the tag away."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.tag)
        else:
            super().keyPressEvent(event)

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        edge = QPen(QColor(tokens.border), 1) if self._look.high_contrast else None
        painter.setPen(edge or QPen(Qt.PenStyle.NoPen))
        over = self.isDown() or self.underMouse()
        painter.setBrush(QColor(tokens.rule if over else tokens.sunken))
        body = self._body()
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)

    def _paint_content(self, painter: QPainter) -> None:
        super()._paint_content(painter)
        if not self._open:
            return
        size = self._look.px(12)
        cross = QRect(0, 0, size, size)
        cross.moveCenter(
            QPoint(self.width() - self._look.px(_CROSS) // 2 - self._look.px(4), self.height() // 2)
        )
        cross = mirrored(self.layoutDirection(), self.rect(), cross)
        tint = self._look.tokens.text
        painter.drawPixmap(cross, self._icons.pixmap("x", size, tint, self.devicePixelRatioF()))

    def _body(self) -> QRectF:
        gap = self._look.px(2)
        return QRectF(self.rect()).adjusted(0.5, gap, -0.5, -gap)

    def _side(self) -> int:
        return self._look.px(11)

    def _end(self) -> int:
        return self._look.px(_CROSS + 2) if self._open else self._side()

    def _radius(self) -> float:
        return self.height() / 2

    def _on_clicked(self) -> None:
        if self._open:
            self.removed.emit(self.tag)


class Pill(QuietButton):
    """Something to choose, round at both ends."""

    def __init__(self, look: Look, icons: Icons, words: str, parent: QWidget) -> None:
        super().__init__(look, icons, parent, color="text", weight=500)
        self.dress(words)

    def sizeHint(self) -> QSize:
        """Words and room at both sides."""
        px = self._look.px
        words = min(self._words_width(), px(_LONGEST))
        return QSize(2 * self._side() + words, px(_HEIGHT))

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        ground = tokens.rule if self.isDown() else tokens.sunken
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(ground if self.underMouse() else tokens.surface))
        body = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)

    def _side(self) -> int:
        return self._look.px(14)

    def _radius(self) -> float:
        return self.height() / 2
