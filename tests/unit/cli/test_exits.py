"""The exit codes are an interface: each error code has one, and none changes unnoticed."""

from __future__ import annotations

from safeharbor.cli.exits import EXIT_OF, Exit, exit_of
from safeharbor.domain.errors import ErrorCode


def test_every_error_code_has_an_exit_code() -> None:
    assert set(EXIT_OF) == set(ErrorCode)


def test_only_the_published_exit_codes_exist() -> None:
    assert [int(code) for code in Exit] == [0, 1, 2, 65, 66, 69, 74, 75, 77]


def test_no_error_looks_like_success() -> None:
    assert Exit.OK not in EXIT_OF.values()


def test_the_rows_that_other_programs_rely_on() -> None:
    expected = {
        ErrorCode.NO_VAULT: 66,
        ErrorCode.WRONG_PASSPHRASE: 77,
        ErrorCode.SECRET_NEEDED: 77,
        ErrorCode.RECOVERY_CODE_MISTYPED: 77,
        ErrorCode.VAULT_HELD: 75,
        ErrorCode.DISK_FULL: 74,
        ErrorCode.FOLDER_READ_ONLY: 74,
        ErrorCode.HEADER_DAMAGED: 65,
        ErrorCode.DATABASE_DAMAGED: 65,
        ErrorCode.DATABASE_EMPTY: 65,
        ErrorCode.NO_DISPLAY: 69,
        ErrorCode.TEXT_EMPTY: 2,
        ErrorCode.UNEXPECTED: 1,
    }
    assert {code: int(exit_of(code)) for code in expected} == expected
