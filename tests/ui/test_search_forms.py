"""Worksheets and steps of guides on the page of searching."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.ui.journal.search_pane import SearchPane
from safeharbor.ui.journal.stage import View
from safeharbor.ui.wishes import OpenSheet, OpenStep
from support import sheets
from support.clock import FakeClock
from support.desk import until
from support.garden import a_step, keep, told
from support.journal import JournalHouse, journal_house


@pytest.fixture
def house(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        day = clock.now().local_date - dt.timedelta(days=1)
        made.write("Boxes", "We split the kitchen first.", day)
        keep(made.services, a_step(told("The kitchen light was on."), when=clock.now()))
        sheet = sheets.a_snapshot(sheets.answers("Not in the kitchen."), when=clock.now())
        made.services.sheets.save(replace(sheet, title="For Sunday")).result()
        yield made


def ask(house: JournalHouse, words: str, width: int = 1200) -> SearchPane:
    """Open the page of searching and wait for an answer."""
    house.open(width)
    house.screen.stage.list.search.click()
    pane = house.screen.stage.found
    filled: list[bool] = []
    pane.model.filled.connect(lambda: filled.append(True))
    pane.field.setText(words)
    until(lambda: bool(filled))
    return pane


def said(pane: SearchPane) -> list[str]:
    """What a screen reader says of each hit."""
    model = pane.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_they_stand_among_the_entries_and_say_what_they_are(house: JournalHouse) -> None:
    pane = ask(house, "kitchen")
    assert [hit.title for hit in pane.model.hits] == ["For Sunday", "The garden, part 1", "Boxes"]
    assert pane.count.words == "3 found"
    sheet, step, entry = said(pane)
    assert entry.startswith("Boxes, ")
    assert sheet.startswith("For Sunday, Worksheet, ")
    assert step.startswith("The garden, part 1, Guide step, ")
    assert step.endswith("The kitchen light was on.")


def test_without_titles_only_the_day_is_shown(house: JournalHouse) -> None:
    pane = ask(house, "sunday")
    pane.model.titles = False
    (words,) = said(pane)
    assert words.startswith("Worksheet, ")
    assert "Sunday" not in words.replace("Not in the kitchen.", "")


def test_enter_asks_for_their_page_and_the_way_back_leads_here(house: JournalHouse) -> None:
    pane = ask(house, "kitchen")
    asked: list[tuple[str, object]] = []
    house.screen.ask.connect(lambda route, wish: asked.append((route, wish)))
    QTest.keyClick(pane.field, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(pane.hits, key)
    (first, sheet), (second, step) = asked
    assert (first, second) == ("worksheet", "guide_step")
    assert isinstance(sheet, OpenSheet)
    assert sheet.then == "journal"
    assert step == OpenStep("garden", "s1", then="journal")
    assert house.screen.stage.view is View.SEARCH


@pytest.mark.parametrize("width", [1200, 640])
def test_they_are_painted_in_a_wide_and_in_a_narrow_window(house: JournalHouse, width: int) -> None:
    pane = ask(house, "kitchen", width)
    assert not pane.grab().isNull()
    assert pane.hits.visualRect(pane.model.index(2)).bottom() < pane.hits.height()
