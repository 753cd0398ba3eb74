"""What was practised, as far as the page has asked for it; forgotten when the vault is locked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.practice import PracticeRecord
from safeharbor.services.practices import PracticeService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.calm.done import PORTION, Gone
from safeharbor.ui.session import SessionController

if TYPE_CHECKING:
    from safeharbor.domain.entry import Changes

ORIGIN: Final = "what I did"


class Notes(QObject):
    """The records of the open vault, newest first, a portion at a time."""

    changed = Signal()
    failed = Signal(object)
    """Something could not be read or written; carries the HarborError."""

    def __init__(
        self, session: SessionController, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        """Nothing is read before somebody asks for it.

        Args:
            session: has the services, and says when the vault closes.
            bridge: brings results to this thread.
            parent: who owns it.
        """
        super().__init__(parent)
        self._session = session
        self._bridge = bridge
        self.forget()
        session.locking.connect(self.forget)
        bridge.changed.connect(self._on_changed)

    def forget(self) -> None:
        """Know nothing."""
        self.records: tuple[PracticeRecord, ...] = ()
        self.loaded = False
        self.all_there = True
        self.gone: Gone | None = None

    def look(self) -> None:
        """Read the newest ones anew, as many as are shown."""
        self._read(None, max(len(self.records), PORTION))

    def more(self) -> None:
        """Read some of those before."""
        if self.records:
            self._read(self.records[-1].sort_key, PORTION)

    def delete(self, record: PracticeRecord, title: str) -> None:
        """Delete one for good. As long as nothing else is deleted it can be noted anew."""
        self.records = tuple(each for each in self.records if each.id != record.id)
        self.gone = Gone(record, title)
        self._write(lambda practices: practices.delete(record.id, ORIGIN))
        self.changed.emit()

    def undo(self) -> None:
        """Note again what was deleted, as a note of its own: what was deleted stays so."""
        from safeharbor.services.ids import new_id

        gone, self.gone = self.gone, None
        if gone is not None:
            again = replace(gone.record, id=new_id(), sort_key=None)
            self._write(lambda practices: practices.keep(again, ORIGIN))

    def _write(self, start: Callable[[PracticeService], Future[Changes]]) -> None:
        def refused(error: HarborError) -> None:
            # What was shown as deleted is still there.
            self.gone = None
            self.failed.emit(error)
            self.look()

        try:
            self._bridge.then(start(self._practices()), self, lambda _: self.look(), refused)
        except HarborError as error:
            refused(error)

    def _read(self, before: int | None, limit: int) -> None:
        def found(records: list[PracticeRecord]) -> None:
            self._on_found(records, before, limit)

        try:
            page = self._practices().page(before, limit)
        except HarborError as error:
            self.failed.emit(error)
            return
        self._bridge.then(page, self, found, self.failed.emit)

    def _on_found(self, records: list[PracticeRecord], before: int | None, limit: int) -> None:
        if not self._session.is_open:
            return
        earlier = () if before is None else self.records
        self.records = (*earlier, *records)
        self.loaded = True
        self.all_there = len(records) < limit
        self.changed.emit()

    def _practices(self) -> PracticeService:
        services = self._session.services
        if services is None or not self._session.is_open:
            raise HarborError(ErrorCode.SECRET_NEEDED)
        return services.practices

    def _on_changed(self, changes: Changes) -> None:
        if self.loaded and changes.forms and changes.origin != ORIGIN:
            self.look()
