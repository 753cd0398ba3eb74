"""What somebody meant to do, by its day: pulled, never pushed.

Nothing on this page is due, late or counted. What was dropped on purpose stands as what was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Final

from PySide6.QtCore import Signal

from safeharbor.domain.meant import MeantItem
from safeharbor.domain.sheet import Day
from safeharbor.ui.journal.dates import month_name, short_day
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.shelf_group import Group, Grouped, Item
from safeharbor.ui.widgets.stack import Workbench

PORTION: Final = 60
_DAY: Final = 10
_MONTH: Final = 7


def ahead(items: Sequence[MeantItem], today: dt.date) -> list[MeantItem]:
    """What has its day from today on, the nearest first; a month or a year counts to its end."""
    found = [each for each in items if each.day >= today.isoformat()[: len(each.day)]]
    return sorted(found, key=lambda each: (each.day, -each.sort_key))


def behind(items: Sequence[MeantItem], today: dt.date) -> list[MeantItem]:
    """What had its day before, the nearest first."""
    found = [each for each in items if each.day < today.isoformat()[: len(each.day)]]
    return sorted(found, key=lambda each: (each.day, each.sort_key), reverse=True)


def row_name(item: MeantItem) -> str:
    """What its row is asked for by."""
    return f"meant.{item.form_id.hex}.{item.fields.day}.{item.row_id.hex()}"


class MeantPage(Grouped):
    """The page."""

    opened = Signal(object)
    """The MeantItem whose sheet is to be opened."""
    more = Signal()

    def __init__(
        self,
        bench: Workbench,
        items: Sequence[MeantItem],
        today: dt.date,
        *,
        loaded: bool,
        most: int = PORTION,
    ) -> None:
        """The page.

        Args:
            bench: what to make it with.
            items: everything there is.
            today: the day.
            loaded: whether all of it has come.
            most: how many are shown of what is ahead, and of what is behind.
        """
        super().__init__(bench)
        self._today = today
        self.words(self.tr("What I meant to do"), Type.TITLE)
        self.gap(4)
        lead = self.tr("From your worksheets and guides. Nothing here is due.")
        if loaded and not items:
            lead = self.tr("Days that you write into a worksheet or a guide stand here.")
        self.words(lead, Type.READING, color="muted")
        self.gap(16)
        first, then = ahead(items, today), behind(items, today)
        self._names = [self._day(each.day) for each in (*first[:most], *then[:most])]
        self._add_days(first[:most])
        if then:
            if first:
                self.gap(20)
                #: A heading above days that have passed.
                self.words(self.tr("Earlier"), Type.HEADING)
                self.gap(8)
            self._add_days(then[:most])
        if items:
            self.rule()
        if max(len(first), len(then)) > most:
            self.gap(12)
            #: Shows what else there is on the page.
            self.beside(self.link("meant.more", self.tr("More"), self.more.emit))
        self.gap(32)
        # More of it than the groups take, or the room between their rows would grow.
        self.column.addStretch(1)

    def _add_days(self, items: Sequence[MeantItem]) -> None:
        for day, within in groupby(items, key=lambda each: each.day):
            group = Group(self.bench, self._day(day), self._names)
            for each in within:
                title = each.what or each.title
                lines = [each.title] if each.what else []
                lines += [self._became(each.went)] if each.went else []
                item = Item(row_name(each), title, "\n".join(lines), self._kind(each.kind))
                group.row(item, partial(self.opened.emit, each))
            self.put_group(group)

    def _became(self, went: str) -> str:
        #: %1 is what became of something that was planned, such as "did it".
        return self.tr("What became of it: %1").replace("%1", went)

    def _kind(self, kind: Day | None) -> str:
        if kind is Day.LOOK_AGAIN:
            #: Beside something that somebody wanted to look at again on a day.
            return self.tr("Look again")
        #: Beside something that somebody meant to do by a day.
        return self.tr("By then") if kind is Day.BY else ""

    def _day(self, day: str) -> str:
        """A day, a month or a year, as it was written."""
        if len(day) == _DAY:
            return short_day(dt.date.fromisoformat(day), self._today)
        if len(day) == _MONTH:
            return month_name(int(day[:4]), int(day[5:]))
        return day
