"""A button that is an icon alone: the arrows of the calendar, the search glass, the clear cross.

It carries its word as accessible name and tooltip.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind

_ICON: Final = 18
_MIRRORED: Final = {"chevron-left": "chevron-right", "chevron-right": "chevron-left"}


class IconButton(Button):
    """A square of 36, or of what it is told."""

    def __init__(
        self, look: Look, icons: Icons, parent: QWidget, *, size: int = 32, ground: str = "bg"
    ) -> None:
        """A button without its icon.

        Args:
            look: what to paint from.
            icons: where the icon is taken from.
            parent: the widget it stands in.
            size: of its sides, in pixels of the drawings.
            ground: the token of what it stands on.
        """
        super().__init__(look, icons, parent, kind=Kind.TOOL, height=size, width=size)
        self._size = size
        self._rest = ground

    def name(self, word: str, icon: str) -> None:
        """Give it its icon, and the word for it."""
        self.dress("", icon=icon)
        self.setAccessibleName(word)
        self.setToolTip(word)

    def _ground(self) -> QColor:
        if self.isDown() or self.underMouse():
            return super()._ground()
        return self._look.color(self._rest)

    def _natural_width(self) -> int:
        return self._look.px(self._size)

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        size = self._look.px(_ICON)
        place = QRect(0, 0, size, size)
        place.moveCenter(body.center())
        icon = self._icon
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            icon = _MIRRORED.get(icon, icon)
        picture = self._icons.pixmap(icon, size, self._ink(), self.devicePixelRatioF())
        painter.drawPixmap(place, picture)
