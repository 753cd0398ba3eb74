"""Tables on paper: columns as wide as their words ask for, or rows of lines where they do not fit.

The head is said again on each page. A row that is longer than a page is cut between its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from safeharbor.ui.paper.lines import SetWords, Strip, fill
from safeharbor.ui.paper.measures import Face, mm

_GAP_MM: Final = 4.0
_PAD_MM: Final = 1.5
_RULE_MM: Final = 0.15
_LEAST_MM: Final = 15.0
_MOST: Final = 6
"""More columns than this are no table on an upright page."""
_LONGEST_WORD: Final = 0.4
"""How much of the width one word may ask for."""
_WHOLE: Final = 6
"""A row of so many lines stays on one page."""
_WHOLE_STACK: Final = 14
"""The same for a row that is set as lines."""
_MEASURED: Final = 12
"""How many of the longest words are measured."""

Across = Callable[[float, float], float]
"""Where something of a width begins that stands some way after the beginning of the line."""


@dataclass(frozen=True, slots=True)
class TableSetter:
    """Sets tables on a width.

    Attributes:
        width: in dots.
        scale: of the type.
        back: whether it begins on the right.
        across: see ``Across``.
    """

    width: float
    scale: float
    back: bool
    across: Across

    def strips(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Strip]:
        """A strip for each line of each row, or for each line of each value."""
        widths = self._widths(head, rows) if head else []
        if not widths:
            return self._stacked(head, rows)
        top = self._row(head, widths, Face.LABEL, last=True)
        again = top[0] if len(top) == 1 else None
        # The head stays with the first row.
        found = [replace(strip, keep=True) for strip in top]
        for number, row in enumerate(rows):
            lines = self._row(row, widths, Face.CELL, last=number < len(rows) - 1)
            found += [replace(strip, head=again) for strip in lines]
        return found

    def _widths(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float] | None:
        """Dots for each column, None where a word of some column would be cut."""
        count = len(head)
        if count > _MOST:
            return None
        room = self.width - mm(_GAP_MM) * (count - 1)
        cells = [[_cell(row, column) for row in rows] for column in range(count)]
        face, bold = Face.CELL.font(self.scale), Face.LABEL.font(self.scale)
        least, wanted = [], []
        for name, column in zip(head, cells, strict=True):
            words = max(_widest_word(column, face), _widest_word([name], bold))
            least.append(max(min(words, room * _LONGEST_WORD), mm(_LEAST_MM)))
            whole = max(_widest(column, face), _widest([name], bold))
            wanted.append(max(whole, least[-1]))
        if sum(least) > room:
            return None
        if sum(wanted) <= room:
            wanted[-1] += room - sum(wanted)
            return wanted
        spare, asked = room - sum(least), sum(wanted) - sum(least)
        return [low + spare * (want - low) / asked for low, want in zip(least, wanted, strict=True)]

    def _row(
        self,
        row: Sequence[str],
        widths: Sequence[float],
        face: Face,
        *,
        last: bool,
    ) -> list[Strip]:
        font, line = face.font(self.scale), face.line(self.scale)
        cells = [
            SetWords(_cell(row, n), font, width, line, back=self.back)
            for n, width in enumerate(widths)
        ]
        lines = max(max(len(cell.lines) for cell in cells), 1)
        pad = mm(_PAD_MM)
        if lines <= _WHOLE:
            height = max(*(cell.height for cell in cells), line) + 2 * pad
            return [Strip(height, self._whole(cells, height if last else 0.0))]
        strips = []
        for number in range(lines):
            heights = [c.line_height(number) for c in cells if number < len(c.lines)]
            above = pad if number == 0 else 0.0
            below = pad if number == lines - 1 else 0.0
            height = above + max(heights, default=line) + below
            ruled = last and number == lines - 1
            paint = self._line(cells, number, above, height if ruled else 0.0)
            # A long row may go on over the page, but no line of it stands alone.
            strips.append(Strip(height, paint, keep=number in {0, lines - 2}))
        return strips

    def _whole(
        self, cells: Sequence[SetWords], rule: float
    ) -> Callable[[QPainter, float, float], None]:
        """A row cell by cell, which is also the order in which a PDF is read."""

        def paint(painter: QPainter, left: float, top: float) -> None:
            x = 0.0
            for cell in cells:
                cell.paint(painter, left + self.across(x, cell.width), top + mm(_PAD_MM))
                x += cell.width + mm(_GAP_MM)
            if rule:
                self._rule(painter, left, top + rule)

        return paint

    def _rule(self, painter: QPainter, left: float, bottom: float) -> None:
        thin = mm(_RULE_MM)
        fill(painter, QRectF(left, bottom - thin, self.width, thin))

    def _line(
        self, cells: Sequence[SetWords], number: int, above: float, rule: float
    ) -> Callable[[QPainter, float, float], None]:
        """One line of every cell."""

        def paint(painter: QPainter, left: float, top: float) -> None:
            x = 0.0
            for cell in cells:
                if number < len(cell.lines):
                    at = left + self.across(x, cell.width)
                    cell.paint_line(painter, number, at, top + above)
                x += cell.width + mm(_GAP_MM)
            if rule:
                self._rule(painter, left, top + rule)

        return paint

    def _stacked(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Strip]:
        """Each row as lines: the first value, then every other with the name of its column."""
        found: list[Strip] = []
        font, line = Face.CELL.font(self.scale), Face.CELL.line(self.scale)
        bold = Face.CELL.font(self.scale)
        bold.setWeight(QFont.Weight(600))
        between = mm(_GAP_MM)
        for row in rows:
            gap = between if found else 0.0
            own_row: list[Strip] = []
            for number, name in enumerate(head):
                value = _cell(row, number)
                if not value.strip():
                    continue
                text = f"{name}: {value}" if number and name else value
                own = bold if number == 0 else font
                words = SetWords(text, own, self.width, line, back=self.back)
                own_row += words.strips(before=gap)
                gap = 0.0
            found += _together(own_row)
        return found


def _together(strips: Sequence[Strip]) -> list[Strip]:
    """What a row says on one page unless it says very much; its first two lines in any case."""
    whole = len(strips) <= _WHOLE_STACK
    last = len(strips) - 1
    return [
        replace(strip, keep=strip.keep or (number < last and (whole or number == 0)))
        for number, strip in enumerate(strips)
    ]


def _cell(row: Sequence[str], number: int) -> str:
    return row[number] if number < len(row) else ""


def _widest(texts: Sequence[str], font: QFont) -> float:
    metrics = QFontMetricsF(font)
    lines = (line for text in texts for line in text.splitlines())
    return max((metrics.horizontalAdvance(line) + 1 for line in lines), default=0.0)


def _widest_word(texts: Sequence[str], font: QFont) -> float:
    metrics = QFontMetricsF(font)
    # Measuring is dear; the widest word is among the longest ones.
    words = sorted({word for text in texts for word in text.split()}, key=len, reverse=True)
    return max((metrics.horizontalAdvance(word) + 1 for word in words[:_MEASURED]), default=0.0)
