"""Somebody who walks through whole guides by keys alone, and writes in every field or in none."""

from __future__ import annotations

import json
import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from safeharbor.content.guides import load_guide
from safeharbor.domain.answers import Answers, to_answers
from safeharbor.domain.form_rules import Show
from safeharbor.domain.sheet import FieldType
from safeharbor.ui.guide.asking import Asking
from safeharbor.ui.guide.noting import GatePart
from safeharbor.ui.guide.reading import Reading
from safeharbor.ui.guides.stage import Front
from safeharbor.ui.screens.guides import GuidesScreen
from safeharbor.ui.sheet.composing import place_of
from safeharbor.ui.sheet.fields.text import TextBox
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.rows import RowsInput
from safeharbor.ui.widgets.scale import Scale
from support import sweep
from support.steps import StepVisitor

NAME: Final = "Samira Klein"
"""Who is named wherever a name is asked for, and in the first text of a guide."""

KEEPS: Final = re.compile(r"sheet\.\w+\.keep")
"""Keeps what is else never stored; nobody presses it here."""

_MOST: Final = 400
"""So many keys are more than any step needs."""
_SKIP: Final = "Skip this"
_ONWARD: Final = frozenset({"step.read_on", "step.more"})


class Walker:
    """One walk through a guide. It remembers each word that was written, by its step."""

    def __init__(self, visitor: StepVisitor, guide_id: str) -> None:
        """Nothing is written yet."""
        self.visitor = visitor
        self.guide = load_guide(guide_id)
        self.told: dict[str, list[str]] = {}
        self.untold: list[str] = []
        self.locked_in = ""
        """The step that was locked in the middle of a word."""
        self.skipped: list[str] = []
        """The parts of the step that were passed over by what stands beside them."""
        self._count = 0
        self._done: set[tuple[str, str, type[QWidget]]] = set()

    @property
    def screen(self) -> GuidesScreen:
        """The place of the guides, made anew after each lock."""
        screen = self.visitor.house.window.screen_of("guides")
        assert isinstance(screen, GuidesScreen)
        return screen

    def to_guide(self) -> None:
        """From the shelf to the page of the guide."""
        visitor = self.visitor
        visitor.house.window.show_screen("guides")
        visitor.until(lambda: self.screen.desk.known.loaded)
        visitor.tab_to(f"guides.{self.guide.id}")
        visitor.press(Qt.Key.Key_Return)
        assert self.screen.stage.front is Front.GUIDE

    def to_step(self, step_id: str) -> None:
        """From the page of the guide into a step."""
        visitor = self.visitor
        visitor.tab_to(f"guide.{step_id}")
        visitor.press(Qt.Key.Key_Return)
        self._done.clear()
        self.skipped.clear()
        visitor.house.wait_for("guide_step")
        visitor.wait_for(f"{self.guide.id}.{step_id}")

    def back(self) -> None:
        """From the end of a step to the page of the guide, where its row has the keys."""
        visitor, step = self.visitor, self.visitor.visit.step.id
        assert visitor.focus.accessibleIdentifier() == "step.back"
        visitor.press(Qt.Key.Key_Return)
        visitor.house.wait_for("guides")
        visitor.until(lambda: not visitor.screen.desk.unsaved)
        assert self.screen.stage.front is Front.GUIDE
        assert visitor.focus.accessibleIdentifier() == f"guide.{step}"

    def to_written(self) -> None:
        """From the page of the guide to what was written in it."""
        visitor = self.visitor
        visitor.tab_to("guide.written")
        visitor.press(Qt.Key.Key_Return)
        visitor.until(lambda: self.screen.stage.open.written is not None)
        sweep.settle()

    def to_paper(self) -> None:
        """From what was written to the page for printing."""
        visitor = self.visitor
        visitor.tab_to("answers.paper")
        visitor.press(Qt.Key.Key_Return)
        visitor.until(lambda: self.screen.stage.front is Front.PAPER)
        sweep.settle()

    def write_everywhere(self, *, lock: bool = False) -> None:
        """Read every card and answer every question, as far as the way back.

        Args:
            lock: whether to lock in the middle of the first word that has somewhere to stay.
        """
        for _ in range(_MOST):
            name = self.visitor.focus.accessibleIdentifier()
            if name == "step.back":
                return
            if name in _ONWARD or name == "step.card.next":
                self.visitor.press(Qt.Key.Key_Return)
            else:
                self._answer(lock=lock and not self.locked_in)
        raise AssertionError(f"no way out of {self.visitor.visit.id}")

    def pass_over_everything(self) -> None:
        """Pass over every block of the step, as far as the way back."""
        for _ in range(_MOST):
            widget = self.visitor.focus
            part = self.visitor.blocks.part_with(widget)
            name = widget.accessibleIdentifier()
            if name == "step.back":
                return
            if name in _ONWARD:
                self.visitor.press(Qt.Key.Key_Return)
            elif is_skip(widget) and part is not None:
                self.skipped.append(part.name)
                self.visitor.press(Qt.Key.Key_Return)
            elif isinstance(part, GatePart) and part.gate.asking:
                # Its last answer is "I'd rather not say".
                self.visitor.press(Qt.Key.Key_Up)
                if part.gate.asking:
                    self.visitor.press(Qt.Key.Key_Space)
            else:
                self._tab()
        raise AssertionError(f"no way out of {self.visitor.visit.id}")

    def left_empty(self) -> list[str]:
        """What is asked on the page and holds nothing, and cards that were not read to the end."""
        found = []
        for part in self.visitor.blocks.parts:
            if isinstance(part, Asking):
                found += self._empty_in(part)
            elif isinstance(part, Reading) and not part.done:
                found.append(part.name)
        return found

    def _empty_in(self, part: Asking) -> list[str]:
        if not part.answered:
            return [part.field.id]
        if part.field.type is not FieldType.ROWS:
            return []
        held = self.visitor.model.held
        rows = held.answers.rows_of(part.field.id)
        there = {name for row in rows for name in row.values}
        asked = {
            state.field.id
            for row in rows
            for state in held.columns(part.field.id, row)
            if state.show is not Show.HIDDEN and state.field.type is not FieldType.LINK
        }
        return [f"{part.field.id}.{name}" for name in sorted(asked - there)]

    def _answer(self, *, lock: bool) -> None:
        """Answer whatever has the keys, if it can be answered, and go on by Tab."""
        widget = self.visitor.focus
        part = self.visitor.blocks.part_with(widget)
        if isinstance(part, GatePart) and part.gate.asking:
            self.visitor.press(Qt.Key.Key_Space)
        elif isinstance(part, Asking):
            self._answer_in(part, widget, lock=lock)
        if self.visitor.focus is widget:
            self._tab()

    def _answer_in(self, part: Asking, widget: QWidget, *, lock: bool) -> None:
        if is_skip(widget) or KEEPS.fullmatch(widget.accessibleIdentifier()):
            return
        rows = part.question.input
        adds = isinstance(rows, RowsInput) and widget is rows.add and not rows.cards
        if part.question.folded or adds:
            self.visitor.press(Qt.Key.Key_Return)
            return
        place = place_of(widget)
        if place is None:
            return
        key = (place.field, place.column, type(widget))
        is_new = key not in self._done
        self._done.add(key)
        if isinstance(widget, (TextBox, QLineEdit)):
            if is_new:
                self._write(widget, place, lock=lock)
        elif isinstance(widget.parentWidget(), Scale):
            if is_new:
                self.visitor.press(Qt.Key.Key_4)
        elif isinstance(widget, QAbstractButton) and widget.isCheckable():
            other = widget.accessibleIdentifier().endswith(".other")
            if (is_new or other) and not widget.isChecked():
                self.visitor.press(Qt.Key.Key_Space)

    def _write(self, widget: QWidget, place: Place, *, lock: bool) -> None:
        held = self.visitor.model.held
        kind = held.field(place).type
        if kind is FieldType.DATE:
            QTest.keyClicks(widget, "December 2026")
        elif kind is FieldType.PERSON:
            QTest.keyClicks(widget, NAME)
        else:
            word = self._new_word(stored=not held.never_stored(place))
            lock = lock and isinstance(widget, TextBox) and word not in self.untold
            QTest.keyClicks(widget, word[:-1])
            if lock:
                self._lock_and_come_back()
            QTest.keyClicks(self.visitor.focus, word[-1])
        sweep.settle()

    def _new_word(self, *, stored: bool) -> str:
        """A word that nothing else has in it; the first one comes with a name."""
        self._count += 1
        word = f"k{self._count}z"
        if not stored:
            self.untold.append(word)
            return word
        self.told.setdefault(self.visitor.visit.step.id, []).append(word)
        return f"{NAME} {word}" if self._count == 1 else word

    def _lock_and_come_back(self) -> None:
        """Lock while a word is written: everything is as it was, and so is the caret."""
        visitor = self.visitor
        self.locked_in = visitor.visit.step.id
        place, kept = visitor.page.here(), plain(visitor.model.stored)
        visitor.house.lock()
        visitor.house.unlock()
        visitor.wait_for(f"{self.guide.id}.{self.locked_in}")
        if isinstance(visitor.blocks.part_with(visitor.focus), GatePart):
            # What was answered about fear is forgotten by a lock.
            visitor.press(Qt.Key.Key_Space)
        assert visitor.page.here() == place
        assert plain(visitor.model.stored) == kept

    def _tab(self) -> None:
        """On to the next stop; there is always another one."""
        before = self.visitor.focus
        QTest.keyClick(before, Qt.Key.Key_Tab)
        QApplication.processEvents()
        assert self.visitor.focus is not before


def is_skip(widget: QWidget) -> bool:
    """Whether it passes over what it stands beside."""
    return widget.accessibleName().startswith(_SKIP)


def plain(answers: Answers) -> str:
    """Answers as JSON has them, where there is one kind of list."""
    kept = [(each.field, each.row_id.hex(), each.value) for each in to_answers(answers)]
    return json.dumps(sorted(kept), sort_keys=True)
