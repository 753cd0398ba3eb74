"""The window with a vault behind it: what is shown first, what a lock does, the verbs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from safeharbor.domain.breathing import BOX
from safeharbor.services.autosave import SaveState
from safeharbor.ui import app
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import BreatheWish
from support.hands import click, press
from support.house import House


def journal_of(house: House) -> JournalScreen:
    screen = house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    return screen


def is_blank(house: House) -> bool:
    return house.window.frame.covered


def test_a_home_without_a_vault_begins_with_the_question(empty_house: House) -> None:
    empty_house.begin()
    assert empty_house.window.current == "first_run"


def test_a_home_with_a_vault_begins_at_its_door_and_the_keyring_opens_it(house: House) -> None:
    house.assembly.begin("show")
    assert house.window.current == "lock"
    house.open_up()
    assert house.window.frame.tools.lock_button.isVisible()


def test_breathing_comes_first_when_it_is_asked_for(house: House, qtbot: QtBot) -> None:
    house.begin("breathe")
    assert house.window.current == "breathe"
    qtbot.waitUntil(lambda: house.parts.spine.session.services is not None)
    assert house.window.current == "breathe"
    press(house.window, Qt.Key.Key_Escape)
    house.wait_for("home")


def test_without_a_vault_home_offers_one_step_and_nothing_else(empty_house: House) -> None:
    empty_house.begin("breathe")
    press(empty_house.window, Qt.Key.Key_Escape)
    assert empty_house.window.current == "home"
    assert not empty_house.window.frame.tools.isVisible()
    empty_house.window.show_screen("journal")
    assert empty_house.window.current == "first_run"


def test_a_lock_destroys_what_showed_the_vault(house: House) -> None:
    house.open_up()
    house.window.show_screen("journal")
    house.lock()
    assert house.window.current == "lock"
    assert house.window.existing("journal") is None
    assert house.window.existing("home") is None
    assert not house.window.frame.tools.isVisible()
    assert not house.parts.spine.is_open


def test_after_a_lock_nothing_of_the_vault_can_be_reached(house: House) -> None:
    house.open_up()
    house.lock()
    for route in ("home", "journal", "lock", "first_run"):
        house.window.show_screen(route)
        assert house.window.current == "lock"
    for route in ("breathe", "help", "about", "keys"):
        house.window.show_screen(route)
        assert house.window.current == route


def test_entry_and_caret_come_back_after_a_lock(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.write("The canal", "One line, and another one.")
    last = house.write("Soup", "Rosa made soup.")
    house.window.show_screen("journal")
    journal_of(house).open_entry(last)
    qtbot.waitUntil(lambda: journal_of(house).desk.entry_id == last)
    journal_of(house).editor.field.set_caret(4)
    house.lock()
    house.unlock()
    house.wait_for("journal")
    qtbot.waitUntil(lambda: journal_of(house).desk.entry_id == last)
    qtbot.waitUntil(lambda: journal_of(house).editor.field.caret() == 4)


def test_what_was_not_kept_yet_is_there_after_a_lock(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.assembly.write()
    field = journal_of(house).editor.field
    field.insert("a line that no timer has kept")
    house.lock()
    house.unlock()
    house.wait_for("journal")
    qtbot.waitUntil(
        lambda: journal_of(house).editor.field.text() == "a line that no timer has kept"
    )


def test_a_lock_leaves_breathing_alone(house: House) -> None:
    house.open_up()
    house.window.breathe()
    house.lock()
    assert house.window.current == "breathe"
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "lock"


def test_unlocking_leaves_breathing_alone(house: House) -> None:
    house.begin()
    house.window.breathe()
    house.unlock()
    assert house.window.current == "breathe"
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "home"


def test_the_window_is_covered_before_the_text_is_taken(house: House) -> None:
    house.open_up()
    covered: list[bool] = []

    class Probe:
        def snapshot(self) -> None:
            covered.append(is_blank(house))

    house.parts.spine.session.register(Probe())
    house.lock()
    assert covered == [True]


def test_hide_blanks_the_window_and_a_second_time_reveals_nothing(house: House) -> None:
    house.open_up()
    press(house.window, Qt.Key.Key_F9)
    assert is_blank(house)
    picture = house.window.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle == house.parts.look.color("bg")
    press(house.window, Qt.Key.Key_F9)
    assert is_blank(house)
    assert not house.parts.spine.is_open


def test_from_a_hidden_window_esc_leads_to_the_door(house: House, qtbot: QtBot) -> None:
    house.open_up()
    with qtbot.waitSignal(house.parts.spine.session.locked):
        press(house.window, Qt.Key.Key_F9)
    assert is_blank(house)
    press(house.window, Qt.Key.Key_Escape)
    assert not is_blank(house)
    assert house.window.current == "lock"


def test_a_click_on_the_blank_page_leads_on_too(empty_house: House) -> None:
    empty_house.begin("breathe")
    empty_house.window.help()
    click(empty_house.window.frame.tools.hide_button)
    assert is_blank(empty_house)
    click(empty_house.window.frame.cover)
    assert not is_blank(empty_house)
    assert empty_house.window.current == "help"


def test_breathing_works_from_the_blank_page(house: House, qtbot: QtBot) -> None:
    house.open_up()
    with qtbot.waitSignal(house.parts.spine.session.locked):
        press(house.window, Qt.Key.Key_F9)
    click(house.window.frame.corner.first)
    assert house.window.current == "breathe"
    assert not is_blank(house)


def test_who_breathes_after_hiding_is_not_blanked_by_a_later_lock(
    house: House, qtbot: QtBot
) -> None:
    house.open_up()
    with qtbot.waitSignal(house.parts.spine.session.locked):
        press(house.window, Qt.Key.Key_F9)
    click(house.window.frame.corner.first)
    house.unlock()
    house.lock()
    qtbot.waitUntil(lambda: not house.parts.spine.is_open)
    assert house.window.current == "breathe"
    assert not is_blank(house)


@pytest.mark.parametrize("ask", ["hide", "lock"])
def test_what_was_shut_before_the_keyring_was_asked_does_not_open_by_itself(
    house: House, qtbot: QtBot, ask: str
) -> None:
    asked: list[bool] = []
    session = house.parts.spine.session
    session.busy.connect(asked.append)
    house.assembly.begin("show")
    (house.window.hide_asked if ask == "hide" else house.window.lock_asked).emit()
    with qtbot.waitSignal(session.ready):
        house.assembly.start()
    # The question for the policy is answered by now, or comes before this.
    with qtbot.waitSignal(session.ready):
        session._find_state()
    assert not asked
    assert is_blank(house) is (ask == "hide")
    house.unlock()


def test_an_open_dialog_keeps_no_lock_away(house: House, qtbot: QtBot) -> None:
    house.open_up()
    dialog = QDialog(house.window)
    dialog.open()
    house.lock()
    assert not dialog.isVisible()
    assert house.window.current == "lock"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_brings_it_forward(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.window.showMinimized()
    house.assembly.on_verb("show")
    qtbot.waitUntil(lambda: not house.window.isMinimized())
    assert house.window.current == "home"
    house.assembly.on_verb("breathe")
    assert house.window.current == "breathe"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_verb_write_waits_for_the_door(house: House) -> None:
    house.begin()
    house.assembly.on_verb("write")
    house.wait_for("journal")
    assert journal_of(house).editor.held is not None


def test_the_verb_lock_locks(house: House, qtbot: QtBot) -> None:
    house.open_up()
    with qtbot.waitSignal(house.parts.spine.session.locked):
        house.assembly.on_verb("lock")
    assert house.window.current == "lock"


def test_a_note_from_the_terminal_comes_in_while_it_is_open(house: House, qtbot: QtBot) -> None:
    from safeharbor.domain.entry import EntryContent
    from safeharbor.services.envelope import NoteKind
    from safeharbor.services.journal import PageRequest

    house.open_up()
    note = house.services.journal.snapshot(EntryContent("From the terminal", "a line"))
    house.services.inbox.seal(note, NoteKind.ENTRY)
    with qtbot.waitSignal(house.parts.spine.bridge.changed):
        house.assembly.on_verb("inbox")
    titles = [row.title for row in house.services.journal.page(PageRequest()).result()]
    assert titles == ["From the terminal"]


def test_saved_is_said_in_the_row_above(house: House) -> None:
    house.open_up()
    house.window.show_screen("journal")
    tools = house.window.frame.tools
    journal_of(house).saving.emit(SaveState.WRITING)
    assert (tools.saved.state, tools.saved.text()) == ("writing", "Writing")
    journal_of(house).saving.emit(SaveState.SAVED)
    assert (tools.saved.state, tools.saved.text()) == ("saved", "Saved")
    house.window.show_screen("home")
    assert tools.saved.text() == ""


def test_closing_the_window_keeps_what_was_written(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.assembly.write()
    journal_of(house).editor.field.insert("the last line")
    house.window.close()
    house.parts.spine.close()
    QApplication.processEvents()
    services = house._build()
    services.session.unlock(None)
    from safeharbor.services.journal import PageRequest

    row = services.journal.page(PageRequest()).result()[0]
    assert services.journal.get(row.id).result().content.body == "the last line"
    services.session.lock()


def test_backups_are_looked_after_while_the_window_is_there(house: House) -> None:
    from safeharbor.ui.auto_backup import AutoBackup

    close = house.assembly.watch(house.parts.preferences)
    close()
    assert house.window.findChild(AutoBackup) is not None


def test_a_shorter_idle_time_counts_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from safeharbor.ui.desktop.idle import Idle

    house.open_up()
    minutes: list[int] = []
    monkeypatch.setattr(Idle, "set_minutes", lambda _self, count: minutes.append(count))
    close = house.assembly.watch(house.parts.preferences)
    house.parts.preferences.set("idle_minutes", 1)
    house.window.screen_of("settings").changed.emit("idle_minutes")
    close()
    assert minutes == [5, 1]


def test_f2_breathes_from_the_question_after_a_practice_too(
    open_window: Callable[..., Window], parts: Parts
) -> None:
    window = open_window("breathe")
    screen = window.screen_of("breathe")
    assert isinstance(screen, BreatheScreen)
    running = screen.practice
    window.breathe()
    assert screen.practice is running
    screen.asked(BreatheWish(BOX, 180))
    assert screen.practice is None, "what is to be known about breath holds is in front"
    window.breathe()
    assert screen.practice is not None


def test_the_clock_of_a_practice_goes_on_while_the_computer_sleeps() -> None:
    if sys.platform == "linux":
        before = time.clock_gettime(time.CLOCK_BOOTTIME)
        assert before <= app.seconds() <= time.clock_gettime(time.CLOCK_BOOTTIME)
    assert app.seconds() <= app.seconds()
