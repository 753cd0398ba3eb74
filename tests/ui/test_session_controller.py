"""Unlocking, locking and hiding on good days and bad ones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from safeharbor.domain.entry import EntryContent, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.services.session import Kept, LockOutcome, SessionState
from safeharbor.services.use_cases import Services
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.session import SessionController
from safeharbor.vault.recovery import RecoveryCode
from support.clock import FakeClock
from support.desk import Desk, Page, desk, until
from support.homes import MadeVault, make_vault
from support.keyring import FakeKeyring, KeyringMode

pytestmark = pytest.mark.usefixtures("qapp")


class SlowKeyring(FakeKeyring):
    """Answers when the test says so, like one that asks something behind other windows."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.answer = threading.Event()

    def get(self, account: str) -> list[str]:
        self.asked.set()
        assert self.answer.wait(20)
        return super().get(account)


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def keyring(made_vault: MadeVault, own_world: Path) -> SlowKeyring:
    slow = SlowKeyring()
    slow.lines = made_vault.copy_to(own_world).lines
    slow.answer.set()
    return slow


@pytest.fixture
def at(
    qapp: QApplication, own_world: Path, keyring: SlowKeyring, clock: FakeClock
) -> Iterator[Desk]:
    with desk(own_world, keyring, clock) as made:
        yield made
        keyring.answer.set()


def outcome(at: Desk) -> LockOutcome:
    return cast("LockOutcome", at.carried["locked"])


def test_nothing_is_built_before_it_is_asked_for(at: Desk) -> None:
    assert (at.session.services, at.session.state, at.session.is_open) == (None, None, False)
    at.session.prepare()
    at.hear("ready")
    assert at.carried["ready"] is at.session.state is SessionState.LOCKED
    assert at.services.session.state is SessionState.LOCKED


def test_the_keyring_opens_it(at: Desk) -> None:
    at.session.unlock(None)
    assert at.heard == ["busy"]
    at.hear("unlocked")
    assert at.heard.count("busy") == 2
    assert at.carried["busy"] is False
    assert at.carried["unlocked"].by is SlotType.KEYRING
    assert at.session.is_open
    assert at.session.state is SessionState.UNLOCKED


def test_a_new_vault_shows_its_code_and_is_open(
    qapp: QApplication, tmp_path: Path, clock: FakeClock
) -> None:
    with desk(tmp_path / "new", FakeKeyring(), clock) as at:
        at.session.prepare()
        at.hear("ready")
        assert at.carried["ready"] is SessionState.NO_VAULT
        at.session.create(Policy.SIMPLE, None)
        at.hear("created", "unlocked")
        assert at.heard.index("created") < at.heard.index("unlocked")
        assert at.carried["unlocked"].by is SlotType.KEYRING
        assert at.carried["created"].recovery_code


def test_a_wrong_secret_leaves_it_locked_and_many_make_it_wait(at: Desk) -> None:
    at.session.prepare()
    at.hear("ready")
    rests = []
    for _ in range(3):
        at.session.unlock(str(RecoveryCode.new()))
        at.hear("failed")
        assert at.carried["failed"].code is ErrorCode.WRONG_RECOVERY_CODE
        assert at.session.state is SessionState.LOCKED
        rests.append(at.session.rest_seconds)
        at.forget()
    assert rests == [0, 0, 1]
    at.clock.advance(0.4)
    assert at.session.rest_seconds == pytest.approx(0.6)
    at.clock.advance(1)
    at.unlock()
    assert at.session.rest_seconds == 0


def test_a_lock_covers_first_then_takes_the_text_then_closes(at: Desk) -> None:
    at.unlock()
    order: list[str] = []
    page = Page(at)
    page.type("Half a sen")
    take = page.snapshot

    def taken() -> Snapshot | None:
        order.append(f"text on {threading.current_thread().name}")
        return take()

    page.snapshot = taken  # type: ignore[method-assign]  # a double
    at.session.locking.connect(lambda: order.append("cover"))
    at.session.lock()
    assert order == ["cover", "text on MainThread"]
    assert not at.session.is_open
    assert "locked" not in at.heard
    at.hear("locked")
    assert outcome(at).saved is Kept.VAULT
    assert at.services.session.state is SessionState.LOCKED
    at.forget()
    at.unlock()
    assert at.text_of(page.entry_id) == "Half a sen"


def test_a_lock_of_what_is_locked_does_nothing(at: Desk) -> None:
    at.session.lock()
    at.session.prepare()
    at.hear("ready")
    at.session.lock()
    assert at.heard == ["ready"]


def test_hiding_blanks_before_anything_is_asked_and_again_reveals_nothing(at: Desk) -> None:
    at.unlock()
    page = Page(at)
    page.type("x")
    asked: list[int] = []
    at.session.hiding.connect(lambda: asked.append(page.asked))
    at.session.hide()
    at.session.hide()
    assert asked == [0, 1]
    assert at.heard[:3] == ["hiding", "locking", "hiding"]
    at.hear("locked")
    at.session.hide()
    assert at.heard.count("locking") == 1
    assert not at.session.is_open


def test_hiding_works_before_any_vault_exists(at: Desk) -> None:
    at.session.hide()
    assert at.heard == ["hiding"]


def test_a_broken_editor_keeps_nothing_open_and_no_other_text_away(at: Desk) -> None:
    at.unlock()
    page = Page(at)
    page.type("whole")
    at.session.register(SimpleNamespace(snapshot=lambda: 1 / 0))
    at.lock()
    assert outcome(at).saved is Kept.VAULT
    at.unlock()
    assert at.text_of(page.entry_id) == "whole"


def test_the_text_of_every_editor_is_kept(at: Desk) -> None:
    at.unlock()
    pages = [Page(at) for _ in range(3)]
    for number, page in enumerate(pages):
        page.type(f"text {number}")
    left = Page(at)
    left.type("gone")
    at.session.forget(left)
    at.lock()
    at.forget()
    at.unlock()
    assert [at.text_of(page.entry_id) for page in pages] == ["text 0", "text 1", "text 2"]
    assert left.asked == 0


def test_editors_are_forgotten_after_a_lock(at: Desk) -> None:
    at.unlock()
    page = Page(at)
    at.lock()
    at.forget()
    at.unlock()
    at.lock()
    assert page.asked == 1


def test_a_hung_keyring_holds_up_neither_the_window_nor_a_lock(
    at: Desk, keyring: SlowKeyring
) -> None:
    keyring.answer.clear()
    beats: list[int] = []
    heart = QTimer(at.parent)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(1)
    at.session.unlock(None)
    until(keyring.asked.is_set)
    beats.clear()
    until(lambda: len(beats) > 20)
    at.session.lock()
    at.hear("locked")
    assert outcome(at).saved is Kept.NOTHING
    assert at.carried["busy"] is False
    assert not at.session.is_open
    heart.stop()
    # The state is found once after the building, once after the lock, once after the late answer.
    keyring.answer.set()
    until(lambda: at.heard.count("ready") == 3)
    assert "unlocked" not in at.heard
    assert at.services.session.state is SessionState.LOCKED


def test_a_newer_try_takes_the_place_of_one_that_hangs(
    at: Desk, keyring: SlowKeyring, made_vault: MadeVault
) -> None:
    keyring.answer.clear()
    at.session.unlock(None)
    until(keyring.asked.is_set)
    at.session.unlock(made_vault.recovery_code)
    keyring.answer.set()
    at.hear("unlocked")
    assert at.carried["unlocked"].by is SlotType.RECOVERY
    assert at.heard.count("unlocked") == 1
    assert "failed" not in at.heard


def test_a_lock_in_the_moment_before_unlocked_was_told(at: Desk) -> None:
    """The vault is open already and the window does not know it yet."""
    at.session.prepare()
    at.hear("ready")
    at.session.unlock(None)
    while not at.session.is_open:
        pass
    at.session.lock()
    at.hear("locked")
    assert "unlocked" not in at.heard
    assert at.services.session.state is SessionState.LOCKED
    at.forget()
    at.unlock()


def test_unlocking_right_after_a_lock_waits_for_its_end(at: Desk) -> None:
    at.unlock()
    hold, running = threading.Event(), threading.Event()

    def busy(_: object) -> None:
        running.set()
        hold.wait(20)

    at.services.session.thread().write(busy)
    until(running.is_set)
    at.lock()
    at.session.unlock(None)
    QTimer.singleShot(20, at.parent, hold.set)
    at.hear("unlocked")
    assert "failed" not in at.heard


def test_a_keyring_that_fails_is_told(at: Desk, keyring: SlowKeyring) -> None:
    keyring.mode = KeyringMode.LOCKED
    at.session.unlock(None)
    at.hear("failed")
    assert at.carried["failed"].code is ErrorCode.KEYRING_LOCKED
    assert at.carried["busy"] is False


def test_the_end_of_the_program_waits_until_the_text_is_kept(at: Desk) -> None:
    at.unlock()
    page = Page(at)
    page.type("the last words")
    at.session.finish(20)
    assert at.services.session.state is SessionState.LOCKED
    at.hear("locked")
    at.forget()
    at.unlock()
    assert at.text_of(page.entry_id) == "the last words"


def test_services_that_cannot_be_built_are_told_and_tried_again(owner: QObject) -> None:
    bridge = Bridge(owner)
    tries: list[int] = []

    def build() -> Services:
        tries.append(1)
        raise HarborError(ErrorCode.RESOURCE_MISSING)

    session = SessionController(bridge, build, owner)
    told: list[HarborError] = []
    session.failed.connect(told.append)
    session.prepare()
    until(lambda: len(told) == 1)
    session.unlock(None)
    until(lambda: len(told) == 2)
    session.lock()
    assert len(tries) == 2
    bridge.close()


class FullDisk:
    """Services of a vault on a disk that takes nothing, until it is freed."""

    def __init__(self, snapshot: Callable[[EntryContent], Snapshot]) -> None:
        self.full = True
        self.state = SessionState.LOCKED
        self.kept: list[Snapshot] = []
        closed = threading.Event()
        closed.set()
        self._thread = SimpleNamespace(closed=closed)
        self.session = self.inbox = self.journal = self
        self.text = snapshot(EntryContent(body="nowhere to go"))

    def unlock(self, _secret: str | None) -> object:
        self.state = SessionState.UNLOCKED
        return SimpleNamespace(by=SlotType.KEYRING)

    def thread(self) -> object:
        return self._thread

    def lock(self, snapshot: Snapshot | None = None) -> LockOutcome:
        self.state = SessionState.LOCKED
        if snapshot is not None:
            self.seal(snapshot)
        return LockOutcome(Kept.INBOX)

    def seal_unsaved(self, snapshot: Snapshot, *, sealed_us: int | None = None) -> None:
        assert sealed_us is None, "it is sealed later than it was taken"
        self.seal(snapshot)

    def seal(self, snapshot: Snapshot) -> None:
        if self.full:
            raise HarborError(ErrorCode.DISK_FULL)
        self.kept.append(snapshot)

    def save(self, snapshot: Snapshot, _origin: str) -> object:
        self.seal(snapshot)
        return Bridge().run(lambda: None)

    def snapshot(self) -> Snapshot:
        return self.text


@pytest.fixture
def full(at: Desk) -> tuple[FullDisk, SessionController, list[str]]:
    at.session.prepare()
    at.hear("ready")
    disk = FullDisk(at.services.journal.snapshot)
    session = SessionController(at.bridge, lambda: cast("Services", disk), at.parent)
    heard: list[str] = []
    session.unlocked.connect(lambda _: heard.append("unlocked"))
    session.locked.connect(lambda _: heard.append("locked"))
    session.failed.connect(lambda error: heard.append(error.code))
    session.unlock(None)
    until(lambda: "unlocked" in heard)
    session.register(disk)
    session.lock()
    until(lambda: ErrorCode.DISK_FULL in heard)
    return disk, session, heard


def test_text_that_the_disk_does_not_take_stays_and_follows_later(
    full: tuple[FullDisk, SessionController, list[str]],
) -> None:
    disk, session, heard = full
    assert heard == ["unlocked", "locked", ErrorCode.DISK_FULL]
    assert session.withholds
    disk.full = False
    session.unlock(None)
    until(lambda: heard.count("unlocked") == 2)
    assert disk.kept == [disk.text]
    until(lambda: not session.withholds)


def test_text_whose_late_save_is_given_up_by_a_lock_is_still_there(
    full: tuple[FullDisk, SessionController, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody hears of a future that was cancelled."""
    disk, session, heard = full
    given_up: Future[None] = Future()
    monkeypatch.setattr(disk, "save", lambda *_: given_up)
    session.unlock(None)
    until(lambda: heard.count("unlocked") == 2)
    assert given_up.cancel()
    given_up.set_running_or_notify_cancel()
    session.lock()
    until(lambda: heard.count("locked") == 2)
    assert session.withholds
    disk.full = False
    session.finish()
    assert disk.kept == [disk.text]


def test_text_that_the_disk_does_not_take_is_tried_again_while_locked(
    full: tuple[FullDisk, SessionController, list[str]],
) -> None:
    disk, session, _ = full
    session._withheld.retry()
    until(lambda: session._withheld._timer.isActive())
    assert session.withholds
    disk.full = False
    session._withheld.retry()
    until(lambda: not session.withholds)
    assert disk.kept == [disk.text]
