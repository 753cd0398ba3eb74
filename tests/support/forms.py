"""A form on a page in a window of its own, and the hands of whoever fills it in."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.answers import Answers
from safeharbor.domain.sheet import Fear, Field, FieldType, Option, Sheet
from safeharbor.ui import tabbing
from safeharbor.ui.routes import Parts
from safeharbor.ui.sheet.card import RowCard
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.form_view import FormView
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.held import NOTHING, Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.question import Question
from safeharbor.ui.sheet.rows import RowsInput
from safeharbor.ui.sheet.sight import Sight
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words
from support import sweep
from support.fingers import Fingers
from support.hands import click

TODAY = dt.date(2026, 11, 21)


def field(field_id: str, kind: str = "text", label: str = "", **more: Any) -> Field:
    """A field with the label of its id, unless it is told another."""
    return Field(field_id, FieldType(kind), label or field_id.capitalize(), **more)


def options(*labels: str, **more: Any) -> tuple[Option, ...]:
    """Options with the ids of their labels."""
    return tuple(Option(label.lower().replace(" ", "_"), label, **more) for label in labels)


def sheet(*fields: Field, **more: Any) -> Sheet:
    """A sheet of these fields."""
    return Sheet("one", 1, "One", "A line.", "boundaries", fields, **more)


class Open(Protocol):
    """Opens a form in a window of its own."""

    def __call__(self, shown: Sheet, **more: Any) -> FormPage: ...


@contextlib.contextmanager
def opener(parts: Parts, qtbot: QtBot) -> Iterator[Open]:
    """Opens forms, with the keys nowhere in them yet, and closes them at the end."""
    opened: list[FormPage] = []

    def open_it(shown: Sheet, **more: Any) -> FormPage:
        page = FormPage(parts, shown, **more)
        opened.append(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.setFocus()
        sweep.settle()
        return page

    yield open_it
    for page in opened:
        page.close()
        page.deleteLater()


class FormPage(Fingers, QWidget):
    """The window: a page with the form in it, Tab as the real window has it."""

    def __init__(
        self,
        parts: Parts,
        shown: Sheet,
        answers: Answers = NOTHING,
        *,
        extra: Mapping[str, object] | None = None,
        fear: Fear | None = None,
        size: tuple[int, int] = (900, 800),
        skips: bool = False,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.model = FormModel(shown, answers, extra=extra, parent=self)
        self.gate = FearGate(self)
        self.gate.give(fear)
        named = dict(titles or {})
        kit = Kit(
            parts.look,
            parts.icons,
            lambda: TODAY,
            lambda target: named.get(target, ""),
            lambda: (("br_even", "Even waves"), ("gr_feet", "Feet on the floor")),
        )
        self.page = Page(parts.look, self, width=600, top=24)
        self.view = FormView(kit, self.model, gate=self.gate, skips=skips)
        self.page.column.addWidget(self.view)
        self.page.column.addStretch()
        self.sight = Sight(parts.look, self.page, self.view)
        self.asked: list[str] = []
        self.view.asked.connect(self.asked.append)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.resize(*size)
        self.setPalette(parts.look.palette)
        parts.look.changed.connect(lambda: self.setPalette(parts.look.palette))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        super().resizeEvent(event)
        self.page.fill(self.rect(), QSize(0, 0))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own name
        return tabbing.move(self, self.view.stops(), forward=forward)

    def question(self, field_id: str) -> Question:
        return self.view.questions[field_id]

    def input(self, field_id: str) -> Any:
        found = self.question(field_id).input
        assert isinstance(found, Input)
        return found

    def rows(self, field_id: str) -> RowsInput:
        found = self.input(field_id)
        assert isinstance(found, RowsInput)
        return found

    def row(self, field_id: str, place: int) -> RowCard:
        return self.rows(field_id).card(place)

    def cell(self, field_id: str, place: int, column: str = "") -> Any:
        questions = self.row(field_id, place).questions
        found = next(q for q in questions if column in {q.place.column, ""})
        assert found.input is not None
        return found.input

    def go(self, widget: QWidget) -> None:
        """Give a widget the keys, as Tab does."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        sweep.settle()

    def tab(self, times: int = 1) -> None:
        self.press(Qt.Key.Key_Tab, times=times)

    def click(self, widget: QWidget) -> None:
        click(widget)
        sweep.settle()

    def drag(self, grip: QWidget, to: QPoint) -> None:
        """Drag with the left button to a place of the window."""
        start = grip.rect().center()
        QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
        for step in (0.3, 0.7, 1.0):
            way = grip.mapFrom(self, to) - start
            QTest.mouseMove(grip, start + way * step)
            sweep.settle()
        QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=grip.mapFrom(self, to))
        sweep.settle()

    def at(self, place: Place) -> object:
        """What the form holds at a place."""
        return self.model.held.value(place)

    def text(self, field_id: str) -> str:
        """What the form holds in a field."""
        return self.model.held.answers.text(field_id)

    def column(self, field_id: str, column: str) -> list[object]:
        """What the form holds in a column, row by row."""
        return [row.values.get(column) for row in self.model.held.rows(field_id)]

    def reads(self) -> str:
        """All words that can be seen."""
        labels = self.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())
