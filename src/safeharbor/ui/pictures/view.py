"""A picture on the screen, the same facts as a table, and the button that changes between them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.domain.pictures import PictureData, TableData
from safeharbor.ui.icons import Icons
from safeharbor.ui.pictures.draw import draw
from safeharbor.ui.pictures.ink import Painting, screen_ink
from safeharbor.ui.pictures.table import FactsTable, in_words
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.rows import Aside
from safeharbor.ui.widgets.words import Words

_USUAL: Final = 600
_LEAST: Final = 240
_GAP: Final = 8
_WIDTHS: Final = 4


class PictureView(QWidget):
    """One picture, as wide as there is room; its facts are its description."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._data: PictureData | None = None
        self._made: dict[int, Painting] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._refresh)

    def show_picture(self, title: str, data: PictureData, facts: str) -> None:
        """Show this one; ``facts`` is what it says, in words."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(facts)
        if data != self._data:
            self._data = data
            self._refresh()

    def sizeHint(self) -> QSize:
        """As wide as a column of text."""
        width = self._look.px(_USUAL)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It gets narrower; what stood beside each other stands below."""
        return QSize(self._look.px(_LEAST), 0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the picture needs."""
        painting = self._painting(width)
        return round(painting.height) + 1 if painting else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture."""
        painting = self._painting(self.width())
        if painting is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.paint(painter, self._look.free_room, 0)

    def _painting(self, width: int) -> Painting | None:
        """The picture for a width; layouts ask for a few of them, over and over."""
        if self._data is None:
            return None
        if width not in self._made:
            if len(self._made) >= _WIDTHS:
                self._made.clear()
            back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            room = max(width - 2 * self._look.free_room, 1)
            self._made[width] = draw(self._data, screen_ink(self._look, back=back), room)
        return self._made[width]

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._refresh()

    def _refresh(self) -> None:
        self._made.clear()
        self.updateGeometry()
        self.update()


class PicturePanel(QWidget):
    """The picture or the table under one title; without facts it is not there at all."""

    turned = Signal(bool)
    """The table is shown now, or the picture again."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = Words(look, "", Type.LABEL, self)
        self.turn = Link(look, icons, self)
        self.turn.setAccessibleIdentifier("picture.turn")
        self.view = PictureView(look, self)
        self.table = FactsTable(look, self)
        self.turn.clicked.connect(lambda: self.show_table(on=self.table.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(_GAP))
        column.addWidget(Aside(look, self, self.title, self.turn, words=self.title))
        column.addWidget(self.view)
        column.addWidget(self.table)
        self.show_table(on=False)
        self.hide()

    def show_picture(self, title: str, data: PictureData, table: TableData) -> None:
        """Show ``data``, or ``table`` where that was asked for before."""
        self.title.say(title)
        self.turn.setAccessibleDescription(title)
        self.view.show_picture(title, data, in_words(table))
        self.table.show_table(title, table)
        self.setVisible(bool(table.rows))

    def show_table(self, *, on: bool) -> None:
        """Show the table, or the picture."""
        self.table.setVisible(on)
        self.view.setVisible(not on)
        self.turn.dress(self.tr("As a picture") if on else self.tr("As a table"))
        self.turn.setAccessibleDescription(self.title.words)
        self.turned.emit(on)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.turn, self.table]
