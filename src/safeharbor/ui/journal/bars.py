"""The quiet scroll bar of the journal's lists and of its editor."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollBar

from safeharbor.ui.theme import Look


def dress_bar(look: Look, bar: QScrollBar) -> None:
    """Make ``bar`` thin and quiet; only a sheet can do that."""
    px, tokens = look.px, look.tokens
    bar.setStyleSheet(
        f"QScrollBar:vertical{{width:{px(12)}px;background:transparent;border:0}}"
        f"QScrollBar::handle:vertical{{min-height:{px(40)}px;margin:{px(2)}px;"
        f"border-radius:{px(4)}px;background:{tokens.border}}}"
        "QScrollBar::add-line,QScrollBar::sub-line{height:0}"
        "QScrollBar::add-page,QScrollBar::sub-page{background:transparent}"
    )
