"""Tells when another day has begun, for a window that stays open over midnight.

A timer waits for midnight. A computer that slept has another idea of how long that is, so the day
is looked at again whenever the window comes to the front.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from safeharbor.domain.moment import Clock

_AFTER_S: Final = 1.0
"""Timers of this length may ring a little early."""


class DayTurn(QObject):
    """One day after the other."""

    turned = Signal()
    """Today is another day than it was."""

    def __init__(self, clock: Clock, window: QObject) -> None:
        """Watch ``window``, and own nothing else."""
        super().__init__(window)
        self._clock = clock
        self._today = clock.now().local_date
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)
        self._wait()

    def look(self) -> None:
        """See what day it is."""
        today = self._clock.now().local_date
        if today != self._today:
            self._today = today
            self.turned.emit()
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)

    def _wait(self) -> None:
        now = self._clock.now().local_datetime
        midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), now.tzinfo)
        self._timer.start(round(1000 * ((midnight - now).total_seconds() + _AFTER_S)))
