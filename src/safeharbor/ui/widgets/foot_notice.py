"""A notice at the foot of several pages: never higher than its share, what is more scrolls."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page

WIDE: Final = 860


class FootNotice(Page):
    """One notice that gives its height for the width there is."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, parent, width=WIDE, top=0)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.notice = Notice(look, icons, self)
        self.notice.setAccessibleIdentifier("frame.notice")
        # Large text in a narrow window leaves less than a notice asks for.
        self.notice.setMinimumWidth(1)
        self.column.addWidget(self.notice)
        self.column.addStretch()
        self.hide()

    def height_for(self, wide: int, most: int) -> int:
        """Its height where it is ``wide``, and ``most`` where that is not enough."""
        bar = self.verticalScrollBar().sizeHint().width()
        self.notice.resize(wide, self.notice.height())
        high = self.notice.heightForWidth(wide)
        if high <= most:
            return high
        self.notice.resize(wide - bar, high)
        return most

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [] if self.isHidden() else self.notice.stops()
