"""The shelf: a table of contents of everything there is to practise.

One thing comes first and is larger than the rest. Below it are groups with their names in the
margin, one row for each exercise. What felt worse twice stands last in its group, with one sentence
and something else beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from safeharbor.domain.exercise import ExerciseKind
from safeharbor.ui.calm.row import Row
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.calm.talk import GROUNDING, OWN
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.shelf_row import ARROWS

_GROUP: Final = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise on the shelf.

    Attributes:
        id: of the exercise.
        title: what it is called.
        line: one line about it.
        time: how long it takes, in words.
        instead: what to begin in place of it, where it felt worse lately: id and title.
        worse: what is said about that, "" where it did not.
    """

    id: str
    title: str
    line: str
    time: str
    worse: str = ""
    instead: tuple[str, str] = ("", "")


def in_order(ids: Iterable[str], sunk: Collection[str]) -> list[str]:
    """``ids``, those that have sunk behind the others."""
    return sorted(ids, key=lambda each: each in sunk)


def instead_of(exercise: str, sunk: Collection[str], there: Mapping[str, str]) -> tuple[str, str]:
    """The grounding that is offered in place of ``exercise``; two "" where there is none left.

    Args:
        exercise: the id of what felt worse.
        sunk: everything that did.
        there: titles of what can be opened, by id.
    """
    left = (each for each in GROUNDING if each in there and each not in sunk and each != exercise)
    found = next(left, "")
    return found, there.get(found, "")


class Group(Stack):
    """Rows that belong together, the name of the group in the margin or above them."""

    start = Signal(str)
    """The exercise with this id is to begin."""
    change = Signal(str)
    """The exercise with this id is to be set up."""

    def __init__(self, bench: Bench, name: str, items: Sequence[Item]) -> None:
        """The group called ``name``."""
        super().__init__(bench)
        self.rows: dict[str, Row] = {}
        names = [bench.talk.group(each) for each in (*ExerciseKind, OWN)]
        self.rule()
        self.gap(_GROUP)
        inner = self.beside_name(bench.talk.group(name), names)
        self.gap(_GROUP)
        # From now on everything stands beside the name.
        self.column = inner
        for item in items:
            self._add(item)

    def _add(self, item: Item) -> None:
        bench = self.bench
        title, line, time = item.title, item.line, item.time
        row = Row(bench, item.id, title=title, line=line, time=time)
        row.start.clicked.connect(lambda: self.start.emit(item.id))
        row.change.clicked.connect(lambda: self.change.emit(item.id))
        self.rows[item.id] = self.part(row, row.stops())
        if item.worse:
            self._add_worse(item)

    def _add_worse(self, item: Item) -> None:
        """Below the row, as far in as its words are."""
        note = Stack(self.bench, self)
        note.column.setContentsMargins(self.bench.outside, 0, 0, 0)
        note.words(item.worse, Type.SMALL, color="muted")
        other, title = item.instead
        if other:
            name = f"calm.{item.id}.instead"
            note.beside(note.link(name, title, partial(self.start.emit, other)))
        else:
            note.gap(8)
        self.part(note, note.stops())


class Shelf(Stack):
    """The whole page."""

    start = Signal(str)
    change = Signal(str)
    breathe = Signal()
    done = Signal()
    """What was done is to be shown."""
    moved = Signal(object)
    """The keys have gone to another row; carries the widget that has them."""

    def __init__(self, bench: Bench) -> None:
        """The head; groups are added one after the other."""
        super().__init__(bench)
        self.groups: dict[str, Group] = {}
        self.words(self.tr("Calm"), Type.TITLE)
        self.gap(4)
        lead = self.tr("Start anywhere. There is nothing to get right.")
        self.words(lead, Type.READING, color="muted")
        self.gap(20)
        self.now = self.button(
            "calm.now", self.tr("Breathe now"), self.breathe.emit, kind=Kind.PRIMARY, height=48
        )
        self.alone(self.now)
        self.gap(28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from row to row; Tab visits everything."""
        step = ARROWS.get(Qt.Key(event.key()))
        rows = [row for group in self.groups.values() for row in group.rows.values()]
        here = next((n for n, row in enumerate(rows) for s in row.stops() if s.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        part = next(place for place, s in enumerate(rows[here].stops()) if s.hasFocus())
        there = rows[min(max(here + step, 0), len(rows) - 1)].stops()[part]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.moved.emit(there)

    def row_of(self, name: str) -> Row | None:
        """The row of an exercise."""
        rows = (group.rows.get(name) for group in self.groups.values())
        return next((row for row in rows if row is not None), None)

    def add(self, name: str, group: Group) -> None:
        """Another group at the end."""
        group.start.connect(self.start)
        group.change.connect(self.change)
        self.groups[name] = self.part(group, group.stops())

    def end(self, lost: str, *, with_done: bool) -> None:
        """The end of the page: what cannot be read, and the way to what was done."""
        if lost or with_done:
            self.rule()
            self.gap(12)
        if lost:
            self.words(lost, Type.SMALL, color="muted")
            self.gap(8)
        if with_done:
            self.beside(self.link("calm.done", self.tr("What I did"), self.done.emit))
        self.gap(32)
        self.column.addStretch()

    def lost(self, number: int) -> str:
        """What is said where exercises cannot be read; "" where all can."""
        if not number:
            return ""
        return self.tr("%n exercises cannot be read on this computer and are left out.", "", number)
