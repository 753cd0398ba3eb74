"""Worksheets that belong to an entry of the journal: shown there, opened from there, attached."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.screens.worksheets import WorksheetsScreen
from safeharbor.ui.wishes import OpenSheet
from safeharbor.ui.worksheets.stage import Front
from support import sweep
from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Opened:
    """An entry in the journal of a whole window."""

    def __init__(self, house: House, qtbot: QtBot, entry_id: UUID | None = None) -> None:
        self.house = house
        self._qtbot = qtbot
        house.window.show_screen("journal")
        screen = house.window.screen_of("journal")
        assert isinstance(screen, JournalScreen)
        self.screen = screen
        self.asked: list[tuple[str, Any]] = []
        screen.ask.connect(lambda route, wish: self.asked.append((route, wish)))
        if entry_id is not None:
            screen.open_entry(entry_id)
            qtbot.waitUntil(lambda: screen.desk.entry_id == entry_id)
        sweep.settle()

    def links(self) -> list[str]:
        return [link.text() for link in self.screen.editor.head.attached.links]

    def called(self, name: str) -> QWidget:
        parts = self.house.window.findChildren(QWidget)
        found = [part for part in parts if part.accessibleIdentifier() == name and part.isVisible()]
        assert found, name
        return found[-1]

    def choose(self) -> WorksheetsScreen:
        """Press through to the list of filled sheets."""
        click(self.screen.editor.head.meta.more)
        click(self.called("entry.attach"))
        self.house.wait_for("worksheets")
        worksheets = self.house.window.screen_of("worksheets")
        assert isinstance(worksheets, WorksheetsScreen)
        return worksheets


def filled(house: House, sheet_id: str, title: str = "") -> UUID:
    sheets, now = house.services.sheets, house.clock.now()
    template = sheet_template(load_sheet(sheet_id))
    snapshot = FormSnapshot(sheets.new_id(), None, template, now, Answers(), title)
    sheets.save(snapshot).result(20)
    return snapshot.form_id


def test_an_entry_names_its_sheets_and_opens_them(house: House, qtbot: QtBot) -> None:
    house.open_up()
    entry, other = house.write("A day"), house.write("Another")
    form = filled(house, "boundary", "With my father")
    house.services.sheets.attach(form, entry).result(20)
    here = Opened(house, qtbot, entry)
    qtbot.waitUntil(lambda: here.links() == ["With my father"])
    link = here.screen.editor.head.attached.links[0]
    assert link.accessibleName() == "Attached worksheet: With my father"
    click(link)
    assert here.asked == [("worksheet", OpenSheet(form, "journal"))]
    again = Opened(house, qtbot, other)
    assert again.links() == []
    assert not again.screen.editor.head.attached.isVisible()


def test_a_sheet_is_attached_from_the_entry_by_mouse(house: House, qtbot: QtBot) -> None:
    house.open_up()
    entry = house.write("A day")
    form = filled(house, "needs")
    here = Opened(house, qtbot, entry)
    worksheets = here.choose()
    pane = worksheets.stage.filled
    qtbot.waitUntil(lambda: bool(pane.model.rows))
    assert pane.title.words == "Choose a sheet to attach"
    pane.rows.opened.emit(form)
    house.wait_for("journal")
    qtbot.waitUntil(lambda: here.links() == ["Needs inventory"])
    house.window.show_screen("worksheets")
    assert worksheets.stage.front is Front.SHELF
    assert pane.title.words == "Filled in"


def test_the_same_by_keys(house: House, qtbot: QtBot) -> None:
    house.open_up()
    entry = house.write("A day")
    filled(house, "needs")
    here = Opened(house, qtbot, entry)
    here.screen.editor.head.meta.more.setFocus(Qt.FocusReason.TabFocusReason)
    press(house.window, Qt.Key.Key_Return)
    attach = here.called("entry.attach")
    for _ in range(6):
        if QApplication.focusWidget() is attach:
            break
        press(house.window, Qt.Key.Key_Tab)
    press(house.window, Qt.Key.Key_Return)
    house.wait_for("worksheets")
    worksheets = house.window.screen_of("worksheets")
    assert isinstance(worksheets, WorksheetsScreen)
    qtbot.waitUntil(worksheets.stage.filled.rows.hasFocus)
    press(house.window, Qt.Key.Key_Down)
    press(house.window, Qt.Key.Key_Return)
    house.wait_for("journal")
    qtbot.waitUntil(lambda: here.links() == ["Needs inventory"])


def test_esc_leads_back_to_the_entry_and_nothing_is_attached(house: House, qtbot: QtBot) -> None:
    house.open_up()
    entry = house.write("A day")
    filled(house, "needs")
    here = Opened(house, qtbot, entry)
    here.choose()
    press(house.window, Qt.Key.Key_Escape)
    house.wait_for("journal")
    assert here.screen.desk.entry_id == entry
    assert house.services.sheets.attached(entry).result(20) == []


def test_an_empty_page_says_what_comes_first(house: House, qtbot: QtBot) -> None:
    house.open_up()
    here = Opened(house, qtbot)
    here.screen.write()
    click(here.screen.editor.head.meta.more)
    click(here.called("entry.attach"))
    assert "Write something first" in here.screen.editor.notice.words
    assert house.window.current == "journal"


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (640, 2.0)])
def test_many_sheets_fit_below_the_title(
    house: House, qtbot: QtBot, width: int, zoom: float
) -> None:
    house.open_up()
    entry = house.write("A day")
    for number in range(6):
        form = filled(house, "boundary", f"A long name for a sheet, number {number}")
        house.services.sheets.attach(form, entry).result(20)
    here = Opened(house, qtbot, entry)
    qtbot.waitUntil(lambda: len(here.links()) == 6)
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
    assert sweep.not_reached(house.window) == []
    house.parts.look.set_zoom(1.0)
