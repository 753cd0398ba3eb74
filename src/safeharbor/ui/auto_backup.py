"""Backups that are made by themselves while the journal is open, at most one a day.

It waits until somebody has settled in and asks nobody anything. How it went is kept, for Home to
say when somebody comes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.backup_news import BackupNews
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.session import SessionController
from safeharbor.ui.settings.folders import backup_plan

if TYPE_CHECKING:
    from safeharbor.services.backups import Round
    from safeharbor.services.session import Unlocked

FIRST_MS: Final = 60_000
AGAIN_MS: Final = 3_600_000


class AutoBackup(QObject):
    """Looks whether a backup is due a minute after unlocking, and then once an hour."""

    made = Signal(object)
    """A backup was made; carries the Round, which may say that the second folder has no copy."""
    failed = Signal(object)
    """A backup was due and was not made; carries the HarborError. At most once for an unlock."""

    def __init__(
        self,
        session: SessionController,
        bridge: Bridge,
        preferences: Preferences,
        parent: QObject | None = None,
        *,
        first_ms: int = FIRST_MS,
    ) -> None:
        """Nothing happens before the journal is open.

        Args:
            session: says when it is.
            bridge: brings results to this thread.
            preferences: where backups go, and whether they are wanted.
            parent: who owns it.
            first_ms: how long after unlocking.
        """
        super().__init__(parent)
        self._session = session
        self._bridge = bridge
        self._preferences = preferences
        self._news = BackupNews(preferences)
        self._first_ms = first_ms
        self._complained = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        session.unlocked.connect(self._on_unlocked)
        session.locking.connect(self._timer.stop)

    def _on_unlocked(self, unlocked: Unlocked) -> None:
        self._complained = False
        if not unlocked.read_only:
            self._timer.start(self._first_ms)

    def _look(self) -> None:
        services, plan = self._session.services, backup_plan(self._preferences)
        if services is None or not self._session.is_open:
            return
        self._timer.start(AGAIN_MS)
        if not plan.automatic:
            return
        keeper = services.backup.keeper

        def make() -> Round | None:
            if not keeper.due(plan.folder):
                return None
            return keeper.make(plan.folder, plan.second).result()

        self._bridge.then(self._bridge.run(make), self, self._on_made, self._on_failed)

    def _on_made(self, made: Round | None) -> None:
        if made is None:
            self._news.found_made()
            return
        self._news.made(made)
        self.made.emit(made)

    def _on_failed(self, error: HarborError) -> None:
        self._news.failed()
        if not self._complained:
            self._complained = True
            self.failed.emit(error)
