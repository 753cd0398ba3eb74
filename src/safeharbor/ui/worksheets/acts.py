"""What is pressed on the pages around the worksheets, and what follows."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.content.sheets import SHEET_IDS, load_sheet
from safeharbor.domain.errors import HarborError
from safeharbor.domain.sheet import Sheet
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.widgets.stack import Stack
from safeharbor.ui.wishes import NewSheet, OpenEntry, OpenSheet
from safeharbor.ui.worksheets.desk import ShelfDesk
from safeharbor.ui.worksheets.make import MakePage
from safeharbor.ui.worksheets.shelf import Shelf
from safeharbor.ui.worksheets.stage import Front, Stage

_SHEET: Final = "worksheet"
_MEANT: Final = "meant"
_JOURNAL: Final = "journal"
_HERE: Final = "worksheets"


class ShelfActs(QObject):
    """Hears the pages. What belongs to other screens it asks for by their names."""

    ask = Signal(str, object)
    """Asks for the screen with this route id and hands it a wish."""
    go = Signal(str)
    """Asks for the screen with this route id."""
    turn = Signal(object)
    """This Front is to come to the front."""

    def __init__(self, stage: Stage, desk: ShelfDesk, bridge: Bridge, parent: QObject) -> None:
        """Hear ``stage``."""
        super().__init__(parent)
        self._stage = stage
        self._desk = desk
        self._bridge = bridge
        self._thrown = ""
        self._entry: UUID | None = None
        self.pressed = ""
        """The name of what was pressed last on the shelf."""
        stage.made.connect(self._on_made)
        stage.filled.opened.connect(self._open)
        stage.own.begin.connect(self._begin)
        stage.own.gone.connect(self._on_gone)
        stage.own.files.found.connect(self._on_found)
        stage.own.files.failed.connect(self._on_not_read)
        stage.shelf.notice.acted.connect(self._take_back)

    def copy(self, sheet: Sheet) -> None:
        """Make a sheet of one's own of ``sheet``, and show it."""
        self._stage.own.desk.copy(sheet)
        self.turn.emit(Front.OWN)

    def attach_to(self, entry_id: UUID | None) -> None:
        """Let a filled sheet be chosen for an entry of the journal; None for no longer."""
        self._entry = entry_id
        self._stage.filled.choose_one(choosing=entry_id is not None)
        if entry_id is not None:
            self.turn.emit(Front.FILLED)

    def back_to_entry(self) -> bool:
        """Go back to the entry that a sheet was to be chosen for; whether there was one."""
        entry_id = self._entry
        if entry_id is None:
            return False
        self.attach_to(None)
        self._stage.show_front(Front.SHELF)
        self.ask.emit(_JOURNAL, OpenEntry(entry_id))
        return True

    def _on_made(self, page: Stack) -> None:
        if isinstance(page, Shelf):
            page.begin.connect(self._begin)
            page.opened.connect(self._open)
            page.all_filled.connect(partial(self._turn_from, "sheets.filled", Front.FILLED))
            page.trash.connect(partial(self._turn_from, "sheets.trash", Front.TRASH))
            page.make.connect(partial(self._turn_from, "sheets.make", Front.MAKE))
            page.bring.connect(self._bring)
            page.change.connect(self._change)
            page.meant.connect(self._to_meant)
        elif isinstance(page, MakePage):
            page.begin.connect(self._begin_own)
            page.copy_of.connect(self._copy_of)

    def _turn_from(self, pressed: str, front: Front) -> None:
        self.pressed = pressed
        self.turn.emit(front)

    def _begin(self, sheet_id: str) -> None:
        self.pressed = f"sheets.{sheet_id}"
        self.ask.emit(_SHEET, NewSheet(sheet_id, then=_HERE))

    def _open(self, form_id: UUID) -> None:
        if self._entry is not None:
            self._desk.attach(form_id, self._entry, self._on_attached)
            return
        if self._stage.front is Front.SHELF:
            self.pressed = f"sheets.filled.{form_id.hex}"
        self.ask.emit(_SHEET, OpenSheet(form_id, _HERE))

    def _on_attached(self) -> None:
        self.back_to_entry()

    def _to_meant(self) -> None:
        self.pressed = "sheets.meant"
        self.go.emit(_MEANT)

    def _begin_own(self) -> None:
        self._stage.own.desk.begin()
        self.turn.emit(Front.OWN)

    def _change(self, sheet: Sheet) -> None:
        self.pressed = f"sheets.{sheet.id}.change"
        self._stage.own.desk.take_up(sheet.id)
        self.turn.emit(Front.OWN)

    def _copy_of(self, sheet_id: str) -> None:
        own = next((each for each in self._desk.known.own if each.id == sheet_id), None)
        if own is not None:
            self.copy(own)
        elif sheet_id in SHEET_IDS:
            loaded = partial(self._bridge.run, lambda: load_sheet(sheet_id))
            ask(self._bridge, self, loaded, self.copy, self._stage.say_error)

    def _bring(self) -> None:
        self.pressed = "sheets.bring"
        self._stage.shelf.notice.clear()
        self._stage.own.files.bring()

    def _on_found(self, sheet: Sheet) -> None:
        """A sheet from a file stands on the shelf, and nothing is filled in from it yet."""

        def added(sheet_id: str) -> None:
            self.pressed = f"sheets.{sheet_id}"
            self.turn.emit(Front.SHELF)
            self._stage.shelf.say(self.tr("The sheet stands with your own ones now."))

        self._desk.add_own(sheet, added)

    def _on_not_read(self, error: HarborError) -> None:
        if self._stage.front is Front.SHELF:
            self._stage.shelf.say_error(error)

    def _on_gone(self, words: str, sheet_id: str) -> None:
        self.turn.emit(Front.SHELF)
        self._thrown = sheet_id
        if words:
            self._stage.shelf.say(words, self.tr("Undo"))

    def _take_back(self) -> None:
        self._stage.shelf.notice.clear()
        thrown, self._thrown = self._thrown, ""
        if thrown:
            self.pressed = f"sheets.{thrown}"
            self._desk.bring_back(thrown, partial(self.turn.emit, Front.SHELF))
