"""What keys and buttons do while a script is played; every one has another that stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.domain.exercise import Need
from safeharbor.domain.practice import After
from safeharbor.ui.exercise.stage import Front
from safeharbor.ui.routes import Parts
from safeharbor.ui.window import Window
from safeharbor.ui.wishes import ExerciseWish
from support import sweep
from support.clock import FakeClock
from support.hands import click, press
from support.player import Playing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def playing(open_window: Callable[..., Window], parts: Parts, clock: FakeClock) -> Playing:
    return Playing(open_window, parts, clock)


def test_space_lights_the_lamps_and_then_goes_on(playing: Playing) -> None:
    playing.begin("gr_54321", by_hand=True)
    press(playing.window, Qt.Key.Key_Space)
    press(playing.window, Qt.Key.Key_Space)
    assert playing.scene.index == 1
    for lit in range(1, 6):
        press(playing.window, Qt.Key.Key_Space)
        assert len(playing.scene.lit) == lit
    press(playing.window, Qt.Key.Key_Space)
    assert playing.scene.index == 2


def test_a_lamp_is_lit_by_the_pointer_and_put_out_again(playing: Playing) -> None:
    playing.begin("gr_54321", by_hand=True)
    playing.go_to(1)
    lamps = playing.screen.stage.board.lamps.lamps
    click(lamps[3])
    assert playing.scene.lit == {3}
    click(lamps[3])
    assert playing.scene.lit == frozenset()


def test_figures_light_so_many(playing: Playing) -> None:
    playing.begin("gr_54321", by_hand=True)
    playing.go_to(1)
    press(playing.window, Qt.Key.Key_3)
    assert playing.scene.lit == {0, 1, 2}
    press(playing.window, Qt.Key.Key_1)
    assert playing.scene.lit == {0, 1, 2}


def test_with_the_focus_on_a_lamp_space_goes_from_one_to_the_next(playing: Playing) -> None:
    playing.begin("gr_54321", by_hand=True)
    playing.go_to(1)
    press(playing.window, Qt.Key.Key_Tab)
    lamps = playing.screen.stage.board.lamps.lamps
    assert QApplication.focusWidget() is lamps[0]
    for _ in range(5):
        press(playing.window, Qt.Key.Key_Space)
    assert playing.scene.all_lit
    assert QApplication.focusWidget() is playing.screen
    press(playing.window, Qt.Key.Key_Space)
    assert playing.scene.index == 2


def test_enter_goes_on_whatever_is_dark(playing: Playing) -> None:
    playing.begin("gr_54321", by_hand=True)
    playing.go_to(1)
    press(playing.window, Qt.Key.Key_Return)
    assert playing.scene.index == 2


def test_arrows_go_back_and_on_wherever_the_focus_is(playing: Playing) -> None:
    playing.begin("mi_rain")
    press(playing.window, Qt.Key.Key_Tab)
    press(playing.window, Qt.Key.Key_Right)
    press(playing.window, Qt.Key.Key_Right)
    assert playing.scene.index == 2
    press(playing.window, Qt.Key.Key_Left)
    assert playing.scene.index == 1


def test_letters_and_figures_may_be_switched_off(playing: Playing) -> None:
    playing.begin("gr_54321")
    playing.parts.preferences.set("single_letter_keys", False)
    playing.window.preference_changed.emit("single_letter_keys")
    press(playing.window, Qt.Key.Key_Right)
    press(playing.window, Qt.Key.Key_P)
    press(playing.window, Qt.Key.Key_4)
    assert not playing.pauses()
    assert playing.scene.lit == frozenset()
    QTest.keyClick(playing.screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert playing.pauses()
    assert "Control P" in playing.screen.accessibleDescription()


def test_buttons_do_what_they_say(playing: Playing) -> None:
    playing.begin("rx_pmr", by_hand=True)
    row = playing.screen.stage.row
    assert playing.offers == ["Swap", "Next", "Skip this"]
    click(row.button("next"))
    assert playing.offers == ["Back", "Next", "Skip this"]
    click(row.button("skip"))
    assert playing.scene.show.startswith("right arm")
    click(row.button("back"))
    assert playing.scene.show == "open"


def test_by_time_the_middle_button_pauses_and_goes_on(playing: Playing) -> None:
    playing.begin("mi_rain")
    row = playing.screen.stage.row
    click(row.button("pause"))
    assert playing.offers == ["Swap", "Go on", "By hand"]
    assert playing.screen.stage.board.line.words == "Paused. Go on when you like."
    playing.wait(100)
    assert playing.scene.index == 0
    click(row.button("go_on"))
    playing.wait(16)
    assert playing.scene.index == 1


def test_a_press_on_the_words_pauses(playing: Playing) -> None:
    playing.begin("mi_rain")
    click(playing.screen.stage.board.call)
    assert playing.pauses()
    press(playing.window, Qt.Key.Key_Space)
    assert not playing.pauses()
    assert playing.scene.index == 0


def test_lamps_that_all_burn_make_next_of_the_middle_button(playing: Playing) -> None:
    playing.begin("gr_54321")
    press(playing.window, Qt.Key.Key_Right)
    assert "Pause" in playing.choices_in_sight()
    press(playing.window, Qt.Key.Key_5)
    assert "Next" in playing.choices_in_sight()


def test_by_hand_is_switched_on_the_screen_and_kept(playing: Playing) -> None:
    playing.begin("mi_rain")
    press(playing.window, Qt.Key.Key_P)
    click(playing.screen.stage.row.button("by_hand"))
    assert playing.parts.preferences.get("calm_by_hand", False)
    assert playing.screen.stage.row.button("by_hand").isChecked()
    click(playing.screen.stage.row.button("go_on"))
    playing.wait(100)
    assert playing.scene.index == 0
    press(playing.window, Qt.Key.Key_Escape)
    playing.wish(ExerciseWish("mi_break"))
    assert playing.sitting.walk.by_hand


def test_other_words_are_within_reach_and_kept(playing: Playing) -> None:
    playing.begin("gr_54321")
    click(playing.screen.stage.row.button("swap"))
    assert playing.at(Front.SWAPPING)
    assert playing.pauses()
    click(playing.screen.stage.choose.needs[Need.NO_SIGHT])
    click(playing.screen.stage.row.button("go_on"))
    assert playing.at(Front.PLAYING)
    assert not playing.pauses()
    press(playing.window, Qt.Key.Key_Right)
    assert playing.screen.stage.board.call.words == "Five things in reach of your hands"
    assert playing.parts.preferences.get("calm_needs", []) == ["no_sight"]
    press(playing.window, Qt.Key.Key_Escape)
    playing.wish(ExerciseWish("gr_orient"))
    assert playing.sitting.needs == {Need.NO_SIGHT}


def test_other_words_are_within_reach_before_it_begins(playing: Playing) -> None:
    playing.know_cautions()
    playing.wish(ExerciseWish("rx_pmr"))
    click(playing.screen.stage.choose.areas["neck"])
    click(playing.screen.stage.row.button("swap"))
    click(playing.screen.stage.choose.needs[Need.LYING])
    by_hand = playing.screen.stage.choose.by_hand
    assert by_hand is not None
    click(by_hand)
    click(playing.screen.stage.row.button("begin"))
    assert playing.sitting.needs == {Need.LYING}
    assert playing.sitting.walk.by_hand
    assert "neck" in {step.area for step in playing.sitting.steps}


def test_a_step_that_came_by_itself_takes_no_press_for_a_moment(playing: Playing) -> None:
    playing.begin("mi_rain")
    playing.wait(15.2)
    assert playing.scene.index == 1
    click(playing.screen.stage.row.button("skip"))
    assert playing.scene.index == 1
    playing.wait(1)
    click(playing.screen.stage.row.button("skip"))
    assert playing.scene.index == 2


def test_help_and_back_finds_it_waiting_where_it_was(playing: Playing) -> None:
    playing.begin("mi_rain")
    playing.wait(30)
    press(playing.window, Qt.Key.Key_F4)
    assert playing.window.current == "help"
    press(playing.window, Qt.Key.Key_Escape)
    assert playing.window.current == "exercise"
    assert playing.pauses()
    assert playing.scene.index == 1
    assert playing.offers == ["Swap", "Go on", "By hand"]


def test_all_of_it_is_done_by_the_keyboard_alone(playing: Playing) -> None:
    window = playing.window
    playing.know_cautions()
    playing.wish(ExerciseWish("rx_bodyscan"))
    press(window, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is playing.screen.stage.choose.areas["feet"]
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Return)
    assert "feet" not in {step.area for step in playing.sitting.steps}
    press(window, Qt.Key.Key_P)
    tab_to(playing, "by_hand")
    press(window, Qt.Key.Key_Space)
    assert playing.sitting.walk.by_hand
    tab_to(playing, "swap")
    press(window, Qt.Key.Key_Return)
    sweep.settle()
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Return)
    assert playing.sitting.needs == {Need.NO_SIGHT}
    playing.wait(12)
    while playing.at(Front.PLAYING):
        press(window, Qt.Key.Key_Return)
    playing.wait(1)
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Return)
    assert [record.after for record in playing.records] == [After.SAME]
    assert window.current == "about"


def tab_to(playing: Playing, offer: str) -> None:
    for _ in range(12):
        if QApplication.focusWidget() is playing.screen.stage.row.button(offer):
            return
        press(playing.window, Qt.Key.Key_Tab)
    raise AssertionError(offer)
