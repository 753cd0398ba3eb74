"""Every worksheet that ships: filled in by keys alone or by the mouse, locked halfway, on paper."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import SHEET_IDS
from safeharbor.domain.answers import Answers, to_answers
from safeharbor.ui.sheet.fields.text import TextBox
from safeharbor.ui.sheet.stage import Front
from safeharbor.ui.widgets.scale import Scale
from support import sweep
from support.hands import click
from support.house import House
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_STOPS = 10
_CLICKS = 8

every_sheet = pytest.mark.parametrize("sheet_id", SHEET_IDS)


@pytest.fixture
def page(house: House, qtbot: QtBot) -> Worksheet:
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    return Worksheet(house, qtbot)


def plain(answers: Answers) -> str:
    """Answers as JSON has them, where there is one kind of list."""
    kept = [(each.field, each.row_id.hex(), each.value) for each in to_answers(answers)]
    return json.dumps(sorted(kept), sort_keys=True)


def answer(widget: QWidget, number: int) -> None:
    """Answer whatever has the keys."""
    if isinstance(widget, (TextBox, QLineEdit)):
        QTest.keyClicks(widget, f"Word {number}")
    elif isinstance(widget, Scale):
        QTest.keyClick(widget, Qt.Key.Key_4)
    elif isinstance(widget, QAbstractButton) and widget.isCheckable():
        QTest.keyClick(widget, Qt.Key.Key_Space)
    sweep.settle()


def fill_by_keys(page: Worksheet) -> None:
    """From field to field by Tab, answering what can be answered."""
    for number in range(_STOPS):
        widget = QApplication.focusWidget()
        assert widget is not None
        if page.form.view is not None and page.form.view.isAncestorOf(widget):
            answer(widget, number)
        page.press(Qt.Key.Key_Tab)


def fill_by_mouse(page: Worksheet) -> None:
    """Click the fields one after the other."""
    view = page.form.view
    assert view is not None
    for number in range(_CLICKS):
        stops = [stop for stop in view.stops() if stop.isVisibleTo(page.house.window)]
        if number >= len(stops):
            break
        stop = stops[number]
        takes_words = isinstance(stop, (TextBox, QLineEdit))
        checkable = isinstance(stop, QAbstractButton) and stop.isCheckable()
        if takes_words or checkable or isinstance(stop, Scale):
            page.form.bring(stop)
            sweep.settle()
            click(stop)
            if takes_words:
                QTest.keyClicks(stop, f"Word {number}")
            sweep.settle()


def come_back(page: Worksheet, sheet_id: str) -> None:
    """Lock with the last word still on its way, and unlock."""
    page.house.lock()
    page.house.unlock()
    page.wait_for(sheet_id)


@every_sheet
def test_it_is_filled_in_by_keys_alone_and_locked_halfway(page: Worksheet, sheet_id: str) -> None:
    page.new(sheet_id)
    fill_by_keys(page)
    before, form_id = page.model.stored, page.form_id
    assert not page.model.held.blank
    come_back(page, sheet_id)
    assert page.form_id == form_id
    assert plain(page.model.stored) == plain(before)
    assert plain(page.stored().answers) == plain(before)


@every_sheet
def test_it_is_filled_in_by_the_mouse_and_goes_onto_paper(page: Worksheet, sheet_id: str) -> None:
    page.new(sheet_id)
    if page.model.held.gated:
        page.answer_fear("no")
    fill_by_mouse(page)
    assert not page.model.held.blank
    page.keep()
    assert plain(page.stored().answers) == plain(page.model.stored)
    page.tool("paper")
    assert page.front is Front.PAPER
    pane = page.screen.stage.paper.pane
    if pane.off.isVisible():
        click(pane.off.switch)
    assert pane.made is not None
    assert pane.made.layout().count >= 1
    page.house.window.grab()
    page.screen.escape()
    page.house.window.grab()
