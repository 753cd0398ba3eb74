"""Putting a long text in, slice by slice, as one step that can be undone.

Qt lays out what is inserted at once, seconds for a few megabytes. A slice is small enough for the
window to answer in between; its size follows how long the last one took.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from safeharbor.domain.text import clean

_FIRST: Final = 2_000
LEAST: Final = 400
MOST: Final = 12_000
LINES: Final = 100
_AIM: Final = 0.010
"""Seconds that a slice takes, about; the limit is five times that."""
cleaned: Final = clean
"""What is done to a text before it is pasted; fast enough for 2 MiB at once."""


class SlicedPaste(QObject):
    """One paste at a time."""

    finished = Signal()

    def __init__(
        self, parent: QObject, *, seconds: Callable[[], float] = time.perf_counter
    ) -> None:
        """Nothing to put in yet; ``seconds`` is a clock that never goes back."""
        super().__init__(parent)
        self._seconds = seconds
        self._cursor = QTextCursor()
        self._text = ""
        self._done = 0
        self._size = _FIRST
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        """Whether something has still to go in."""
        return self._done < len(self._text)

    @property
    def rest(self) -> str:
        """What has still to go in."""
        return self._text[self._done :]

    @property
    def place(self) -> int:
        """Where it goes, in Qt's units."""
        return self._cursor.position()

    def start(self, cursor: QTextCursor, text: str) -> None:
        """Put ``text`` in place of what ``cursor`` has chosen; short ones go in at once."""
        self.finish()
        self._cursor = QTextCursor(cursor)
        self._text, self._done, self._size = text, 0, _FIRST
        self._slice(first=True)
        if self.running:
            self._timer.start()

    def finish(self) -> None:
        """Put in all that is left, now."""
        while self.running:
            self._slice()

    def stop(self) -> None:
        """Forget what is left."""
        self._timer.stop()
        self._text, self._done = "", 0

    def _slice(self, *, first: bool = False) -> None:
        began = self._seconds()
        end = _end_of_slice(self._text, self._done, self._size)
        if first:
            self._cursor.beginEditBlock()
            self._cursor.removeSelectedText()
        else:
            self._cursor.joinPreviousEditBlock()
        self._cursor.insertText(self._text[self._done : end])
        self._cursor.endEditBlock()
        self._done = end
        took = self._seconds() - began
        self._size = min(max(int(self._size * min(_AIM / max(took, 1e-4), 2)), LEAST), MOST)
        if not self.running:
            self._timer.stop()
            self._text, self._done = "", 0
            self.finished.emit()


def _end_of_slice(text: str, start: int, size: int) -> int:
    """At most ``size`` characters and a hundred lines, since every line is laid out by itself."""
    end = min(start + size, len(text))
    if text.count("\n", start, end) <= LINES:
        return end
    at = start
    for _ in range(LINES):
        at = text.index("\n", at, end) + 1
    return at
