"""Hears that the screen was locked, on desktops that say so.

Each system has its own way; what comes out is one signal. Many lockers say nothing at all, which
is why the idle time stands beside it. It knows nothing of the vault.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from safeharbor.ui.desktop.bus import Bus, Name, Values, session_bus, system_bus

_SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_PRESENCE: Final = "org.gnome.SessionManager.Presence"
_PRESENCE_IDLE: Final = 3
_LOGIN: Final = "org.freedesktop.login1"
_LOGIN_PATH: Final = "/org/freedesktop/login1"
_OWN_SESSION: Final = "auto"
"""What login1 takes for the session of the caller."""

_AWAY: Final = frozenset(
    {Qt.ApplicationState.ApplicationHidden, Qt.ApplicationState.ApplicationSuspended}
)


class ScreenLock(QObject):
    """A place where locked screens are heard of. This one hears nothing."""

    asked = Signal()
    """The screen was locked."""

    def close(self) -> None:
        """Listen no more."""


def open_screen_lock(window: QWidget, parent: QObject) -> ScreenLock:
    """What this system has to listen to; it never fails.

    Args:
        window: any window of the program; Windows tells windows.
        parent: who owns it.
    """
    if sys.platform == "win32":
        from safeharbor.ui.desktop.windows_messages import WindowsScreenLock

        heard: ScreenLock = WindowsScreenLock(window, parent)
    elif sys.platform == "darwin":
        heard = ApplicationState(parent)
    elif sys.platform == "linux":
        heard = BusScreenLock(session_bus(), system_bus(), parent)
    else:
        heard = ScreenLock(parent)
    return heard


class ApplicationState(ScreenLock):
    """For macOS, where Qt hears of a locked screen only if the program is put aside for it.

    The system's own notification cannot be had from Python without another library; the idle
    time and waking up do the rest. Not run on a Mac yet.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        self._changed: SignalInstance | None = None
        if isinstance(application, QGuiApplication):
            # PySide calls a slot with an enum argument only after the enum type was used once.
            application.applicationState()
            self._changed = application.applicationStateChanged
            self._changed.connect(self._on_state)

    def close(self) -> None:
        """Listen no more."""
        if self._changed is not None:
            self._changed.disconnect(self._on_state)
            self._changed = None

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state in _AWAY:
            self.asked.emit()


class BusScreenLock(ScreenLock):
    """For desktops with a D-Bus: what screen savers, GNOME's session and login1 say."""

    def __init__(self, session: str | None, system: str | None, parent: QObject) -> None:
        """Listen to the buses at these addresses, as far as they are there."""
        super().__init__(parent)
        self._session = Bus(session, self)
        # Nothing is asked of anybody here, so no service is started. Who says it does not
        # matter: all it does is lock.
        for name in _SCREEN_SAVERS:
            self._session.listen(Name(name, "ActiveChanged"), self._on_active)
        self._session.listen(Name(_PRESENCE, "StatusChanged"), self._on_presence)
        self._system = Bus(system, self)
        which = os.environ.get("XDG_SESSION_ID") or _OWN_SESSION
        method = Name(f"{_LOGIN}.Manager", "GetSession", _LOGIN_PATH)
        self._system.ask(_LOGIN, method, "s", (which,), self._on_own_session)

    def close(self) -> None:
        """Listen no more."""
        self._session.close()
        self._system.close()

    def _on_own_session(self, answer: Values | None) -> None:
        """Listen to our own session; to every one where it is not known which is ours."""
        path = str(answer[0]) if answer else ""
        self._system.listen(Name(f"{_LOGIN}.Session", "Lock", path), self._on_lock, _LOGIN)

    def _on_active(self, values: Values) -> None:
        if values[:1] == (True,):
            self.asked.emit()

    def _on_presence(self, values: Values) -> None:
        if values[:1] == (_PRESENCE_IDLE,):
            self.asked.emit()

    def _on_lock(self, _values: Values) -> None:
        self.asked.emit()
