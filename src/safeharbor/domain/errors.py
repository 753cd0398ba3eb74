"""The one error type of the program and its codes.

Lower floors raise a code with a few plain facts; the faces turn it into sentences with
``messages.json``. An error never carries what somebody wrote, a key, a passphrase or a tag.
"""

from __future__ import annotations

import enum


class ErrorCode(enum.StrEnum):
    """Everything that can go wrong, as stable codes. The letters name the part."""

    NO_VAULT = "SH-VT-01"
    VAULT_EXISTS = "SH-VT-02"
    WRONG_PASSPHRASE = "SH-VT-03"
    WRONG_RECOVERY_CODE = "SH-VT-04"
    SECRET_NEEDED = "SH-VT-05"
    SLOT_DAMAGED = "SH-VT-06"
    HEADER_DAMAGED = "SH-VT-07"
    HEADER_MISSING = "SH-VT-08"
    VAULT_TOO_NEW = "SH-VT-09"
    VAULT_READ_ONLY = "SH-VT-10"
    VAULT_HELD = "SH-VT-11"
    OUT_OF_MEMORY = "SH-VT-12"
    LAST_METHOD = "SH-VT-13"
    INBOX_KEY_CHANGED = "SH-VT-14"
    PASSPHRASE_TOO_SHORT = "SH-VT-15"
    KIT_UNREADABLE = "SH-VT-16"
    METHOD_NOT_FOUND = "SH-VT-17"
    RECOVERY_CODE_MISTYPED = "SH-VT-18"
    TOO_MANY_METHODS = "SH-VT-19"

    KEYRING_UNAVAILABLE = "SH-KR-01"
    KEYRING_MISSING = "SH-KR-02"
    KEYRING_WRONG = "SH-KR-03"
    KEYRING_LOCKED = "SH-KR-04"
    KEYRING_TIMEOUT = "SH-KR-05"
    KEYRING_READBACK = "SH-KR-06"

    DATABASE_MISSING = "SH-DB-01"
    DATABASE_EMPTY = "SH-DB-02"
    DATABASE_DAMAGED = "SH-DB-03"
    DATABASE_PLAIN = "SH-DB-04"
    DATABASE_TOO_NEW = "SH-DB-05"
    SQLITE_TOO_OLD = "SH-DB-06"
    JOURNAL_PLANTED = "SH-DB-07"

    DISK_FULL = "SH-FS-01"
    FOLDER_READ_ONLY = "SH-FS-02"
    WRITE_FAILED = "SH-FS-03"
    NOT_A_PLAIN_FILE = "SH-FS-04"
    WRONG_OWNER = "SH-FS-05"
    FILE_TOO_LARGE = "SH-FS-06"
    TARGET_EXISTS = "SH-FS-07"
    READ_FAILED = "SH-FS-08"
    FILE_NOT_FOUND = "SH-FS-09"

    TEXT_EMPTY = "SH-TX-01"
    TEXT_TOO_LONG = "SH-TX-02"
    DATE_UNREADABLE = "SH-TX-03"

    ENTRY_NOT_FOUND = "SH-EN-01"
    FORM_NOT_FOUND = "SH-EN-02"

    BUNDLE_UNREADABLE = "SH-BK-01"
    BUNDLE_DAMAGED = "SH-BK-02"
    BACKUP_UNVERIFIED = "SH-BK-03"

    NOTE_UNREADABLE = "SH-IN-01"
    NOTE_TOO_LARGE = "SH-IN-02"

    SHEET_FILE_BROKEN = "SH-SF-01"
    ANSWERS_UNREADABLE = "SH-SF-02"
    GUIDE_FILE_BROKEN = "SH-SF-03"

    NO_DISPLAY = "SH-DP-01"
    DEAD_DISPLAY = "SH-DP-02"
    LIBRARY_MISSING = "SH-DP-03"

    RESOURCE_MISSING = "SH-RS-01"
    CONTENT_BROKEN = "SH-RS-02"

    UNEXPECTED = "SH-XX-00"


class HarborError(Exception):
    """A failure with a code and the plain facts its sentence needs.

    ``facts`` are short and harmless: a file's name, a number, the name of a way in. They are
    filled into the placeholders of the sentence. Nothing that a person wrote goes in here.
    """

    def __init__(self, code: ErrorCode, **facts: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts
