"""What is looked at before SQLite may open a database file, and which files are open now.

While a database is open nothing here opens its file: on POSIX, closing any descriptor of it would
drop SQLite's locks. The first bytes are read before, and only ``lstat`` is used for the rest.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.journalfile import PAGE_SIZE
from safeharbor.system import fs

_PLAIN: Final = b"SQLite format 3\0"
_BESIDE: Final = ("-journal", "-wal", "-shm")


class LiveFiles:
    """The database files that are open in this process, by device and inode."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: set[tuple[int, int]] = set()

    def enter(self, path: Path) -> tuple[int, int]:
        """Note that ``path`` is about to be opened; returns what ``leave`` takes.

        Raises:
            HarborError: DATABASE_MISSING, NOT_A_PLAIN_FILE, WRONG_OWNER; VAULT_HELD when it is
                open already, so that nothing opens it a second time.
        """
        try:
            facts = fs.check_regular(path)
        except HarborError as error:
            if error.code is ErrorCode.FILE_NOT_FOUND:
                raise HarborError(ErrorCode.DATABASE_MISSING, file=path.name) from None
            raise
        mark = (facts.st_dev, facts.st_ino)
        with self._lock:
            if mark in self._live:
                raise HarborError(ErrorCode.VAULT_HELD)
            self._live.add(mark)
        return mark

    def leave(self, mark: tuple[int, int]) -> None:
        """The file was closed."""
        with self._lock:
            self._live.discard(mark)

    @contextlib.contextmanager
    def held(self, path: Path) -> Iterator[None]:
        """``path`` is open inside the block."""
        mark = self.enter(path)
        try:
            yield
        finally:
            self.leave(mark)


LIVE: Final = LiveFiles()
"""One for the process, since the locks of POSIX are one for the process."""


def check_encrypted(path: Path) -> None:
    """Look at size and first bytes of a database that is not open.

    Raises:
        HarborError: DATABASE_EMPTY below one page, DATABASE_PLAIN when it is not encrypted.
    """
    with fs.regular_file(path) as file:
        head = file.read(len(_PLAIN))
        size = os.fstat(file.fileno()).st_size
    if size < PAGE_SIZE:
        raise HarborError(ErrorCode.DATABASE_EMPTY, file=path.name)
    if head == _PLAIN:
        raise HarborError(ErrorCode.DATABASE_PLAIN, file=path.name)


def make_empty(path: Path) -> None:
    """Make the file of a new database: mode 0600, durable, never over anything.

    Raises:
        HarborError: TARGET_EXISTS, JOURNAL_PLANTED when a journal of that name lies there,
            DISK_FULL, FOLDER_READ_ONLY, WRITE_FAILED.
    """
    for suffix in _BESIDE:
        odd = path.with_name(path.name + suffix)
        if os.path.lexists(odd):
            raise HarborError(ErrorCode.JOURNAL_PLANTED, file=odd.name)
    with fs.new_file(path):
        pass


def remove_unfinished(path: Path) -> None:
    """Take away a file of ``make_empty`` that never became a database, and its journal."""
    for name in (path.name, f"{path.name}-journal"):
        with contextlib.suppress(HarborError):
            fs.remove_file(path.with_name(name))
