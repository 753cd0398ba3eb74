"""General: the language, the keys, and where the facts about the program are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from safeharbor.ui.keys import LETTERS, letter_words
from safeharbor.ui.settings.near_clock_row import NearClockRow
from safeharbor.ui.settings.place import Workshop
from safeharbor.ui.settings.sheet import Sheet

LANGUAGE: Final = "language"
ABOUT: Final = "about"
KEYS: Final = "keys"


class GeneralSheet(Sheet):
    """Language, keys, About."""

    def __init__(self, shop: Workshop, parent: QWidget, languages: Sequence[str]) -> None:
        """The tab; ``languages`` are the codes that the program speaks."""
        super().__init__(shop, parent)
        entries = [(self.tr("As this computer"), "")]
        entries += [(_name_of(code), code) for code in languages]
        chosen = shop.preferences.get(LANGUAGE, "")
        self.language = self.choice(entries, chosen)
        self.language.activated.connect(
            lambda _: self.keep(LANGUAGE, str(self.language.currentData()))
        )
        self.row(
            self.tr("Language"),
            self.tr("Takes effect when SafeHarbor is opened the next time."),
            self.language,
        )
        self.keys = self.button(self.tr("Show"), "settings.keys")
        self.keys.clicked.connect(lambda: self.go.emit(KEYS))
        self.row(
            self.tr("Keys"),
            self.tr("Every key that does something, on one page. F1 opens it anywhere."),
            self.keys,
        )
        name, meaning = letter_words()
        self.letters = self.tick(name, meaning, on=shop.preferences.get(LETTERS, True))
        self.letters.toggled.connect(self._on_letters)
        self.near_clock = NearClockRow(self)
        self.about = self.button(self.tr("Open"), "settings.about")
        self.about.clicked.connect(lambda: self.go.emit(ABOUT))
        self.row(
            self.tr("About SafeHarbor"),
            self.tr("Versions, licences and where its files are. Nothing of your writing."),
            self.about,
        )

    def refresh(self) -> None:
        """The letters may have been switched on the page of keys."""
        self.letters.setChecked(self.shop.preferences.get(LETTERS, True))
        self.near_clock.refresh()

    def forget(self) -> None:
        """Nothing is asked of the desktop any more."""
        super().forget()
        self.near_clock.forget()

    def _on_letters(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if on != self.shop.preferences.get(LETTERS, True):
            self.keep(LETTERS, on)


def _name_of(code: str) -> str:
    """A language in its own words, such as ``Deutsch``."""
    name = QLocale(code).nativeLanguageName()
    # English is called after its country where nothing else is said.
    if code == "en":
        name = "English"
    return name[:1].upper() + name[1:] if name else code
