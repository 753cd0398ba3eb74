"""Worksheets: the shelf, what was filled in, what was thrown away, and sheets of one's own.

One page is in front at a time. Filling in happens on a screen of its own.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import TRASH_DAYS, Changes
from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import Clock
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.sheets import SheetService
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.screens.journal import SHOW_TITLES
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.leaf import Leaf
from safeharbor.ui.widgets.stack import Bench, Stack
from safeharbor.ui.wishes import NewSheet, OpenSheet
from safeharbor.ui.worksheets.desk import ShelfDesk
from safeharbor.ui.worksheets.filled import FilledPane
from safeharbor.ui.worksheets.shelf import Shelf
from safeharbor.ui.worksheets.trash import TrashPage

_SHEET: Final = "worksheet"
_MEANT: Final = "meant"
_HERE: Final = "worksheets"


class Front(enum.Enum):
    """What is in front."""

    SHELF = enum.auto()
    FILLED = enum.auto()
    TRASH = enum.auto()


@dataclass(frozen=True, slots=True)
class ShelfPlace:
    """Where somebody was, to come back to after a lock. It stays in memory."""

    front: Front
    scroll: int


class WorksheetsScreen(Screen):
    """The place of the worksheets."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        sheets: SheetService,
        own: OwnSheetService,
        bridge: Bridge,
        preferences: Preferences,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """The shelf.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            sheets: the filled ones.
            own: those of one's own making.
            bridge: brings results to this thread.
            preferences: whether names are shown in lists.
            clock: what day it is.
            parent: the window.
        """
        super().__init__(parent)
        self._bridge = bridge
        self._preferences = preferences
        self._clock = clock
        self._front = Front.SHELF
        self._pressed = ""
        self._asking: UUID | str | None = None
        self._thrown: UUID | None = None
        self.setAccessibleName(self.tr("Worksheets"))
        self.desk = ShelfDesk(sheets, own, bridge, self)
        back = self.tr("Worksheets")
        self.shelf = Leaf(look, icons, self._make_shelf, self)
        self.trash = Leaf(look, icons, self._make_trash, self, back=back)
        self.filled = FilledPane(
            look, icons, sheets, bridge, self._today, self, titles=self._titles
        )
        self._connect()
        self._show(Front.SHELF)
        self.desk.refresh()
        self.desk.tidy()

    @property
    def front(self) -> Front:
        """What is in front."""
        return self._front

    def snapshot(self) -> FormSnapshot | None:
        """What is being written and not durable yet; it only reads."""
        return None

    def keepsake(self) -> ShelfPlace:
        """The page, and how far it was scrolled."""
        return ShelfPlace(self._front, self.shelf.page.verticalScrollBar().value())

    def come_back(self, keepsake: object) -> None:
        """Go where somebody was before a lock."""
        if isinstance(keepsake, ShelfPlace):
            self.turn_to(keepsake.front)
            bar = self.shelf.page.verticalScrollBar()
            QTimer.singleShot(0, bar, lambda: bar.setValue(keepsake.scroll))

    def entered(self) -> None:
        """The page that was in front; the keys go to what was pressed there last."""
        self.turn_to(self._front)

    def left(self) -> None:
        """Nothing of what was said stays."""
        for notice in (self.shelf.notice, self.trash.notice, self.filled.notice):
            notice.clear()

    def escape(self) -> None:
        """One page back, or to where one was before."""
        if self._front is Front.SHELF:
            self.back.emit()
        else:
            self.turn_to(Front.SHELF)

    def turn_to(self, front: Front) -> None:
        """Put a page in front, as it is now."""
        self._asking = None
        self._show(front)
        self.desk.refresh()
        if front is Front.SHELF:
            self.shelf.rebuild()
            self.shelf.give_keys(self._pressed)
        elif front is Front.TRASH:
            self.trash.rebuild(top=True)
            self.trash.back.setFocus()
            self.desk.refresh_trash()
        else:
            self.filled.start()
            self.filled.take_keys()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        pages = {
            Front.SHELF: self.shelf.stops,
            Front.FILLED: self.filled.stops,
            Front.TRASH: self.trash.stops,
        }
        return pages[self._front]()

    def arrange(self) -> None:
        """Fill the room."""
        for page in (self.shelf, self.filled, self.trash):
            page.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _titles(self) -> bool:
        return bool(self._preferences.get(SHOW_TITLES, True))

    def _today(self) -> dt.date:
        return self._clock.now().local_date

    def _connect(self) -> None:
        self.filled.opened.connect(self._open)
        self.filled.thrown.connect(self._throw_away)
        self.filled.left.connect(lambda: self.turn_to(Front.SHELF))
        self.filled.notice.acted.connect(self._take_back)
        self.filled.model.filled.connect(self._on_list)
        self.trash.left.connect(lambda: self.turn_to(Front.SHELF))
        self.desk.changed.connect(self._on_known)
        self.desk.trash_changed.connect(self._on_trash)
        self.desk.failed.connect(self._say_error)
        self._bridge.changed.connect(self._on_changed)

    def _show(self, front: Front) -> None:
        self._front = front
        self.shelf.setVisible(front is Front.SHELF)
        self.filled.setVisible(front is Front.FILLED)
        self.trash.setVisible(front is Front.TRASH)

    def _make_shelf(self, bench: Bench) -> Stack:
        shelf = Shelf(bench, self.desk.known, self._today(), titles=self._titles())
        shelf.begin.connect(self._begin)
        shelf.opened.connect(self._open)
        shelf.all_filled.connect(lambda: self._turn_from("sheets.filled", Front.FILLED))
        shelf.trash.connect(lambda: self._turn_from("sheets.trash", Front.TRASH))
        shelf.meant.connect(self._to_meant)
        shelf.moved.connect(self.shelf.bring)
        return shelf

    def _make_trash(self, bench: Bench) -> Stack:
        page = TrashPage(
            bench, self.desk.trash, self._today(), titles=self._titles(), asking=self._asking
        )
        page.restore.connect(self._restore)
        page.asked.connect(self._ask_first)
        page.delete.connect(lambda what: self.desk.destroy(what, self._after_trash))
        page.more.connect(self.desk.more_trash)
        return page

    def _turn_from(self, pressed: str, front: Front) -> None:
        self._pressed = pressed
        self.turn_to(front)

    def _begin(self, sheet_id: str) -> None:
        self._pressed = f"sheets.{sheet_id}"
        self.ask.emit(_SHEET, NewSheet(sheet_id, then=_HERE))

    def _open(self, form_id: UUID) -> None:
        if self._front is Front.SHELF:
            self._pressed = f"sheets.filled.{form_id.hex}"
        self.ask.emit(_SHEET, OpenSheet(form_id, _HERE))

    def _to_meant(self) -> None:
        self._pressed = "sheets.meant"
        self.go.emit(_MEANT)

    def _throw_away(self, form_id: UUID) -> None:
        def gone() -> None:
            self._thrown = form_id
            #: %1 is a number of days.
            words = self.tr("The sheet is in the trash for %1 days.")
            self.filled.notice.say(words.replace("%1", str(TRASH_DAYS)), self.tr("Undo"))
            self.filled.start()

        self.desk.throw_away(form_id, gone)

    def _take_back(self) -> None:
        self.filled.notice.clear()
        form_id, self._thrown = self._thrown, None
        if form_id is not None:
            self.desk.bring_back(form_id, self.filled.start)
            self.filled.take_keys()

    def _restore(self, what: UUID | str) -> None:
        def back() -> None:
            self._after_trash()
            self.trash.say(self.tr("It is back."))

        self.desk.bring_back(what, back)

    def _ask_first(self, what: UUID | str | None) -> None:
        before, self._asking = self._asking, what
        key = what or before
        name = key if isinstance(key, str) else key.hex if key else ""
        self.trash.rebuild(f"trash.{name}.{'no' if what else 'delete'}")

    def _after_trash(self) -> None:
        self._asking = None
        self.desk.refresh_trash()
        self.desk.refresh()

    def _on_known(self) -> None:
        if self._front is Front.SHELF and self.isVisible():
            self.shelf.rebuild()

    def _on_trash(self) -> None:
        if self._front is Front.TRASH and self.isVisible():
            had = self.trash.has_keys
            self.trash.rebuild()
            if had and not self.trash.has_keys:
                self.trash.give_keys()

    def _on_list(self) -> None:
        """The list has the keys as soon as there is one, unless somebody took them elsewhere."""
        focus = QApplication.focusWidget()
        waits = focus is self.filled.field and not self.filled.field.text()
        if waits and self._front is Front.FILLED and self.filled.model.rows:
            self.filled.take_keys()

    def _on_changed(self, changes: Changes) -> None:
        if changes.forms and self.isVisible():
            self.desk.refresh()
            if self._front is Front.FILLED:
                self.filled.start()

    def _say_error(self, error: HarborError) -> None:
        if self._front is Front.FILLED:
            self.filled.notice.say_error(error)
        else:
            (self.shelf if self._front is Front.SHELF else self.trash).say_error(error)
