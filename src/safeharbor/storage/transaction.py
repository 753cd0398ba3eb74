"""What a job of the vault thread gets: every repository, over one transaction."""

from __future__ import annotations

import threading
from typing import Any, TypeVar, cast
from uuid import UUID

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

T = TypeVar("T")


class Transaction:
    """The repositories of one transaction; not to be used after it."""

    def __init__(
        self,
        connection: sa.Connection,
        log: ChangeLog,
        cancel: threading.Event | None = None,
        memory: dict[type[Any], object] | None = None,
    ) -> None:
        self._cancel = cancel
        self._log = log
        self._memory = {} if memory is None else memory
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

    def changed_since(self, sequence: int) -> list[UUID]:
        """What was changed or deleted after the change of this number; see ``meta.sequence``."""
        return self._log.changed_since(sequence)

    def kept(self, kind: type[T]) -> T:
        """The one object of a class that stays in memory until the database is closed.

        For what was read and would take too long to read again; it is made without arguments.
        """
        if kind not in self._memory:
            self._memory[kind] = kind()
        return cast("T", self._memory[kind])

    def check(self) -> None:
        """Stop here when the job was cancelled.

        Raises:
            Cancelled: its flag is set.
        """
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled
