"""Whether a widget was put away, also while nothing around it has been shown yet.

Showing lays out what is shown at once; so it is done only where it changes something.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_BY_HAND = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


def is_away(widget: QWidget) -> bool:
    """Whether it was hidden, and not only waits for what it stands in."""
    return widget.isHidden() and widget.testAttribute(_BY_HAND)


def show_if(widget: QWidget, *, shown: bool) -> None:
    """Show a widget at once, so that it can have the keys, or put it away."""
    above = widget.parentWidget()
    waits = shown and widget.isHidden() and above is not None and above.isVisible()
    if waits or is_away(widget) is shown:
        widget.setVisible(shown)
