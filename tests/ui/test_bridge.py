"""How results of other threads come home."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.executor import Closing
from safeharbor.storage.failure import Cancelled
from safeharbor.ui.bridge import Bridge

CHANGES = Changes(frozenset({UUID(int=1)}), "editor")


@pytest.fixture
def bridge(owner: QObject) -> Iterator[Bridge]:
    bridge = Bridge(owner)
    yield bridge
    bridge.close()


def done(result: object = None) -> Future[object]:
    future: Future[object] = Future()
    future.set_result(result)
    return future


def broken(error: BaseException) -> Future[object]:
    future: Future[object] = Future()
    future.set_exception(error)
    return future


def unwanted(result: object) -> None:
    raise AssertionError(result)


def settle(bridge: Bridge, qtbot: QtBot, owner: QObject) -> None:
    """Wait until everything that was under way has come home."""
    last: list[object] = []
    bridge.then(done(), owner, last.append)
    qtbot.waitUntil(lambda: bool(last))


def test_a_result_comes_home_to_the_gui_thread(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    seen: list[tuple[int, bool]] = []
    future = bridge.run(lambda: 6 * 7)
    bridge.then(future, owner, lambda n: seen.append((n, on_gui_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, True)]


def on_gui_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def test_nothing_is_delivered_from_inside_the_call(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    seen: list[object] = []
    bridge.then(done("early"), owner, seen.append)
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["early"])


def test_an_error_of_ours_goes_to_whoever_asked(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    seen: list[HarborError] = []
    error = HarborError(ErrorCode.DISK_FULL)
    bridge.then(broken(error), owner, unwanted, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [error]


def test_an_error_that_nobody_asked_for_is_not_lost(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.failed) as heard:
        bridge.then(broken(HarborError(ErrorCode.DISK_FULL)), owner, unwanted)
    assert heard.args is not None
    assert heard.args[0].code is ErrorCode.DISK_FULL


def test_any_other_error_becomes_one_of_ours_and_says_nothing_of_what_was_written(
    bridge: Bridge, owner: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[HarborError] = []
    with caplog.at_level(logging.ERROR, "safeharbor"):
        bridge.then(broken(ValueError("dear diary")), owner, unwanted, seen.append)
        qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].code is ErrorCode.UNEXPECTED
    assert "diary" not in str(seen[0])
    assert "diary" not in caplog.records[0].getMessage()


@pytest.mark.parametrize("error", [Cancelled(), Closing(), CancelledError()])
def test_what_was_stopped_delivers_nothing(
    bridge: Bridge, owner: QObject, qtbot: QtBot, error: Exception
) -> None:
    bridge.then(broken(error), owner, unwanted, unwanted)
    cancelled: Future[object] = Future()
    bridge.then(cancelled, owner, unwanted, unwanted)
    assert cancelled.cancel()
    settle(bridge, qtbot, owner)


def test_whoever_is_gone_hears_nothing(bridge: Bridge, owner: QObject, qtbot: QtBot) -> None:
    screen = QObject()
    waiting: Future[object] = Future()
    bridge.then(waiting, screen, unwanted, unwanted)
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete.value)
    waiting.set_result("too late")
    settle(bridge, qtbot, owner)


def test_a_dropped_owner_hears_nothing_but_its_write_is_told_to_all(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    editor = QObject(owner)
    saving: Future[Changes] = Future()
    bridge.then(saving, editor, unwanted, unwanted)
    bridge.drop(editor)
    with qtbot.waitSignal(bridge.changed) as heard:
        saving.set_result(CHANGES)
    assert heard.args == [CHANGES]


def test_changes_are_told_to_all_after_whoever_asked(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    order: list[str] = []
    bridge.changed.connect(lambda _: order.append("all"))
    bridge.then(done(CHANGES), owner, lambda _: order.append("editor"))
    qtbot.waitUntil(lambda: order == ["editor", "all"])


def test_work_that_hangs_holds_nobody_up(bridge: Bridge, owner: QObject, qtbot: QtBot) -> None:
    release = threading.Event()
    hanging = bridge.run(lambda: release.wait(30))
    settle(bridge, qtbot, owner)
    assert not hanging.done()
    assert all(t.daemon for t in threading.enumerate() if t.name == "sh-run")
    release.set()
    assert hanging.result(10) is True


def test_many_results_from_many_threads_all_come_home_in_order(
    bridge: Bridge, owner: QObject, qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []
    lanes: list[list[Future[tuple[int, int]]]] = [[Future() for _ in range(500)] for _ in range(4)]
    for futures in lanes:
        for future in futures:
            bridge.then(future, owner, seen.append)

    def work(lane: int) -> None:
        for number, future in enumerate(lanes[lane]):
            future.set_result((lane, number))

    threads = [threading.Thread(target=work, args=(lane,)) for lane in range(4)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(seen) == 2000)
    for lane in range(4):
        assert [n for which, n in seen if which == lane] == list(range(500))
    for thread in threads:
        thread.join()


def test_after_closing_nothing_comes_home(bridge: Bridge, owner: QObject) -> None:
    waiting: Future[object] = Future()
    bridge.then(waiting, owner, unwanted, unwanted)
    bridge.close()
    waiting.set_result("late")
    QCoreApplication.sendPostedEvents(bridge)


def test_a_bridge_that_is_gone_troubles_no_other_thread(
    owner: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    bridge = Bridge()
    waiting: Future[object] = Future()
    bridge.then(waiting, owner, unwanted, unwanted)
    bridge.deleteLater()
    QCoreApplication.sendPostedEvents(bridge, QEvent.Type.DeferredDelete.value)
    worker = threading.Thread(target=waiting.set_result, args=("late",))
    worker.start()
    worker.join()
    assert caplog.records == []
