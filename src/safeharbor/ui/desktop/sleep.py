"""Hears that the computer is about to sleep, and asks it to wait until the vault is locked.

On Linux login1 waits for whoever holds a delay inhibitor, for some seconds at most. It knows
nothing of the vault: whoever locks it says when to hold and when to release.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.ui.desktop.bus import Bus, Name, Values, system_bus

_LOGIN: Final = "org.freedesktop.login1"
_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = "org.freedesktop.login1.Manager"


class Sleep(QObject):
    """A place where a coming sleep is heard of. This one hears nothing."""

    sleeping = Signal()
    """The computer is about to sleep."""

    waits: bool = True
    """Whether the computer waits for ``release``; else it sleeps when ``sleeping`` was handled."""

    def hold(self) -> None:
        """Ask the computer to wait before it sleeps, from now on."""

    def release(self) -> None:
        """It need not wait any more."""

    def close(self) -> None:
        """Release, and listen no more."""
        self.release()


def open_sleep(window: QWidget, parent: QObject) -> Sleep:
    """What this system has to listen to; it never fails.

    On macOS it hears nothing: the system's notification cannot be had from Python without
    another library, so waking up is noticed instead.

    Args:
        window: any window of the program; Windows tells windows.
        parent: who owns it.
    """
    if sys.platform == "win32":
        from safeharbor.ui.desktop.windows_messages import WindowsSleep

        heard: Sleep = WindowsSleep(window, parent)
    elif sys.platform == "linux":
        heard = LoginSleep(system_bus(), parent)
    else:
        heard = Sleep(parent)
    return heard


class LoginSleep(Sleep):
    """Listens to login1 and holds its delay inhibitor: a file descriptor, given back by closing."""

    def __init__(self, address: str | None, parent: QObject) -> None:
        """Listen to the system's bus at ``address``, if there is one."""
        super().__init__(parent)
        self._wanted = False
        self._asking = False
        self._held: int | None = None
        self._bus = Bus(address, self, descriptors=True)
        self._bus.listen(Name(_MANAGER, "PrepareForSleep", _PATH), self._on_prepare, _LOGIN)

    @property
    def holds(self) -> bool:
        """Whether the computer would wait for us."""
        return self._held is not None

    def hold(self) -> None:
        """Ask login1 to wait."""
        self._wanted = True
        self._ask()

    def release(self) -> None:
        """Let the computer sleep."""
        self._wanted = False
        self._give_back()

    def close(self) -> None:
        """Release, and listen no more."""
        super().close()
        self._bus.close()

    def _on_prepare(self, values: Values) -> None:
        if values[:1] == (True,):
            self.sleeping.emit()
        else:
            # Awake again: an inhibitor that was held through a sleep is used up.
            self._give_back()
            self._ask()

    def _ask(self) -> None:
        if self._wanted and not self._asking and not self.holds and self._bus.alive:
            self._asking = True
            why = ("sleep", "SafeHarbor", self.tr("Locking"), "delay")
            method = Name(_MANAGER, "Inhibit", _PATH)
            self._bus.ask(_LOGIN, method, "ssss", why, self._on_answer)

    def _on_answer(self, answer: Values | None) -> None:
        self._asking = False
        if not answer:
            return
        if self._wanted:
            self._held = answer[0].to_raw_fd()
        else:
            answer[0].close()

    def _give_back(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None
