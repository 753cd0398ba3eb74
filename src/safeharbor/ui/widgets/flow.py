"""A layout that puts things in a line and goes on in the next one where there is no more room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from safeharbor.ui.mirror import mirrored


class Flow(QLayout):
    """Items from the beginning of the line on, each in the middle of its row's height.

    Where they take several rows and are ``even``, no row is longer than it has to be.
    """

    def __init__(
        self, parent: QWidget, *, gap: int = 8, row_gap: int = 4, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._even = even
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = row_gap
        self._leads: dict[QWidget, int] = {}
        self._starts: dict[QWidget, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def set_gaps(self, gap: int, row_gap: int) -> None:
        """Pixels between two items and between two rows."""
        self._gap, self._row_gap = gap, row_gap
        self.invalidate()

    def set_leads(self, leads: dict[QWidget, int], starts: dict[QWidget, int]) -> None:
        """Pixels that these keep free before them besides: within a row, and at its beginning."""
        self._leads = leads
        self._starts = starts
        self.invalidate()

    def rows(self, width: int | None = None) -> list[list[QLayoutItem]]:
        """The items row by row, as they stand now or as they would stand in ``width``."""
        return self._rows(self.geometry().width() if width is None else width)

    def move_item(self, widget: QWidget, place: int) -> None:
        """Put the item of ``widget`` at ``place`` of the order."""
        item = next(item for item in self._items if item.widget() is widget)
        self._items.remove(item)
        self._items.insert(place, item)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add one at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of one of them."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It asks for no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high all rows are together."""
        heights = [_height(row) for row in self._rows(width)]
        return sum(heights) + self._row_gap * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() + self._lead(item) for item in shown)
        width += self._gap * max(len(shown) - 1, 0)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        top = rect.top()
        for row in self._rows(rect.width()):
            left, high = rect.left(), _height(row)
            for place, item in enumerate(row):
                left += self._lead(item) if place else self._start(item)
                size = item.sizeHint().boundedTo(QSize(rect.width(), high))
                corner = QPoint(left, top + (high - size.height()) // 2)
                item.setGeometry(mirrored(direction, rect, QRect(corner, size)))
                left += size.width() + self._gap
            top += high + self._row_gap

    def _lead(self, item: QLayoutItem) -> int:
        widget = item.widget()
        return self._leads.get(widget, 0) if widget else 0

    def _start(self, item: QLayoutItem) -> int:
        widget = item.widget()
        return self._starts.get(widget, 0) if widget else 0

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        there = [item for item in self._items if not item.isEmpty()]
        measured = [(item, item.sizeHint().width()) for item in there]
        rows = self._filled(measured, width)
        if not self._even or len(rows) < 2:
            return rows
        least, most = max(wide for _, wide in measured), width
        while least < most:
            middle = (least + most) // 2
            fits = len(self._filled(measured, middle)) <= len(rows)
            least, most = (least, middle) if fits else (middle + 1, most)
        return self._filled(measured, most)

    def _filled(
        self, measured: Sequence[tuple[QLayoutItem, int]], width: int
    ) -> list[list[QLayoutItem]]:
        """As many items in each row as have room in ``width``."""
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item, wide in measured:
            before = self._gap + self._lead(item)
            if not rows or used + before + wide > width:
                rows.append([])
                used = wide + self._start(item)
            else:
                used += before + wide
            rows[-1].append(item)
        return rows


def _height(row: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in row), default=0)
