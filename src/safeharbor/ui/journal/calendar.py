"""A small month: a dot under each day with an entry, the chosen day with an edge.

To a screen reader it is a table of weeks and weekdays. It is told which days have entries and
says which day was chosen; it reads nothing itself.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.dates import full_day, joined, month_name, short_month
from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.journal.keyed import Keyed
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.words import Words

Today = Callable[[], dt.date]
Index = QModelIndex | QPersistentModelIndex

WEEKS: Final = 6
_DAYS: Final = 7
_ROW: Final = 36
_LOW_ROW: Final = 26
"""A week where there is little height: a number and its dot still have room."""
_HEAD: Final = 24
_CELL: Final = 34
_DOT: Final = 4
DAY: Final = Qt.ItemDataRole.UserRole
_FIRST: Final = dt.date(1000, 1, 1)
_LAST: Final = dt.date(9998, 12, 31)


class MonthModel(QAbstractTableModel):
    """Six weeks of seven days; only the days of the one month are filled."""

    def __init__(self, today: Today, parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        now = today()
        self.year, self.month = now.year, now.month
        self._with_entry: set[dt.date] = set()

    def show(self, year: int, month: int) -> None:
        """Be another month, with no entries yet."""
        self.beginResetModel()
        self.year, self.month = year, month
        self._with_entry = set()
        self.endResetModel()

    def mark(self, days: set[dt.date]) -> None:
        """These days have entries."""
        self._with_entry = days
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, _DAYS - 1))

    def marked(self, day: dt.date) -> bool:
        """Whether a day has an entry."""
        return day in self._with_entry

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Always six, so that nothing below moves from month to month."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The days of a week."""
        return 0 if parent.isValid() else _DAYS

    def index_of(self, day: dt.date) -> QModelIndex:
        """Where a day of this month stands."""
        if (day.year, day.month) != (self.year, self.month):
            return QModelIndex()
        place = day.day - 1 + self._offset()
        return self.index(place // _DAYS, place % _DAYS)

    def day_at(self, index: Index) -> dt.date | None:
        """The day in a cell, None in an empty one."""
        number = index.row() * _DAYS + index.column() - self._offset() + 1
        last = calendar.monthrange(self.year, self.month)[1]
        return dt.date(self.year, self.month, number) if 1 <= number <= last else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number of a day, the day itself, or the day in words."""
        day = self.day_at(index)
        if day is None:
            return None
        if role == DAY:
            return day
        if role == Qt.ItemDataRole.DisplayRole:
            return QLocale().toString(day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = full_day(day, self._today())
            #: Said of a day in the calendar.
            return joined(words, self.tr("has an entry")) if self.marked(day) else words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The weekdays, from the first day of the week on."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        weekday = (_first_weekday() - 1 + section) % _DAYS + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return _two_letters(weekday)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return QLocale().dayName(weekday, QLocale.FormatType.LongFormat)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Empty cells are not there for the keys."""
        if self.day_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _offset(self) -> int:
        first = dt.date(self.year, self.month, 1).isoweekday()
        return (first - _first_weekday()) % _DAYS


class MonthCalendar(QWidget):
    """A month with its arrows. Arrow keys go from day to day and on into other months."""

    chosen = Signal(object)
    """The datetime.date that was chosen by hand."""
    month_shown = Signal(int, int)
    """Year and month that are shown now and want their days marked."""

    def __init__(
        self, look: Look, icons: Icons, today: Today, parent: QWidget, *, shrinks: bool = False
    ) -> None:
        """The present month; where it ``shrinks``, its weeks get lower with the page."""
        super().__init__(parent)
        self._look = look
        self._today = today
        self._day: dt.date | None = None
        self.model = MonthModel(today, self)
        self.title = Words(look, "", Type.LABEL, self, wrap=False)
        self.back = IconButton(look, icons, self)
        self.back.name(self.tr("Month before"), "chevron-left")
        self.forward = IconButton(look, icons, self)
        self.forward.name(self.tr("Month after"), "chevron-right")
        self.back.clicked.connect(lambda: self.step(-1))
        self.forward.clicked.connect(lambda: self.step(1))
        self.grid = _Grid(look, self.model, today, self, least=_LOW_ROW if shrinks else _ROW)
        self.grid.clicked.connect(self._on_clicked)
        self.grid.pressed_enter.connect(self._choose)
        self.grid.left_month.connect(self._go_to)
        self.grid.stepped.connect(self.step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.back)
        self._head.addWidget(self.forward)
        column.addLayout(self._head)
        column.addWidget(self.grid)
        high = QSizePolicy.Policy.Maximum if shrinks else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self._say_month()

    @property
    def day(self) -> dt.date | None:
        """The chosen day."""
        return self._day

    @property
    def shown(self) -> tuple[int, int]:
        """Year and month."""
        return self.model.year, self.model.month

    def mark(self, year: int, month: int, days: set[dt.date]) -> None:
        """These days of a month have entries; ignored when another month is shown by now."""
        if (year, month) == self.shown:
            self.model.mark(days)

    def show_day(self, day: dt.date | None) -> None:
        """Show a day as the chosen one, and its month."""
        self._day = day
        if day is not None:
            self.show_month(day.year, day.month)
        self.grid.choose(day)

    def show_month(self, year: int, month: int) -> None:
        """Show another month."""
        if (year, month) != self.shown and _FIRST.year <= year <= _LAST.year:
            self.model.show(year, month)
            self._say_month()
            self.grid.choose(self._day)
            self.month_shown.emit(year, month)

    def step(self, months: int) -> None:
        """Show the month before or after."""
        place = self.model.year * 12 + self.model.month - 1 + months
        self.show_month(place // 12, place % 12 + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the month is written short."""
        super().resizeEvent(event)
        self._say_month()

    def _say_month(self) -> None:
        words = month_name(*self.shown)
        self.grid.setAccessibleName(words)
        self.title.say(words)
        arrows = self.back.sizeHint().width() + self.forward.sizeHint().width()
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right() - arrows
        if self.title.sizeHint().width() > room:
            self.title.say(short_month(*self.shown))

    def _go_to(self, day: dt.date) -> None:
        """The keys walked out of the month."""
        if _FIRST <= day <= _LAST:
            self.show_month(day.year, day.month)
            self.grid.walk_to(day)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(self.model.day_at(index))

    def _choose(self, day: dt.date | None) -> None:
        if day is not None:
            self._day = day
            self.grid.choose(day)
            self.chosen.emit(day)


class _Grid(Keyed, QTableView):
    """The days."""

    pressed_enter = Signal(object)
    left_month = Signal(object)
    stepped = Signal(int)

    def __init__(
        self, look: Look, model: MonthModel, today: Today, parent: QWidget, *, least: int
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._least = least
        self._month = model
        self._today = today
        self.setModel(model)
        self.setItemDelegate(_DayDelegate(look, model, today, self))
        self.setHorizontalHeader(_Weekdays(look, self))
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        look.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        """Seven cells wide, six weeks high."""
        px = self._look.px
        return QSize(_DAYS * px(38), px(_HEAD) + WEEKS * px(_ROW))

    def minimumSizeHint(self) -> QSize:
        """Down to cells that still hold two figures, and their dot."""
        px = self._look.px
        return QSize(_DAYS * px(30), px(_HEAD) + WEEKS * px(self._least))

    def choose(self, day: dt.date | None) -> None:
        """Show a day as chosen."""
        index = self._month.index_of(day) if day else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().clearSelection()
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def walk_to(self, day: dt.date) -> None:
        """Put the keys on a day without choosing it."""
        index = self._month.index_of(day)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by day and week, Page Up and Down by month, Enter chooses."""
        here = self._month.day_at(self.currentIndex()) if self.currentIndex().isValid() else None
        today = self._today()
        first = dt.date(self._month.year, self._month.month, 1)
        start = here or (today if self._month.index_of(today).isValid() else first)
        sign = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = {
            Qt.Key.Key_Left: -sign,
            Qt.Key.Key_Right: sign,
            Qt.Key.Key_Up: -_DAYS,
            Qt.Key.Key_Down: _DAYS,
        }
        key = Qt.Key(event.key())
        self._keyed = True
        if key in steps:
            self._walk(start if here is None else start + dt.timedelta(days=steps[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.stepped.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed_enter.emit(here)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to what lies around."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Seven columns of the same width, six weeks of the same height."""
        super().resizeEvent(event)
        self._measure()

    def _walk(self, day: dt.date) -> None:
        if self._month.index_of(day).isValid():
            self.walk_to(day)
        else:
            self.left_month.emit(day)

    def _measure(self) -> None:
        for column in range(_DAYS):
            wide = self.viewport().width() * (column + 1) // _DAYS
            wide -= self.viewport().width() * column // _DAYS
            self.setColumnWidth(column, wide)
        high = max(min(self.viewport().height() // WEEKS, self._look.px(_ROW)), 1)
        for row in range(WEEKS):
            self.setRowHeight(row, high)

    def _dress(self) -> None:
        px = self._look.px
        # Fusion's own smallest section would be wider than a day.
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, self._look.color("bg"))
        palette.setColor(QPalette.ColorRole.Highlight, self._look.color("bg"))
        self.setPalette(palette)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setFixedHeight(px(_HEAD))
        self.setMinimumHeight(self.minimumSizeHint().height())
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()
        self._measure()
        self.viewport().update()


class _Weekdays(QHeaderView):
    """Their two letters, as quiet as can be read."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the letters on the page."""
        painter.save()
        painter.fillRect(rect, self._look.color("bg"))
        painter.setFont(self._look.font(Type.CHIP))
        painter.setPen(self._look.color("muted"))
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class _DayDelegate(QStyledItemDelegate):
    """One day."""

    def __init__(self, look: Look, model: MonthModel, today: Today, parent: _Grid) -> None:
        super().__init__(parent)
        self._look = look
        self._month = model
        self._today = today
        self._view = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint edge, number and dot."""
        day = self._month.day_at(index)
        if day is None:
            return
        px, tokens = self._look.px, self._look.tokens
        whole: QRect = option.rect
        chosen = self._view.selectionModel().isSelected(index)
        side = min(px(_CELL), whole.width() - 2, whole.height() - 2)
        body = QRectF(0, 0, side, side)
        body.moveCenter(QRectF(whole).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QPen(QColor(tokens.accent), 1.5 * self._look.unit))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), px(8), px(8))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(body, px(8), px(8))
        marked = self._month.marked(day)
        ink = tokens.text if marked or day <= self._today() else tokens.muted
        bold = chosen or day == self._today()
        painter.setFont(self._look.font(Type.SMALL, weight=600 if bold else 400))
        painter.setPen(QColor(ink))
        number = body.adjusted(0, -px(2), 0, -px(2))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, QLocale().toString(day.day))
        if marked:
            dot = QRectF(0, 0, px(_DOT), px(_DOT))
            dot.moveCenter(body.center())
            dot.moveBottom(body.bottom() - px(3))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(dot)
        if self._view.keyed and self._view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(whole).adjusted(1, 1, -1, -1), px(9), px(9))
        painter.restore()


def _two_letters(weekday: int) -> str:
    """A weekday as short as the language can say it."""
    short = QLocale().dayName(weekday, QLocale.FormatType.ShortFormat)
    if max(short) < "\u0250":
        return short[:2]
    return QLocale().dayName(weekday, QLocale.FormatType.NarrowFormat)


def _first_weekday() -> int:
    """1 for Monday to 7 for Sunday, as the language begins its weeks."""
    return QLocale().firstDayOfWeek().value
