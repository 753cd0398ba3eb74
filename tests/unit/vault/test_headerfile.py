"""The header's two files: whichever is whole is read, and a change is whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.vault import methods, opening
from safeharbor.vault.header import MAX_BYTES, Header, encode_header
from safeharbor.vault.headerfile import (
    HeaderSource,
    create_header,
    damaged_copy,
    load_header,
    open_loaded,
    repair_headers,
    store_header,
)
from safeharbor.vault.keys import VaultKey
from safeharbor.vault.methods import NewVault
from support.keyring import FakeKeyring
from unit.vault.samples import PASSPHRASE, TODAY


@pytest.fixture
def stored(simple: NewVault, paths: HomePaths) -> NewVault:
    """A vault whose header is on the disk."""
    create_header(paths, simple.header, simple.key)
    return simple


def load_code(paths: HomePaths) -> ErrorCode | None:
    """The code loading ends with, None when it works."""
    try:
        load_header(paths)
    except HarborError as error:
        return error.code
    return None


def both_files(paths: HomePaths) -> tuple[bytes, bytes]:
    """The bytes of the two files."""
    return paths.header.read_bytes(), paths.header_backup.read_bytes()


def files(paths: HomePaths) -> set[str]:
    """Every name in the home."""
    return {path.name for path in paths.root.iterdir()}


def as_sequel(vault: NewVault, number: int) -> Header:
    """The header of ``vault`` after some writing, with the same slots."""
    return replace(vault.header, seq_hint=number)


def test_a_new_header_is_in_both_files(stored: NewVault, paths: HomePaths) -> None:
    main, backup = both_files(paths)
    assert main == backup == encode_header(stored.header, stored.key)
    loaded = load_header(paths)
    assert (loaded.header, loaded.raw, loaded.source) == (stored.header, main, HeaderSource.MAIN)
    assert not loaded.main_damaged
    assert loaded.other is None
    assert {path.stat().st_mode & 0o777 for path in (paths.header, paths.header_backup)} == {0o600}


def test_an_empty_or_absent_home_has_no_vault(paths: HomePaths) -> None:
    assert load_code(paths) is ErrorCode.NO_VAULT
    assert load_code(HomePaths(paths.root / "absent")) is ErrorCode.NO_VAULT
    (paths.root / "vault-0.db").touch()  # no database of ours has this name
    assert load_code(paths) is ErrorCode.NO_VAULT


def test_a_database_without_a_header_is_not_a_new_vault(paths: HomePaths) -> None:
    (paths.root / "vault-2.db").touch()
    assert load_code(paths) is ErrorCode.HEADER_MISSING


@pytest.mark.parametrize("damage", [None, b"", b"x", b"\0" * 900, b"x" * (MAX_BYTES + 1)])
def test_the_second_copy_stands_in_for_a_damaged_first(
    stored: NewVault, paths: HomePaths, damage: bytes | None
) -> None:
    if damage is None:
        paths.header.unlink()
    else:
        paths.header.write_bytes(damage)
    loaded = load_header(paths)
    assert (loaded.header, loaded.source) == (stored.header, HeaderSource.BACKUP)
    assert loaded.main_damaged


@pytest.mark.parametrize("main", [None, b"", b"x"])
@pytest.mark.parametrize("backup", [None, b"", b"x"])
def test_two_damaged_files_are_damage_and_stay_as_they_are(
    paths: HomePaths, main: bytes | None, backup: bytes | None
) -> None:
    for path, damage in ((paths.header, main), (paths.header_backup, backup)):
        if damage is not None:
            path.write_bytes(damage)
    before = {path.name: path.read_bytes() for path in paths.root.iterdir()}
    expected = ErrorCode.HEADER_DAMAGED if before else ErrorCode.NO_VAULT
    assert load_code(paths) is expected
    assert {path.name: path.read_bytes() for path in paths.root.iterdir()} == before


def test_a_newer_header_is_not_passed_over_for_an_older_copy(
    stored: NewVault, paths: HomePaths
) -> None:
    from safeharbor.vault.canonical import canonical

    paths.header.write_bytes(canonical({"magic": "SHV", "fmt": 3, "min_reader": 3}))
    before = both_files(paths)
    assert load_code(paths) is ErrorCode.VAULT_TOO_NEW
    with pytest.raises(HarborError) as caught:
        store_header(paths, stored.header, stored.key)
    assert caught.value.code is ErrorCode.VAULT_TOO_NEW
    assert both_files(paths) == before


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
@pytest.mark.parametrize("kind", ["link", "dangling", "fifo", "folder", "hard link"])
@pytest.mark.parametrize("name", ["header", "header_backup"])
def test_something_odd_in_a_files_place_is_refused(
    stored: NewVault, paths: HomePaths, kind: str, name: str, tmp_path: Path
) -> None:
    place: Path = getattr(paths, name)
    raw = place.read_bytes()
    place.unlink()
    aside = tmp_path / "aside"
    aside.write_bytes(raw)
    put: dict[str, Callable[[], object]] = {
        "link": lambda: place.symlink_to(aside),
        "dangling": lambda: place.symlink_to(tmp_path / "nowhere"),
        "fifo": lambda: os.mkfifo(place),
        "folder": place.mkdir,
        "hard link": lambda: place.hardlink_to(aside),
    }
    put[kind]()
    # A sound first copy opens whatever stands beside it, but nothing is written over that.
    expected = ErrorCode.NOT_A_PLAIN_FILE if name == "header" else None
    assert load_code(paths) is expected
    with pytest.raises(HarborError) as caught:
        store_header(paths, as_sequel(stored, 5), stored.key)
    assert caught.value.code is ErrorCode.NOT_A_PLAIN_FILE
    assert aside.read_bytes() == raw
    assert not (tmp_path / "nowhere").exists()


def test_a_header_is_never_created_over_anything(stored: NewVault, paths: HomePaths) -> None:
    for missing in (paths.header, paths.header_backup):
        before = missing.read_bytes()
        missing.unlink()
        with pytest.raises(HarborError) as caught:
            create_header(paths, stored.header, stored.key)
        assert caught.value.code is ErrorCode.VAULT_EXISTS
        missing.write_bytes(before)


def test_a_header_that_could_not_be_created_leaves_nothing(
    simple: NewVault, paths: HomePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fs.write_new

    def full(path: Path, data: bytes) -> None:
        if path == paths.header:
            raise HarborError(ErrorCode.DISK_FULL, file=path.name)
        real(path, data)

    monkeypatch.setattr(fs, "write_new", full)
    with pytest.raises(HarborError) as caught:
        create_header(paths, simple.header, simple.key)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert files(paths) == set()


def test_the_second_copy_is_one_save_behind(stored: NewVault, paths: HomePaths) -> None:
    first = paths.header.read_bytes()
    written = store_header(paths, as_sequel(stored, 412), stored.key)
    assert written.seq_hint == 412
    assert load_header(paths).header == written
    assert paths.header_backup.read_bytes() == first
    second = paths.header.read_bytes()
    store_header(paths, as_sequel(stored, 413), stored.key)
    assert paths.header_backup.read_bytes() == second
    assert files(paths) == {"vault.hdr", "vault.hdr.bak"}


def test_a_removed_slot_is_in_neither_file(stored: NewVault, paths: HomePaths) -> None:
    """Without being asked: a change of slots is seen. Nor is it left in an unfinished file."""
    leftover = paths.root / ".vault.hdr.0011aabb.tmp"
    leftover.write_bytes(paths.header.read_bytes())
    damaged_copy(paths).write_bytes(paths.header.read_bytes())
    old = stored.header.slots_of(SlotType.RECOVERY)[0]
    header, _ = methods.renew_recovery(stored.header, stored.key, TODAY)
    store_header(paths, header, stored.key)
    for path in paths.root.iterdir():
        raw = path.read_bytes()
        for part in (old.id, old.sealed, old.commit, old.nonce):
            assert part.hex().encode() not in raw
            assert part not in raw
    assert files(paths) == {"vault.hdr", "vault.hdr.bak"}


def test_an_added_slot_is_in_both_files(
    stored: NewVault, paths: HomePaths, keyring: FakeKeyring
) -> None:
    """A code that was shown must not be lost with the first copy."""
    header, _ = methods.add_recovery(stored.header, stored.key, TODAY)
    store_header(paths, header, stored.key)
    main, backup = both_files(paths)
    assert main == backup


def test_both_files_are_written_where_it_is_asked_for(stored: NewVault, paths: HomePaths) -> None:
    store_header(paths, as_sequel(stored, 7), stored.key, both=True)
    main, backup = both_files(paths)
    assert main == backup


class FailingDisk:
    """Stands for ``fs.replace_atomic``: full from the ``fails_at``-th replacement on."""

    def __init__(self, fails_at: int, lasts: int = 1) -> None:
        self.left = fails_at
        self.lasts = lasts
        self.real = fs.replace_atomic

    def __call__(self, path: Path, data: bytes, **kwargs: object) -> None:
        self.left -= 1
        if -self.lasts < self.left + 1 <= 0:
            raise HarborError(ErrorCode.DISK_FULL, file=path.name)
        self.real(path, data, **kwargs)  # type: ignore[arg-type]  # passed on as they came


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_a_failed_change_leaves_the_header_that_was_in_force(
    stored: NewVault, paths: HomePaths, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    store_header(paths, as_sequel(stored, 9), stored.key)  # the copies differ now
    before = paths.header.read_bytes()
    header, code = methods.renew_recovery(as_sequel(stored, 10), stored.key, TODAY)
    monkeypatch.setattr(fs, "replace_atomic", FailingDisk(fails_at))
    with pytest.raises(HarborError) as caught:
        store_header(paths, header, stored.key)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert paths.header.read_bytes() == before
    loaded = load_header(paths)
    assert opening.open_with_recovery(loaded.header, str(stored.recovery)).by is SlotType.RECOVERY
    with pytest.raises(HarborError):
        opening.open_with_recovery(loaded.header, str(code))


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_kill_during_a_change_leaves_the_old_way_in_or_the_new(
    stored: NewVault, paths: HomePaths, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    store_header(paths, as_sequel(stored, 9), stored.key)
    header, code = methods.renew_recovery(as_sequel(stored, 10), stored.key, TODAY)
    real, left = fs.replace_atomic, [after]

    def killing(path: Path, data: bytes, **kwargs: object) -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        real(path, data, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    with monkeypatch.context() as patch, contextlib.suppress(Killed):
        patch.setattr(fs, "replace_atomic", killing)
        store_header(paths, header, stored.key)
    ways: list[str] = []
    for secret in (str(stored.recovery), str(code)):
        attempt = functools.partial(opening.open_with_recovery, text=secret)
        with contextlib.suppress(HarborError):
            opened_header, opened = open_loaded(load_header(paths), attempt)
            ways.append(secret)
            repair_headers(paths, opened_header, opened.key)
    assert ways == [str(stored.recovery) if after < 2 else str(code)]
    main, backup = (raw.split(b'"slots":')[1].split(b"]")[0] for raw in both_files(paths))
    assert main == backup


def test_a_header_that_may_not_be_written_is_not(stored: NewVault, paths: HomePaths) -> None:
    before = both_files(paths)
    for header in (
        replace(stored.header, fmt=2),
        replace(stored.header, unknown={"!chain": 1}),
    ):
        with pytest.raises(HarborError) as caught:
            store_header(paths, header, stored.key)
        assert caught.value.code is ErrorCode.VAULT_READ_ONLY
        assert not repair_headers(paths, header, stored.key)
    assert both_files(paths) == before


def test_a_read_only_header_on_the_disk_is_not_replaced(stored: NewVault, paths: HomePaths) -> None:
    """Another computer has put a newer header there since this one was loaded."""
    import hmac

    from safeharbor.vault.canonical import canonical
    from safeharbor.vault.header import header_tree

    tree = header_tree(replace(stored.header, unknown={"!chain": 1}))
    mac = hmac.digest(stored.key.header_key(), canonical(tree), "sha256").hex()
    paths.header.write_bytes(canonical({**tree, "mac": mac}))
    before = both_files(paths)
    with pytest.raises(HarborError) as caught:
        store_header(paths, as_sequel(stored, 5), stored.key)
    assert caught.value.code is ErrorCode.VAULT_READ_ONLY
    assert both_files(paths) == before


def flipped(raw: bytes, old: bytes, new: bytes) -> bytes:
    """``raw`` with one value changed, still canonical and within every bound."""
    assert raw.count(old) == 1
    return raw.replace(old, new)


def test_damage_that_only_the_mac_shows_is_repaired_from_the_second_copy(
    stored: NewVault, paths: HomePaths, keyring: FakeKeyring
) -> None:
    good = paths.header.read_bytes()
    damaged = flipped(good, b'"file":"vault-1.db"', b'"file":"vault-3.db"')
    paths.header.write_bytes(damaged)
    loaded = load_header(paths)
    assert loaded.source is HeaderSource.MAIN
    header, opened = open_loaded(loaded, lambda header: opening.open_with_keyring(header, keyring))
    assert header.database.file == "vault-1.db"
    assert repair_headers(paths, header, opened.key)
    assert both_files(paths) == (good, good)
    assert damaged_copy(paths).read_bytes() == damaged  # nothing damaged is thrown away
    assert not repair_headers(paths, header, opened.key)


def test_without_a_second_copy_such_damage_is_said(
    stored: NewVault, paths: HomePaths, keyring: FakeKeyring
) -> None:
    good = paths.header.read_bytes()
    paths.header.write_bytes(flipped(good, b'"seq_hint":0', b'"seq_hint":1'))
    paths.header_backup.unlink()
    with pytest.raises(HarborError) as caught:
        open_loaded(load_header(paths), lambda h: opening.open_with_keyring(h, keyring))
    assert caught.value.code is ErrorCode.HEADER_DAMAGED


def test_the_second_copy_never_lets_a_removed_secret_in(stored: NewVault, paths: HomePaths) -> None:
    """A kill between the two files leaves the old slot in the copy; it opens nothing."""
    old_raw = paths.header.read_bytes()
    header, code = methods.renew_recovery(stored.header, stored.key, TODAY)
    store_header(paths, header, stored.key)
    paths.header_backup.write_bytes(old_raw)
    loaded = load_header(paths)
    assert loaded.other is not None
    with pytest.raises(HarborError) as caught:
        open_loaded(loaded, lambda h: opening.open_with_recovery(h, str(stored.recovery)))
    assert caught.value.code is ErrorCode.WRONG_RECOVERY_CODE
    opened_header, opened = open_loaded(loaded, lambda h: opening.open_with_recovery(h, str(code)))
    assert repair_headers(paths, opened_header, opened.key)
    main, backup = both_files(paths)
    assert main == backup != old_raw


@pytest.mark.parametrize("damage", [None, b"", b"x" * 100])
def test_a_damaged_second_copy_is_made_again(
    stored: NewVault, paths: HomePaths, damage: bytes | None
) -> None:
    if damage is None:
        paths.header_backup.unlink()
    else:
        paths.header_backup.write_bytes(damage)
    assert repair_headers(paths, load_header(paths).header, stored.key)
    main, backup = both_files(paths)
    assert main == backup


@pytest.mark.parametrize("damage", [None, b"", b"x" * 100, b"x" * (MAX_BYTES + 1)])
def test_a_damaged_first_copy_is_made_again_and_kept(
    stored: NewVault, paths: HomePaths, damage: bytes | None
) -> None:
    good = paths.header.read_bytes()
    if damage is None:
        paths.header.unlink()
    else:
        paths.header.write_bytes(damage)
    assert repair_headers(paths, load_header(paths).header, stored.key)
    assert both_files(paths) == (good, good)
    if damage is not None:
        assert damaged_copy(paths).read_bytes() == damage


def test_storing_over_a_damaged_header_keeps_it_too(stored: NewVault, paths: HomePaths) -> None:
    paths.header.write_bytes(b"damaged")
    store_header(paths, as_sequel(stored, 3), stored.key)
    assert load_header(paths).header.seq_hint == 3
    assert damaged_copy(paths).read_bytes() == b"damaged"
    main, backup = both_files(paths)
    assert main == backup


@pytest.mark.parametrize(
    "code", [ErrorCode.KEYRING_LOCKED, ErrorCode.KEYRING_TIMEOUT, ErrorCode.KEYRING_UNAVAILABLE]
)
def test_nobody_is_asked_twice_to_unlock_the_keyring(
    stored: NewVault, paths: HomePaths, code: ErrorCode
) -> None:
    good = paths.header.read_bytes()
    salt = stored.header.slots[0].commit.hex().encode()
    paths.header.write_bytes(flipped(good, salt, bytes(reversed(salt))))
    tried: list[Header] = []

    def attempt(header: Header) -> VaultKey:
        tried.append(header)
        raise HarborError(code)

    with pytest.raises(HarborError) as caught:
        open_loaded(load_header(paths), attempt)
    assert caught.value.code is code
    assert len(tried) == 1


def test_a_damaged_salt_is_looked_up_in_the_second_copy(
    private: NewVault, paths: HomePaths
) -> None:
    """It makes the right passphrase look wrong; the copies contradict each other, so both count."""
    create_header(paths, private.header, private.key)
    good = paths.header.read_bytes()
    salt = private.header.slots_of(SlotType.PASSPHRASE)[0].kdf.salt.hex().encode()
    paths.header.write_bytes(flipped(good, salt, bytes(reversed(salt))))
    header, opened = open_loaded(
        load_header(paths),
        lambda h: opening.open_with_passphrase(h, PASSPHRASE, FakeKeyring()),
    )
    assert header == private.header
    assert opened.key.raw == private.key.raw


def test_two_damaged_copies_say_what_is_wrong_with_the_first(
    stored: NewVault, paths: HomePaths, keyring: FakeKeyring
) -> None:
    good = paths.header.read_bytes()
    sealed = stored.header.slots[0].sealed.hex().encode()
    paths.header.write_bytes(flipped(good, sealed, b"00" * 48))
    paths.header_backup.write_bytes(flipped(good, b'"seq_hint":0', b'"seq_hint":1'))
    before = both_files(paths)
    with pytest.raises(HarborError) as caught:
        open_loaded(load_header(paths), lambda h: opening.open_with_keyring(h, keyring))
    assert caught.value.code is ErrorCode.SLOT_DAMAGED
    assert caught.value.facts == {"method": "keyring"}
    assert both_files(paths) == before


def test_a_wrong_secret_is_not_tried_twice(stored: NewVault, paths: HomePaths) -> None:
    """The copies differ by a number alone; a second derivation would be for nothing."""
    store_header(paths, as_sequel(stored, 8), stored.key)
    loaded = load_header(paths)
    assert loaded.other is not None
    tried: list[Header] = []

    def attempt(header: Header) -> VaultKey:
        tried.append(header)
        raise HarborError(ErrorCode.WRONG_PASSPHRASE)

    with pytest.raises(HarborError):
        open_loaded(loaded, attempt)
    assert tried == [loaded.header]
