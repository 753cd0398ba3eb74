"""The quiet scroll bar of pages, of the lists of the journal and of its editor.

It keeps its room whether or not there is anything to scroll, so that no line breaks elsewhere when
a text grows longer than its page.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from safeharbor.ui.theme import Look


class QuietBar(QScrollBar):
    """A bar that shows nothing where there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the handle if it can go anywhere."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def keep_room(area: QAbstractScrollArea) -> None:
    """Give ``area`` a quiet bar that always has its place."""
    if not isinstance(area.verticalScrollBar(), QuietBar):
        area.setVerticalScrollBar(QuietBar(Qt.Orientation.Vertical, area))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)


def dress_bar(look: Look, bar: QScrollBar) -> None:
    """Make ``bar`` thin, and wide enough to take hold of under the pointer; only a sheet can."""
    px, tokens = look.px, look.tokens
    bar.setStyleSheet(
        f"QScrollBar:vertical{{width:{px(12)}px;background:transparent;border:0}}"
        f"QScrollBar::handle:vertical{{min-height:{px(40)}px;margin:{px(2)}px {px(4)}px;"
        f"border-radius:{px(2)}px;background:{tokens.border}}}"
        f"QScrollBar::handle:vertical:hover,QScrollBar::handle:vertical:pressed{{"
        f"margin:{px(2)}px;border-radius:{px(4)}px}}"
        "QScrollBar::add-line,QScrollBar::sub-line{height:0}"
        "QScrollBar::add-page,QScrollBar::sub-page{background:transparent}"
    )
