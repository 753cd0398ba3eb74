from __future__ import annotations

import datetime as dt
import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.entry import Mood
from safeharbor.ui.screens.home import HomeScreen
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.words import Words
from support import sweep
from support.hands import click, press
from support.house import House

BERLIN = dt.timezone(dt.timedelta(hours=1))


def home_of(house: House) -> HomeScreen:
    screen = house.window.screen_of("home")
    assert isinstance(screen, HomeScreen)
    return screen


def said(screen: QWidget) -> str:
    """Everything that stands on the page."""
    words = [w.words for w in screen.findChildren(Words) if w.isVisible()]
    return " ".join([*words, *(b.text() for b in screen.findChildren(Button) if b.isVisible())])


def at(house: House, hour: int, day: int = 21) -> None:
    house.clock.set_wall(dt.datetime(2026, 11, day, hour, 20, tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (0, "Hello"),
        (4, "Hello"),
        (5, "Good morning"),
        (12, "Good afternoon"),
        (18, "Good evening"),
        (23, "Good evening"),
    ],
)
def test_it_greets_by_the_time_of_day(house: House, hour: int, greeting: str) -> None:
    at(house, hour)
    house.open_up()
    assert home_of(house).greeting.words == greeting
    assert home_of(house).date.words == "Saturday 21 November"


def test_on_the_first_day_a_page_is_ready(house: House, qtbot: QtBot) -> None:
    house.open_up()
    home = home_of(house)
    qtbot.waitUntil(home.first.isVisible)
    assert "A page is ready when you are." in said(home)
    assert "left off" not in said(home)
    press(house.window, Qt.Key.Key_Return)
    assert house.window.current == "journal"


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (0, "An entry from earlier today"),
        (1, "An entry from yesterday"),
        (3, "An entry from Saturday"),
        (8, "An entry of 21 November 2026"),
    ],
)
def test_it_says_when_one_left_off_and_none_of_the_words(
    house: House, qtbot: QtBot, later: int, words: str
) -> None:
    house.open_up()
    house.write("A very private title", "and a very private text", Mood.LOW)
    at(house, 19, 21 + later)
    home = home_of(house)
    home.entered()
    qtbot.waitUntil(home.rows.isVisible)
    assert home.again.what.words == words
    assert home.again.where.words.startswith("Journal, ")
    assert "private" not in said(home)
    faces = [w.accessibleName() + w.accessibleDescription() for w in home.findChildren(QWidget)]
    assert "private" not in " ".join(faces)


def test_one_button_at_most_asks_to_be_pressed(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.write("one")
    home = home_of(house)
    home.entered()
    qtbot.waitUntil(home.rows.isVisible)
    buttons = [b for b in home.findChildren(Button) if b.isVisible()]
    assert [b.text() for b in buttons if b._kind is Kind.PRIMARY] == ["Continue"]


def test_continue_opens_the_newest_entry(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.write("older")
    newest = house.write("newest")
    home = home_of(house)
    home.entered()
    qtbot.waitUntil(home.rows.isVisible)
    click(home.again.button)
    journal = house.window.screen_of("journal")
    assert isinstance(journal, JournalScreen)
    qtbot.waitUntil(lambda: journal.desk.entry_id == newest)


def test_a_tide_opens_a_page_with_it(house: House, qtbot: QtBot) -> None:
    house.open_up()
    click(home_of(house).tides.cells[Mood.LOW])
    journal = house.window.screen_of("journal")
    assert isinstance(journal, JournalScreen)
    qtbot.waitUntil(lambda: journal.editor.content().mood is Mood.LOW)
    house.window.show_screen("home")
    assert home_of(house).tides.mood is None


def test_the_tides_can_be_put_off_for_today(house: House) -> None:
    house.open_up()
    home = home_of(house)
    assert home.tides.isVisible()
    click(home.not_now)
    assert not home.tides.isVisible()
    house.clock.advance(24 * 3600)
    home.entered()
    assert home.tides.isVisible()


def test_the_tides_stand_apart_where_there_is_room(house: House) -> None:
    house.open_up()
    home, px = home_of(house), house.parts.look.px
    for width, least, most in ((1200, 102, 112), (600, 80, 102)):
        house.window.resize(width, 800)
        sweep.settle()
        middles = [cell.geometry().center().x() for cell in home.tides.cells.values()]
        for one, following in itertools.pairwise(middles):
            assert px(least) <= following - one <= px(most)


def test_no_tide_looks_chosen_before_one_is(house: House, qtbot: QtBot) -> None:
    house.open_up()
    home = home_of(house)
    assert not any(cell.isChecked() or cell.hasFocus() for cell in home.tides.cells.values())


def test_without_a_vault_it_leads_to_the_first_question(empty_house: House) -> None:
    empty_house.begin("breathe")
    press(empty_house.window, Qt.Key.Key_Escape)
    home = home_of(empty_house)
    click(home.set_up)
    assert empty_house.window.current == "first_run"


def test_a_question_that_was_put_off_waits_on_home(empty_house: House) -> None:
    empty_house.begin()
    assert empty_house.window.current == "first_run"
    press(empty_house.window, Qt.Key.Key_Escape)
    assert empty_house.window.current == "home"
    for days, first in ((0, "home"), (6, "home"), (1, "first_run")):
        empty_house.clock.advance(days * 24 * 3600)
        empty_house.assembly.begin("show")
        assert empty_house.window.current == first
        empty_house.window.show_screen("home")
    click(home_of(empty_house).set_up)
    assert empty_house.window.current == "first_run"
