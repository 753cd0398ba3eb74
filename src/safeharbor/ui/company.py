"""Company for a practice: cues for the ear and a wakeful screen, made when they are first needed.

Nothing of them is on the way to the first picture. The screens see two small ports and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from safeharbor.domain.breathing import PhaseKind
    from safeharbor.system.prefs import Preferences
    from safeharbor.ui.cues.cues import Cues
    from safeharbor.ui.desktop.awake import Awake

_DIM_MS: Final = 10_000
"""No screen goes dark within so short a time; whoever stops before that asks nothing of it."""


class Company(QObject):
    """What goes along with a practice. It fits ``breathe.ports.CuesPort`` and ``AwakePort``."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        """Nothing is made yet; ``preferences`` say what somebody wants to hear.

        ``blank`` may be set: whether the window shows nothing, so that nothing is heard either.
        """
        super().__init__(parent)
        self._preferences = preferences
        self._cues: Cues | None = None
        self._awake: Awake | None = None
        self.blank: Callable[[], bool] = lambda: False
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(_DIM_MS)
        self._held.timeout.connect(self._hold)

    @property
    def cues(self) -> Cues:
        """The cues themselves, for whoever sets them."""
        if self._cues is None:
            from safeharbor.ui.cues.cues import Cues

            self._cues = Cues(self._preferences, self)
        return self._cues

    def prepare(self) -> None:
        """Look for what is switched on; for after the first picture."""
        self.cues.prepare()

    def phase(self, kind: PhaseKind) -> None:
        """A phase of the breath begins."""
        if not self.blank():
            self.cues.phase(kind)

    def say(self, text: str) -> None:
        """Speak a line after what is being spoken."""
        if not self.blank():
            self.cues.say(text)

    def end(self) -> None:
        """The practice came to its end."""
        if self._cues is not None and not self.blank():
            self._cues.end()

    def stop(self) -> None:
        """Be silent at once."""
        if self._cues is not None:
            self._cues.stop()

    def hold(self) -> None:
        """Keep the screen awake, from shortly before it could go dark on."""
        if self._awake is not None:
            self._awake.hold()
        elif not self._held.isActive():
            self._held.start()

    def release(self) -> None:
        """Let it go dark again when it likes."""
        self._held.stop()
        if self._awake is not None:
            self._awake.release()

    def close(self) -> None:
        """Be silent, let the screen go dark, and be done."""
        self._held.stop()
        if self._cues is not None:
            self._cues.close()
        if self._awake is not None:
            self._awake.close()

    def _hold(self) -> None:
        from safeharbor.ui.desktop.awake import open_awake

        self._awake = open_awake(self)
        self._awake.hold()
