"""What the desktop is told the window is called: its own name, or a neutral one where chosen.

The title, the picture and the icon near the clock follow the choice at once. What a task bar
groups windows by is told once, before the first window is made, so that follows at the next start.
Inside the window nothing changes, and no file is called otherwise.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from safeharbor import APP_ID
from safeharbor.system.prefs import Preferences
from safeharbor.system.resources import resources_root

TITLE: Final = "SafeHarbor"
NEUTRAL_TITLE: Final = "neutral_title"
"""The preference: whether the window has a neutral name; off until it is chosen."""

_NEUTRAL: Final = "Notes"
"""For desktops, which read names of programs as plain letters; people read a translated one."""


def is_neutral(preferences: Preferences) -> bool:
    """Whether the neutral name was chosen."""
    return preferences.get(NEUTRAL_TITLE, False)


def program_name(*, neutral: bool) -> str:
    """What desktops and screen readers call the program behind the window."""
    return _NEUTRAL if neutral else TITLE


def desktop_file_name(*, neutral: bool) -> str:
    """The menu entry that task bars take a name and a picture from.

    The neutral one leads to no entry, so that the window's own are taken. Left empty, Qt would
    take the name of the executable.
    """
    return _NEUTRAL if neutral else APP_ID


def neutral_title() -> str:
    """The neutral name in the language of the person."""
    #: What the window is called where somebody chose a neutral title: a plain, common word.
    return QCoreApplication.translate("window", "Notes")


def title_shown(preferences: Preferences) -> str:
    """What stands in the title and near the clock."""
    return neutral_title() if is_neutral(preferences) else TITLE


def picture_shown(preferences: Preferences) -> QIcon:
    """The mark, or a plain page."""
    name = "page.svg" if is_neutral(preferences) else "mark.svg"
    return QIcon(str(resources_root() / "icons" / name))


class NameShown(QObject):
    """Gives the window its name, and follows the choice."""

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        """The name is there from the first moment, and with it the plain page where it is chosen.

        The mark takes a while to draw and waits for ``show_picture``.

        Args:
            window: the one that is named.
            preferences: where the choice is kept.
        """
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._show_name()
        if is_neutral(preferences):
            self.show_picture()

    def follow(self, key: str) -> None:
        """Somebody changed the preference with this key."""
        if key == NEUTRAL_TITLE:
            self._show_name()
            self.show_picture()

    def show_picture(self) -> None:
        """Give the window its picture; on a Mac the bundle has one."""
        if sys.platform != "darwin":
            self._window.setWindowIcon(picture_shown(self._preferences))

    def _show_name(self) -> None:
        title = title_shown(self._preferences)
        neutral = is_neutral(self._preferences)
        QCoreApplication.setApplicationName(program_name(neutral=neutral))
        self._window.setWindowTitle(title)
        self._window.setAccessibleName(title)
