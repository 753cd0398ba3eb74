"""The shelf of Calm: what stands on it, what a press begins, and what has sunk."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from faults.child import environment
from safeharbor.content.exercises import IDS, catalogue, load_exercise
from safeharbor.domain.breathing import LONG_EXHALE
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.practice import After
from safeharbor.ui.calm.desk import Front
from safeharbor.ui.calm.reading import Reader
from safeharbor.ui.theme import Scheme
from safeharbor.ui.wishes import BreatheWish, ExerciseWish
from support.calm import Calm
from support.hands import click, press
from support.house import House
from support.practices import practised
from support.sweep import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

GROUPS = ["breathing", "grounding", "relaxation", "mindfulness", "own"]


@pytest.fixture
def calm(empty_house: House) -> Calm:
    """The page before there is a vault."""
    empty_house.begin()
    return Calm(empty_house.window)


@pytest.fixture
def opened(house: House) -> Calm:
    """The page over an open journal."""
    house.open_up()
    return Calm(house.window)


def worse(house: House, exercise: str, qtbot: QtBot, times: int = 2) -> None:
    """It felt worse lately."""
    keeper = house.parts.spine.practice_keeper
    for _ in range(times):
        house.clock.advance(60)
        keeper.keep(practised(house.services.clock.now(), exercise, after=After.WORSE))
    qtbot.waitUntil(lambda: exercise in keeper.sunk)


def test_one_line_and_one_button_come_first(calm: Calm) -> None:
    assert calm.focus() == "calm.now"
    assert calm.reads().startswith("Calm Start anywhere. There is nothing to get right.")
    click(calm.shelf.now)
    assert calm.window.current == "breathe"
    calm.escape()
    assert calm.window.current == "calm"


def test_every_exercise_has_its_row_and_every_group_its_name(calm: Calm) -> None:
    assert list(calm.shelf.groups) == GROUPS
    rows = [name for group in calm.shelf.groups.values() for name in group.rows]
    assert rows == list(IDS)
    for name in ("Breathing", "Grounding", "For the body", "Attention", "Your own"):
        assert name in calm.reads()


def test_a_row_says_what_it_is_and_how_long_it_takes(calm: Calm) -> None:
    start = calm.row("br_long_exhale").start
    assert (start.text(), start.time) == ("Longer out", "5 minutes")
    assert start.line == "Breathe out a little longer than you breathe in."
    assert start.accessibleDescription() == f"5 minutes. {start.line}"
    assert calm.row("gr_orient").start.time == "1½ minutes"
    assert calm.row("br_478").start.time == "4 rounds"
    assert calm.row("br_478").change.accessibleName() == "Change 4-7-8"


def test_one_press_begins_a_breath_as_usual(calm: Calm) -> None:
    calm.begin("br_long_exhale")
    assert calm.asked == [("breathe", BreatheWish(LONG_EXHALE, 300.0))]
    assert calm.window.current == "breathe"


def test_one_press_begins_a_script_with_its_usual_places_and_length(calm: Calm) -> None:
    calm.begin("rx_pmr")
    route, wish = calm.asked[-1]
    assert route == "exercise"
    assert isinstance(wish, ExerciseWish)
    assert wish.areas == load_exercise("rx_pmr").usual_areas
    assert "jaw" not in wish.areas
    assert wish.minutes is None
    calm.escape()
    calm.begin("mi_anchor")
    assert calm.wish.minutes == 3
    assert calm.wish.areas is None


def test_the_keys_come_back_to_the_row_that_was_pressed(calm: Calm) -> None:
    calm.begin("br_sigh")
    calm.escape()
    assert calm.window.current == "calm"
    assert calm.focus() == "calm.br_sigh.start"


def test_arrows_go_from_row_to_row(calm: Calm) -> None:
    calm.row("br_natural").start.setFocus()
    press(calm.window, Qt.Key.Key_Down)
    assert calm.focus() == "calm.gr_orient.start"
    press(calm.window, Qt.Key.Key_Tab)
    press(calm.window, Qt.Key.Key_Up)
    assert calm.focus() == "calm.br_natural.change"
    press(calm.window, Qt.Key.Key_Return)
    assert calm.screen.desk.front is Front.SET_UP


def test_a_row_that_the_keys_go_to_is_in_sight(calm: Calm) -> None:
    calm.row("br_long_exhale").start.setFocus()
    for _ in range(len(IDS)):
        press(calm.window, Qt.Key.Key_Down)
    assert calm.focus() == "calm.mi_urge.start"
    assert not calm.row("mi_urge").start.visibleRegion().isEmpty()


def test_whoever_comes_back_sees_the_page_from_its_top(calm: Calm) -> None:
    bar = calm.screen.page.verticalScrollBar()
    calm.press("calm.own.make")
    calm.escape()
    assert calm.focus() == "calm.own.make"
    assert bar.value() > 0
    calm.window.show_screen("breathe")
    calm.escape()
    calm.window.show_screen("home")
    calm.window.show_screen("calm")
    assert calm.focus() == "calm.now"
    assert bar.value() == 0


def test_another_colour_takes_nobody_away_from_where_they_read(
    calm: Calm, empty_house: House
) -> None:
    bar = calm.screen.page.verticalScrollBar()
    assert calm.focus() == "calm.now"
    bar.setValue(600)
    empty_house.parts.look.choose(Scheme.DARK)
    settle()
    assert bar.value() == 600
    assert calm.focus() == "calm.now"


def test_a_page_made_anew_marks_the_keys_only_for_who_moves_by_them(
    calm: Calm, empty_house: House
) -> None:
    look = empty_house.parts.look
    look.choose(Scheme.LIGHT)
    begun = calm.part("calm.now").grab().toImage()
    look.choose(Scheme.DARK)
    look.choose(Scheme.LIGHT)
    assert calm.part("calm.now").grab().toImage() == begun
    press(calm.window, Qt.Key.Key_Tab)
    press(calm.window, Qt.Key.Key_Backtab)
    marked = calm.part("calm.now").grab().toImage()
    assert marked != begun
    look.choose(Scheme.DARK)
    look.choose(Scheme.LIGHT)
    assert calm.part("calm.now").grab().toImage() == marked


def test_it_works_while_the_journal_is_locked(house: House) -> None:
    house.open_up()
    house.lock()
    calm = Calm(house.window)
    assert calm.window.current == "calm"
    assert not calm.has("calm.done")
    calm.begin("gr_orient")
    assert calm.window.current == "exercise"


def test_what_felt_worse_twice_stands_last_and_something_else_is_offered(
    house: House, opened: Calm, qtbot: QtBot
) -> None:
    assert opened.titles("breathing")[1] == "Even waves"
    worse(house, "br_even", qtbot)
    assert opened.titles("breathing")[-1] == "Even waves"
    said = "This one felt worse the last two times. Looking around may suit better now."
    assert said in opened.reads()
    opened.press("calm.br_even.instead")
    assert opened.wish.exercise_id == "gr_orient"


def test_no_grounding_is_offered_that_felt_worse_itself(
    house: House, opened: Calm, qtbot: QtBot
) -> None:
    worse(house, "gr_orient", qtbot)
    worse(house, "br_box", qtbot)
    assert opened.reads().count("Feet or hands may suit better now.") == 2
    assert opened.titles("grounding")[-1] == "Where am I?"


def test_where_everything_felt_worse_nothing_is_offered(
    house: House, opened: Calm, qtbot: QtBot
) -> None:
    for exercise in ("gr_orient", "gr_feet", "gr_54321", "gr_temp", "gr_categories"):
        worse(house, exercise, qtbot)
    assert "may suit better" not in opened.reads()
    assert not opened.has("calm.gr_feet.instead")


Shown = Callable[[Reader], Calm]


@pytest.fixture
def shown(empty_house: House, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The page over other content."""

    def on(reader: Reader) -> Calm:
        monkeypatch.setattr("safeharbor.ui.screens.calm.Reader", lambda: reader)
        empty_house.begin()
        return Calm(empty_house.window)

    return on


def broken(*_: object) -> Any:
    raise HarborError(ErrorCode.CONTENT_BROKEN, file="x.toml", reason="odd")


def test_a_broken_file_hides_its_row_alone_and_it_is_said_quietly(shown: Shown) -> None:
    cards = dict(catalogue())
    del cards["gr_temp"]
    calm = shown(Reader(catalogue=lambda: cards))
    assert calm.shelf.row_of("gr_temp") is None
    assert calm.shelf.row_of("gr_feet") is not None
    assert "cannot be read on this computer" in calm.reads()


def test_without_any_content_there_is_still_breathing(shown: Shown) -> None:
    calm = shown(Reader(catalogue=broken, cautions=broken, sources=broken))
    assert list(calm.shelf.groups) == ["own"]
    assert "cannot be read on this computer" in calm.reads()
    click(calm.shelf.now)
    assert calm.window.current == "breathe"


def test_a_file_that_breaks_later_takes_its_row_along(shown: Shown) -> None:
    cards = dict(catalogue())
    reader = Reader(catalogue=lambda: cards, exercise=broken)
    calm = shown(reader)
    del cards["gr_feet"]
    calm.begin("gr_feet")
    assert calm.asked == []
    assert calm.shelf.row_of("gr_feet") is None
    calm.change("gr_orient")
    assert calm.screen.desk.front is Front.SHELF


def test_a_breath_needs_no_words_to_be_set_up(shown: Shown) -> None:
    calm = shown(replace(Reader(), exercise=broken))
    calm.change("br_even")
    assert calm.breath.title.words == "Even waves"
    calm.press("calm.begin")
    assert calm.wish.pattern.id == "br_even"


_BEFORE_IT_IS_SHOWN = """
import sys
from safeharbor.ui.app import run
from safeharbor.ui.screens.breathe import BreatheScreen
loaded = [name for name in sys.modules if "calm" in name]
assert loaded == [], loaded
"""


def test_nothing_of_it_is_loaded_before_it_is_shown() -> None:
    subprocess.run([sys.executable, "-c", _BEFORE_IT_IS_SHOWN], env=environment(), check=True)
