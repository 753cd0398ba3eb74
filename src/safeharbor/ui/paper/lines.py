"""Words set in lines, and the strips that a page is made of.

A strip is never cut: a line of text, a row of a table, a picture. What is painted takes the pen of
the painter, so that the same strips serve paper, a PDF and a preview in any colours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_BETWEEN: Final = 0.35
"""Room between two paragraphs, in lines."""

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
    ) -> None:
        """Break them.

        Args:
            text: line breaks in it begin a paragraph.
            font: sized in dots.
            width: in dots.
            line_height: of each line at least, in dots; a letter of another script may need more.
            back: whether lines begin on the right.
            centred: whether they stand in the middle.
        """
        self.width = width
        self.used = 0.0
        self.lines: list[_Line] = []
        side = Qt.AlignmentFlag.AlignRight if back else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        top = 0.0
        for number, paragraph in enumerate(text.splitlines()):
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
        layout.beginLayout()
        number = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0, 0))
            own = line.height()
            height = max(own, least)
            self.lines.append(_Line(layout, number, top, height, (height - own) / 2))
            self.used = max(self.used, line.naturalTextWidth())
            top += height
            number += 1
        layout.endLayout()
        return top


def fill(painter: QPainter, place: QRectF) -> None:
    """A rule or a square in the colour of the pen."""
    painter.fillRect(place, painter.pen().color())
