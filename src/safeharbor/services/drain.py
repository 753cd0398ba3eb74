"""Bringing sealed notes into the vault, each exactly once.

A portion is one transaction keyed by the notes' ids, and the files go away only after its commit;
a kill between the two is noticed at the next unlock and imports nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from uuid import UUID

from safeharbor.domain.moment import Clock, Moment
from safeharbor.services.envelope import Note, NoteKind, PracticeNote
from safeharbor.services.executor import VaultThread, settled
from safeharbor.services.inbox import InboxService, OpenedNote
from safeharbor.services.practice_form import write_practice
from safeharbor.services.sitting import write_entry
from safeharbor.storage.transaction import Transaction
from safeharbor.vault.header import Header

ADDED_WHILE_LOCKED: Final = "added_while_locked"
"""The mark in ``extra`` of an entry or a record: nobody proved who wrote a sealed note."""


@dataclass(frozen=True, slots=True)
class Drained:
    """How many notes came in as entries and as records, and the names of the files that stay."""

    imported: int = 0
    kept: tuple[str, ...] = ()
    practices: int = 0


def drain(
    inbox: InboxService, thread: VaultThread, header: Header, private_key: bytes, clock: Clock
) -> Drained:
    """Import every note that opens, in portions of 500.

    Raises:
        HarborError: the store did not take them; the files stay.
    """
    imported, practices, kept = 0, 0, dict[str, None]()
    stuck: set[str] = set()
    while True:
        reading = inbox.read(header, private_key, skip=frozenset({*kept, *stuck}))
        if not reading.opened and not reading.kept:
            return Drained(imported, tuple(kept), practices)
        kept.update(dict.fromkeys(reading.kept))
        if not reading.opened:
            continue
        now = clock.now()
        portion = reading.opened
        came = settled(thread.write(partial(_import, portion=portion, now=now)))
        imported, practices = imported + came.imported, practices + came.practices
        gone = {opened.note_id: opened for opened in inbox.remove(portion)}
        settled(thread.write(partial(_forget, note_ids=list(gone))))
        # They came in, now or before, and only their files could not be taken away.
        stuck |= {opened.path.name for opened in portion if opened.note_id not in gone}


def _import(tx: Transaction, portion: list[OpenedNote], now: Moment) -> Drained:
    imported = practices = 0
    followed: dict[tuple[UUID, UUID | None], UUID | None] = {}
    for opened in portion:
        if tx.notes.seen(opened.note_id):
            continue
        if isinstance(opened.note, PracticeNote):
            record = opened.note.record
            practices += write_practice(tx, record, now, {ADDED_WHILE_LOCKED: True})
            became = record.id
        else:
            became = _import_text(tx, opened.note, now, followed)
            imported += 1
        tx.notes.remember(opened.note_id, became, now.utc_us)
    return Drained(imported, practices=practices)


def _import_text(
    tx: Transaction,
    note: Note,
    now: Moment,
    followed: dict[tuple[UUID, UUID | None], UUID | None],
) -> UUID:
    """Write one note; ``followed`` has what the notes before it became. Returns its entry."""
    began = (note.snapshot.entry_id, note.snapshot.base_revision)
    # Of two drafts that began from one state the later one goes on from the earlier.
    base = followed[began] if began in followed else _base(tx, note)
    snapshot = replace(note.snapshot, base_revision=base)
    added = {ADDED_WHILE_LOCKED: True} if note.kind is NoteKind.ENTRY else {}
    changes = write_entry(tx, snapshot, now, "inbox", extra=added)
    followed[began] = changes.revision
    (entry_id,) = changes.entries
    return entry_id


def _base(tx: Transaction, note: Note) -> UUID | None:
    """What a note goes on from: what it began from, or the save that was on its way before it.

    A lock seals a text when the save before it hangs. That save may be committed all the same,
    from the same state and with an earlier time than the note; then the note is the newer text of
    one writer. Whatever was written after the note has a later time, and the note stands beside.
    """
    base, sealed_us = note.snapshot.base_revision, note.sealed_us
    if note.kind is not NoteKind.DRAFT or sealed_us is None:
        return base
    head = tx.revisions.head(note.snapshot.entry_id)
    if head and head.parent == base and head.saved_ms <= sealed_us // 1000:
        return head.id
    return base


def _forget(tx: Transaction, note_ids: list[bytes]) -> None:
    tx.notes.forget(note_ids)
