"""One worksheet as somebody meets it: written, kept, taken back, locked, and left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.autosave import SaveState
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.stage import Front
from support import sweep
from support.house import House
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(house: House, qtbot: QtBot) -> Worksheet:
    house.open_up()
    return Worksheet(house, qtbot)


def test_a_sheet_opens_is_written_and_says_that_it_is_saved(page: Worksheet) -> None:
    page.new("boundary")
    page.answer_fear("no")
    page.write("line", "I don't talk about my pay.")
    assert page.desk.keeper.state is SaveState.WRITING
    page.keep()
    assert page.stored().answers.text("line") == "I don't talk about my pay."
    assert page.house.window.frame.tools.saved.text() == "Saved"


def test_locked_in_the_middle_it_comes_back_to_the_same_place(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "An hour of quiet")
    page.press(Qt.Key.Key_Left, times=5)
    page.house.lock()
    assert page.house.window.current == "lock"
    page.house.unlock()
    page.wait_for("needs")
    page.until(lambda: page.text("ask") == "An hour of quiet")
    sweep.settle()
    page.keys("a little ")
    assert page.text("ask") == "An hour of a little quiet"


def test_what_was_chosen_for_somebody_stays_chosen_behind_a_lock(page: Worksheet) -> None:
    """Nothing was written yet, so nothing of it is in the vault."""
    page.new("ladder", preset=(("setting", "social"),))
    for _ in range(2):
        page.house.lock()
        page.house.unlock()
        page.wait_for("ladder")
        assert page.text("setting") == "social"
    page.new("ladder")
    page.house.lock()
    page.house.unlock()
    page.wait_for("ladder")
    assert page.text("setting") == ""


def test_a_word_that_is_being_composed_is_kept_at_a_lock(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet ")
    QApplication.sendEvent(page.focus, QInputMethodEvent("roo", []))
    page.house.lock()
    page.house.unlock()
    page.wait_for("needs")
    page.until(lambda: page.text("ask") == "A quiet roo")


def test_the_very_first_word_is_kept_at_a_lock_while_it_is_composed(page: Worksheet) -> None:
    page.new("needs")
    page.input("ask").receiver().setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(page.focus, QInputMethodEvent("roo", []))
    snapshot = page.screen.snapshot()
    assert snapshot is not None
    assert snapshot.answers.text("ask") == "roo"


def test_undo_and_redo_by_keys_and_by_buttons(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "one two")
    page.undo()
    assert page.text("ask") == "one "
    page.redo()
    assert page.text("ask") == "one two"
    page.tool("undo")
    page.tool("undo")
    assert page.text("ask") == ""
    assert not page.form.tools.buttons["undo"].isEnabled()


def test_an_empty_sheet_is_nothing(page: Worksheet) -> None:
    page.new("needs")
    page.screen.escape()
    assert page.house.services.sheets.count().result(20) == 0
    assert page.front is Front.FORM


def test_going_back_leads_to_who_asked_and_keeps_everything(page: Worksheet) -> None:
    page.new("thought", then="calm")
    page.write("situation", "The call at noon")
    page.screen.escape()
    assert page.house.window.current == "calm"
    page.until(lambda: page.desk.keeper.state is SaveState.SAVED)
    page.new("needs")
    page.screen.escape()
    assert page.house.window.current == page.screen.home


def test_a_filled_sheet_opens_again_with_its_title(page: Worksheet) -> None:
    page.new("needs")
    page.form.title.setFocus(Qt.FocusReason.TabFocusReason)
    page.keys("Before the move")
    page.write("ask", "A quiet room")
    page.keep()
    form_id = page.form_id
    page.new("thought")
    assert page.form.title.text() == ""
    page.open(form_id)
    assert page.form.title.text() == "Before the move"
    assert page.text("ask") == "A quiet room"
    assert "Needs inventory, Saturday 21 November" in page.reads()


def test_the_title_is_taken_back_like_anything_else(page: Worksheet) -> None:
    page.new("needs")
    page.form.title.setFocus(Qt.FocusReason.TabFocusReason)
    page.keys("Before noon")
    page.undo()
    assert page.form.title.text() == "Before "
    page.redo()
    assert page.form.title.text() == "Before noon"
    page.keep()
    assert page.stored().title == "Before noon"


def test_the_one_copy_of_a_living_sheet_opens_wherever_it_is_asked_for(page: Worksheet) -> None:
    page.new("safety")
    page.write("to_send", "Can you call?")
    page.keep()
    first = page.form_id
    page.new("needs")
    page.new("safety")
    assert page.form_id == first
    assert page.text("to_send") == "Can you call?"


def test_help_lines_of_the_country_stand_in_the_page_for_hard_nights(
    house: House, qtbot: QtBot
) -> None:
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    page = Worksheet(house, qtbot)
    page.new("safety")
    rows = page.model.held.rows("pro")
    assert rows[0].values["name"] == "TelefonSeelsorge"
    assert page.text("emergency") == "112"
    assert page.model.held.blank


def test_thrown_away_it_can_come_back_at_once(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet room")
    page.keep()
    page.tool("trash")
    page.until(lambda: page.front is Front.EMPTY)
    assert "30 days" in page.screen.stage.empty.notice.words
    page.press(Qt.Key.Key_Space)
    page.wait_for("needs")
    page.until(lambda: page.text("ask") == "A quiet room")
    assert page.front is Front.FORM


def test_what_is_written_while_it_is_thrown_away_brings_it_back(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet room")
    page.keep()
    gone: list[object] = []
    page.desk.trashed.connect(gone.append)
    page.desk.trash()
    page.model.write(Place("ask"), "A quiet room today")
    page.keep()
    assert page.stored().answers.text("ask") == "A quiet room today"
    assert not page.stored().trashed
    assert gone == []


def test_a_version_is_compared_field_by_field_and_brought_back(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet room")
    page.keep()
    page.house.clock.advance(3600)
    page.write("ask", ", please")
    page.keep()
    page.tool("versions")
    versions = page.screen.stage.versions
    page.until(lambda: versions.which.count() == 2 and versions.restore.isEnabled())
    assert "different now" in versions.summary.words
    versions.restore.click()
    page.until(lambda: page.front is Front.FORM)
    page.until(lambda: page.text("ask") == "A quiet room")
    assert len(page.house.services.sheets.versions(page.form_id).result(20)) == 3


def test_what_is_never_stored_is_gone_when_the_screen_is_left(page: Worksheet) -> None:
    page.new("boundary")
    page.answer_fear("no")
    page.input("safe").written.emit("yes")
    sweep.settle()
    assert page.model.held.guarded
    page.house.window.show_screen("calm")
    assert page.model.held.answers.value("safe") is None
    page.house.window.show_screen("worksheet")
    # Nobody can see what was answered, and what it folded up stays folded.
    assert page.model.held.guarded


def test_fear_is_asked_once_and_again_after_a_lock(page: Worksheet) -> None:
    page.new("boundary")
    assert page.form.view is not None
    assert not page.form.aside or page.form.aside.isHidden()
    page.answer_fear("no")
    page.new("istatement")
    assert page.model.held.fear == "no"
    page.house.lock()
    page.house.unlock()
    page.wait_for("istatement")
    assert page.model.held.fear is None


def test_behind_the_question_about_fear_one_comes_back_to_the_same_place(page: Worksheet) -> None:
    page.new("boundary")
    page.answer_fear("no")
    page.write("line", "I go home at ten.")
    page.press(Qt.Key.Key_Left, times=7)
    page.house.lock()
    page.house.unlock()
    page.wait_for("boundary")
    page.until(lambda: page.text("line") == "I go home at ten.")
    page.answer_fear("no")
    page.keys("x")
    assert page.text("line") == "I go home xat ten."


def test_paper_is_off_where_it_may_not_be_safe_until_it_is_switched_on(page: Worksheet) -> None:
    page.new("boundary")
    page.answer_fear("unsure")
    page.write("line", "I go home at ten.")
    assert page.form.aside is not None
    assert not page.form.aside.box.isVisible()
    page.tool("paper")
    pane = page.screen.stage.paper.pane
    assert pane.off.isVisible()
    pane.off.switch.click()
    assert pane.made is not None
    page.screen.escape()
    assert page.front is Front.FORM
    assert pane.made is None


def test_the_card_follows_every_letter(page: Worksheet) -> None:
    page.new("boundary")
    page.answer_fear("no")
    page.write("line", "I go home at ten.")
    assert page.form.aside is not None
    assert page.form.aside.card.accessibleDescription() == "I go home at ten."
    page.form.aside.print_button.click()
    assert page.front is Front.PAPER
    assert page.screen.stage.paper.pane.choosing.card.isChecked()


def test_a_sheet_belongs_to_an_entry_and_to_none_again(page: Worksheet) -> None:
    entry = page.house.write("A long day")
    page.new("needs")
    page.write("ask", "A quiet room")
    page.tool("attach")
    page.until(lambda: page.front is Front.ATTACH)
    pane = page.screen.stage.attach
    page.until(lambda: bool(pane.model.rows))
    pane.rows.opened.emit(entry)
    page.until(lambda: page.front is Front.FORM)
    assert page.stored().entry_id == entry
    page.write("ask", ".")
    page.keep()
    assert page.stored().entry_id == entry
    page.tool("attach")
    page.until(lambda: page.front is Front.ATTACH)
    pane.loose.click()
    page.until(lambda: page.front is Front.FORM)
    assert page.stored().entry_id is None


def test_a_copy_of_the_questions_becomes_a_sheet_of_ones_own(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet room")
    page.tool("copy")
    page.house.wait_for("worksheets")
    own_sheets = page.house.services.own_sheets
    page.until(lambda: len(own_sheets.list().result(20)) == 1)
    (own,) = own_sheets.list().result(20)
    assert own.title == "Needs inventory, my own"
    (kept,) = page.house.services.sheets.page().result(20)
    assert kept.template_id == "needs"
    page.new(own.id)
    assert page.form.title.accessibleDescription() == "Needs inventory, my own"


def test_a_save_that_fails_says_so_and_nothing_is_lost(
    page: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.new("needs")

    def full(*_: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(page.house.services.sheets, "save", full)
        page.write("ask", "A quiet room")
        page.desk.hurry()
        assert page.form.notice.isVisible()
        assert page.desk.keeper.state is SaveState.NOT_SAVED
    page.keep()
    assert not page.form.notice.isVisible()
    assert page.stored().answers.text("ask") == "A quiet room"


def test_a_sheet_that_another_one_leads_to_opens_and_leads_back(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet room")
    page.form.asked.emit("ws:boundary")
    page.wait_for("boundary")
    page.screen.escape()
    page.wait_for("needs")
    page.until(lambda: page.text("ask") == "A quiet room")
    page.screen.escape()
    assert page.house.window.current == page.screen.home


def test_exercises_come_back_to_the_sheet(page: Worksheet) -> None:
    page.new("needs")
    page.write("ask", "A quiet room")
    page.form.asked.emit("ex:gr_feet")
    page.house.wait_for("exercise")
    page.house.window.escape()
    page.house.wait_for("worksheet")
    assert page.text("ask") == "A quiet room"
    page.form.asked.emit("ex:br_long_exhale")
    page.house.wait_for("breathe")


def test_the_fields_that_somebody_names_stand_open(page: Worksheet) -> None:
    page.new("needs", show=("ask", "to"))
    assert page.form.view is not None
    assert list(page.form.view.questions) == ["ask", "to"]


def test_words_from_other_sheets_are_suggested(page: Worksheet) -> None:
    page.new("support")
    row = page.model.held.rows("people")[0]
    page.model.write(Place("people", row.id, "name"), "Rosa")
    page.keep()
    page.new("boundary")
    page.until(lambda: page.model.people == ("Rosa",))
