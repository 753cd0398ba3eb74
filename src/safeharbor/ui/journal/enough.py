"""Says on a page of the journal that the time is over that somebody meant to write for.

Nothing stops and nothing is counted on the screen: a quiet line comes once, and can be closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from safeharbor.ui.widgets.notice import Notice

_MINUTE_MS: Final = 60_000


class Enough(QObject):
    """One page at a time; it forgets when the page is left."""

    def __init__(self, notice: Notice, unsaved: Callable[[], bool], parent: QObject) -> None:
        """Say it in ``notice``, and that all is kept where nothing is ``unsaved``."""
        super().__init__(parent)
        self._notice = notice
        self._unsaved = unsaved
        self._minutes = 0
        self._last = ""
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._say)

    def begin(self, minutes: int, last: str) -> None:
        """Say it after ``minutes``, with ``last`` as what is asked then; 0 for never."""
        self._minutes, self._last = minutes, last
        if minutes:
            self.timer.start(minutes * _MINUTE_MS)
        else:
            self.timer.stop()

    def forget(self) -> None:
        """The page was left."""
        self.timer.stop()

    def _say(self) -> None:
        if self._notice.words:
            # What stands there matters more, such as a save that failed.
            self.timer.start(_MINUTE_MS)
            return
        #: %n is a number of minutes that somebody meant to write for.
        over = self.tr("%n minutes are over.", "", self._minutes)
        kept = "" if self._unsaved() else self.tr("What you wrote is kept.")
        self._notice.say(" ".join(filter(None, (over, kept, self._last))))
