"""Tab as the window means it: an order that is made anew at each press.

Screens change what stands in them all the time; an order that Qt keeps would go stale.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def move(window: QWidget, chain: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus along ``chain``, round and round; whether there was somewhere to go.

    Args:
        window: what all of it stands in.
        chain: what Tab may visit, in order; what cannot be visited now is passed over.
        forward: Tab, or Shift and Tab.
    """
    stops = [stop for stop in chain if _can_stop(window, stop)]
    if not stops:
        return False
    step = 1 if forward else -1
    # From outside, Tab goes to the first and Shift and Tab to the last.
    here = _place_in(window, stops)
    there = ((-1 if forward else 0) if here is None else here) + step
    tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
    stops[there % len(stops)].setFocus(tab if forward else back)
    return True


def _can_stop(window: QWidget, stop: QWidget) -> bool:
    by_tab = bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and stop.isEnabled() and stop.isVisibleTo(window)


def _place_in(window: QWidget, stops: Sequence[QWidget]) -> int | None:
    """Where the focus is in ``stops``: at one, inside one, or beside one in the same group."""
    focus: QWidget | None = QApplication.focusWidget()
    if focus is None or not window.isAncestorOf(focus):
        return None
    while focus is not None and focus is not window:
        for index, stop in enumerate(stops):
            if stop is focus or focus.isAncestorOf(stop):
                return index
        focus = focus.parentWidget()
    return None
