"""Worksheets: the shelf, what was filled in, what was thrown away, and sheets of one's own.

One page is in front at a time. Filling in happens on a screen of its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.moment import Clock
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.sheets import SheetService
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.theme import Look
from safeharbor.ui.titles_shown import titles_shown
from safeharbor.ui.wishes import AttachSheet, CopySheet
from safeharbor.ui.worksheets.acts import ShelfActs
from safeharbor.ui.worksheets.desk import ShelfDesk
from safeharbor.ui.worksheets.stage import Front, Stage


@dataclass(frozen=True, slots=True)
class ShelfPlace:
    """Where somebody was, to come back to after a lock. It stays in memory."""

    front: Front
    scroll: int
    own: str = ""
    place: Place | None = None


class WorksheetsScreen(Screen):
    """The place of the worksheets. A lock asks it for ``snapshot``."""

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
            clock: what day it is, and when to save.
            parent: the window.
        """
        super().__init__(parent)
        self._bridge = bridge
        self._preferences = preferences
        self._clock = clock
        self.setAccessibleName(self.tr("Worksheets"))
        self.desk = ShelfDesk(sheets, own, bridge, self)
        kit, titles = Kit(look, icons, self._today), self._titles
        self.stage = Stage(kit, self.desk, sheets, own, bridge, clock, titles, self)
        self.acts = ShelfActs(self.stage, self.desk, bridge, self)
        self._connect()
        self.desk.refresh()
        self.desk.tidy()

    def snapshot(self) -> FormSnapshot | None:
        """What is being written and not durable yet; it only reads."""
        return self.stage.own.desk.snapshot()

    def keepsake(self) -> ShelfPlace:
        """The page, how far it was scrolled, and what was written there."""
        own, front = self.stage.own, self.stage.front
        page = own.page if front is Front.OWN else self.stage.shelf.page
        scroll = page.verticalScrollBar().value()
        if front is Front.OWN:
            return ShelfPlace(front, scroll, own.desk.sheet_id, own.here())
        return ShelfPlace(front, scroll)

    def come_back(self, keepsake: object) -> None:
        """Go where somebody was before a lock."""
        if not isinstance(keepsake, ShelfPlace):
            return
        kept, own = keepsake, self.stage.own
        page = self.stage.shelf.page

        def there() -> None:
            own.desk.shown.disconnect(there)
            own.give_keys(kept.place)

        if kept.front is Front.OWN:
            page = own.page
            own.desk.shown.connect(there)
            # What nobody had written in is not there any more.
            own.desk.take_up(kept.own, lambda _: own.desk.begin())
        self.turn_to(kept.front)
        QTimer.singleShot(0, page, lambda: page.verticalScrollBar().setValue(kept.scroll))

    def asked(self, wish: object) -> None:
        """A copy of a sheet, to be changed; or a sheet that is to be chosen for an entry."""
        if isinstance(wish, CopySheet):
            self.acts.copy(wish.sheet)
        elif isinstance(wish, AttachSheet):
            self.acts.attach_to(wish.entry_id)

    def entered(self) -> None:
        """The page that was in front; the keys go to what was pressed there last."""
        self.turn_to(self.stage.front)

    def left(self) -> None:
        """What was written is kept at once; nothing of what was said or asked stays."""
        self.acts.attach_to(None)
        self.stage.own.desk.hurry()
        self.stage.hush()

    def covered(self) -> None:
        """No dialog stands over a blank page."""
        self.stage.own.files.close()

    def escape(self) -> None:
        """One page back, or to where one was before."""
        front = self.stage.front
        if front is Front.SHELF:
            self.back.emit()
        elif front is not Front.OWN or not self.stage.own.escape():
            self._back()

    def turn_to(self, front: Front) -> None:
        """Put a page in front, as it is now."""
        stage = self.stage
        stage.show_front(front)
        if front is not Front.OWN:
            stage.own.desk.put_away()
        self.desk.refresh()
        self.saving.emit(stage.own.desk.state if front is Front.OWN else None)
        if front is Front.SHELF:
            stage.shelf.rebuild()
            stage.shelf.give_keys(self.acts.pressed)
        elif front is Front.MAKE:
            stage.make.rebuild(top=True)
            stage.make.give_keys("make.new")
        elif front is Front.TRASH:
            stage.trash.start()
        elif front is Front.FILLED:
            stage.filled.start()
            stage.filled.take_keys()
        else:
            stage.own.give_keys()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.stage.stops()

    def arrange(self) -> None:
        """Fill the room."""
        self.stage.setGeometry(self.rect())
        self.stage.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _titles(self) -> bool:
        return titles_shown(self._preferences)

    def _today(self) -> dt.date:
        return self._clock.now().local_date

    def _connect(self) -> None:
        stage, acts = self.stage, self.acts
        for page in (stage.filled, stage.trash, stage.make, stage.own):
            page.left.connect(self._back)
        stage.own.saving.connect(self._on_saving)
        acts.ask.connect(self.ask)
        acts.go.connect(self.go)
        acts.turn.connect(self.turn_to)
        self.desk.changed.connect(self._on_known)
        self.desk.failed.connect(stage.say_error)
        self._bridge.changed.connect(self._on_changed)

    def _back(self) -> None:
        """One page back, or to the entry that a sheet was to be chosen for."""
        if not self.acts.back_to_entry():
            self.turn_to(Front.SHELF)

    def _on_saving(self, state: object) -> None:
        if self.stage.front is Front.OWN:
            self.saving.emit(state)

    def _on_known(self) -> None:
        front = self.stage.front
        if self.isVisible() and front in {Front.SHELF, Front.MAKE}:
            (self.stage.shelf if front is Front.SHELF else self.stage.make).rebuild()

    def _on_changed(self, changes: Changes) -> None:
        if changes.forms and self.isVisible():
            self.desk.refresh()
            self.stage.own.desk.take_notice(changes)
            if self.stage.front is Front.FILLED:
                self.stage.filled.start()
