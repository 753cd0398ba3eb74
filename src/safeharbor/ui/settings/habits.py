"""The plain habits of the window that have to do with privacy: idle time, the hide key, names."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject

from safeharbor.ui.desktop.idle import CHOICES, DEFAULT_MINUTES, IDLE_MINUTES
from safeharbor.ui.guide.quiet import QUIET_NAMES
from safeharbor.ui.keys import HIDE_KEY, USUAL_HIDE_KEY, hide_key
from safeharbor.ui.name_shown import NEUTRAL_TITLE, is_neutral, neutral_title
from safeharbor.ui.settings.sheet import Sheet
from safeharbor.ui.titles_shown import SHOW_TITLES, titles_shown

HIDE_KEYS: Final = ("F9", "F8", "F10", "F12", "Ctrl+Space", "Ctrl+H")


class Habits(QObject):
    """Rows on the sheet they are given; each keeps one preference."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet

    def locking_rows(self) -> None:
        """When it locks by itself, and the key that hides."""
        sheet, preferences = self._sheet, self._sheet.shop.preferences
        words = {
            1: self.tr("After 1 minute"),
            5: self.tr("After 5 minutes"),
            15: self.tr("After 15 minutes"),
            30: self.tr("After 30 minutes"),
            0: self.tr("Never"),
        }
        minutes = preferences.get(IDLE_MINUTES, DEFAULT_MINUTES)
        self.idle = sheet.choice([(words[each], each) for each in CHOICES], minutes)
        self.idle.activated.connect(lambda _: self._on_idle())
        self.idle_row = sheet.row(self.tr("Lock when nobody is typing"), "", self.idle)
        self._say_idle(minutes)
        present = hide_key(preferences.get(HIDE_KEY, USUAL_HIDE_KEY))
        free = [key for key in HIDE_KEYS if hide_key(key) == key and key != present]
        self.hide_choice = sheet.choice([(key, key) for key in (present, *free)], present, 140)
        self.hide_choice.activated.connect(
            lambda _: sheet.keep(HIDE_KEY, str(self.hide_choice.currentData()))
        )
        sheet.row(
            self.tr("Hide at once"),
            self.tr(
                "Covers the window, then locks. Hiding does not remove the app from this computer."
            ),
            self.hide_choice,
        )

    def screen_rows(self) -> None:
        """What is left out of lists, of names that the program makes, and of the window's own."""
        sheet = self._sheet
        self.titles = sheet.tick(
            self.tr("Show entry titles in lists"),
            self.tr("Off shows dates alone, for when somebody may look over your shoulder."),
            on=titles_shown(sheet.shop.preferences),
        )
        self.titles.toggled.connect(lambda on: sheet.keep(SHOW_TITLES, bool(on)))
        self.quiet_names = sheet.tick(
            self.tr("Quiet names"),
            self.tr(
                "A page or a tag that a guide begins is called “page” or “note”, and not what "
                "it is about."
            ),
            on=bool(sheet.shop.preferences.get(QUIET_NAMES, False)),
        )
        self.quiet_names.toggled.connect(lambda on: sheet.keep(QUIET_NAMES, bool(on)))
        self.neutral = sheet.tick(
            self.tr("Neutral title"),
            self._neutral_words().replace("%1", neutral_title()),
            on=is_neutral(sheet.shop.preferences),
        )
        self.neutral.toggled.connect(lambda on: sheet.keep(NEUTRAL_TITLE, bool(on)))

    def _neutral_words(self) -> str:
        if sys.platform == "darwin":
            #: %1 is what the window is called then.
            return self.tr(
                "In its title and near the clock the window is called “%1”. Inside it, in the "
                "Dock, in menus and on the disk it still says SafeHarbor. This is no disguise "
                "against somebody who looks."
            )
        #: %1 is what the window is called then.
        return self.tr(
            "In its title and near the clock the window is called “%1”, with a plain page as its "
            "picture. Some task bars follow at the next start. Inside it, in menus, in the list of "
            "programs and on the disk it still says SafeHarbor. This is no disguise against "
            "somebody who looks."
        )

    def _on_idle(self) -> None:
        minutes = int(self.idle.currentData())
        self._say_idle(minutes)
        self._sheet.keep(IDLE_MINUTES, minutes)

    def _say_idle(self, minutes: int) -> None:
        if minutes == 0:
            words = self.tr("It stays open until you lock it, also when you walk away.")
        else:
            words = self.tr("Breathing and help stay open.")
        self.idle_row.consequence.say(words)
