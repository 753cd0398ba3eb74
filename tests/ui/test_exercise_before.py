"""What comes before an exercise: cautions once, what can be left out, and nothing in distress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.content.exercises import load_exercise
from safeharbor.domain.exercise import Exercise
from safeharbor.domain.practice import UNSURE
from safeharbor.ui.exercise.library import Library
from safeharbor.ui.exercise.stage import Front
from safeharbor.ui.routes import ROUTES, Parts
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import ExerciseWish
from support import sweep
from support.clock import FakeClock
from support.hands import click, press
from support.player import SCRIPTS, Playing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def playing(open_window: Callable[..., Window], parts: Parts, clock: FakeClock) -> Playing:
    return Playing(open_window, parts, clock)


def test_it_needs_no_vault_and_takes_the_whole_window() -> None:
    route = ROUTES["exercise"]
    assert (route.needs_vault, route.full, route.place) == (False, True, "")


def test_without_a_wish_five_senses_begins(playing: Playing, qtbot: QtBot) -> None:
    playing.know_cautions()
    playing.window.show_screen("exercise")
    qtbot.waitUntil(lambda: playing.at(Front.PLAYING))
    assert playing.sitting.exercise.id == "gr_54321"


def test_cautions_are_shown_once(playing: Playing) -> None:
    playing.wish(ExerciseWish("gr_orient"))
    assert playing.at(Front.BEFORE)
    said = " ".join(playing.words_in_sight())
    assert "If the danger is in the room" in said
    assert "Numb, unreal, far away?" in said
    press(playing.window, Qt.Key.Key_Return)
    assert playing.at(Front.PLAYING)
    press(playing.window, Qt.Key.Key_Escape)
    playing.wish(ExerciseWish("gr_orient"))
    assert playing.at(Front.PLAYING)


def test_a_caution_of_another_exercise_is_new_and_the_known_ones_are_not(
    playing: Playing,
) -> None:
    playing.wish(ExerciseWish("gr_orient"))
    playing.wish(ExerciseWish("gr_temp"))
    said = " ".join(playing.words_in_sight())
    assert "take a cool cloth" in said
    assert "If the danger is in the room" not in said


def test_somebody_in_distress_is_kept_waiting_by_nothing(playing: Playing) -> None:
    playing.parts.preferences.set("ask_before", True)
    playing.window.show_screen("help")
    playing.wish(ExerciseWish("gr_orient"))
    assert playing.at(Front.PLAYING)
    press(playing.window, Qt.Key.Key_Escape)
    playing.wish(ExerciseWish("rx_bodyscan"))
    assert playing.at(Front.BEFORE)


@pytest.mark.parametrize("name", ["rx_bodyscan", "rx_pmr"])
def test_places_of_the_body_are_chosen_before(playing: Playing, name: str) -> None:
    playing.know_cautions()
    playing.wish(ExerciseWish(name))
    areas = playing.screen.stage.choose.areas
    usual = load_exercise(name).usual_areas
    assert {area for area, tick in areas.items() if tick.isChecked()} == usual
    assert "belly" not in usual
    click(areas["belly"])
    click(areas["shoulders"])
    click(playing.screen.stage.row.button("begin"))
    assert {s.area for s in playing.sitting.steps} - {""} == usual - {"shoulders"} | {"belly"}


def test_all_places_may_be_left_out(playing: Playing) -> None:
    playing.know_cautions()
    playing.wish(ExerciseWish("rx_bodyscan"))
    for tick in playing.screen.stage.choose.areas.values():
        tick.setChecked(False)
    click(playing.screen.stage.row.button("begin"))
    assert {step.area for step in playing.sitting.steps} == {""}


def test_a_wish_may_have_settled_places_and_minutes(playing: Playing) -> None:
    playing.know_cautions()
    playing.wish(ExerciseWish("rx_bodyscan", areas=frozenset({"hands"})))
    assert {step.area for step in playing.sitting.steps} == {"", "hands"}
    playing.wish(ExerciseWish("mi_anchor", minutes=5))
    assert playing.sitting.walk.place().total_left == pytest.approx(300)


def test_minutes_are_chosen_where_there_are_several(playing: Playing) -> None:
    playing.know_cautions()
    playing.wish(ExerciseWish("mi_anchor"))
    lengths = playing.screen.stage.choose.lengths
    assert list(lengths) == [3, 5, 10]
    assert lengths[3].isChecked()
    click(lengths[10])
    click(playing.screen.stage.row.button("begin"))
    assert playing.sitting.walk.place().total_left == pytest.approx(600)


def test_at_night_nothing_wakes_somebody_up(playing: Playing, clock: FakeClock) -> None:
    clock.set_wall(dt.datetime(2026, 11, 21, 23, 0, tzinfo=dt.UTC))
    playing.begin("rx_bodyscan")
    assert "look_round" not in {step.id for step in playing.sitting.steps}


def test_how_strong_it_is_is_asked_of_those_who_want_it(playing: Playing) -> None:
    playing.know_cautions()
    playing.wish(ExerciseWish("mi_break"))
    assert playing.at(Front.PLAYING)
    playing.parts.preferences.set("ask_before", True)
    playing.wish(ExerciseWish("mi_break"))
    scale = playing.screen.stage.choose.scale
    assert scale is not None
    click(scale.cells[UNSURE])
    click(playing.screen.stage.row.button("begin"))
    playing.by_time()
    press(playing.window, Qt.Key.Key_Escape)
    assert [record.before for record in playing.records] == [UNSURE]


def test_a_question_that_is_passed_over_is_no_answer(playing: Playing) -> None:
    playing.know_cautions()
    playing.parts.preferences.set("ask_before", True)
    playing.wish(ExerciseWish("mi_break"))
    press(playing.window, Qt.Key.Key_Return)
    playing.wait(12)
    press(playing.window, Qt.Key.Key_Escape)
    assert [record.before for record in playing.records] == [None]


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
@pytest.mark.parametrize("name", ["rx_bodyscan", "rx_pmr", "mi_anchor", "gr_orient"])
def test_what_is_asked_before_fits_is_named_and_is_reached(
    playing: Playing, name: str, width: int, zoom: float
) -> None:
    playing.parts.look.set_zoom(zoom)
    playing.parts.preferences.set("ask_before", True)
    playing.window.resize(width, 800)
    playing.wish(ExerciseWish(name))
    for _ in range(2):
        sweep.settle()
        assert sweep.cut_off(playing.window) == []
        assert sweep.under_the_corner(playing.window) == []
        assert sweep.without_name(playing.window) == []
        assert sweep.too_small(playing.window, playing.parts.look.px(44)) == []
        assert sweep.not_reached(playing.window) == []
        playing.screen._swap()


def test_in_a_low_window_choices_stand_beside_the_doors(playing: Playing) -> None:
    playing.parts.look.set_zoom(2.0)
    playing.know_cautions()
    playing.wish(ExerciseWish("rx_bodyscan"))
    sweep.settle()
    stage, px = playing.screen.stage, playing.parts.look.px
    page = stage.choose
    seen = [
        sweep.visible_part(tick, playing.window).height() == tick.height()
        for tick in page.areas.values()
    ]
    assert sum(seen) >= 6
    assert stage.row.y() - page.geometry().bottom() <= px(8)
    title = min(sweep.place_of(w, page).top() for w in page.findChildren(Words) if w.isVisible())
    assert title <= px(32)
    playing.parts.look.set_zoom(1.0)
    sweep.settle()
    assert page.x() == 0
    title = min(sweep.place_of(w, page).top() for w in page.findChildren(Words) if w.isVisible())
    assert title >= px(56)


@pytest.mark.parametrize("name", SCRIPTS)
def test_words_of_a_longer_language_fit(playing: Playing, name: str) -> None:
    from tools.translations import pseudo

    def longer(exercise_id: str) -> Exercise:
        made = load_exercise(exercise_id)
        steps = (replace(s, say=pseudo(s.say), show=pseudo(s.show)) for s in made.steps)
        return replace(made, steps=tuple(steps), end=pseudo(made.end), title=pseudo(made.title))

    playing.screen._opening._library = Library(exercise=longer)
    playing.window.resize(640, 800)
    for zoom in (1.0, 2.0):
        playing.parts.look.set_zoom(zoom)
        playing.begin(name, by_hand=True)
        while playing.at(Front.PLAYING):
            sweep.settle()
            assert sweep.cut_off(playing.window) == []
            assert sweep.under_the_corner(playing.window) == []
            playing.screen.player.next()
        sweep.settle()
        assert sweep.cut_off(playing.window) == []
