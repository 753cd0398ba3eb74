"""The list of entries: a window of at most 300 rows that slides over the whole journal.

Pages come by key-set from the journal service; what slides out at one end is forgotten. The model
asks for more only when its view comes near an end, and reads its window again after a write. It
knows nothing of how a row looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from safeharbor.domain.entry import EntryContent, EntrySummary
from safeharbor.domain.errors import HarborError
from safeharbor.domain.sortkey import last_key
from safeharbor.services.journal import JournalService, PageRequest
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask

T = TypeVar("T")

HELD: Final = 300
"""Rows that are held at most."""
PAGE: Final = 50

SUMMARY: Final = Qt.ItemDataRole.UserRole
"""The EntrySummary of a row."""
HEADING: Final = Qt.ItemDataRole.UserRole + 1
"""(year, month) where a row begins a month, else None."""

Describe = Callable[[EntrySummary], str]
Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractListModel):
    """Rows of one listing, newest first."""

    changing = Signal()
    """Rows come or go now; a view remembers where it stands."""
    changed = Signal()
    """They came or went; a view goes back there."""
    filled = Signal()
    """The first page is there, perhaps with nothing on it."""
    failed = Signal(object)
    """The HarborError that a page ended with."""

    def __init__(
        self,
        journal: JournalService,
        bridge: Bridge,
        describe: Describe,
        today: Callable[[], dt.date],
        parent: QObject,
        *,
        request: PageRequest | None = None,
    ) -> None:
        """An empty listing; ``show`` fills it.

        Args:
            journal: where pages come from.
            bridge: brings them to this thread.
            describe: a row in words, for a screen reader.
            today: the present day; its month needs no heading at the top.
            parent: the owner.
            request: what to list; everything outside the trash where it is left out.
        """
        super().__init__(parent)
        self._journal = journal
        self._bridge = bridge
        self._describe = describe
        self._today = today
        self._request = request or PageRequest()
        self._rows: list[EntrySummary] = []
        self._older = False
        self._newer = False
        self._above: tuple[int, int] | None = None
        self._asked = 0
        self._busy = False
        self._stale = False

    @property
    def rows(self) -> tuple[EntrySummary, ...]:
        """What is held."""
        return tuple(self._rows)

    @property
    def has_older(self) -> bool:
        """Whether something older than the last row may exist."""
        return self._older

    @property
    def has_newer(self) -> bool:
        """Whether something newer than the first row may exist."""
        return self._newer

    @property
    def busy(self) -> bool:
        """Whether a page is on its way."""
        return self._busy

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are held."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The summary, the heading, or the row in words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        summary = self._rows[index.row()]
        if role == SUMMARY:
            return summary
        if role == HEADING:
            return self._heading(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._describe(summary)
        return None

    def row_of(self, entry_id: UUID | None) -> int | None:
        """The row of an entry, if it is held."""
        return next((n for n, row in enumerate(self._rows) if row.id == entry_id), None)

    def shows(self, entry_id: UUID, content: EntryContent, day: dt.date) -> bool:
        """Whether the row of an entry says all that a list says of ``content`` already."""
        row = self.row_of(entry_id)
        if row is None:
            return False
        have = self._rows[row]
        return (have.title, have.tags, have.mood, have.starred, have.moment.local_date) == (
            " ".join(content.title.split()),
            content.tags,
            content.mood,
            content.starred,
            day,
        )

    def show(self, request: PageRequest | None = None, until: dt.date | None = None) -> None:
        """Begin anew, with another listing or at the last entry of the day ``until``."""
        if request is not None:
            self._request = request
        before = None if until is None else last_key(until) + 1
        self.begin_at(before)

    def begin_at(self, before: int | None) -> None:
        """Begin anew just below the sort key ``before``, or at the newest for None."""
        self._asked += 1
        self._busy = False
        self._stale = False

        def ok(page: list[EntrySummary]) -> None:
            self.changing.emit()
            self.beginResetModel()
            self._rows = page
            self._older = len(page) == PAGE
            self._newer = before is not None
            self._above = None
            self.endResetModel()
            self.changed.emit()
            self.filled.emit()

        self._ask(self._page(before=before), ok)

    def fetch_older(self) -> None:
        """Get the next page below the last row."""
        if self._busy or not self._older or not self._rows:
            return
        self._ask(self._page(before=self._rows[-1].sort_key), self._add_older)

    def fetch_newer(self) -> None:
        """Get the next page above the first row."""
        if self._busy or not self._newer or not self._rows:
            return
        self._ask(self._page(after=self._rows[0].sort_key), self._add_newer)

    def refresh(self) -> None:
        """Read the window again; rows that are still there stay the same rows."""
        if self._busy:
            self._stale = True
            return
        limit = min(HELD, max(PAGE, len(self._rows)))
        before = self._rows[0].sort_key + 1 if self._newer and self._rows else None

        def ok(page: list[EntrySummary]) -> None:
            self._older = len(page) == limit
            self._replace(page)
            self.filled.emit()

        self._ask(self._page(before=before, limit=limit), ok)

    def _page(
        self, before: int | None = None, after: int | None = None, limit: int = PAGE
    ) -> Callable[[], Future[list[EntrySummary]]]:
        request = replace(self._request, before=before, after=after, limit=limit)
        return lambda: self._journal.page(request)

    def _ask(self, start: Callable[[], Future[T]], ok: Callable[[T], None]) -> None:
        """Run one page at a time; an answer that a newer beginning overtook is dropped."""
        self._busy = True
        asked = self._asked

        def done(result: T) -> None:
            if asked == self._asked:
                self._busy = False
                ok(result)
                self._catch_up()

        def failed(error: HarborError) -> None:
            if asked == self._asked:
                self._busy = False
                self.failed.emit(error)

        ask(self._bridge, self, start, done, failed)

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    def _add_older(self, page: list[EntrySummary]) -> None:
        self._older = len(page) == PAGE
        if not page:
            return
        self.changing.emit()
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
        self._rows += page
        self.endInsertRows()
        surplus = len(self._rows) - HELD
        if surplus > 0:
            gone = self._rows[surplus - 1].moment.local_date
            self._above = gone.year, gone.month
            self._remove(0, surplus)
            self._newer = True
        self.changed.emit()

    def _add_newer(self, page: list[EntrySummary]) -> None:
        if page:
            self.changing.emit()
            self.beginInsertRows(QModelIndex(), 0, len(page) - 1)
            self._rows[:0] = page
            self.endInsertRows()
        self._newer = len(page) == PAGE
        self._above = None
        if len(self._rows) > HELD:
            self._remove(HELD, len(self._rows))
            self._older = True
        if page:
            self.changed.emit()

    def _remove(self, first: int, end: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, end - 1)
        del self._rows[first:end]
        self.endRemoveRows()

    def _replace(self, page: list[EntrySummary]) -> None:
        """Make the rows those of ``page`` by the fewest steps."""
        if page == self._rows:
            return
        self.changing.emit()
        kept = {row.id: row.sort_key for row in page}
        for at in range(len(self._rows) - 1, -1, -1):
            if kept.get(self._rows[at].id) != self._rows[at].sort_key:
                self._remove(at, at + 1)
        for at, row in enumerate(page):
            if at >= len(self._rows) or self._rows[at].id != row.id:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif self._rows[at] != row:
                self._rows[at] = row
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.changed.emit()

    def _heading(self, row: int) -> tuple[int, int] | None:
        day = self._rows[row].moment.local_date
        month = day.year, day.month
        before = self._above
        if row == 0 and before is None and not self._newer:
            before = self._today().year, self._today().month
        elif row:
            newer = self._rows[row - 1].moment.local_date
            before = newer.year, newer.month
        return None if month == before else month
