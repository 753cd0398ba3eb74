"""Steps of first aid without a vault: they are read and practised, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from safeharbor.domain.guide import BlockType
from safeharbor.ui.guide.asking import Asking
from safeharbor.ui.guide.doing import ExercisePart
from safeharbor.ui.guide.going import FIRST_AID_STEPS
from safeharbor.ui.guide.order import stores
from safeharbor.ui.screens.first_aid import FirstAidScreen
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.wishes import OpenStep
from support import sweep
from support.hands import click, press
from support.house import House
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NOTHING_STORED = "Nothing on this page is stored."


def screen_of(house: House) -> FirstAidScreen:
    screen = house.window.screen_of("first_aid")
    assert isinstance(screen, FirstAidScreen)
    return screen


def open_step(house: House, name: str, then: str = "") -> FirstAidScreen:
    """Ask for a step as Get help does."""
    guide, _, step = name.partition(".")
    house.window.show_screen("first_aid", OpenStep(guide, step, then))
    sweep.settle()
    return screen_of(house)


def reads(house: House) -> str:
    labels = house.window.findChildren(Words)
    return " ".join(label.words for label in labels if label.isVisible())


@pytest.fixture
def locked(house: House) -> House:
    """A house whose vault was open and is locked."""
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    house.lock()
    sweep.settle()
    return house


@pytest.mark.parametrize("name", sorted(FIRST_AID_STEPS))
def test_it_opens_while_the_vault_is_locked_and_says_what_is_stored(
    locked: House, name: str
) -> None:
    screen = open_step(locked, name)
    assert locked.window.current == "first_aid"
    assert NOTHING_STORED in reads(locked)
    body = screen.page.content
    assert body is not None
    body.blocks.reveal()
    assert not any(stores(part.block) for part in body.blocks.parts)
    assert BlockType.READING in [part.block.type for part in body.blocks.parts]
    assert body.end.card is None


def test_it_opens_where_there_is_no_vault_at_all(empty_house: House) -> None:
    empty_house.begin()
    open_step(empty_house, "help.s5")
    assert NOTHING_STORED in reads(empty_house)


def test_the_emergency_number_stands_before_everything(locked: House) -> None:
    open_step(locked, "help.s5")
    digits = locked.window.findChildren(Digits)
    column = screen_of(locked).page.content
    assert column is not None
    shown = [each for each in digits if each.isVisible() and column.isAncestorOf(each)]
    assert min(shown, key=lambda each: each.mapTo(column, QPoint(0, 0)).y()).text() == "112"
    press(locked.window, Qt.Key.Key_Return)
    assert locked.window.current == "help"


def test_a_practice_comes_back_to_it(locked: House) -> None:
    screen = open_step(locked, "rejection.s1")
    body = screen.page.content
    assert body is not None
    assert [type(part) for part in body.blocks.parts] == [ExercisePart]
    press(locked.window, Qt.Key.Key_Return)
    assert locked.window.current == "breathe"
    press(locked.window, Qt.Key.Key_Escape)
    locked.wait_for("first_aid")
    assert not body.blocks.waiting


def test_what_is_ticked_is_gone_once_it_is_left_or_hidden(locked: House) -> None:
    screen = open_step(locked, "help.s5")
    body = screen.page.content
    assert body is not None
    model = body.place.visit.model
    asking = next(p for p in body.blocks.parts if isinstance(p, Asking))
    answer = asking.question.input
    assert answer is not None
    blank: Callable[[], object] = locked.window.blank
    for go in (lambda: locked.window.show_screen("help"), blank):
        answer.written.emit("thoughts")
        assert model.held.value(Place("now")) == "thoughts"
        go()
        assert model.held.value(Place("now")) is None
        locked.window.show_screen("first_aid")


def test_other_steps_stay_behind_the_lock(locked: House) -> None:
    screen = open_step(locked, "trust8.s1")
    assert screen.page.content is None
    assert screen.page.notice.isVisible()


def test_escape_leads_back(locked: House) -> None:
    locked.window.show_screen("help")
    open_step(locked, "help.s7", then="help")
    press(locked.window, Qt.Key.Key_Escape)
    assert locked.window.current == "help"


def test_where_the_vault_is_open_the_step_is_kept(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.window.show_screen("first_aid", OpenStep("betrayal", "s1", then="help"))
    house.wait_for("guide_step")
    visitor = StepVisitor(house, qtbot)
    visitor.wait_for("betrayal.s1")
    assert NOTHING_STORED not in visitor.reads()
    visitor.blocks.reveal()
    click(visitor.blocks.more)
    assert visitor.asking("basics").isVisible()
    visitor.press(Qt.Key.Key_Escape)
    assert house.window.current == "help"
