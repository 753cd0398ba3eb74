"""Every way of answering, by keys and by mouse, and what a screen reader says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.sheet import UNSURE
from safeharbor.ui.routes import Parts
from safeharbor.ui.sheet.fields.days import read_day, said_day
from safeharbor.ui.sheet.fields.text import LONGEST
from support import sweep
from support.forms import TODAY, Open, field, opener, options, sheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Iterator[Open]:
    with opener(parts, qtbot) as open_it:
        yield open_it


# Texts.


def test_a_text_is_typed_undone_and_done_again_where_it_stands(show: Open) -> None:
    page = show(sheet(field("need"), field("why", "long_text")))
    page.go(page.input("need").box)
    page.keys("quiet nights")
    assert page.text("need") == "quiet nights"
    page.undo()
    assert page.input("need").box.text() == "quiet "
    page.undo()
    assert page.text("need") == ""
    page.redo(2)
    assert page.input("need").box.text() == "quiet nights"
    assert page.focus is page.input("need").box


def test_the_focus_follows_undo(show: Open) -> None:
    page = show(sheet(field("need"), field("why", "long_text")))
    page.go(page.input("need").box)
    page.keys("rest")
    page.tab()
    page.keys("because")
    assert page.text("why") == "because"
    page.undo(2)
    assert page.focus is page.input("need").box
    assert page.model.stored.empty


def test_a_single_line_wraps_and_grows_and_enter_leaves_it(show: Open, qtbot: QtBot) -> None:
    page = show(sheet(field("need"), field("why", "long_text")))
    line = page.input("need")
    before = line.height()
    page.go(line.box)
    QTest.keyClicks(line.box, "a long line that does not fit " * 6)
    sweep.settle()
    qtbot.waitUntil(lambda: line.height() > before)
    qtbot.waitUntil(lambda: line.box.verticalScrollBar().maximum() == 0)
    page.press(Qt.Key.Key_Return)
    assert "\n" not in page.text("need")
    assert page.focus is page.input("why").box


def test_a_long_text_takes_lines_and_tab_leaves_it(show: Open) -> None:
    page = show(sheet(field("why", "long_text"), field("need")))
    page.go(page.input("why").box)
    page.keys("one")
    page.press(Qt.Key.Key_Return)
    page.keys("two")
    assert page.text("why") == "one\ntwo"
    page.tab()
    assert page.focus is page.input("need").box


def test_what_is_pasted_comes_as_one_step_without_line_ends_in_a_line(show: Open) -> None:
    page = show(sheet(field("need")))
    box = page.input("need").box
    page.go(box)
    data = QMimeData()
    data.setText("one\ntwo")
    box.insertFromMimeData(data)
    assert page.text("need") == "one two"
    page.undo()
    assert page.text("need") == ""
    data.setText("x" * (LONGEST + 1))
    box.insertFromMimeData(data)
    assert page.text("need") == ""
    assert "A journal entry has room for it." in page.reads()


def test_a_blank_at_the_beginning_is_not_taken_away_while_one_types(show: Open) -> None:
    page = show(sheet(field("need")))
    page.go(page.input("need").box)
    page.keys(" a")
    page.press(Qt.Key.Key_Backspace)
    page.keys("b")
    assert page.text("need") == " b"


# Scales.


def test_a_scale_by_figures_arrows_and_delete(show: Open) -> None:
    page = show(sheet(field("tone", "scale", ends=("calm", "a storm"), unsure="can't tell")))
    scale = page.input("tone").scale
    page.tab()
    assert page.focus is scale.cells[5]
    page.press(Qt.Key.Key_7)
    assert page.model.stored.value("tone") == 7
    page.press(Qt.Key.Key_Right)
    assert page.model.stored.value("tone") == 8
    page.press(Qt.Key.Key_1)
    page.press(Qt.Key.Key_0)
    assert page.model.stored.value("tone") == 10
    page.press(Qt.Key.Key_Right)
    assert page.model.stored.value("tone") == UNSURE
    page.press(Qt.Key.Key_Delete)
    assert page.model.stored.value("tone") is None
    page.undo()
    assert scale.value == UNSURE
    assert scale.cells[0].accessibleName() == "0 of 10, calm"


def test_a_scale_by_mouse_and_nought_is_an_answer(show: Open) -> None:
    page = show(sheet(field("tone", "scale")))
    scale = page.input("tone").scale
    assert UNSURE not in scale.cells
    page.click(scale.cells[0])
    assert page.model.stored.value("tone") == 0
    page.click(scale.cells[0])
    assert page.model.stored.value("tone") is None


# Choices.

AREA = field(
    "area",
    "choice",
    options=(*options("Time", "Money"), *options("Sex", folded=True), *options("Other")),
)


def test_one_of_a_few_by_keys_and_taken_back(show: Open) -> None:
    page = show(sheet(AREA))
    picks = page.input("area").picks
    page.tab()
    assert page.focus is picks["time"]
    page.press(Qt.Key.Key_Space)
    assert page.text("area") == "time"
    page.press(Qt.Key.Key_Right)
    assert page.text("area") == "money"
    page.press(Qt.Key.Key_Delete)
    assert page.text("area") == ""
    page.undo(2)
    assert page.text("area") == "time"
    assert [name for name, pick in picks.items() if pick.isChecked()] == ["time"]


def test_a_choice_by_mouse_pressed_again_is_taken_back(show: Open) -> None:
    page = show(sheet(AREA))
    pick = page.input("area").picks["money"]
    page.click(pick)
    assert page.text("area") == "money"
    page.click(pick)
    assert page.text("area") == ""


def test_what_is_folded_opens_by_choice_only(show: Open) -> None:
    page = show(sheet(AREA))
    picks = page.input("area").picks
    assert not picks["sex"].isVisible()
    page.click(page.input("area").more)
    assert page.focus is picks["sex"]
    page.click(picks["sex"])
    assert page.text("area") == "sex"


def test_other_opens_a_text_of_its_own_whose_words_stay(show: Open) -> None:
    page = show(sheet(AREA))
    page.click(page.input("area").picks["other"])
    other = page.input("area").other
    assert other is not None
    page.go(other.box)
    page.keys("the garden")
    assert page.text("area_other") == "the garden"
    page.click(page.input("area").picks["time"])
    assert other.isVisible()
    page.undo(3)
    assert page.text("area_other") == ""


def test_an_option_can_say_something_once_it_is_chosen(show: Open) -> None:
    form = field("form", "choice", options=options("Not now", note="A day or an hour helps."))
    page = show(sheet(form))
    assert "A day or an hour" not in page.reads()
    page.click(page.input("form").picks["not_now"])
    assert "A day or an hour helps." in page.reads()


FEELINGS = field(
    "feelings",
    "multi",
    options=options("Hurt", "Fear", "Relief", "Other"),
    most=2,
    most_note="Two are easier to hear.",
)


def test_several_by_keys_in_the_order_of_the_list(show: Open) -> None:
    page = show(sheet(FEELINGS))
    page.tab()
    page.press(Qt.Key.Key_Right)
    page.press(Qt.Key.Key_Space)
    page.press(Qt.Key.Key_Left)
    page.press(Qt.Key.Key_Return)
    assert page.model.stored.chosen("feelings") == ("hurt", "fear")
    page.undo()
    assert page.model.stored.chosen("feelings") == ("fear",)


def test_arrows_go_from_line_to_line_of_ticks(show: Open) -> None:
    needs = field("needs", "multi", options=options(*(f"N {n}" for n in range(8))))
    page = show(sheet(needs))
    ticks = page.input("needs").ticks
    first = ticks["n_0"]
    below = next(tick for tick in ticks.values() if tick.y() > first.y())
    page.go(first)
    page.press(Qt.Key.Key_Right)
    page.press(Qt.Key.Key_Left)
    page.press(Qt.Key.Key_Down)
    assert page.focus is below
    page.press(Qt.Key.Key_Up, times=2)
    assert page.focus is first


def test_more_than_are_meant_is_a_hint_and_no_wall(show: Open) -> None:
    page = show(sheet(FEELINGS))
    for name in ("hurt", "fear"):
        page.click(page.input("feelings").ticks[name])
    assert "Two are easier" not in page.reads()
    page.click(page.input("feelings").ticks["relief"])
    assert "Two are easier to hear." in page.reads()
    assert len(page.model.stored.chosen("feelings")) == 3


def test_what_only_a_newer_version_offers_stays_chosen(show: Open) -> None:
    page = show(sheet(FEELINGS))
    page.model.write(page.question("feelings").place, ("hurt", "from_later"))
    page.click(page.input("feelings").ticks["fear"])
    assert page.model.stored.chosen("feelings") == ("hurt", "fear", "from_later")


# Days.


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026", "2026"),
        ("2026-11", "2026-11"),
        ("2026-2-3", "2026-02-03"),
        ("12 December 2026", "2026-12-12"),
        ("Dec 12, 2026", "2026-12-12"),
        ("december 2026", "2026-12"),
        ("12 dec", "2026-12-12"),
        ("3 March", "2027-03-03"),
        ("12.12.2026", "2026-12-12"),
        ("11/2026", "2026-11"),
        ("today", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("30 February 2026", None),
        ("31.31.2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_many_ways(qapp: QApplication, typed: str, kept: str | None) -> None:
    assert read_day(typed, TODAY) == kept
    if kept is not None:
        assert read_day(said_day(kept), TODAY) == kept


def test_a_day_is_typed_and_written_as_days_are(show: Open) -> None:
    page = show(sheet(field("review", "date"), field("need")))
    page.tab()
    assert page.focus is page.input("review").line
    page.keys("12 dec")
    assert page.text("review") == "2026-12-12"
    page.press(Qt.Key.Key_Return)
    assert page.input("review").line.text() == "12 December 2026"
    page.undo()
    assert page.text("review") == ""


def test_what_cannot_be_read_stays_and_is_said_kindly(show: Open) -> None:
    page = show(sheet(field("review", "date"), field("need")))
    page.tab()
    page.keys("some day")
    page.go(page.input("need").box)
    assert page.input("review").line.text() == "some day"
    assert page.text("review") == ""
    assert "such as 21 November 2026" in page.reads()
    page.go(page.input("review").line)
    page.input("review").line.selectAll()
    page.keys("2027")
    assert page.text("review") == "2027"
    assert "such as 21" not in page.reads()


def test_a_day_is_chosen_in_a_month_by_keys(show: Open) -> None:
    page = show(sheet(field("review", "date")))
    page.tab()
    page.press(Qt.Key.Key_Down)
    month = page.input("review").month
    assert month is not None
    assert page.focus is month.grid
    page.press(Qt.Key.Key_Right)
    page.press(Qt.Key.Key_Return)
    assert page.text("review") == "2026-11-22"
    assert page.input("review").line.text() == "22 November 2026"
    assert month.isHidden()
    assert page.focus is page.input("review").line


def test_the_month_opens_by_mouse_and_escape_closes_it(show: Open) -> None:
    page = show(sheet(field("review", "date")))
    page.click(page.input("review").button)
    assert page.input("review").month.isVisible()
    assert page.view.escape()
    assert page.input("review").month.isHidden()
    assert not page.view.escape()


# Names.


def test_a_name_is_typed_freely_or_taken_from_those_one_knows(show: Open) -> None:
    page = show(sheet(field("who", "person"), field("need")))
    page.model.set_known(people=("Rosa", "Mum", "Robin"))
    who = page.input("who")
    page.tab()
    page.keys("Ro")
    assert page.text("who") == "Ro"
    assert who.names.names == ("Rosa", "Robin")
    page.press(Qt.Key.Key_Down, times=2)
    page.press(Qt.Key.Key_Return)
    assert page.text("who") == "Robin"
    assert page.focus is who.line
    assert who.names.names == ()
    assert "down key" in who.line.accessibleDescription()
    page.undo()
    assert page.text("who") == "Ro"


def test_a_known_name_by_mouse_and_escape_closes_the_list(show: Open) -> None:
    page = show(sheet(field("who", "person"), field("need")))
    page.model.set_known(people=("Rosa", "Mum"))
    who = page.input("who")
    page.tab()
    page.press(Qt.Key.Key_Down)
    assert page.view.escape()
    assert not page.view.escape()
    page.press(Qt.Key.Key_Down)
    QTest.mouseClick(who.names, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    assert page.text("who") == "Mum"
    page.press(Qt.Key.Key_Down)
    page.tab()
    assert who.names.names == ()


# Ways to somewhere else.


def test_a_link_leads_there_and_is_kept(show: Open) -> None:
    test = field("test", "link", target="ws:experiment")
    page = show(sheet(test), titles={"ws:experiment": "Small experiment"})
    go = page.input("test").go
    assert go.text() == "Small experiment"
    page.tab()
    page.press(Qt.Key.Key_Return)
    assert page.asked == ["ws:experiment"]
    assert page.text("test") == "ws:experiment"


def test_any_exercise_can_be_chosen_and_opened(show: Open) -> None:
    page = show(sheet(field("calm", "link", target="ex:")))
    chooser = page.input("calm").choice
    assert chooser is not None
    page.tab()
    page.press(Qt.Key.Key_Down)
    assert page.text("calm") == "ex:br_even"
    page.tab()
    page.press(Qt.Key.Key_Return)
    assert page.asked == ["ex:br_even"]
    page.undo()
    assert chooser.currentText() == "None"
