"""The screen of one worksheet in a whole window, and the hands of whoever fills it in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.domain.filled import FilledSheet
from safeharbor.services.autosave import SaveState
from safeharbor.ui.screens.worksheet import WorksheetScreen
from safeharbor.ui.sheet.desk import SheetDesk
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.form_page import FormPage
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.question import Question
from safeharbor.ui.sheet.stage import Front
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.wishes import NewSheet, OpenSheet
from support import sweep
from support.fingers import Fingers
from support.hands import click
from support.house import House


class Worksheet(Fingers):
    """The screen, as somebody who sits before it has it."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house = house
        self._qtbot = qtbot

    @property
    def screen(self) -> WorksheetScreen:
        """The screen, made anew after each lock."""
        screen = self.house.window.screen_of("worksheet")
        assert isinstance(screen, WorksheetScreen)
        return screen

    @property
    def desk(self) -> SheetDesk:
        return self.screen.desk

    @property
    def form(self) -> FormPage:
        return self.screen.stage.form

    @property
    def model(self) -> FormModel:
        assert self.desk.sitting is not None
        return self.desk.sitting.model

    @property
    def form_id(self) -> UUID:
        assert self.desk.sitting is not None
        return self.desk.sitting.form_id

    @property
    def front(self) -> Front:
        return self.screen.stage.front

    def new(self, sheet_id: str, **wish: Any) -> None:
        """Wish for an empty sheet and wait until it is there."""
        self.house.window.show_screen("worksheet", NewSheet(sheet_id, **wish))
        self.wait_for(sheet_id)

    def open(self, form_id: UUID, **wish: Any) -> None:
        """Wish for a filled one and wait until it is there."""
        self.house.window.show_screen("worksheet", OpenSheet(form_id, **wish))
        self.until(lambda: self.desk.sitting is not None and self.form_id == form_id)
        sweep.settle()

    def wait_for(self, sheet_id: str) -> None:
        """Wait until a sheet lies on the desk."""
        self.until(lambda: self.desk.sitting is not None and self.desk.sitting.sheet.id == sheet_id)
        sweep.settle()

    def until(self, holds: Any) -> None:
        """Wait until something holds."""
        self._qtbot.waitUntil(holds, timeout=10_000)

    def keep(self) -> None:
        """Save now, and wait until it says Saved."""
        self.desk.hurry()
        self.until(lambda: self.desk.keeper.state is SaveState.SAVED)

    def question(self, field_id: str) -> Question:
        view = self.form.view
        assert view is not None
        if field_id not in view.questions:
            click(view.more)
            sweep.settle()
        return view.questions[field_id]

    def input(self, field_id: str) -> Any:
        found = self.question(field_id).input
        assert isinstance(found, Input)
        return found

    def write(self, field_id: str, words: str) -> None:
        """Type into a field that takes words."""
        self.input(field_id).receiver().setFocus(Qt.FocusReason.TabFocusReason)
        self.keys(words)

    def tool(self, name: str) -> None:
        """Press a button of the row of tools, in its drawer too."""
        button = self.form.tools.buttons[name]
        if not button.isVisible():
            click(self.form.tools.buttons["more"])
        click(button)
        sweep.settle()

    def answer_fear(self, name: str) -> None:
        """Answer the question about fear."""
        assert self.form.view is not None
        assert self.form.view.gate is not None
        self.form.view.gate.choice.written.emit(name)
        sweep.settle()

    def stored(self) -> FilledSheet:
        """The sheet as the vault has it."""
        return self.house.services.sheets.get(self.form_id).result(20)

    def text(self, field_id: str) -> str:
        """What the form holds in a field."""
        return self.model.held.answers.text(field_id)

    def reads(self) -> str:
        """All words that can be seen on the screen."""
        labels = self.screen.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())
