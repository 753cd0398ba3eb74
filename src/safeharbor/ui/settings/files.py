"""Asks for a file or a folder, and leaves no trace of the answer in any list of recent ones.

Qt's own dialog keeps the folders it was shown; they are taken out before it goes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class FileAsker(QObject):
    """One dialog at a time, which goes away with ``close``."""

    def __init__(self, parent: QWidget) -> None:
        """Dialogs stand over ``parent``."""
        super().__init__(parent)
        self._over = parent
        self.dialog: QFileDialog | None = None

    def ask_folder(self, title: str, chosen: Callable[[Path], None]) -> None:
        """Call ``chosen`` with the folder that somebody takes; never when they take none."""
        dialog = self._open(title, chosen)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.show()

    def ask_file(self, title: str, patterns: str, chosen: Callable[[Path], None]) -> None:
        """The same for a file; ``patterns`` as Qt writes them."""
        dialog = self._open(title, chosen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(patterns)
        dialog.show()

    def close(self) -> None:
        """Take the dialog away; nothing is chosen."""
        if self.dialog is None:
            return
        dialog, self.dialog = self.dialog, None
        dialog.setHistory([])
        dialog.setDirectory(QDir.homePath())
        dialog.close()
        dialog.deleteLater()

    def _open(self, title: str, chosen: Callable[[Path], None]) -> QFileDialog:
        self.close()
        dialog = self.dialog = QFileDialog(self._over, title, QDir.homePath())
        # The desktop's own dialog would keep the key that hides everything from reaching us.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(lambda _: self.close())
        return dialog
