"""The facts of a picture as a table, as high as all its rows."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from safeharbor.domain.pictures import TableData
from safeharbor.ui.mirror import leading
from safeharbor.ui.paper.lines import SetWords
from safeharbor.ui.theme import Look, Type

_PAD: Final = 8
_AFTER: Final = 16
_LEAST: Final = 48
_USUAL: Final = 600
_LINE: Final = 1.35

_Index = QModelIndex | QPersistentModelIndex


def in_words(table: TableData) -> str:
    """The whole table as sentences, for somebody who has it read out."""
    return " ".join(f"{_row_in_words(table.head, row)}." for row in table.rows)


def _row_in_words(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    facts = [
        f"{name} {cell}".strip()
        for name, cell in zip(head[1:], row[1:], strict=False)
        if cell.strip()
    ]
    return f"{row[0]}: {', '.join(facts)}" if facts else row[0]


class FactsTable(QTableWidget):
    """A table to read: one tab stop, arrows go from cell to cell, nothing scrolls in it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: TableData | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Cell(look, self))
        self.setHorizontalHeader(_Head(look, self))
        self.verticalHeader().hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    def show_table(self, title: str, table: TableData) -> None:
        """Show these rows."""
        self.setAccessibleName(title)
        self._facts = table
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Nobody waits for rows that nobody looks at."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        table, self._facts = self._facts, None
        if table is None:
            return
        self.setRowCount(len(table.rows))
        self.setColumnCount(len(table.head))
        self.setHorizontalHeaderLabels(list(table.head))
        for row, cells in enumerate(table.rows):
            for column, words in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(words))
        self._fit()

    def sizeHint(self) -> QSize:
        """All of it."""
        header = self.horizontalHeader().sizeHint().height()
        return QSize(self._look.px(_USUAL), header + self.verticalHeader().length())

    def minimumSizeHint(self) -> QSize:
        """Narrow, but as high as it is."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Give each column what its words ask for, and each row the height of its lines."""
        wanted = [self._natural_width(column) for column in range(self.columnCount())]
        room = self.viewport().width()
        for column, width in enumerate(_shared(wanted, room, self._look.px(_LEAST))):
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()
        self.updateGeometry()

    def _natural_width(self, column: int) -> int:
        body, small = (QFontMetrics(self._look.font(k)) for k in (Type.BODY, Type.SMALL_HEAD))
        head = self.horizontalHeaderItem(column)
        widths = [small.horizontalAdvance(head.text())] if head else []
        for row in range(self.rowCount()):
            item = self.item(row, column)
            widths.append(body.horizontalAdvance(item.text()) if item else 0)
        return max(widths, default=0) + self._look.px(_AFTER) + self._look.free_room

    def _dress(self) -> None:
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, self._look.color("bg"))
        self.setPalette(palette)
        self.setFont(self._look.font(Type.BODY))
        self._fit()


def _shared(wanted: list[int], room: int, least: int) -> list[int]:
    """The room shared out: nobody gets more than is asked for while others want for some."""
    widths = [0] * len(wanted)
    left, waiting = room, list(range(len(wanted)))
    while waiting:
        each = left // len(waiting)
        short = [place for place in waiting if wanted[place] <= each]
        if not short:
            for place in waiting:
                widths[place] = max(each, least)
            return widths
        for place in short:
            widths[place] = wanted[place]
            left -= wanted[place]
        waiting = [place for place in waiting if place not in short]
    if widths:
        widths[-1] += max(left, 0)
    return widths


class _Cell(QStyledItemDelegate):
    """Words with room around them and a hairline below; a ring around the one with the keys."""

    def __init__(self, look: Look, table: FactsTable) -> None:
        super().__init__(table)
        self._look = look
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its lines."""
        width = self._table.columnWidth(index.column())
        words = self._words(index, self._room(QRect(0, 0, width, 0)).width())
        return QSize(width, math.ceil(words.height) + 2 * self._look.px(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the words."""
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        room = self._room(place)
        painter.setPen(self._look.color("text"))
        self._words(index, room.width()).paint(painter, room.left(), room.top())
        painter.setPen(self._look.color("rule"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._look.color("focus"), 2))
            painter.drawRect(place.adjusted(1, 1, -2, -2))

    def _words(self, index: _Index, width: int) -> SetWords:
        font = self._look.font(Type.BODY)
        back = self._table.layoutDirection() is Qt.LayoutDirection.RightToLeft
        text = str(index.data() or " ")
        return SetWords(text, font, max(width, 1), font.pixelSize() * _LINE, back=back)

    def _room(self, place: QRect) -> QRect:
        pad, side = self._look.px(_PAD), self._look.free_room
        after = self._look.px(_AFTER)
        if self._table.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return place.adjusted(after, pad, -side, -pad)
        return place.adjusted(side, pad, -after, -pad)


class _Head(QHeaderView):
    """The names of the columns over a line."""

    def __init__(self, look: Look, table: FactsTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """One line; a long name is shortened, as it stands in the title already."""
        metrics = QFontMetrics(self._look.font(Type.SMALL_HEAD))
        return QSize(super().sizeHint().width(), metrics.height() + 2 * self._look.px(_PAD))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Paint one name."""
        look = self._look
        painter.save()
        painter.fillRect(rect, look.color("bg"))
        font = look.font(Type.SMALL_HEAD)
        words = str(self.model().headerData(logical_index, self.orientation()) or "")
        room = rect.adjusted(look.free_room, 0, -look.free_room, 0)
        elided = Qt.TextElideMode.ElideRight
        words = QFontMetrics(font).elidedText(words, elided, room.width())
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        side = leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side.value, words)
        painter.setPen(look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
