"""The way back on a page that takes the whole window: top left, in one line with the tools."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.corner import SIDE
from safeharbor.ui.widgets.tools import HEIGHT, TOP


class Back(Button):
    """Back, with the key that does the same."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, icons, parent, kind=Kind.TOOL, height=HEIGHT)
        #: The key that is printed as Escape on the keyboard.
        self.dress(self.tr("Back"), icon="arrow-left", chip=self.tr("Esc"))

    def place_in(self, room: QRect) -> None:
        """Stand in the top corner of ``room`` where the language begins its lines."""
        px, free = self._look.px, self._look.free_room
        # Its icon stands above those of the doors.
        corner = QPoint(room.left() + px(SIDE) - free, room.top() + px(TOP) - free)
        place = QRect(corner, self.sizeHint())
        self.setGeometry(mirrored(self.layoutDirection(), room, place))
