"""The left side of the journal: its name, New, the month, and the list of entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from safeharbor.domain.entry import EntrySummary
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.calendar import MonthCalendar
from safeharbor.ui.journal.entry_list import EntryList
from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.journal.model import EntryModel
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.journal.rows import RowDelegate, in_words
from safeharbor.ui.journal.sheet import margin_for
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.bars import dress_bar, keep_room
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

WIDTH: Final = 304
_START: Final = 20
_END: Final = 34
"""Where the tools of the window end, from the edge."""
_LOW: Final = 620
"""In a lower window the month opens on demand, so that the list has room."""


class ListPane(QWidget):
    """Asks for entries to be opened, made and searched; it opens none itself."""

    opened = Signal(object)
    """The UUID of the entry to open."""
    new_wanted = Signal()
    search_wanted = Signal()
    trash_wanted = Signal()
    thrown = Signal(object)
    """The UUID of the entry to throw away."""
    undo_wanted = Signal()

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        bridge: Bridge,
        today: Callable[[], dt.date],
        parent: QWidget,
        *,
        titles: bool,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._journal = journal
        self._bridge = bridge
        self._today = today
        self._titles = titles
        self._month_open = False
        self._top = 12
        self._beside = True
        self.title = Words(look, self.tr("Journal"), Type.HEADING, self, wrap=False)
        self.search = IconButton(look, icons, self, size=36)
        self.search.name(self.tr("Search the journal"), "search")
        self.new = Button(look, icons, self, height=36)
        self.new.dress(self.tr("New"), icon="plus")
        self.new.setAccessibleName(self.tr("New entry"))
        self.days = QuietButton(look, icons, self, color="text", weight=500)
        self.days.dress(self.tr("Choose a day"), icon="calendar")
        self.month = _Month(look, self)
        self.calendar = MonthCalendar(look, icons, today, self.month, shrinks=True)
        self.month.setWidget(self.calendar)
        # It is as wide as the page and writes its name short; it never scrolls sideways.
        self.calendar.setMinimumWidth(1)
        self.rule = Rule(look, self)
        self.model = EntryModel(journal, bridge, self._describe, today, self)
        self.delegate = RowDelegate(look, icons, today, self, titles=titles)
        self.rows = EntryList(look, self.model, self.delegate, self)
        self.rows.setAccessibleName(self.tr("Entries"))
        self.trash = QuietButton(look, icons, self)
        self.trash.dress(self.tr("Trash"), icon="trash-2")
        self.notice = Notice(look, icons, self)
        self._fill()
        self._connect()
        look.changed.connect(self._dress)
        self._dress()

    def start(self) -> None:
        """Fetch the newest page and the days of the month."""
        self.model.begin_at(None)
        self.mark_days()

    def mark_days(self) -> None:
        """Put dots on the days of the month that is shown."""
        year, month = self.calendar.shown
        ask(
            self._bridge,
            self,
            lambda: self._journal.days(year, month),
            lambda days: self.calendar.mark(year, month, days),
        )

    def show_titles(self, *, titles: bool) -> None:
        """Show titles, or dates alone."""
        self._titles = self.delegate.titles = titles
        self.rows.viewport().update()

    def turn_day(self) -> None:
        """Another day is today."""
        self.calendar.grid.viewport().update()
        self.rows.scheduleDelayedItemsLayout()
        self.rows.viewport().update()

    def stand(self, *, beside: bool, top: int) -> None:
        """Stand beside the text or alone, ``top`` pixels of the drawings below the edge."""
        self._beside = beside
        self._top = top
        self._dress()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        month = [self.calendar.back, self.calendar.forward, self.calendar.grid]
        days = [self.days] if not self.days.isHidden() else []
        notice = self.notice.stops()
        return [self.search, self.new, *days, *month, self.rows, *notice, self.trash]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other margins; a low window shows the month on demand."""
        super().resizeEvent(event)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the notice has to say needs room in a low window."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._share_room()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hairline towards the text."""
        if not self._beside:
            return
        line = self.rect()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            line.setRight(0)
        else:
            line.setLeft(line.right())
        QPainter(self).fillRect(line, self._look.color("rule"))

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.trash.clicked.connect(self.trash_wanted)
        self.rows.opened.connect(self.opened)
        self.rows.thrown.connect(self.thrown)
        self.notice.installEventFilter(self)
        self.days.clicked.connect(self._toggle_month)
        self.calendar.chosen.connect(self._go_to_day)
        self.calendar.month_shown.connect(lambda *_: self.mark_days())
        self.calendar.grid.selectionModel().currentChanged.connect(self._follow_day)
        for key, wanted in (
            (QKeySequence.StandardKey.Find, self.search_wanted),
            (QKeySequence.StandardKey.Undo, self.undo_wanted),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wanted)

    def _fill(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addStretch()
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.search)
        self._buttons.addWidget(self.new)
        self._head.addLayout(self._buttons)
        self._column.addLayout(self._head)
        self._low_row = QHBoxLayout()
        self._low_row.addWidget(self.days)
        self._low_row.addStretch()
        self._column.addLayout(self._low_row)
        self._column.addWidget(self.month)
        self._line = QHBoxLayout()
        self._line.addWidget(self.rule)
        self._column.addLayout(self._line)
        self._list = QHBoxLayout()
        self._list.addWidget(self.rows)
        self._column.addLayout(self._list, 1)
        self._said = QHBoxLayout()
        self._said.addWidget(self.notice)
        self._column.addLayout(self._said)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.trash)
        self._foot.addStretch()
        self._column.addLayout(self._foot)

    def _describe(self, summary: EntrySummary) -> str:
        return in_words(summary, self._today(), titles=self._titles)

    def _toggle_month(self) -> None:
        self._month_open = not self._month_open
        self._share_room()
        if self._month_open:
            self.calendar.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _share_room(self) -> None:
        needed = self.title.sizeHint().width() + self._buttons.sizeHint().width()
        margins = self._head.contentsMargins()
        beside = self.width() - margins.left() - margins.right() >= needed
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        self._head.setAlignment(self._buttons, trailing if beside else leading)
        low = self.height() < self._look.px(_LOW)
        told = low and not self.notice.isHidden()
        self.days.setVisible(low and not told)
        self.rows.setMinimumHeight(1 if told else 0)
        alone = low and self._month_open
        self.month.setVisible(not low or alone)
        # In a low window it takes all the height there is, and scrolls where that is too little.
        high = self.calendar.sizeHint().height()
        self.month.setMinimumHeight(1 if alone else high)
        self.month.setMaximumHeight(high)
        self.rule.setVisible(not low)
        # What is hidden leaves its margins behind.
        gap, line = self._look.px(8), self._line.contentsMargins()
        self._line.setContentsMargins(
            line.left(), 0 if low else gap, line.right(), 0 if alone else gap
        )
        self.rows.setVisible(not alone)
        self.trash.setVisible(not alone)

    def _follow_day(self, index: QModelIndex) -> None:
        """A day that the keys went to comes into sight."""
        cell = self.calendar.grid.visualRect(index)
        middle = self.calendar.grid.viewport().mapTo(self.calendar, cell.center())
        self.month.ensureVisible(middle.x(), middle.y(), 0, cell.height())

    def _go_to_day(self, day: dt.date) -> None:
        """The list goes to the day; its newest entry opens if it has one."""
        has_entry = self.calendar.model.marked(day)
        self._month_open = False
        self._share_room()

        def filled() -> None:
            self.model.filled.disconnect(filled)
            rows = self.model.rows
            if has_entry and rows and rows[0].moment.local_date == day:
                self.opened.emit(rows[0].id)

        self.model.filled.connect(filled)
        self.model.show(until=day)

    def _dress(self) -> None:
        px, free = self._look.px, self._look.free_room
        # Alone, it begins where the text of an entry begins and ends where the tools end.
        start = px(_START) if self._beside else margin_for(self._look, self.width())
        end, over = (px(16), px(12)) if self._beside else (px(_END), px(_END))
        self._column.setContentsMargins(0, px(self._top), 1, px(12))
        self._head.setContentsMargins(start - free, 0, over - free, 0)
        self._head.setSpacing(0)
        self._buttons.setSpacing(0)
        self._low_row.setContentsMargins(start - free, 0, end, px(8))
        # The bar beside it takes a part of its margin.
        bar = self.month.verticalScrollBar().sizeHint().width()
        self.calendar.setContentsMargins(start - free, 0, max(end - bar, 0), 0)
        self._line.setContentsMargins(start - free, 0, end, 0)
        self._list.setContentsMargins(start - px(_START), 0, 0, 0)
        self._said.setContentsMargins(start - free, px(4), end, 0)
        self._foot.setContentsMargins(start - free, px(4), end, 0)
        self._share_room()


class _Month(QScrollArea):
    """Room for the month: all that it needs, or what there is in a low window."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_room(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        dress_bar(self._look, self.verticalScrollBar())
