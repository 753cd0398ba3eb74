"""What a job of the vault thread gets: every repository, over one transaction."""

from __future__ import annotations

import threading

import sqlalchemy as sa

from safeharbor.storage.changes import ChangeLog
from safeharbor.storage.entries import EntryRepository
from safeharbor.storage.failure import Cancelled
from safeharbor.storage.formlists import FormLists
from safeharbor.storage.forms import FormRepository
from safeharbor.storage.index import SearchIndex
from safeharbor.storage.meta import MetaRepository
from safeharbor.storage.notes import NoteRepository
from safeharbor.storage.revisions import RevisionRepository
from safeharbor.storage.tags import TagRepository


class Transaction:
    """The repositories of one transaction; not to be used after it."""

    def __init__(
        self,
        connection: sa.Connection,
        log: ChangeLog,
        cancel: threading.Event | None = None,
    ) -> None:
        self._cancel = cancel
        self._log = log
        self.meta = MetaRepository(connection, log)
        self.notes = NoteRepository(connection)
        self.tags = TagRepository(connection)
        self.index = SearchIndex(connection, self.tags, self.meta, self.check)
        self.revisions = RevisionRepository(connection, log)
        self.entries = EntryRepository(connection, log, self.revisions, self.tags, self.index)
        self.forms = FormRepository(connection, log, self.revisions)
        self.form_lists = FormLists(connection, self.forms)

    def stamp(self, utc_us: int) -> int:
        """A time stamp for a change at ``utc_us``: later than every one before."""
        return self._log.stamp(utc_us)

    def check(self) -> None:
        """Stop here when the job was cancelled.

        Raises:
            Cancelled: its flag is set.
        """
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled
