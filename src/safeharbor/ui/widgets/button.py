"""The push button of the program: icon, word, and the key that does the same.

It paints itself from the look, with the focus ring two pixels off its edge, and keeps four
pixels of its own rectangle free for that ring.
"""

from __future__ import annotations

import enum
from typing import Final, NamedTuple

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, QSize, Qt
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

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type, mixed
from safeharbor.ui.widgets.chip import chip_size, paint_chip

RING_REASONS: Final = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
"""Keys that came like this are shown by a ring: it is for those who move by keys."""


class Kind(enum.Enum):
    """How much a button asks to be pressed."""

    PLAIN = enum.auto()
    PRIMARY = enum.auto()
    QUIET = enum.auto()
    TOOL = enum.auto()
    """For the row at the top: as quiet as text."""
    DOOR = enum.auto()
    """For the corner: its icon is larger and has a colour."""


class _Gaps(NamedTuple):
    """What stands inside a button and the room between, in pixels of the drawings."""

    side: int = 18
    icon: int = 18
    beside_icon: int = 14
    after_icon: int = 9
    around_chip: int = 12


_GAPS: Final = {
    Kind.PLAIN: _Gaps(),
    Kind.PRIMARY: _Gaps(),
    Kind.QUIET: _Gaps(side=12, beside_icon=13, after_icon=13),
    Kind.TOOL: _Gaps(side=12, beside_icon=12, after_icon=8, around_chip=10),
    Kind.DOOR: _Gaps(icon=20, beside_icon=12, after_icon=12),
}

_BARE: Final = frozenset({Kind.QUIET, Kind.TOOL})
"""Without an edge until the pointer is over them."""


class Button(QPushButton):
    """A button painted from the look; ``dress`` gives it its word."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        parent: QWidget,
        *,
        kind: Kind = Kind.PLAIN,
        height: int = 48,
        width: int = 0,
    ) -> None:
        """An empty button.

        Args:
            look: what to paint from.
            icons: where the icon is taken from.
            parent: the widget it stands in.
            kind: how much it asks to be pressed.
            height: of the visible button, in pixels of the drawings.
            width: the same; 0 for as wide as its words.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._kind = kind
        self._height = height
        self._width = width
        self._icon = ""
        self._chip = ""
        self._chip_shown = True
        self._words_shown = True
        self._ring = False
        self.rest = "bg"
        """The token of what it stands on, where it has no edge of its own."""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._refresh)

    def dress(self, text: str, *, icon: str = "", chip: str = "") -> None:
        """Give it a word, an icon, and the key that does the same."""
        self._icon = icon
        self._chip = chip
        self.setText(text)
        #: Spoken after the name of a button; %1 is a key such as Esc.
        key = self.tr("Key: %1").replace("%1", chip)
        self.setAccessibleDescription(key if chip else "")
        self._refresh()

    def choose(self, *, chosen: bool) -> None:
        """Show it as the place where one is now, or as any other."""
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.update()

    def show_chip(self, *, shown: bool) -> None:
        """Leave the key away where there is no room for it; the key itself keeps working."""
        if shown != self._chip_shown:
            self._chip_shown = shown
            self._refresh()

    def show_words(self, *, shown: bool) -> None:
        """Icon and word, or the icon alone where there is no room; the word becomes a tooltip."""
        if shown != self._words_shown:
            self._words_shown = shown
            self.setToolTip("" if shown else self.text())
            self._refresh()

    @property
    def chip(self) -> str:
        """The key that is shown on it."""
        return self._chip

    @property
    def margin(self) -> int:
        """Pixels of free room on each side of what is visible."""
        return self._look.free_room

    def sizeHint(self) -> QSize:
        """As wide as its words or as it was told, and the free room around."""
        width = max(self._look.px(self._width) if self._width else 0, self._natural_width())
        return QSize(width, self._look.px(self._height)).grownBy(self._margins())

    def minimumSizeHint(self) -> QSize:
        """It never gets smaller than its words."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The free room belongs to the target, so that a shaking hand hits it too."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, icon, word, key and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.rect().marginsRemoved(self._margins())
        self._paint_body(painter, body)
        self._paint_content(painter, body)
        if self._ring and self.hasFocus():
            radius = self._look.px(11)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() in RING_REASONS
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def _margins(self) -> QMargins:
        return QMargins(self.margin, self.margin, self.margin, self.margin)

    def _word_font(self) -> QFont:
        return self._look.font(Type.BUTTON, weight=600 if self.isChecked() else None)

    def _natural_width(self) -> int:
        # Measured in its widest weight, so that being chosen does not move anything.
        return self._width_in(self._look.font(Type.BUTTON, weight=600))

    def _width_in(self, font: QFont) -> int:
        """The width of everything in it with the word in ``font``."""
        px, gaps = self._look.px, _GAPS[self._kind]
        if not self._words_shown:
            return 2 * px(gaps.beside_icon) + px(gaps.icon)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        left = px(gaps.side)
        if self._icon:
            left = px(gaps.beside_icon) + px(gaps.icon) + px(gaps.after_icon)
        right = px(gaps.side)
        if self._chip and self._chip_shown:
            right = 2 * px(gaps.around_chip) + chip_size(self._look, self._chip).width()
        return left + words + right

    def _paint_body(self, painter: QPainter, body: QRect) -> None:
        edge = 2 if self.isChecked() or self._look.high_contrast else 1
        painter.setBrush(self._ground())
        if self._kind in _BARE:
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setPen(QPen(self._edge(), edge))
        half = edge / 2
        radius = self._look.px(8)
        painter.drawRoundedRect(QRectF(body).adjusted(half, half, -half, -half), radius, radius)

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        px = self._look.px
        ink = self._ink()
        gaps = _GAPS[self._kind]
        left = body.left() + (body.width() - self._width_in(self._word_font())) // 2
        if self._width and self._icon:
            left = body.left()
        if self._icon:
            size = px(gaps.icon)
            top = body.top() + (body.height() - size) // 2
            icon = QRect(left + px(gaps.beside_icon), top, size, size)
            tint = self._look.tokens.accent if self._kind is Kind.DOOR else ink
            picture = self._icons.pixmap(self._icon, size, tint, self.devicePixelRatioF())
            painter.drawPixmap(self._mirrored(body, icon), picture)
            left = icon.right() + 1 + px(gaps.after_icon)
        else:
            left += px(gaps.side)
        if not self._words_shown:
            return
        painter.setFont(self._word_font())
        painter.setPen(QColor(ink))
        words = QRect(left, body.top(), body.right() - left, body.height())
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        painter.drawText(self._mirrored(body, words), aligned, self.text())
        if self._chip and self._chip_shown:
            self._paint_chip(painter, body)

    def _paint_chip(self, painter: QPainter, body: QRect) -> None:
        px = self._look.px
        size = chip_size(self._look, self._chip)
        corner = QPoint(
            body.right() + 1 - px(_GAPS[self._kind].around_chip) - size.width(),
            body.top() + (body.height() - size.height()) // 2,
        )
        place = self._mirrored(body, QRect(corner, size))
        tokens, plain = self._look.tokens, self._kind is not Kind.PRIMARY
        edge, ink = (tokens.border, tokens.muted) if plain else (self._ink(), self._ink())
        paint_chip(painter, self._look, place, self._chip, edge=edge, ink=ink)

    def _mirrored(self, body: QRect, place: QRect) -> QRect:
        """``place`` where right-to-left languages have it."""
        return mirrored(self.layoutDirection(), body, place)

    def _ground(self) -> QColor:
        tokens = self._look.tokens
        down, over = self.isDown(), self.underMouse()
        if not self.isEnabled():
            return QColor(tokens.sunken if self._kind is Kind.PRIMARY else tokens.bg)
        if self._kind is Kind.PRIMARY:
            return mixed(tokens.accent, tokens.text, 0.22 if down else 0.10 if over else 0.0)
        if self.isChecked() or (down and self._look.high_contrast):
            return QColor(tokens.accent_soft)
        if down or over:
            return QColor(tokens.rule if down else tokens.sunken)
        return self._look.color(self.rest) if self._kind in _BARE else QColor(tokens.surface)

    def _edge(self) -> QColor:
        tokens = self._look.tokens
        if not self.isEnabled():
            return QColor(tokens.rule)
        strong = self.isChecked() or self._kind is Kind.PRIMARY
        return QColor(tokens.accent if strong else tokens.border)

    def _ink(self) -> str:
        tokens = self._look.tokens
        if not self.isEnabled():
            return tokens.muted
        if self._kind is Kind.PRIMARY:
            return tokens.on_accent
        inks = {Kind.QUIET: tokens.accent, Kind.TOOL: tokens.muted}
        return inks.get(self._kind, tokens.text)
