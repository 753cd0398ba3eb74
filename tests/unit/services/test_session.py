"""Making, locking and opening a vault, on good days and bad ones."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.services.envelope import NoteKind
from safeharbor.services.journal import PageRequest
from safeharbor.services.session import Kept, SessionState
from safeharbor.storage.failure import Cancelled
from safeharbor.storage.transaction import Transaction
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import MadeVault, floor
from support.keyring import FakeKeyring, KeyringMode

pytestmark = pytest.mark.usefixtures("own_world")


def raises(code: ErrorCode) -> pytest.RaisesExc[HarborError]:
    """Expect a HarborError of one code."""
    return pytest.RaisesExc(HarborError, check=lambda error: error.code is code)


def second(services: Services, keyring: FakeKeyring) -> Services:
    """Another program over the same home."""
    return build(services.paths, clock=FakeClock(), keyring=keyring, calibrate=floor)


def state_of(services: Services) -> SessionState:
    """Asked anew each time."""
    return services.session.state


def bodies(services: Services) -> list[str]:
    """All texts, newest first."""
    rows = services.journal.page(PageRequest()).result()
    return [services.journal.get(row.id).result().content.body for row in rows]


def test_a_home_goes_from_nothing_to_unlocked_to_locked(own_world: Path, clock: FakeClock) -> None:
    services = build(HomePaths(own_world), clock=clock, keyring=FakeKeyring(), calibrate=floor)
    assert state_of(services) is SessionState.NO_VAULT
    created = services.session.create(Policy.PRIVATE, "seven grey geese")
    assert state_of(services) is SessionState.UNLOCKED
    assert services.session.policy is Policy.PRIVATE
    services.session.lock()
    assert state_of(services) is SessionState.LOCKED
    assert services.session.unlock("seven grey geese").by is SlotType.PASSPHRASE
    services.session.lock()
    assert services.session.unlock(created.recovery_code).by is SlotType.RECOVERY
    services.session.lock()
    with raises(ErrorCode.WRONG_PASSPHRASE):
        services.session.unlock("seven grey gulls")
    assert state_of(services) is SessionState.LOCKED


def test_a_vault_is_never_made_over_another(locked: Services) -> None:
    before = locked.paths.header.read_bytes()
    with raises(ErrorCode.VAULT_EXISTS):
        locked.session.create(Policy.SIMPLE, None)
    assert locked.paths.header.read_bytes() == before


def test_a_failed_creation_leaves_an_empty_home(own_world: Path, clock: FakeClock) -> None:
    keyring = FakeKeyring(KeyringMode.UNAVAILABLE)
    services = build(HomePaths(own_world), clock=clock, keyring=keyring, calibrate=floor)
    with raises(ErrorCode.KEYRING_UNAVAILABLE):
        services.session.create(Policy.SIMPLE, None)
    assert state_of(services) is SessionState.NO_VAULT
    assert not list(own_world.glob("vault*.db"))


def test_where_nothing_can_be_written_no_secret_stays_in_the_keyring(
    own_world: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = FakeKeyring()
    services = build(HomePaths(own_world), clock=clock, keyring=keyring, calibrate=floor)

    def full(*_: object, **__: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr(fs, "replace_atomic", full)
    with raises(ErrorCode.DISK_FULL):
        services.session.create(Policy.SIMPLE, None)
    assert not any(keyring.lines.values())


def test_a_vault_that_was_made_shows_its_code_though_a_mark_cannot_be_taken_away(
    own_world: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = build(HomePaths(own_world), clock=clock, keyring=FakeKeyring(), calibrate=floor)

    def stuck(*_: object) -> None:
        raise HarborError(ErrorCode.WRITE_FAILED)

    with monkeypatch.context() as patch:
        patch.setattr(fs, "remove_file", stuck)
        assert services.session.create(Policy.SIMPLE, None).recovery_code
    services.session.lock()
    services.session.unlock(None)
    services.session.lock()
    assert not services.paths.unfinished.exists()


KILLED_WHILE_CREATING = """
import os, signal
from pathlib import Path
from safeharbor.domain.policy import Policy
from safeharbor.services import making
from safeharbor.system.paths import home_paths
from safeharbor.wiring import build
from support.keyring import FakeKeyring

making.create_header = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
build(home_paths(), keyring=FakeKeyring()).session.create(Policy.SIMPLE, None)
"""


def test_a_kill_while_a_vault_is_made_leaves_room_for_another(
    own_world: Path, clock: FakeClock
) -> None:
    """The database is there, the header is not yet; nothing of it is deleted."""
    path = os.pathsep.join(sys.path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_CREATING], env={**os.environ, "PYTHONPATH": path}
    )
    assert killed.returncode == -signal.SIGKILL
    assert (own_world / "vault-1.db").exists()
    services = build(HomePaths(own_world), clock=clock, keyring=FakeKeyring(), calibrate=floor)
    assert state_of(services) is SessionState.NO_VAULT
    services.session.create(Policy.SIMPLE, None)
    services.session.lock()
    assert state_of(services) is SessionState.LOCKED
    assert len(list(own_world.glob("unfinished-*/vault-1.db"))) == 1


def test_a_second_program_is_refused_from_the_moment_of_unlocking(
    services: Services, keyring: FakeKeyring
) -> None:
    other = second(services, keyring)
    with raises(ErrorCode.VAULT_HELD):
        other.session.unlock(None)
    services.session.lock()
    other.session.unlock(None)
    other.session.lock()


def test_locking_keeps_what_is_on_the_screen(services: Services) -> None:
    snapshot = services.journal.snapshot(EntryContent(body="Half a sen"))
    assert services.session.lock(snapshot).saved is Kept.VAULT
    services.session.unlock(None)
    assert bodies(services) == ["Half a sen"]


def test_a_lock_does_not_wait_for_a_hanging_save(services: Services) -> None:
    """The disk hangs: the text is sealed, the vault is locked, and nothing is lost."""
    release, running = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        running.set()
        release.wait(30)

    services.session.thread().write(hang)
    assert running.wait(10)
    thread = services.session.thread()
    snapshot = services.journal.snapshot(EntryContent(body="Half a sen"))
    assert services.session.lock(snapshot).saved is Kept.INBOX
    assert state_of(services) is SessionState.LOCKED
    assert services.inbox.pending() == 1
    with raises(ErrorCode.VAULT_HELD):
        services.session.unlock(None)
    release.set()
    assert thread.closed.wait(10)
    assert services.session.unlock(None).drained == 1
    assert bodies(services) == ["Half a sen"]
    assert services.inbox.pending() == 0


def test_a_lock_ends_a_running_search_and_passes_what_waits(services: Services) -> None:
    started = threading.Event()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def count(tx: Transaction) -> None:
        started.set()
        tx.meta._connection.exec_driver_sql(endless).fetchall()

    search = services.session.thread().read(count)
    waiting = services.journal.page(PageRequest())
    assert started.wait(10)
    services.session.lock()
    assert isinstance(search.exception(10), Cancelled)
    assert waiting.cancelled()


def test_after_a_session_that_did_not_end_well_the_database_is_checked(
    services: Services, keyring: FakeKeyring, tmp_path: Path
) -> None:
    """As after a kill: the files are taken as they are while the vault is open."""
    services.journal.save(services.journal.snapshot(EntryContent(body="One"))).result()
    for name in ("vault.hdr", "vault.hdr.bak", "preferences.json"):
        shutil.copy(services.paths.root / name, tmp_path / name)
    services.session.thread().long(
        lambda *_: shutil.copy(services.paths.database("vault-1.db"), tmp_path / "vault-1.db")
    ).result()
    left = build(HomePaths(tmp_path), clock=FakeClock(), keyring=keyring, calibrate=floor)
    sound = left.session.unlock(None).sound
    assert sound is not None
    assert sound.result(30) is True
    left.session.lock()
    assert left.session.unlock(None).sound is None
    left.session.lock()


def test_a_lock_is_never_refused_however_much_was_typed(services: Services) -> None:
    """Over 2 MiB goes into the inbox in parts and comes back as entries, not a letter lost."""
    text = "".join(f"{number} and on it goes\n" for number in range(250_000))
    snapshot = services.journal.snapshot(EntryContent(body=text))
    assert services.session.lock(snapshot).saved is Kept.INBOX
    assert state_of(services) is SessionState.LOCKED
    unlocked = services.session.unlock(None)
    assert unlocked.unreadable == ()
    assert len("".join(bodies(services))) == len(text)


def test_odd_characters_are_sealed_as_they_are_saved(locked: Services) -> None:
    locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="a\ud800b")))
    locked.session.unlock(None)
    assert bodies(locked) == ["a\ufffdb"]


def test_a_lock_ends_well_even_where_nothing_can_be_kept(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk hangs and is full: the caller is told, and the vault is locked all the same."""

    def full(*_: object, **__: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr("safeharbor.services.session.write_entry", full)
    monkeypatch.setattr("safeharbor.services.inbox.fs.replace_atomic", full)
    thread = services.session.thread()
    with raises(ErrorCode.DISK_FULL):
        services.session.lock(services.journal.snapshot(EntryContent(body="Half a sen")))
    assert thread.closed.wait(10)
    monkeypatch.undo()
    services.session.unlock(None)


def test_a_lock_that_overtakes_a_save_keeps_the_newest_words_in_front(
    services: Services,
) -> None:
    """The answer to the first autosave is still on its way when the vault is locked."""
    first = services.journal.snapshot(EntryContent(body="Half"))
    services.journal.save(first)
    services.session.lock(replace(first, content=EntryContent(body="Half a sentence.")))
    services.session.unlock(None)
    assert bodies(services) == ["Half a sentence."]


def test_a_lock_does_not_wait_for_an_unlock(locked: Services, keyring: FakeKeyring) -> None:
    """The keyring is slow: the lock wins, and the unlock says that it gave up."""
    asked, answer = threading.Event(), threading.Event()
    lines = keyring.get

    def slowly(account: str) -> list[str]:
        asked.set()
        answer.wait(30)
        return lines(account)

    keyring.get = slowly  # type: ignore[method-assign]  # a double
    errors: list[BaseException] = []

    def unlock() -> None:
        try:
            locked.session.unlock(None)
        except HarborError as error:
            errors.append(error)

    unlocking = threading.Thread(target=unlock)
    unlocking.start()
    assert asked.wait(10)
    locked.session.lock()
    answer.set()
    unlocking.join(20)
    assert [error.code for error in errors if isinstance(error, HarborError)] == [
        ErrorCode.SECRET_NEEDED
    ]
    assert state_of(locked) is SessionState.LOCKED


def test_two_drafts_of_one_entry_come_in_one_after_the_other(
    locked: Services, clock: FakeClock
) -> None:
    first = locked.journal.snapshot(EntryContent(body="First."))
    later = replace(first, content=EntryContent(body="First. And more."))
    for draft in (first, later):
        locked.inbox.seal(draft, NoteKind.DRAFT)
    locked.session.unlock(None)
    assert bodies(locked) == ["First. And more."]


def test_a_note_that_cannot_be_taken_away_refuses_no_unlock(
    locked: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Once.")))

    def stuck(*_: object, **__: object) -> None:
        raise PermissionError("a scanner holds it")

    monkeypatch.setattr(Path, "unlink", stuck)
    assert locked.session.unlock(None).unreadable == ()
    locked.session.lock()
    locked.session.unlock(None)
    monkeypatch.undo()
    assert bodies(locked) == ["Once."]


def test_new_words_bring_an_entry_back_from_the_trash(services: Services) -> None:
    snapshot = services.journal.snapshot(EntryContent(body="Away."))
    head = services.journal.save(snapshot).result().revision
    services.journal.trash(snapshot.entry_id).result()
    more = replace(snapshot, base_revision=head, content=EntryContent(body="Away. Or not."))
    services.journal.save(more).result()
    assert bodies(services) == ["Away. Or not."]


def test_writing_on_in_a_deleted_entry_makes_one_new_entry(services: Services) -> None:
    snapshot = services.journal.snapshot(EntryContent(body="One"))
    services.journal.save(snapshot).result()
    services.journal.trash(snapshot.entry_id).result()
    services.journal.purge(snapshot.entry_id).result()
    base = snapshot.base_revision
    for text in ("One two", "One two three"):
        draft = replace(snapshot, base_revision=base, content=EntryContent(body=text))
        base = services.journal.save(draft).result().revision
    assert bodies(services) == ["One two three"]


def test_locking_twice_is_fine(services: Services) -> None:
    services.session.lock()
    assert services.session.lock().saved is Kept.NOTHING


def with_a_damaged_slot(header: bytes) -> bytes:
    """The header with one digit of its first slot another one; it is still hex."""
    place = header.index(b'"ct":"') + 6
    digit = b"1" if header[place : place + 1] == b"0" else b"0"
    return header[:place] + digit + header[place + 1 :]


def test_a_damaged_slot_is_made_good_from_the_copy(locked: Services, keyring: FakeKeyring) -> None:
    locked.paths.header.write_bytes(with_a_damaged_slot(locked.paths.header.read_bytes()))
    unlocked = locked.session.unlock(None)
    assert ErrorCode.HEADER_DAMAGED in unlocked.notices
    locked.session.lock()
    assert locked.session.unlock(None).notices == ()


def test_a_slot_damaged_in_both_copies_leaves_the_other_ways_in(
    locked: Services, made_vault: MadeVault
) -> None:
    """The MAC of both copies is wrong then; the code is still proof enough."""
    damaged = with_a_damaged_slot(locked.paths.header.read_bytes())
    for path in (locked.paths.header, locked.paths.header_backup):
        path.write_bytes(damaged)
    with raises(ErrorCode.SLOT_DAMAGED):
        locked.session.unlock(None)
    unlocked = locked.session.unlock(made_vault.recovery_code)
    assert unlocked.notices == (ErrorCode.HEADER_DAMAGED,)
    locked.methods.choose(Policy.SIMPLE, None)
    locked.session.lock()
    assert locked.session.unlock(None).notices == ()


@pytest.mark.parametrize("field", ['"kc":"', '"pk":"', '"mac":"', '"salt":"'])
def test_a_damaged_field_of_both_copies_is_made_good_or_refused(
    locked: Services, made_vault: MadeVault, field: str
) -> None:
    raw = locked.paths.header.read_bytes()
    at = raw.index(field.encode()) + len(field)
    damaged = raw[:at] + (b"0" if raw[at : at + 1] != b"0" else b"1") + raw[at + 1 :]
    for path in (locked.paths.header, locked.paths.header_backup):
        path.write_bytes(damaged)
    if field == '"salt":"':
        with pytest.raises(HarborError):
            locked.session.unlock(made_vault.recovery_code)
        assert locked.paths.header.read_bytes() == damaged
        return
    locked.session.unlock(made_vault.recovery_code)
    locked.session.lock()
    assert locked.session.unlock(None).notices == ()
    locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Sealed anew.")))
    locked.session.lock()
    locked.session.unlock(None)
    assert bodies(locked) == ["Sealed anew."]


def test_an_empty_database_under_a_header_is_damage(locked: Services) -> None:
    database = locked.paths.database("vault-1.db")
    database.write_bytes(b"")
    with raises(ErrorCode.DATABASE_EMPTY):
        locked.session.unlock(None)
    assert database.read_bytes() == b""
    database.unlink()
    with raises(ErrorCode.DATABASE_MISSING):
        locked.session.unlock(None)
    assert not database.exists()


def test_without_its_keyring_the_code_still_opens(
    own_world: Path, clock: FakeClock, made_vault: MadeVault
) -> None:
    made_vault.copy_to(own_world)
    services = build(HomePaths(own_world), clock=clock, keyring=FakeKeyring(), calibrate=floor)
    with raises(ErrorCode.KEYRING_MISSING):
        services.session.unlock(None)
    assert services.session.unlock(made_vault.recovery_code).by is SlotType.RECOVERY
    services.session.lock()


def test_what_is_added_while_locked_is_there_after_unlocking(locked: Services) -> None:
    snapshot = locked.journal.snapshot(EntryContent(title="Night", body="Could not sleep."))
    locked.inbox.seal_entry(snapshot)
    unlocked = locked.session.unlock(None)
    assert unlocked.drained == 1
    entry = locked.journal.get(snapshot.entry_id).result()
    assert entry.content == snapshot.content
    assert entry.extra["added_while_locked"] is True


def test_a_note_is_imported_once_even_if_its_file_came_back(locked: Services) -> None:
    locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Once.")))
    (file,) = locked.paths.inbox.iterdir()
    sealed = file.read_bytes()
    locked.session.unlock(None)
    locked.session.lock()
    file.write_bytes(sealed)
    locked.session.unlock(None)
    assert bodies(locked) == ["Once."]


def test_notes_that_do_not_open_are_kept_and_named(locked: Services) -> None:
    locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Good.")))
    junk = locked.paths.inbox / f"{'ab' * 16}.note"
    fs.write_new(junk, b"junk" * 300)
    unlocked = locked.session.unlock(None)
    assert (unlocked.drained, unlocked.unreadable) == (1, (junk.name,))
    assert junk.exists()


def test_a_swapped_inbox_key_is_refused(locked: Services) -> None:
    """Somebody who can write the header cannot make us seal notes to a key of theirs."""
    locked.session.unlock(None)
    locked.session.lock()
    header = locked.paths.header.read_bytes()
    start = header.index(b'"pk":"') + 6
    for path in (locked.paths.header, locked.paths.header_backup):
        path.write_bytes(header[:start] + b"ab" * 32 + header[start + 64 :])
    with raises(ErrorCode.INBOX_KEY_CHANGED):
        locked.inbox.seal_entry(locked.journal.snapshot(EntryContent(body="Not for them.")))
    assert locked.inbox.pending() == 0
