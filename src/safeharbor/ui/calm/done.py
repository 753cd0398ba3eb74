"""What was practised: a plain list of days and exercises, each of which can be deleted.

Nobody is shown this page who does not ask for it. It adds nothing up, compares nothing, and says
nothing about days on which nothing was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.practice import STRONGEST, UNSURE, After, PracticeRecord
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.journal.dates import short_day
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.shelf_row import ChangeButton
from safeharbor.ui.widgets.words import Words

PORTION: Final = 50
_HALF_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was deleted a moment ago."""

    record: PracticeRecord
    title: str


class Done(Stack):
    """The page."""

    delete = Signal(object)
    """This PracticeRecord is to be deleted."""
    undo = Signal()
    more = Signal()
    """Those before the last one are to be shown too."""

    def __init__(
        self,
        bench: Bench,
        records: Sequence[PracticeRecord],
        title_of: Callable[[str], str],
        today: dt.date,
        *,
        loaded: bool,
        all_there: bool,
        gone: Gone | None = None,
    ) -> None:
        """The list as it is known so far.

        Args:
            bench: what to make it with.
            records: newest first.
            title_of: what an exercise is called, by its id.
            today: the day.
            loaded: whether any answer has come yet.
            all_there: whether there is nothing before the last one.
            gone: what was deleted a moment ago.
        """
        super().__init__(bench)
        self._title_of = title_of
        self._today = today
        self.words(self.tr("What I did"), Type.TITLE)
        self.gap(4)
        lead = self.tr("It lies in your journal and is shown nowhere else.")
        if loaded and not records:
            lead = self.tr("Nothing is noted here.")
        self.words(lead, Type.READING, color="muted")
        self.gap(16)
        if gone is not None:
            self._add_gone(gone)
        self._days = [self._day(record.moment.local_date) for record in records]
        for day, of_day in groupby(records, key=lambda record: record.moment.local_date):
            self._add_day(day, list(of_day))
        if records:
            self.rule()
        if not all_there:
            self.gap(12)
            #: Shows what was done before that.
            self.beside(self.link("calm.done.more", self.tr("Earlier"), self.more.emit))
        self.gap(32)
        self.column.addStretch()

    def _add_gone(self, gone: Gone) -> None:
        #: %1 is the name of an exercise.
        self.words(self.tr("%1 was deleted from this list.").replace("%1", gone.title))
        self.beside(self.link("calm.done.undo", self.tr("Undo"), self.undo.emit))
        self.gap(12)

    def _add_day(self, day: dt.date, records: Sequence[PracticeRecord]) -> None:
        """The day in the margin or above, and what was done on it."""
        self.rule()
        self.gap(8)
        inner = self.beside_name(self._day(day), self._days)
        for record in records:
            inner.addWidget(self._row(record, day))
        self.gap(8)

    def _row(self, record: PracticeRecord, day: dt.date) -> QWidget:
        look = self.bench.look
        row, says = QWidget(self), QVBoxLayout()
        title = self._title_of(record.exercise)
        says.setSpacing(0)
        says.setContentsMargins(0, look.free_room + look.px(4), 0, look.px(6))
        says.addWidget(Words(look, title, Type.BUTTON))
        says.addWidget(Words(look, self._facts(record), Type.SMALL, color="muted"))
        delete = ChangeButton(look, self.bench.icons, row, kind=Kind.TOOL, height=32)
        delete.dress(self.tr("Delete"))
        #: %1 is the name of an exercise, %2 a day.
        name = self.tr("Delete %1, %2").replace("%1", title).replace("%2", self._day(day))
        delete.setAccessibleName(name)
        delete.setAccessibleIdentifier(f"calm.done.{record.id.hex}")
        delete.clicked.connect(lambda: self.delete.emit(record))
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(says, 1)
        across.addWidget(delete, 0, Qt.AlignmentFlag.AlignTop)
        self._stops.append(delete)
        return row

    def _facts(self, record: PracticeRecord) -> str:
        """Everything that is noted, so that nobody has to guess what is."""
        said = [self._time(record.seconds)]
        if record.before == UNSURE:
            said.append(self.tr("Before: can't tell."))
        elif record.before is not None:
            #: %1 is a number from 0 to 10, %2 is 10.
            words = self.tr("Before: %1 of %2.").replace("%1", str(record.before))
            said.append(words.replace("%2", str(STRONGEST)))
        if record.after is not None:
            said.append(
                {
                    #: How it was after a practice, compared with before.
                    After.BETTER: self.tr("After: better."),
                    #: How it was after a practice, compared with before.
                    After.SAME: self.tr("After: the same."),
                    #: How it was after a practice, compared with before.
                    After.WORSE: self.tr("After: worse."),
                }[record.after]
            )
        return " ".join(said)

    def _time(self, seconds: int) -> str:
        if seconds < _HALF_S:
            return self.tr("Less than half a minute.")
        return f"{self.bench.talk.lasting(seconds)}."

    def _day(self, day: dt.date) -> str:
        days = (self._today - day).days
        if days == 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Yesterday")
        return short_day(day, self._today)
