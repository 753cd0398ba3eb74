"""A copy in a file: which kind, who could find it, and where it goes.

The copy leaves the encrypted store, so that is said before anything else. What goes into it is
made by whoever offers it; nothing is written before a place was chosen.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QVBoxLayout, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.system import fs
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.settings.files import FileAsker
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.options import Option
from safeharbor.ui.widgets.rows import ButtonRow, WideButton
from safeharbor.ui.widgets.surfaces import LitNote
from safeharbor.ui.widgets.words import Words


class SaveKind(enum.StrEnum):
    """What can be made of a sheet; the value is the ending of its file."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"


Make = Callable[[], bytes]
"""Makes the bytes of a file, on the thread of the window, in well under a second."""


class SaveAsker(FileAsker):
    """Asks where a new file goes."""

    def ask_save(self, title: str, name: str, chosen: Callable[[Path], None]) -> None:
        """Call ``chosen`` with the place; the dialog itself asks before it takes another's."""
        dialog = self._open(title, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(QDir.home().filePath(name))
        dialog.show()


class SavePanel(QWidget):
    """Kinds to choose from, the warning, and the way to the dialog."""

    saved = Signal(object)
    """The copy is there; carries its Path."""
    left = Signal()
    """It was not wanted after all."""

    def __init__(self, look: Look, icons: Icons, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._bridge = bridge
        self._makes: Mapping[SaveKind, Make] = {}
        self._group = QButtonGroup(self)
        self.files = SaveAsker(self)
        self.notice = Notice(look, icons, self)
        self.options = {kind: Option(look, self, *self._words(kind)) for kind in SaveKind}
        self.warning = CopyWarning(look, self)
        self.choose = WideButton(look, icons, self, kind=Kind.PRIMARY)
        self.leave = Button(look, icons, self, kind=Kind.QUIET, height=40)
        self._fill()

    def offer(self, makes: Mapping[SaveKind, Make]) -> None:
        """Offer these kinds; the first one is chosen."""
        self._makes = makes
        self.notice.clear()
        for kind, option in self.options.items():
            option.setVisible(kind in makes)
        if self.kind not in makes and makes:
            self.options[next(iter(makes))].setChecked(True)

    @property
    def kind(self) -> SaveKind | None:
        """The kind that is chosen."""
        return next((kind for kind, each in self.options.items() if each.isChecked()), None)

    def forget(self) -> None:
        """Take the dialog away and let go of what was offered."""
        self.files.close()
        self.notice.clear()
        self._makes = {}

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        said = [self.notice.action, self.notice.close_button]
        return [*said, *self.options.values(), self.choose, self.leave]

    def _fill(self) -> None:
        px = self._look.px
        for option in self.options.values():
            self._group.addButton(option)
        self.choose.dress(self.tr("Choose where"))
        self.choose.setAccessibleIdentifier("paper.choose")
        self.choose.setAccessibleDescription(self.warning.words)
        self.choose.clicked.connect(self._on_choose)
        self.leave.dress(self.tr("Not now"))
        self.leave.setAccessibleIdentifier("paper.leave")
        self.leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Words(self._look, self.tr("Save a copy"), Type.HEADING, self))
        column.addSpacing(px(12))
        column.addWidget(self.notice)
        column.addWidget(self.warning)
        column.addSpacing(px(12))
        for option in self.options.values():
            column.addWidget(option)
        column.addSpacing(px(12))
        column.addWidget(ButtonRow(self._look, self, self.choose, self.leave))

    def _words(self, kind: SaveKind) -> tuple[str, str]:
        return {
            SaveKind.PDF: (
                self.tr("PDF"),
                self.tr("As it looks on paper. Screen readers find little in it."),
            ),
            SaveKind.HTML: (
                self.tr("Web page (HTML)"),
                self.tr("The same with real headings and lists, for screen readers."),
            ),
            SaveKind.MARKDOWN: (
                self.tr("Text (Markdown)"),
                self.tr("Plain text with a few signs, for other programs."),
            ),
            SaveKind.CSV: (
                self.tr("Numbers (CSV)"),
                self.tr("Only what was rated, as a table."),
            ),
        }[kind]

    def _on_choose(self) -> None:
        kind = self.kind
        if kind is not None and kind in self._makes:
            self.notice.clear()
            title = self.tr("Where the copy goes")
            self.files.ask_save(title, file_name(kind), lambda path: self._save(kind, path))

    def _save(self, kind: SaveKind, path: Path) -> None:
        # The vault may have been locked while the dialog stood there.
        make = self._makes.get(kind)
        if make is None:
            return
        data = make()
        written = self._bridge.run(lambda: fs.replace_atomic(path, data))
        self._bridge.then(written, self, lambda _: self._on_saved(path), self._on_failed)

    def _on_saved(self, path: Path) -> None:
        #: %1 is the name of a file.
        words = self.tr("The copy is saved as %1. It is yours to keep safe, or to delete.")
        self.notice.say(words.replace("%1", path.name))
        self.saved.emit(path)

    def _on_failed(self, error: HarborError) -> None:
        self.notice.say_error(error)


class CopyWarning(LitNote):
    """Who could find a copy, before there is one."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        what = Words(look, self.tr("This copy is not encrypted."), Type.LABEL, self)
        who = Words(look, self._who(), Type.BODY, self)
        self.words = f"{what.words} {who.words}"
        column = QVBoxLayout(self)
        side, top = look.px(16), look.px(12)
        column.setContentsMargins(side, top, side, top)
        column.setSpacing(look.px(4))
        column.addWidget(what)
        column.addWidget(who)

    def _who(self) -> str:
        return self.tr(
            "Anyone who uses this account, looks after this computer or sees its backups could "
            "find and read it. In a folder that copies itself online, it goes there too. Locking "
            "does not close it. On a shared computer, a stick that you keep with you is safer."
        )


def file_name(kind: SaveKind) -> str:
    """A name that says nothing about what is in the file."""
    return f"page.{kind.value}"
