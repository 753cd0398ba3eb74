"""Whether things on the screen may move.

Qt 6.11 cannot ask the system for it on every desktop, so it is a setting of its own, kept with
the plain preferences. It knows no widget.
"""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences

REDUCED_MOTION: Final = "reduced_motion"


class Motion(QObject):
    """The setting; ``changed`` carries whether motion is reduced now."""

    changed = Signal(bool)

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._reduced = preferences.get(REDUCED_MOTION, False)

    @property
    def reduced(self) -> bool:
        """True where words and a bar take the place of the moving light."""
        return self._reduced

    def toggle(self) -> None:
        """Switch to the other one and keep it."""
        self._reduced = not self._reduced
        # Where nothing can be written it holds for this run.
        with contextlib.suppress(HarborError):
            self._preferences.set(REDUCED_MOTION, self._reduced)
        self.changed.emit(self._reduced)
