"""A bundle out, a home back in, and what happens to bundles that are not whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import MadeVault, floor
from support.keyring import FakeKeyring
from unit.services.test_journal import write
from unit.services.test_session import bodies, raises


def at(home: Path, keyring: FakeKeyring | None = None) -> Services:
    """Services over another home."""
    return build(
        HomePaths(home), clock=FakeClock(), keyring=keyring or FakeKeyring(), calibrate=floor
    )


@pytest.fixture
def bundle(services: Services, tmp_path: Path) -> Path:
    """A bundle of a vault with three entries."""
    for text in ("One.", "Two.", "Three."):
        write(services, text)
    facts = services.backup.create(tmp_path / "mine.shb").result()
    assert (facts.entries, facts.path) == (3, tmp_path / "mine.shb")
    return facts.path


def test_a_bundle_fills_an_empty_home(bundle: Path, made_vault: MadeVault, tmp_path: Path) -> None:
    other = at(tmp_path / "other")
    restored = other.backup.restore(bundle, made_vault.recovery_code)
    assert (restored.home, restored.entries) == (tmp_path / "other", 3)
    other.session.unlock(made_vault.recovery_code)
    assert bodies(other) == ["Three.", "Two.", "One."]
    other.session.lock()


def test_beside_a_present_vault_a_bundle_becomes_a_home_of_its_own(
    services: Services, bundle: Path, made_vault: MadeVault, keyring: FakeKeyring
) -> None:
    write(services, "Written after the backup.")
    restored = services.backup.restore(bundle, made_vault.recovery_code)
    assert restored.home.parent == services.paths.restored
    assert len(bodies(services)) == 4
    beside = at(restored.home, keyring)
    beside.session.unlock(None)
    assert bodies(beside) == ["Three.", "Two.", "One."]
    beside.session.lock()


def test_a_restored_vault_has_a_device_of_its_own(
    services: Services, bundle: Path, made_vault: MadeVault
) -> None:
    def device(of: Services) -> object:
        return of.session.thread().read(lambda tx: tx.meta.get("device_id")).result()

    restored = services.backup.restore(bundle, made_vault.recovery_code)
    beside = at(restored.home)
    beside.session.unlock(made_vault.recovery_code)
    assert device(beside) != device(services)
    beside.session.lock()


def test_a_wrong_secret_restores_nothing(bundle: Path, tmp_path: Path) -> None:
    other = at(tmp_path / "other")
    with pytest.raises(HarborError):
        other.backup.restore(bundle, "S1AA-AAAA")
    assert not (tmp_path / "other").exists() or not list((tmp_path / "other").glob("vault*"))


def test_an_existing_file_is_not_written_over(services: Services, tmp_path: Path) -> None:
    target = tmp_path / "mine.shb"
    target.write_bytes(b"something else")
    with raises(ErrorCode.TARGET_EXISTS):
        services.backup.create(target)
    assert target.read_bytes() == b"something else"


@pytest.mark.parametrize("position", [0.1, 0.5, 0.9])
def test_a_flipped_bit_is_noticed(
    bundle: Path, made_vault: MadeVault, tmp_path: Path, position: float
) -> None:
    raw = bytearray(bundle.read_bytes())
    raw[int(len(raw) * position)] ^= 4
    bundle.write_bytes(raw)
    with pytest.raises(HarborError) as caught:
        at(tmp_path / "other").backup.restore(bundle, made_vault.recovery_code)
    assert caught.value.code in {ErrorCode.BUNDLE_DAMAGED, ErrorCode.BUNDLE_UNREADABLE}


@pytest.mark.parametrize("content", [b"", b"PK", b"not a bundle at all" * 100])
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes) -> None:
    odd = tmp_path / "odd.shb"
    odd.write_bytes(content)
    with raises(ErrorCode.BUNDLE_UNREADABLE):
        at(tmp_path / "other").backup.restore(odd, "whatever it is")


def test_a_manifest_that_was_changed_is_refused(
    bundle: Path, made_vault: MadeVault, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.shb"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(forged, "w") as new:
        for info in old.infolist():
            raw = old.read(info)
            if info.filename == "manifest.json":
                raw = raw.replace(b'"entries":3', b'"entries":9')
            new.writestr(info.filename, raw)
    with raises(ErrorCode.BUNDLE_DAMAGED):
        at(tmp_path / "other").backup.restore(forged, made_vault.recovery_code)


def test_saves_pass_while_a_backup_runs(services: Services, tmp_path: Path) -> None:
    for number in range(30):
        write(services, f"Entry {number} " + "with many words " * 500)
    backup = services.backup.create(tmp_path / "mine.shb")
    snapshot = services.journal.snapshot(EntryContent(body="Written meanwhile."))
    services.journal.save(snapshot).result()
    assert backup.result().entries in {30, 31}


def test_a_lock_ends_a_backup_and_leaves_no_half_file(services: Services, tmp_path: Path) -> None:
    write(services, "One.")
    folder = tmp_path / "backups"
    folder.mkdir()
    backup = services.backup.create(folder / "mine.shb")
    services.session.lock()
    assert backup.done() or backup.cancelled() or backup.exception(10) is not None
    assert {p.name for p in folder.iterdir()} <= {"mine.shb"}
