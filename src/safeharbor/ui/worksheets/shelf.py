"""The shelf: every worksheet there is, its name and one line, the groups in the margin.

What was filled in last stands first, and one's own sheets last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from safeharbor.domain.filled import SheetSummary
from safeharbor.domain.sheet import Sheet
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.shelf_group import Group, Grouped, Item
from safeharbor.ui.widgets.shelf_row import ChangeButton
from safeharbor.ui.widgets.stack import Workbench
from safeharbor.ui.worksheets.desk import Known
from safeharbor.ui.worksheets.talk import (
    FILLED,
    OWN,
    SHELVES,
    day_word,
    group_name,
    name_of,
)

NIGHTS: Final = "safety"
"""The sheet that is wanted at once when it is wanted."""


class Shelf(Grouped):
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
        self._names = [group_name(each) for each in (*SHELVES, FILLED, OWN)]
        self.words(self.tr("Worksheets"), Type.TITLE)
        self.gap(4)
        lead = self.tr("One page for one thing. Any line may stay empty.")
        self.words(lead, Type.READING, color="muted")
        self.gap(8)
        #: The page with what somebody has written down to do, and days to look at it again.
        word = self.tr("What I meant to do")
        meant = self.link("sheets.meant", word, self.meant.emit)
        self.beside(meant, *self._nights(known))
        self.gap(16)
        if known.newest:
            self._add_filled(known.newest)
        for shelf in SHELVES:
            self._add_shelf(shelf, known)
        self._add_own(known.own)
        self._add_end(known)

    def _nights(self, known: Known) -> list[Link]:
        """The way to the page for hard nights, which nobody has to look for down the shelf."""
        card = known.cards.get(NIGHTS)
        if card is None:
            return []
        return [self.link("sheets.nights", card.title, partial(self.begin.emit, NIGHTS))]

    def _group(self, name: str) -> Group:
        return Group(self.bench, group_name(name), self._names)

    def _minutes(self, number: int) -> str:
        """How long a sheet takes; "" where it does not say."""
        #: How long a worksheet takes; %n is a number of minutes.
        return self.tr("%n minutes", "", number) if number else ""

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
        self.put_group(group)

    def _add_shelf(self, shelf: str, known: Known) -> None:
        cards = [card for card in known.cards.values() if card.shelf == shelf]
        if not cards:
            return
        group = self._group(shelf)
        for card in cards:
            item = Item(f"sheets.{card.id}", card.title, card.line, self._minutes(card.minutes))
            group.row(item, partial(self.begin.emit, card.id))
        self.put_group(group)

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
        self.put_group(group)

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
        item = Item(f"sheets.{sheet.id}", title, sheet.line, self._minutes(sheet.minutes))
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
