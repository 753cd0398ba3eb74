from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.breathing import EVEN, NATURAL, PURSED, SIGH
from safeharbor.ui.breathe import player
from safeharbor.ui.breathe.stage import Front
from safeharbor.ui.practice import PATTERNS
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens import breathe
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.lamp import Lamp, light_radius
from safeharbor.ui.widgets.still import StillState
from safeharbor.ui.wishes import ExerciseWish
from support.breathing import choices, front, let_pass, pace_of, running
from support.clock import FakeClock
from support.hands import click, press


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told, in order."""
    words: list[str] = []

    def hear(_widget: QWidget, text: str, *, urgent: bool = False) -> None:
        words.append(text + ("!" if urgent else ""))

    for module in (breathe, player):
        monkeypatch.setattr(module, "announce", hear)
    return words


@pytest.fixture
def screen(parts: Parts, qtbot: QtBot, spoken: list[str]) -> Iterator[BreatheScreen]:
    """The screen as it opens, alone in a window of its own."""
    made = BreatheScreen(parts.look, parts.icons, PATTERNS, parts.clock, parts.motion)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.entered()
    made.grab()
    yield made
    made.hide()


def elapsed(screen: BreatheScreen) -> float | None:
    return pace_of(screen).elapsed if screen.pace is not None else None


def test_the_circle_moves_with_the_clock(
    screen: BreatheScreen, clock: FakeClock, qtbot: QtBot
) -> None:
    pictures: list[QImage] = []
    for _ in range(3):
        pictures.append(screen.view.lamp.grab().toImage())
        clock.advance(0.7)
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]


def test_the_practice_begins_with_the_first_picture(
    parts: Parts, clock: FakeClock, qtbot: QtBot
) -> None:
    screen = BreatheScreen(parts.look, parts.icons, PATTERNS, parts.clock, parts.motion)
    qtbot.addWidget(screen)
    screen.entered()
    clock.advance(60)
    assert not pace_of(screen).begun
    screen.grab()
    assert elapsed(screen) == 0


def test_a_screen_reader_hears_every_change_once(
    screen: BreatheScreen, clock: FakeClock, qtbot: QtBot, spoken: list[str]
) -> None:
    qtbot.waitUntil(lambda: spoken == ["Breathe in"])
    clock.advance(3.1)
    qtbot.waitUntil(lambda: spoken == ["Breathe in", "Breathe out"])
    clock.advance(4)
    qtbot.waitUntil(lambda: spoken == ["Breathe in", "Breathe out", "Breathe in"])


def test_the_first_choices_are_three_ways_to_breathe(screen: BreatheScreen) -> None:
    assert choices(screen) == ["Longer out", "Even waves", "My own pace"]
    assert screen.row.button("br_long_exhale").isChecked()
    assert not screen.row.button("br_even").isChecked()


def test_another_pattern_keeps_the_lamp_moving(
    screen: BreatheScreen, clock: FakeClock, spoken: list[str]
) -> None:
    let_pass(screen, clock, 1)
    click(screen.row.button("br_even"))
    assert screen.row.button("br_even").isChecked()
    assert not screen.row.button("br_long_exhale").isChecked()
    assert spoken[-1] == "Even waves"
    assert not pace_of(screen).paused
    before = screen.view.light_state().fullness
    for _ in range(40):
        let_pass(screen, clock, 0.1)
        now = screen.view.light_state().fullness
        assert 0 < abs(now - before) < 0.1
        before = now
    assert pace_of(screen).pattern is EVEN


def test_what_is_in_force_stays_chosen_when_it_is_pressed_again(screen: BreatheScreen) -> None:
    click(screen.row.button("br_long_exhale"))
    assert screen.row.button("br_long_exhale").isChecked()


def test_the_own_pace_has_no_word_and_says_why(screen: BreatheScreen, clock: FakeClock) -> None:
    let_pass(screen, clock, 1)
    click(screen.row.button("br_natural"))
    assert screen.line.words == "No pace. Only watch."
    assert screen.view.light_state().word == ""
    press(screen, Qt.Key.Key_Minus)
    assert screen.line.words == "The pace is yours."


def test_from_the_own_pace_the_first_breath_in_is_heard(
    screen: BreatheScreen, clock: FakeClock, spoken: list[str]
) -> None:
    click(screen.row.button("br_natural"))
    let_pass(screen, clock, 5)
    click(screen.row.button("br_even"))
    let_pass(screen, clock, 0.5)
    assert spoken[-2:] == ["Even waves", "Breathe in"]


def test_after_a_minute_more_enough_something_else(
    screen: BreatheScreen, clock: FakeClock, spoken: list[str]
) -> None:
    let_pass(screen, clock, 64)
    assert choices(screen) == ["Longer out", "Even waves", "My own pace"]
    let_pass(screen, clock, 2)
    assert choices(screen) == ["More", "Enough", "Something else"]
    assert "More, Enough, or Something else" in spoken
    assert screen.line.words == "If the danger is now, press Get help."
    clock.advance(2)
    click(screen.row.button("more"))
    assert choices(screen) == ["Longer out", "Even waves", "My own pace"]


def test_a_press_meant_for_a_choice_that_has_gone_does_nothing(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    screen.row.button("br_even").setFocus()
    let_pass(screen, clock, 64)
    while choices(screen)[0] != "More":
        let_pass(screen, clock, 0.1)
    assert QApplication.focusWidget() is screen
    click(screen.row.button("enough"))
    assert not running(screen).ending
    clock.advance(1)
    click(screen.row.button("enough"))
    assert running(screen).ending


def test_enough_ends_after_the_out_breath(screen: BreatheScreen, clock: FakeClock) -> None:
    let_pass(screen, clock, 67)
    click(screen.row.button("enough"))
    assert screen.line.words == "It ends with this out-breath."
    assert screen.row.button("enough").isChecked()
    let_pass(screen, clock, 7.5)
    assert screen.view.light_state().word == "Breathe out"
    let_pass(screen, clock, 1)
    assert screen.pace is None
    assert front(screen) is Front.AFTER


def test_enough_twice_ends_at_once(screen: BreatheScreen, clock: FakeClock) -> None:
    let_pass(screen, clock, 67)
    click(screen.row.button("enough"))
    click(screen.row.button("enough"))
    assert screen.pace is None
    assert front(screen) is Front.AFTER


@pytest.mark.parametrize("choice", ["gr_orient", "gr_feet"])
def test_something_else_offers_the_world_outside_first(
    screen: BreatheScreen, clock: FakeClock, qtbot: QtBot, choice: str
) -> None:
    let_pass(screen, clock, 67)
    click(screen.row.button("elsewhere"))
    assert choices(screen) == ["Look around", "Feet on the floor", "Short of air?"]
    assert screen.line.words == "If the danger is now, press Get help."
    with qtbot.waitSignal(screen.ask) as asked:
        click(screen.row.button(choice))
    assert asked.args == ["exercise", ExerciseWish(choice, then="home")]
    assert screen.pace is None


def test_whoever_is_short_of_air_breathes_through_their_lips(
    screen: BreatheScreen, clock: FakeClock, spoken: list[str]
) -> None:
    let_pass(screen, clock, 67)
    click(screen.row.button("elsewhere"))
    click(screen.row.button("br_pursed"))
    assert spoken[-1] == "Candle breath"
    assert pace_of(screen).wanted is PURSED
    assert choices(screen) == ["Longer out", "Even waves", "My own pace"]
    assert not any(button.isChecked() for button in screen.row.buttons)
    let_pass(screen, clock, 70)
    click(screen.row.button("elsewhere"))
    assert choices(screen)[-1] == "Three sighs"


def test_s_is_three_sighs_from_the_first_moment(
    screen: BreatheScreen, clock: FakeClock, spoken: list[str]
) -> None:
    press(screen, Qt.Key.Key_S)
    assert spoken[-1] == "Three sighs"
    let_pass(screen, clock, 3.1)
    assert screen.view.light_state().word == "Breathe out"
    let_pass(screen, clock, 9)
    assert "A little more" in spoken
    let_pass(screen, clock, 20)
    assert pace_of(screen).wanted is NATURAL
    assert screen.line.words == "Let it go its own way now."
    assert choices(screen) == ["More", "Enough", "Something else"]


def test_p_pauses_and_goes_on_with_an_in_breath(
    screen: BreatheScreen, clock: FakeClock, qtbot: QtBot, spoken: list[str]
) -> None:
    qtbot.waitUntil(lambda: bool(spoken))
    clock.advance(5)
    press(screen, Qt.Key.Key_P)
    assert pace_of(screen).paused
    assert choices(screen) == ["Slower", "Go on", "Faster"]
    assert screen.line.words == "Go on when you like."
    assert spoken[-1] == "Paused"
    clock.advance(60)
    press(screen, Qt.Key.Key_P)
    assert choices(screen)[0] == "Longer out"
    assert pace_of(screen).frame().seconds_into == 0
    qtbot.waitUntil(lambda: spoken[-1] == "Breathe in")


def test_a_press_on_the_light_pauses_too(screen: BreatheScreen, clock: FakeClock) -> None:
    clock.advance(2)
    middle = screen.view.light.rect().center()
    pace, paused = pace_of(screen), []
    for place in (QPoint(4, 4), middle):
        QTest.mouseClick(screen.view.light, Qt.MouseButton.LeftButton, pos=place)
        paused.append(pace.paused)
    click(screen.row.button("go_on"))
    assert [*paused, pace.paused] == [False, True, False]


def test_the_way_to_pause_is_said_once_it_is_quieter(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    let_pass(screen, clock, 29)
    assert screen.line.words == "Small breaths are fine."
    let_pass(screen, clock, 2)
    assert screen.line.words == "P, or a press on the light, pauses."


@pytest.mark.parametrize(
    ("key", "word", "speed"),
    [
        (Qt.Key.Key_Minus, "A little slower.", 0.9),
        (Qt.Key.Key_Plus, "A little faster.", 1.1),
        (Qt.Key.Key_Equal, "A little faster.", 1.1),
    ],
)
def test_one_key_changes_the_speed_of_the_next_phase(
    screen: BreatheScreen,
    clock: FakeClock,
    qtbot: QtBot,
    spoken: list[str],
    key: Qt.Key,
    word: str,
    speed: float,
) -> None:
    qtbot.waitUntil(lambda: bool(spoken))
    clock.advance(1)
    press(screen, key)
    assert pace_of(screen).frame().speed == 1.0
    assert screen.line.words == word
    assert spoken[-1] == word
    clock.advance(2.5)
    assert pace_of(screen).frame().speed == speed
    qtbot.waitUntil(lambda: spoken[-1] == "Breathe out")
    assert screen.line.words == word
    clock.advance(4.5)
    qtbot.waitUntil(lambda: screen.line.words not in {word, ""})


def test_the_bounds_of_speed_are_said_in_words(screen: BreatheScreen) -> None:
    screen.player.toggle_pause()
    for _ in range(5):
        click(screen.row.button("slower"))
    assert screen.line.words == "As slow as it goes."
    for _ in range(10):
        click(screen.row.button("faster"))
    assert screen.line.words == "As fast as it goes."


def test_nothing_is_painted_while_it_cannot_be_seen(screen: BreatheScreen) -> None:
    moving = [screen.player.moving]
    for act in (screen.hide, screen.show, screen.player.toggle_pause):
        act()
        moving.append(screen.player.moving)
    assert moving == [True, False, True, False]


def test_hidden_behind_a_blank_page_nothing_is_said_and_nothing_runs(
    screen: BreatheScreen, clock: FakeClock, spoken: list[str]
) -> None:
    let_pass(screen, clock, 5)
    said = list(spoken)
    screen.covered()
    screen.covered()
    assert not screen.player.moving
    clock.advance(60)
    QApplication.processEvents()
    assert spoken == said
    assert elapsed(screen) == pytest.approx(5)
    assert screen.view.light_state().word == "Paused"


def test_the_key_to_breathe_goes_on_with_what_a_blank_page_hid(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    let_pass(screen, clock, 5)
    screen.covered()
    clock.advance(60)
    screen.summoned()
    assert screen.player.moving
    assert screen.view.light_state().word == "Breathe in"
    press(screen, Qt.Key.Key_P)
    screen.summoned()
    assert pace_of(screen).paused


def test_after_stop_nothing_reacts_until_it_begins_again(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    screen.escape()
    breathing = screen.player
    acts = (breathing.toggle_pause, breathing.slow_down, breathing.speed_up, breathing.tick)
    for act in (*acts, breathing.sigh, breathing.switch_holds):
        act()
    screen.player.breathe(SIGH)
    screen.player.choose("more")
    assert screen.pace is None
    screen.grab()
    screen.entered()
    assert elapsed(screen) == 0


def test_whoever_comes_back_soon_goes_on_with_an_in_breath(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    let_pass(screen, clock, 67)
    click(screen.row.button("enough"))
    practice = screen.practice
    screen.left()
    clock.advance(20)
    screen.entered()
    assert screen.practice is practice
    assert not running(screen).ending
    assert running(screen).pace.frame().seconds_into == 0


def test_whoever_comes_back_late_begins_anew(screen: BreatheScreen, clock: FakeClock) -> None:
    let_pass(screen, clock, 67)
    screen.left()
    clock.advance(600)
    screen.entered()
    screen.grab()
    assert elapsed(screen) == 0
    assert choices(screen)[0] == "Longer out"


def test_a_paused_practice_moves_when_it_is_entered(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    screen.player.toggle_pause()
    screen.left()
    screen.entered()
    assert not pace_of(screen).paused


def test_without_motion_the_bar_takes_a_step_each_second(
    screen: BreatheScreen, parts: Parts, clock: FakeClock
) -> None:
    parts.motion.toggle()
    screen.view.still.grab()
    seen = []
    for _ in range(8):
        seen.append(lit(screen.view.still_state()))
        clock.advance(1)
    assert seen == [[1, 0], [2, 0], [3, 0], [3, 1], [3, 2], [3, 3], [3, 4], [1, 0]]


def lit(state: StillState) -> list[int]:
    return [group.lit for group in state.groups]


def test_without_motion_nothing_changes_between_two_steps(
    screen: BreatheScreen, parts: Parts, clock: FakeClock
) -> None:
    parts.motion.toggle()
    first = screen.view.still.grab().toImage()
    clock.advance(0.4)
    assert screen.view.still.grab().toImage() == first
    clock.advance(0.7)
    assert screen.view.still.grab().toImage() != first


def test_the_word_of_the_default_is_as_large_as_in_the_drawing_where_the_font_allows(
    screen: BreatheScreen, parts: Parts
) -> None:
    """Words that only stand in an open light do not make the others smaller."""
    longest = max(("Breathe in", "Breathe out"), key=len)
    lamp = screen.view.lamp
    assert isinstance(lamp, Lamp)
    font = lamp.word_font(228)
    assert font.pixelSize() <= parts.look.font(Type.WORD).pixelSize()
    width = QFontMetrics(font).horizontalAdvance(longest)
    assert 0.8 < width / (2 * light_radius(228, 0)) < 0.93
