"""Making and opening: separate paths, and nothing is ever replaced."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage import engine
from safeharbor.storage.database import Database, verify_copy
from support.store import KEY, SALT, VAULT_ID, add, make, raw, reopen


def refused(path: Path, *, read_only: bool = False) -> ErrorCode:
    """The code with which opening ``path`` is refused."""
    with pytest.raises(HarborError) as caught:
        reopen(path, read_only=read_only)
    return caught.value.code


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_database_is_private_and_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "vault-1.db"
    old = os.umask(0)
    try:
        make(path).close()
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes()[:16] == SALT
    assert b"entry" not in path.read_bytes()


def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    database = reopen(path)
    with database.transaction() as tx:
        entry_id = add(tx, "a line", title="first", tags=["one", "two"])
    database.close()

    database = reopen(path)
    with database.transaction() as tx:
        entry = tx.entries.get(entry_id)
        assert tx.meta.get("vault_id") == VAULT_ID
    database.close()
    assert entry is not None
    assert (entry.content.title, entry.content.body) == ("first", "a line")
    assert entry.content.tags == ("one", "two")


def test_making_never_writes_over_a_file(path: Path) -> None:
    before = digest(path)
    with pytest.raises(HarborError) as caught:
        make(path)
    assert caught.value.code is ErrorCode.TARGET_EXISTS
    assert digest(path) == before


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
def test_making_beside_an_old_journal_is_refused(tmp_path: Path, suffix: str) -> None:
    odd = tmp_path / f"vault-1.db{suffix}"
    odd.write_bytes(b"left over")
    with pytest.raises(HarborError) as caught:
        make(tmp_path / "vault-1.db")
    assert caught.value.code is ErrorCode.JOURNAL_PLANTED
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [odd.name]


def test_making_does_not_follow_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "vault-1.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(HarborError) as caught:
        make(tmp_path / "vault-1.db")
    assert caught.value.code is ErrorCode.TARGET_EXISTS
    assert not (tmp_path / "elsewhere").exists()


def test_a_failed_making_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr("safeharbor.storage.database.build", fail)
    with pytest.raises(HarborError):
        make(tmp_path / "vault-1.db")
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []


@pytest.mark.parametrize("size", [0, 1, 4095])
def test_an_empty_file_is_damage_and_stays(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    assert refused(path) is ErrorCode.DATABASE_EMPTY
    assert path.stat().st_size == size


def test_a_missing_file_is_not_made(path: Path) -> None:
    path.unlink()
    assert refused(path) is ErrorCode.DATABASE_MISSING
    assert not path.exists()


@pytest.mark.parametrize("filled", [b"\0", b"\xff", b"noise and more noise"])
def test_a_file_of_something_else_is_damage(path: Path, filled: bytes) -> None:
    path.write_bytes((filled * 40960)[:40960])
    before = digest(path)
    assert refused(path) in {ErrorCode.DATABASE_DAMAGED, ErrorCode.DATABASE_EMPTY}
    assert digest(path) == before


def test_an_encrypted_database_without_tables_is_said_to_be_empty(path: Path) -> None:
    path.unlink()
    path.touch(0o600)
    connection = raw(path)
    connection.execute("CREATE TABLE gone (a)")
    connection.execute("DROP TABLE gone")
    connection.close()
    assert refused(path) is ErrorCode.DATABASE_EMPTY


def test_a_plain_database_is_refused(path: Path) -> None:
    """What a mistyped key pragma makes: SQLCipher then writes everything in the clear."""
    path.unlink()
    connection = sqlcipher.connect(path)
    connection.execute("PRAGMA keyy = 'typo'")
    connection.execute("CREATE TABLE entry (a)")
    connection.close()
    path.chmod(0o600)
    assert refused(path) is ErrorCode.DATABASE_PLAIN


def test_another_key_is_told_as_damage_since_the_header_proved_the_key(path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        Database.open(path, bytes(32), SALT)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


def test_a_flipped_salt_in_the_file_is_read_past(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3] ^= 0x10
    path.write_bytes(content)
    reopen(path).close()


@pytest.mark.parametrize(("key", "salt"), [(KEY[:31], SALT), (KEY, SALT[:15]), (b"", b"")])
def test_a_short_key_never_becomes_a_passphrase(path: Path, key: bytes, salt: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Database.open(path, key, salt)


@pytest.mark.parametrize("kind", ["link", "hard link", "fifo", "folder", "zero"])
def test_something_odd_in_the_place_of_the_file_is_refused(path: Path, kind: str) -> None:
    aside = path.with_name("aside")
    path.rename(aside)
    if kind == "link":
        path.symlink_to(aside)
    elif kind == "hard link":
        os.link(aside, path)
    elif kind == "fifo":
        os.mkfifo(path, 0o600)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero")
    assert refused(path) is ErrorCode.NOT_A_PLAIN_FILE


def test_an_old_sqlite_is_refused() -> None:
    engine.check_library()
    with pytest.raises(HarborError) as caught:
        engine.check_library((3, 51, 2))
    assert caught.value.code is ErrorCode.SQLITE_TOO_OLD
    assert engine.library_versions()["sqlcipher"]


def test_an_ordinary_end_and_a_sudden_one_are_told_apart(path: Path) -> None:
    database = reopen(path)
    assert not database.unclean
    with database.transaction() as tx:
        add(tx, "x")
    left = path.with_name("left.db")
    shutil.copyfile(path, left)  # what a kill leaves behind
    database.close()
    left.chmod(0o600)

    for found, unclean, checked in (
        (path, False, False),
        (left, True, False),
        (left, True, True),
        (left, False, False),
    ):
        database = reopen(found)
        assert database.unclean is unclean
        if checked:
            assert database.is_sound(threading.Event())
        database.close()


def test_closing_twice_is_fine_and_leaves_no_hot_journal(database: Database, path: Path) -> None:
    database.close()
    database.close()
    journal = path.with_name("vault-1.db-journal")
    assert not journal.exists() or journal.stat().st_size == 0


def test_odd_names_of_folders(tmp_path: Path) -> None:
    folder = tmp_path / "a b%20?mode=memory#ü"
    folder.mkdir()
    path = folder / "vault-1.db"
    make(path).close()
    reopen(path).close()
    assert path.stat().st_size > 4096


OPENER = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
from safeharbor.domain.errors import HarborError
from safeharbor.storage.database import Database
try:
    Database.open(Path({path!r}), bytes.fromhex({key!r}), bytes.fromhex({salt!r})).close()
    print("opened")
except HarborError as error:
    print(error.code.value)
"""


def other_process(path: Path) -> str:
    """What another process gets that opens ``path`` with the right key."""
    code = OPENER.format(paths=sys.path, path=str(path), key=KEY.hex(), salt=SALT.hex())
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout.strip()


def test_another_process_is_refused_from_the_moment_of_opening(path: Path) -> None:
    database = reopen(path)
    assert other_process(path) == "SH-VT-11"
    database.close()
    assert other_process(path) == "opened"


def test_another_program_cannot_read_or_write_meanwhile(database: Database, path: Path) -> None:
    code = (
        "import sqlcipher3.dbapi2 as s\n"
        f"c = s.connect({str(path)!r}, timeout=0.1)\n"
        f"c.execute('PRAGMA key = \"x\\'{KEY.hex()}{SALT.hex()}\\'\"')\n"
        "try:\n    c.execute('SELECT count(*) FROM entry').fetchall()\n"
        "except s.OperationalError as e:\n    print(e)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "database is locked" in done.stdout


def test_the_same_process_cannot_open_it_twice(database: Database, path: Path) -> None:
    """On POSIX the second closing would drop the locks of the first."""
    assert refused(path) is ErrorCode.VAULT_HELD
    with pytest.raises(HarborError) as caught:
        verify_copy(path, KEY, SALT)
    assert caught.value.code is ErrorCode.VAULT_HELD
    assert other_process(path) == "SH-VT-11"


def test_after_a_refusal_it_can_be_opened(path: Path) -> None:
    odd = path.with_name("vault-1.db-wal")
    odd.touch()
    assert refused(path) is ErrorCode.JOURNAL_PLANTED
    odd.unlink()
    reopen(path).close()


def test_reading_only_writes_nothing(path: Path) -> None:
    database = reopen(path)
    with database.transaction() as tx:
        add(tx, "kept")
    database.close()
    before = digest(path)

    database = reopen(path, read_only=True)
    assert database.read_only
    with database.transaction() as tx:
        assert tx.entries.count() == 1
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        add(tx, "refused")
    assert caught.value.code is ErrorCode.VAULT_READ_ONLY
    assert other_process(path) == "SH-VT-11"
    database.close()
    assert digest(path) == before


def test_a_newer_schema_that_allows_it_is_read_and_not_written(path: Path) -> None:
    make_newer(path, min_reader=1)
    before = digest(path)
    database = reopen(path)
    assert database.read_only
    with database.transaction() as tx:
        assert tx.entries.count() == 0
    database.close()
    assert digest(path) == before


def test_a_newer_schema_that_does_not_is_refused(path: Path) -> None:
    make_newer(path, min_reader=7)
    assert refused(path) is ErrorCode.DATABASE_TOO_NEW


def test_a_database_without_a_version_is_damage(path: Path) -> None:
    connection = raw(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    assert refused(path) is ErrorCode.DATABASE_DAMAGED


def make_newer(path: Path, min_reader: int) -> None:
    connection = raw(path)
    connection.execute("PRAGMA user_version = 9")
    connection.execute("UPDATE meta SET value = ? WHERE key = 'min_reader'", (min_reader,))
    connection.close()


def test_a_session_that_only_reads_changes_no_byte(path: Path) -> None:
    before = path.read_bytes()
    database = reopen(path)
    with database.transaction() as tx:
        assert tx.entries.page() == []
        tx.revisions.close_open(None)
        tx.index.flush(10)
    database.close()
    assert path.read_bytes() == before


def test_a_transaction_that_is_undone_marks_nothing(path: Path) -> None:
    before = path.read_bytes()
    database = reopen(path)
    with contextlib.suppress(ZeroDivisionError), database.transaction() as tx:
        add(tx, "x")
        raise ZeroDivisionError
    database.close()
    assert path.read_bytes() == before
