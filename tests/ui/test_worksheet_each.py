"""Every worksheet that ships: filled in by keys alone or by the mouse, locked halfway, on paper."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import SHEET_IDS
from safeharbor.domain.answers import Answers, is_empty, to_answers
from safeharbor.domain.form_rules import Show
from safeharbor.domain.sheet import Field, FieldType
from safeharbor.ui.paper.pdf import pdf_bytes
from safeharbor.ui.sheet.fields.text import TextBox
from safeharbor.ui.sheet.question import Question, question_of
from safeharbor.ui.sheet.stage import Front
from support import sweep
from support.hands import click
from support.house import House
from support.pdf import words_of
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_STOPS = 10
_MANY = 400
"""Tab stops of a form at most, as it opens."""

every_sheet = pytest.mark.parametrize("sheet_id", SHEET_IDS)


@pytest.fixture
def page(house: House, qtbot: QtBot) -> Worksheet:
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    return Worksheet(house, qtbot)


def plain(answers: Answers) -> str:
    """Answers as JSON has them, where there is one kind of list."""
    kept = [(each.field, each.row_id.hex(), each.value) for each in to_answers(answers)]
    return json.dumps(sorted(kept), sort_keys=True)


def answers_of(page: Worksheet, field: Field) -> bool:
    """Whether something was answered in a field."""
    answers = page.model.held.answers
    rows = any(not row.empty for row in answers.rows_of(field.id))
    return rows or not is_empty(answers.value(field.id))


def is_answered(page: Worksheet, question: Question) -> bool:
    """The same at the place of a question, in a row too."""
    return not is_empty(page.model.held.value(question.place))


def words_for(kind: FieldType, number: int) -> str:
    """What is written there."""
    return "2026-11-30" if kind is FieldType.DATE else f"Word{number}"


def answer(page: Worksheet, widget: QWidget, number: int) -> None:
    """Answer by keys whatever has them, unless its question was answered before."""
    question = question_of(widget)
    if question is None or is_answered(page, question):
        return
    kind = question.state.field.type
    if isinstance(widget, (TextBox, QLineEdit)):
        QTest.keyClicks(widget, words_for(kind, number))
    elif kind is FieldType.SCALE:
        QTest.keyClick(widget, Qt.Key.Key_4)
    elif isinstance(widget, QAbstractButton) and widget.isCheckable():
        QTest.keyClick(widget, Qt.Key.Key_Space)
    sweep.settle()


def answer_about_fear(page: Worksheet) -> None:
    """By keys, where it is asked first."""
    view = page.form.view
    if view is not None and view.gate is not None and view.gate.asking:
        page.focus.setFocus()
        page.press(Qt.Key.Key_Space)


def fill_by_keys(page: Worksheet, most: int) -> None:
    """From field to field by Tab, answering what can be answered, until Tab came round twice."""
    view = page.form.view
    assert view is not None
    answer_about_fear(page)
    rounds = 0
    for number in range(most):
        widget = page.focus
        if view.isAncestorOf(widget):
            answer(page, widget, number)
        page.press(Qt.Key.Key_Tab)
        rounds += page.focus is page.form.back
        if rounds == 2:
            return


def unanswered(page: Worksheet) -> list[str]:
    """The questions that stand open and hold nothing."""
    view = page.form.view
    assert view is not None
    open_ones = [q for q in view.questions.values() if q.state.show is Show.SHOWN]
    fields = [q.state.field for q in open_ones if q.state.field.type is not FieldType.LINK]
    # A list that begins without a row is begun by hand.
    asked = [f for f in fields if f.start or f.lines or f.lines_by or f.type is not FieldType.ROWS]
    return [field.id for field in asked if not answers_of(page, field)]


def fill_by_mouse(page: Worksheet) -> dict[str, list[str]]:
    """Click what can be answered, one after the other; gives the words written, by field."""
    view = page.form.view
    assert view is not None
    said: dict[str, list[str]] = {}
    # What can be chosen in one question may come from another, so it is gone through twice.
    for number, stop in enumerate(stop for _ in range(2) for stop in view.stops()):
        question = question_of(stop)
        if question is None or not stop.isVisibleTo(view) or is_answered(page, question):
            continue
        kind = question.state.field.type
        takes_words = isinstance(stop, (TextBox, QLineEdit))
        checkable = isinstance(stop, QAbstractButton) and stop.isCheckable()
        if takes_words or checkable:
            page.form.bring(stop)
            sweep.settle()
            click(stop)
            if takes_words:
                QTest.keyClicks(stop, words_for(kind, number))
                if kind in {FieldType.TEXT, FieldType.LONG_TEXT}:
                    said.setdefault(question.place.field, []).append(words_for(kind, number))
            sweep.settle()
    return said


def come_back(page: Worksheet, sheet_id: str) -> None:
    """Lock with the last word still on its way, and unlock."""
    page.house.lock()
    page.house.unlock()
    page.wait_for(sheet_id)


@every_sheet
def test_it_is_filled_in_by_keys_alone_and_locked_halfway(page: Worksheet, sheet_id: str) -> None:
    page.new(sheet_id)
    fill_by_keys(page, _STOPS)
    before, form_id = page.model.stored, page.form_id
    assert not page.model.held.blank
    come_back(page, sheet_id)
    assert page.form_id == form_id
    assert plain(page.model.stored) == plain(before)
    assert plain(page.stored().answers) == plain(before)
    fill_by_keys(page, _MANY)
    assert unanswered(page) == []
    page.desk.hurry()
    page.until(lambda: not page.desk.unsaved)
    assert plain(page.stored().answers) == plain(page.model.stored)


@every_sheet
def test_it_is_filled_in_by_the_mouse_and_goes_onto_paper(page: Worksheet, sheet_id: str) -> None:
    page.new(sheet_id)
    if page.model.held.gated:
        page.answer_fear("no")
    said = fill_by_mouse(page)
    assert unanswered(page) == []
    page.keep()
    assert plain(page.stored().answers) == plain(page.model.stored)
    page.tool("paper")
    assert page.front is Front.PAPER
    pane = page.screen.stage.paper.pane
    if pane.off.isVisible():
        click(pane.off.switch)
    assert pane.made is not None
    printed = "".join(words_of(pdf_bytes(pane.made.layout())))
    parts = pane.made.job.sheet.paper.parts
    usual = {part.field for part in parts if not (part.chosen or part.columns or part.last)}
    for name in usual & said.keys():
        assert all(word in printed for word in said[name]), name
    page.house.window.grab()
    page.screen.escape()
    page.house.window.grab()
