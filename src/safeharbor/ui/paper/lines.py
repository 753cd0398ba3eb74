"""Words set in lines, and the strips that a page is made of.

A strip is never cut: a line of text, a row of a table, a picture. What is painted takes the pen of
the painter, so that the same strips serve paper, a PDF and a preview in any colours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from safeharbor.domain.unbroken import unbroken

_BETWEEN: Final = 0.35
"""Room between two paragraphs, in lines."""

_HALVINGS: Final = 6
_SHORT: Final = 1 / 3
_TO_RING: Final = re.compile(r"(?<![\w/.,])[+(]{0,2}\d[\d()\u00a0-]*\d{2}(?![\w/])")
"""Three digits at least, in groups or not."""

Paint = Callable[[QPainter, float, float], None]
"""Paints at a left edge and a top, in dots."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One piece of a page.

    Attributes:
        height: in dots.
        paint: paints it.
        before: room above it, left out at the top of a page.
        keep: whether the next one stays on the same page.
        head: what is said again above it where it begins a page.
        new_page: whether it begins one whatever room there is.
    """

    height: float
    paint: Paint
    before: float = 0.0
    keep: bool = False
    head: Strip | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    layout: QTextLayout
    number: int
    top: float
    height: float
    lead: float


class SetWords:
    """Words broken into lines of a width, where nothing sticks out."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        line_height: float,
        *,
        back: bool = False,
        centred: bool = False,
        even: bool = False,
        numbers: QFont | None = None,
    ) -> None:
        """Break them.

        Args:
            text: line breaks in it begin a paragraph.
            font: sized in dots.
            width: in dots.
            line_height: of each line at least, in dots; a letter of another script may need more.
            back: whether lines begin on the right.
            centred: whether they stand in the middle.
            even: whether a paragraph whose last line would be a word or two gets shorter lines.
            numbers: what numbers to ring are set in, None for the same.
        """
        self.width = width
        self.used = 0.0
        self.lines: list[_Line] = []
        side = Qt.AlignmentFlag.AlignRight if back else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._even = even
        self._numbers = numbers
        self._lead = 0.5 if centred else float(back)
        top = 0.0
        for number, paragraph in enumerate(unbroken(text).splitlines()):
            top += line_height * _BETWEEN if number else 0.0
            top = self._set(paragraph, font, option, top, line_height)
        self.height = top

    def line_height(self, number: int) -> float:
        """How high a line is, with the room before it that begins a paragraph."""
        above = self.lines[number - 1] if number else None
        line = self.lines[number]
        return line.top + line.height - (above.top + above.height if above else 0.0)

    def paint_line(self, painter: QPainter, number: int, left: float, top: float) -> None:
        """Paint one line into the strip ``line_height(number)`` high that begins at ``top``."""
        line = self.lines[number]
        y = top + self.line_height(number) - line.height + line.lead
        line.layout.lineAt(line.number).draw(painter, QPointF(left, y))

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint all of it."""
        for line in self.lines:
            at = QPointF(left, top + line.top + line.lead)
            line.layout.lineAt(line.number).draw(painter, at)

    def strips(self, before: float = 0.0, left: float = 0.0) -> list[Strip]:
        """A strip for each line; no first or last line stands alone on a page."""
        last = len(self.lines) - 1
        return [
            Strip(
                self.line_height(number),
                self._painter_of(number, left),
                before=0.0 if number else before,
                keep=last > 0 and number in {0, last - 1},
            )
            for number in range(last + 1)
        ]

    def _painter_of(self, number: int, inset: float) -> Paint:
        def paint(painter: QPainter, left: float, top: float) -> None:
            self.paint_line(painter, number, left + inset, top)

        return paint

    def _set(self, text: str, font: QFont, option: QTextOption, top: float, least: float) -> float:
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self._numbers is not None:
            layout.setFormats(_formats(text, self._numbers))
        width = _break(layout, self.width)
        if self._even and _ends_short(layout):
            width = _evened(layout, option, self.width)
        left = (self.width - width) * self._lead
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            line.setPosition(QPointF(left, 0))
            own = line.height()
            height = max(own, least)
            self.lines.append(_Line(layout, number, top, height, (height - own) / 2))
            self.used = max(self.used, line.naturalTextWidth())
            top += height
        return top


def _break(layout: QTextLayout, width: float) -> float:
    """Break a paragraph into lines of ``width``, which it gives back."""
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return width


def _ends_short(layout: QTextLayout) -> bool:
    """Whether the last of several lines is much shorter than the longest one."""
    widths = [layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount())]
    return len(widths) > 1 and widths[-1] < max(widths) * _SHORT


def _evened(layout: QTextLayout, option: QTextOption, width: float) -> float:
    """Break a paragraph into as few lines as before, but in the least width that allows them."""
    whole = QTextOption(option)
    whole.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(whole)
    count, low, high = layout.lineCount(), width / 2, width
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        _break(layout, middle)
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        # A word that is too long for a line would stick out.
        if len(lines) > count or any(line.naturalTextWidth() > middle for line in lines):
            low = middle
        else:
            high = middle
    layout.setTextOption(option)
    return _break(layout, high)


def _formats(text: str, font: QFont) -> list[QTextLayout.FormatRange]:
    """Where numbers to ring stand in a text, and how they look there."""
    found = []
    for number in _TO_RING.finditer(text):
        each = QTextLayout.FormatRange()
        each.start, each.length = number.start(), len(number[0])
        each.format.setFont(font)
        found.append(each)
    return found


def fill(painter: QPainter, place: QRectF) -> None:
    """A rule or a square in the colour of the pen."""
    painter.fillRect(place, painter.pen().color())
