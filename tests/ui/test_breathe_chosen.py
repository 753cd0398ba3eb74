"""A practice that somebody chose on another screen: before it, and while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeharbor.domain.breathing import (
    BOX,
    EVEN,
    FOUR_SEVEN_EIGHT,
    HALF_478,
    LONG_EXHALE,
    NATURAL,
    SIGH,
    Pattern,
    PhaseKind,
    without_holds,
)
from safeharbor.domain.practice import After
from safeharbor.ui.breathe.form import Form
from safeharbor.ui.breathe.stage import Front
from safeharbor.ui.keys import LETTERS, Keys
from safeharbor.ui.practice import PATTERNS
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.breathe import HOLDS_SEEN, BreatheScreen
from safeharbor.ui.wishes import BreatheWish, OpenEntry
from support.breathing import (
    Company,
    begin,
    choices,
    front,
    let_pass,
    pace_of,
    run_out,
    running,
    wish,
)
from support.clock import FakeClock
from support.hands import click, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def make(
    parts: Parts, qtbot: QtBot, clock: FakeClock, company: Company
) -> Iterator[Callable[[], BreatheScreen]]:
    """Makes the screen of somebody who was told nothing yet."""
    made: list[BreatheScreen] = []

    def screen() -> BreatheScreen:
        made.append(company.screen(parts, clock, qtbot))
        return made[-1]

    yield screen
    for each in made:
        each.hide()


@pytest.fixture
def screen(make: Callable[[], BreatheScreen], parts: Parts) -> BreatheScreen:
    """The screen of somebody who knows about breath holds."""
    parts.preferences.set(HOLDS_SEEN, True)
    return make()


def test_what_was_wished_for_begins_and_nothing_is_kept_of_what_did_not(
    screen: BreatheScreen, company: Company
) -> None:
    wish(screen, EVEN, 300, Form.WAVE)
    assert pace_of(screen).pattern is EVEN
    assert screen.view.form is Form.WAVE
    assert choices(screen) == ["Pause", "Enough"]
    assert company.records == []


def test_a_wish_for_something_else_changes_nothing(screen: BreatheScreen) -> None:
    screen.entered()
    practice = screen.practice
    screen.asked(None)
    screen.asked(OpenEntry(screen.property("nothing")))
    assert screen.practice is practice


def test_the_time_that_is_left_is_said_in_words_and_does_not_count_down(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    wish(screen, LONG_EXHALE, 300)
    seen: list[str] = []
    while screen.practice is not None:
        if not seen or seen[-1] != screen.line.words:
            seen.append(screen.line.words)
        let_pass(screen, clock, 1)
    assert seen == [
        "About 5 minutes more.",
        "Out… longer.",
        "Small breaths are fine.",
        "About 5 minutes more.",
        "About 4 minutes more.",
        "About 3 minutes more.",
        "About 2 minutes more.",
        "About a minute more.",
        "A few more breaths.",
        "It ends with this out-breath.",
    ]


def test_in_distress_no_time_is_told(screen: BreatheScreen, clock: FakeClock) -> None:
    screen.entered()
    begin(screen)
    for _ in range(64):
        let_pass(screen, clock, 1)
        assert "minute" not in screen.line.words


def test_without_an_end_it_goes_on_until_somebody_had_enough(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, EVEN)
    let_pass(screen, clock, 13)
    assert screen.line.words == "As long as you like."
    click(screen.row.button("enough"))
    assert screen.line.words == "It ends with this out-breath."
    run_out(screen, clock)
    click(screen.stage.after.question.answers[After.SAME])
    assert [(r.exercise, r.seconds, r.after) for r in company.records] == [
        ("br_even", 20, After.SAME)
    ]


# Before the first breath hold.


def test_before_the_first_breath_hold_a_few_quiet_words(
    make: Callable[[], BreatheScreen], parts: Parts
) -> None:
    screen = make()
    kept: list[str] = []
    screen.changed.connect(kept.append)
    wish(screen, BOX, 180)
    assert front(screen) is Front.HOLDS
    assert screen.practice is None
    assert not screen.view.isVisible()
    assert choices(screen) == ["Without holds", "Go on"]
    assert "glaucoma" in screen.stage.holds.words.words
    assert not parts.preferences.get(HOLDS_SEEN, False)
    click(screen.row.button("go_on"))
    begin(screen)
    assert pace_of(screen).pattern is BOX
    assert screen.view.isVisible()
    assert not screen.stage.holds.isVisible()
    assert parts.preferences.get(HOLDS_SEEN, False)
    assert kept == [HOLDS_SEEN]
    wish(screen, FOUR_SEVEN_EIGHT, 76)
    assert front(screen) is Front.LIGHT


@pytest.mark.parametrize("by_key", [True, False])
def test_it_can_be_begun_without_holds(make: Callable[[], BreatheScreen], by_key: bool) -> None:
    screen = make()
    wish(screen, BOX, 180)
    if by_key:
        press(screen, Qt.Key.Key_H)
    else:
        click(screen.row.button("holds"))
    begin(screen)
    assert pace_of(screen).pattern == without_holds(BOX)
    assert screen.row.button("holds").isChecked()


def test_the_other_keys_wait_behind_the_words(make: Callable[[], BreatheScreen]) -> None:
    screen = make()
    wish(screen, BOX, 180)
    for key in (Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_Minus, Qt.Key.Key_Up, Qt.Key.Key_Down):
        press(screen, key)
    assert front(screen) is Front.HOLDS
    assert screen.practice is None


def test_esc_before_a_hold_leads_back_and_the_words_come_again(
    make: Callable[[], BreatheScreen], company: Company, parts: Parts
) -> None:
    screen = make()
    wish(screen, BOX, 180)
    screen.escape()
    assert company.backs == 1
    assert company.records == []
    assert not parts.preferences.get(HOLDS_SEEN, False)
    screen.entered()
    assert front(screen) is Front.LIGHT
    wish(screen, BOX, 180)
    assert front(screen) is Front.HOLDS


def test_where_nothing_can_be_kept_the_words_come_once_in_a_run(parts: Parts, qtbot: QtBot) -> None:
    screen = BreatheScreen(parts.look, parts.icons, PATTERNS, parts.clock, parts.motion)
    qtbot.addWidget(screen)
    wish(screen, BOX, 180)
    screen._choose("go_on")
    wish(screen, FOUR_SEVEN_EIGHT, 76)
    assert front(screen) is Front.LIGHT


def test_nobody_holds_their_breath_unwarned_because_of_a_file(
    make: Callable[[], BreatheScreen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeharbor.ui.breathe.pages.cautions", dict)
    screen = make()
    wish(screen, BOX, 180)
    assert "Ask your doctor." in screen.stage.holds.words.words


# Keys.


@pytest.mark.parametrize("letters", [True, False])
def test_h_takes_the_holds_out_and_puts_them_back(
    screen: BreatheScreen, clock: FakeClock, parts: Parts, letters: bool
) -> None:
    parts.preferences.set(LETTERS, letters)
    for keys in screen.findChildren(Keys):
        keys.follow(parts.preferences)
    wish(screen, BOX, 180)
    assert screen.row.buttons[0].chip == ("H" if letters else "Ctrl+H")
    let_pass(screen, clock, 5)
    press(screen, Qt.Key.Key_H)
    assert running(screen).free is letters
    if not letters:
        QTest.keyClick(screen, Qt.Key.Key_H, CTRL)
    assert running(screen).free is True
    assert screen.line.words == "The holds are out."
    assert screen.row.button("holds").isChecked()
    assert screen.view.light_state().word == "Breathe out"
    let_pass(screen, clock, 6)
    assert screen.view.light_state().word == "Breathe in"
    click(screen.row.button("holds"))
    assert running(screen).free is False
    assert screen.line.words == "The holds are back."


def test_where_there_are_no_holds_h_says_so(screen: BreatheScreen, clock: FakeClock) -> None:
    wish(screen, EVEN, 300)
    press(screen, Qt.Key.Key_H)
    assert screen.line.words == "There are no holds in it."
    screen.entered()
    begin(screen)
    press(screen, Qt.Key.Key_H)
    assert screen.line.words == "There are no holds in it."


def test_s_is_half_the_size_of_478_and_three_sighs_elsewhere(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    wish(screen, FOUR_SEVEN_EIGHT, 152)
    let_pass(screen, clock, 5)
    press(screen, Qt.Key.Key_S)
    assert pace_of(screen).wanted == HALF_478
    assert screen.line.words == "Half the size."
    assert screen.row.button("size").isChecked()
    click(screen.row.button("size"))
    assert pace_of(screen).wanted == FOUR_SEVEN_EIGHT
    assert screen.line.words == "The whole size."
    wish(screen, EVEN, 300)
    press(screen, Qt.Key.Key_S)
    assert pace_of(screen).wanted is SIGH
    wish(screen, SIGH, 300)
    press(screen, Qt.Key.Key_S)
    assert pace_of(screen).wanted is SIGH


@pytest.mark.parametrize("letters", [True, False])
@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (None, ["pauses", "slower", "faster", "three sighs", "Escape"]),
        (EVEN, ["pauses", "slower", "faster", "three sighs", "Escape"]),
        (BOX, ["pauses", "holds out", "three sighs", "Escape"]),
        (FOUR_SEVEN_EIGHT, ["pauses", "holds out", "half the size", "Escape"]),
    ],
)
def test_what_the_keys_do_is_told_as_it_is(
    screen: BreatheScreen, parts: Parts, letters: bool, pattern: Pattern | None, said: list[str]
) -> None:
    parts.preferences.set(LETTERS, letters)
    for keys in screen.findChildren(Keys):
        keys.follow(parts.preferences)
    screen.entered()
    if pattern is not None:
        wish(screen, pattern, 120)
    told = screen.accessibleDescription()
    assert [words for words in said if words not in told] == []
    assert ("H takes the holds out" in told.replace("Control H", "")) is (
        letters and "holds out" in said
    )
    assert ("Control P" in told) is not letters
    press(screen, Qt.Key.Key_P)
    assert pace_of(screen).paused is letters


def test_a_line_that_names_a_letter_is_not_shown_where_letters_do_nothing(
    screen: BreatheScreen, clock: FakeClock, parts: Parts
) -> None:
    wish(screen, FOUR_SEVEN_EIGHT, 152)
    let_pass(screen, clock, 40)
    assert screen.line.words == "S makes it shorter."
    parts.preferences.set(LETTERS, False)
    for keys in screen.findChildren(Keys):
        keys.follow(parts.preferences)
    assert "minute" in screen.line.words


def test_nothing_is_offered_that_was_done(screen: BreatheScreen, clock: FakeClock) -> None:
    wish(screen, BOX, 180)
    press(screen, Qt.Key.Key_H)
    for _ in range(60):
        let_pass(screen, clock, 1)
        assert "stays" not in screen.line.words


# While it runs.


def test_done_long_enough_it_goes_its_own_way_until_its_end(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    wish(screen, BOX, 400)
    let_pass(screen, clock, 322)
    assert pace_of(screen).wanted is NATURAL
    assert screen.line.words == "Let it go its own way now."
    assert choices(screen) == ["Pause", "Enough"]
    let_pass(screen, clock, 79)
    assert front(screen) is Front.AFTER


def test_a_machine_that_slept_finds_it_paused(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, EVEN, 300)
    let_pass(screen, clock, 13)
    held = pace_of(screen).frame()
    clock.advance(3000)
    screen.player.tick()
    assert pace_of(screen).paused
    assert pace_of(screen).frame() == held
    assert screen.view.light_state().word == "Paused"
    assert choices(screen) == ["Slower", "Go on", "Faster"]
    assert not screen.player.moving
    assert not company.awake.held
    click(screen.row.button("go_on"))
    assert (pace_of(screen).frame().kind, round(pace_of(screen).elapsed)) == (PhaseKind.IN, 13)


def test_nobody_looks_behind_another_screen_and_that_is_no_sleep(
    screen: BreatheScreen, clock: FakeClock
) -> None:
    wish(screen, EVEN, 300)
    let_pass(screen, clock, 13)
    screen.left()
    clock.advance(60)
    screen.entered()
    assert not pace_of(screen).paused
    assert round(pace_of(screen).elapsed) == 73


def test_whoever_comes_back_is_not_met_by_a_breath_hold(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, BOX, 300)
    let_pass(screen, clock, 13)
    screen.left()
    clock.advance(20)
    screen.entered()
    assert pace_of(screen).wanted is LONG_EXHALE
    assert [(r.exercise, r.seconds) for r in company.records] == [("br_box", 13)]


def test_cues_and_a_wakeful_screen_go_along(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    cues, awake = company.cues, company.awake
    wish(screen, EVEN, 60)
    assert (cues.phases, awake.held) == ([PhaseKind.IN], False)
    let_pass(screen, clock, 11)
    assert cues.phases == [PhaseKind.IN, PhaseKind.OUT, PhaseKind.IN]
    assert cues.said == ["In and out at the same pace."]
    assert awake.held
    stopped = cues.stopped
    press(screen, Qt.Key.Key_P)
    assert (cues.stopped, awake.held) == (stopped + 1, False)
    press(screen, Qt.Key.Key_P)
    let_pass(screen, clock, 11)
    assert awake.held
    run_out(screen, clock)
    assert (cues.ended, cues.stopped, awake.held) == (1, stopped + 1, False)


def test_in_distress_the_first_words_are_said_over_the_first_breaths(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    screen.entered()
    begin(screen)
    let_pass(screen, clock, 64)
    assert company.cues.said == [
        "Start anywhere.",
        "Nothing to get right.",
        "Let the out-breath be a little longer, if you can.",
        "Small breaths are fine.",
        "If counting bothers you, only follow along.",
        "Drop the shoulders as you breathe out, or don't.",
        "One more round of two.",
    ]


@pytest.mark.parametrize("way", ["left", "escape", "hide"])
def test_nothing_is_heard_of_it_behind_another_screen(
    screen: BreatheScreen, clock: FakeClock, company: Company, way: str
) -> None:
    wish(screen, EVEN, 300)
    let_pass(screen, clock, 6)
    getattr(screen, way)()
    assert company.cues.stopped >= 1
    assert not company.awake.held
    said = len(company.cues.said)
    clock.advance(130)
    assert len(company.cues.said) == said


@pytest.mark.parametrize("seconds", [0.0, 29.0, 3601.0])
def test_a_practice_takes_from_half_a_minute_to_an_hour(seconds: float) -> None:
    with pytest.raises(ValueError, match="half a minute"):
        BreatheWish(EVEN, seconds)
