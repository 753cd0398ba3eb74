"""Pages that take the whole window: clear of the doors, and what matters scrolled into sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.policy import Policy
from safeharbor.services.session import SessionState
from safeharbor.ui.lock.form import By
from safeharbor.ui.screens.first_run import FirstRunScreen
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.screens.lock import LockScreen
from safeharbor.ui.widgets.head import Head
from safeharbor.ui.widgets.page import Page
from support.house import House
from support.keyring import KeyringMode
from support.sweep import place_of, settle, visible_part

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

SIZES = [
    pytest.param(640, 1.0, id="narrow"),
    pytest.param(1200, 2.0, id="double"),
    pytest.param(640, 2.0, id="narrow-double"),
]


def at(house: House, width: int, zoom: float) -> None:
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    settle()


def first_run(house: House, qtbot: QtBot) -> FirstRunScreen:
    house.begin()
    house.window.show_screen("first_run")
    screen = house.window.screen_of("first_run")
    assert isinstance(screen, FirstRunScreen)
    qtbot.waitUntil(lambda: house.parts.spine.session.state is SessionState.NO_VAULT)
    return screen


def is_in_sight(widget: QWidget, house: House) -> bool:
    """Whether all of it can be seen; of what is higher than the window, its beginning."""
    seen = visible_part(widget, house.window)
    place = place_of(widget, house.window)
    page = _page_around(widget)
    assert page is not None
    return seen.top() == place.top() and seen.height() >= min(place.height(), page.height())


def _page_around(widget: QWidget) -> Page | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, Page):
        parent = parent.parentWidget()
    return parent


def page_of(house: House, route: str) -> QRect:
    found = house.window.screen_of(route).findChild(Page)
    assert isinstance(found, Page)
    return place_of(found, house.window)


@pytest.mark.parametrize(("width", "zoom"), SIZES[:2])
def test_in_a_narrow_window_a_page_has_the_whole_height(
    empty_house: House, width: int, zoom: float
) -> None:
    """Large letters need the lines; a foot as high as the doors would take a third of them."""
    empty_house.begin()
    at(empty_house, width, zoom)
    empty_house.window.show_screen("help")
    settle()
    page, corner = page_of(empty_house, "help"), empty_house.window.frame.corner.geometry()
    assert page.bottom() == empty_house.window.rect().bottom()
    assert page.left() >= corner.right() - empty_house.parts.look.free_room


def test_where_there_is_no_room_beside_the_doors_it_ends_above_them(empty_house: House) -> None:
    empty_house.begin()
    at(empty_house, 640, 2.0)
    empty_house.window.show_screen("help")
    settle()
    page, corner = page_of(empty_house, "help"), empty_house.window.frame.corner.geometry()
    assert (page.left(), page.width()) == (0, 640)
    assert page.bottom() <= corner.top() + empty_house.parts.look.free_room


@pytest.mark.parametrize(("width", "zoom"), SIZES)
def test_why_nothing_was_made_is_in_sight(
    empty_house: House, qtbot: QtBot, width: int, zoom: float
) -> None:
    screen = first_run(empty_house, qtbot)
    at(empty_house, width, zoom)
    empty_house.keyring.mode = KeyringMode.UNAVAILABLE
    screen.question.alone.click()
    screen.question.go_on.click()
    qtbot.waitUntil(lambda: bool(screen.question.notice.words))
    qtbot.waitUntil(lambda: is_in_sight(screen.question.notice, empty_house))


@pytest.mark.parametrize(("width", "zoom"), SIZES)
def test_a_group_that_is_asked_back_is_in_sight(
    empty_house: House, qtbot: QtBot, width: int, zoom: float
) -> None:
    screen = first_run(empty_house, qtbot)
    at(empty_house, width, zoom)
    with qtbot.waitSignal(screen._session.created) as made:
        screen.question.alone.click()
        screen.question.go_on.click()
    qtbot.waitUntil(lambda: screen.shows_code)
    screen.panels.code.panel.go_on.click()
    first, second = screen.panels.code.panel.grid.asked
    qtbot.waitUntil(lambda: is_in_sight(first.field, empty_house))
    QTest.keyClicks(first.field, made.args[0].groups[first.number - 1])
    assert second.field.hasFocus()
    qtbot.waitUntil(lambda: is_in_sight(second.field, empty_house))


@pytest.mark.parametrize(("width", "zoom"), SIZES[:2])
def test_the_code_keeps_its_two_lines(
    empty_house: House, qtbot: QtBot, width: int, zoom: float
) -> None:
    """Ten groups as they are on the paper, with nothing of them cut off."""
    screen = first_run(empty_house, qtbot)
    at(empty_house, width, zoom)
    with qtbot.waitSignal(screen._session.created) as made:
        screen.question.alone.click()
        screen.question.go_on.click()
    qtbot.waitUntil(lambda: screen.shows_code)
    settle()
    groups = screen.panels.code.panel.grid.groups
    assert len({place_of(group, empty_house.window).top() for group in groups}) == 2
    screen.panels.code.panel.go_on.click()
    asked = screen.panels.code.panel.grid.asked[0]
    QTest.keyClicks(asked.field, made.args[0].groups[asked.number - 1])
    settle()
    margins = asked.field.textMargins()
    room = asked.field.width() - margins.left() - margins.right()
    assert asked.field.fontMetrics().horizontalAdvance("WWWW") <= room


@pytest.mark.parametrize(("width", "zoom"), SIZES)
def test_what_is_wrong_with_the_keyring_is_in_sight(
    house: House, qtbot: QtBot, width: int, zoom: float
) -> None:
    house.keyring.mode = KeyringMode.HANGING
    at(house, width, zoom)
    house.begin()
    house.wait_for("lock")
    screen = house.window.screen_of("lock")
    assert isinstance(screen, LockScreen)
    qtbot.waitUntil(lambda: bool(screen.form.notice.words))
    qtbot.waitUntil(lambda: is_in_sight(screen.form.notice, house))


def test_what_is_wrong_stays_in_sight_when_the_ways_in_are_known_late(
    house: House, qtbot: QtBot
) -> None:
    house.keyring.mode = KeyringMode.HANGING
    at(house, 640, 2.0)
    house.begin()
    house.wait_for("lock")
    screen = house.window.screen_of("lock")
    assert isinstance(screen, LockScreen)
    qtbot.waitUntil(lambda: bool(screen.form.notice.words))
    screen._usual = By.PASSPHRASE
    screen._on_found((tuple(house.services.methods.ways()), Policy.SIMPLE))
    settle()
    qtbot.waitUntil(lambda: is_in_sight(screen.form.notice, house))


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_back_stands_in_one_line_with_hide(house: House, zoom: float) -> None:
    house.open_up()
    at(house, 1200, zoom)
    house.window.show_screen("help")
    settle()
    screen = house.window.screen_of("help")
    assert isinstance(screen, GetHelpScreen)
    hide = house.window.frame.tools.hide_button
    back = screen.leave
    tops = {widget.mapTo(house.window, QPoint(0, 0)).y() for widget in (back, hide)}
    assert len(tops) == 1
    assert back.height() == hide.height()


def test_every_page_that_asks_has_the_same_head(empty_house: House, qtbot: QtBot) -> None:
    screen = first_run(empty_house, qtbot)
    assert len(screen.findChildren(Head)) == len(screen.panels.made)
    lock = empty_house.window.screen_of("lock")
    assert len(lock.findChildren(Head)) == 1
