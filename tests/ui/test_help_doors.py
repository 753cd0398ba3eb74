"""Get help is on every screen, locked or not, and all of it works for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from safeharbor.domain.own_number import OwnNumber
from safeharbor.services.help_choices import HelpChoices
from safeharbor.ui.help.view import HelpView
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.theme import Scheme
from support import sweep
from support.hands import click, press
from support.help_page import words_on
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

STATES = ["empty", "locked", "open"]
ELSEWHERE = sorted(route for route in ROUTES if route != "help")
STEPS = ["glance", "private", "more", "form", "changing"]
SIZES = [
    pytest.param(1200, 800, 1.0, id="usual"),
    pytest.param(640, 800, 1.0, id="narrow"),
    pytest.param(1200, 800, 2.0, id="double"),
    pytest.param(640, 800, 2.0, id="narrow-double"),
]
LEAST = 44

Show = Callable[[str], House]
Open = Callable[..., House]


@pytest.fixture
def show(request: pytest.FixtureRequest) -> Show:
    """A window before a vault, locked, or open."""

    def on(state: str) -> House:
        house: House = request.getfixturevalue("empty_house" if state == "empty" else "house")
        house.parts.preferences.set("help_country", "GB")
        if state == "empty":
            house.begin()
        else:
            house.open_up()
        if state == "locked":
            house.lock()
        return house

    return on


@pytest.fixture
def open_page(empty_house: House) -> Open:
    """The page with numbers of one's own and a hidden line, opened as far as ``step`` says."""

    def on(step: str, width: int = 1200, height: int = 800, zoom: float = 1.0) -> House:
        preferences = empty_house.parts.preferences
        preferences.set("help_country", "GB")
        preferences.set("hidden_lines", ["GB CALM helpline"])
        choices = HelpChoices(preferences)
        choices.add(OwnNumber("Mira", "+44 20 7946 0018", "any evening, also late"))
        choices.add(OwnNumber("Tom from next door", "ring twice, or 0151 2345 6789 if he is out"))
        empty_house.begin()
        empty_house.parts.look.set_zoom(zoom)
        empty_house.window.resize(width, height)
        empty_house.window.show_screen("help")
        act(view_of(empty_house), step)
        sweep.settle()
        return empty_house

    return on


def view_of(house: House) -> HelpView:
    screen = house.window.screen_of("help")
    assert isinstance(screen, GetHelpScreen)
    return screen.view


def act(view: HelpView, step: str) -> None:
    """Open as much of the page as ``step`` says."""
    if step == "private":
        view.turn_private()
    if step in {"more", "form", "changing"}:
        view.turn_more()
    if step == "form":
        view.begin()
    if step == "changing":
        view.turn_changing()
        view.turn_hidden()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("route", ELSEWHERE)
def test_one_key_and_one_click_lead_to_it_from_every_screen(
    show: Show, route: str, state: str
) -> None:
    house = show(state)
    window = house.window
    for by_key in (True, False):
        window.show_screen(route)
        if by_key:
            press(window, Qt.Key.Key_F4)
        else:
            click(window.frame.corner.second)
        assert window.current == "help"
        assert "999" in words_on(window.screen_of("help"))
        assert house.parts.spine.is_open is (state == "open")


@pytest.mark.parametrize("step", STEPS)
def test_escape_leads_back_at_once_whatever_is_open(open_page: Open, step: str) -> None:
    house = open_page("glance")
    house.window.show_screen("about")
    house.window.show_screen("help")
    act(view_of(house), step)
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "about"


@pytest.mark.parametrize("step", STEPS)
def test_everything_has_a_name_is_large_enough_and_is_reached(open_page: Open, step: str) -> None:
    window = open_page(step).window
    assert sweep.without_name(window) == []
    assert sweep.too_small(window, LEAST) == []
    assert sweep.not_reached(window) == []


@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_cut_off_or_hidden_by_the_corner(
    open_page: Open, step: str, width: int, height: int, zoom: float
) -> None:
    window = open_page(step, width, height, zoom).window
    assert sweep.cut_off(window) == []
    assert sweep.under_the_corner(window) == []


@pytest.mark.parametrize("scheme", list(Scheme))
def test_no_set_of_colours_moves_or_loses_anything(open_page: Open, scheme: Scheme) -> None:
    house = open_page("changing")
    before = words_on(house.window.screen_of("help"))
    house.parts.look.choose(scheme)
    sweep.settle()
    assert words_on(house.window.screen_of("help")) == before
    assert sweep.cut_off(house.window) == []


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("step", STEPS)
def test_longer_words_of_other_languages_fit_and_all_are_translated(
    open_page: Open, step: str
) -> None:
    house = open_page(step, 640)
    window = house.window
    assert sweep.cut_off(window) == []
    assert sweep.under_the_corner(window) == []
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    words = {b.text() for b in buttons if b.text().strip() and not any(map(str.isdigit, b.text()))}
    assert {word for word in words if word.isascii()} == set()


@pytest.mark.parametrize("step", STEPS)
def test_it_stands_the_other_way_round_in_a_language_that_does(
    open_page: Open, qapp: QApplication, step: str
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = open_page(step).window
        assert sweep.cut_off(window) == []
        assert sweep.under_the_corner(window) == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
