"""The list on the screen: keys, clicks, and staying where one is while rows come and go."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from safeharbor.domain.entry import EntrySummary
from safeharbor.ui.journal.keyed import Keyed
from safeharbor.ui.journal.model import SUMMARY, EntryModel
from safeharbor.ui.journal.rows import RowDelegate
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.bars import dress_bar, keep_room

_AHEAD: Final = 600
"""Pixels of the drawings before an end at which the next page is asked for."""


class EntryList(Keyed, QListView):
    """Rows of an EntryModel. Enter, Space or a click opens one."""

    opened = Signal(object)
    """The UUID of the entry to open."""
    thrown = Signal(object)
    """The UUID of the entry to throw away."""

    def __init__(
        self, look: Look, model: EntryModel, delegate: RowDelegate, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._entries = model
        self._current: UUID | None = None
        self._anchor: tuple[UUID, int] | None = None
        self._had: UUID | None = None
        self._awaited: UUID | None = None
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Keys and clicks move about; the marked row is the open entry and nothing else.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        keep_room(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self.look_ahead)
        model.changing.connect(self._remember)
        model.changed.connect(self._return)
        look.changed.connect(self._dress)
        self._dress()

    def choose(self, entry_id: UUID | None) -> None:
        """Show an entry as the one that is open, wherever its row is; keys go on from there."""
        self._current = entry_id
        self._mark()
        row = self._entries.row_of(entry_id)
        if row is not None:
            self.selectionModel().setCurrentIndex(
                self._entries.index(row), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    @property
    def chosen(self) -> UUID | None:
        """The entry that is shown as the open one."""
        return self._current

    def await_row(self, entry_id: UUID) -> None:
        """Bring the row of an entry into sight when the rows have changed."""
        self._awaited = entry_id

    def reveal(self, entry_id: UUID) -> bool:
        """Bring the row of an entry into sight; False when it is not held."""
        row = self._entries.row_of(entry_id)
        if row is None:
            return False
        self.scrollTo(self._entries.index(row), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def look_ahead(self) -> None:
        """Ask for the next page when an end comes near."""
        bar = self.verticalScrollBar()
        ahead = self._look.px(_AHEAD)
        if bar.maximum() - bar.value() < ahead:
            self._entries.fetch_older()
        if bar.value() - bar.minimum() < ahead:
            self._entries.fetch_newer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open, Delete throws away; Home goes to the newest entry."""
        key = event.key()
        here = self.currentIndex().data(SUMMARY)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and isinstance(here, EntrySummary):
            self.thrown.emit(here.id)
        elif key == Qt.Key.Key_Home and self._entries.has_newer:
            self._entries.begin_at(None)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        summary = index.data(SUMMARY)
        if isinstance(summary, EntrySummary):
            self.opened.emit(summary.id)

    def _remember(self) -> None:
        """Note the topmost row in sight, and the row the keys are on."""
        self._anchor = None
        top = self.indexAt(self.viewport().rect().topLeft())
        summary = top.data(SUMMARY)
        # At the very top of the journal one stays there, and sees what is new.
        inside = self.verticalScrollBar().value() > 0 or self._entries.has_newer
        if isinstance(summary, EntrySummary) and inside:
            self._anchor = summary.id, self.visualRect(top).top()
        here = self.currentIndex().data(SUMMARY)
        self._had = here.id if isinstance(here, EntrySummary) else None

    def _return(self) -> None:
        self.doItemsLayout()
        row = self._entries.row_of(self._anchor[0]) if self._anchor else None
        if row is not None and self._anchor is not None:
            moved = self.visualRect(self._entries.index(row)).top() - self._anchor[1]
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        self.look_ahead()
        kept = self._entries.row_of(self._had)
        if kept is not None:
            self.selectionModel().setCurrentIndex(
                self._entries.index(kept), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self._mark()
        if self._awaited is not None and self.reveal(self._awaited):
            self._awaited = None

    def _mark(self) -> None:
        row = self._entries.row_of(self._current)
        selection = self.selectionModel()
        if row is None:
            selection.clearSelection()
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        selection.select(self._entries.index(row), flags)
        if not self.hasFocus():
            selection.setCurrentIndex(
                self._entries.index(row), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def _dress(self) -> None:
        dress_bar(self._look, self.verticalScrollBar())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
