"""The place of the guides in a whole window, as somebody who looks at it has it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import load_guide, step_template
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.ui.guides.stage import Front
from safeharbor.ui.screens.guides import GuidesScreen
from safeharbor.ui.widgets.shelf_group import Grouped
from safeharbor.ui.widgets.shelf_row import StartButton
from safeharbor.ui.widgets.words import Words
from support import sweep
from support.hands import click
from support.house import House


class Guided:
    """The place, which comes to the front."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house = house
        self.window = house.window
        self._qtbot = qtbot
        self.window.show_screen("guides")
        screen = self.window.screen_of("guides")
        assert isinstance(screen, GuidesScreen)
        self.screen = screen
        self.asked: list[tuple[str, Any]] = []
        screen.ask.disconnect()
        screen.ask.connect(lambda route, wish: self.asked.append((route, wish)))
        qtbot.waitUntil(lambda: screen.desk.known.loaded)
        sweep.settle()

    def turn_to(self, front: Front) -> None:
        """Go to a page of what is open, and wait for what stands there."""
        self.screen.turn_to(front)
        if front is Front.WRITTEN:
            self._qtbot.waitUntil(lambda: self.screen.stage.open.written is not None)
        sweep.settle()

    def to_written(self, guide_id: str) -> None:
        """Go to what was written in a guide."""
        self.press(f"guides.{guide_id}")
        self.press("guide.written")
        self._qtbot.waitUntil(lambda: self.screen.stage.open.written is not None)
        sweep.settle()

    def to_paper(self) -> None:
        """Go to the page for printing from there."""
        self.press("answers.paper")
        self._qtbot.waitUntil(lambda: self.screen.stage.front is Front.PAPER)
        sweep.settle()

    def rows(self) -> dict[str, StartButton]:
        """The rows of the page in front by their names."""
        leaf = self.screen.stage.leaf
        assert leaf is not None
        assert isinstance(leaf.body, Grouped)
        every = (row for group in leaf.body.groups for row in group.rows)
        return {row.accessibleIdentifier(): row for row in every}

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

    def reads(self) -> str:
        """All words that can be seen."""
        labels = self.screen.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())

    def focus(self) -> str:
        """What has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleIdentifier() if widget is not None else ""

    def _called(self, name: str) -> list[QWidget]:
        parts = self.screen.findChildren(QWidget)
        return [w for w in parts if w.accessibleIdentifier() == name and w.isVisible()]


def write_step(house: House, guide_id: str, step_id: str, answers: Answers) -> UUID:
    """Answers in a step that were kept, as if a moment ago."""
    guide = load_guide(guide_id)
    template = step_template(guide, guide.step(step_id))
    guides = house.services.guides
    snapshot = FormSnapshot(guides.new_id(), None, template, house.clock.now(), answers)
    guides.save(snapshot).result(20)
    return snapshot.form_id
