"""The two files of the header: reading whichever is whole, and replacing both safely.

A header is never written over in place, the second copy never keeps a slot that was removed,
and a damaged first copy is kept beside the repaired one. This file knows nothing of ways of
unlocking; whoever stores holds ``vault.lock``.
"""

from __future__ import annotations

import contextlib
import enum
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.vault.header import MAX_BYTES, Header, encode_header, parse_header, verify_header
from safeharbor.vault.keys import VaultKey

_DATABASE = re.compile(r"vault-[1-9][0-9]{0,8}\.db")
# What the other copy cannot change, and would only ask a person for again.
_FINAL = {
    ErrorCode.KEYRING_UNAVAILABLE,
    ErrorCode.KEYRING_LOCKED,
    ErrorCode.KEYRING_TIMEOUT,
}
_DAMAGE = {ErrorCode.SLOT_DAMAGED, ErrorCode.HEADER_DAMAGED}

T = TypeVar("T")


class HeaderSource(enum.StrEnum):
    """Which of the two files a header was read from."""

    MAIN = "main"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class LoadedHeader:
    """What the header's files hold, as far as that can be said before unlocking.

    Attributes:
        header: the one to open with.
        raw: its bytes.
        source: the file it comes from.
        main_damaged: the first file is missing or does not parse.
        other: the second copy where it parses and says something else, for when the first one
            turns out to be damaged.
    """

    header: Header
    raw: bytes = field(repr=False)
    source: HeaderSource
    main_damaged: bool
    other: Header | None = None


def load_header(paths: HomePaths) -> LoadedHeader:
    """Read the header, or its second copy where the first is missing or damaged.

    Raises:
        HarborError: NO_VAULT only when there is no header, no copy and no database at all;
            HEADER_MISSING when there is a database alone; HEADER_DAMAGED; VAULT_TOO_NEW;
            NOT_A_PLAIN_FILE, WRONG_OWNER, READ_FAILED for the file itself.
    """
    raw = _read(paths.header)
    main = _parsed(raw)
    if main is not None and raw is not None:
        with contextlib.suppress(HarborError):
            other = _parsed(_read(paths.header_backup))
            if other is not None and other != main:
                return LoadedHeader(main, raw, HeaderSource.MAIN, main_damaged=False, other=other)
        return LoadedHeader(main, raw, HeaderSource.MAIN, main_damaged=False)
    backup_raw = _read(paths.header_backup)
    backup = _parsed(backup_raw)
    if backup is not None and backup_raw is not None:
        return LoadedHeader(backup, backup_raw, HeaderSource.BACKUP, main_damaged=True)
    if raw is not None or backup_raw is not None:
        raise HarborError(ErrorCode.HEADER_DAMAGED)
    if _has_database(paths):
        raise HarborError(ErrorCode.HEADER_MISSING)
    raise HarborError(ErrorCode.NO_VAULT)


def open_loaded(loaded: LoadedHeader, attempt: Callable[[Header], T]) -> tuple[Header, T]:
    """Open with the loaded header, or with the other copy where the loaded one is damaged.

    The other copy is used only for damage: never to let an older secret in that the present
    header no longer knows.

    Args:
        loaded: what ``load_header`` gave.
        attempt: opens with one header, verifying it, and returns what it opened.

    Returns:
        The header that opened, and what ``attempt`` returned.

    Raises:
        HarborError: what ``attempt`` raised for the loaded header.
    """
    try:
        return loaded.header, attempt(loaded.header)
    except HarborError as error:
        if loaded.other is None or error.code in _FINAL:
            raise
        if error.code not in _DAMAGE and not _contradict(loaded.header, loaded.other):
            raise
        first = error
    with contextlib.suppress(HarborError):
        return loaded.other, attempt(loaded.other)
    raise HarborError(first.code, **first.facts)


def create_header(paths: HomePaths, header: Header, key: VaultKey) -> Header:
    """Write both files of a new vault; never over anything.

    Raises:
        HarborError: VAULT_EXISTS; DISK_FULL, FOLDER_READ_ONLY, WRITE_FAILED.
    """
    if os.path.lexists(paths.header) or os.path.lexists(paths.header_backup):
        raise HarborError(ErrorCode.VAULT_EXISTS)
    raw, written = _encoded(header, key)
    fs.write_new(paths.header_backup, raw)
    try:
        fs.write_new(paths.header, raw)
    except HarborError:
        fs.remove_file(paths.header_backup)
        raise
    return written


def store_header(paths: HomePaths, header: Header, key: VaultKey, *, both: bool = False) -> Header:
    """Replace the header with ``header``, durably; ``key`` signs it.

    The present header becomes the second copy first, if it is whole; a damaged one is set aside.
    When its slots and the new ones differ, or with ``both``, the new header is then written to
    both files before this returns; if that fails the present header is put back.

    Raises:
        HarborError: VAULT_READ_ONLY, VAULT_TOO_NEW when the file there is not for this version
            to write; NOT_A_PLAIN_FILE, DISK_FULL, FOLDER_READ_ONLY, WRITE_FAILED. The header
            that was in force still is.
    """
    raw, written = _encoded(header, key)
    present_raw = _read(paths.header)
    present = _believed(present_raw, key)
    if present is not None and not present.writable:
        raise HarborError(ErrorCode.VAULT_READ_ONLY)
    if present is None or present_raw is None:
        _set_damaged_aside(paths)
        _put(paths.header, raw, key)
        _put(paths.header_backup, raw, key)
    else:
        changed = both or present.entries != written.entries
        _replace(paths, present_raw, raw, key, changed=changed)
    return written


def _replace(
    paths: HomePaths, present_raw: bytes, raw: bytes, key: VaultKey, *, changed: bool
) -> None:
    if _read(paths.header_backup) != present_raw:
        _put(paths.header_backup, present_raw, key)
    try:
        _put(paths.header, raw, key)
        if changed:
            _put(paths.header_backup, raw, key)
            _clear_remains(paths)
    except HarborError:
        # Reported as failed, so it must not half hold: back to what was in force.
        for path in (paths.header, paths.header_backup):
            with contextlib.suppress(HarborError):
                if _read(path) != present_raw:
                    _put(path, present_raw, key)
        raise


def repair_headers(paths: HomePaths, opened: Header, key: VaultKey) -> bool:
    """Bring both files in line with the header that opened the vault, where they are not.

    For the time after a verified unlock: restores a damaged first copy, a missing or damaged
    second one, and a second one that still has other slots after a change was interrupted.

    Returns:
        Whether anything was written.

    Raises:
        HarborError: as ``store_header``; the vault is open all the same.
    """
    if not opened.writable:
        return False
    main = _believed(_read(paths.header), key)
    backup = _believed(_read(paths.header_backup), key)
    if main is None:
        _set_damaged_aside(paths)
        _put(paths.header, encode_header(opened, key), key)
    if backup is not None and backup.entries == opened.entries:
        return main is None
    _put(paths.header_backup, encode_header(opened, key), key)
    _clear_remains(paths, damaged=main is not None)
    return True


def damaged_copy(paths: HomePaths) -> Path:
    """Where the bytes of a damaged header are kept when it is repaired."""
    return paths.header.with_name(paths.header.name + ".damaged")


def _read(path: Path) -> bytes | None:
    """The bytes of a header file: None when it is missing, empty when it is too large."""
    try:
        return fs.read_regular(path, max_size=MAX_BYTES)
    except HarborError as error:
        if error.code is ErrorCode.FILE_NOT_FOUND:
            return None
        if error.code is ErrorCode.FILE_TOO_LARGE:
            return b""
        raise


def _parsed(raw: bytes | None) -> Header | None:
    """The header in ``raw``, None when it is missing or damaged; VAULT_TOO_NEW is raised."""
    if raw is None:
        return None
    try:
        return parse_header(raw)
    except HarborError as error:
        if error.code is ErrorCode.HEADER_DAMAGED:
            return None
        raise


def _believed(raw: bytes | None, key: VaultKey) -> Header | None:
    header = _parsed(raw)
    if header is not None:
        try:
            verify_header(header, key)
        except HarborError:
            return None
    return header


def _encoded(header: Header, key: VaultKey) -> tuple[bytes, Header]:
    raw = encode_header(header, key)
    return raw, parse_header(raw)


def _put(path: Path, raw: bytes, key: VaultKey) -> None:
    fs.replace_atomic(path, raw, verify=lambda data: verify_header(parse_header(data), key))


def _set_damaged_aside(paths: HomePaths) -> None:
    """Rename a damaged first copy: it is kept, and the second copy stands in meanwhile."""
    if os.path.lexists(paths.header) and not os.path.lexists(damaged_copy(paths)):
        fs.check_regular(paths.header)
        fs.move_new(paths.header, damaged_copy(paths))


def _clear_remains(paths: HomePaths, *, damaged: bool = True) -> None:
    """After a change of slots, nothing but the two files may hold a slot."""
    if damaged:
        fs.remove_file(damaged_copy(paths))
    fs.remove_leftovers(paths.header)
    fs.remove_leftovers(paths.header_backup)


def _contradict(one: Header, other: Header) -> bool:
    """Whether the copies differ as only damage makes them differ.

    A changed slot always has a new id, and a vault keeps its id for ever.
    """
    slots = {slot.id: slot for slot in one.slots}
    return one.vault_id != other.vault_id or any(
        slots.get(slot.id, slot) != slot for slot in other.slots
    )


def _has_database(paths: HomePaths) -> bool:
    """Whether there is a database somebody may have written in.

    One whose creation never came to its end is none: nobody has seen its recovery code.
    """
    if os.path.lexists(paths.unfinished):
        return False
    try:
        names = os.listdir(paths.root)  # noqa: PTH208 - names are all that is asked for
    except OSError:
        return False
    return any(_DATABASE.fullmatch(name) for name in names)
