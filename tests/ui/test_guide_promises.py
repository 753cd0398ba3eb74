"""What every step promises, as somebody meets it: the question about fear, the night, the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import GUIDE_IDS, load_guide
from safeharbor.domain.guide import Mark
from safeharbor.domain.sheet import UNSURE, Fear
from safeharbor.ui.calm.set_up import ScriptSetUp
from safeharbor.ui.guide.asking import Asking, CheckIn
from safeharbor.ui.guide.noting import GatePart
from safeharbor.ui.guide.quiet import QUIET_NAMES
from safeharbor.ui.guide.reading import Reading
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.widgets.digits import Digits
from support.calm import Calm
from support.hands import click
from support.steps import StepVisitor
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NIGHT = "Heavy pages are often heavier at night. This one will wait."
HEAVY = [
    f"{guide.id}.{step.id}"
    for guide in map(load_guide, GUIDE_IDS)
    for step in guide.steps
    if step.mark is Mark.HEAVY
]
GUARDED = (Fear.EGGSHELLS, Fear.YES, Fear.UNSURE)


def answer_fear(visitor: StepVisitor, answer: Fear) -> None:
    """Answer the question about fear by keys: arrows go to an answer, Space gives it."""
    gate = visitor.part(GatePart)
    gate.give_keys()
    visitor.press(Qt.Key.Key_Down, times=list(gate.gate.choice.picks).index(answer))
    visitor.press(Qt.Key.Key_Space)


def in_sight(visitor: StepVisitor, name: str) -> bool:
    """Whether anything that is called ``name`` can be seen on the page."""
    found = visitor.page.findChildren(QWidget)
    return any(each.accessibleIdentifier() == name and each.isVisible() for each in found)


@pytest.mark.parametrize("answer", list(Fear))
def test_each_answer_about_fear_can_be_given_by_keys(visitor: StepVisitor, answer: Fear) -> None:
    visitor.open("bounds.s3")
    assert "Could this person hurt, threaten, punish or watch you?" in visitor.reads()
    answer_fear(visitor, answer)
    assert visitor.house.parts.spine.fear.answer is answer
    assert visitor.asking("nos").question.folded is (answer in GUARDED)
    assert visitor.part(Reading).isVisible()
    later = "The page for this is always under Get help." in visitor.reads()
    assert later is (answer is Fear.SKIP)


@pytest.mark.parametrize("answer", GUARDED)
def test_somebody_who_may_be_afraid_hears_why_and_where_to_turn(
    visitor: StepVisitor, answer: Fear
) -> None:
    visitor.open("conflict.s1")
    answer_fear(visitor, answer)
    words = visitor.reads()
    assert "Words and agreements are made for two people who both want them." in words
    assert "Your wording is not the cause." in words
    assert "Telling or leaving can raise the risk for a time." in words
    links = [stop.accessibleIdentifier() for stop in visitor.part(GatePart).gate.note.stops()]
    assert any(name.endswith("help.s7") for name in links)
    assert any(name.endswith("help") for name in links)
    question = visitor.asking("my_point").question
    assert question.folded
    click(question.head.open)
    assert not question.folded
    assert question.input.isVisible()


def test_fear_is_asked_about_once_whichever_door_comes_first(
    visitor: StepVisitor, qtbot: QtBot
) -> None:
    visitor.open("conflict.s0")
    answer_fear(visitor, Fear.NO)
    for step in ("conflict.s4", "trust8.s5", "betrayal.s6", "rejection.s10"):
        visitor.open(step)
        assert not any(isinstance(part, GatePart) for part in visitor.blocks.parts), step
    sheet = Worksheet(visitor.house, qtbot)
    sheet.new("boundary")
    assert sheet.form.view is not None
    assert sheet.form.view.gate is not None
    assert not sheet.form.view.gate.asking


def test_what_a_sheet_was_told_about_fear_holds_in_a_step(
    visitor: StepVisitor, qtbot: QtBot
) -> None:
    sheet = Worksheet(visitor.house, qtbot)
    sheet.new("istatement")
    sheet.answer_fear("yes")
    visitor.open("conflict.s4")
    assert visitor.part(GatePart).done
    assert visitor.asking("translate").question.folded


@pytest.mark.parametrize("step", [*HEAVY, "start.s1", "stress.s4"])
def test_only_heavy_pages_say_at_night_that_they_can_wait(visitor: StepVisitor, step: str) -> None:
    visitor.house.clock.advance(16 * 3600)
    visitor.open(step)
    visitor.blocks.reveal()
    assert (NIGHT in visitor.reads()) is (step in HEAVY)


@pytest.mark.parametrize("step", HEAVY)
def test_a_heavy_page_ends_with_the_question_and_something_outward(
    visitor: StepVisitor, step: str
) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open(step)
    after = visitor.blocks.after()
    assert isinstance(after, CheckIn)
    assert [part for part in visitor.blocks.parts if isinstance(part, Asking)][-1] is after
    visitor.give("after", UNSURE)
    assert in_sight(visitor, "step.go.ex:gr_54321")
    assert after.note.words


def test_after_two_rises_another_way_is_offered_and_nothing_is_closed(
    visitor: StepVisitor,
) -> None:
    for _ in range(2):
        visitor.open("rejection.s3")
        visitor.give("before", 2)
        visitor.give("after", 6)
        visitor.keep()
        visitor.house.clock.advance(86_400)
    assert "may not suit you" in visitor.reads()
    visitor.open("rejection.s3")
    visitor.blocks.unfold()
    assert all(part.isVisible() and part.isEnabled() for part in visitor.blocks.parts)
    visitor.write("fair", "It does.")
    assert visitor.model.held.text(Place("fair")) == "It does."


def test_steady_first_offers_three_ways(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    visitor.give("before", 9)
    names = ("step.steady", "step.steadier.gr_feet", "step.steadier.br_long_exhale")
    assert all(in_sight(visitor, name) for name in names)


def test_not_today_leads_to_the_calm_page_that_was_used_last(visitor: StepVisitor) -> None:
    calm = Calm(visitor.house.window)
    calm.change("gr_feet")
    visitor.open("trust8.s1")
    visitor.give("before", 9)
    click(next(p for p in visitor.blocks.parts if isinstance(p, CheckIn)).buttons[2])
    assert visitor.house.window.current == "calm"
    assert isinstance(calm.screen.body, ScriptSetUp)


@pytest.mark.parametrize(
    ("step", "stop"),
    [
        ("start.s2", "step.card.back"),
        ("start.s2", "step.why"),
        ("start.s2", "step.back"),
        ("selftrust.s3", "step.exercise"),
        ("selftrust.s3", "step.also.mi_break"),
        ("start.s2", "sheet.costs.hide"),
        ("trust8.s1", "step.worksheet"),
    ],
)
def test_after_a_lock_the_keys_are_where_they_were(
    visitor: StepVisitor, step: str, stop: str
) -> None:
    visitor.open(step)
    visitor.blocks.unfold()
    reading = visitor.part(Reading)
    reading.show_card(1)
    there = next(w for w in visitor.body.stops() if w.accessibleIdentifier() == stop)
    there.setFocus(Qt.FocusReason.TabFocusReason)
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for(step)
    assert visitor.focus.accessibleIdentifier() == stop
    assert visitor.part(Reading).number == 1


@pytest.mark.parametrize(
    ("tick", "page"),
    [
        ("die", "help.s5"),
        ("others", "stress.s5"),
        ("danger", "help.s7"),
        ("no_food_sleep", ""),
        ("strange", ""),
        ("unstoppable", ""),
    ],
)
def test_what_cannot_wait_shows_a_number_and_a_page_in_place(
    visitor: StepVisitor, tick: str, page: str
) -> None:
    visitor.open("help.s1")
    visitor.blocks.unfold()
    visitor.tab_to("sheet.straight_away.die")
    while visitor.focus.accessibleIdentifier() != f"sheet.straight_away.{tick}":
        visitor.press(Qt.Key.Key_Tab)
    visitor.press(Qt.Key.Key_Space)
    assert visitor.focus.accessibleIdentifier() == f"sheet.straight_away.{tick}"
    numbers = visitor.asking("straight_away").findChildren(Digits)
    assert [each.text() for each in numbers if each.isVisible()] == ["112"]
    assert not page or in_sight(visitor, f"sheet.go.step:{page}")
    assert visitor.model.stored.empty


def test_a_screen_reader_hears_the_note_before_anything_else(
    visitor: StepVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("safeharbor.ui.guide.body.announce", lambda _, words: heard.append(words))
    visitor.open("trust8.s1")
    assert heard[0] == visitor.visit.step.safety


def test_what_was_written_is_folded_at_the_end_of_a_light_step_too(visitor: StepVisitor) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open("conflict.s1")
    visitor.write("my_point", "Ask me first.")
    assert "What you wrote is kept." in visitor.reads()
    assert "Ask me first." not in visitor.reads()
    click(visitor.body.end.open)
    assert "Ask me first." in visitor.reads()


@pytest.mark.parametrize("step", ["start.s3", "help.s7"])
def test_quiet_names_can_be_switched_on_where_it_is_asked_who_looks(
    visitor: StepVisitor, step: str
) -> None:
    visitor.open(step)
    if visitor.blocks.more.isVisible():
        click(visitor.blocks.more)
    visitor.tab_to("step.quiet_names")
    visitor.press(Qt.Key.Key_Space)
    assert visitor.house.parts.preferences.get(QUIET_NAMES, False) is True
    visitor.press(Qt.Key.Key_Space)
    assert visitor.house.parts.preferences.get(QUIET_NAMES, False) is False
