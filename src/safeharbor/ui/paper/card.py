"""The pocket card: 85 by 54 millimetres, as a bank card, painted the same wherever it is seen.

It has no title and no name on it. Words that do not fit at a size that can be read make it two
cards high, to be folded once, so that its outside stays plain.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from safeharbor.ui.paper.lines import SetWords, fill
from safeharbor.ui.paper.measures import mm, plain_font, points

WIDTH_MM: Final = 85.0
HEIGHT_MM: Final = 54.0

_PADDING_MM: Final = 6.5
_ROUND_MM: Final = 3.0
_LARGE: Final = 19.0
_MIDDLE: Final = 13.0
_SMALL: Final = 9.5
_LEAST: Final = 9.0
_STEP: Final = 1.0
_TIGHT: Final = 1.25
_LOOSE: Final = 1.4
_RULE_MM: Final = (7.5, 0.35)
_DASH_MM: Final = 1.0
_EDGE_MM: Final = 0.25
_PAIR: Final = 2
_NUMBER: Final = re.compile(r"\d{3}")


class PocketCard:
    """Some words on a card; one line is set large, two are large and small, more are alike.

    A second line with a number to ring in it is as large as the first one.
    """

    def __init__(self, text: str, *, back: bool = False) -> None:
        """Fit the words; ``back`` is for languages that run from right to left."""
        self._back = back
        said = [line.strip() for line in text.splitlines() if line.strip()]
        self._first, self._rest = "\n".join(said), ""
        # A number to ring is what somebody looks for: it is never the small line.
        if len(said) == _PAIR and not _NUMBER.search(said[1]):
            self._first, self._rest = said
        self._most = _LARGE if len(said) <= _PAIR else _MIDDLE
        self.folded = not self._fits(_LEAST)
        fits = self._fits_folded if self.folded else self._fits
        self._size = _LEAST if self.folded else self._most
        # Whatever is written, nothing is cut off; a word of a hundred letters gets small instead.
        while self._size > _STEP and not fits(self._size):
            self._size -= _STEP

    @property
    def height_mm(self) -> float:
        """54, or twice as much to be folded."""
        return 2 * HEIGHT_MM if self.folded else HEIGHT_MM

    def paint(self, painter: QPainter, left: float, top: float, *, edge: bool = True) -> None:
        """Paint it in dots and in the colour of the pen; ``edge`` is the dashed line to cut."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if edge:
            self._paint_edge(painter, left, top)
        x, y = left + mm(_PADDING_MM), top + mm(_PADDING_MM)
        if self.folded:
            self._paint_folded(painter, x, y)
        else:
            self._large(self._size, even=True).paint(painter, x, y)
            self._paint_rest(painter, x, top + mm(HEIGHT_MM - _PADDING_MM))
        painter.restore()

    @property
    def _room(self) -> tuple[float, float]:
        return mm(WIDTH_MM - 2 * _PADDING_MM), mm(HEIGHT_MM - 2 * _PADDING_MM)

    def _set(self, text: str, size: float, *, even: bool = False) -> SetWords:
        large = size > _MIDDLE
        line = points(size) * (_TIGHT if large else _LOOSE)
        font = plain_font(size, 500 if large else 400)
        return SetWords(text, font, self._room[0], line, back=self._back, even=even)

    def _large(self, size: float, *, even: bool = False) -> SetWords:
        return self._set(self._first, size, even=even)

    def _fits(self, size: float) -> bool:
        room = self._room[1]
        if self._rest:
            room -= self._set(self._rest, min(size, _SMALL)).height + mm(_PADDING_MM)
        return self._large(size).height <= room

    def _paint_edge(self, painter: QPainter, left: float, top: float) -> None:
        color = painter.pen().color()
        pen = QPen(color, mm(_EDGE_MM))
        dash = _DASH_MM / _EDGE_MM
        pen.setDashPattern([dash, dash])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        place = QRectF(left, top, mm(WIDTH_MM), mm(self.height_mm))
        painter.drawRoundedRect(place, mm(_ROUND_MM), mm(_ROUND_MM))
        if self.folded:
            middle = top + mm(HEIGHT_MM)
            pen.setDashPattern([dash / 4, dash])
            painter.setPen(pen)
            painter.drawLine(QPointF(place.left(), middle), QPointF(place.right(), middle))
        painter.setPen(QPen(color, 0))

    def _paint_rest(self, painter: QPainter, x: float, bottom: float) -> None:
        if not self._rest:
            return
        small = self._set(self._rest, min(self._size, _SMALL))
        small.paint(painter, x, bottom - small.height)
        wide, high = mm(_RULE_MM[0]), mm(_RULE_MM[1])
        at = x + self._room[0] - wide if self._back else x
        fill(painter, QRectF(at, bottom - small.height - mm(_PADDING_MM / 2), wide, high))

    def _folded(self, size: float) -> tuple[SetWords, list[float]]:
        """All the words with the top of each line; what would lie on the fold begins below it."""
        words = self._set("\n".join(filter(None, (self._first, self._rest))), size)
        y, fold = 0.0, self._room[1]
        tops = []
        for number in range(len(words.lines)):
            high = words.line_height(number)
            if y <= fold < y + high:
                y = fold + mm(2 * _PADDING_MM)
            tops.append(y)
            y += high
        return words, tops

    def _fits_folded(self, size: float) -> bool:
        words, tops = self._folded(size)
        end = tops[-1] + words.line_height(len(tops) - 1)
        return end <= 2 * self._room[1] + mm(2 * _PADDING_MM)

    def _paint_folded(self, painter: QPainter, x: float, top: float) -> None:
        words, tops = self._folded(self._size)
        for number, y in enumerate(tops):
            words.paint_line(painter, number, x, top + y)
