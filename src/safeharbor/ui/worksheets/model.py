"""The list of filled sheets: newest first, fetched page by page, and narrowed down by a word.

Looking for a word fetches what is not there yet, a large page at a time; answers are in none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import SheetSummary
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.model import HEADING, SUMMARY
from safeharbor.ui.worksheets.talk import in_words

PAGE: Final = 50
_LARGE: Final = 500

Today = Callable[[], dt.date]
Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractListModel):
    """Rows of the list."""

    filled = Signal()
    """The first page is there, or what is looked for has changed."""
    failed = Signal(object)
    """The HarborError that a page ended with."""

    def __init__(self, sheets: SheetService, bridge: Bridge, today: Today, parent: QObject) -> None:
        """An empty list; ``begin`` fills it."""
        super().__init__(parent)
        self._sheets = sheets
        self._bridge = bridge
        self._today = today
        self._all: list[SheetSummary] = []
        self._shown: list[SheetSummary] = []
        self._word = ""
        self._asked = 0
        self._busy = False
        self._whole = False
        self._loaded = False
        self.titles = True

    @property
    def rows(self) -> tuple[SheetSummary, ...]:
        """What is shown."""
        return tuple(self._shown)

    @property
    def word(self) -> str:
        """What is looked for, "" for everything."""
        return self._word

    @property
    def settled(self) -> bool:
        """Whether everything that is asked for is there."""
        return self._loaded and (self._whole or not self._word)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The summary, the month where it begins one, or the row in words."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        summary = self._shown[index.row()]
        if role == SUMMARY:
            return summary
        if role == HEADING:
            return self._heading(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return in_words(summary, self._today(), titles=self.titles)
        return None

    def row_of(self, form_id: UUID | None) -> int | None:
        """The row of a sheet, None where it is not shown."""
        return next((n for n, row in enumerate(self._shown) if row.id == form_id), None)

    def begin(self) -> None:
        """Fetch the list anew, as much of it as was there."""
        self._asked += 1
        self._busy = False
        wanted = max(PAGE, len(self._all))

        def ok(page: list[SheetSummary]) -> None:
            self._all = page
            self._whole = len(page) < wanted
            self._loaded = True
            self._narrow()

        self._ask(None, wanted, ok)

    def look_for(self, word: str) -> None:
        """Show only what has ``word`` in its name."""
        word = " ".join(word.split()).casefold()
        if word != self._word:
            self._word = word
            self._narrow()

    def fetch_more(self) -> None:
        """Get the next page, if there is one."""
        if not self._busy and not self._whole and self._all:
            limit = _LARGE if self._word else PAGE
            self._ask(self._all[-1].sort_key, limit, lambda page: self._add(page, limit))

    def _ask(
        self, before: int | None, limit: int, ok: Callable[[list[SheetSummary]], None]
    ) -> None:
        """Run one page at a time; an answer that a newer beginning overtook is dropped."""
        self._busy = True
        asked = self._asked

        def done(page: list[SheetSummary]) -> None:
            if asked == self._asked:
                self._busy = False
                ok(page)

        def failed(error: HarborError) -> None:
            if asked == self._asked:
                self._busy = False
                self.failed.emit(error)

        ask(self._bridge, self, lambda: self._sheets.page(before, limit), done, failed)

    def _add(self, page: list[SheetSummary], limit: int) -> None:
        self._all += page
        self._whole = len(page) < limit
        fits = [each for each in page if self._fits(each)]
        if fits:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fits) - 1)
            self._shown += fits
            self.endInsertRows()
        if self._word:
            self.filled.emit()
            self.fetch_more()

    def _narrow(self) -> None:
        self.beginResetModel()
        self._shown = [each for each in self._all if self._fits(each)]
        self.endResetModel()
        self.filled.emit()
        if self._word:
            self.fetch_more()

    def _fits(self, summary: SheetSummary) -> bool:
        if not self._word:
            return True
        said = f"{summary.title} {summary.sheet}".casefold()
        return all(part in said for part in self._word.split())

    def _heading(self, row: int) -> tuple[int, int] | None:
        """(year, month) where a row begins a month; the present one needs none at the top."""
        day = self._shown[row].moment.local_date
        before = self._shown[row - 1].moment.local_date if row else self._today()
        return (
            None if (day.year, day.month) == (before.year, before.month) else (day.year, day.month)
        )
