"""The place of the worksheets in a whole window, as somebody who looks at it has it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import load_sheet, sheet_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.sheet import Sheet
from safeharbor.ui.screens.worksheets import WorksheetsScreen
from safeharbor.ui.widgets.shelf_group import Group
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.worksheets.shelf import Shelf
from safeharbor.ui.worksheets.stage import Front
from safeharbor.ui.worksheets.talk import group_name
from support import sweep
from support.hands import click
from support.house import House


class Shelved:
    """The place, which comes to the front."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house = house
        self.window = house.window
        self._qtbot = qtbot
        self.window.show_screen("worksheets")
        screen = self.window.screen_of("worksheets")
        assert isinstance(screen, WorksheetsScreen)
        self.screen = screen
        self.asked: list[tuple[str, Any]] = []
        screen.ask.disconnect()
        screen.ask.connect(lambda route, wish: self.asked.append((route, wish)))
        qtbot.waitUntil(lambda: screen.desk.known.loaded)
        sweep.settle()

    @property
    def wish(self) -> Any:
        """What was asked of another screen last."""
        return self.asked[-1][1]

    @property
    def page(self) -> Shelf:
        """The shelf, which has to be in front."""
        assert isinstance(self.screen.stage.shelf.body, Shelf)
        return self.screen.stage.shelf.body

    def fill(self, sheet: str | Sheet, answers: Answers | None = None, title: str = "") -> UUID:
        """A filled sheet that was kept, as if a moment ago; the page shows what is true then."""
        form_id = self.keep(sheet, answers, title)
        self.turn_to(self.screen.stage.front)
        return form_id

    def keep(self, sheet: str | Sheet, answers: Answers | None = None, title: str = "") -> UUID:
        """The same, and nobody looks."""
        whole = load_sheet(sheet) if isinstance(sheet, str) else sheet
        sheets, now = self.house.services.sheets, self.house.clock.now()
        held = answers or Answers()
        form_id = sheets.new_id()
        template = sheet_template(whole)
        sheets.save(FormSnapshot(form_id, None, template, now, held, title)).result(20)
        return form_id

    def throw_away(self, form_id: UUID) -> None:
        """Put a filled sheet into the trash."""
        self.house.services.sheets.trash(form_id).result(20)
        self.turn_to(self.screen.stage.front)

    def living(self) -> list[UUID]:
        """What is there outside the trash."""
        return [each.id for each in self.house.services.sheets.page().result(20)]

    def turn_to(self, front: Front) -> None:
        """Go to a page and wait until it shows what is true."""
        self.screen.turn_to(front)
        services = self.house.services
        services.own_sheets.list().result(20)
        newest = tuple(services.sheets.page(limit=3).result(20))
        self._qtbot.waitUntil(lambda: self.screen.desk.known.newest == newest)
        sweep.settle()

    def to_list(self) -> None:
        """Go to the list of everything that was filled in."""
        self.press("sheets.filled")
        self._qtbot.waitUntil(lambda: bool(self.screen.stage.filled.model.rows))
        sweep.settle()

    def to_trash(self) -> None:
        """Go to the trash."""
        self.press("sheets.trash")
        self._qtbot.waitUntil(lambda: self.screen.desk.trash.loaded)
        sweep.settle()

    def part(self, name: str) -> QWidget:
        """What in sight is called ``name``."""
        found = self._called(name)
        assert found, name
        return found[-1]

    def has(self, name: str) -> bool:
        """Whether anything in sight is called ``name``."""
        return bool(self._called(name))

    def press(self, name: str) -> None:
        """Press what is called ``name``."""
        click(self.part(name))
        sweep.settle()

    def titles(self, group: str) -> list[str]:
        """What stands in a group of the shelf, in order."""
        return [row.text() for row in self._group(group).rows]

    def facts(self, group: str) -> list[str]:
        """What stands at the end of the rows of a group."""
        return [row.time for row in self._group(group).rows]

    def reads(self) -> str:
        """All words that can be seen."""
        labels = self.screen.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())

    def focus(self) -> str:
        """What has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleIdentifier() if widget is not None else ""

    def _group(self, name: str) -> Group:
        return next(each for each in self.page.groups if each.name == group_name(name))

    def _called(self, name: str) -> list[QWidget]:
        parts = self.screen.findChildren(QWidget)
        return [w for w in parts if w.accessibleIdentifier() == name and w.isVisible()]
