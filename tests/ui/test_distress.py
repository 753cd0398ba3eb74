"""The path of somebody in distress: each row of the acceptance table of the design is a test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from faults.child import environment
from safeharbor.domain.breathing import DEFAULT, PhaseKind
from safeharbor.ui.breathe.form import CALM_FORM, Form
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.button import Button
from support.breathing import breathing, choices_in_sight, let_pass, words_in_sight
from support.hands import click, press
from support.house import House

CHOICES = 3
WORDS = 20
LARGE_PX = 44
ROUTES_NOW = sorted(ROUTES)
STATES = ["empty", "locked", "open"]
STOPPED_HERE = {"breathe", "exercise"}
"""There the same door is Stop."""

Show = Callable[[str, str], House]


@pytest.fixture
def show(request: pytest.FixtureRequest) -> Show:
    """Shows a screen, or what stands in its place, in one of three states of the vault."""

    def on(state: str, route: str) -> House:
        house: House = request.getfixturevalue("empty_house" if state == "empty" else "house")
        if state == "empty":
            house.begin()
        else:
            house.open_up()
        if state == "locked":
            house.lock()
        house.window.show_screen(route)
        return house

    return on


# From any screen to the first in-breath: one key or click; it moves with the first picture.


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("route", ROUTES_NOW)
def test_one_key_leads_from_every_screen_to_an_in_breath(
    show: Show, qtbot: QtBot, route: str, state: str
) -> None:
    house = show(state, route)
    press(house.window, Qt.Key.Key_F2)
    screen = breathing(house.window)
    qtbot.waitUntil(lambda: screen.view.was_painted)
    assert screen.pace is not None
    first = screen.pace.frame()
    assert (first.kind, first.seconds_into) == (PhaseKind.IN, 0)
    house.clock.advance(0.5)
    assert screen.pace.frame().fullness > first.fullness


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("route", [route for route in ROUTES_NOW if route not in STOPPED_HERE])
def test_one_click_does_the_same_from_the_same_corner(show: Show, route: str, state: str) -> None:
    house = show(state, route)
    click(house.window.frame.corner.first)
    assert breathing(house.window).pace is not None


def test_the_first_picture_is_an_in_breath_and_every_next_one_is_larger(
    empty_house: House, qtbot: QtBot
) -> None:
    empty_house.begin("breathe")
    screen = breathing(empty_house.window)
    qtbot.waitUntil(lambda: screen.view.was_painted)
    seen = []
    for _ in range(5):
        seen.append(screen.view.light_state().fullness)
        empty_house.clock.advance(1 / 30)
    assert seen[0] == 0
    assert seen == sorted(set(seen))
    assert screen.view.light_state().word == "Breathe in"


def test_there_is_no_countdown(empty_house: House) -> None:
    empty_house.begin("breathe")
    assert not any(word.isdigit() for word in words_in_sight(empty_house.window))


# Words on the screen in the first 30 s: at most 20.


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("still", [False, True])
def test_at_most_twenty_words_in_the_first_half_minute(
    empty_house: House, still: bool, form: Form
) -> None:
    """At any moment, and all of them together."""
    empty_house.parts.preferences.set(CALM_FORM, form.value)
    if still:
        empty_house.parts.motion.toggle()
    empty_house.begin("breathe")
    screen = breathing(empty_house.window)
    screen.grab()
    seen: set[str] = set()
    for _ in range(60):
        words = words_in_sight(empty_house.window)
        assert len(words) <= WORDS, words
        seen |= {word.strip(".…,").casefold() for word in words}
        let_pass(screen, empty_house.clock, 0.5)
    assert len(seen - {""}) <= WORDS, seen


# Choices on a distress screen: at most 3, plus Stop and Get help.


def test_there_are_never_more_than_three_choices(empty_house: House) -> None:
    empty_house.begin("breathe")
    window, clock = empty_house.window, empty_house.clock
    screen = breathing(window)
    screen.grab()
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(choices_in_sight(window))
        assert 1 <= len(seen[-1]) <= CHOICES

    look()
    press(window, Qt.Key.Key_P)
    look()
    press(window, Qt.Key.Key_P)
    for _ in range(140):
        clock.advance(0.5)
        screen.player.tick()
        look()
    assert seen[-1] == ["More", "Enough", "Something else"]
    clock.advance(2)
    click(screen.row.button("elsewhere"))
    look()
    press(window, Qt.Key.Key_S)
    look()
    doors = [window.frame.corner.first.text(), window.frame.corner.second.text()]
    assert doors == ["Stop", "Get help"]


def test_every_way_to_breathe_is_within_reach(empty_house: House) -> None:
    """Three stand on the screen; sighs are a key away, and behind Something else."""
    empty_house.begin("breathe")
    screen = breathing(empty_house.window)
    ids = {offer.id for offer in screen.row.offers}
    assert ids == {"br_long_exhale", "br_even", "br_natural"}
    press(empty_house.window, Qt.Key.Key_S)
    assert screen.pace is not None
    assert screen.pace.wanted.id == "br_sigh"


# A pattern with a breath hold as the default: never.


def test_the_default_and_all_that_is_offered_have_no_hold(empty_house: House) -> None:
    empty_house.begin("breathe")
    screen = breathing(empty_house.window)
    assert screen.pace is not None
    assert screen.pace.pattern is DEFAULT
    assert screen.practice is not None
    assert not any(pattern.has_hold for pattern in screen.practice.patterns)


# Esc, from any state: back at once, nothing asked, nothing lost.


@pytest.mark.parametrize("doing", ["breathing", "paused", "offered", "elsewhere", "ending"])
def test_esc_leads_back_at_once_from_any_state(house: House, doing: str) -> None:
    house.open_up()
    window = house.window
    window.show_screen("about")
    window.breathe()
    screen = breathing(window)
    screen.grab()
    if doing == "paused":
        press(window, Qt.Key.Key_P)
    elif doing != "breathing":
        for _ in range(140):
            house.clock.advance(0.5)
            screen.player.tick()
        house.clock.advance(1)
    if doing in {"elsewhere", "ending"}:
        click(screen.row.button("elsewhere" if doing == "elsewhere" else "enough"))
    press(window, Qt.Key.Key_Escape)
    assert window.current == "about"
    assert screen.pace is None
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None


def test_esc_leads_back_into_what_was_being_written(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.assembly.write()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "in the middle of a word")
    press(house.window, Qt.Key.Key_F2)
    assert house.window.current == "breathe"
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "journal"
    told = [
        QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Value)
        for widget in house.window.findChildren(QWidget)
        if widget.isVisible() and QAccessible.queryAccessibleInterface(widget)
    ]
    assert any("in the middle of a word" in text for text in told)


@pytest.mark.parametrize("route", ["breathe", "help"])
def test_stop_and_back_are_where_the_hand_is(empty_house: House, route: str) -> None:
    empty_house.begin("breathe")
    window = empty_house.window
    window.show_screen("about")
    window.show_screen(route)
    if route == "breathe":
        click(window.frame.corner.first)
    else:
        screen = window.screen_of("help")
        assert isinstance(screen, GetHelpScreen)
        click(screen.leave)
    assert window.current == "about"


# Keyboard only, screen reader, 200 % zoom, reduced motion, sound off: all of it works.


@pytest.mark.parametrize("route", ["breathe", "help"])
def test_all_of_it_works_by_the_keyboard_alone(empty_house: House, route: str) -> None:
    empty_house.parts.preferences.set("help_country", "GB")
    empty_house.begin("breathe")
    window = empty_house.window
    window.show_screen(route)
    wanted = {b for b in window.findChildren(Button) if b.isVisible()}
    start, visited = QApplication.focusWidget(), set()
    for _ in range(80):
        press(window, Qt.Key.Key_Tab)
        visited.add(QApplication.focusWidget())
        if QApplication.focusWidget() is start:
            break
    assert wanted <= visited
    assert QApplication.focusWidget() is start


def test_a_choice_is_made_by_the_keyboard(empty_house: House) -> None:
    empty_house.begin("breathe")
    window = empty_house.window
    screen = breathing(window)
    for _ in range(2):
        press(window, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.row.button("br_even")
    press(window, Qt.Key.Key_Space)
    assert screen.pace is not None
    assert screen.pace.wanted.id == "br_even"


@pytest.mark.parametrize("route", ["breathe", "help"])
def test_a_screen_reader_gets_a_name_for_everything(empty_house: House, route: str) -> None:
    empty_house.parts.preferences.set("help_country", "GB")
    empty_house.begin("breathe")
    window = empty_house.window
    window.show_screen(route)
    for button in window.findChildren(Button):
        if button.isVisible():
            face = QAccessible.queryAccessibleInterface(button)
            assert face.text(QAccessible.Text.Name)
    face = QAccessible.queryAccessibleInterface(window.screen_of(route))
    assert face.text(QAccessible.Text.Name)


@pytest.mark.parametrize("route", ["breathe", "help"])
@pytest.mark.parametrize(("width", "height"), [(1200, 800), (640, 800)])
def test_at_twice_the_size_nothing_is_out_of_reach(
    empty_house: House, route: str, width: int, height: int
) -> None:
    house = empty_house
    house.parts.look.set_zoom(2.0)
    house.parts.preferences.set("help_country", "GB")
    house.begin("breathe")
    window = house.window
    window.resize(width, height)
    window.show_screen(route)
    QApplication.processEvents()
    for button in window.findChildren(Button):
        if button.isVisible():
            assert min(button.width(), button.height()) >= house.parts.look.px(LARGE_PX)
            left = button.mapTo(window, button.rect().topLeft()).x()
            assert left >= 0
            assert left + button.width() <= window.width()
    if route == "breathe":
        screen, corner = breathing(window), window.frame.corner.geometry()
        for part in (screen.row, screen.line):
            assert not part.geometry().intersects(corner)
        assert not screen.line.geometry().intersects(screen.view.geometry())
        assert screen.view.lamp.height() >= house.parts.look.px(80)


def test_reduced_motion_keeps_the_words_and_scales_nothing(empty_house: House) -> None:
    empty_house.parts.motion.toggle()
    empty_house.begin("breathe")
    screen = breathing(empty_house.window)
    assert screen.view.still.isVisible()
    assert not screen.view.lamp.isVisible()
    assert screen.view.still_state().word == "Breathe in"
    assert screen.view.still_state().groups[0].lit == 1
    empty_house.clock.advance(1)
    assert screen.view.still_state().groups[0].lit == 2


def test_no_sound_is_needed_and_none_is_loaded() -> None:
    """The whole screen with every pattern, and nothing of Qt's sound in the process."""
    probe = (
        "import sys; from safeharbor.ui.screens import breathe; "
        "sys.exit(any('Multimedia' in m or 'TextToSpeech' in m for m in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", probe], env=environment(), check=True, timeout=60)


# The user's text in a notification, window title, log, recent-files list: never.


@pytest.mark.parametrize("state", STATES)
def test_the_title_tells_nothing(show: Show, state: str) -> None:
    house = show(state, "breathe")
    for route in ROUTES_NOW:
        house.window.show_screen(route)
        assert house.window.windowTitle() == "SafeHarbor"
