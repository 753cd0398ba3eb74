"""What this protects, and what it does not: plain words, the same size for both."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from safeharbor.ui.settings.place import Workshop
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.words import Words


class ProtectsSheet(Sheet):
    """Three lists of sentences."""

    def __init__(self, shop: Workshop, parent: QWidget) -> None:
        super().__init__(shop, parent)
        self.text(
            self.tr(
                "What you write is encrypted on this computer and sent nowhere. Here is what "
                "that can do for you and what it cannot, so that you can decide."
            )
        )
        self._list(self.tr("It protects against"), self._protected())
        self._list(self.tr("It helps a little against"), self._reduced())
        self._list(self.tr("It does not protect against"), self._open())

    def _list(self, heading: str, items: list[tuple[str, str]]) -> None:
        self.heading(heading)
        for what, how in items:
            self.column.addWidget(Words(self.shop.look, what, Type.LABEL, self))
            self.column.addWidget(Words(self.shop.look, how, Type.BODY, self, color="muted"))
            self.column.addSpacing(self.shop.look.px(12))

    def _protected(self) -> list[tuple[str, str]]:
        return [
            (
                self.tr("A stolen or lost computer"),
                self.tr(
                    "With a passphrase, the file tells nothing without it. With the computer "
                    "sign-in alone, it is as safe as that sign-in."
                ),
            ),
            (
                self.tr("Another account on this computer"),
                self.tr("The files are closed to other accounts."),
            ),
            (
                self.tr("Cloud folders and backup services"),
                self.tr("They see an encrypted file, its size and when it changed."),
            ),
            (
                self.tr("Search indexes, previews, recent files, notifications"),
                self.tr("Nothing you write is handed to any of them."),
            ),
            (
                self.tr("The internet"),
                self.tr("There is no network code in it: no account, no updates, no statistics."),
            ),
        ]

    def _reduced(self) -> list[tuple[str, str]]:
        return [
            (
                self.tr("Someone looking over your shoulder"),
                self.tr(
                    "Hide blanks the window in a blink, and titles can be left out of lists. What "
                    "was seen was seen."
                ),
            ),
            (
                self.tr("The clipboard and printers"),
                self.tr("Copied text is plain, and a printer may keep what it printed."),
            ),
            (
                self.tr("Memory and hibernation"),
                self.tr(
                    "A lock forgets the key. Traces of what was on the screen may stay in memory, "
                    "and on disk if the computer hibernates."
                ),
            ),
            (
                self.tr("A forgotten passphrase"),
                self.tr("The recovery code opens the journal. Without both, nobody can."),
            ),
        ]

    def _open(self) -> list[tuple[str, str]]:
        return [
            (
                self.tr("Programs that watch this computer"),
                self.tr(
                    "What records keys or the screen, or runs as you, sees what you see. If you "
                    "think somebody put one here, another device is safer."
                ),
            ),
            (
                self.tr("Someone who uses this computer account"),
                self.tr(
                    "If the journal opens with the computer sign-in, they can open it too. A "
                    "passphrase changes that."
                ),
            ),
            (
                self.tr("Someone who makes you unlock it"),
                self.tr(
                    "There is no second, false journal. Being found with one can make it worse."
                ),
            ),
            (
                self.tr("Someone seeing that SafeHarbor is here"),
                self.tr(
                    "It can be found among the installed programs and on the disk. A neutral title "
                    "changes nothing about that."
                ),
            ),
            (
                self.tr("Someone changing the program itself"),
                self.tr("Who can replace its files can make it do anything."),
            ),
        ]
