"""The row at the top of a page, which the way back shares with the tools of the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.tools import Tools


def fit_back(page: QWidget, back: Button, start: int) -> None:
    """Show the word of the way back where it fits before the tools, else its arrow alone.

    Args:
        page: what it stands on.
        back: the button.
        start: pixels before it, from where lines begin.
    """
    back.show_words(shown=True)
    tools = page.window().findChild(Tools)
    if tools is None or tools.isHidden():
        return
    room = _before(page, tools) - start
    back.show_words(shown=back.sizeHint().width() <= room)


def _before(page: QWidget, tools: Tools) -> int:
    """Pixels of the row between the beginning of ``page`` and the tools."""
    window = page.window()
    left = page.mapTo(window, QPoint(0, 0)).x()
    if page.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        return left + page.width() - tools.geometry().right() - 1
    return tools.x() - left
