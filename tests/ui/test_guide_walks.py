"""Whole guides walked through by keys alone, locked in the middle of a step and gone on with."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import load_guide
from safeharbor.domain.answers import Answers, to_answers
from safeharbor.ui.guide.asking import Asking
from safeharbor.ui.guide.noting import GatePart
from safeharbor.ui.sheet.fields.text import TextBox
from safeharbor.ui.widgets.scale import Scale
from support import sweep
from support.house import House
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_STOPS = 40


@pytest.fixture
def visitor(house: House, qtbot: QtBot) -> StepVisitor:
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    return StepVisitor(house, qtbot)


def plain(answers: Answers) -> str:
    """Answers as JSON has them, where there is one kind of list."""
    kept = [(each.field, each.row_id.hex(), each.value) for each in to_answers(answers)]
    return json.dumps(sorted(kept), sort_keys=True)


def asked_in(widget: QWidget, visitor: StepVisitor) -> bool:
    """Whether ``widget`` answers something, and nothing stands there yet."""
    part = visitor.blocks.part_with(widget)
    if isinstance(part, GatePart):
        return part.gate.asking
    return isinstance(part, Asking) and not part.answered


def answer(widget: QWidget, number: int) -> None:
    """Answer whatever has the keys."""
    if isinstance(widget, (TextBox, QLineEdit)):
        QTest.keyClicks(widget, f"Word {number}")
    elif isinstance(widget.parentWidget(), Scale):
        QTest.keyClick(widget, Qt.Key.Key_4)
    elif isinstance(widget, QAbstractButton) and widget.isCheckable():
        QTest.keyClick(widget, Qt.Key.Key_Space)
    sweep.settle()


def read(visitor: StepVisitor) -> None:
    """Read all cards by Enter, as far as the last."""
    visitor.tab_to("step.card.next")
    cards = [card for card in visitor.visit.step.cards if not card.folded]
    visitor.press(Qt.Key.Key_Return, times=len(cards))


def fill(visitor: StepVisitor) -> None:
    """From stop to stop by Tab, answering what can be answered, and what waits behind "More"."""
    for number in range(_STOPS):
        widget = visitor.focus
        if widget.accessibleIdentifier() == "step.more":
            visitor.press(Qt.Key.Key_Return)
        elif asked_in(widget, visitor):
            answer(widget, number)
        if visitor.focus.accessibleIdentifier() == "step.back":
            return
        visitor.press(Qt.Key.Key_Tab)


def lock_and_come_back(visitor: StepVisitor, step: str) -> None:
    """Lock with the last answer still on its way, and unlock."""
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for(step)


@pytest.mark.parametrize("guide_id", ["start", "betrayal"])
def test_a_guide_is_walked_through_by_keys_alone(visitor: StepVisitor, guide_id: str) -> None:
    for number, step in enumerate(load_guide(guide_id).steps):
        name = f"{guide_id}.{step.id}"
        visitor.open(name)
        if visitor.blocks.waiting:
            visitor.tab_to("step.read_on")
            visitor.press(Qt.Key.Key_Return)
        fill(visitor)
        read(visitor)
        before = visitor.model.stored
        assert not before.empty, name
        if number % 2 == 0:
            lock_and_come_back(visitor, name)
            assert plain(visitor.model.stored) == plain(before)
        else:
            visitor.keep()
        stored = visitor.stored()
        assert stored is not None
        assert plain(stored.answers) == plain(before)
        visitor.tab_to("step.back")


@pytest.mark.parametrize("guide_id", ["start", "betrayal"])
def test_a_guide_is_read_without_a_single_answer(visitor: StepVisitor, guide_id: str) -> None:
    for step in load_guide(guide_id).steps:
        visitor.open(f"{guide_id}.{step.id}")
        if visitor.blocks.waiting:
            visitor.tab_to("step.read_on")
            visitor.press(Qt.Key.Key_Return)
        read(visitor)
        visitor.tab_to("step.back")
        assert visitor.stored() is None
