"""Keeps in sight what somebody works on in a form: the focus, the caret, and what unfolds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from shiboken6 import isValid

from safeharbor.ui.sheet.column import Column
from safeharbor.ui.sheet.question import question_of
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.page import Page

_AROUND: Final = 48
"""What is seen above and below the caret, or what has the focus."""
_PASSING: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape})
"""Keys that lead away from what has the focus."""
_ARROWS: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete}
)
"""Keys without a letter that do something to it."""


class Sight(QObject):
    """Moves a page so that the form in it can be used."""

    def __init__(self, look: Look, page: Page, view: Column) -> None:
        """``view`` stands in ``page``."""
        super().__init__(view)
        self._look = look
        self._page = page
        self._view = view
        self._by_keys = True
        self._turn = 0
        self._waiting: QWidget | None = None
        view.sight.connect(self.bring)
        view.begun.connect(self._on_begun)
        view.told.connect(self._on_told)
        view.caret.connect(self._on_caret)
        view.shifted.connect(self._on_shifted)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def begin(self, at: int = 0) -> None:
        """Begin at the top, with the title and what is said for safety in sight.

        What has the keys may wait further down: the first key for it brings it into sight.
        ``at`` is where somebody was before, in pixels.
        """
        self._turn += 1
        focus = self._view.window().focusWidget()
        self._wait_for(focus if focus is not None and self._view.isAncestorOf(focus) else None)
        self._page.verticalScrollBar().setValue(at)

    def bring(self, widget: QWidget) -> None:
        """Scroll to ``widget`` once it has its place, no further than is needed."""
        self._soon(widget, lambda: self._bring(self._whole(widget)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what waits as soon as a key is meant for it."""
        widget = self._waiting
        if widget is not None and watched is widget and _is_for_it(event):
            self._wait_for(None)
            self._soon(widget, lambda: self._show_focus(widget))
        return super().eventFilter(watched, event)

    def _wait_for(self, widget: QWidget | None) -> None:
        before, self._waiting = self._waiting, widget
        # A row that was taken away is gone before the keys are elsewhere.
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if widget is not None:
            widget.installEventFilter(self)

    def _soon(self, widget: QWidget, act: Callable[[], None]) -> None:
        """Move once everything has its place, unless the page begins at its top meanwhile."""
        turn = self._turn
        QTimer.singleShot(0, widget, lambda: act() if turn == self._turn else None)

    def _on_begun(self, widget: QWidget) -> None:
        self._soon(widget, lambda: self._bring(widget, near_top=True))

    def _bring(self, widget: QWidget, *, near_top: bool = False) -> None:
        if not self._view.isAncestorOf(widget) or not widget.isVisible():
            return
        self._lay_out()
        view, around = self._page.viewport(), self._look.px(_AROUND)
        top = widget.mapTo(view, QPoint(0, 0)).y()
        bottom = top + widget.height()
        bar = self._page.verticalScrollBar()
        if near_top or top < around:
            bar.setValue(bar.value() + top - around)
        elif bottom + around > view.height():
            # Of what is higher than the page, the beginning.
            bar.setValue(bar.value() + min(bottom + around - view.height(), top - around))

    def _whole(self, widget: QWidget) -> QWidget:
        """The question that ``widget`` belongs to, where all of it can be seen at once."""
        self._lay_out()
        asked = question_of(widget)
        room = self._page.viewport().height() - 2 * self._look.px(_AROUND)
        return widget if asked is None or asked.height() > room else asked

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A window that comes to the front again gives the keys back to what still waits.
        if new is None or new is self._waiting:
            return
        self._wait_for(None)
        if self._view.isAncestorOf(new):
            # What was pressed is in sight, and what is pressed next stays under the pointer.
            self._by_keys = QApplication.mouseButtons() == Qt.MouseButton.NoButton
            if self._by_keys:
                self._soon(new, lambda: self._show_focus(new))

    def _on_told(self, widget: QWidget) -> None:
        if self._by_keys:
            self.bring(widget)

    def _show_focus(self, widget: QWidget) -> None:
        if not widget.hasFocus() or not widget.isVisible():
            return
        whole = self._whole(widget)
        if whole is widget and isinstance(widget, QTextEdit):
            self._show_caret(widget)
        else:
            self._bring(whole)

    def _on_caret(self, text: QTextEdit) -> None:
        self._soon(text, lambda: self._show_caret(text))

    def _show_caret(self, text: QTextEdit) -> None:
        if not text.hasFocus() or not text.isVisible():
            return
        self._lay_out()
        caret = text.cursorRect()
        place = text.viewport().mapTo(self._page.viewport(), caret.center())
        high, around = self._page.viewport().height(), self._look.px(_AROUND)
        bar = self._page.verticalScrollBar()
        if place.y() > high - around:
            bar.setValue(bar.value() + place.y() - high + around)
        elif place.y() < around:
            bar.setValue(bar.value() + place.y() - around)

    def _on_shifted(self, widget: QWidget, pixels: int) -> None:
        """What was made above the page pushes nothing down that is read."""
        bar = self._page.verticalScrollBar()
        top = widget.mapTo(self._page.viewport(), QPoint(0, 0)).y()
        if pixels and top < 0:
            self._lay_out()
            bar.setValue(bar.value() + pixels)

    def _lay_out(self) -> None:
        # What was shown a moment ago is laid out only when Qt comes to it, from within outwards.
        self._page.lay_out()
        self._page.column.activate()


def _is_for_it(event: QEvent) -> bool:
    """Whether this is a key, or an input method, for what has the focus."""
    if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
        key = event.key()
        return key in _ARROWS or (bool(event.text()) and key not in _PASSING)
    if isinstance(event, QInputMethodEvent):
        return bool(event.preeditString() or event.commitString())
    return False
