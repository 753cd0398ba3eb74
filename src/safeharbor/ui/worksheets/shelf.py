"""The shelf: every worksheet there is, its name and one line, the groups in the margin.

What was filled in last stands first, and one's own sheets last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from safeharbor.domain.filled import SheetSummary
from safeharbor.domain.sheet import Sheet
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.shelf_row import ARROWS, ChangeButton, StartButton
from safeharbor.ui.widgets.stack import Stack, Workbench
from safeharbor.ui.worksheets.desk import Known
from safeharbor.ui.worksheets.talk import (
    FILLED,
    OWN,
    SHELVES,
    day_word,
    group_name,
    minutes,
    name_of,
)

_GROUP = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A row: its name, what it is called, a line about it, and a fact at its end."""

    id: str
    title: str
    line: str = ""
    fact: str = ""


class Group(Stack):
    """Rows that belong together, the name of the group in the margin or above them."""

    def __init__(self, bench: Workbench, name: str, names: Sequence[str]) -> None:
        """The group called ``name``; ``names`` are those of all groups on the page."""
        super().__init__(bench)
        self.rows: list[StartButton] = []
        self.rule()
        self.gap(_GROUP)
        inner = self.beside_name(name, names)
        self.gap(_GROUP)
        # From now on everything stands beside the name.
        self.column = inner

    def row(self, item: Item, act: Callable[[], object], *beside: ChangeButton) -> None:
        """Another row, perhaps with quiet words at its end; a press does ``act``."""
        bench, holder = self.bench, QWidget(self)
        start = StartButton(bench, holder, title=item.title, line=item.line, time=item.fact)
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


class Shelf(Stack):
    """The whole page."""

    begin = Signal(str)
    """The sheet with this id is to be filled in."""
    opened = Signal(object)
    """The filled sheet with this UUID is to be opened."""
    all_filled = Signal()
    meant = Signal()
    make = Signal()
    """A sheet of one's own is to be made."""
    bring = Signal()
    """A sheet is to be taken from a file."""
    change = Signal(object)
    """This sheet of one's own is to be changed."""
    trash = Signal()
    moved = Signal(object)
    """The keys have gone to another row; carries the widget that has them."""

    def __init__(self, bench: Workbench, known: Known, today: dt.date, *, titles: bool) -> None:
        """The page.

        Args:
            bench: what to make it with.
            known: what there is.
            today: the day.
            titles: whether names of what was filled in may be seen.
        """
        super().__init__(bench)
        self._today = today
        self._titles = titles
        self.groups: dict[str, Group] = {}
        self._names = [group_name(each) for each in (*SHELVES, FILLED, OWN)]
        self.words(self.tr("Worksheets"), Type.TITLE)
        self.gap(4)
        lead = self.tr("One page for one thing. Any line may stay empty.")
        self.words(lead, Type.READING, color="muted")
        self.gap(8)
        #: The page with what somebody has written down to do, and days to look at it again.
        word = self.tr("What I meant to do")
        self.beside(self.link("sheets.meant", word, self.meant.emit))
        self.gap(16)
        if known.newest:
            self._add_filled(known.newest)
        for shelf in SHELVES:
            self._add_shelf(shelf, known)
        self._add_own(known.own)
        self._add_end(known)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from row to row; Tab visits everything."""
        step = ARROWS.get(Qt.Key(event.key()))
        rows = [row for group in self.groups.values() for row in group.rows]
        here = next((n for n, row in enumerate(rows) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = rows[min(max(here + step, 0), len(rows) - 1)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.moved.emit(there)

    def _group(self, name: str) -> Group:
        return Group(self.bench, group_name(name), self._names)

    def _put(self, name: str, group: Group) -> None:
        self.groups[name] = self.part(group, group.stops())

    def _add_filled(self, newest: Sequence[SheetSummary]) -> None:
        group = self._group(FILLED)
        for summary in newest:
            day = summary.moment.local_date
            title = name_of(summary, self._today, titles=self._titles)
            item = Item(f"sheets.filled.{summary.id.hex}", title, "", day_word(day, self._today))
            group.row(item, partial(self.opened.emit, summary.id))
        inner = group.inner()
        #: Leads to the list of everything that was filled in.
        word = self.tr("All that is filled in")
        inner.beside(inner.link("sheets.filled", word, self.all_filled.emit))
        group.put_inner(inner)
        self._put(FILLED, group)

    def _add_shelf(self, shelf: str, known: Known) -> None:
        cards = [card for card in known.cards.values() if card.shelf == shelf]
        if not cards:
            return
        group = self._group(shelf)
        for card in cards:
            item = Item(f"sheets.{card.id}", card.title, card.line, minutes(card.minutes))
            group.row(item, partial(self.begin.emit, card.id))
        self._put(shelf, group)

    def _add_own(self, own: Sequence[Sheet]) -> None:
        group = self._group(OWN)
        for sheet in own:
            self._add_own_row(group, sheet)
        inner = group.inner()
        if not own:
            inner.gap(9)
            words = self.tr("A copy of any sheet, changed to fit you, or one from nothing.")
            inner.words(words, Type.SMALL, color="muted")
        make = inner.link("sheets.make", self.tr("Make a sheet"), self.make.emit)
        bring = inner.link("sheets.bring", self.tr("Take one from a file"), self.bring.emit)
        inner.gap(4)
        inner.beside(make, bring)
        group.put_inner(inner)
        self._put(OWN, group)

    def _add_own_row(self, group: Group, sheet: Sheet) -> None:
        bench = self.bench
        change = ChangeButton(bench.look, bench.icons, group, kind=Kind.TOOL, height=32)
        #: Opens the page where a worksheet of one's own is changed.
        change.dress(self.tr("Change"))
        title = sheet.title or self.tr("Without a name")
        #: %1 is the name of a worksheet.
        change.setAccessibleName(self.tr("Change %1").replace("%1", title))
        group.named(change, f"sheets.{sheet.id}.change", partial(self.change.emit, sheet))
        change.stand_at_start(at_start=bench.room is Room.TIGHT)
        item = Item(f"sheets.{sheet.id}", title, sheet.line, minutes(sheet.minutes))
        group.row(item, partial(self.begin.emit, sheet.id), change)

    def _add_end(self, known: Known) -> None:
        """What cannot be read, and the way to what was thrown away."""
        self.rule()
        self.gap(12)
        if known.lost:
            #: %n is a number of worksheets.
            words = self.tr("%n sheets cannot be read here and are left out.", "", known.lost)
            self.words(words, Type.SMALL, color="muted")
            self.gap(8)
        self.beside(self.link("sheets.trash", self.tr("Trash"), self.trash.emit))
        self.gap(32)
        self.column.addStretch()
