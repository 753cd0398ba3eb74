"""Notices that nobody is there, and that the computer slept.

It watches keys, pointer, wheel and touch over the whole application, by a clock that goes on
while the computer sleeps. It runs only while the vault is open and knows nothing of it.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

IDLE_MINUTES: Final = "idle_minutes"
"""The preference: one of ``CHOICES``."""
CHOICES: Final = (1, 5, 15, 30, 0)
"""Minutes that can be chosen; 0 is never."""
DEFAULT_MINUTES: Final = 5

_TICK_MS: Final = 15_000
_SLEPT: Final = 5.0
"""Seconds that the clock that sleeps may fall behind the other one before it counts as sleep."""

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
    }
)


def steady_seconds() -> float:
    """Seconds that never go back and go on while the computer sleeps, whatever the wall clock."""
    # Python's own monotonic clock stands still while a Linux or macOS computer sleeps.
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        seconds = time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        seconds = time.monotonic()
    return seconds


def minutes_of(value: int) -> int:
    """``value`` where it can be chosen, else the default: a damaged setting locks, too."""
    return value if value in CHOICES else DEFAULT_MINUTES


class Idle(QObject):
    """Tells when nobody did anything for so many minutes."""

    idled = Signal()
    """Nobody did anything for the time that was set. Comes once, until ``start`` again."""
    slept = Signal()
    """The computer slept and is awake again."""

    def __init__(
        self,
        app: QCoreApplication,
        parent: QObject | None = None,
        *,
        seconds: Callable[[], float] = steady_seconds,
        awake_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """It does not run yet.

        Args:
            app: whose events are watched.
            parent: who owns it.
            seconds: a clock that goes on in sleep.
            awake_seconds: one that may stand still in sleep.
        """
        super().__init__(parent)
        self._app = app
        self._seconds = seconds
        self._awake_seconds = awake_seconds
        self._limit = DEFAULT_MINUTES * 60.0
        self._last = 0.0
        self._asleep = 0.0
        self._running = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)

    @property
    def running(self) -> bool:
        """Whether it watches."""
        return self._running

    def set_minutes(self, minutes: int) -> None:
        """How long nobody may do anything; 0 for ever."""
        self._limit = minutes_of(minutes) * 60.0
        if self.running:
            self._arm()

    def start(self) -> None:
        """Watch from now on."""
        self._last = self._seconds()
        self._asleep = self._last - self._awake_seconds()
        self._running = True
        self._app.installEventFilter(self)
        self._arm()

    def stop(self) -> None:
        """Watch no longer."""
        self._running = False
        self._app.removeEventFilter(self)
        self._timer.stop()

    def check(self) -> None:
        """Look at the clocks."""
        if not self._running:
            return
        asleep = self._seconds() - self._awake_seconds()
        if asleep - self._asleep > _SLEPT:
            self._asleep = asleep
            self._arm()
            self.slept.emit()
        elif self._limit and self._seconds() - self._last >= self._limit:
            self.stop()
            self.idled.emit()
        else:
            self._arm()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of a sign of life; it goes on to whom it is meant for."""
        if event.type() in _SIGNS_OF_LIFE:
            # The first sign after a long sleep comes too late: the time was over before it.
            if self._limit and self._seconds() - self._last >= self._limit:
                self.check()
            self._last = self._seconds()
        return False

    def _arm(self) -> None:
        left = self._limit - (self._seconds() - self._last) if self._limit else math.inf
        self._timer.start(int(min(max(left * 1000, 0) + 1, _TICK_MS)))
