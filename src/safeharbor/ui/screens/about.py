"""About: which version this is, what it is made from, and where its files are.

Everything can be copied for a report; nothing in it comes from the vault, and nothing is looked
up anywhere. Whoever asks for new versions gets an address to put into a browser, as text.
"""

from __future__ import annotations

import platform
import re
import sys
from importlib import metadata
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from safeharbor import RELEASES_PAGE, __version__
from safeharbor.system.paths import HomePaths
from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.page import Page, Room
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingButton, WrappingRow

_LIBRARIES: Final = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "cryptography", "keyring")
_WIDTH: Final = 680
_NAMES: Final = 200


class AboutScreen(Screen):
    """Facts about the program."""

    def __init__(
        self, look: Look, icons: Icons, paths: HomePaths, parent: QWidget | None = None
    ) -> None:
        """The page.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            paths: the home whose folders are named.
            parent: the window.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._paths = paths
        self._grids: list[tuple[QGridLayout, list[tuple[Words, Words]]]] = []
        self.setAccessibleName(self.tr("About"))
        self.page = Page(look, self, width=_WIDTH, top=56)
        self.copy = self._button(self.tr("Copy"), "about.copy")
        self.copy.clicked.connect(self._on_copy)
        self.check = self._button(self.tr("Check for a new version"), "about.check", icon="info")
        self.check.clicked.connect(self._on_check)
        self.answer = Words(look, "", Type.BODY)
        self.address = Words(look, "", Type.BODY)
        self._fill()
        look.changed.connect(self.arrange)

    def facts(self) -> str:
        """Versions and folders, a line each, for a report. Nothing in it is private writing."""
        return "\n".join(f"{name}: {value}" for name, value in [*_versions(), *self._folders()])

    def entered(self) -> None:
        """The first button has the focus."""
        self.copy.dress(self.tr("Copy"), icon="copy")
        self.check.dress(self.tr("Check for a new version"), icon="info")
        self.answer.hide()
        self.address.hide()
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """The two buttons."""
        return [self.copy, self.check]

    def arrange(self) -> None:
        """Give the page its room."""
        self.page.fill(self.rect(), self.corner)
        for grid, pairs in self._grids:
            self._arrange_grid(grid, pairs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _fill(self) -> None:
        look, column = self._look, self.page.column
        column.addWidget(Words(look, self.tr("About SafeHarbor"), Type.TITLE))
        about = self.tr(
            "A private, offline program to steady yourself, think and write. It has no network "
            "code: nothing is sent, counted or looked up."
        )
        self._add(Words(look, about, Type.READING), 8)
        self._head(self.tr("Versions"))
        self._rows(_versions())
        self._add(self.copy, 16)
        self._head(self.tr("Folders"))
        self._rows(self._folders())
        self._head(self.tr("New versions"))
        self._add_new_versions()
        self._head(self.tr("Licences"))
        licences = self.tr(
            "The program is free software under the GNU General Public License, version 3 or "
            "later. Its words are under CC BY-SA 4.0. It comes without any warranty. Qt is used "
            "under the LGPL 3; icons are drawn after Lucide, under the ISC and MIT licences."
        )
        self._add(Words(look, licences, Type.BODY), 8)
        column.addStretch()

    def _add_new_versions(self) -> None:
        words = self.tr("The program never looks for them by itself.")
        self._add(Words(self._look, words, Type.BODY), 8)
        self._add(WrappingRow(self._look, self, self.check), 12)
        self._add(self.answer, 8)
        self._add(self.address, 4)

    def _on_check(self) -> None:
        """Say where new versions are listed, where that is known, and copy the address."""
        known = bool(RELEASES_PAGE)
        said = (
            self.tr("They are listed at this address. It is copied now, for your browser:")
            if known
            else self.tr("This copy names no address for them yet. Ask where you got it.")
        )
        self.answer.say(said)
        self.answer.show()
        self.address.say(_breakable(RELEASES_PAGE))
        self.address.setVisible(known)
        if known:
            QApplication.clipboard().setText(RELEASES_PAGE)
            self.check.dress(self.tr("Copied"), icon="copy")
        announce(self.check, f"{said} {RELEASES_PAGE}".strip())

    def _rows(self, rows: list[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(self._look.px(4))
        grid.setHorizontalSpacing(self._look.px(16))
        grid.setContentsMargins(0, self._look.px(12), 0, 0)
        pairs = [
            (
                Words(self._look, _breakable(name), Type.BODY, self, color="muted"),
                Words(self._look, _breakable(value), Type.BODY, self),
            )
            for name, value in rows
        ]
        self._grids.append((grid, pairs))
        self.page.column.addLayout(grid)

    def _arrange_grid(self, grid: QGridLayout, pairs: list[tuple[Words, Words]]) -> None:
        """Names beside what they name, or above it."""
        tight = self.page.room is Room.TIGHT
        grid.setColumnMinimumWidth(0, 0 if tight else self._look.px(_NAMES))
        grid.setColumnStretch(0 if tight else 1, 1)
        for row, (name, value) in enumerate(pairs):
            grid.addWidget(name, 2 * row, 0)
            grid.addWidget(value, 2 * row + tight, 0 if tight else 1)

    def _head(self, words: str) -> None:
        self.page.column.addSpacing(self._look.px(28))
        self.page.column.addWidget(Words(self._look, words, Type.HEADING))
        self.page.column.addSpacing(self._look.px(8))
        self.page.column.addWidget(Rule(self._look))

    def _add(self, widget: QWidget, above: int) -> None:
        self.page.column.addSpacing(self._look.px(above))
        at = Qt.AlignmentFlag.AlignLeading if isinstance(widget, Button) else Qt.AlignmentFlag(0)
        self.page.column.addWidget(widget, 0, at)

    def _button(self, word: str, identifier: str, icon: str = "copy") -> Button:
        button = WrappingButton(self._look, self._icons, self, kind=Kind.PLAIN)
        button.setAccessibleIdentifier(identifier)
        button.dress(word, icon=icon)
        return button

    def _folders(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Everything you wrote, encrypted"), str(self._paths.root)),
            (self.tr("Log, without any of your words"), str(self._paths.log)),
        ]

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.facts())
        self.copy.dress(self.tr("Copied"), icon="copy")
        announce(self.copy, self.tr("Copied"))


def _versions() -> list[tuple[str, str]]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    rows = [("SafeHarbor", __version__), ("Python", python), ("Qt", qVersion())]
    for name in _LIBRARIES:
        try:
            rows.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return [*rows, ("System", f"{platform.system()} {platform.release()}")]


def _breakable(path: str) -> str:
    """``path`` with places where a line may end, which nobody sees."""
    zero_width = "\N{ZERO WIDTH SPACE}"
    return re.sub(r"([/\\_.-])", rf"\1{zero_width}", path)
