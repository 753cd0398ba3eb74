"""Whether the window has an icon near the clock: only where it was chosen, and not while hidden.

The icon never keeps the program alive: it goes with the window. All this is loaded after the
first picture, and the desktop is asked for nothing where nobody wants it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from safeharbor.system.prefs import Preferences
from safeharbor.ui.desktop.tray import NEAR_CLOCK, Tray, TrayQuestion
from safeharbor.ui.name_shown import NEUTRAL_TITLE, picture_shown, title_shown
from safeharbor.ui.window import Window

_SOON_MS: Final = 50


class NearClock(QObject):
    """Follows the preference, the blank page and the lock."""

    def __init__(
        self, window: Window, preferences: Preferences, on_verb: Callable[[str], None]
    ) -> None:
        """Show the icon if it was chosen.

        Args:
            window: what the icon stands for.
            preferences: where the choice is kept.
            on_verb: does what a second start or the terminal may ask for.
        """
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._on_verb = on_verb
        self.tray: Tray | None = None
        # A lock makes the page blank for a turn of the loop only.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._renew)
        window.preference_changed.connect(self._on_preference)
        window.frame.blanked.connect(self._on_blanked)
        self._renew()

    def close(self) -> None:
        """Take the icon away for good."""
        self._soon.stop()
        if self.tray is not None:
            self.tray.close()
            self.tray = None

    def _on_preference(self, key: str) -> None:
        if key == NEAR_CLOCK:
            self._renew()
        elif key == NEUTRAL_TITLE and self.tray is not None:
            self.tray.dress(picture_shown(self._preferences), title_shown(self._preferences))

    def _on_blanked(self) -> None:
        """Gone with the page at once, before the window closes all that stands over it."""
        if self._window.frame.covered:
            self._renew()
        self._soon.start()

    def _renew(self) -> None:
        chosen = self._preferences.get(NEAR_CLOCK, False)
        if chosen and self.tray is None:
            self.tray = self._make()
        if self.tray is not None:
            self.tray.wish(wished=chosen and not self._window.frame.covered)

    def _make(self) -> Tray:
        window = self._window
        picture, title = picture_shown(self._preferences), title_shown(self._preferences)
        tray = Tray(picture, title, window, TrayQuestion(window))
        tray.verb.connect(self._on_verb)
        tray.hide_asked.connect(window.hide_asked)
        tray.quit_asked.connect(window.close)
        tray.menu.aboutToShow.connect(lambda: self._show_lock(tray))
        session = window.parts.spine.session
        session.unlocked.connect(lambda _: self._show_lock(tray))
        session.locked.connect(lambda _: self._show_lock(tray))
        self._show_lock(tray)
        return tray

    def _show_lock(self, tray: Tray) -> None:
        tray.lock.setEnabled(self._window.parts.spine.is_open)
