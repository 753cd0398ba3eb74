"""The top of a page that asks one thing: the mark, a small word, the question, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.mark import Mark
from safeharbor.ui.widgets.words import Words

_GAP = 16
_TITLE = 560


class Head(QWidget):
    """Where a page begins."""

    def __init__(self, look: Look, parent: QWidget, *, small: str, title: str, lead: str) -> None:
        super().__init__(parent)
        self._look = look
        px = look.px
        self.lead = Words(look, lead, Type.READING, self, color="muted")
        top = QHBoxLayout()
        top.setContentsMargins(look.free_room, 0, 0, 0)
        top.setSpacing(px(_GAP - 4))
        top.addWidget(Mark(look, self, size=24))
        top.addWidget(Words(look, small, Type.LABEL, self, color="muted"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(px(20))
        self._title = QHBoxLayout()
        self._title.addWidget(Words(look, title, Type.WORD, self))
        column.addLayout(self._title)
        column.addSpacing(px(12))
        column.addWidget(self.lead)
        look.changed.connect(self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A question in two lines of about the same length is read at a glance."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        spare = max(self.width() - self._look.px(_TITLE), 0)
        right_to_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._title.setContentsMargins(
            spare if right_to_left else 0, 0, 0 if right_to_left else spare, 0
        )
