"""The one floor for every touch of a file: checked reads, new files, atomic replacement.

Nothing above opens a path by itself, so that links, pipes, foreign files, full disks and
half-written files are met in one place. It knows nothing of what is inside the files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from safeharbor.domain.errors import ErrorCode, HarborError

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_BINARY = getattr(os, "O_BINARY", 0)

_READ = os.O_RDONLY | _NOFOLLOW | _NONBLOCK | _CLOEXEC | _BINARY
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _CLOEXEC | _BINARY
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NOFOLLOW | _NONBLOCK | _CLOEXEC | _BINARY

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
# Some file systems cannot flush a folder and say so; the rename itself is then all there is.
_NO_FOLDER_FLUSH = {errno.EINVAL, errno.EBADF, getattr(errno, "ENOTSUP", errno.EINVAL)}

_ON_WINDOWS = os.name == "nt"
_PATIENCE_S = 2.0
_PAUSE_S = 0.05
_MOUNT_POINT_TAG = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, a junction


def harbor_error(error: OSError, path: Path) -> HarborError:
    """The error to raise when writing to ``path`` failed with ``error``."""
    if error.errno in _FULL:
        code = ErrorCode.DISK_FULL
    elif error.errno in _REFUSED:
        code = ErrorCode.FOLDER_READ_ONLY
    else:
        code = ErrorCode.WRITE_FAILED
    return HarborError(code, file=path.name)


def _read_error(error: OSError, path: Path) -> HarborError:
    if isinstance(error, FileNotFoundError):
        code = ErrorCode.FILE_NOT_FOUND
    elif error.errno in {errno.ELOOP, errno.ENOTDIR, errno.ENXIO, errno.EISDIR}:
        code = ErrorCode.NOT_A_PLAIN_FILE
    else:
        code = ErrorCode.READ_FAILED
    return HarborError(code, file=path.name)


def _is_foreign(facts: os.stat_result) -> bool:
    if sys.platform == "win32":
        return False  # the folder's access-control list is the guard there
    return facts.st_uid != os.geteuid()


def _refuse_odd(
    facts: os.stat_result, path: Path, *, min_size: int, max_size: int | None, foreign: bool
) -> None:
    if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
        raise HarborError(ErrorCode.NOT_A_PLAIN_FILE, file=path.name)
    if not foreign and _is_foreign(facts):
        raise HarborError(ErrorCode.WRONG_OWNER, file=path.name)
    if max_size is not None and facts.st_size > max_size:
        raise HarborError(ErrorCode.FILE_TOO_LARGE, file=path.name)
    if facts.st_size < min_size:
        raise HarborError(ErrorCode.READ_FAILED, file=path.name)


def check_regular(
    path: Path, *, min_size: int = 0, max_size: int | None = None, foreign: bool = False
) -> os.stat_result:
    """Look at ``path`` by ``lstat`` alone and return what it says; nothing is opened.

    Args:
        path: the file.
        min_size: fewer bytes than this are refused.
        max_size: more bytes than this are refused.
        foreign: accept a file of another account, as for one that a person picked.

    Raises:
        HarborError: FILE_NOT_FOUND, NOT_A_PLAIN_FILE (a link, pipe, folder, device, or a file
            with a second name), WRONG_OWNER, FILE_TOO_LARGE, READ_FAILED.
    """
    try:
        facts = os.lstat(path)
    except OSError as error:
        raise _read_error(error, path) from None
    _refuse_odd(facts, path, min_size=min_size, max_size=max_size, foreign=foreign)
    return facts


@contextlib.contextmanager
def regular_file(
    path: Path, *, max_size: int | None = None, foreign: bool = False
) -> Iterator[BinaryIO]:
    """Open ``path`` for reading after the checks of ``check_regular``, before and after.

    Raises:
        HarborError: as ``check_regular``.
    """
    check_regular(path, max_size=max_size, foreign=foreign)
    try:
        handle = os.open(path, _READ)
    except OSError as error:
        raise _read_error(error, path) from None
    with os.fdopen(handle, "rb") as file:
        _refuse_odd(os.fstat(handle), path, min_size=0, max_size=max_size, foreign=foreign)
        yield file


def read_regular(path: Path, *, max_size: int, foreign: bool = False) -> bytes:
    """The bytes of a plain file of at most ``max_size`` bytes.

    Raises:
        HarborError: as ``check_regular``.
    """
    with regular_file(path, max_size=max_size, foreign=foreign) as file:
        try:
            data = file.read(max_size + 1)
        except OSError as error:
            raise _read_error(error, path) from None
    if len(data) > max_size:
        raise HarborError(ErrorCode.FILE_TOO_LARGE, file=path.name)
    return data


def flush_file(file: BinaryIO) -> None:
    """Flush ``file`` to the disk itself, past the drive's own cache where macOS allows it."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
            return
    os.fsync(file.fileno())


def fsync_dir(path: Path) -> None:
    """Make the names inside the folder ``path`` durable; nothing to do on Windows.

    Raises:
        HarborError: WRITE_FAILED and its kin.
    """
    if sys.platform == "win32":
        return
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise harbor_error(error, path) from None


@contextlib.contextmanager
def new_file(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Make ``path`` (mode 0600) and write to it; durable when the block ends well.

    With ``durable`` False nothing is flushed, for many files that are flushed together later.

    When the block fails, or the disk does, the half-written file is removed again.

    Raises:
        HarborError: TARGET_EXISTS when there is anything at ``path``, DISK_FULL,
            FOLDER_READ_ONLY, WRITE_FAILED.
    """
    try:
        handle = os.open(path, _CREATE, 0o600)
    except FileExistsError:
        raise HarborError(ErrorCode.TARGET_EXISTS, file=path.name) from None
    except OSError as error:
        raise harbor_error(error, path) from None
    try:
        try:
            # fdopen closes the descriptor whichever way the block ends; closing before the
            # removal is what Windows asks for.
            with os.fdopen(handle, "wb") as file:
                yield file
                if durable:
                    flush_file(file)
        except OSError as error:
            raise harbor_error(error, path) from None
        if durable:
            fsync_dir(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def write_new(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write ``data`` to a file that must not exist yet; durable as ``new_file`` is.

    Raises:
        HarborError: as ``new_file``.
    """
    with new_file(path, durable=durable) as file:
        file.write(data)


def _rename(source: Path, target: Path) -> None:
    source.replace(target)


def _patiently(action: Callable[[], None]) -> None:
    """Run a rename or removal; on Windows again for 2 s while a scanner holds the file."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            action()
        except PermissionError:
            if not _ON_WINDOWS or time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE_S)
        else:
            return


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")


def replace_atomic(
    path: Path, data: bytes, *, verify: Callable[[bytes], None] | None = None
) -> None:
    """Put ``data`` in the place of ``path``: the old file or the new one, never a mixture.

    A new file is written beside it, flushed, read back, handed to ``verify`` and only then
    renamed. On any failure before that the old file stays as it was and the new one is removed;
    if the folder cannot be flushed after it, the error says so with the new file in place.

    Args:
        path: the file; it need not exist yet.
        data: the whole new content.
        verify: raises when what was read back is not right.

    Raises:
        HarborError: NOT_A_PLAIN_FILE or WRONG_OWNER when something odd is at ``path``;
            DISK_FULL, FOLDER_READ_ONLY, WRITE_FAILED.
    """
    if os.path.lexists(path):
        check_regular(path)
    fresh = _temporary(path)
    write_new(fresh, data)
    try:
        if read_regular(fresh, max_size=len(data)) != data:
            raise HarborError(ErrorCode.WRITE_FAILED, file=path.name)
        if verify is not None:
            verify(data)
        _patiently(lambda: _rename(fresh, path))
    except OSError as error:
        _discard(fresh)
        raise harbor_error(error, path) from None
    except BaseException:
        _discard(fresh)
        raise
    fsync_dir(path.parent)


def _discard(path: Path) -> None:
    with contextlib.suppress(OSError):
        _patiently(path.unlink)


def remove_leftovers(path: Path) -> None:
    """Remove the unfinished new files that a kill during ``replace_atomic`` left beside ``path``.

    Call it only while nobody else can be replacing ``path``, as under the vault's lock.
    """
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        _discard(left)


def move_new(source: Path, target: Path) -> None:
    """Give the finished file ``source`` the name ``target`` on the same disk, durably.

    Raises:
        HarborError: TARGET_EXISTS when there is anything at ``target``, else as ``new_file``.
    """
    if os.path.lexists(target):
        raise HarborError(ErrorCode.TARGET_EXISTS, file=target.name)
    try:
        _patiently(lambda: _rename(source, target))
    except OSError as error:
        raise harbor_error(error, target) from None
    fsync_dir(target.parent)


def remove_file(path: Path) -> None:
    """Remove ``path`` durably; fine when it is gone already.

    Raises:
        HarborError: FOLDER_READ_ONLY, WRITE_FAILED.
    """
    try:
        _patiently(path.unlink)
    except FileNotFoundError:
        return
    except OSError as error:
        raise harbor_error(error, path) from None
    fsync_dir(path.parent)


def open_append(path: Path) -> BinaryIO:
    """Open ``path`` (mode 0600, made when missing) for adding lines at its end.

    Raises:
        HarborError: NOT_A_PLAIN_FILE, WRONG_OWNER, FOLDER_READ_ONLY, DISK_FULL, WRITE_FAILED.
    """
    if os.path.lexists(path):
        check_regular(path)
    try:
        handle = os.open(path, _APPEND, 0o600)
    except OSError as error:
        raise harbor_error(error, path) from None
    file = os.fdopen(handle, "ab", buffering=0)
    try:
        _refuse_odd(os.fstat(handle), path, min_size=0, max_size=None, foreign=False)
    except HarborError:
        file.close()
        raise
    return file


def _check_folder(path: Path) -> os.stat_result:
    try:
        facts = os.lstat(path)
    except OSError as error:
        raise _read_error(error, path) from None
    junction = getattr(facts, "st_reparse_tag", 0) == _MOUNT_POINT_TAG
    if not stat.S_ISDIR(facts.st_mode) or junction:
        raise HarborError(ErrorCode.NOT_A_PLAIN_FILE, file=path.name)
    if _is_foreign(facts):
        raise HarborError(ErrorCode.WRONG_OWNER, file=path.name)
    return facts


def check_folder(path: Path) -> None:
    """Look at ``path`` by ``lstat`` alone: it has to be a folder of this account, not a link.

    Raises:
        HarborError: FILE_NOT_FOUND, NOT_A_PLAIN_FILE, WRONG_OWNER.
    """
    _check_folder(path)


def make_private_dir(path: Path) -> None:
    """Make the folder ``path`` and what is missing above it, closed to other accounts (0700).

    A folder that is there already is closed too; where that is not possible, as on a disk
    that cannot be written, it is left as it is.

    Raises:
        HarborError: NOT_A_PLAIN_FILE for a link or a file, WRONG_OWNER, FOLDER_READ_ONLY,
            DISK_FULL, WRITE_FAILED.
    """
    made = False
    try:
        if not path.parent.exists():
            make_private_dir(path.parent)
        with contextlib.suppress(FileExistsError):
            os.mkdir(path, 0o700)  # noqa: PTH102 - Path.mkdir(mode) adds nothing here
            made = True
    except NotADirectoryError:
        raise HarborError(ErrorCode.NOT_A_PLAIN_FILE, file=path.parent.name) from None
    except OSError as error:
        raise harbor_error(error, path) from None
    facts = _check_folder(path)
    if sys.platform == "win32":
        if made:
            from safeharbor.system.windows import close_to_others

            close_to_others(path)
    elif stat.S_IMODE(facts.st_mode) != 0o700:
        _close_folder(path)
    if made:
        fsync_dir(path.parent)


def _close_folder(path: Path) -> None:
    """Set mode 0700 through a descriptor, so that a link slipped in meanwhile is not followed."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _NOFOLLOW | _CLOEXEC)
        try:
            os.fchmod(handle, 0o700)
        finally:
            os.close(handle)
