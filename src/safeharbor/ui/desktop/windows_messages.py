"""What Windows tells a window: the session was locked, the computer goes to sleep.

Read from the messages that Qt passes on before it handles them. The code follows Microsoft's
documentation and has not been run on a Windows machine yet.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from safeharbor.ui.desktop.screen_lock import ScreenLock
from safeharbor.ui.desktop.sleep import Sleep

WM_QUERYENDSESSION: Final = 0x0011
WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
PBT_APMSUSPEND: Final = 0x0004
WTS_CONSOLE_DISCONNECT: Final = 0x2
WTS_REMOTE_DISCONNECT: Final = 0x4
WTS_SESSION_LOCK: Final = 0x7

_THIS_SESSION: Final = 0
_AWAY: Final = frozenset({WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK})


class Meaning(enum.Enum):
    """What a message says, as far as it matters here."""

    LOCKED = "locked"
    SLEEPING = "sleeping"


def meaning(message: int, wparam: int) -> Meaning | None:
    """What ``message`` with its first parameter says; None for everything else."""
    if message == WM_WTSSESSION_CHANGE and wparam in _AWAY:
        return Meaning.LOCKED
    if message == WM_POWERBROADCAST and wparam == PBT_APMSUSPEND:
        return Meaning.SLEEPING
    # The session ends; what is on the screen has to be kept before this message is answered.
    return Meaning.SLEEPING if message == WM_QUERYENDSESSION else None


class MessageFilter(QAbstractNativeEventFilter):
    """Calls ``heard`` for each message that means something, before it is answered."""

    def __init__(self, heard: Callable[[Meaning], None]) -> None:
        super().__init__()
        self._heard = heard
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def close(self) -> None:
        """Hear no more."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Read one message; everybody else reads it too."""
        if sys.platform == "win32":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            said = meaning(int(told.message or 0), int(told.wParam or 0))
            if said is not None:
                self._heard(said)
        return False, 0


class WindowsScreenLock(ScreenLock):
    """Hears of a locked session and of a session that another person took over."""

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = int(window.winId())
        self._filter = MessageFilter(self._on_message)
        if sys.platform == "win32":
            import ctypes

            register = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification
            register.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
            register(self._window, _THIS_SESSION)

    def close(self) -> None:
        """Hear no more."""
        self._filter.close()
        if sys.platform == "win32":
            import ctypes

            forget = ctypes.WinDLL("wtsapi32").WTSUnRegisterSessionNotification
            forget.argtypes = [ctypes.c_void_p]
            forget(self._window)

    def _on_message(self, said: Meaning) -> None:
        if said is Meaning.LOCKED:
            self.asked.emit()


class WindowsSleep(Sleep):
    """Hears of a coming sleep; Windows sleeps as soon as the message was answered."""

    waits = False

    def __init__(self, _window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._filter = MessageFilter(self._on_message)

    def close(self) -> None:
        """Hear no more."""
        super().close()
        self._filter.close()

    def _on_message(self, said: Meaning) -> None:
        if said is Meaning.SLEEPING:
            self.sleeping.emit()
