"""The page "What I meant to do": by its day, pulled and never pushed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from uuid_utils.compat import uuid7

from safeharbor.content.sheets import load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.meant import MeantItem
from safeharbor.domain.sheet import Day, Meant
from safeharbor.ui.screens.meant import MeantScreen
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.wishes import OpenSheet, OpenStep
from safeharbor.ui.worksheets.meant import MeantPage, ahead, behind
from support import sweep
from support.hands import press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

TODAY = dt.date(2026, 11, 21)


class Opened:
    """The page in a whole window."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house = house
        self.window = house.window
        self.window.show_screen("meant")
        screen = self.window.screen_of("meant")
        assert isinstance(screen, MeantScreen)
        self.screen = screen
        self.asked: list[tuple[str, Any]] = []
        screen.ask.disconnect()
        screen.ask.connect(lambda route, wish: self.asked.append((route, wish)))
        qtbot.waitUntil(lambda: screen.loaded)
        sweep.settle()

    @property
    def page(self) -> MeantPage:
        assert isinstance(self.screen.leaf.body, MeantPage)
        return self.screen.leaf.body

    def reads(self) -> str:
        labels = self.screen.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())

    def rows(self) -> list[tuple[str, str, str]]:
        every = (row for group in self.page.groups for row in group.rows)
        return [(row.text(), row.line, row.time) for row in every]


Fill = Callable[..., UUID]


@pytest.fixture
def fill(house: House) -> Fill:
    """Keeps a filled sheet."""

    def keep(sheet_id: str, title: str = "", **values: str) -> UUID:
        answers = Answers()
        for name, value in values.items():
            answers = answers.with_value(name, value)
        sheets, now = house.services.sheets, house.clock.now()
        template = sheet_template(load_sheet(sheet_id))
        snapshot = FormSnapshot(sheets.new_id(), None, template, now, answers, title)
        sheets.save(snapshot).result(20)
        return snapshot.form_id

    return keep


def test_what_was_meant_stands_by_its_day_with_what_became_of_it(
    house: House, fill: Fill, qtbot: QtBot
) -> None:
    house.open_up()
    fill("boundary", line="No calls after ten.", review="2026-12-12")
    fill("needs", ask="A quiet hour", when="2026-11")
    fill("experiment", test="Say no once", when="2026-11-10", happened="dropped on purpose")
    fill("experiment", test="Ask for help", when="2026-11-12", happened="did it")
    here = Opened(house, qtbot)
    assert here.rows() == [
        ("A quiet hour", "Needs inventory", "By then"),
        ("No calls after ten.", "Boundary builder", "Look again"),
        ("Ask for help", "Small experiment\nWhat became of it: did it", "By then"),
        ("Say no once", "Small experiment\nWhat became of it: dropped on purpose", "By then"),
    ]
    words = here.reads()
    assert "Nothing here is due." in words
    assert "November 2026" in words
    assert not any(word in words.casefold() for word in ("overdue", "late", "missed"))


def test_a_row_opens_its_sheet_by_key_and_by_mouse(house: House, fill: Fill, qtbot: QtBot) -> None:
    house.open_up()
    first = fill("boundary", line="No calls after ten.", review="2026-12-12")
    second = fill("boundary", title="With my father", review="2027")
    here = Opened(house, qtbot)
    assert [row[0] for row in here.rows()] == ["No calls after ten.", "With my father"]
    press(here.window, Qt.Key.Key_Down)
    press(here.window, Qt.Key.Key_Return)
    here.page.groups[0].rows[0].click()
    assert here.asked == [
        ("worksheet", OpenSheet(second, "meant")),
        ("worksheet", OpenSheet(first, "meant")),
    ]


def test_an_empty_page_says_one_sentence(house: House, qtbot: QtBot) -> None:
    house.open_up()
    here = Opened(house, qtbot)
    qtbot.waitUntil(
        lambda: "Days that you write into a worksheet or a guide stand here." in here.reads()
    )
    assert here.rows() == []


def test_esc_leads_back_to_the_worksheets(house: House, qtbot: QtBot) -> None:
    house.open_up()
    Opened(house, qtbot)
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "worksheets"


def test_coming_back_the_keys_are_where_they_were(house: House, fill: Fill, qtbot: QtBot) -> None:
    house.open_up()
    for day in range(1, 5):
        fill("boundary", line=f"Line {day}", review=f"2026-12-0{day}")
    here = Opened(house, qtbot)
    row = here.page.groups[2].rows[0]
    row.click()
    house.window.show_screen("home")
    again = Opened(house, qtbot)
    focus = QApplication.focusWidget()
    assert focus is again.page.groups[2].rows[0]


def item(day: str, kind: Day | None = None) -> MeantItem:
    return MeantItem(uuid7(), "one", "One", "", day, "", b"", kind, Meant("day", "what"))


def test_what_was_meant_in_a_step_leads_to_that_step(house: House, qtbot: QtBot) -> None:
    house.open_up()
    here = Opened(house, qtbot)
    here.page.opened.emit(replace(item("2027"), template_id="trust8.s1"))
    assert here.asked == [("guide_step", OpenStep("trust8", "s1", "meant"))]


def test_a_month_or_a_year_is_ahead_until_it_has_ended() -> None:
    days = ("2026", "2025", "2026-11", "2026-10", "2026-11-21", "2026-11-20", "2026-11-22")
    items = [item(day) for day in days]
    assert [each.day for each in ahead(items, TODAY)] == [
        "2026", "2026-11", "2026-11-21", "2026-11-22",
    ]  # fmt: skip
    assert [each.day for each in behind(items, TODAY)] == ["2026-11-20", "2026-10", "2025"]


def test_of_very_much_the_nearest_is_shown_and_more_on_demand(
    house: House, fill: Fill, qtbot: QtBot
) -> None:
    house.open_up()
    for number in range(64):
        fill("boundary", line=f"Line {number}", review=f"20{30 + number}")
    here = Opened(house, qtbot)
    assert len(here.rows()) == 60
    stop = here.page.stop_called("meant.more")
    assert stop is not None
    stop.setFocus()
    press(house.window, Qt.Key.Key_Return)
    assert len(here.rows()) == 64
