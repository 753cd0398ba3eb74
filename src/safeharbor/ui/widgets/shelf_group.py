"""Rows in groups: the names of the groups in the margin, and arrows that go from row to row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from safeharbor.ui.widgets.shelf_row import ARROWS, ChangeButton, StartButton
from safeharbor.ui.widgets.stack import Stack, Workbench

_GROUP: Final = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A row.

    Attributes:
        id: its name.
        title: what it is called.
        line: a line about it.
        fact: what stands at its end.
        here: what says that somebody is there, beside a small light.
    """

    id: str
    title: str
    line: str = ""
    fact: str = ""
    here: str = ""


class Group(Stack):
    """Rows that belong together, the name of the group in the margin or above them."""

    def __init__(
        self, bench: Workbench, name: str, names: Sequence[str], *, ruled: bool = True
    ) -> None:
        """The group.

        Args:
            bench: what to make it with.
            name: what it is called.
            names: what all groups on the page are called.
            ruled: whether a hairline stands above it.
        """
        super().__init__(bench)
        self.name = name
        self.rows: list[StartButton] = []
        if ruled:
            self.rule()
            self.gap(_GROUP)
        inner = self.beside_name(name, names)
        if ruled:
            self.gap(_GROUP)
        # From now on everything stands beside the name.
        self.column = inner

    def row(self, item: Item, act: Callable[[], object], *beside: ChangeButton) -> None:
        """Another row, perhaps with quiet words at its end; a press does ``act``."""
        bench, holder = self.bench, QWidget(self)
        start = StartButton(
            bench, holder, title=item.title, line=item.line, time=item.fact, here=item.here
        )
        self.named(start, item.id, act)
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(start, 1)
        for each in beside:
            each.setParent(holder)
            across.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.append(start)
        self.part(holder, [start, *beside])

    def inner(self) -> Stack:
        """A column as far in as the words of the rows are; ``put_inner`` puts it there."""
        inner = Stack(self.bench, self)
        inner.column.setContentsMargins(self.bench.outside, 0, 0, 0)
        return inner

    def put_inner(self, inner: Stack) -> None:
        """Put what ``inner`` made there."""
        self.part(inner, inner.stops())


class Grouped(Stack):
    """A page of such groups."""

    moved = Signal(object)
    """The keys have gone to another row; carries the widget that has them."""

    def __init__(self, bench: Workbench) -> None:
        """No group yet."""
        super().__init__(bench)
        self.groups: list[Group] = []

    def put_group(self, group: Group) -> None:
        """Put a filled group at the end of the page."""
        self.groups.append(self.part(group, group.stops()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from row to row; Tab visits everything."""
        step = ARROWS.get(Qt.Key(event.key()))
        rows = [row for group in self.groups for row in group.rows]
        here = next((n for n, row in enumerate(rows) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = rows[min(max(here + step, 0), len(rows) - 1)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.moved.emit(there)
