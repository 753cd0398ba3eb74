"""Copies: whole, checked, made while the journal is being written."""

from __future__ import annotations

import shutil
import stat
import threading
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage import copies
from safeharbor.storage.database import Cancelled, CopyFacts, Database, verify_copy
from support.store import KEY, SALT, VAULT_ID, add, edit, index_all, reopen


@pytest.fixture
def filled(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database of some hundred pages, copied in small steps."""
    monkeypatch.setattr(copies, "PAGES_A_STEP", 20)
    with database.transaction() as tx:
        for n in range(200):
            add(tx, f"entry {n} " * 300, minute=n)
        tx.entries.trash(tx.entries.page(limit=1)[0].id, 1)
    index_all(database)
    return database


def test_a_copy_is_whole_private_and_closed_well(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert filled.copy_to(target) == CopyFacts(199, 1, VAULT_ID)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert verify_copy(target, KEY, SALT) == CopyFacts(199, 1, VAULT_ID)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["copy.db"]
    copy = reopen(target)
    assert not copy.unclean
    with copy.transaction() as tx:
        assert tx.entries.count() == 199
    copy.close()


def test_saves_go_on_meanwhile_and_are_in_the_copy(filled: Database, tmp_path: Path) -> None:
    written: list[UUID] = []

    def between() -> None:
        with filled.transaction() as tx:
            if len(written) < 8:
                written.append(add(tx, f"meanwhile {len(written)}"))
            else:
                edit(tx, written[0], lambda c: replace(c, body=c.body + "."))

    target = tmp_path / "copy.db"
    filled.copy_to(target, between)
    assert len(written) == 8
    copy = reopen(target)
    with copy.transaction() as tx:
        assert tx.entries.get(written[0]) is not None
        assert tx.entries.count() >= 200
    copy.close()
    with filled.transaction() as tx:
        assert tx.entries.count() == 207


class LockedError(Exception):
    """What the vault thread raises in a long job when the vault is being locked."""


@pytest.mark.parametrize("steps", [0, 5, 10_000])
def test_a_lock_ends_the_copy_and_leaves_nothing(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    calls = 0
    verifying = threading.Event()

    def slow_check(*asked: object) -> CopyFacts:
        cancel = asked[-1]
        assert isinstance(cancel, threading.Event)
        verifying.set()
        # As the real one, it ends early only when it is told to.
        assert cancel.wait(20)
        raise Cancelled

    def between() -> None:
        nonlocal calls
        calls += 1
        if calls > steps or verifying.is_set():
            raise LockedError

    if steps == 10_000:
        monkeypatch.setattr(copies, "verify_copy", slow_check)
    with pytest.raises(LockedError):
        filled.copy_to(tmp_path / "copy.db", between)
    assert not [p for p in tmp_path.iterdir() if p.is_file()]
    with filled.transaction() as tx:
        assert tx.entries.count() == 199


def test_a_copy_never_goes_over_a_file(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"mine")
    with pytest.raises(HarborError) as caught:
        filled.copy_to(target)
    assert caught.value.code is ErrorCode.TARGET_EXISTS
    assert target.read_bytes() == b"mine"


def test_a_folder_that_is_not_there(filled: Database, tmp_path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        filled.copy_to(tmp_path / "nowhere" / "copy.db")
    assert caught.value.code is ErrorCode.WRITE_FAILED


def test_a_damaged_database_makes_no_copy(filled: Database, path: Path, tmp_path: Path) -> None:
    """Good backups are never pushed out by a copy of what is broken."""
    filled.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    database = reopen(path)
    with pytest.raises(HarborError) as caught:
        database.copy_to(tmp_path / "copy.db")
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED
    assert not (tmp_path / "copy.db").exists()
    database.close()


def test_a_closed_database_makes_no_copy(filled: Database, tmp_path: Path) -> None:
    filled.close()
    with pytest.raises(HarborError):
        filled.copy_to(tmp_path / "copy.db")


def test_every_page_of_a_copy_is_checked(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    filled.copy_to(target)
    whole = target.read_bytes()
    for page in range(len(whole) // 4096):
        if page % 7 and page > 3:
            continue
        damaged = bytearray(whole)
        damaged[page * 4096 + 2000] ^= 1
        target.write_bytes(damaged)
        with pytest.raises(HarborError) as caught:
            verify_copy(target, KEY, SALT)
        assert caught.value.code is ErrorCode.DATABASE_DAMAGED
        assert target.read_bytes() == damaged


@pytest.mark.parametrize("lost", [1, 4096, 40_000])
def test_a_copy_that_was_cut_is_damage(filled: Database, tmp_path: Path, lost: int) -> None:
    target = tmp_path / "copy.db"
    filled.copy_to(target)
    target.write_bytes(target.read_bytes()[:-lost])
    with pytest.raises(HarborError) as caught:
        verify_copy(target, KEY, SALT)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


def test_a_check_can_be_stopped(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    filled.copy_to(target)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        verify_copy(target, KEY, SALT, cancel)


def test_another_key_or_an_empty_file(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    filled.copy_to(target)
    with pytest.raises(HarborError) as caught:
        verify_copy(target, bytes(32), SALT)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED
    target.write_bytes(b"")
    with pytest.raises(HarborError) as caught:
        verify_copy(target, KEY, SALT)
    assert caught.value.code is ErrorCode.DATABASE_EMPTY
    target.unlink()
    with pytest.raises(HarborError) as caught:
        verify_copy(target, KEY, SALT)
    assert caught.value.code is ErrorCode.DATABASE_MISSING


def test_the_main_file_copied_between_commits_is_whole(filled: Database, path: Path) -> None:
    """What a sync or backup program sees while nobody writes."""
    with filled.transaction() as tx:
        add(tx, "last")
    seen = path.with_name("seen.db")
    shutil.copyfile(path, seen)
    assert verify_copy(seen, KEY, SALT).entries == 200
