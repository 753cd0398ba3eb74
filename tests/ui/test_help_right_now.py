"""The three buttons and the quiet line of Get help: lines first, then pages that need no vault."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import load_guide
from safeharbor.content.sheets import load_sheet
from safeharbor.domain.sheet import FieldType
from safeharbor.ui.help.think import LINES as LINES_OF_PLAN
from safeharbor.ui.help.topics import BUTTONS, Topic, leads, lines_for, words
from safeharbor.ui.help.view import HelpView, topic_id
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.get_help import GetHelpScreen
from safeharbor.ui.widgets.button import Button
from support import sweep
from support.hands import click, press
from support.help_page import (
    DAY,
    LINES,
    NIGHT,
    NORTH,
    QUIET,
    SAFE,
    SOUTH,
    MakeScreen,
    help_screen,
    in_focus,
    push,
    stop_names,
    words_on,
)
from support.house import House
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

At = Callable[[str], House]


@pytest.fixture
def make_screen(parts: Parts, qtbot: QtBot) -> MakeScreen:
    return partial(help_screen, parts, qtbot)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    name = "safeharbor.ui.screens.get_help.announce"
    monkeypatch.setattr(name, lambda _widget, words, **_: told.append(words))
    return told


@pytest.fixture
def at(request: pytest.FixtureRequest) -> At:
    """Get help in a whole window: without a vault, with a locked one, or with an open one."""

    def on(state: str) -> House:
        name = "empty_house" if state == "empty" else "house"
        house: House = request.getfixturevalue(name)
        house.parts.preferences.set("help_country", "GB")
        if state == "empty":
            house.begin()
        else:
            house.open_up()
        if state == "locked":
            house.lock()
        house.window.show_screen("about")
        house.window.show_screen("help")
        sweep.settle()
        return house

    return on


def view_of(house: House) -> HelpView:
    screen = house.window.screen_of("help")
    assert isinstance(screen, GetHelpScreen)
    return screen.view


def press_named(house: House, name: str) -> None:
    screen = house.window.screen_of(house.window.current)
    found = [w for w in screen.findChildren(QWidget) if w.accessibleIdentifier() == name]
    click(next(w for w in found if w.isVisible()))
    sweep.settle()


def test_they_stand_below_the_emergency_number_and_above_all_lines(
    make_screen: MakeScreen,
) -> None:
    names = stop_names(make_screen(country="NO"))
    topics = [name for name in names if name.startswith("help.topic.")]
    assert topics == [f"help.topic.{each.value}" for each in Topic]
    first_line = next(n for n, name in enumerate(names) if name.startswith("help.line"))
    assert names.index(topics[-1]) < first_line


def test_they_stand_in_one_line_at_the_usual_size(at: At) -> None:
    house = at("empty")
    sweep.settle()
    screen = house.window.screen_of("help")
    assert screen is not None
    named = {each.accessibleIdentifier(): each for each in screen.findChildren(Button)}
    places = [named[topic_id(each)].geometry() for each in BUTTONS]
    assert len({each.top() for each in places}) == 1
    assert not any(one.intersects(two) for one, two in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("topic", "lines"),
    [
        (Topic.SELF, ["Night line", "Day line"]),
        (Topic.THREAT, ["Safe house", "Quiet line"]),
        (Topic.OTHERS, ["Night line", "Day line"]),
    ],
)
def test_each_shows_its_lines_first_and_leads_on(
    make_screen: MakeScreen, topic: Topic, lines: list[str], heard: list[str]
) -> None:
    screen = make_screen(country="NO")
    push(screen, f"help.topic.{topic.value}")
    shown = words_on(screen)
    assert [name for name in shown if name in {x.name for x in NORTH.lines}] == lines
    assert "In danger right now" in shown
    assert heard == [f"{words(topic)}: lines and pages are below."]
    assert in_focus() == f"help.topic.{topic.value}"
    steps = [name for name in stop_names(screen) if name.startswith("help.step.")]
    assert steps == [f"help.step.{each.guide}.{each.step}" for each in leads(topic)]


def test_the_same_button_leads_back_to_all_lines(make_screen: MakeScreen) -> None:
    screen = make_screen(country="NO")
    at_first = words_on(screen)
    push(screen, "help.topic.self")
    push(screen, "help.topic.self")
    assert words_on(screen) == at_first
    push(screen, "help.topic.threat")
    push(screen, "help.more")
    assert screen.view.topic is None
    assert "For children and young people" in words_on(screen)


def test_a_country_without_such_a_line_shows_the_nearest_and_the_lists(
    make_screen: MakeScreen,
) -> None:
    assert lines_for(NORTH, Topic.CALM) == ((NIGHT, DAY), False)
    assert lines_for(NORTH, Topic.SELF, {"Night line", "Day line"}) == ((QUIET,), False)
    assert lines_for(NORTH, Topic.THREAT) == ((SAFE, QUIET), True)
    assert lines_for(SOUTH, Topic.THREAT) == ((), False)
    screen = make_screen(country="SO")
    push(screen, "help.topic.threat")
    shown = words_on(screen)
    assert "999" in shown
    assert LINES.directories[0].name in shown


def test_without_a_country_or_a_list_the_pages_are_there_all_the_same(
    make_screen: MakeScreen,
) -> None:
    for screen in (make_screen(), make_screen(None)):
        push(screen, "help.topic.self")
        assert "help.step.help.s5" in stop_names(screen)


@pytest.mark.parametrize("readable", [False, True])
def test_the_lines_of_the_page_for_hard_nights_stand_there_empty_while_it_is_locked(
    make_screen: MakeScreen, *, readable: bool
) -> None:
    screen = make_screen(country="NO")
    screen.view.has_page = lambda: readable
    push(screen, "help.topic.self")
    shown = words_on(screen)
    numbered = [f"{number}. {line}" for number, line in enumerate(LINES_OF_PLAN, start=1)]
    assert [each for each in shown if each in numbered] == ([] if readable else numbered)
    sheet = load_sheet("safety")
    labels = [field.label for field in sheet.fields if field.type is FieldType.ROWS]
    assert list(LINES_OF_PLAN) == labels[:6]


def test_pages_are_called_what_they_are_called_in_their_guide() -> None:
    for topic in Topic:
        for lead in leads(topic):
            assert load_guide(lead.guide).step(lead.step).title == lead.label


@pytest.mark.parametrize("state", ["empty", "locked"])
@pytest.mark.parametrize("topic", [Topic.SELF, Topic.THREAT, Topic.OTHERS])
def test_every_page_opens_without_a_vault_and_comes_back(at: At, state: str, topic: Topic) -> None:
    house = at(state)
    for lead in leads(topic):
        view_of(house).topic = None
        view_of(house).turn_topic(topic)
        press_named(house, f"help.step.{lead.guide}.{lead.step}")
        assert house.window.current == "first_aid"
        assert lead.label in words_on(house.window.screen_of("first_aid"))
        assert not house.parts.spine.is_open
        press(house.window, Qt.Key.Key_Escape)
        assert house.window.current == "help"
        assert view_of(house).topic is topic
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "about"


def test_in_an_open_vault_the_page_is_the_one_that_keeps_what_is_answered(
    at: At, qtbot: QtBot
) -> None:
    house = at("open")
    view_of(house).turn_topic(Topic.SELF)
    press_named(house, "help.step.help.s6")
    house.wait_for("guide_step")


def test_in_an_open_vault_the_plan_is_one_click_away_and_leads_back(at: At) -> None:
    house = at("open")
    press_named(house, "help.page")
    house.wait_for("worksheet")
    sweep.settle()
    press(house.window, Qt.Key.Key_Escape)
    house.wait_for("help")


def test_after_a_lock_in_the_plan_escape_leads_out_page_by_page(at: At, qtbot: QtBot) -> None:
    house = at("open")
    press_named(house, "help.page")
    house.wait_for("worksheet")
    sheet = Worksheet(house, qtbot)
    sheet.wait_for("safety")
    house.lock()
    house.unlock()
    house.wait_for("worksheet")
    sheet.wait_for("safety")
    passed = []
    for _ in range(3):
        house.window.escape()
        sweep.settle()
        passed.append(house.window.current)
    assert passed == ["help", "about", "home"]


def test_a_lock_over_get_help_takes_the_way_to_the_plan_and_brings_its_empty_lines(at: At) -> None:
    house = at("open")
    view_of(house).turn_topic(Topic.SELF)
    house.lock()
    sweep.settle()
    screen = house.window.screen_of("help")
    assert isinstance(screen, GetHelpScreen)
    assert "help.page" not in stop_names(screen)
    assert [each for each in words_on(screen) if each.endswith(LINES_OF_PLAN)]


def test_in_an_open_vault_no_empty_lines_stand_in_for_the_plan(at: At) -> None:
    house = at("open")
    view_of(house).turn_topic(Topic.SELF)
    shown = words_on(house.window.screen_of("help"))
    assert not [each for each in shown if each.endswith(LINES_OF_PLAN)]


@pytest.mark.parametrize("state", ["empty", "locked"])
def test_without_an_open_vault_there_is_no_way_to_a_plan_that_nobody_made_readable(
    at: At, state: str
) -> None:
    screen = at(state).window.screen_of("help")
    assert isinstance(screen, GetHelpScreen)
    assert "help.page" not in stop_names(screen)


@pytest.mark.parametrize("state", ["empty", "locked", "open"])
def test_who_cannot_calm_down_looks_around_at_once_and_finds_lines_after_it(
    at: At, state: str
) -> None:
    house = at(state)
    press_named(house, "help.topic.calm")
    assert house.window.current == "exercise"
    press(house.window, Qt.Key.Key_Escape)
    sweep.settle()
    assert house.window.current == "help"
    assert view_of(house).topic is Topic.CALM
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "about"


def test_who_comes_again_finds_it_folded_up(at: At) -> None:
    house = at("empty")
    view_of(house).turn_topic(Topic.SELF)
    house.window.show_screen("about")
    house.window.show_screen("help")
    assert view_of(house).topic is None


@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
def test_it_fits_and_everything_is_large_enough(
    at: At, topic: Topic, width: int, zoom: float
) -> None:
    house = at("empty")
    if topic is not Topic.CALM:
        view_of(house).turn_topic(topic)
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
    assert sweep.under_the_corner(house.window) == []
    assert sweep.too_small(house.window, 44) == []
    assert sweep.without_name(house.window) == []
    assert sweep.not_reached(house.window) == []
    house.parts.look.set_zoom(1.0)
