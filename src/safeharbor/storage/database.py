"""The encrypted database: made, opened, used in transactions, copied, closed.

Making and opening are separate paths. A database that is missing, empty or damaged is said to be
so and is never made anew. One thread owns the connection for as long as the vault is unlocked.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.text import FOLD_VERSION
from safeharbor.storage import meta as facts
from safeharbor.storage.changes import ChangeLog
from safeharbor.storage.copies import CopyFacts, copy_checked, verify_copy
from safeharbor.storage.driver import RawConnection
from safeharbor.storage.engine import check_library, connect, engine_over, settle
from safeharbor.storage.failure import (
    FAILURES,
    SYNC_FAILURES,
    Cancelled,
    guarded,
    is_read_only,
    sqlite_code,
    translated,
)
from safeharbor.storage.files import LIVE, check_encrypted, make_empty, remove_unfinished
from safeharbor.storage.journalfile import check_journal
from safeharbor.storage.migrations import CURRENT, Plan, build, migrate, version_of
from safeharbor.storage.transaction import Transaction

__all__ = ["Cancelled", "CopyFacts", "Database", "Transaction", "verify_copy"]

_VM_STEPS: Final = 2000
"""SQLite asks the flag of a read job every so many steps of its machine, some 20 µs."""


class Database:
    """An open database. ``read_only`` and ``unclean`` say how it was found.

    The first transaction that changes anything marks the file as in use, and closing takes the
    mark away: ``unclean`` is a file that was written to and never closed. A session that only
    reads, or that is refused because of damage, leaves every byte as it was.
    """

    def __init__(
        self, path: Path, key: bytes, salt: bytes, connection: RawConnection, plan: Plan
    ) -> None:
        """For ``create`` and ``open`` alone; ``connection`` is keyed and settled."""
        self.read_only = False
        self.unclean = False
        self._path = path
        self._secret: tuple[bytes, bytes] | None = (key, salt)
        self._raw = connection
        self._plan = plan
        self._mark: tuple[int, int] | None = None
        self._unflushed = False
        self._checked = False
        self._marked = False
        self._memory: dict[type[Any], object] = {}
        self._connection: sa.Connection
        self._log: ChangeLog

    @classmethod
    def create(
        cls,
        path: Path,
        key: bytes,
        salt: bytes,
        *,
        vault_id: bytes,
        inbox_private_key: bytes,
        device_id: bytes,
        plan: Plan = CURRENT,
    ) -> Database:
        """Make a new database at ``path`` and open it; nothing is ever written over.

        Raises:
            HarborError: TARGET_EXISTS, JOURNAL_PLANTED, DISK_FULL and its kin.
        """
        check_library()
        make_empty(path)
        try:
            with LIVE.held(path), guarded(path):
                connection = connect(path, key, salt)
                try:
                    settle(connection, read_only=False)
                    connection.execute("BEGIN IMMEDIATE")
                    build(connection, plan)
                    connection.executemany(
                        "INSERT INTO meta (key, value) VALUES (?, ?)",
                        [
                            (facts.VAULT_ID, vault_id),
                            (facts.DEVICE_ID, device_id),
                            (facts.INBOX_PRIVATE_KEY, inbox_private_key),
                            (facts.INDEX_VERSION, FOLD_VERSION),
                            (facts.UNCLEAN, 0),
                        ],
                    )
                    connection.execute("COMMIT")
                finally:
                    connection.close()
            return cls.open(path, key, salt, plan=plan)
        except BaseException:
            remove_unfinished(path)
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        salt: bytes,
        *,
        read_only: bool = False,
        plan: Plan = CURRENT,
    ) -> Database:
        """Open the database at ``path``, whose key was proved by the header before.

        A database of an older schema is migrated, on a checked copy first. One of a newer schema
        that may be read by this program is opened for reading only.

        Raises:
            HarborError: DATABASE_MISSING, DATABASE_EMPTY, DATABASE_PLAIN, DATABASE_DAMAGED,
                DATABASE_TOO_NEW, JOURNAL_PLANTED, NOT_A_PLAIN_FILE, WRONG_OWNER, SQLITE_TOO_OLD,
                VAULT_HELD, FOLDER_READ_ONLY. The file is as it was.
        """
        check_library()
        mark = LIVE.enter(path)
        try:
            check_encrypted(path)
            cut_short = check_journal(path, key, salt)
            with guarded(path), contextlib.ExitStack() as undo:
                connection = connect(path, key, salt)
                undo.callback(connection.close)
                settle(connection, read_only=read_only)
                database = cls(path, key, salt, connection, plan)
                database._start(read_only=read_only)
                database.unclean |= cut_short
                undo.pop_all()
        except BaseException:
            LIVE.leave(mark)
            raise
        database._mark = mark
        return database

    @contextlib.contextmanager
    def transaction(self, *, cancel: threading.Event | None = None) -> Iterator[Transaction]:
        """One transaction: committed when the block ends well, undone when it raises.

        ``cancel`` is for jobs that only read: when it is set they stop where they are.

        Raises:
            HarborError: what SQLite says, without any of the text.
            Cancelled: ``cancel`` was set.
        """
        if self._unflushed and cancel is None:
            raise HarborError(ErrorCode.WRITE_FAILED, file=self._path.name)
        try:
            with self._stoppable(cancel), self._begun():
                before = self._raw.total_changes
                tx = Transaction(self._connection, self._log, cancel, self._memory)
                yield tx
                if marking := not self._marked and self._raw.total_changes != before:
                    tx.meta.set(facts.UNCLEAN, 1)
            self._marked |= marking
        except FAILURES as error:
            # After a failed flush nobody knows what the disk holds: writing ends until the file
            # was closed and opened again.
            self._unflushed |= sqlite_code(error) in SYNC_FAILURES
            if self.read_only and is_read_only(error):
                raise HarborError(ErrorCode.VAULT_READ_ONLY) from None
            raise translated(error, self._path) from None

    def copy_to(self, target: Path, between: Callable[[], None] = lambda: None) -> CopyFacts:
        """Copy the database to the new file ``target`` and check the copy whole.

        ``between`` is called at least every 200 ms, on this thread: it may run transactions here,
        which the copy follows, or raise to end it. The check runs in a thread of its own.

        Raises:
            HarborError: TARGET_EXISTS, DISK_FULL and its kin; DATABASE_DAMAGED, the copy is not
                whole. Nothing stays at ``target`` then.
        """
        if self._secret is None:
            raise HarborError(ErrorCode.UNEXPECTED)
        with guarded(self._path):
            return copy_checked(self._raw, target, *self._secret, between)

    def is_sound(self, cancel: threading.Event) -> bool:
        """SQLite's own quick check, some seconds for a long journal; a read job.

        Raises:
            Cancelled: ``cancel`` was set.
        """
        with self.transaction(cancel=cancel):
            found = self._connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        self._checked = found == "ok"
        return self._checked

    def close(self) -> None:
        """Mark the file as closed well and let it go. Never fails; a second call does nothing.

        What was found unclean stays so until it was checked and found sound.
        """
        if self._secret is None:
            return
        self._secret = None
        self._memory.clear()
        try:
            doubtful = self.unclean and not self._checked
            if not self.read_only and not self._unflushed and doubtful != self._marked:
                with contextlib.suppress(*FAILURES), self._begun():
                    Transaction(self._connection, self._log).meta.set(facts.UNCLEAN, int(doubtful))
        finally:
            with contextlib.suppress(*FAILURES):
                self._connection.close()
            self._raw.close()
            if self._mark is not None:
                LIVE.leave(self._mark)

    def _start(self, *, read_only: bool) -> None:
        """Check the schema and read what every session needs."""
        found = self._check_schema()
        self.read_only = read_only or found > self._plan.version
        if not self.read_only and found < self._plan.version:
            key, salt = self._secret or (b"", b"")
            migrate(self._raw, self._path, key, salt, self._plan)
        if self.read_only:
            self._raw.execute("PRAGMA query_only = ON")
        self._connection = engine_over(self._raw).connect()
        with self._begun():
            self._log = ChangeLog(self._connection, b"")
            tx = Transaction(self._connection, self._log)
            device = tx.meta.get(facts.DEVICE_ID)
            self._log.device = device if isinstance(device, bytes) else b""
            self.unclean = self._marked = bool(tx.meta.get(facts.UNCLEAN))
        if not self.read_only:
            # It changes nothing, but a file that takes no writes says so here.
            self._raw.execute("UPDATE meta SET value = value WHERE key IS NULL")

    def _check_schema(self) -> int:
        """The schema version of the file.

        Raises:
            HarborError: DATABASE_EMPTY, it holds nothing; DATABASE_TOO_NEW; DATABASE_DAMAGED.
        """
        name = self._path.name
        if not self._raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise HarborError(ErrorCode.DATABASE_EMPTY, file=name)
        found = version_of(self._raw)
        if found < 1:
            raise HarborError(ErrorCode.DATABASE_DAMAGED, file=name)
        if found > self._plan.version:
            row = self._raw.execute("SELECT value FROM meta WHERE key = 'min_reader'").fetchone()
            if not row or not isinstance(row[0], int) or row[0] > self._plan.version:
                raise HarborError(ErrorCode.DATABASE_TOO_NEW, file=name)
        return found

    @contextlib.contextmanager
    def _begun(self) -> Iterator[None]:
        self._raw.execute("BEGIN" if self.read_only else "BEGIN IMMEDIATE")
        with self._connection.begin():
            yield

    @contextlib.contextmanager
    def _stoppable(self, cancel: threading.Event | None) -> Iterator[None]:
        if cancel is None:
            yield
            return
        if cancel.is_set():
            raise Cancelled
        self._raw.set_progress_handler(cancel.is_set, _VM_STEPS)
        try:
            yield
        finally:
            self._raw.set_progress_handler(None, 0)
