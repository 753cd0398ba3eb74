"""Exit codes, one table: other programs rely on it, so a row never changes after a release.

The numbers follow sysexits.h where it has a fitting one.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from safeharbor.domain.errors import ErrorCode


class Exit(enum.IntEnum):
    """What the program tells its caller."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    DAMAGED = 65
    """Something is damaged or not what it ought to be; nothing was changed."""
    NO_VAULT = 66
    NO_DISPLAY = 69
    NOT_WRITTEN = 74
    HELD = 75
    LOCKED = 77
    """Locked, or a wrong secret."""


EXIT_OF: Final[Mapping[ErrorCode, Exit]] = MappingProxyType(
    {
        ErrorCode.NO_VAULT: Exit.NO_VAULT,
        ErrorCode.VAULT_EXISTS: Exit.FAILURE,
        ErrorCode.WRONG_PASSPHRASE: Exit.LOCKED,
        ErrorCode.WRONG_RECOVERY_CODE: Exit.LOCKED,
        ErrorCode.SECRET_NEEDED: Exit.LOCKED,
        ErrorCode.SLOT_DAMAGED: Exit.DAMAGED,
        ErrorCode.HEADER_DAMAGED: Exit.DAMAGED,
        ErrorCode.HEADER_MISSING: Exit.DAMAGED,
        ErrorCode.VAULT_TOO_NEW: Exit.FAILURE,
        ErrorCode.VAULT_READ_ONLY: Exit.NOT_WRITTEN,
        ErrorCode.VAULT_HELD: Exit.HELD,
        ErrorCode.OUT_OF_MEMORY: Exit.FAILURE,
        ErrorCode.LAST_METHOD: Exit.FAILURE,
        ErrorCode.INBOX_KEY_CHANGED: Exit.DAMAGED,
        ErrorCode.PASSPHRASE_TOO_SHORT: Exit.USAGE,
        ErrorCode.KIT_UNREADABLE: Exit.DAMAGED,
        ErrorCode.METHOD_NOT_FOUND: Exit.LOCKED,
        ErrorCode.RECOVERY_CODE_MISTYPED: Exit.LOCKED,
        ErrorCode.TOO_MANY_METHODS: Exit.FAILURE,
        ErrorCode.KEYRING_UNAVAILABLE: Exit.LOCKED,
        ErrorCode.KEYRING_MISSING: Exit.LOCKED,
        ErrorCode.KEYRING_WRONG: Exit.LOCKED,
        ErrorCode.KEYRING_LOCKED: Exit.LOCKED,
        ErrorCode.KEYRING_TIMEOUT: Exit.LOCKED,
        ErrorCode.KEYRING_READBACK: Exit.NOT_WRITTEN,
        ErrorCode.DATABASE_MISSING: Exit.DAMAGED,
        ErrorCode.DATABASE_EMPTY: Exit.DAMAGED,
        ErrorCode.DATABASE_DAMAGED: Exit.DAMAGED,
        ErrorCode.DATABASE_PLAIN: Exit.DAMAGED,
        ErrorCode.DATABASE_TOO_NEW: Exit.FAILURE,
        ErrorCode.SQLITE_TOO_OLD: Exit.FAILURE,
        ErrorCode.JOURNAL_PLANTED: Exit.DAMAGED,
        ErrorCode.DISK_FULL: Exit.NOT_WRITTEN,
        ErrorCode.FOLDER_READ_ONLY: Exit.NOT_WRITTEN,
        ErrorCode.WRITE_FAILED: Exit.NOT_WRITTEN,
        ErrorCode.NOT_A_PLAIN_FILE: Exit.DAMAGED,
        ErrorCode.WRONG_OWNER: Exit.DAMAGED,
        ErrorCode.FILE_TOO_LARGE: Exit.DAMAGED,
        ErrorCode.TARGET_EXISTS: Exit.NOT_WRITTEN,
        ErrorCode.READ_FAILED: Exit.FAILURE,
        ErrorCode.FILE_NOT_FOUND: Exit.FAILURE,
        ErrorCode.TEXT_EMPTY: Exit.USAGE,
        ErrorCode.TEXT_TOO_LONG: Exit.USAGE,
        ErrorCode.DATE_UNREADABLE: Exit.USAGE,
        ErrorCode.ENTRY_NOT_FOUND: Exit.FAILURE,
        ErrorCode.FORM_NOT_FOUND: Exit.FAILURE,
        ErrorCode.BUNDLE_UNREADABLE: Exit.DAMAGED,
        ErrorCode.BUNDLE_DAMAGED: Exit.DAMAGED,
        ErrorCode.BACKUP_UNVERIFIED: Exit.NOT_WRITTEN,
        ErrorCode.NOTE_UNREADABLE: Exit.DAMAGED,
        ErrorCode.NOTE_TOO_LARGE: Exit.FAILURE,
        ErrorCode.SHEET_FILE_BROKEN: Exit.DAMAGED,
        ErrorCode.ANSWERS_UNREADABLE: Exit.USAGE,
        ErrorCode.GUIDE_FILE_BROKEN: Exit.DAMAGED,
        ErrorCode.NO_DISPLAY: Exit.NO_DISPLAY,
        ErrorCode.DEAD_DISPLAY: Exit.NO_DISPLAY,
        ErrorCode.LIBRARY_MISSING: Exit.NO_DISPLAY,
        ErrorCode.RESOURCE_MISSING: Exit.FAILURE,
        ErrorCode.CONTENT_BROKEN: Exit.FAILURE,
        ErrorCode.UNEXPECTED: Exit.FAILURE,
    }
)


def exit_of(code: ErrorCode) -> Exit:
    """The exit code for ``code``; plain failure for one that the table does not have."""
    return EXIT_OF.get(code, Exit.FAILURE)
