"""A few lines of text with words in them that are lit and underlined: two cues."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from safeharbor.ui.journal.places import to_qt
from safeharbor.ui.theme import Look

LINE: Final = 25
"""The height of a line in pixels of the drawings."""

Spans = tuple[tuple[int, int], ...]


class LitText:
    """Text laid out to a width, at most some lines of it."""

    def __init__(
        self,
        look: Look,
        words: str,
        spans: Spans,
        font: QFont,
        width: int,
        *,
        most: int,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Lay it out.

        Args:
            look: where colours and measures come from.
            words: one paragraph.
            spans: the places in ``words`` that are lit, as Python counts.
            font: of all of it.
            width: in pixels.
            most: lines that are shown.
            direction: of the page.
        """
        self._look = look
        self._spans = [(to_qt(words, start), to_qt(words, end)) for start, end in spans]
        self._layout = QTextLayout(words, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # The words know their own direction; the page says where lines begin.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        mirrored = direction is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side)
        self._layout.setTextOption(option)
        self._layout.setFormats([self._lit(start, end) for start, end in self._spans])
        self._lay_out(width, most)

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return self._layout.lineCount()

    @property
    def first_width(self) -> int:
        """The width of the first line in pixels."""
        return round(self._layout.lineAt(0).naturalTextWidth()) if self.lines else 0

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw it with its top corner at ``at``, in the colour of the pen."""
        self._layout.draw(painter, at)
        thick = max(round(1.5 * self._look.unit), 1)
        lamp = self._look.color("lamp")
        for start, end in self._spans:
            for number in range(self.lines):
                line = self._layout.lineAt(number)
                first = max(start, line.textStart())
                last = min(end, line.textStart() + line.textLength())
                if first < last:
                    left, right = sorted((_x_of(line, first), _x_of(line, last)))
                    low = at.y() + line.y() + line.height()
                    painter.fillRect(QRectF(at.x() + left, low, right - left, thick), lamp)

    def _lit(self, start: int, end: int) -> QTextLayout.FormatRange:
        ground = QTextCharFormat()
        ground.setBackground(self._look.color("lamp_soft"))
        part = QTextLayout.FormatRange()
        part.start = start
        part.length = end - start
        part.format = ground
        return part

    def _lay_out(self, width: int, most: int) -> None:
        self._layout.beginLayout()
        for number in range(most):
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, number * self._look.px(LINE)))
        self._layout.endLayout()


def _x_of(line: QTextLine, place: int) -> float:
    """Where in ``line`` the character at ``place`` begins."""
    # The stubs leave out that PySide returns the place beside the distance.
    x, _ = cast("tuple[float, int]", line.cursorToX(place))
    return x
