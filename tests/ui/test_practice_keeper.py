"""Where a note of a practice goes, whatever state the vault is in, and what has sunk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from safeharbor import wiring
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.practice import After, PracticeRecord
from safeharbor.services.executor import settled
from safeharbor.services.session import Kept
from safeharbor.services.use_cases import Services
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.system.prefs import Preferences
from safeharbor.ui.practice_keeper import KEEP_PRACTICES, PracticeKeeper
from support.clock import FakeClock
from support.desk import Desk, desk, until
from support.homes import MadeVault, make_vault
from support.keyring import FakeKeyring
from support.practices import practised

WORSE = After.WORSE


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def at(
    qapp: QApplication, own_world: Path, made_vault: MadeVault, clock: FakeClock
) -> Iterator[Desk]:
    """A locked vault that the keyring opens; nothing is built yet."""
    with desk(own_world, made_vault.copy_to(own_world), clock) as made:
        yield made


@pytest.fixture
def empty(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[Desk]:
    """A home without a vault."""
    with desk(own_world, FakeKeyring(), clock) as made:
        yield made


def keeper_at(at: Desk, own_world: Path) -> PracticeKeeper:
    return PracticeKeeper(
        at.session, at.bridge, Preferences(own_world / "preferences.json"), at.parent
    )


@pytest.fixture
def keeper(at: Desk, own_world: Path) -> PracticeKeeper:
    return keeper_at(at, own_world)


def build(at: Desk) -> None:
    """As behind the first picture."""
    at.session.prepare()
    at.hear("ready")


def there(at: Desk) -> list[PracticeRecord]:
    """What the open vault holds."""
    return at.services.practices.page(limit=500).result(20)


@contextmanager
def full_disk(at: Desk) -> Iterator[None]:
    """Neither the vault nor the inbox takes anything, for the length of the block."""

    def full(*_: Any, **__: Any) -> Any:
        raise fs.harbor_error(OSError(28, "no room"), at.services.inbox._paths.inbox)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safeharbor.services.inbox.fs.replace_atomic", full)
        patch.setattr(type(at.services.practices), "keep", full)
        yield


def test_with_the_vault_open_it_goes_in(at: Desk, keeper: PracticeKeeper) -> None:
    at.unlock()
    record = practised(at.clock.now(), after=After.BETTER)
    keeper.keep(record)
    until(lambda: there(at) == [record])
    assert at.services.inbox.pending() == 0


def test_with_the_vault_locked_it_is_sealed_and_there_after_unlocking(
    at: Desk, keeper: PracticeKeeper
) -> None:
    build(at)
    record = practised(at.clock.now())
    keeper.keep(record)
    until(lambda: at.services.inbox.pending() == 1)
    at.unlock()
    assert there(at) == [record]
    assert at.services.inbox.pending() == 0


def test_before_anything_is_built_it_waits_in_memory(
    at: Desk, keeper: PracticeKeeper, own_world: Path
) -> None:
    records = [practised(at.clock.now(), seconds=n) for n in range(25)]
    for record in records:
        keeper.keep(record)
    assert not (own_world / "inbox").exists()
    build(at)
    until(lambda: at.services.inbox.pending() == 20)
    at.unlock()
    assert {record.seconds for record in there(at)} == set(range(5, 25))


def test_without_a_vault_nothing_is_kept_nor_comes_later(empty: Desk, own_world: Path) -> None:
    keeper = keeper_at(empty, own_world)
    keeper.keep(practised(empty.clock.now(), "br_even"))
    build(empty)
    until(lambda: not keeper._waiting)
    keeper.keep(practised(empty.clock.now()))
    until(lambda: not keeper._waiting)
    assert [path.name for path in own_world.iterdir() if path.name != "preferences.json"] == []
    from safeharbor.domain.policy import Policy

    empty.session.create(Policy.SIMPLE, None)
    empty.hear("unlocked")
    assert there(empty) == []


def test_nothing_is_kept_by_somebody_who_wants_no_notes(
    at: Desk, keeper: PracticeKeeper, own_world: Path
) -> None:
    waiting = practised(at.clock.now(), "br_even", after=WORSE)
    keeper.keep(waiting)
    keeper._preferences.set(KEEP_PRACTICES, value=False)
    assert not keeper.wanted
    keeper.keep(practised(at.clock.now()))
    build(at)
    at.unlock()
    keeper.keep(practised(at.clock.now()))
    assert there(at) == []
    assert keeper.sunk == frozenset()


def test_worse_twice_sinks_an_exercise_in_any_state(
    at: Desk, keeper: PracticeKeeper, own_world: Path
) -> None:
    changes: list[frozenset[str]] = []
    keeper.changed.connect(lambda: changes.append(keeper.sunk))
    for _ in range(2):
        keeper.keep(practised(at.clock.now(), "br_box", after=WORSE))
        at.clock.advance(60)
    assert keeper.sunk == {"br_box"}
    build(at)
    until(lambda: at.services.inbox.pending() == 2)
    assert keeper.sunk == {"br_box"}
    at.unlock()
    until(lambda: not keeper._of_this_run)
    assert keeper.sunk == {"br_box"}
    assert changes[0] == frozenset()
    assert changes[-1] == {"br_box"}


def test_what_came_from_the_vault_is_forgotten_at_a_lock(
    at: Desk, keeper: PracticeKeeper, own_world: Path
) -> None:
    at.unlock()
    keeper.keep(practised(at.clock.now(), "br_box", after=WORSE))
    until(lambda: len(there(at)) == 1)
    until(lambda: not keeper._of_this_run)
    at.clock.advance(60)
    at.services.practices.keep(practised(at.clock.now(), "br_box", after=WORSE)).result()
    at.lock()
    assert keeper.sunk == frozenset()
    assert keeper._of_the_vault == []
    at.unlock()
    until(lambda: keeper.sunk == {"br_box"})


def test_what_was_practised_while_locked_counts_with_what_the_vault_knows(
    at: Desk, keeper: PracticeKeeper
) -> None:
    at.unlock()
    at.services.practices.keep(practised(at.clock.now(), "br_box", after=WORSE)).result()
    at.lock()
    at.clock.advance(60)
    keeper.keep(practised(at.clock.now(), "br_box", after=WORSE))
    assert keeper.sunk == frozenset()
    at.forget()
    at.unlock()
    until(lambda: keeper.sunk == {"br_box"})


def test_a_keeper_that_is_made_late_looks_at_once(at: Desk, own_world: Path) -> None:
    at.unlock()
    for _ in range(2):
        at.services.practices.keep(practised(at.clock.now(), "br_box", after=WORSE)).result()
        at.clock.advance(60)
    keeper = keeper_at(at, own_world)
    until(lambda: keeper.sunk == {"br_box"})


def test_a_page_that_arrives_after_a_lock_is_not_taken(at: Desk, keeper: PracticeKeeper) -> None:
    at.unlock()
    record = practised(at.clock.now(), "br_box", after=WORSE)
    at.session.lock()
    keeper._on_page([record, record])
    assert keeper.sunk == frozenset()
    at.hear("locked")


def test_one_that_is_deleted_elsewhere_counts_no_more(at: Desk, keeper: PracticeKeeper) -> None:
    at.unlock()
    records = [practised(at.clock.now(), "br_box", after=WORSE) for _ in range(2)]
    for record in records:
        keeper.keep(record)
    until(lambda: len(there(at)) == 2)
    bridge = at.bridge
    bridge.then(at.services.practices.delete(records[0].id), at.parent, lambda _: None)
    until(lambda: keeper.sunk == frozenset())


def test_all_notes_can_be_deleted_those_in_memory_too(at: Desk, keeper: PracticeKeeper) -> None:
    at.unlock()
    for _ in range(2):
        at.services.practices.keep(practised(at.clock.now(), "br_box", after=WORSE)).result()
    with full_disk(at):
        failed = _heard(keeper)
        keeper.keep(practised(at.clock.now(), "gr_feet", after=WORSE))
        until(lambda: bool(failed))
    assert settled(keeper.delete_all()) == 0
    assert there(at) == []
    until(lambda: keeper.sunk == frozenset())
    keeper.keep(last := practised(at.clock.now()))
    until(lambda: there(at) == [last])


def test_what_lies_sealed_or_is_on_its_way_is_deleted_too(
    at: Desk, keeper: PracticeKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.unlock()
    take, answer = at.services.practices.take, threading.Event()

    def slowly(record: PracticeRecord) -> Kept:
        assert answer.wait(20)
        return take(record)

    monkeypatch.setattr(at.services.practices, "take", slowly)
    at.services.inbox.seal_practice(practised(at.clock.now()))
    keeper.keep(practised(at.clock.now()))
    deleting = keeper.delete_all()
    answer.set()
    assert settled(deleting) == 0
    until(lambda: keeper._taking is None)
    assert there(at) == []
    assert at.services.inbox.pending() == 0


def test_a_locked_vault_deletes_nothing(at: Desk, keeper: PracticeKeeper) -> None:
    for _ in range(2):
        with pytest.raises(HarborError) as caught:
            keeper.delete_all()
        assert caught.value.code is ErrorCode.SECRET_NEEDED
        build(at)


def test_a_failing_disk_is_tried_again_at_the_next_unlock(at: Desk, keeper: PracticeKeeper) -> None:
    build(at)
    failed = _heard(keeper)
    records = [practised(at.clock.now(), seconds=n) for n in range(3)]
    with full_disk(at):
        for record in records:
            keeper.keep(record)
        until(lambda: [error.code for error in failed] == [ErrorCode.DISK_FULL])
    assert at.services.inbox.pending() == 0
    at.unlock()
    until(lambda: len(there(at)) == 3)
    assert {record.id for record in there(at)} == {record.id for record in records}


def test_what_waits_is_kept_in_order_and_once(at: Desk, keeper: PracticeKeeper) -> None:
    """While the disk is slow, three more practices end."""
    at.unlock()
    answer, taken = threading.Event(), []
    real = type(at.services.practices).take

    def slow(service: Any, record: PracticeRecord) -> Kept:
        answer.wait(20)
        taken.append(record.seconds)
        return real(service, record)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(at.services.practices), "take", slow)
        for number in range(4):
            keeper.keep(practised(at.clock.now(), seconds=number))
        answer.set()
        until(lambda: len(there(at)) == 4)
    assert taken == [0, 1, 2, 3]


def test_a_lock_waits_for_no_note(at: Desk, keeper: PracticeKeeper) -> None:
    """The vault thread hangs; the lock goes its way and the note is sealed beside it."""
    at.unlock()
    thread, answer, running = at.services.session.thread(), threading.Event(), threading.Event()

    def hang(_: object) -> None:
        running.set()
        answer.wait(20)

    thread.write(hang)
    until(running.is_set)
    keeper.keep(practised(at.clock.now()))
    at.lock()
    until(lambda: at.services.inbox.pending() == 1)
    answer.set()
    assert thread.closed.wait(20)
    at.forget()
    at.unlock()
    assert len(there(at)) == 1


def test_the_end_of_the_program_waits_for_a_note(at: Desk, keeper: PracticeKeeper) -> None:
    at.unlock()
    keeper.keep(practised(at.clock.now()))
    keeper.keep(practised(at.clock.now()))
    at.session.finish(20)
    keeper.finish(_never, 20)
    at.hear("locked")
    at.forget()
    at.unlock()
    assert len(there(at)) == 2


def test_the_end_of_the_program_tries_once_more(at: Desk, keeper: PracticeKeeper) -> None:
    build(at)
    with full_disk(at):
        failed = _heard(keeper)
        keeper.keep(practised(at.clock.now()))
        until(lambda: bool(failed))
    keeper.finish(_never, 20)
    assert at.services.inbox.pending() == 1
    keeper._waiting.clear()


def test_what_is_sealed_while_the_vault_opens_is_fetched(at: Desk, keeper: PracticeKeeper) -> None:
    """It was sealed after the unlock had looked into the inbox."""
    late: list[None] = []
    keeper.late.connect(lambda: late.append(None))
    build(at)
    drain = type(at.services.session).drain
    record = practised(at.clock.now())

    def drains_and_then_it_is_sealed(session: Any) -> Any:
        drained = drain(session)
        at.services.inbox.seal_practice(record)
        return drained

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(at.services.practices), "take", lambda *_: Kept.INBOX)
        patch.setattr(type(at.services.session), "drain", drains_and_then_it_is_sealed)
        keeper.keep(record)
        at.unlock()
        until(lambda: bool(late))
    assert len(late) == 1
    assert at.services.session.drain().practices == 1


def test_an_unforeseen_error_keeps_it_in_memory(at: Desk, keeper: PracticeKeeper) -> None:
    build(at)
    failed = _heard(keeper)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(at.services.practices), "take", lambda *_: 1 / 0)
        keeper.keep(practised(at.clock.now()))
        until(lambda: [error.code for error in failed] == [ErrorCode.UNEXPECTED])
    at.unlock()
    until(lambda: len(there(at)) == 1)


def test_the_end_of_the_program_builds_what_nobody_needed_before(
    at: Desk, keeper: PracticeKeeper, own_world: Path
) -> None:
    record = practised(at.clock.now())
    keeper.keep(record)
    services = wiring.build(HomePaths(own_world), clock=at.clock, keyring=FakeKeyring())
    keeper.finish(lambda: services, 20)
    assert services.inbox.pending() == 1
    at.unlock()
    assert there(at) == [record]


def test_the_end_builds_nothing_where_nothing_waits(keeper: PracticeKeeper) -> None:
    keeper.finish(_never, 20)


def _never() -> Services:
    raise AssertionError("nobody needs services now")


def _heard(keeper: PracticeKeeper) -> list[HarborError]:
    heard: list[HarborError] = []
    keeper.failed.connect(heard.append)
    return heard
