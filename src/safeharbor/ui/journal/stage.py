"""Where the pages of the journal stand: list and text side by side, or one after the other.

It makes the pages and shows them; what happens between them is the screen's part.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.moment import Clock
from safeharbor.services.journal import JournalService
from safeharbor.services.search import SearchService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.entry_pane import EntryPane
from safeharbor.ui.journal.list_pane import WIDTH, ListPane
from safeharbor.ui.journal.search_pane import SearchPane
from safeharbor.ui.journal.trash_pane import TrashPane
from safeharbor.ui.journal.versions import VersionsPane
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.notice import Notice

NARROW: Final = 900
"""Below this width of the window list and text are pages of their own."""
_BESIDE_TOP: Final = 12
_ALONE_TOP: Final = 64


class View(enum.Enum):
    """What is in front."""

    LIST = enum.auto()
    ENTRY = enum.auto()
    SEARCH = enum.auto()
    TRASH = enum.auto()
    VERSIONS = enum.auto()


class Stage(QWidget):
    """The pages of the journal."""

    turned = Signal()
    """Another page is in front, or the stops of the one in front changed."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        search: SearchService,
        bridge: Bridge,
        clock: Clock,
        parent: QWidget,
        *,
        titles: bool,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._view = View.LIST
        today: Callable[[], dt.date] = self._today
        self.entry = EntryPane(look, icons, journal, bridge, clock, self)
        self.list = ListPane(look, icons, journal, bridge, today, self, titles=titles)
        self.found = SearchPane(look, icons, journal, search, bridge, today, self)
        self.trash = TrashPane(look, icons, journal, bridge, today, self)
        self.versions = VersionsPane(look, icons, journal, bridge, today, self)
        look.changed.connect(self.arrange)
        self.show_view(View.LIST)

    @property
    def view(self) -> View:
        """What is in front."""
        return self._view

    @property
    def narrow(self) -> bool:
        """Whether list and text are pages of their own."""
        return self.window().width() < self._look.px(NARROW)

    def show_view(self, view: View) -> None:
        """Put a page in front."""
        self._view = view
        whole = view in {View.SEARCH, View.TRASH}
        alone = self.narrow
        self.found.setVisible(view is View.SEARCH)
        self.trash.setVisible(view is View.TRASH)
        self.versions.setVisible(view is View.VERSIONS)
        self.list.setVisible(not whole and (not alone or view is View.LIST))
        beside = view is View.LIST and not alone
        self.entry.setVisible(view is View.ENTRY or beside)
        self.turned.emit()

    def search(self, *, titles: bool) -> None:
        """Put the page of searching in front."""
        self.show_view(View.SEARCH)
        self.found.start(titles=titles)

    def open_trash(self, *, titles: bool) -> None:
        """Put the trash in front."""
        # First, so that the focus goes there and not, as by Tab, to what is next in line.
        self.trash.show()
        self.trash.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_view(View.TRASH)
        self.trash.start(titles=titles)

    def turn_day(self) -> None:
        """Another day has begun: the calendars, the months of the list, and days in words."""
        self.list.turn_day()
        self.entry.editor.facts.turn_day()

    def notice(self) -> Notice:
        """Where something is said about the list: on the list's page, or below the text."""
        return self.list.notice if self.narrow and self._view is View.LIST else self.entry.notice

    def compare(self) -> None:
        """Put the old versions of the open entry in front."""
        editor = self.entry.editor
        if editor.held is not None:
            self.versions.show_entry(editor.held.entry_id, editor.content())
            self.show_view(View.VERSIONS)
            self.versions.which.setFocus(Qt.FocusReason.TabFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        pages = {
            View.SEARCH: self.found.stops,
            View.TRASH: self.trash.stops,
            View.VERSIONS: self.versions.stops,
            View.ENTRY: self.entry.stops,
        }
        if self._view in {View.SEARCH, View.TRASH} or self.narrow:
            return pages.get(self._view, self.list.stops)()
        return [*self.list.stops(), *pages.get(self._view, self.entry.stops)()]

    def arrange(self) -> None:
        """Give every page its room."""
        room, narrow = self.rect(), self.narrow
        wide = room.width() if narrow else min(self._look.px(WIDTH), room.width() // 2)
        side = QRect(0, 0, wide, room.height())
        rest = room if narrow else room.adjusted(wide, 0, 0, 0)
        direction = self.layoutDirection()
        self.list.stand(beside=not narrow, top=_ALONE_TOP if narrow else _BESIDE_TOP)
        self.list.setGeometry(mirrored(direction, room, side))
        beside: tuple[QWidget, ...] = (self.entry, self.versions)
        for pane in beside:
            pane.setGeometry(mirrored(direction, room, rest))
        for pane in (self.found, self.trash):
            pane.setGeometry(room)
        for pane in (self.found, self.trash, self.versions):
            # The tools may need more of the row than before, or less.
            pane.arrange()
        self.entry.stand_alone(alone=narrow)
        self.show_view(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _today(self) -> dt.date:
        return self._clock.now().local_date
