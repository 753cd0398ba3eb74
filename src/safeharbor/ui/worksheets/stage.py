"""The pages around the worksheets, one of them in front. It makes them and shows them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import Clock
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.own.room import OwnRoom
from safeharbor.ui.widgets.leaf import Leaf
from safeharbor.ui.widgets.stack import Bench, Stack
from safeharbor.ui.worksheets.desk import ShelfDesk
from safeharbor.ui.worksheets.filled import FilledPane
from safeharbor.ui.worksheets.make import MakePage
from safeharbor.ui.worksheets.shelf import Shelf
from safeharbor.ui.worksheets.trash_leaf import TrashLeaf


class Front(enum.Enum):
    """What is in front."""

    SHELF = enum.auto()
    FILLED = enum.auto()
    TRASH = enum.auto()
    MAKE = enum.auto()
    OWN = enum.auto()


class Stage(QWidget):
    """The pages."""

    made = Signal(object)
    """A column was made anew; carries it, so that somebody hears what is pressed there."""

    def __init__(
        self,
        kit: Kit,
        desk: ShelfDesk,
        sheets: SheetService,
        own: OwnSheetService,
        bridge: Bridge,
        clock: Clock,
        titles: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        """The shelf in front.

        Args:
            kit: what to make everything with.
            desk: what is known.
            sheets: the filled ones.
            own: those of one's own making.
            bridge: brings results to this thread.
            clock: what day it is, and when to save.
            titles: whether names of what was filled in may be seen.
            parent: the screen.
        """
        super().__init__(parent)
        self._desk = desk
        self._today: Callable[[], dt.date] = kit.today
        self._titles = titles
        look, icons = kit.look, kit.icons
        back = self.tr("Worksheets")
        self.front = Front.SHELF
        self.shelf = Leaf(look, icons, self._make_shelf, self)
        self.make = Leaf(look, icons, self._make_make, self, back=back)
        self.trash = TrashLeaf(look, icons, desk, kit.today, titles, self)
        self.filled = FilledPane(look, icons, sheets, bridge, desk, kit.today, self, titles=titles)
        self.own = OwnRoom(kit, own, bridge, clock, self)
        self._pages: dict[Front, Leaf | FilledPane | OwnRoom] = {
            Front.SHELF: self.shelf,
            Front.FILLED: self.filled,
            Front.TRASH: self.trash,
            Front.MAKE: self.make,
            Front.OWN: self.own,
        }
        self.show_front(Front.SHELF)

    def show_front(self, front: Front) -> None:
        """Put a page in front."""
        self.front = front
        for each, page in self._pages.items():
            page.setVisible(each is front)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        stops = {
            Front.SHELF: self.shelf.stops,
            Front.FILLED: self.filled.stops,
            Front.TRASH: self.trash.stops,
            Front.MAKE: self.make.stops,
            Front.OWN: self.own.stops,
        }
        return stops[self.front]()

    def say_error(self, error: HarborError) -> None:
        """Say what did not work, on the page in front."""
        page = self._pages[self.front]
        if isinstance(page, Leaf):
            page.say_error(error)
        else:
            notice = self.filled.notice if page is self.filled else self.own.notice
            notice.say_error(error)

    def hush(self) -> None:
        """Nothing of what was said stays."""
        for page in (self.shelf, self.make, self.trash, self.filled, self.own):
            page.notice.clear()

    def arrange(self) -> None:
        """Every page takes the whole room, and as much of the row as the tools leave."""
        for page in self._pages.values():
            page.setGeometry(self.rect())
            page.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _make_shelf(self, bench: Bench) -> Stack:
        page = Shelf(bench, self._desk.known, self._today(), titles=self._titles())
        page.moved.connect(self.shelf.bring)
        self.made.emit(page)
        return page

    def _make_make(self, bench: Bench) -> Stack:
        page = MakePage(bench, self._desk.known)
        page.moved.connect(self.make.bring)
        self.made.emit(page)
        return page
