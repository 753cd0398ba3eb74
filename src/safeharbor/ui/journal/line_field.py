"""A line to type into that can be cleared, perhaps with an icon before the words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.fields import Field

_BEFORE: Final = 20
_ICON: Final = 18
_CROSS: Final = 32


class LineField(Field):
    """A field with a cross while something is in it. Up and Down leave it."""

    walked = Signal(int)
    """Up (-1) or Down (1) was pressed."""

    _before = ""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        parent: QWidget,
        *,
        height: int = 40,
        kind: Type = Type.BODY,
        icon: str = "",
    ) -> None:
        """An empty field.

        Args:
            look: what to paint from.
            icons: where the icon and the cross are taken from.
            parent: the widget it stands in.
            height: of its edge, in pixels of the drawings.
            kind: the size of its letters.
            icon: one that stands before the words.
        """
        super().__init__(look, parent, height=height, kind=kind)
        self._icons = icons
        self._before = icon
        self._end = self.cross = IconButton(look, icons, self, size=_CROSS, ground="surface")
        self.cross.name(self.tr("Clear"), "x")
        self.cross.setCursor(Qt.CursorShape.ArrowCursor)
        self.cross.clicked.connect(self._clear)
        self.cross.hide()
        self.textChanged.connect(self._show_cross)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down leave for what the field is about."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.walked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon over the ground."""
        super().paintEvent(event)
        if self._before:
            size = self._look.px(_ICON)
            left = self._look.free_room + self._look.px(_BEFORE)
            place = QRect(left, (self.height() - size) // 2, size, size)
            place = mirrored(self.layoutDirection(), self.rect(), place)
            tint, ratio = self._look.tokens.text, self.devicePixelRatioF()
            QPainter(self).drawPixmap(place, self._icons.pixmap(self._before, size, tint, ratio))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the end of the line."""
        super().resizeEvent(event)
        self._place()

    def _show_cross(self, text: str) -> None:
        self.cross.setVisible(bool(text))

    def _clear(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        if self._end is not None:
            size = self._end.sizeHint()
            left = self.width() - self._look.free_room - self._look.px(4) - size.width()
            place = QRect(left, (self.height() - size.height()) // 2, *size.toTuple())
            self._end.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))

    def _dress(self) -> None:
        super()._dress()
        if self._before:
            margins = self.textMargins()
            more = self._look.px(_BEFORE + _ICON)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                margins.setRight(margins.right() + more)
            else:
                margins.setLeft(margins.left() + more)
            self.setTextMargins(margins)
        self._place()
