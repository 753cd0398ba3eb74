"""Follows the entry on the desk with the worksheets that belong to it, and attaches others.

The entry knows nothing of them; they stand here as long as it lies on the desk.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.entry import Changes
from safeharbor.domain.filled import SheetSummary
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.desk import Desk
from safeharbor.ui.journal.editor import EntryEditor


class AttachedSheets(QObject):
    """Shows the sheets of the entry on the desk."""

    opened = Signal(object)
    """The UUID of the sheet to open."""
    wanted = Signal(object)
    """A sheet is to be attached to the entry with this UUID."""

    def __init__(
        self,
        sheets: SheetService,
        bridge: Bridge,
        desk: Desk,
        editor: EntryEditor,
        parent: QObject,
    ) -> None:
        """Follow ``desk`` and ``editor``, which belong together."""
        super().__init__(parent)
        self._sheets = sheets
        self._bridge = bridge
        self._desk = desk
        self._editor = editor
        self._line = editor.head.attached
        self._shown: UUID | None = None
        editor.head.more.offer_sheets()
        editor.head.more.attach.clicked.connect(self._attach)
        self._line.opened.connect(lambda form_id: desk.when_kept(lambda: self.opened.emit(form_id)))
        desk.shown.connect(self._on_shown)
        bridge.changed.connect(self._on_changed)

    def _on_shown(self, entry_id: UUID | None) -> None:
        if entry_id != self._shown:
            self._shown = entry_id
            self._line.show_sheets(())
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes.forms:
            self._read()

    def _read(self) -> None:
        entry_id = self._shown
        if entry_id is None:
            return

        def show(found: list[SheetSummary]) -> None:
            if entry_id == self._shown:
                self._line.show_sheets(found)

        # Where it cannot be told, the entry is shown without them.
        ask(self._bridge, self, lambda: self._sheets.attached(entry_id), show)

    def _attach(self) -> None:
        """As soon as the entry is there to belong to."""

        def act() -> None:
            entry_id = self._desk.entry_id
            if entry_id is not None and self._editor.keeper.base is None:
                words = self.tr("Write something first, then a worksheet can belong to it.")
                self._editor.notice.say(words)
            elif entry_id is not None:
                self.wanted.emit(entry_id)

        self._desk.when_kept(act)
