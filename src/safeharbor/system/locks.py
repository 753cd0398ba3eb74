"""One lock between processes: who may open the vault, and who is the window of a home.

The operating system holds it (``flock``, or ``locking`` on Windows) and lets go when the
process ends in whatever way, so no stale lock is ever left. Written here instead of taken from
a library because it lies on the way to the first paint; see ADR 0007.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

_OPEN = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, getattr(errno, "EDEADLK", errno.EAGAIN)}

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """A lock on a file beside the vault; the file itself stays empty and is never removed.

    Two locks on one path exclude each other even inside one process.
    """

    def __init__(self, path: Path, held_code: ErrorCode = ErrorCode.VAULT_HELD) -> None:
        self._path = path
        self._held_code = held_code
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> None:
        """Take the lock at once or not at all; nothing happens when it is held already.

        Raises:
            HarborError: the code given for "held elsewhere"; NOT_A_PLAIN_FILE or WRONG_OWNER
                when something odd is in the file's place; FOLDER_READ_ONLY, DISK_FULL,
                WRITE_FAILED when it cannot be made.
        """
        if self._handle is not None:
            return
        if os.path.lexists(self._path):
            fs.check_regular(self._path)
        try:
            handle = os.open(self._path, _OPEN, 0o600)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise HarborError(ErrorCode.NOT_A_PLAIN_FILE, file=self._path.name) from None
            raise fs.harbor_error(error, self._path) from None
        try:
            self._lock(handle)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def _lock(self, handle: int) -> None:
        try:
            _take(handle)
        except OSError as error:
            if error.errno in _HELD:
                raise HarborError(self._held_code) from None
            raise fs.harbor_error(error, self._path) from None
        # Between opening and locking the file may have been swapped for another one; a lock
        # on a file that has lost its name would guard nothing.
        if not os.path.samestat(os.fstat(handle), fs.check_regular(self._path)):
            raise HarborError(self._held_code)

    def release(self) -> None:
        """Let go of the lock; fine when it is not held."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
