"""When to save: a pure state machine with its clock injected.

It never saves, shows or waits; an editor tells it what happened and asks whether it is time. It
knows no text, only that there was an edit.
"""

from __future__ import annotations

import enum
from typing import Final

from safeharbor.domain.moment import Clock

QUIET_SECONDS: Final = 0.7
LONGEST_SECONDS: Final = 3.0
_RETRY_SECONDS: Final = (2.0, 5.0, 10.0, 30.0)


class SaveState(enum.Enum):
    """What the chip beside the text says."""

    NOTHING = "nothing"
    WRITING = "writing"
    SAVED = "saved"
    NOT_SAVED = "not saved"


class Autosaver:
    """Says when a snapshot is due: 700 ms after the last edit, 3 s after the first at the latest.

    Every edit makes a new version. ``begin`` hands out the version to save; ``done`` and
    ``failed`` report how it went. A failed version is due again after 2, 5, 10, then every 30 s,
    or with the next edit.
    """

    def __init__(
        self, clock: Clock, *, quiet: float = QUIET_SECONDS, longest: float = LONGEST_SECONDS
    ) -> None:
        self._clock = clock
        self._quiet = quiet
        self._longest = longest
        self._version = 0
        self._kept = 0
        self._saving: int | None = None
        self._first_edit = 0.0
        self._due: float | None = None
        self._failures = 0
        self._ever_saved = False

    @property
    def state(self) -> SaveState:
        """What is true of the newest version. Saved is said of a committed version only."""
        if self._kept == self._version:
            return SaveState.SAVED if self._ever_saved else SaveState.NOTHING
        return SaveState.NOT_SAVED if self._failures else SaveState.WRITING

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no commit has acknowledged."""
        return self._kept != self._version

    def edited(self) -> None:
        """The text changed."""
        now = self._clock.monotonic()
        if self._due is None:
            self._first_edit = now
        self._version += 1
        self._due = min(now + self._quiet, self._first_edit + self._longest)

    def hurry(self) -> None:
        """The editor lost the focus, the screen changes, or the vault is being locked."""
        if self.unsaved:
            self._due = self._clock.monotonic()

    def due_in(self) -> float | None:
        """Seconds until a save is due, 0 when it is due now, None when there is nothing to do.

        While a save is under way nothing else is due: the next follows when it has ended.
        """
        if self._due is None or self._saving is not None:
            return None
        return max(self._due - self._clock.monotonic(), 0.0)

    def begin(self) -> int:
        """A snapshot is taken now; returns its version for ``done`` or ``failed``."""
        self._saving = self._version
        self._due = None
        return self._version

    def done(self, version: int) -> None:
        """The commit of ``version`` was acknowledged."""
        self._saving = None
        self._kept = max(self._kept, version)
        self._failures = 0
        self._ever_saved = True

    def failed(self, version: int) -> None:
        """Saving ``version`` failed; the text is kept by the editor and is due again."""
        self._saving = None
        wait = _RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS) - 1)]
        self._failures += 1
        if self._due is None and version > self._kept:
            self._first_edit = self._clock.monotonic()
            self._due = self._first_edit + wait
