"""The screen of a step in a whole window, and the hands of whoever walks through it."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.guide import BlockType
from safeharbor.services.autosave import SaveState
from safeharbor.ui.guide.blocks import Blocks
from safeharbor.ui.guide.body import StepBody
from safeharbor.ui.guide.page import StepPage
from safeharbor.ui.guide.part import Part
from safeharbor.ui.guide.visit import Visit
from safeharbor.ui.screens.first_aid import FirstAidScreen
from safeharbor.ui.screens.guide_step import GuideStepScreen
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.wishes import OpenStep
from support import sweep
from support.fingers import Fingers
from support.house import House

P = TypeVar("P", bound=Part)


class StepVisitor(Fingers):
    """Somebody before the screen of a step, with the vault open."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house = house
        self._qtbot = qtbot

    @property
    def screen(self) -> GuideStepScreen:
        """The screen, made anew after each lock."""
        screen = self.house.window.screen_of("guide_step")
        assert isinstance(screen, GuideStepScreen)
        return screen

    @property
    def page(self) -> StepPage:
        """The page of the step."""
        return self.screen.page

    @property
    def body(self) -> StepBody:
        assert self.page.content is not None
        return self.page.content

    @property
    def blocks(self) -> Blocks:
        return self.body.blocks

    @property
    def visit(self) -> Visit:
        assert self.screen.desk.visit is not None
        return self.screen.desk.visit

    @property
    def model(self) -> FormModel:
        return self.visit.model

    def open(self, step: str, then: str = "") -> None:
        """Wish for a step such as ``trust8.s1``, and wait until it is there."""
        guide, _, name = step.partition(".")
        before = self.screen.desk.visit
        self.house.window.show_screen("guide_step", OpenStep(guide, name, then))
        self.until(lambda: self.screen.desk.visit is not before)
        self.wait_for(step)

    def wait_for(self, step: str) -> None:
        """Wait until a step lies there."""
        self.until(lambda: self.screen.desk.visit is not None and self.visit.id == step)
        sweep.settle()

    def until(self, holds: Any) -> None:
        """Wait until something holds."""
        self._qtbot.waitUntil(holds, timeout=10_000)

    def part(self, kind: type[P]) -> P:
        """The first part of this kind."""
        return next(part for part in self.blocks.parts if isinstance(part, kind))

    def asking(self, field: str) -> Any:
        """The part that asks for a field."""
        found = (p for p in self.blocks.parts if p.block.field and p.block.field.id == field)
        return next(found)

    def shown(self) -> list[BlockType]:
        """The kinds of the blocks that are on the page, in order."""
        return [part.block.type for part in self.blocks.parts]

    def keep(self) -> None:
        """Save now, and wait until it says Saved."""
        self.screen.desk.hurry()
        self.until(lambda: self.screen.desk.keeper.state is SaveState.SAVED)

    def stored(self) -> FilledSheet | None:
        """What the vault has of this step."""
        return self.house.services.guides.open(self.visit.id).result(20)

    def give(self, field: str, value: object) -> None:
        """Answer a question as its own way of answering does."""
        self.asking(field).question.input.written.emit(value)
        sweep.settle()

    def write(self, field: str, words: str) -> None:
        """Type into a field that takes words."""
        self.asking(field).question.input.receiver().setFocus(Qt.FocusReason.TabFocusReason)
        self.keys(words)

    def reads(self) -> str:
        """All words that can be seen on the screen."""
        labels = self.house.window.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())


class StepVisitorOutside(StepVisitor):
    """The same before the screen of first aid, with the vault locked."""

    @property
    def page(self) -> StepPage:
        """The page of the step."""
        screen = self.house.window.screen_of("first_aid")
        assert isinstance(screen, FirstAidScreen)
        return screen.page

    @property
    def visit(self) -> Visit:
        """What is shown."""
        return self.body.place.visit

    def open(self, step: str, then: str = "") -> None:
        """Wish for a step such as ``help.s5``, as Get help does."""
        guide, _, name = step.partition(".")
        self.house.window.show_screen("first_aid", OpenStep(guide, name, then))
        sweep.settle()
