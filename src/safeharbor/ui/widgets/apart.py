"""Two things at both ends of a line, below each other where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from safeharbor.ui.sheet.shown import is_away
from safeharbor.ui.theme import Look


class Apart(QWidget):
    """The line. What stands in its middle is left out first."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        first: QWidget,
        last: QWidget,
        middle: QWidget | None = None,
    ) -> None:
        """``first`` and ``last`` at the ends, ``middle`` between them as long as it fits."""
        super().__init__(parent)
        self._ends = (first, last)
        self._middle = middle
        self._down: bool | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(first)
        self._row.addStretch(1)
        if middle is not None:
            self._row.addWidget(middle)
            self._row.addStretch(1)
        self._row.addWidget(last)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.refresh)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two."""
        width = max(end.sizeHint().width() for end in self._ends)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room has changed."""
        super().resizeEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Something in it says other words now, or was hidden."""
        both = sum(end.sizeHint().width() for end in self._ends if self._takes_room(end))
        down = both > self.width() > 0
        if self._middle is not None:
            fits = both + self._middle.sizeHint().width() <= self.width()
            if self._middle.isHidden() is fits:
                self._middle.setVisible(fits)
        if down is self._down:
            return
        self._down = down
        across = QBoxLayout.Direction.LeftToRight
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if down else across)
        leading = Qt.AlignmentFlag.AlignLeading
        for end in self._ends:
            self._row.setAlignment(end, leading if down else Qt.AlignmentFlag.AlignVCenter)
        self.updateGeometry()

    @staticmethod
    def _takes_room(end: QWidget) -> bool:
        return not is_away(end) or end.sizePolicy().retainSizeWhenHidden()
