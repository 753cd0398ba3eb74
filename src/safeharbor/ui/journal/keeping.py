"""How entries are kept, as ``ui/keeper.py`` asks for it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from safeharbor.domain.entry import Changes, EntryContent, Snapshot
from safeharbor.services.journal import JournalService


class EntryKeeping:
    """Saves entries of the journal."""

    def __init__(self, journal: JournalService) -> None:
        """``journal`` takes what is saved."""
        self._journal = journal

    def save(self, snapshot: Snapshot, origin: str) -> Future[Changes]:
        """As ``JournalService.save``."""
        return self._journal.save(snapshot, origin)

    def is_nothing(self, snapshot: Snapshot) -> bool:
        """Whether nothing was written, chosen or marked."""
        return snapshot.content == EntryContent()

    def followed(self, snapshot: Snapshot, changes: Changes) -> Snapshot:
        """``snapshot`` under the id that its entry has now."""
        if changes.entries and snapshot.entry_id not in changes.entries:
            return replace(snapshot, entry_id=next(iter(changes.entries)))
        return snapshot
