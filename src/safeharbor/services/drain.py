"""Bringing sealed notes into the vault, each exactly once.

A portion is one transaction keyed by the notes' ids, and the files go away only after its commit;
a kill between the two is noticed at the next unlock and imports nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final
from uuid import UUID

from safeharbor.domain.entry import RevisionInfo
from safeharbor.domain.moment import Clock, Moment
from safeharbor.services.envelope import FormNote, Note, NoteKind, PracticeNote
from safeharbor.services.executor import VaultThread, settled
from safeharbor.services.form_sitting import write_form
from safeharbor.services.inbox import InboxService, OpenedNote
from safeharbor.services.practice_form import write_practice
from safeharbor.services.sitting import write_entry
from safeharbor.storage.transaction import Transaction
from safeharbor.vault.header import Header

ADDED_WHILE_LOCKED: Final = "added_while_locked"
"""The mark in ``extra`` of an entry or a record: nobody proved who wrote a sealed note."""


@dataclass(frozen=True, slots=True)
class Drained:
    """How many notes came in, as what, and the names of the files that stay."""

    imported: int = 0
    kept: tuple[str, ...] = ()
    practices: int = 0
    forms: int = 0


def drain(
    inbox: InboxService, thread: VaultThread, header: Header, private_key: bytes, clock: Clock
) -> Drained:
    """Import every note that opens, in portions of 500.

    Raises:
        HarborError: the store did not take them; the files stay.
    """
    came, kept = Drained(), dict[str, None]()
    stuck: set[str] = set()
    while True:
        reading = inbox.read(header, private_key, skip=frozenset({*kept, *stuck}))
        if not reading.opened and not reading.kept:
            return replace(came, kept=tuple(kept))
        kept.update(dict.fromkeys(reading.kept))
        if not reading.opened:
            continue
        now = clock.now()
        portion = reading.opened
        came = _with(came, settled(thread.write(partial(_import, portion=portion, now=now))))
        gone = {opened.note_id: opened for opened in inbox.remove(portion)}
        settled(thread.write(partial(_forget, note_ids=list(gone))))
        # They came in, now or before, and only their files could not be taken away.
        stuck |= {opened.path.name for opened in portion if opened.note_id not in gone}


def _with(one: Drained, other: Drained) -> Drained:
    return Drained(
        one.imported + other.imported,
        practices=one.practices + other.practices,
        forms=one.forms + other.forms,
    )


@dataclass(slots=True)
class _Portion:
    """Notes on their way in; ``followed`` has what the notes before became."""

    tx: Transaction
    now: Moment
    followed: dict[tuple[UUID, UUID | None], UUID | None] = field(default_factory=dict)

    def practice(self, note: PracticeNote) -> tuple[UUID, Drained]:
        """Write one record; returns its form."""
        extra = {ADDED_WHILE_LOCKED: True}
        written = write_practice(self.tx, note.record, self.now, extra)
        return note.record.id, Drained(practices=int(written))

    def text(self, note: Note) -> tuple[UUID, Drained]:
        """Write one text; returns its entry."""
        snapshot = note.snapshot
        began = (snapshot.entry_id, snapshot.base_revision)
        sealed_us = note.sealed_us if note.kind is NoteKind.DRAFT else None
        base = self._base(began, self.tx.revisions.head, sealed_us)
        snapshot = replace(snapshot, base_revision=base)
        added = {ADDED_WHILE_LOCKED: True} if note.kind is NoteKind.ENTRY else {}
        changes = write_entry(self.tx, snapshot, self.now, "inbox", extra=added)
        self.followed[began] = changes.revision
        (entry_id,) = changes.entries
        return entry_id, Drained(1)

    def form(self, note: FormNote) -> tuple[UUID, Drained]:
        """Write what one form held; returns the form."""
        snapshot = note.snapshot
        began = (snapshot.form_id, snapshot.base_revision)
        base = self._base(began, self.tx.revisions.form_head, note.sealed_us)
        snapshot = replace(snapshot, base_revision=base)
        changes = write_form(self.tx, snapshot, self.now, "inbox")
        self.followed[began] = changes.revision
        (form_id,) = changes.forms
        return form_id, Drained(forms=1)

    def _base(
        self,
        began: tuple[UUID, UUID | None],
        head_of: Callable[[UUID], RevisionInfo | None],
        sealed_us: int | None,
    ) -> UUID | None:
        """What a note goes on from: what it began from, or what came in or was saved since.

        Of two drafts that began from one state the later one goes on from the earlier. And a lock
        seals a text when the save before it hangs. That save may be committed all the same, from
        the same state and with an earlier time than the note; then the note is the newer text of
        one writer. Whatever was written after the note has a later time, and the note stands
        beside.
        """
        if began in self.followed:
            return self.followed[began]
        entity, base = began
        head = None if sealed_us is None else head_of(entity)
        if sealed_us is None or head is None or head.parent != base:
            return base
        return head.id if head.saved_ms <= sealed_us // 1000 else base


def _import(tx: Transaction, portion: list[OpenedNote], now: Moment) -> Drained:
    came, notes = Drained(), _Portion(tx, now)
    for opened in portion:
        if tx.notes.seen(opened.note_id):
            continue
        note = opened.note
        if isinstance(note, PracticeNote):
            became, one = notes.practice(note)
        elif isinstance(note, FormNote):
            became, one = notes.form(note)
        else:
            became, one = notes.text(note)
        came = _with(came, one)
        tx.notes.remember(opened.note_id, became, now.utc_us)
    return came


def _forget(tx: Transaction, note_ids: list[bytes]) -> None:
    tx.notes.forget(note_ids)
