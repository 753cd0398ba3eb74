"""A sheet of one's own as a file: given to somebody, and taken from anywhere.

A file that comes from outside may be anything. It is read whole, within bounds, and refused with
its place; nothing is changed before all of it was understood.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.content.sheets import sheet_of_file, template_file
from safeharbor.domain.sheet import Sheet
from safeharbor.system import fs
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.paper.save import SaveAsker

ENDING: Final = ".shsheet"
_NAME: Final = f"sheet{ENDING}"
"""Neutral, whatever the sheet is about."""
_ID: Final = "mine"
"""What a sheet is called in a file: its own id says when it was made."""
_LARGEST: Final = 1024 * 1024


class OwnFiles(QObject):
    """Asks for files, reads and writes them behind the window."""

    found = Signal(object)
    """A Sheet was read."""
    saved = Signal()
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(self, bridge: Bridge, over: QWidget) -> None:
        """Dialogs stand over ``over``."""
        super().__init__(over)
        self._bridge = bridge
        self.asker = SaveAsker(over)

    def bring(self) -> None:
        """Ask for a file, and read it."""
        #: %1 is the ending of a kind of file; the words before it stay apart from it.
        patterns = self.tr("Worksheets (*%1)").replace("%1", ENDING)
        self.asker.ask_file(self.tr("Take a sheet from a file"), patterns, self.read)

    def save(self, sheet: Sheet) -> None:
        """Ask where ``sheet`` goes, and write it there."""
        title = self.tr("Save the sheet as a file")
        self.asker.ask_save(title, _NAME, lambda path: self.write(sheet, path))

    def read(self, path: Path) -> None:
        """Read the sheet in a file."""

        def job() -> Sheet:
            raw = fs.read_regular(path, max_size=_LARGEST, foreign=True)
            return sheet_of_file(raw, path.name)

        self._bridge.then(self._bridge.run(job), self, self.found.emit, self.failed.emit)

    def write(self, sheet: Sheet, path: Path) -> None:
        """Write ``sheet`` into a file; what it could not be read from again is not written."""

        def job() -> None:
            raw = template_file(replace(sheet, id=_ID, rev=1))
            sheet_of_file(raw, path.name)
            fs.replace_atomic(path, raw)

        self._bridge.then(
            self._bridge.run(job), self, lambda _: self.saved.emit(), self.failed.emit
        )

    def close(self) -> None:
        """Take the dialog away; nothing is chosen."""
        self.asker.close()
