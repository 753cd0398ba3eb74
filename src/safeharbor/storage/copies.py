"""Copies of the database: made page by page while it is in use, and checked whole afterwards.

A copy is encrypted with the same key. The checks open the copy and never the live file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.driver import RawConnection
from safeharbor.storage.engine import connect
from safeharbor.storage.failure import Cancelled, guarded
from safeharbor.storage.files import LIVE, check_encrypted, make_empty, remove_unfinished
from safeharbor.storage.journalfile import check_journal
from safeharbor.system import fs

PAGES_A_STEP: Final = 2000
"""8 MiB, well under 200 ms."""

_VM_STEPS: Final = 2000
_PAUSE_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a checked copy holds; ``entries`` leaves the trash out."""

    entries: int
    schema: int
    vault_id: bytes


def copy_checked(
    source: RawConnection,
    target: Path,
    key: bytes,
    salt: bytes,
    between: Callable[[], None] = lambda: None,
) -> CopyFacts:
    """Copy the database of ``source`` to the new file ``target`` and check all of it.

    ``between`` is called at least every 200 ms and may run transactions on ``source``; the copy
    follows them. The check runs in a thread of its own meanwhile. What ``between`` raises ends the
    copy. On any failure nothing stays at ``target``.

    Raises:
        HarborError: TARGET_EXISTS, DISK_FULL and its kin, DATABASE_DAMAGED.
        sqlcipher3 errors: of the copying, to be turned by the caller.
    """
    make_empty(target)
    try:
        with LIVE.held(target):
            copy = connect(target, key, salt)
            try:
                _copy(source, copy, between)
            finally:
                copy.close()
        return _kept_and_verified(target, key, salt, between)
    except BaseException:
        remove_unfinished(target)
        raise


def verify_copy(
    path: Path, key: bytes, salt: bytes, cancel: threading.Event | None = None
) -> CopyFacts:
    """Check every page and every structure of a copy, which nothing else may have open.

    Raises:
        HarborError: DATABASE_DAMAGED and what opening a database raises; VAULT_HELD for a
            database that is open in this process.
        Cancelled: ``cancel`` was set.
    """
    with LIVE.held(path), guarded(path):
        check_encrypted(path)
        check_journal(path, key, salt)
        connection = connect(path, key, salt)
        try:
            if cancel is not None:
                connection.set_progress_handler(cancel.is_set, _VM_STEPS)
            return _check(connection, path)
        finally:
            connection.close()


def _copy(source: RawConnection, copy: RawConnection, between: Callable[[], None]) -> None:
    # Flushing a long copy takes seconds; that is done later, beside the thread that saves.
    for pragma in ("synchronous = OFF", "journal_mode = MEMORY"):
        copy.execute(f"PRAGMA {pragma}").fetchall()
    source.backup(copy, pages=PAGES_A_STEP, progress=lambda *_: between(), sleep=0)
    # The copy was closed well, whatever becomes of the original.
    copy.execute("UPDATE meta SET value = 0 WHERE key = 'unclean'")


def _kept_and_verified(
    path: Path, key: bytes, salt: bytes, between: Callable[[], None]
) -> CopyFacts:
    """Flush and check the copy in another thread, ``between`` being called here until then."""
    cancel = threading.Event()
    outcome: list[CopyFacts | BaseException] = []

    def check() -> None:
        try:
            _flush(path)
            outcome.append(verify_copy(path, key, salt, cancel))
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=check, name="sh-verify", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_PAUSE_S)
            between()
    finally:
        cancel.set()
        thread.join()
    (found,) = outcome
    if isinstance(found, BaseException):
        raise found
    return found


def _flush(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            fs.flush_file(file)
    except OSError as error:
        raise fs.harbor_error(error, path) from None
    fs.fsync_dir(path.parent)


def _check(connection: RawConnection, path: Path) -> CopyFacts:
    damaged = HarborError(ErrorCode.DATABASE_DAMAGED, file=path.name)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA query_only = ON")
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise damaged
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise damaged
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise damaged
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"meta", "entry"} <= tables:
        raise damaged
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    vault_id = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    entries = connection.execute(
        "SELECT count(*) FROM entry WHERE trashed_utc_us IS NULL"
    ).fetchone()
    if not vault_id or not isinstance(vault_id[0], bytes):
        raise damaged
    return CopyFacts(entries[0], schema, vault_id[0])


__all__ = ["PAGES_A_STEP", "Cancelled", "CopyFacts", "copy_checked", "verify_copy"]
