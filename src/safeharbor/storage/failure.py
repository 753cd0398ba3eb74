"""What SQLite says, turned into the program's own errors.

A message of the database layer may hold a statement or a value; none leaves this floor. Only the
code and the file's name go on.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from safeharbor.domain.errors import ErrorCode, HarborError

_ERROR: Final = 1
_PERM: Final = 3
_BUSY: Final = 5
_LOCKED: Final = 6
_NOMEM: Final = 7
_READONLY: Final = 8
_INTERRUPT: Final = 9
_IOERR: Final = 10
_CORRUPT: Final = 11
_FULL: Final = 13
_CANTOPEN: Final = 14
_NOTADB: Final = 26

_IOERR_READ: Final = _IOERR | 1 << 8
_IOERR_SHORT_READ: Final = _IOERR | 2 << 8
_IOERR_CORRUPTFS: Final = _IOERR | 33 << 8
SYNC_FAILURES: Final = frozenset({_IOERR | 4 << 8, _IOERR | 5 << 8})
"""The file or its folder could not be flushed."""

_CODES: Final = {
    _PERM: ErrorCode.FOLDER_READ_ONLY,
    _BUSY: ErrorCode.VAULT_HELD,
    _LOCKED: ErrorCode.VAULT_HELD,
    _NOMEM: ErrorCode.OUT_OF_MEMORY,
    _READONLY: ErrorCode.FOLDER_READ_ONLY,
    _IOERR: ErrorCode.WRITE_FAILED,
    _CORRUPT: ErrorCode.DATABASE_DAMAGED,
    _FULL: ErrorCode.DISK_FULL,
    _NOTADB: ErrorCode.DATABASE_DAMAGED,
}
_READ_FAILURES: Final = {
    _IOERR_READ: ErrorCode.READ_FAILED,
    _IOERR_SHORT_READ: ErrorCode.DATABASE_DAMAGED,
    _IOERR_CORRUPTFS: ErrorCode.READ_FAILED,
}

_SAID: Final = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "interrupted": _INTERRUPT,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}
"""SQLite's own words, for errors of a backup, which come without a number."""

FAILURES: Final = (SQLAlchemyError, sqlcipher.Error, sqlcipher.Warning, MemoryError)
"""Everything that the database layer raises.

SQLCipher reports a page that it cannot sign or decrypt while writing as "out of memory" (tried
with flipped pages), so a MemoryError out of a statement is damage here.
"""


class Cancelled(Exception):  # noqa: N818 - a signal to unwind, not an error
    """A read job was stopped by its flag; nothing was written."""


def sqlite_code(error: BaseException) -> int | None:
    """SQLite's extended result code in ``error``, None where there is none."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return _SAID.get(str(error)) if code is None else code


def is_read_only(error: BaseException) -> bool:
    """Whether SQLite refused a write because the file or the connection takes none."""
    return (sqlite_code(error) or 0) & 0xFF == _READONLY


def translated(error: BaseException, path: Path) -> HarborError | Cancelled:
    """The error to raise in place of ``error``, which came from the database at ``path``."""
    if isinstance(error, MemoryError):
        return HarborError(ErrorCode.DATABASE_DAMAGED, file=path.name)
    code = sqlite_code(error)
    if code is None:
        return HarborError(ErrorCode.UNEXPECTED)
    if code & 0xFF == _INTERRUPT:
        return Cancelled()
    if code & 0xFF == _CANTOPEN:
        closed = not os.access(path.parent, os.W_OK)
        found = ErrorCode.FOLDER_READ_ONLY if closed else ErrorCode.WRITE_FAILED
    else:
        found = _READ_FAILURES.get(code) or _CODES.get(code & 0xFF, ErrorCode.UNEXPECTED)
    return HarborError(found, file=path.name)


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn whatever the database at ``path`` raises inside the block.

    Raises:
        HarborError: with the code for what SQLite said.
        Cancelled: a progress handler stopped the statement.
    """
    try:
        yield
    except FAILURES as error:
        raise translated(error, path) from None
