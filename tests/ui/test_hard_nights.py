"""The page that is readable without unlocking: its doors, what it says, and that it only reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.services.open_plan import OpenPlanService
from safeharbor.ui.screens.hard_nights import HardNightsScreen
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.words import Words
from support import sweep
from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

SIZES = [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)]


def plan() -> Answers:
    """A plan with a sign, somebody to ring, and something that never leaves the vault."""
    return (
        Answers()
        .with_rows("signs", (Row(b"1" * 16, {"sign": "I stop answering messages"}),))
        .with_rows("ask", (Row(b"2" * 16, {"who": "Rosa", "phone": "030 123"}),))
    )


def switch_on(house: House) -> None:
    """Write the plan and let it be read without unlocking."""
    sheets = house.services.sheets
    sheet = load_sheet("safety")
    now = house.clock.now()
    snapshot = FormSnapshot(sheets.new_id(), None, sheet_template(sheet), now, plan())
    sheets.save(snapshot).result(20)
    living = sheets.living("safety").result(20)
    assert living is not None
    house.services.open_plan.switch_on(living)


def reads(screen: QWidget) -> str:
    labels = [each for each in screen.findChildren(QLabel) if isinstance(each, (Words, Digits))]
    return " ".join(label.words for label in labels if label.isVisible())


def called(house: House, name: str) -> list[QWidget]:
    parts = house.window.findChildren(QWidget)
    return [part for part in parts if part.accessibleIdentifier() == name and part.isVisible()]


def locked_with_plan(house: House) -> None:
    house.open_up()
    switch_on(house)
    house.lock()


def test_there_is_no_door_to_it_as_long_as_nobody_switched_it_on(house: House) -> None:
    house.open_up()
    house.lock()
    assert called(house, "lock.page") == []
    house.window.show_screen("help")
    assert called(house, "help.page") == []


@pytest.mark.parametrize(("route", "door"), [("lock", "lock.page"), ("help", "help.page")])
def test_locked_it_is_one_press_away(house: House, qtbot: QtBot, route: str, door: str) -> None:
    locked_with_plan(house)
    house.window.show_screen(route)
    (link,) = called(house, door)
    click(link)
    assert house.window.current == "hard_nights"
    screen = house.window.screen_of("hard_nights")
    qtbot.waitUntil(lambda: "I stop answering messages" in reads(screen))
    assert "My page for hard nights" in reads(screen)
    assert "Rosa" in reads(screen)
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == route
    assert not house.parts.spine.is_open


def test_by_keys_alone(house: House, qtbot: QtBot) -> None:
    locked_with_plan(house)
    (link,) = called(house, "lock.page")
    for _ in range(12):
        press(house.window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is link:
            break
    press(house.window, Qt.Key.Key_Return)
    screen = house.window.screen_of("hard_nights")
    qtbot.waitUntil(lambda: "Rosa" in reads(screen))


def test_a_long_page_can_be_read_by_keys(house: House, qtbot: QtBot) -> None:
    locked_with_plan(house)
    house.parts.look.set_zoom(2.0)
    house.window.resize(640, 480)
    house.window.show_screen("hard_nights")
    screen = house.window.screen_of("hard_nights")
    assert isinstance(screen, HardNightsScreen)
    bar = screen.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(house.window, Qt.Key.Key_Down)
    assert bar.value() > 0
    press(house.window, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    house.parts.look.set_zoom(1.0)


def test_what_was_read_does_not_stay_when_the_page_is_left(house: House, qtbot: QtBot) -> None:
    locked_with_plan(house)
    house.window.show_screen("hard_nights")
    screen = house.window.screen_of("hard_nights")
    qtbot.waitUntil(lambda: "Rosa" in reads(screen))
    house.window.show_screen("help")
    qtbot.waitUntil(lambda: not any("Rosa" in x.words for x in screen.findChildren(Words)))


def test_once_it_is_off_it_says_so_kindly(house: House, qtbot: QtBot) -> None:
    locked_with_plan(house)
    OpenPlanService(house.parts.spine.paths).switch_off()
    house.window.show_screen("hard_nights")
    screen = house.window.screen_of("hard_nights")
    qtbot.waitUntil(lambda: "There is nothing to read here." in reads(screen))


def test_something_else_in_its_place_is_no_page(house: House, qtbot: QtBot) -> None:
    house.begin()
    house.parts.spine.paths.open_page.write_bytes(b"\x00 not a page")
    house.window.show_screen("hard_nights")
    screen = house.window.screen_of("hard_nights")
    qtbot.waitUntil(lambda: "There is nothing to read here." in reads(screen))


@pytest.mark.parametrize(("width", "zoom"), SIZES)
@pytest.mark.parametrize("route", ["hard_nights", "help", "lock"])
def test_nothing_is_cut_off(
    house: House, qtbot: QtBot, route: str, width: int, zoom: float
) -> None:
    house.parts.preferences.set("help_country", "DE")
    locked_with_plan(house)
    house.window.show_screen(route)
    if route == "hard_nights":
        screen = house.window.screen_of(route)
        qtbot.waitUntil(lambda: "Rosa" in reads(screen))
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
    assert sweep.under_the_corner(house.window) == []
    assert sweep.not_reached(house.window) == []
    house.parts.look.set_zoom(1.0)


def test_numbers_are_read_digit_by_digit_and_stay_on_one_line(house: House, qtbot: QtBot) -> None:
    locked_with_plan(house)
    house.window.show_screen("hard_nights")
    screen = house.window.screen_of("hard_nights")
    qtbot.waitUntil(lambda: "Rosa" in reads(screen))
    (number,) = [each for each in screen.findChildren(Digits) if "Rosa" in each.words]
    assert number.accessibleName() == "Rosa · 0 3 0, 1 2 3"
    assert number.text() == "Rosa · 030\u00a0123"
