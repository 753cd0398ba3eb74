"""Breathing without motion: a large word, and a bar that fills one segment at a time.

It stands where the lamp would stand, for those who asked for less motion or get dizzy from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from safeharbor.ui.theme import Look, Type

_SEGMENT: Final = (58, 20)
_GAP: Final = 6
_GROUP_GAP: Final = 28
_BAR_TOP: Final = 96
"""From the middle of the word down to the bar."""
_LABEL_TOP: Final = 10
_LABEL: Final = 20
_WIDEST: Final = 760
"""A long round is drawn smaller, so that it is seen at one glance."""
_NEEDED: Final = 240
"""The height that word and bar want; with less they move together."""
_TIGHT_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Group:
    """One phase on the bar: its word and how many of its segments are lit."""

    word: str
    segments: int
    lit: int
    current: bool


@dataclass(frozen=True, slots=True)
class StillState:
    """What to paint: the large word and the phases of the round."""

    word: str
    groups: tuple[Group, ...]


class StillBreath(QWidget):
    """Paints the word and the bar in the middle of itself."""

    def __init__(self, look: Look, source: Callable[[], StillState], parent: QWidget) -> None:
        """Paint what ``source`` answers each time."""
        super().__init__(parent)
        self._look = look
        self._source = source
        self._shown: StillState | None = None
        look.changed.connect(self.update)

    def refresh(self) -> None:
        """Paint anew, unless the picture would be the same."""
        if self._shown is None or self._source() != self._shown:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word above the bar."""
        state = self._shown = self._source()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._look.px
        below = px(_TIGHT_GAP + _SEGMENT[1] + _LABEL_TOP + _LABEL)
        painter.setFont(self._word_font(state.word, self.height() - below))
        painter.setPen(self._look.color("text"))
        height = painter.fontMetrics().height()
        if self.height() >= px(_NEEDED):
            # The word stands a little above the middle, the bar a little below it.
            middle = self.height() / 2 - px(40)
            bar = middle + px(_BAR_TOP)
        else:
            middle = (self.height() - below) / 2
            bar = middle + height / 2 + px(_TIGHT_GAP)
        place = QRectF(0, middle - height / 2, self.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, state.word)
        if state.groups:
            self._paint_bar(painter, state.groups, bar)

    def _word_font(self, word: str, high: int) -> QFont:
        """As large as the drawing has it, or as there is room."""
        font = self._look.font(Type.CALL)
        measured = QFontMetrics(font)
        wide = measured.horizontalAdvance(word) or 1
        share = min(self.width() / wide, high / measured.height(), 1.0)
        font.setPixelSize(max(round(font.pixelSize() * share), self._look.px(15)))
        return font

    def _paint_bar(self, painter: QPainter, groups: tuple[Group, ...], top: float) -> None:
        scale = self._scale(groups)
        width, height = _SEGMENT[0] * scale, _SEGMENT[1] * self._look.unit
        left = (self.width() - self._bar_width(groups) * scale) / 2
        for group in groups:
            begin = left
            for index in range(group.segments):
                self._paint_segment(
                    painter, QRectF(left, top, width, height), lit=index < group.lit
                )
                left += width + _GAP * scale
            left += (_GROUP_GAP - _GAP) * scale
            self._paint_label(painter, group, QPointF(begin, top + height), left - begin)

    def _scale(self, groups: tuple[Group, ...]) -> float:
        """Pixels for one pixel of the drawing, smaller where the window is narrow."""
        room = min(self.width(), self._look.px(_WIDEST))
        return min(self._look.unit, room / self._bar_width(groups))

    @staticmethod
    def _bar_width(groups: tuple[Group, ...]) -> float:
        segments = sum(group.segments for group in groups)
        gaps = sum(group.segments - 1 for group in groups)
        return segments * _SEGMENT[0] + gaps * _GAP + (len(groups) - 1) * _GROUP_GAP

    def _paint_segment(self, painter: QPainter, place: QRectF, *, lit: bool) -> None:
        half = (2 if self._look.high_contrast else 1) / 2
        inner = place.adjusted(half, half, -half, -half)
        radius = self._look.px(5)
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("lamp"))
            painter.drawRoundedRect(place, radius, radius)
            return
        edge = 2 if self._look.high_contrast else 1
        painter.setPen(QPen(self._look.color("border"), edge))
        painter.setBrush(self._look.color("surface"))
        painter.drawRoundedRect(inner, radius, radius)

    def _paint_label(self, painter: QPainter, group: Group, foot: QPointF, width: float) -> None:
        painter.setFont(self._look.font(Type.LABEL if group.current else Type.BODY))
        painter.setPen(self._look.color("text" if group.current else "muted"))
        top = foot.y() + self._look.px(_LABEL_TOP)
        needed = painter.fontMetrics().horizontalAdvance(group.word) + 1
        left = max(min(foot.x(), self.width() - needed), 0.0)
        place = QRectF(left, top, max(width, needed), painter.fontMetrics().height())
        # The bar runs from left to right in every language, and its words with it.
        left_edge = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(place, left_edge, group.word)
