"""Whether the last backup that was due was made: one word among the plain preferences.

It is kept there so that it is still known at the next start. It knows no folder and no reason;
whoever wants the reason tries again.
"""

from __future__ import annotations

import contextlib
import enum
from typing import TYPE_CHECKING, Final

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences

if TYPE_CHECKING:
    from safeharbor.services.backups import Round

TROUBLE: Final = "backup_trouble"


class Trouble(enum.StrEnum):
    """What is missing."""

    NONE = ""
    NOT_MADE = "not_made"
    NO_SECOND = "no_second"
    """The backup is there, its copy in the second folder is not."""


class BackupNews:
    """Keeps how the last try went."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def trouble(self) -> Trouble:
        """What was missing after the last try."""
        word = self._preferences.get(TROUBLE, "")
        return Trouble(word) if word in set(Trouble) else Trouble.NONE

    def made(self, made: Round) -> None:
        """A backup was made."""
        self._keep(Trouble.NO_SECOND if made.second is not None else Trouble.NONE)

    def found_made(self) -> None:
        """The one that is due was there already; of the second folder this says nothing."""
        if self.trouble is Trouble.NOT_MADE:
            self._keep(Trouble.NONE)

    def failed(self) -> None:
        """One was due and was not made."""
        self._keep(Trouble.NOT_MADE)

    def forget(self) -> None:
        """Folders or wishes have changed: what was missing there is of no interest any more."""
        self._keep(Trouble.NONE)

    def _keep(self, trouble: Trouble) -> None:
        if trouble is not self.trouble:
            # Where nothing can be written it holds for this run.
            with contextlib.suppress(HarborError):
                self._preferences.set(TROUBLE, trouble.value)
