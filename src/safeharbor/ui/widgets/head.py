"""The top of a page that asks one thing: the mark, a small word, the question, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.mark import Mark, side_bearing
from safeharbor.ui.widgets.words import Words

_MARK = 24
_LARGE_MARK = 44
_TITLE = 560


class Head(QWidget):
    """Where a page begins. Without a small word the mark is large and stands alone."""

    def __init__(
        self, look: Look, parent: QWidget, *, title: str, small: str = "", lead: str = ""
    ) -> None:
        """``small`` stands beside the mark, ``title`` below it, and ``lead`` says why."""
        super().__init__(parent)
        self._look = look
        px = look.px
        size = _MARK if small else _LARGE_MARK
        self.lead = Words(look, "", Type.READING, self, color="muted")
        top = QHBoxLayout()
        # The ring itself stands at the edge of the words below it.
        top.setContentsMargins(max(look.free_room - round(side_bearing(px(size))), 0), 0, 0, 0)
        top.setSpacing(px(12))
        top.addWidget(Mark(look, self, size=size))
        top.addWidget(Words(look, small, Type.LABEL, self, color="muted", wrap=False))
        top.addStretch()
        self._title = Words(look, title, Type.WORD if small else Type.TITLE, self)
        across = QHBoxLayout()
        across.addWidget(self._title, 1)
        across.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(px(20 if small else 28))
        column.addLayout(across)
        if small:
            column.addSpacing(px(12))
        column.addWidget(self.lead)
        self.say(lead)
        look.changed.connect(self._measure)
        self._measure()

    def say(self, lead: str) -> None:
        """Say why; with no words it takes no room."""
        self.lead.say(lead)
        self.lead.setVisible(bool(lead))

    def _measure(self) -> None:
        # A question in two lines of about the same length is read at a glance.
        self._title.setMaximumWidth(self._look.px(_TITLE))
