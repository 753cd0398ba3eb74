"""What stands on a worksheet besides its questions: the view for two, the open page, the pause."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.domain.answer_edit import SetRows
from safeharbor.domain.answers import Row
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.sheet import Fear, Field, FieldType, Reaction, Sheet
from safeharbor.services.own_sheets import own_id
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.stage import Front
from support import sweep
from support.hands import click
from support.house import House
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(house: House, qtbot: QtBot) -> Worksheet:
    house.open_up()
    return Worksheet(house, qtbot)


def for_two(page: Worksheet) -> bool:
    """Whether the view for two is shown."""
    return page.model.held.shared


def test_the_page_for_hard_nights_is_readable_only_while_that_is_on(page: Worksheet) -> None:
    page.new("safety")
    page.write("to_send", "Can you call?")
    plan = page.house.services.open_plan
    assert not plan.is_on
    page.screen.open_page.tick.click()
    page.until(lambda: plan.is_on)
    read = plan.read()
    assert read is not None
    assert read.answers.text("to_send") == "Can you call?"
    page.screen.open_page.tick.click()
    page.until(lambda: not plan.is_on)
    page.until(lambda: "removed" in page.form.notice.words)


def test_switched_on_and_off_at_once_the_page_is_off(page: Worksheet) -> None:
    page.new("safety")
    page.write("to_send", "Can you call?")
    tick = page.screen.open_page.tick
    tick.click()
    tick.click()
    page.keep()
    page.until(lambda: "removed" in page.form.notice.words)
    tick.click()
    tick.click()
    sweep.settle()
    page.until(lambda: not page.house.services.open_plan.is_on)
    assert not tick.isChecked()


def test_an_empty_page_for_hard_nights_has_nothing_to_show(page: Worksheet) -> None:
    page.new("safety")
    page.screen.open_page.tick.click()
    page.until(lambda: "One line is enough" in page.form.notice.words)
    assert not page.screen.open_page.tick.isChecked()


def test_the_switch_goes_back_where_the_page_could_not_be_kept(
    page: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.new("safety")
    page.write("to_send", "Can you call?")

    def full(*_: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(page.house.services.sheets, "save", full)
        page.screen.open_page.tick.click()
        page.until(lambda: page.form.notice.isVisible())
        assert not page.screen.open_page.tick.isChecked()
    page.keep()
    sweep.settle()
    assert not page.house.services.open_plan.is_on


def test_the_view_for_two_has_nothing_in_it_that_is_for_one_alone(page: Worksheet) -> None:
    page.new("agreement")
    page.answer_fear("no")
    page.tool("share")
    assert "for you alone" in page.form.notice.words
    page.input("free").written.emit("yes")
    sweep.settle()
    page.tool("share")
    assert for_two(page)
    assert page.form.view is not None
    assert page.form.view.gate is None
    assert page.question("free").isHidden()
    assert page.reads().count("about safety again") == 0
    assert not page.form.tools.buttons["versions"].isVisible()
    page.tool("paper")
    made = page.screen.stage.paper.pane.made
    assert made is not None
    assert made.job.shared
    page.screen.escape()
    click(page.form.end)
    sweep.settle()
    assert not for_two(page)
    assert page.question("free").isVisible()


def test_the_view_for_two_never_says_that_paper_is_dangerous(page: Worksheet) -> None:
    page.new("agreement")
    page.house.parts.spine.fear.give(Fear.EGGSHELLS)
    page.input("free").written.emit("yes")
    sweep.settle()
    page.tool("share")
    click(page.form.notice.action)
    sweep.settle()
    assert for_two(page)
    assert not page.form.tools.buttons["paper"].isVisible()
    form = page.form
    for ask in (form.tools.paper, form.card_wanted, form.page_wanted):
        ask.emit()
        assert page.front is Front.FORM
    assert "safer unwritten" not in page.reads()
    click(page.form.end)
    sweep.settle()
    page.tool("paper")
    assert "safer unwritten" in page.reads()


def test_paper_goes_from_the_view_for_two_as_soon_as_it_is_off(page: Worksheet) -> None:
    page.new("agreement")
    page.answer_fear("no")
    page.input("free").written.emit("yes")
    sweep.settle()
    page.tool("share")
    paper = page.form.tools.buttons["paper"]
    assert paper.isVisible()
    page.house.parts.spine.fear.give(Fear.YES)
    page.until(lambda: page.model.held.guarded)
    assert not paper.isVisible()


def test_a_pause_says_when_it_ends_and_that_it_has(page: Worksheet) -> None:
    page.new("timeout")
    page.answer_fear("no")
    pause = page.form.pause
    assert "30" in pause.button.text()
    page.model.write(Place("length"), "m45")
    assert "45" in pause.button.text()
    click(pause.button)
    assert "08:45" in pause.line.words or "8:45" in pause.line.words
    page.house.clock.advance(44 * 60)
    pause.look()
    assert pause.running
    page.house.clock.advance(2 * 60)
    pause.look()
    assert "over" in pause.line.words
    page.new("needs")
    assert not pause.isVisible()


def test_a_pause_goes_on_behind_a_lock_and_on_other_pages(page: Worksheet) -> None:
    page.new("timeout")
    page.answer_fear("no")
    click(page.form.pause.button)
    said = page.form.pause.line.words
    assert said
    page.house.lock()
    page.house.unlock()
    page.wait_for("timeout")
    assert page.form.pause.running
    assert page.form.pause.line.words == said
    page.new("needs")
    page.house.clock.advance(31 * 60)
    page.new("timeout")
    assert "over" in page.form.pause.line.words
    assert not page.form.pause.running


def test_a_note_about_help_waits_until_one_is_alone(page: Worksheet) -> None:
    strong = Reaction(at_least=7, note="Somebody can help.", help=True)
    fields = (
        Field("strong", FieldType.SCALE, "How strong", reactions=(strong,)),
        Field("say", FieldType.TEXT, "What we say"),
    )
    own = Sheet("own", 1, "Ours", "A line.", "own", fields, shared=True)
    changes = page.house.services.own_sheets.add(own).result(20)
    (form_id,) = changes.forms
    page.new(own_id(form_id))
    page.tool("share")
    page.model.write(Place("strong"), 9)
    sweep.settle()
    assert "can help" not in page.reads()
    click(page.form.end)
    sweep.settle()
    assert "can help" in page.reads()
    assert "for you alone" in page.form.notice.words
    page.tool("share")
    click(page.form.end)
    assert not page.form.notice.isVisible()


def test_an_empty_card_is_not_offered_to_the_printer(page: Worksheet) -> None:
    page.new("boundary")
    page.answer_fear("no")
    aside = page.form.aside
    assert aside is not None
    assert not aside.print_button.isVisible()
    assert aside.whole.isVisible()
    page.model.write(Place("line"), "I don't talk about money after nine.")
    page.until(aside.print_button.isVisible)


def test_a_picture_waits_until_the_writing_rests_and_none_is_made_of_thousands(
    page: Worksheet,
) -> None:
    page.new("ladder")
    aside = page.form.aside
    assert aside is not None
    (panel,) = aside.panels.values()
    steps = tuple(Row(n.to_bytes(3, "big"), {"step": f"Step {n}", "dread": 5}) for n in range(60))
    page.model.make(Place("rungs"), (SetRows("rungs", steps),))
    aside.refresh()
    assert not panel.isVisible()
    page.until(panel.isVisible)
    many = tuple(Row(n.to_bytes(3, "big"), {"step": "x"}) for n in range(2001))
    page.model.make(Place("rungs"), (SetRows("rungs", many),))
    page.until(lambda: not panel.isVisible())
