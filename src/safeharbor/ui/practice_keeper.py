"""Where a note of a practice goes: into the vault, sealed beside it, or nowhere.

Screens say that somebody has practised and know nothing of this. Nothing of it is shown while
somebody breathes, and nothing waits for a disk here. Without a journal nothing is kept.
"""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.session import SessionController

if TYPE_CHECKING:
    from uuid import UUID

    from safeharbor.domain.entry import Changes
    from safeharbor.domain.practice import PracticeRecord
    from safeharbor.services.use_cases import Services

KEEP_PRACTICES: Final = "keep_practices"
"""The preference: whether notes of practices are kept at all."""
ORIGIN: Final = "practices"
"""The origin of what is written here."""

_MOST_WAITING: Final = 20
_LOOKED_AT: Final = 200
"""So many of the newest notes say which exercise did no good lately."""


class _Taken(NamedTuple):
    """What became of a few records: those that are done with, and why the others are not."""

    done: frozenset[UUID]
    in_vault: frozenset[UUID]
    sealed: bool
    error: HarborError | None = None


class PracticeKeeper(QObject):
    """Keeps notes of practices, and remembers which exercise made things worse twice."""

    changed = Signal()
    """What was practised, or what has sunk, is other than it was."""
    late = Signal()
    """A note was sealed while the vault was opening: it lies in the inbox of an open vault."""
    failed = Signal(object)
    """A note could not be kept on the disk and waits in memory; carries the HarborError."""

    def __init__(
        self,
        session: SessionController,
        bridge: Bridge,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        """Nothing is read before the vault is open.

        Args:
            session: has the services, and says when the vault opens and closes.
            bridge: brings results to this thread.
            preferences: whether notes are wanted.
            parent: who owns it.
        """
        super().__init__(parent)
        self._session = session
        self._bridge = bridge
        self._preferences = preferences
        self._waiting: list[PracticeRecord] = []
        self._taking: Future[_Taken] | None = None
        self._sealed = False
        self._of_this_run: list[PracticeRecord] = []
        self._of_the_vault: list[PracticeRecord] = []
        session.ready.connect(lambda _: self._take())
        session.unlocked.connect(lambda _: self._on_unlocked())
        session.locking.connect(self._on_locking)
        bridge.changed.connect(self._on_changed)
        if session.is_open:
            self._on_unlocked()

    @property
    def wanted(self) -> bool:
        """Whether notes are kept."""
        return self._preferences.get(KEEP_PRACTICES, True)

    @property
    def sunk(self) -> frozenset[str]:
        """Exercises that were followed by "worse" twice in a row, as far as is known now.

        Of this run, and while the vault is open of what it holds. None where no notes are wanted.
        """
        if not self.wanted:
            return frozenset()
        known = {record.id: record for record in self._of_the_vault + self._of_this_run}
        newest = sorted(known.values(), key=lambda record: record.moment.utc_us, reverse=True)
        from safeharbor.domain.practice import sunk

        return sunk(newest)

    def keep(self, record: PracticeRecord) -> None:
        """Keep ``record`` where there is a vault; as soon as that can be told, at once or later."""
        if not self.wanted:
            return
        self._of_this_run = [*self._of_this_run, record][-_LOOKED_AT:]
        self._waiting = [*self._waiting, record][-_MOST_WAITING:]
        self._take()
        self.changed.emit()

    def delete_all(self) -> Future[int]:
        """Delete every note there is, sealed ones too; the future ends when none is left.

        Raises:
            HarborError: the vault is not open.
        """
        services = self._session.services
        if services is None or not self._session.is_open:
            raise HarborError(ErrorCode.SECRET_NEEDED)
        deleting = self._bridge.run(partial(_delete_all, services, self._taking))
        self._waiting.clear()
        self._of_this_run.clear()
        gone = _changes()
        tell = self._bridge.changed.emit
        self._bridge.then(deleting, self, lambda _: tell(gone), lambda _: tell(gone))
        return deleting

    def finish(self, build: Callable[[], Services], patience: float) -> None:
        """Keep what waits, within ``patience`` seconds for each try; for the end of the program.

        Args:
            build: puts services together where nobody has needed any so far, such as when somebody
                breathed and closed the window.
            patience: how long the end of the program may take for it.
        """
        services, taking = self._session.services, self._taking
        if taking is not None:
            concurrent.futures.wait([taking], patience)
            if not taking.done():
                return
            if taking.exception() is None:
                done = taking.result().done
                self._waiting = [record for record in self._waiting if record.id not in done]
        if self._waiting and self.wanted:
            records = tuple(self._waiting)
            last = self._bridge.run(lambda: _take_all(services or build(), records))
            concurrent.futures.wait([last], patience)

    def _take(self) -> None:
        """Keep what waits, one after the other, on another thread."""
        services = self._session.services
        if services is None or self._taking is not None:
            return
        if not self.wanted:
            self._waiting.clear()
        if not self._waiting:
            return
        records = tuple(self._waiting)
        self._taking = self._bridge.run(partial(_take_all, services, records))
        self._bridge.then(self._taking, self, self._on_taken, self._on_not_taken)

    def _on_taken(self, taken: _Taken) -> None:
        self._taking = None
        self._waiting = [record for record in self._waiting if record.id not in taken.done]
        self._sealed |= taken.sealed
        if self._session.is_open:
            self._fetch_sealed()
        if taken.in_vault:
            self._bridge.changed.emit(_changes(taken.in_vault))
        self.changed.emit()
        if taken.error is not None:
            self.failed.emit(taken.error)
        else:
            self._take()

    def _on_not_taken(self, error: HarborError) -> None:
        self._taking = None
        self.failed.emit(error)

    def _on_unlocked(self) -> None:
        self._take()
        self._look()
        self._fetch_sealed()

    def _fetch_sealed(self) -> None:
        """What was sealed before the vault was open may have missed the drain of that unlock."""
        if self._sealed:
            self._sealed = False
            self.late.emit()

    def _on_locking(self) -> None:
        self._of_the_vault = []
        self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        # A change that names nothing may be of anything.
        if changes.forms or not changes.entries:
            self._look()

    def _look(self) -> None:
        """Read the newest notes of the vault."""
        services = self._session.services
        if services is None or not self._session.is_open:
            return
        try:
            page = services.practices.page(limit=_LOOKED_AT)
        except HarborError:
            return
        self._bridge.then(page, self, self._on_page, lambda _: None)

    def _on_page(self, records: list[PracticeRecord]) -> None:
        if not self._session.is_open:
            return
        self._of_the_vault = list(records)
        there = {record.id for record in records}
        self._of_this_run = [record for record in self._of_this_run if record.id not in there]
        self.changed.emit()


def _changes(forms: frozenset[UUID] = frozenset()) -> Changes:
    from safeharbor.domain.entry import Changes

    return Changes(frozenset(), ORIGIN, forms=forms)


def _delete_all(services: Services, taking: Future[_Taken] | None) -> int:
    """Called on another thread. What is on its way, or lies sealed in the inbox, goes as well."""
    from safeharbor.services.executor import settled

    if taking is not None:
        concurrent.futures.wait([taking])
    services.session.drain()
    return settled(services.practices.delete_all())


def _take_all(services: Services, records: Iterable[PracticeRecord]) -> _Taken:
    """Called on another thread. The first one that is not taken ends it; the rest waits too."""
    from safeharbor.services.session import Kept

    done: set[UUID] = set()
    in_vault: set[UUID] = set()
    sealed = False
    error = None
    for record in records:
        try:
            kept = services.practices.take(record)
        except HarborError as why:
            error = why
            break
        done.add(record.id)
        sealed |= kept is Kept.INBOX
        if kept is Kept.VAULT:
            in_vault.add(record.id)
    return _Taken(frozenset(done), frozenset(in_vault), sealed, error)
