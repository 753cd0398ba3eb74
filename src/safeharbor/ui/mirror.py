"""Places things where languages that run from right to left have them.

Qt has this as ``QStyle.visualRect``; loading QStyle alone takes five milliseconds of the way to
the first picture.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt


def mirrored(direction: Qt.LayoutDirection, room: QRect, place: QRect) -> QRect:
    """``place`` as it is, or reflected within ``room`` for right-to-left languages."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return place
    left = room.left() + room.right() - place.right()
    return QRect(QPoint(left, place.top()), place.size())
