"""Locking in the middle of a word, with real services: nothing is lost and nothing refuses."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from safeharbor.domain.errors import ErrorCode
from safeharbor.services.session import Kept, LockOutcome
from support.clock import FakeClock
from support.desk import Desk, Page, desk, until
from support.homes import MadeVault, make_vault
from ui.lock_storm import run

TIMES = int(os.environ.get("SAFEHARBOR_FAULT_RUNS") or 50)


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def at(
    qapp: QApplication, own_world: Path, made_vault: MadeVault, clock: FakeClock
) -> Iterator[Desk]:
    with desk(own_world, made_vault.copy_to(own_world), clock) as made:
        made.unlock()
        yield made


@pytest.fixture
def hanging(at: Desk) -> Iterator[threading.Event]:
    """The vault thread hangs, as on a disk that does not answer, until the event is set."""
    answer, running = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        running.set()
        answer.wait(60)

    vault = at.services.session.thread()
    vault.write(hang)
    until(running.is_set)
    yield answer
    answer.set()
    assert vault.closed.wait(20)


@pytest.mark.timeout(3600)
def test_random_moments(qapp: QApplication, tmp_path: Path) -> None:
    report = run(TIMES, tmp_path)
    assert report.times == TIMES
    assert report.characters >= TIMES
    assert report.problems == []


def test_a_hanging_vault_is_locked_and_the_text_waits_in_the_inbox(
    at: Desk, hanging: threading.Event
) -> None:
    page = Page(at)
    page.type("Half a sen")
    page.save()
    at.lock()
    assert at.carried["locked"] == LockOutcome(Kept.INBOX)
    assert at.services.inbox.pending() == 1
    with pytest.raises(Exception, match=ErrorCode.SECRET_NEEDED.value):
        at.services.session.thread()
    hanging.set()
    at.forget()
    at.unlock()
    assert at.text_of(page.entry_id) == "Half a sen"
    assert at.services.inbox.pending() == 0


def test_the_window_is_covered_long_before_a_hanging_vault_is_given_up(
    at: Desk, hanging: threading.Event
) -> None:
    """The cover waits for nothing; a second press of hide changes nothing."""
    page = Page(at)
    page.type("Half a sen")
    covered: list[float] = []
    at.session.hiding.connect(lambda: covered.append(time.perf_counter()))
    started = time.perf_counter()
    at.session.hide()
    returned = time.perf_counter()
    at.hear("locked")
    locked = time.perf_counter()
    at.session.hide()
    assert covered[0] - started < (locked - started) / 5
    assert returned - started < (locked - started) / 2
    assert at.heard.count("locking") == 1


def test_a_dialog_that_runs_its_own_event_loop_does_not_hold_up_a_lock(at: Desk) -> None:
    page = Page(at)
    page.type("behind a dialog")
    dialog = QEventLoop()
    at.session.locked.connect(lambda _: dialog.exit(7))
    QTimer.singleShot(0, at.parent, at.session.lock)
    assert dialog.exec() == 7
    at.forget()
    at.unlock()
    assert at.text_of(page.entry_id) == "behind a dialog"


def test_a_lock_from_inside_a_key_press_is_as_good(at: Desk) -> None:
    """Such as by the first key after a long absence."""
    page = Page(at)
    page.type("before")
    at.session.locking.connect(lambda: page.type(" and at"))
    at.lock()
    page.type(" too late")
    at.forget()
    at.unlock()
    assert at.text_of(page.entry_id) == "before and at"
