"""The shelf of worksheets, the list of filled ones and the trash, by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import SHEET_IDS
from safeharbor.ui.titles_shown import SHOW_TITLES
from safeharbor.ui.wishes import NewSheet, OpenSheet
from safeharbor.ui.worksheets.stage import Front
from support import sweep
from support.hands import press
from support.house import House
from support.worksheets import Shelved

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

At = Callable[[], Shelved]


@pytest.fixture
def at(house: House, qtbot: QtBot) -> At:
    """Opens the place of the worksheets."""

    def go() -> Shelved:
        house.open_up()
        return Shelved(house, qtbot)

    return go


def test_every_sheet_stands_on_the_shelf_with_a_line(at: At) -> None:
    here = at()
    rows = [row for group in here.page.groups for row in group.rows]
    assert [row.accessibleIdentifier() for row in rows] == [f"sheets.{x}" for x in SHEET_IDS]
    assert all(row.text() and row.line for row in rows)
    assert "Boundaries and needs" in here.reads()


def test_a_row_begins_its_sheet(at: At) -> None:
    here = at()
    here.press("sheets.needs")
    assert here.asked == [("worksheet", NewSheet("needs", then="worksheets"))]


def test_the_page_for_hard_nights_stands_at_the_top_too(at: At) -> None:
    here = at()
    here.press("sheets.nights")
    assert here.asked == [("worksheet", NewSheet("safety", then="worksheets"))]


def test_arrows_walk_the_rows_and_enter_begins(at: At) -> None:
    here = at()
    here.part("sheets.boundary").setFocus(Qt.FocusReason.TabFocusReason)
    press(here.window, Qt.Key.Key_Down)
    press(here.window, Qt.Key.Key_Return)
    assert here.wish == NewSheet("needs", then="worksheets")


def test_what_was_filled_in_last_stands_first(at: At) -> None:
    here = at()
    old = here.fill("boundary")
    here.house.clock.advance(86400)
    here.fill("needs")
    new = here.fill("thought", title="About the call")
    assert here.titles("filled") == ["About the call", "Needs inventory", "Boundary builder"]
    here.press(f"sheets.filled.{new.hex}")
    assert here.wish == OpenSheet(new, "worksheets")
    assert here.facts("filled") == ["Today", "Today", "Yesterday"]
    here.press(f"sheets.filled.{old.hex}")
    assert here.wish == OpenSheet(old, "worksheets")


def test_names_stay_away_where_lists_show_none(at: At) -> None:
    here = at()
    here.house.parts.preferences.set(SHOW_TITLES, False)
    here.fill("thought", title="About the call")
    assert "About the call" not in here.reads()
    assert here.titles("filled") == ["Saturday 21 November"]


def test_the_list_opens_and_narrows_down_while_somebody_types(at: At, qtbot: QtBot) -> None:
    here = at()
    ids = [here.keep("thought", title=f"Number {n:02}") for n in range(60)]
    wanted = here.fill("ladder")
    here.to_list()
    assert here.screen.stage.filled.model.rowCount() >= 50
    here.screen.stage.filled.field.setFocus()
    QTest.keyClicks(here.screen.stage.filled.field, "trust")
    qtbot.waitUntil(lambda: [r.id for r in here.screen.stage.filled.model.rows] == [wanted])
    press(here.window, Qt.Key.Key_Return)
    press(here.window, Qt.Key.Key_Return)
    assert here.wish == OpenSheet(wanted, "worksheets")
    here.screen.stage.filled.field.setText("number 07")
    qtbot.waitUntil(lambda: [r.id for r in here.screen.stage.filled.model.rows] == [ids[7]])
    here.screen.stage.filled.field.setText("nowhere")
    qtbot.waitUntil(lambda: here.screen.stage.filled.said.isVisible())
    assert "No name has this in it." in here.reads()


def test_a_click_in_the_list_opens(at: At) -> None:
    here = at()
    filled = here.fill("boundary")
    here.to_list()
    rows = here.screen.stage.filled.rows
    place: QRect = rows.visualRect(here.screen.stage.filled.model.index(0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert here.wish == OpenSheet(filled, "worksheets")


def test_delete_throws_away_and_undo_brings_back(at: At, qtbot: QtBot) -> None:
    here = at()
    filled = here.fill("boundary")
    here.to_list()
    model = here.screen.stage.filled.model
    press(here.window, Qt.Key.Key_Down)
    press(here.window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not model.rows)
    assert "in the trash for 30 days" in here.reads()
    here.screen.stage.filled.notice.action.click()
    qtbot.waitUntil(lambda: [row.id for row in model.rows] == [filled])


def test_esc_goes_back_page_by_page_to_where_one_was(at: At) -> None:
    here = at()
    here.fill("boundary")
    here.to_list()
    press(here.window, Qt.Key.Key_Escape)
    assert here.screen.stage.front is Front.SHELF
    assert here.focus() == "sheets.filled"
    press(here.window, Qt.Key.Key_Escape)
    assert here.window.current == "home"


def test_the_trash_gives_back(at: At, qtbot: QtBot) -> None:
    here = at()
    filled = here.fill("boundary", title="Mine")
    here.throw_away(filled)
    here.to_trash()
    assert "Mine" in here.reads()
    here.press(f"trash.{filled.hex}.restore")
    qtbot.waitUntil(lambda: "Nothing is in the trash." in here.reads())
    assert here.living() == [filled]


def test_deleting_for_good_is_asked_once(at: At, qtbot: QtBot) -> None:
    here = at()
    filled = here.fill("boundary")
    here.throw_away(filled)
    here.to_trash()
    here.press(f"trash.{filled.hex}.delete")
    assert here.focus() == f"trash.{filled.hex}.no"
    press(here.window, Qt.Key.Key_Return)
    assert not here.has(f"trash.{filled.hex}.no")
    assert here.focus() == f"trash.{filled.hex}.delete"
    here.press(f"trash.{filled.hex}.delete")
    here.press(f"trash.{filled.hex}.yes")
    qtbot.waitUntil(lambda: "Nothing is in the trash." in here.reads())
    assert here.living() == []


def test_what_lay_there_for_30_days_is_gone_when_the_page_opens(house: House, qtbot: QtBot) -> None:
    house.open_up()
    here = Shelved(house, qtbot)
    here.throw_away(here.fill("boundary"))
    house.lock()
    house.clock.advance(31 * 86400)
    house.unlock()
    again = Shelved(house, qtbot)

    def emptied() -> bool:
        return not house.services.sheets.page(trashed=True).result(20)

    qtbot.waitUntil(emptied)
    assert again.living() == []


def test_after_a_lock_one_is_where_one_was(at: At, qtbot: QtBot) -> None:
    here = at()
    here.fill("boundary", title="Mine")
    here.to_list()
    here.house.lock()
    assert here.window.current == "lock"
    here.house.unlock()
    here.house.wait_for("worksheets")
    again = Shelved(here.house, qtbot)
    qtbot.waitUntil(lambda: bool(again.screen.stage.filled.model.rows))
    assert again.screen.stage.front is Front.FILLED


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
@pytest.mark.parametrize("front", list(Front))
def test_every_page_fits_and_tab_comes_round(at: At, front: Front, width: int, zoom: float) -> None:
    here = at()
    here.fill("boundary", title="A name that is rather long, as some people write them")
    here.throw_away(here.fill("needs"))
    here.turn_to(front)
    here.house.parts.look.set_zoom(zoom)
    here.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(here.window) == []
    assert sweep.under_the_corner(here.window) == []
    assert sweep.without_name(here.window) == []
    assert sweep.too_small(here.window, 32) == []
    assert sweep.not_reached(here.window) == []
    here.house.parts.look.set_zoom(1.0)


def test_the_keys_stay_with_what_was_pressed_when_somebody_comes_back(at: At) -> None:
    here = at()
    here.press("sheets.letter")
    here.window.show_screen("home")
    here.window.show_screen("worksheets")
    assert here.focus() == "sheets.letter"
    assert QApplication.focusWidget() is here.part("sheets.letter")
