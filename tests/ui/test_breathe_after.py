"""After a practice of breathing: one question that can be passed over, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.breathing import (
    BOX,
    EVEN,
    SIGH,
)
from safeharbor.domain.practice import UNSURE, After
from safeharbor.ui.breathe.stage import Front
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.breathe import HOLDS_SEEN, BreatheScreen
from support.breathing import Company, begin, front, let_pass, run_out, running, wish
from support.clock import FakeClock
from support.hands import click, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def screen(
    parts: Parts, qtbot: QtBot, clock: FakeClock, company: Company
) -> Iterator[BreatheScreen]:
    """The screen of somebody who knows about breath holds."""
    parts.preferences.set(HOLDS_SEEN, True)
    made = company.screen(parts, clock, qtbot)
    yield made
    made.hide()


@pytest.mark.parametrize(
    ("answer", "after"),
    [(After.BETTER, After.BETTER), (After.WORSE, After.WORSE), (None, None)],
)
def test_one_question_and_then_back(
    screen: BreatheScreen,
    clock: FakeClock,
    company: Company,
    answer: After | None,
    after: After | None,
) -> None:
    started = clock.now()
    wish(screen, EVEN, 60, before=UNSURE)
    let_pass(screen, clock, 20)
    press(screen, Qt.Key.Key_P)
    clock.advance(100)
    press(screen, Qt.Key.Key_P)
    run_out(screen, clock)
    page = screen.stage.after
    assert page.isVisible()
    assert not screen.view.isVisible()
    assert not screen.row.isVisible()
    assert page.line.words == "If the danger is now, press Get help."
    assert (company.records, company.backs) == ([], 0)
    click(page.question.skip if answer is None else page.question.answers[answer])
    (record,) = company.records
    assert (record.exercise, record.before, record.after) == ("br_even", UNSURE, after)
    assert record.seconds == 60
    assert abs(record.moment.utc_us - started.utc_us) < 2_000_000
    assert record.moment.zone == started.zone
    assert (company.backs, company.went) == (1, [])


def test_after_it_somebody_may_want_to_go_elsewhere(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, EVEN, 30, then="calm")
    run_out(screen, clock)
    click(screen.stage.after.question.skip)
    assert (company.went, company.backs) == (["calm"], 0)


def test_a_press_meant_for_the_row_is_no_answer(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, EVEN, 30)
    while screen.practice is not None:
        let_pass(screen, clock, 0.1)
    click(screen.stage.after.question.answers[After.WORSE])
    assert company.records == []
    clock.advance(1)
    click(screen.stage.after.question.answers[After.BETTER])
    assert company.records[0].after is After.BETTER


def test_the_question_is_answered_by_keyboard(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, EVEN, 30)
    run_out(screen, clock)
    assert QApplication.focusWidget() is screen
    stops = screen.stops()
    assert [stop.accessibleIdentifier() for stop in stops[1:]] == [
        "after.better",
        "after.same",
        "after.worse",
        "after.skip",
    ]
    stops[2].setFocus(Qt.FocusReason.TabFocusReason)
    press(screen, Qt.Key.Key_Return)
    assert company.records[0].after is After.SAME


@pytest.mark.parametrize("way", ["escape", "left", "hide"])
def test_whoever_goes_without_an_answer_is_asked_nothing_more(
    screen: BreatheScreen, clock: FakeClock, company: Company, way: str
) -> None:
    wish(screen, EVEN, 30, before=7)
    run_out(screen, clock)
    getattr(screen, way)()
    assert [(r.before, r.after) for r in company.records] == [(7, None)]
    screen.left()
    assert len(company.records) == 1


def test_esc_keeps_what_was_breathed_and_asks_nothing(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, BOX, 180, before=4)
    press(screen, Qt.Key.Key_H)
    let_pass(screen, clock, 25)
    screen.escape()
    assert [(r.exercise, r.seconds, r.before, r.after) for r in company.records] == [
        ("br_box", 25, 4, None)
    ]
    assert company.backs == 1
    assert front(screen) is Front.LIGHT


def test_what_was_shorter_than_ten_seconds_was_no_practice(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    screen.entered()
    begin(screen)
    let_pass(screen, clock, 9)
    screen.escape()
    wish(screen, SIGH)
    let_pass(screen, clock, 6)
    click(screen.row.button("enough"))
    let_pass(screen, clock, 3.2)
    assert screen.practice is None
    assert (company.records, company.backs) == ([], 2)


def test_what_was_left_for_long_is_kept_as_far_as_it_went(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    wish(screen, EVEN, 600)
    let_pass(screen, clock, 45)
    screen.left()
    clock.advance(500)
    screen.entered()
    assert [(r.exercise, r.seconds) for r in company.records] == [("br_even", 45)]
    assert running(screen).plan is None


def test_in_distress_the_question_comes_after_enough_too(
    screen: BreatheScreen, clock: FakeClock, company: Company
) -> None:
    screen.entered()
    begin(screen)
    let_pass(screen, clock, 67)
    click(screen.row.button("enough"))
    run_out(screen, clock)
    click(screen.stage.after.question.answers[After.BETTER])
    (record,) = company.records
    assert (record.exercise, record.seconds, record.after) == ("br_long_exhale", 75, After.BETTER)
