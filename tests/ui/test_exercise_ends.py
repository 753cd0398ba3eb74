"""What the player says, how it ends and what is kept of it, and what it does without its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.content.exercises import load_exercise
from safeharbor.domain.breathing import PhaseKind
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.exercise import Exercise
from safeharbor.domain.practice import After
from safeharbor.ui.exercise.library import Library
from safeharbor.ui.exercise.stage import Front
from safeharbor.ui.routes import Parts
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


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader was asked to say."""
    said: list[str] = []

    def keep(_widget: object, words: str, *, urgent: bool = False) -> None:
        assert not urgent
        said.append(words)

    monkeypatch.setattr("safeharbor.ui.exercise.player.announce", keep)
    monkeypatch.setattr("safeharbor.ui.screens.exercise.announce", keep)
    return said


class Voice:
    """Keeps what it was to say."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def phase(self, kind: PhaseKind) -> None:
        raise AssertionError(kind)

    def say(self, text: str) -> None:
        self.heard.append(text)

    def end(self) -> None:
        self.heard.append("end")

    def stop(self) -> None:
        self.heard.append("stop")


def test_each_step_is_announced_once(playing: Playing, told: list[str]) -> None:
    playing.begin("mi_anchor")
    playing.by_time()
    steps = [step.say for step in load_exercise("mi_anchor").steps if step.say]
    end = load_exercise("mi_anchor").end
    assert told == [*steps, f"{end} How is it now, compared with before?"]


def test_a_step_gone_back_to_is_announced_again(playing: Playing, told: list[str]) -> None:
    playing.begin("mi_rain", by_hand=True)
    press(playing.window, Qt.Key.Key_Right)
    press(playing.window, Qt.Key.Key_Left)
    assert told[0] == told[2] != told[1]


def test_lines_are_spoken_where_there_is_a_voice(playing: Playing) -> None:
    voice = Voice()
    playing.screen.player._cues = playing.screen._cues = voice
    playing.begin("mi_break")
    playing.wait(11)
    press(playing.window, Qt.Key.Key_P)
    assert voice.heard == [
        "Pause. Rest your hands. Skip what does not suit.",
        "What's here: body, mood, thought?",
        "stop",
    ]
    press(playing.window, Qt.Key.Key_P)
    playing.by_time()
    assert voice.heard[-1] == "end"


def test_the_voice_does_not_go_on_with_what_is_behind(playing: Playing) -> None:
    voice = Voice()
    playing.screen.player._cues = voice
    playing.begin("mi_break", by_hand=True)
    press(playing.window, Qt.Key.Key_Right)
    assert voice.heard[1:] == ["stop", "What's here: body, mood, thought?"]


def test_the_screen_stays_awake_while_it_runs_and_no_longer(playing: Playing) -> None:
    class Awake:
        def __init__(self) -> None:
            self.told: list[str] = []

        def hold(self) -> None:
            self.told.append("hold")

        def release(self) -> None:
            self.told.append("release")

    awake = Awake()
    playing.screen.player._awake = awake
    playing.begin("mi_break")
    playing.wait(5)
    assert awake.told == ["hold"]
    press(playing.window, Qt.Key.Key_P)
    assert awake.told[-1] == "release"
    press(playing.window, Qt.Key.Key_P)
    assert awake.told[-1] == "hold"
    playing.by_time()
    assert awake.told[-1] == "release"


def test_esc_silences_it(playing: Playing) -> None:
    voice = Voice()
    playing.screen.player._cues = voice
    playing.begin("mi_break")
    press(playing.window, Qt.Key.Key_Escape)
    assert voice.heard[-1] == "stop"


def test_hidden_behind_a_blank_page_it_is_silent_and_waits(
    playing: Playing, told: list[str]
) -> None:
    voice = Voice()
    playing.screen.player._cues = voice
    playing.begin("mi_break")
    playing.window.blank()
    assert voice.heard[-1] == "stop"
    assert playing.pauses()
    heard, said = list(voice.heard), list(told)
    playing.wait(60)
    assert (voice.heard, told) == (heard, said)


def test_after_sleep_it_waits_until_somebody_goes_on(playing: Playing, told: list[str]) -> None:
    playing.begin("rx_bodyscan")
    playing.wait(25)
    playing.fall_asleep(3600)
    assert playing.offers == ["Swap", "Go on", "By hand"]
    assert "asleep" in playing.screen.stage.board.line.words
    assert "asleep" in told[-1]
    press(playing.window, Qt.Key.Key_Return)
    assert playing.scene.index == 1
    assert playing.sitting.walk.elapsed == pytest.approx(25)


@pytest.mark.parametrize("doing", ["before", "playing", "paused", "slept", "swap", "end", "lost"])
def test_esc_leads_back_at_once_from_any_state(playing: Playing, doing: str) -> None:
    if doing == "before":
        playing.wish(ExerciseWish("rx_pmr"))
    elif doing == "lost":
        lose(playing)
        playing.wish(ExerciseWish("mi_rain"))
    else:
        playing.begin("mi_rain")
    if doing == "paused":
        press(playing.window, Qt.Key.Key_P)
    elif doing == "slept":
        playing.fall_asleep(100)
    elif doing == "swap":
        click(playing.screen.stage.row.button("swap"))
    elif doing == "end":
        playing.by_time()
    press(playing.window, Qt.Key.Key_Escape)
    assert playing.window.current == "about"
    assert playing.screen.player.sitting is None
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("name", SCRIPTS)
def test_esc_leads_back_at_once_from_every_script(playing: Playing, name: str) -> None:
    playing.begin(name)
    playing.wait(20)
    press(playing.window, Qt.Key.Key_Escape)
    assert playing.window.current == "about"
    assert [record.seconds for record in playing.records] == [20]


def test_stop_in_the_corner_does_the_same(playing: Playing) -> None:
    playing.begin("mi_rain")
    playing.window.frame.corner.stop.emit()
    assert playing.window.current == "about"


@pytest.mark.parametrize("after", [*After, None])
def test_the_question_at_the_end_is_answered_or_passed_over(
    playing: Playing, after: After | None
) -> None:
    playing.begin("gr_feet")
    playing.by_time()
    playing.wait(1)
    question = playing.screen.stage.end.question
    click(question.answers[after] if after else question.skip)
    assert playing.window.current == "about"
    assert [(r.exercise, r.seconds, r.after) for r in playing.records] == [("gr_feet", 90, after)]
    assert playing.records[0].id.version == 7


def test_the_last_press_on_next_is_no_answer(playing: Playing) -> None:
    playing.begin("gr_feet", by_hand=True)
    while playing.at(Front.PLAYING):
        press(playing.window, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is playing.screen
    press(playing.window, Qt.Key.Key_Space)
    click(playing.screen.stage.end.question.answers[After.WORSE])
    assert playing.at(Front.END)


def test_where_the_end_leads_may_be_wished_for(playing: Playing, qtbot: QtBot) -> None:
    playing.window.show_screen("help")
    playing.begin("mi_break", then="settings")
    press(playing.window, Qt.Key.Key_Escape)
    assert playing.window.current == "settings"
    press(playing.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: playing.window.current == "home")


def test_what_was_shorter_than_ten_seconds_is_not_kept(playing: Playing) -> None:
    playing.begin("mi_rain")
    playing.wait(9)
    press(playing.window, Qt.Key.Key_Escape)
    assert playing.records == []


def test_what_was_stopped_is_kept_as_far_as_it_went(playing: Playing, clock: FakeClock) -> None:
    begun = clock.now()
    playing.begin("mi_rain")
    playing.wait(42)
    press(playing.window, Qt.Key.Key_Escape)
    assert [(r.seconds, r.after, r.moment.utc_us) for r in playing.records] == [
        (42, None, begun.utc_us)
    ]


def test_another_wish_keeps_what_was_done_before(playing: Playing) -> None:
    playing.begin("mi_rain")
    playing.wait(20)
    playing.begin("gr_feet")
    assert [record.exercise for record in playing.records] == ["mi_rain"]
    assert playing.sitting.exercise.id == "gr_feet"


def lose(playing: Playing) -> None:
    def lost(_exercise_id: str) -> Exercise:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file="mi_rain.toml")

    playing.screen._opening._library = Library(exercise=lost)


def test_what_cannot_be_read_is_said_and_breathing_is_still_there(
    playing: Playing, qtbot: QtBot
) -> None:
    lose(playing)
    playing.wish(ExerciseWish("mi_rain"))
    assert playing.at(Front.LOST)
    assert playing.screen.stage.notice.words
    assert sweep.cut_off(playing.window) == []
    with qtbot.waitSignal(playing.screen.go) as asked:
        click(playing.screen.stage.notice.action)
    assert asked.args == ["breathe"]


def test_without_cautions_and_categories_there_is_still_the_exercise(playing: Playing) -> None:
    def broken() -> dict[str, str]:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="cautions.toml")

    def no_sets() -> tuple[()]:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file="category_sets.toml")

    playing.screen._opening._library = Library(cautions=broken, sets=no_sets)
    playing.wish(ExerciseWish("gr_categories"))
    assert playing.sitting.steps[1].say == "Five animals with fur."


def test_habits_that_cannot_be_written_hold_for_this_run(
    playing: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise HarborError(ErrorCode.FOLDER_READ_ONLY, file=path.name)

    playing.begin("mi_rain")
    monkeypatch.setattr("safeharbor.system.fs.replace_atomic", refuse)
    press(playing.window, Qt.Key.Key_P)
    click(playing.screen.stage.row.button("by_hand"))
    assert playing.sitting.walk.by_hand
    assert playing.parts.preferences.get("calm_by_hand", False)
