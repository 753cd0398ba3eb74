"""A row of a page: an icon, what it is, a quiet line below, and one button at its end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.words import Words

_ICON: Final = 20
_ICON_GAP: Final = 12
_ABOVE: Final = 12


class TaskRow(QWidget):
    """One thing that can be gone on with."""

    def __init__(
        self, look: Look, icons: Icons, icon: str, action: str, *, kind: Kind = Kind.PLAIN
    ) -> None:
        """A row without words yet.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            icon: the name of its icon.
            action: the word of its button.
            kind: the kind of its button.
        """
        super().__init__()
        self._look = look
        self.what = Words(look, "", Type.LABEL)
        self.where = Words(look, "", Type.SMALL, color="muted")
        self.button = Button(look, icons, self, kind=kind, height=40)
        self.button.dress(action)
        self._row = QHBoxLayout(self)
        self._said = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.where)
        self._said.addWidget(IconView(look, icons, icon, self), 0, Qt.AlignmentFlag.AlignVCenter)
        self._said.addLayout(words, 1)
        self._row.addLayout(self._said, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        look.changed.connect(self._measure)
        self._measure()

    def say(self, what: str, where: str) -> None:
        """Say what it is and where; the button is described by it."""
        self.what.say(what)
        self.where.say(where)
        self.button.setAccessibleDescription(what)

    def arrange(self, *, tight: bool) -> None:
        """The button beside the words, or below them."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if tight else across)
        middle, start = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeading
        self._row.setAlignment(self.button, start if tight else middle)

    def _measure(self) -> None:
        px = self._look.px
        self._row.setContentsMargins(0, px(_ABOVE), 0, px(_ABOVE))
        self._row.setSpacing(px(8))
        self._said.setSpacing(px(_ICON_GAP) - self._look.free_room)


class IconView(QWidget):
    """An icon to look at; a screen reader passes over it."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        name: str,
        parent: QWidget,
        *,
        size: int = _ICON,
        color: str = "muted",
    ) -> None:
        """The icon ``name``, ``size`` pixels of the drawings wide, in the colour of a token."""
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._name = name
        self._size = size
        self._color = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A square, with room for the edges of its neighbours as everything in a column has."""
        size = self._look.px(self._size)
        return QSize(size + 2 * self._look.free_room, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        size = self._look.px(self._size)
        tint: str = getattr(self._look.tokens, self._color)
        picture = self._icons.pixmap(self._name, size, tint, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self._look.free_room, 0, picture)
