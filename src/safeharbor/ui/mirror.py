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


def leading(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """The side on which painted words begin.

    ``AlignLeading`` alone follows the script of the words, so that an English name or a number
    in an Arabic window would begin on the other side than everything around it.
    """
    right = direction is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute
