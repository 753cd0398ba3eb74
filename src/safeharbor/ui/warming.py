"""Reads what the first search looks through, in portions so small that nobody notices.

It begins a few seconds after an unlock and rests between two portions far longer than one takes.
A search that comes before it is through reads the rest by itself.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from safeharbor.ui.journal.asking import ask
from safeharbor.ui.spine import Spine

REST_MS: Final = 4_000
"""After an unlock, whose page comes first."""
BETWEEN_MS: Final = 40


class Warming(QObject):
    """Goes on from one unlock to the next."""

    def __init__(self, spine: Spine, parent: QObject) -> None:
        """Nothing is read before the vault of ``spine`` is open."""
        super().__init__(parent)
        self._spine = spine
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._read)
        spine.session.unlocked.connect(lambda _: self._timer.start(REST_MS))
        spine.session.locking.connect(self._timer.stop)

    @property
    def waits(self) -> bool:
        """Whether anything is left to be read."""
        return self._timer.isActive()

    def _read(self) -> None:
        if self._spine.is_open:
            search = self._spine.services.search
            # If it fails, the first search says what is the matter.
            ask(self._spine.bridge, self, search.get_ready_a_little, self._on_read)

    def _on_read(self, left: int) -> None:
        if left and self._spine.is_open:
            self._timer.start(BETWEEN_MS)
