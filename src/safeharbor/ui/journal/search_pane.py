"""Searching while typing: one field, what narrows it, and what was found, newest first.

The filters write no words into the field; they are added to the question when it is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.services.journal import JournalService
from safeharbor.services.search import FormHit, Hit, SearchService
from safeharbor.ui.announce import announce
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask, ignore
from safeharbor.ui.journal.filters import Filters
from safeharbor.ui.journal.hits import HIT, HitDelegate, HitModel
from safeharbor.ui.journal.keyed import Keyed
from safeharbor.ui.journal.line_field import LineField
from safeharbor.ui.journal.pane import Pane
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.bars import dress_bar
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.words import Words

Today = Callable[[], dt.date]

_PAUSE_MS: Final = 120
"""A question is asked when the typing rests this long."""
_AHEAD: Final = 400
_LOW: Final = 520
"""In a lower window the filters open on demand, so that there is room for what was found."""


class HitList(Keyed, QListView):
    """The hits on the screen. Enter, Space or a click opens one."""

    opened = Signal(object)
    """The Hit or FormHit to open."""
    left_up = Signal()
    """Up from the first row: back to the field."""

    def __init__(self, look: Look, model: HitModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._hits = model
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        look.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open; Up from the first row goes back to the field."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_up.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        if isinstance(hit, (Hit, FormHit)):
            self.opened.emit(hit)

    def _look_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < self._look.px(_AHEAD):
            self._hits.fetch_more()

    def _dress(self) -> None:
        dress_bar(self._look, self.verticalScrollBar())
        self.scheduleDelayedItemsLayout()


class SearchPane(Pane):
    """The page of searching."""

    opened = Signal(object)
    """The Hit or FormHit to open."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        search: SearchService,
        bridge: Bridge,
        today: Today,
        parent: QWidget,
    ) -> None:
        super().__init__(look, icons, parent, back="", width=760)
        self.back.dress(self.tr("Journal"), icon="arrow-left")
        self._journal = journal
        self._search = search
        self._bridge = bridge
        self.model = HitModel(search, bridge, today, self)
        self.model.filled.connect(self._on_filled)
        self.model.failed.connect(self._on_failed)
        self.field = LineField(look, icons, self, height=52, kind=Type.READING, icon="search")
        self.field.setAccessibleName(self.tr("Search the journal"))
        self.field.setPlaceholderText(self.tr("Search the journal"))
        self.filters = Filters(look, icons, today, self)
        self.narrow_down = QuietButton(look, icons, self, color="text", weight=500)
        self.narrow_down.dress(self.tr("Narrow it down"), icon="chevron-down")
        self.narrow_down.clicked.connect(self._toggle_filters)
        self._filters_open = False
        self.count = Words(look, "", Type.SMALL, self, color="muted")
        self.hits = HitList(look, self.model, self)
        self.hits.setItemDelegate(HitDelegate(look, icons, today, self.model, self.hits))
        self.hits.setAccessibleName(self.tr("What was found"))
        self.notice = Notice(look, icons, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.ask)
        self.field.textChanged.connect(lambda _: self._timer.start())
        self.field.returnPressed.connect(self._into_list)
        self.field.walked.connect(self._walk)
        self.filters.changed.connect(self.ask)
        self.hits.opened.connect(self.opened)
        self.hits.left_up.connect(self._to_field)
        for part in (self.field, self.narrow_down, self.filters, self.count):
            self.column.addWidget(part)
        self.column.setAlignment(self.narrow_down, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.hits, 1)
        self.column.addWidget(self.notice)

    def start(self, *, titles: bool) -> None:
        """Be ready for a question; the last one is still there, ready to be typed over."""
        self.model.titles = titles
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        ask(self._bridge, self, self._journal.tags, self.filters.know_tags)
        # While somebody begins to type. Without it the first answer takes a little longer.
        ask(self._bridge, self, self._search.get_ready, ignore)
        if self.question:
            self.ask()

    @property
    def question(self) -> str:
        """What is asked, the filters included."""
        return " ".join(filter(None, (self.field.text().strip(), self.filters.question)))

    def ask(self) -> None:
        """Ask now."""
        self._timer.stop()
        self.model.ask(self.question)

    def arrange(self) -> None:
        """Keep the room between the parts."""
        super().arrange()
        px = self._look.px
        self.column.setSpacing(px(8))
        low = self.height() < px(_LOW)
        self.narrow_down.setVisible(low)
        self.filters.setVisible(not low or self._filters_open)
        self.count.setContentsMargins(self._look.free_room, px(0 if low else 16), 0, 0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        on_demand = [] if self.narrow_down.isHidden() else [self.narrow_down]
        filters = [] if self.filters.isHidden() else self.filters.stops()
        return [self.back, self.field, *on_demand, *filters, self.hits, *self.notice.stops()]

    def _toggle_filters(self) -> None:
        self._filters_open = not self._filters_open
        self.arrange()

    def _on_filled(self) -> None:
        self.notice.clear()
        words = self._count_words()
        if words != self.count.words:
            self.count.say(words)
            announce(self, words)

    def _count_words(self) -> str:
        found = len(self.model.hits)
        if not self.question:
            return ""
        if any(isinstance(hit, FormHit) for hit in self.model.hits):
            #: %1 is a number of entries, worksheets and steps of guides together.
            words = self.tr("%1 found and more") if self.model.has_more else self.tr("%1 found")
            return words.replace("%1", self.locale().toString(found))
        if not found:
            return self.tr("Nothing found. Whole words and beginnings of words are looked for.")
        if found == 1:
            return self.tr("1 entry")
        #: %n is a number of entries.
        if self.model.has_more:
            return self.tr("%n entries and more", "", found)
        #: %n is a number of entries.
        return self.tr("%n entries", "", found)

    def _on_failed(self, error: HarborError) -> None:
        self.notice.say_error(error)

    def _walk(self, step: int) -> None:
        if step > 0:
            self._into_list()

    def _into_list(self) -> None:
        self.ask() if self._timer.isActive() else None
        if self.model.rowCount():
            self.hits.setFocus(Qt.FocusReason.TabFocusReason)
            self.hits.selectionModel().setCurrentIndex(
                self.model.index(0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
