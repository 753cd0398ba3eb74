"""The journal: writing, changing, finding by date, keeping old states, throwing away.

Each call is one job on the vault thread and returns a future. Sittings and revisions follow the
pure rules of the domain; this file applies them inside one transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from safeharbor.domain.entry import (
    TRASH_DAYS,
    Changes,
    Entry,
    EntryContent,
    EntrySummary,
    Mood,
    Revision,
    RevisionInfo,
    Snapshot,
)
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock, Moment
from safeharbor.services.executor import VaultThread
from safeharbor.services.ids import new_id
from safeharbor.services.sitting import cleaned, cleaned_snapshot, write_entry
from safeharbor.storage.transaction import Transaction

T = TypeVar("T")

_DAY_US = 86_400_000_000
_PURGE_PORTION = 200


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which entries a page shows, newest first, at most ``limit`` of them.

    ``before`` and ``after`` are sort keys: the page older than one entry, or newer than it.
    """

    before: int | None = None
    after: int | None = None
    limit: int = 50
    day_from: dt.date | None = None
    day_to: dt.date | None = None
    tag: str | None = None
    starred: bool | None = None
    trashed: bool = False
    with_words: bool = False


class JournalService:
    """Entries of the unlocked vault.

    ``thread`` gives the vault thread and raises HarborError(SECRET_NEEDED) while it is locked.
    """

    def __init__(self, thread: Callable[[], VaultThread], clock: Clock) -> None:
        self._thread = thread
        self._clock = clock

    @staticmethod
    def new_entry_id() -> UUID:
        """The id of an entry about to be written (UUIDv7)."""
        return new_id()

    def snapshot(self, content: EntryContent, day: dt.date | None = None) -> Snapshot:
        """A new entry of ``content`` written now, meant for ``day`` or today."""
        now = self._clock.now()
        return Snapshot(new_id(), None, content, now if day is None else now.on(day))

    def save(self, snapshot: Snapshot, origin: str = "") -> Future[Changes]:
        """Keep ``snapshot``; the future's result means that it is durable.

        The result's ``revision`` is the base of the next save. A snapshot whose base is no longer
        the head is kept as a revision beside the line and overwrites nothing.

        Raises (through the future):
            HarborError: TEXT_TOO_LONG above 2 MiB, or what the store says.
        """
        clean, now = cleaned_snapshot(snapshot), self._clock.now()
        return self._thread().write(lambda tx: write_entry(tx, clean, now, origin))

    def page(self, request: PageRequest) -> Future[list[EntrySummary]]:
        """One page of the list."""
        return self._thread().read(
            lambda tx: tx.entries.page(
                before=request.before,
                after=request.after,
                limit=request.limit,
                day_from=request.day_from,
                day_to=request.day_to,
                tag=request.tag,
                starred=request.starred,
                trashed=request.trashed,
                with_words=request.with_words,
            )
        )

    def get(self, entry_id: UUID) -> Future[Entry]:
        """One entry, whole; HarborError(ENTRY_NOT_FOUND) where there is none."""
        return self._thread().read(lambda tx: found(tx, entry_id))

    def count(self) -> Future[int]:
        """How many entries there are, the trash left out."""
        return self._thread().read(lambda tx: tx.entries.count())

    def months(self) -> Future[list[tuple[int, int, int]]]:
        """Year, month and number of entries, newest first, for months that have any."""
        return self._thread().read(lambda tx: tx.entries.months())

    def days(self, year: int, month: int) -> Future[set[dt.date]]:
        """The days of a month that have an entry."""
        return self._thread().read(lambda tx: tx.entries.days(year, month))

    def tags(self) -> Future[list[tuple[str, int]]]:
        """All tags in use with their number of entries."""
        return self._thread().read(lambda tx: tx.tags.all())

    def move(self, entry_id: UUID, day: dt.date, origin: str = "") -> Future[Changes]:
        """Give an entry another day. This begins a new revision."""
        return self._rewrite(entry_id, lambda entry: (entry.content, entry.moment.on(day)), origin)

    def set_star(
        self,
        entry_id: UUID,
        starred: bool,  # noqa: FBT001 - what is set, like a mood
        origin: str = "",
    ) -> Future[Changes]:
        """Star an entry, or take the star away."""
        return self._edit(entry_id, lambda content: replace(content, starred=starred), origin)

    def set_mood(self, entry_id: UUID, mood: Mood | None, origin: str = "") -> Future[Changes]:
        """Set or clear the tide of an entry."""
        return self._edit(entry_id, lambda content: replace(content, mood=mood), origin)

    def set_tags(self, entry_id: UUID, tags: tuple[str, ...], origin: str = "") -> Future[Changes]:
        """Replace the tags of an entry."""
        return self._edit(entry_id, lambda content: cleaned(replace(content, tags=tags)), origin)

    def trash(self, entry_id: UUID, origin: str = "") -> Future[Changes]:
        """Put an entry into the trash, where it stays for 30 days."""
        now = self._clock.now()
        return self._touch(entry_id, lambda tx: tx.entries.trash(entry_id, now.utc_us), origin)

    def restore(self, entry_id: UUID, origin: str = "") -> Future[Changes]:
        """Take an entry out of the trash."""
        now = self._clock.now()
        return self._touch(entry_id, lambda tx: tx.entries.restore(entry_id, now.utc_us), origin)

    def purge(self, entry_id: UUID, origin: str = "") -> Future[Changes]:
        """Delete an entry of the trash for good, with its revisions."""
        now = self._clock.now()
        return self._touch(entry_id, lambda tx: tx.entries.purge(entry_id, now.utc_us), origin)

    def purge_expired(self) -> Future[int]:
        """Delete for good, in slices, what has been in the trash for 30 days."""
        now = self._clock.now().utc_us
        limit = now - TRASH_DAYS * _DAY_US

        def step(tx: Transaction) -> int:
            ids = tx.entries.expired_trash(limit, _PURGE_PORTION)
            for entry_id in ids:
                tx.entries.purge(entry_id, now)
            return len(ids)

        return self._thread().slices(step)

    def revisions(self, entry_id: UUID) -> Future[list[RevisionInfo]]:
        """The kept states of an entry, newest first."""
        return self._thread().read(lambda tx: tx.revisions.list(entry_id))

    def revision(self, revision_id: UUID) -> Future[Revision]:
        """One kept state with its text."""
        return self._thread().read(lambda tx: _revision(tx, revision_id))

    def restore_revision(self, revision_id: UUID, origin: str = "") -> Future[Changes]:
        """Make a kept state the present one, as a new revision after the head."""
        now = self._clock.now()

        def job(tx: Transaction) -> Changes:
            kept = _revision(tx, revision_id)
            entry = found(tx, kept.info.entry_id)
            tx.revisions.close_open(entry.id)
            snapshot = Snapshot(entry.id, entry.head_revision, kept.content, entry.moment)
            return write_entry(tx, snapshot, now, origin)

        return self._thread().write(job)

    def close_sitting(self, entry_id: UUID) -> Future[None]:
        """The writer left the entry: the next save begins a new revision, the index follows."""
        future = self._thread().write(lambda tx: tx.revisions.close_open(entry_id))
        self._thread().flush_index()
        return future

    def _edit(
        self, entry_id: UUID, change: Callable[[EntryContent], EntryContent], origin: str
    ) -> Future[Changes]:
        return self._rewrite(entry_id, lambda e: (change(e.content), e.moment), origin)

    def _rewrite(
        self,
        entry_id: UUID,
        change: Callable[[Entry], tuple[EntryContent, Moment]],
        origin: str,
    ) -> Future[Changes]:
        now = self._clock.now()

        def job(tx: Transaction) -> Changes:
            entry = found(tx, entry_id)
            content, moment = change(entry)
            snapshot = Snapshot(entry_id, entry.head_revision, content, moment)
            return write_entry(tx, snapshot, now, origin)

        return self._thread().write(job)

    def _touch(
        self, entry_id: UUID, change: Callable[[Transaction], None], origin: str
    ) -> Future[Changes]:
        def job(tx: Transaction) -> Changes:
            found(tx, entry_id)
            change(tx)
            return Changes(frozenset({entry_id}), origin)

        return self._thread().write(job)


def found(tx: Transaction, entry_id: UUID) -> Entry:
    """The entry, in the trash or not; HarborError(ENTRY_NOT_FOUND) where there is none."""
    entry = tx.entries.get(entry_id)
    if entry is None:
        raise HarborError(ErrorCode.ENTRY_NOT_FOUND)
    return entry


def _revision(tx: Transaction, revision_id: UUID) -> Revision:
    kept = tx.revisions.get(revision_id)
    if kept is None:
        raise HarborError(ErrorCode.ENTRY_NOT_FOUND)
    return kept
