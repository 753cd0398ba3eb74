"""The way from the window to the vault, made when somebody first asks for it.

The breathing circle never asks, so nothing of this is loaded before it moves. It knows which
files mean that there is a vault, by name only; it opens none of them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths
from safeharbor.system.prefs import Preferences

if TYPE_CHECKING:
    from safeharbor.services.use_cases import Services
    from safeharbor.ui.bridge import Bridge
    from safeharbor.ui.practice_keeper import PracticeKeeper
    from safeharbor.ui.session import SessionController
    from safeharbor.ui.sheet.gate import FearGate
    from safeharbor.ui.sheet.pause_end import PauseEnd

Build: TypeAlias = "Callable[[], Services]"

_NOTE_PATIENCE: Final = 2.0
"""Seconds that the end of the program waits for a note of a practice, if there is one to keep."""


def no_services() -> Services:
    """For a window that has none, such as one that is only looked at.

    Raises:
        HarborError: always.
    """
    raise HarborError(ErrorCode.NO_VAULT)


class Spine:
    """Bridge and session of one home, and who keeps notes of practices."""

    def __init__(
        self,
        paths: HomePaths,
        preferences: Preferences,
        build: Build = no_services,
        *,
        hold: bool = False,
    ) -> None:
        """Nothing is made yet.

        Args:
            paths: the home.
            preferences: its plain settings.
            build: puts the services together; called on another thread.
            hold: whether whoever asks for services waits until ``go_on``.
        """
        self.paths = paths
        self.was_open = False
        self._preferences = preferences
        self._build = build
        self._may_build = threading.Event()
        if not hold:
            self._may_build.set()
        self._bridge: Bridge | None = None
        self._session: SessionController | None = None
        self._keeper: PracticeKeeper | None = None
        self._fear: FearGate | None = None
        self._pause_end: PauseEnd | None = None

    @property
    def held(self) -> bool:
        """Whether the first picture is still to come: what is not in it is made after it."""
        return not self._may_build.is_set()

    @property
    def bridge(self) -> Bridge:
        """Brings results to this thread."""
        if self._bridge is None:
            from safeharbor.ui.bridge import Bridge

            self._bridge = Bridge()
        return self._bridge

    @property
    def session(self) -> SessionController:
        """Opens and closes the vault."""
        if self._session is None:
            from safeharbor.ui.session import SessionController

            self._session = SessionController(self.bridge, self._build_in_time)
            self._session.unlocked.connect(self._on_open)
            self._session.locking.connect(self._on_open)
        return self._session

    @property
    def practice_keeper(self) -> PracticeKeeper:
        """Keeps notes of practices where there is a vault."""
        if self._keeper is None:
            from safeharbor.ui.practice_keeper import PracticeKeeper

            self._keeper = PracticeKeeper(self.session, self.bridge, self._preferences)
        return self._keeper

    @property
    def fear(self) -> FearGate:
        """What was answered to the question about fear; a lock makes it forget."""
        if self._fear is None:
            from safeharbor.ui.sheet.gate import FearGate

            self._fear = FearGate(self.session)
            self.session.locking.connect(self._fear.forget)
            self.session.hiding.connect(self._fear.forget)
        return self._fear

    @property
    def pause_end(self) -> PauseEnd:
        """When a pause ends that somebody began; a lock leaves it."""
        if self._pause_end is None:
            from safeharbor.ui.sheet.pause_end import PauseEnd

            self._pause_end = PauseEnd()
        return self._pause_end

    @property
    def is_open(self) -> bool:
        """Whether the vault is open."""
        return self._session is not None and self._session.is_open

    @property
    def services(self) -> Services:
        """The services, which exist wherever the vault is open.

        Raises:
            HarborError: they are not there yet.
        """
        services = self._session.services if self._session is not None else None
        return services or no_services()

    @property
    def has_vault(self) -> bool:
        """Whether there is a vault in this home, or what is left of one."""
        if any(os.path.lexists(p) for p in (self.paths.header, self.paths.header_backup)):
            return True
        try:
            names = [path.name for path in self.paths.root.iterdir()]
        except OSError:
            return False
        unfinished = os.path.lexists(self.paths.unfinished)
        return not unfinished and any(
            name.startswith("vault-") and name.endswith(".db") for name in names
        )

    def go_on(self) -> None:
        """The first picture is there: the heavy libraries may be loaded."""
        self._may_build.set()

    def close(self, patience: float = 3.0) -> None:
        """Lock, wait at most ``patience`` seconds until the text is kept, and deliver no more."""
        build = self._build if self.has_vault else no_services
        if not self._may_build.is_set():
            self._build = no_services
            self._may_build.set()
        if self._session is not None:
            self._session.finish(patience)
            self._session.deleteLater()
        if self._keeper is not None:
            self._keeper.finish(build, _NOTE_PATIENCE)
            self._keeper.deleteLater()
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.deleteLater()
        self._bridge = self._session = self._keeper = self._fear = None

    def _build_in_time(self) -> Services:
        self._may_build.wait()
        return self._build()

    def _on_open(self) -> None:
        """From now on the journal opens only when somebody opens it."""
        self.was_open = True
