"""Locks the vault when its person is gone: idle, a locked screen, a coming sleep.

It only asks for a lock; the order of things belongs to the session. It is made after the first
picture, and a system that tells nothing costs nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from safeharbor.system.prefs import Preferences
from safeharbor.ui.desktop.idle import DEFAULT_MINUTES, IDLE_MINUTES, Idle
from safeharbor.ui.desktop.screen_lock import ScreenLock, open_screen_lock
from safeharbor.ui.desktop.sleep import Sleep, open_sleep
from safeharbor.ui.session import SessionController

_SHORT_PATIENCE: Final = 1.5
"""Seconds that a sleep is kept waiting where the system itself waits for nobody."""


class LockTriggers(QObject):
    """Listens while the vault is open."""

    def __init__(
        self,
        session: SessionController,
        idle: Idle,
        screen: ScreenLock,
        sleep: Sleep,
        parent: QObject,
    ) -> None:
        """Connect what is heard to the session; all three are owned and closed from here on."""
        super().__init__(parent)
        self._session = session
        self._idle = idle
        self._screen = screen
        self._sleep = sleep
        idle.idled.connect(session.lock)
        idle.slept.connect(session.lock)
        screen.asked.connect(session.lock)
        sleep.sleeping.connect(self._on_sleeping)
        session.unlocked.connect(self._on_unlocked)
        session.locking.connect(idle.stop)
        session.locked.connect(sleep.release)
        if session.is_open:
            self._on_unlocked()

    def set_idle_minutes(self, minutes: int) -> None:
        """How long nobody may do anything before it locks; 0 for ever."""
        self._idle.set_minutes(minutes)

    def close(self) -> None:
        """Listen no more and let the computer sleep."""
        self._idle.stop()
        self._screen.close()
        self._sleep.close()

    def _on_unlocked(self) -> None:
        self._idle.start()
        self._sleep.hold()

    def _on_sleeping(self) -> None:
        if self._sleep.waits:
            self._session.lock()
        else:
            self._session.finish(_SHORT_PATIENCE)


def open_lock_triggers(
    app: QCoreApplication,
    session: SessionController,
    preferences: Preferences,
    window: QWidget,
) -> LockTriggers:
    """Everything that this system has, with the idle time from the preferences."""
    idle = Idle(app, window)
    idle.set_minutes(preferences.get(IDLE_MINUTES, DEFAULT_MINUTES))
    screen = open_screen_lock(window, window)
    sleep = open_sleep(window, window)
    return LockTriggers(session, idle, screen, sleep, window)
