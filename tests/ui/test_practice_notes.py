"""From the end of a practice into the vault, through the real window; what Settings says of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from faults.hunter import hunt
from safeharbor.domain.errors import ErrorCode
from safeharbor.domain.practice import UNSURE, After, PracticeRecord
from safeharbor.services.inbox import InboxService
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths
from safeharbor.ui import spine
from safeharbor.ui.practice_keeper import KEEP_PRACTICES
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.settings.practice_rows import PracticeRows
from safeharbor.ui.settings.privacy import PrivacySheet
from safeharbor.wiring import build
from support.hands import click, press
from support.house import House
from support.practices import practised

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NEEDLE = "own_quetzalcanary71"


def practise(house: House, route: str = "help", **parts: Any) -> PracticeRecord:
    """What a screen does at the end of a practice."""
    record = practised(house.clock.now(), **parts)
    house.window.screen_of(route).practised.emit(record)
    return record


def records(house: House) -> list[PracticeRecord]:
    return house.services.practices.page().result(20)


def pending(house: House) -> int:
    return house.services.inbox.pending()


def rows(house: House, qtbot: QtBot) -> tuple[PrivacySheet, PracticeRows]:
    """The rows in Settings."""
    house.window.show_screen("settings", OpenTab(Tab.PRIVACY))
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(lambda: bool(screen.privacy.how.consequence.words))
    return screen.privacy, screen.privacy.practices


def quit_program(house: House, qapp: QApplication, patience: float = 3.0) -> None:
    """What happens between the last event and the end of the program."""
    house.window.close()
    qapp.aboutToQuit.emit()
    house.parts.spine.close(patience)


def test_practised_while_locked_it_is_there_after_unlocking(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.lock()
    record = practise(house, exercise="gr_54321", before=8, after=After.BETTER)
    qtbot.waitUntil(lambda: pending(house) == 1)
    house.unlock()
    assert records(house) == [record]
    assert pending(house) == 0
    assert house.services.journal.count().result() == 0


def breathe(house: House, qtbot: QtBot, seconds: int) -> None:
    """Breathe along on the real screen, beginning with its first picture."""
    house.window.breathe()
    screen = house.window.screen_of("breathe")
    assert isinstance(screen, BreatheScreen)
    qtbot.waitUntil(lambda: screen.pace is not None and screen.pace.begun)
    for _ in range(seconds):
        house.clock.advance(1)
        screen.view.lamp.repaint()


def test_breathing_while_locked_is_there_after_unlocking(house: House, qtbot: QtBot) -> None:
    """From the real circle, stopped by Esc, to the vault."""
    house.open_up()
    house.lock()
    breathe(house, qtbot, 90)
    press(house.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pending(house) == 1)
    assert house.window.current == "lock"
    house.unlock()
    (record,) = records(house)
    assert (record.exercise, record.after) == ("br_long_exhale", None)
    assert 85 <= record.seconds <= 90


def test_what_was_breathed_for_a_moment_leaves_no_note(house: House, qtbot: QtBot) -> None:
    house.open_up()
    breathe(house, qtbot, 1)
    press(house.window, Qt.Key.Key_Escape)
    house.wait_for("home")
    assert records(house) == []


def test_breathing_with_nothing_loaded_and_closing_the_window_keeps_it(
    house: House, qtbot: QtBot
) -> None:
    """As with --breathe, from the circle straight out of the program."""
    house.window.breathe()
    with qtbot.waitExposed(house.window):
        house.window.show()
    breathe(house, qtbot, 90)
    house.window.screen_of("breathe").escape()
    assert house.parts.spine.session.services is None
    house.window.close()
    house.parts.spine.close()
    later = build(HomePaths(house.parts.spine.paths.root), keyring=house.keyring, clock=house.clock)
    assert later.inbox.pending() == 1
    later.session.unlock(None)
    assert [record.exercise for record in later.practices.page().result()] == ["br_long_exhale"]
    later.session.lock()


def test_practised_in_the_open_journal_it_is_there_at_once(house: House, qtbot: QtBot) -> None:
    house.open_up()
    record = practise(house)
    qtbot.waitUntil(lambda: records(house) == [record])


def test_practised_before_anything_of_the_vault_was_loaded(house: House, qtbot: QtBot) -> None:
    """As with --breathe: the services come when somebody leaves the circle."""
    with qtbot.waitExposed(house.window):
        house.window.show_screen("help")
        house.window.show()
    record = practise(house)
    assert house.parts.spine.session.services is None
    house.assembly.start()
    qtbot.waitUntil(lambda: house.parts.spine.is_open)
    qtbot.waitUntil(lambda: records(house) == [record])


def test_without_a_journal_nothing_is_kept(
    empty_house: House, qtbot: QtBot, own_world: Path
) -> None:
    empty_house.begin()
    keeper = empty_house.parts.spine.practice_keeper
    practise(empty_house)
    qtbot.waitUntil(lambda: not keeper._waiting)
    assert not (own_world / "inbox").exists()
    assert not empty_house.parts.spine.has_vault


def test_a_kill_after_the_commit_brings_it_in_once(
    house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of the note outlives the commit; the next unlock knows it."""
    house.open_up()
    house.lock()
    record = practise(house)
    qtbot.waitUntil(lambda: pending(house) == 1)
    with monkeypatch.context() as patch:
        patch.setattr(InboxService, "remove", lambda *_: [])
        house.unlock()
        house.lock()
    assert pending(house) == 1
    house.unlock()
    assert records(house) == [record]
    assert pending(house) == 0


def test_a_window_that_closes_right_away_keeps_it(house: House, qtbot: QtBot) -> None:
    house.open_up()
    record = practise(house)
    services = house.services
    house.window.close()
    house.parts.spine.close()
    services.session.unlock(None)
    assert services.practices.page().result() == [record]
    services.session.lock()


@pytest.mark.parametrize("locked", [False, True], ids=["open", "locked"])
def test_what_is_breathed_when_the_program_ends_is_kept(
    house: House, qapp: QApplication, qtbot: QtBot, locked: bool
) -> None:
    """Nobody pressed Stop: the window is closed, or the computer is shut down."""
    house.open_up()
    services = house.services
    if locked:
        house.lock()
    breathe(house, qtbot, 90)
    quit_program(house, qapp)
    # Where the lock is quicker than the note, it is sealed from an open vault too.
    assert services.inbox.pending() in ({1} if locked else {0, 1})
    services.session.unlock(None)
    assert services.inbox.pending() == 0
    (record,) = services.practices.page().result()
    assert (record.exercise, record.after) == ("br_long_exhale", None)
    assert 85 <= record.seconds <= 90
    services.session.lock()


def test_a_disk_that_hangs_holds_up_no_end_and_the_note_is_sealed(
    house: House, qapp: QApplication, qtbot: QtBot
) -> None:
    house.open_up()
    services, thread = house.services, house.services.session.thread()
    answer, hangs = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        hangs.set()
        answer.wait(60)

    thread.write(hang)
    qtbot.waitUntil(hangs.is_set)
    breathe(house, qtbot, 90)
    began = time.perf_counter()
    quit_program(house, qapp, 0.5)
    # What it may wait for text and for notes, and a second for a loaded machine.
    assert time.perf_counter() - began < 0.5 + spine._NOTE_PATIENCE + 1
    assert services.inbox.pending() == 1
    answer.set()
    assert thread.closed.wait(20)
    services.session.unlock(None)
    assert len(services.practices.page().result()) == 1
    services.session.lock()


def test_a_full_disk_is_said_after_unlocking_and_never_while_breathing(
    house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.open_up()

    def full(*_: Any, **__: Any) -> Any:
        raise fs.harbor_error(OSError(28, "no room"), own_inbox)

    own_inbox = house.services.inbox._paths.inbox
    keeper, notice = house.parts.spine.practice_keeper, house.window.frame.notice
    monkeypatch.setattr("safeharbor.services.inbox.fs.replace_atomic", full)
    monkeypatch.setattr(type(house.services.practices), "keep", full)
    house.window.show_screen("help")
    with qtbot.waitSignal(keeper.failed) as failed:
        practise(house)
    assert failed.args[0].code is ErrorCode.DISK_FULL
    assert not notice.isVisible()
    house.window.show_screen("home")
    assert notice.isVisible()
    assert "A note of a practice could not be kept" in notice.words
    monkeypatch.undo()
    house.lock()
    assert notice.words == ""
    qtbot.waitUntil(lambda: pending(house) == 1)
    house.unlock()
    qtbot.waitUntil(lambda: len(records(house)) == 1)
    assert notice.words == ""


def test_nothing_of_a_practice_lies_in_the_clear(
    house: House, qtbot: QtBot, own_world: Path
) -> None:
    house.open_up()
    first = practise(house, exercise=NEEDLE, before=UNSURE, after=After.WORSE)
    qtbot.waitUntil(lambda: len(records(house)) == 1)
    house.lock()
    second = practise(house, exercise=NEEDLE)
    qtbot.waitUntil(lambda: pending(house) == 1)
    wanted = [NEEDLE, NEEDLE.removeprefix("own_")]
    wanted += [name for r in (first, second) for name in (r.id.hex, str(r.id))]
    assert hunt([own_world.parent], wanted) == []
    house.unlock()
    assert len(records(house)) == 2
    house.lock()
    assert hunt([own_world.parent], wanted) == []


def test_the_row_says_what_is_kept_and_stops_it(house: House, qtbot: QtBot) -> None:
    house.open_up()
    _, shown = rows(house, qtbot)
    assert shown.keep.isChecked()
    for words in ("Which exercise", "Never what you breathed or wrote", "without a journal"):
        assert words in shown.keep.accessibleDescription()
    click(shown.keep)
    assert house.parts.preferences.get(KEEP_PRACTICES, True) is False
    practise(house)
    click(shown.keep)
    last = practise(house)
    qtbot.waitUntil(lambda: records(house) == [last])


def test_all_notes_are_deleted_with_words_first(house: House, qtbot: QtBot) -> None:
    house.open_up()
    entry_id = house.write("Kept")
    for _ in range(3):
        practise(house)
    qtbot.waitUntil(lambda: len(records(house)) == 3)
    sheet, shown = rows(house, qtbot)
    assert shown.delete.isEnabled()
    assert "entries stay" in shown.row.consequence.words
    click(shown.delete)
    assert "They cannot be brought back." in sheet.notice.words
    assert "Backups made before still hold them." in sheet.notice.words
    assert len(records(house)) == 3
    assert house.window.focusWidget() is sheet.notice.action
    click(sheet.notice.action)
    qtbot.waitUntil(lambda: "are deleted" in sheet.notice.words)
    assert records(house) == []
    assert house.services.journal.get(entry_id).result().content.title == "Kept"
    assert shown.delete.text() == "Delete all"


def test_leaving_the_question_alone_deletes_nothing(house: House, qtbot: QtBot) -> None:
    house.open_up()
    practise(house)
    qtbot.waitUntil(lambda: len(records(house)) == 1)
    sheet, shown = rows(house, qtbot)
    click(shown.delete)
    click(sheet.notice.close_button)
    assert len(records(house)) == 1


def test_locked_the_notes_cannot_be_deleted_and_the_choice_can_be_made(
    house: House, qtbot: QtBot
) -> None:
    house.open_up()
    house.lock()
    _, shown = rows(house, qtbot)
    assert not shown.delete.isEnabled()
    assert "while the journal is open" in shown.row.consequence.words
    click(shown.keep)
    practise(house)
    house.unlock()
    assert records(house) == []
    qtbot.waitUntil(shown.delete.isEnabled)


def test_a_lock_between_question_and_answer_is_no_error(house: House, qtbot: QtBot) -> None:
    house.open_up()
    practise(house)
    qtbot.waitUntil(lambda: len(records(house)) == 1)
    sheet, shown = rows(house, qtbot)
    click(shown.delete)
    house.lock()
    shown._delete()
    assert "The journal is locked." in sheet.notice.words
    house.unlock()
    assert len(records(house)) == 1
