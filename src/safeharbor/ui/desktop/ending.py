"""Turns a signal of the system to end into an ordinary end of the event loop.

Python runs its signal handlers only between two of its own steps, and an idle event loop takes
none; so the signal is written to a socket that the loop watches.
"""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ENDINGS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Ending(QObject):
    """Watches for SIGINT, SIGTERM and SIGHUP; ``asked`` comes once for each."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.settimeout(0)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        self._before_fd = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _nothing) for number in _ENDINGS}

    def close(self) -> None:
        """Put everything back as it was."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._near.close()
        self._far.close()

    def _on_signal(self) -> None:
        numbers = self._near.recv(64)
        if any(number in numbers for number in _ENDINGS):
            self.asked.emit()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The wake-up does the work; a handler has to be there, or the system ends the process."""
