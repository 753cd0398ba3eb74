"""What was practised: kept in the vault, sealed while it is locked, listed, deleted.

A record is no entry: it is in no list of the journal, in no count and found by no search.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final
from uuid import UUID

from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock
from safeharbor.domain.practice import PracticeRecord
from safeharbor.services.executor import VaultThread, settled
from safeharbor.services.inbox import InboxService
from safeharbor.services.practice_form import KIND, record_of, write_practice
from safeharbor.services.session import Kept
from safeharbor.storage.transaction import Transaction

_DELETED_AT_ONCE: Final = 100


class PracticeService:
    """Records of the unlocked vault, and the way to the inbox of a locked one.

    ``thread`` gives the vault thread and raises HarborError(SECRET_NEEDED) while it is locked.
    """

    def __init__(
        self, thread: Callable[[], VaultThread], inbox: InboxService, clock: Clock
    ) -> None:
        self._thread = thread
        self._inbox = inbox
        self._clock = clock

    def keep(self, record: PracticeRecord, origin: str = "") -> Future[Changes]:
        """Keep ``record``; the future's result means that it is durable.

        One that was kept before is kept once, and one that was deleted does not come back.
        """
        now = self._clock.now()

        def job(tx: Transaction) -> Changes:
            written = write_practice(tx, record, now)
            return Changes(frozenset(), origin, forms=frozenset({record.id} if written else ()))

        return self._thread().write(job)

    def take(self, record: PracticeRecord) -> Kept:
        """Keep ``record`` in the vault where it is open, else sealed; nowhere without a vault.

        Blocks, and does not mind a lock that comes meanwhile. It is durable when this returns.

        Raises:
            HarborError: neither the vault nor the inbox took it.
        """
        try:
            settled(self.keep(record))
        except HarborError as error:
            return self._seal(record, error)
        return Kept.VAULT

    def page(self, before: int | None = None, limit: int = 50) -> Future[list[PracticeRecord]]:
        """At most ``limit`` records, newest first; ``before`` is the sort key of the last one."""
        return self._thread().read(partial(page_of, before=before, limit=limit))

    def delete(self, record_id: UUID, origin: str = "") -> Future[Changes]:
        """Delete a record for good; one that is not there is no mistake."""
        now = self._clock.now()

        def job(tx: Transaction) -> Changes:
            gone = tx.forms.delete(record_id, now.utc_us)
            return Changes(frozenset(), origin, forms=frozenset({record_id} if gone else ()))

        return self._thread().write(job)

    def delete_all(self) -> Future[int]:
        """Delete every record for good, in slices; the result is 0, none is left."""
        now = self._clock.now()
        return self._thread().slices(
            lambda tx: tx.forms.delete_some(KIND, now.utc_us, _DELETED_AT_ONCE)
        )

    def _seal(self, record: PracticeRecord, why: HarborError) -> Kept:
        try:
            self._inbox.seal_practice(record)
        except HarborError as error:
            if error.code is ErrorCode.NO_VAULT:
                return Kept.NOTHING
            raise error if why.code is ErrorCode.SECRET_NEEDED else why from None
        return Kept.INBOX


def page_of(tx: Transaction, *, before: int | None, limit: int) -> list[PracticeRecord]:
    """As ``PracticeService.page``; records of a newer version are passed over."""
    found: list[PracticeRecord] = []
    while len(found) < limit:
        wanted = limit - len(found)
        forms = tx.forms.page(KIND, before, wanted)
        found += [record for form in forms if (record := record_of(form)) is not None]
        if len(forms) < wanted:
            break
        before = forms[-1].sort_key
    return found
