"""Looks at a whole window as different people need it: what is named, reached, large, and whole."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support.hands import press

_KINDS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)
_MOST_STOPS = 120


def settle() -> None:
    """Let layouts of several floors find their sizes."""
    for _ in range(4):
        QApplication.processEvents()


def place_of(widget: QWidget, window: QWidget) -> QRect:
    """Where ``widget`` is in ``window``."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def interactive(window: QWidget) -> list[QWidget]:
    """Everything in sight that takes a hand or a key."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and (isinstance(widget, _KINDS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(widget.parentWidget(), (QComboBox, QTextEdit, QPlainTextEdit))
        and not isinstance(widget, QHeaderView)
        and widget.objectName() != "qt_scrollarea_viewport"
    ]


def without_name(window: QWidget) -> list[QWidget]:
    """What a screen reader could not name."""
    nameless = []
    for widget in interactive(window):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    return nameless


def too_small(window: QWidget, least: int) -> list[tuple[QWidget, int, int]]:
    """What a shaking hand could miss."""
    return [
        (widget, widget.width(), widget.height())
        for widget in interactive(window)
        if isinstance(widget, (QAbstractButton, QComboBox, QLineEdit))
        and min(widget.width(), widget.height()) < least
    ]


def not_reached(window: QWidget) -> list[QWidget]:
    """What Tab does not visit, and the last stop if it never comes round."""
    wanted = {
        widget
        for widget in interactive(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
    }
    press(window, Qt.Key.Key_Tab)
    start = QApplication.focusWidget()
    visited: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        now = QApplication.focusWidget()
        assert now is not None
        visited.append(now)
        press(window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
    else:
        return visited[-1:]
    return [widget for widget in wanted - set(visited) if not _holds(widget, visited)]


def cut_off(window: Window) -> list[tuple[str, str]]:
    """Words and buttons that do not fit, with why."""
    found: list[tuple[str, str]] = []
    for words in window.findChildren(Words):
        if words.isVisible() and words.words:
            found += [(words.words, why) for why in _cut_words(words)]
    for button in window.findChildren(Button):
        if not button.isVisible():
            continue
        if button.width() < button.sizeHint().width():
            found.append((button.text(), "narrower than its words"))
        if button.height() < button.sizeHint().height():
            found.append((button.text(), "lower than its words"))
    for page in window.findChildren(Page):
        inside = page.widget()
        if inside is not None and page.isVisible() and inside.width() > page.viewport().width():
            found.append((type(page.parentWidget()).__name__, "wider than its page"))
    for widget in [*interactive(window), *window.findChildren(Words)]:
        place = place_of(widget, window)
        if widget.isVisible() and (place.left() < 0 or place.right() >= window.width()):
            found.append((_label(widget), "beyond the window"))
    return found


def under_the_corner(window: Window) -> list[str]:
    """What can be pressed or read and lies below the two doors."""
    free = window.frame.corner.first.margin
    corner = window.frame.corner.geometry().adjusted(free, free, -free, -free)
    found = []
    for widget in [*interactive(window), *window.findChildren(Words)]:
        if not widget.isVisible() or widget.parentWidget() is window.frame.corner:
            continue
        if isinstance(widget, QAbstractItemView) or widget is window.screen_of(window.current):
            continue
        if visible_part(widget, window).intersects(corner):
            found.append(_label(widget))
    return found


def visible_part(widget: QWidget, window: QWidget) -> QRect:
    """The part of ``widget`` that can be seen through the pages it scrolls in."""
    area = place_of(widget, window)
    if isinstance(widget, Words) and widget.alignment() & Qt.AlignmentFlag.AlignHCenter:
        spare = max(area.width() - widget.sizeHint().width(), 0) // 2
        area.adjust(spare, 0, -spare, 0)
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        area = area.intersected(place_of(parent, window))
        parent = parent.parentWidget()
    return area


def _cut_words(words: Words) -> list[str]:
    if words.wordWrap():
        needed = words.heightForWidth(words.width())
        return ["lower than its lines"] if words.height() < needed else []
    return ["narrower than its line"] if words.width() < words.sizeHint().width() else []


def _holds(widget: QWidget, visited: list[QWidget]) -> bool:
    """Reached with what was visited: what it lends its focus to, or another one of its choices."""
    proxy = widget.focusProxy()
    if isinstance(widget, QRadioButton):
        others = [other for other in visited if isinstance(other, QRadioButton)]
        return any(other.parentWidget() is widget.parentWidget() for other in others)
    return any(widget.isAncestorOf(other) or other is proxy for other in visited)


def _label(widget: QWidget) -> str:
    words = widget.words if isinstance(widget, Words) else widget.accessibleName()
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {words or text}"
