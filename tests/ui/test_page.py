"""A page of text: where its lines begin and end, and how its words stand in their lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.place import Tab
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.back import Back
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support import sweep
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

OpenWindow = Callable[..., Window]
_INK = 128

DRAWN = {
    "home": 88,
    "guides": 57,
    "worksheets": 57,
    "calm": 57,
    "settings": 56,
    "about": 56,
    "help": 64,
    "keys": 64,
}
"""Where the first line of a page that begins at the top of the window is drawn."""
SIZES = [
    pytest.param(1200, 1.0, id="usual"),
    pytest.param(640, 1.0, id="narrow"),
    pytest.param(1200, 2.0, id="double"),
    pytest.param(640, 2.0, id="narrow-double"),
]


@pytest.fixture
def page(parts: Parts, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setPalette(parts.look.palette)
    return made


def inked(words: Words) -> tuple[int, int]:
    """Rows without ink above and below what ``words`` say."""
    picture, columns = words.grab().toImage(), range(words.width())
    rows = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y).lightness() < _INK for x in columns)
    ]
    return rows[0], picture.height() - 1 - rows[-1]


def spare(words: Words, width: int) -> tuple[int, int]:
    words.setGeometry(0, 0, width, words.heightForWidth(width))
    return inked(words)


@pytest.mark.parametrize(("width", "lines"), [(300, 1), (52, 2)])
@pytest.mark.parametrize("kind", [Type.SMALL, Type.BODY, Type.HEADING])
def test_lines_have_as_much_room_above_as_below(
    parts: Parts, page: QWidget, kind: Type, width: int, lines: int
) -> None:
    close = Words(parts.look, "HHHH", kind, page, spaced=False)
    usual = spare(close, 300)
    words = Words(parts.look, "HHHH HHHH", kind, page)
    found = spare(words, parts.look.px(width * kind.value[0]))
    assert words.height() > 1.2 * lines * close.height()
    assert found[0] - usual[0] == pytest.approx(found[1] - usual[1], abs=1)


@pytest.mark.parametrize(("kind", "drawn"), [(Type.WORD, 44), (Type.TITLE, 38), (Type.BODY, 24)])
def test_lines_are_as_high_as_they_are_drawn(
    parts: Parts, page: QWidget, kind: Type, drawn: int
) -> None:
    words = Words(parts.look, "H", kind, page)
    assert words.heightForWidth(300) == pytest.approx(parts.look.px(drawn), abs=2)


def test_a_page_that_scrolls_ends_its_lines_where_others_do(open_window: OpenWindow) -> None:
    window = open_window("settings", height=700)
    screen = window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    bar, found = screen.page.verticalScrollBar(), {}
    for tab in (Tab.GENERAL, Tab.PRIVACY):
        screen.show_tab(tab)
        sweep.settle()
        place = sweep.place_of(screen.tabs, window)
        found[bar.maximum() > 0] = (place.left(), place.right())
    assert found[True] == found[False]


def test_a_narrow_page_has_the_same_margin_on_both_sides(open_window: OpenWindow) -> None:
    window = open_window("settings", width=420, height=500)
    screen = window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    sweep.settle()
    place = sweep.place_of(screen.tabs, screen)
    assert place.left() == screen.width() - 1 - place.right()


def test_what_stands_beside_the_first_line_knows_its_middle(parts: Parts, page: QWidget) -> None:
    words = Words(parts.look, "HHHH HHHH", Type.BODY, page)
    above, below = spare(words, 300)
    assert (above + words.height() - below) / 2 == pytest.approx(words.middle, abs=2)


def page_in_front(house: House, route: str) -> Page:
    house.window.show_screen(route)
    sweep.settle()
    pages = house.window.screen_of(route).findChildren(Page)
    return next(page for page in pages if page.isVisible())


def row(house: House) -> list[QRect]:
    """What stands at the top of the window, beside each other."""
    window = house.window
    backs = window.screen_of(window.current).findChildren(Back)
    return [
        sweep.place_of(part, window) for part in (*backs, window.frame.tools) if part.isVisible()
    ]


@pytest.mark.parametrize(("width", "zoom"), SIZES)
@pytest.mark.parametrize("route", DRAWN)
def test_no_line_passes_below_what_stands_at_the_top(
    house: House, route: str, width: int, zoom: float
) -> None:
    house.open_up()
    house.parts.preferences.set("help_country", "GB")
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 500)
    page = page_in_front(house, route)
    bar, seen = page.verticalScrollBar(), sweep.place_of(page.viewport(), house.window)
    assert bar.maximum() > 0
    assert row(house)
    assert not any(place.intersects(seen) for place in row(house))


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("route", DRAWN)
def test_a_page_begins_where_it_is_drawn(house: House, route: str, zoom: float) -> None:
    house.open_up()
    house.parts.preferences.set("help_country", "GB")
    house.parts.look.set_zoom(zoom)
    page = page_in_front(house, route)
    assert page.verticalScrollBar().value() == 0
    top = sweep.place_of(page, house.window).top() + page.column.contentsMargins().top()
    assert top == house.parts.look.px(DRAWN[route])


def test_where_nothing_stands_at_the_top_a_page_has_the_whole_height(house: House) -> None:
    house.begin()
    house.wait_for("home")
    house.lock()
    assert page_in_front(house, "settings").height() == house.window.height()
    house.window.show_screen("lock")
    house.unlock()
    house.wait_for("home")
    page = page_in_front(house, "settings")
    assert not any(place.intersects(sweep.place_of(page, house.window)) for place in row(house))
