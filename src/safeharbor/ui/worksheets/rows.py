"""The list of filled sheets on the screen: how a row looks, and what keys and clicks do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from safeharbor.domain.filled import SheetSummary
from safeharbor.ui.journal.keyed import Keyed
from safeharbor.ui.journal.model import SUMMARY
from safeharbor.ui.journal.rows import DayRows, Index
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.bars import dress_bar, keep_room
from safeharbor.ui.worksheets.model import SheetModel
from safeharbor.ui.worksheets.talk import below_name, name_of

_AHEAD: Final = 600
"""Pixels of the drawings before the end at which the next page is asked for."""


class SheetRows(DayRows):
    """Paints filled sheets: the day, the name, and the sheet where that is another."""

    def _paint_row(self, painter: QPainter, body: QRect, index: Index) -> None:
        summary = index.data(SUMMARY)
        if isinstance(summary, SheetSummary):
            self._paint_day(painter, body, summary.moment.local_date)
            first = name_of(summary, self._today(), titles=self.titles)
            second = below_name(summary, titles=self.titles)
            self._paint_lines(painter, body, self._end(body), first, second)


class SheetList(Keyed, QListView):
    """Rows of a SheetModel. Enter, Space or a click opens one, Delete throws it away."""

    opened = Signal(object)
    """The UUID of the sheet to open."""
    thrown = Signal(object)
    """The UUID of the sheet to throw away."""
    left_up = Signal()
    """Up from the first row."""

    def __init__(self, look: Look, model: SheetModel, delegate: SheetRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._sheets = model
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        keep_room(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        model.rowsInserted.connect(self._look_ahead)
        look.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open, Delete throws away; Up from the first row leaves."""
        key, here = event.key(), self.currentIndex()
        summary = here.data(SUMMARY)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(here)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and isinstance(summary, SheetSummary):
            self.thrown.emit(summary.id)
        elif key == Qt.Key.Key_Up and here.row() <= 0:
            self.left_up.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        summary = index.data(SUMMARY)
        if isinstance(summary, SheetSummary):
            self.opened.emit(summary.id)

    def _look_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < self._look.px(_AHEAD):
            self._sheets.fetch_more()

    def _dress(self) -> None:
        dress_bar(self._look, self.verticalScrollBar())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
