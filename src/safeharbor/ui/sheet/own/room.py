"""Sheets of one's own in one place: the page, what lies on it, and files."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import TRASH_DAYS
from safeharbor.domain.moment import Clock
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.own.desk import OwnDesk
from safeharbor.ui.sheet.own.files import OwnFiles
from safeharbor.ui.sheet.own.page import OwnPage


class OwnRoom(OwnPage):
    """The page with its desk."""

    saving = Signal(object)
    """The SaveState of what is written here; None where nothing lies there."""
    begin = Signal(str)
    """The sheet with this id is to be filled in."""
    gone = Signal(str, str)
    """What lay here was thrown away: what is said about it, and its id, "" where it is lost."""

    def __init__(
        self, kit: Kit, own: OwnSheetService, bridge: Bridge, clock: Clock, parent: QWidget
    ) -> None:
        """An empty page.

        Args:
            kit: what to make everything with.
            own: sheets of one's own.
            bridge: brings results to this thread.
            clock: says when to save.
            parent: the screen.
        """
        super().__init__(kit, parent, back=self.tr("Worksheets"))
        self.desk = OwnDesk(own, bridge, clock, self)
        self.desk.composed = self.composed
        self.files = OwnFiles(bridge, self)
        self.desk.shown.connect(self._on_shown)
        self.desk.failed.connect(self.notice.say_error)
        self.desk.trashed.connect(self._on_trashed)
        self.desk.keeper.state_changed.connect(self.saving)
        self.files.saved.connect(self._on_saved)
        self.files.failed.connect(self.notice.say_error)
        self.to_file.connect(self._to_file)
        self.trash.connect(self.desk.trash)
        self.fill_in.connect(self._fill_in)

    def _on_shown(self) -> None:
        there = self._model is not None
        self.show_model(self.desk.model)
        self.saving.emit(self.desk.state)
        if self.desk.model is not None:
            self.notice.clear()
            if self.isVisible():
                self.give_keys()
        elif there and self.isVisible():
            self.gone.emit("", "")

    def _on_trashed(self, sheet_id: str) -> None:
        #: %1 is a number of days.
        words = self.tr("The sheet is in the trash for %1 days.")
        self.gone.emit(words.replace("%1", str(TRASH_DAYS)), sheet_id)

    def _to_file(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None:
            self.files.save(sheet)

    def _on_saved(self) -> None:
        words = self.tr("The file has the questions and no answers. It is not encrypted.")
        self.notice.say(words)
        self.bring_up()

    def bring_up(self) -> None:
        """Bring what is said into sight."""
        self.page.verticalScrollBar().setValue(0)

    def _fill_in(self) -> None:
        self.desk.when_kept(lambda: self.begin.emit(self.desk.sheet_id))
