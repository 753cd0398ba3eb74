"""The Calm page of a whole window, and what it asks of other screens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.ui.calm.done import Done
from safeharbor.ui.calm.editor import Editor
from safeharbor.ui.calm.row import Row
from safeharbor.ui.calm.set_up import BreathSetUp, ScriptSetUp
from safeharbor.ui.calm.shelf import Shelf
from safeharbor.ui.calm.stack import Stack
from safeharbor.ui.screens.calm import CalmScreen
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support import sweep
from support.hands import click


class Calm:
    """The page, as somebody who looks at it has it."""

    def __init__(self, window: Window) -> None:
        window.show_screen("calm")
        screen = window.screen_of("calm")
        assert isinstance(screen, CalmScreen)
        self.window = window
        self.screen = screen
        self.asked: list[tuple[str, Any]] = []
        screen.ask.connect(lambda route, wish: self.asked.append((route, wish)))
        sweep.settle()

    @property
    def wish(self) -> Any:
        """What was asked of another screen last."""
        return self.asked[-1][1]

    @property
    def shelf(self) -> Shelf:
        """The shelf, which has to be in front."""
        assert isinstance(self.screen.body, Shelf)
        return self.screen.body

    @property
    def breath(self) -> BreathSetUp:
        """The page of a way of breathing, the same."""
        assert isinstance(self.screen.body, BreathSetUp)
        return self.screen.body

    @property
    def script(self) -> ScriptSetUp:
        """The page of an exercise with a script, the same."""
        assert isinstance(self.screen.body, ScriptSetUp)
        return self.screen.body

    @property
    def editor(self) -> Editor:
        """The page on which a pattern is written, the same."""
        assert isinstance(self.screen.body, Editor)
        return self.screen.body

    @property
    def done(self) -> Done:
        """The list of what was done, the same."""
        assert isinstance(self.screen.body, Done)
        return self.screen.body

    def row(self, exercise: str) -> Row:
        """The row of an exercise."""
        row = self.shelf.row_of(exercise)
        assert row is not None, exercise
        return row

    def titles(self, group: str) -> list[str]:
        """What stands in a group, in order."""
        return [row.start.text() for row in self.shelf.groups[group].rows.values()]

    def part(self, name: str) -> QWidget:
        """What on the page is called ``name``."""
        body: Stack = self.screen.body
        found = [w for w in body.findChildren(QWidget) if w.accessibleIdentifier() == name]
        assert found, name
        return found[-1]

    def has(self, name: str) -> bool:
        """Whether anything on the page is called ``name``."""
        parts = self.screen.body.findChildren(QWidget)
        return any(part.accessibleIdentifier() == name for part in parts)

    def press(self, name: str) -> None:
        """Press what is called ``name``."""
        click(self.part(name))
        sweep.settle()

    def begin(self, exercise: str) -> None:
        """Press the row of an exercise."""
        click(self.row(exercise).start)

    def change(self, exercise: str) -> None:
        """Press Change in the row of an exercise."""
        click(self.row(exercise).change)
        sweep.settle()

    def write(self, name: str) -> None:
        """Type a name into the editor."""
        field = self.editor.name.field
        field.clear()
        QTest.keyClicks(field, name)

    def reads(self) -> str:
        """All words that can be seen."""
        labels = self.screen.findChildren(Words)
        return " ".join(label.words for label in labels if label.isVisible())

    def focus(self) -> str:
        """What has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleIdentifier() if widget is not None else ""

    def escape(self) -> None:
        """Press Esc."""
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Escape)
        sweep.settle()
