"""Every screen, looked at as different people need it, before a vault, locked and unlocked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from safeharbor.content.exercises import catalogue
from safeharbor.content.guides import guide_catalogue
from safeharbor.content.routes import load_routes
from safeharbor.content.sheets import sheet_catalogue
from safeharbor.domain.entry import Mood
from safeharbor.ui.home.adviser import Tip
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.screens.home import HomeScreen
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.widgets.words import Words
from support import sweep
from support.house import House

DISTRESS = frozenset({"breathe", "help"})
LEAST, LEAST_IN_DISTRESS = 32, 44

EMPTY = sorted(r.id for r in ROUTES.values() if not r.needs_vault and r.id != "lock")
LOCKED = ["lock"]
OPEN = sorted(route.id for route in ROUTES.values() if route.id not in {"lock", "first_run"})
CASES = [
    *(pytest.param("empty", route, id=f"empty-{route}") for route in [*EMPTY, "home"]),
    *(pytest.param("locked", route, id=f"locked-{route}") for route in LOCKED),
    *(pytest.param("open", route, id=f"open-{route}") for route in OPEN),
]
SIZES = [
    pytest.param(1200, 800, 1.0, id="usual"),
    pytest.param(640, 800, 1.0, id="narrow"),
    pytest.param(1200, 800, 2.0, id="double"),
    pytest.param(640, 800, 2.0, id="narrow-double"),
]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Show = Callable[[str, str], House]


@pytest.fixture
def show(request: pytest.FixtureRequest, qtbot: QtBot) -> Show:
    """Shows a route in one of three states of the vault."""

    def on(state: str, route: str) -> House:
        name = "empty_house" if state == "empty" else "house"
        house: House = request.getfixturevalue(name)
        house.parts.preferences.set("help_country", "DE")
        if state == "open":
            house.open_up()
            entry = house.write("A quiet day", "One line, and another.", Mood.GOOD)
        else:
            house.begin()
        if state == "locked":
            house.unlock()
            house.lock()
        house.window.show_screen(route)
        assert house.window.current == route
        screen = house.window.screen_of(route)
        if isinstance(screen, JournalScreen):
            screen.open_entry(entry)
            qtbot.waitUntil(lambda: screen.desk.entry_id == entry)
        sweep.settle()
        return house

    return on


@pytest.mark.parametrize(("state", "route"), CASES)
def test_everything_that_takes_a_hand_has_a_name_and_is_large_enough(
    show: Show, state: str, route: str
) -> None:
    window = show(state, route).window
    assert sweep.without_name(window) == []
    assert sweep.too_small(window, LEAST_IN_DISTRESS if route in DISTRESS else LEAST) == []


@pytest.mark.parametrize(("state", "route"), CASES)
def test_tab_reaches_everything_and_comes_round(show: Show, state: str, route: str) -> None:
    assert sweep.not_reached(show(state, route).window) == []


@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
@pytest.mark.parametrize(("state", "route"), CASES)
def test_nothing_is_cut_off_or_hidden_by_the_corner(
    show: Show, state: str, route: str, width: int, height: int, zoom: float
) -> None:
    house = show(state, route)
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, height)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
    assert sweep.under_the_corner(house.window) == []


@pytest.mark.parametrize(("state", "route"), CASES)
def test_a_screen_reader_gets_the_words_and_no_markup(show: Show, state: str, route: str) -> None:
    for label in show(state, route).window.findChildren(Words):
        if label.isVisible() and label.words:
            face = QAccessible.queryAccessibleInterface(label)
            assert face.text(QAccessible.Text.Name).split() == label.words.split()


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("width", [1200, 640])
@pytest.mark.parametrize(("state", "route"), CASES)
def test_longer_words_of_other_languages_fit(
    show: Show, state: str, route: str, width: int
) -> None:
    house = show(state, route)
    house.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
    assert sweep.under_the_corner(house.window) == []


@pytest.mark.usefixtures("made_up_language")
def test_the_longest_words_in_the_largest_letters_fit_on_home(show: Show, qtbot: QtBot) -> None:
    house = show("open", "home")
    home = house.window.screen_of("home")
    assert isinstance(home, HomeScreen)
    home.entered()
    qtbot.waitUntil(home.rows.isVisible)
    home.note.show_tip(Tip.CODE_UNSEEN)
    house.parts.look.set_zoom(2.0)
    house.window.resize(640, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize(("state", "route"), CASES)
def test_every_button_can_be_translated(show: Show, state: str, route: str) -> None:
    buttons = show(state, route).window.findChildren(QAbstractButton)
    texts = {button.text() for button in buttons if button.isVisible()}
    # Dates and numbers are written by Qt.
    words = {text for text in texts if text.strip() and not any(c.isdigit() for c in text)}
    # What an exercise, a sheet or a guide is called stands in its file, one for each language.
    words -= {card.title for card in catalogue().values()}
    words -= {card.title for card in sheet_catalogue().values()}
    words -= {card.title for card in guide_catalogue().cards.values()}
    words -= {route.label for route in load_routes()}
    assert {text for text in words if text.isascii()} == set()
