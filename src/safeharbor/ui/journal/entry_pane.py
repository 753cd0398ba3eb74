"""The right side of the journal: the editor, or one sentence and one button where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.moment import Clock
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.editor import EntryEditor
from safeharbor.ui.journal.sheet import margin_for
from safeharbor.ui.journal.top_row import fit_back
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.words import Words

_TOOLS = 64
"""The room at the top that belongs to the window's tools and to the way back."""


class EntryPane(QWidget):
    """One entry, or none."""

    left = Signal()
    """Back to the list, where the list is a page of its own."""
    new_wanted = Signal()

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        bridge: Bridge,
        clock: Clock,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._alone = False
        self._showing = False
        self.back = Button(look, icons, self, kind=Kind.TOOL, height=36)
        self.back.dress(self.tr("Entries"), icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.editor = EntryEditor(look, icons, journal, bridge, clock, self)
        self.words = Words(look, "", Type.READING, self)
        self.write = Button(look, icons, self, kind=Kind.PRIMARY, height=40)
        self.write.dress(self.tr("Write something"))
        self.write.clicked.connect(self.new_wanted)
        self.notice = Notice(look, icons, self)
        self._fill()
        self.say_empty(nothing_yet=False)
        look.changed.connect(self.arrange)

    @property
    def showing(self) -> bool:
        """Whether an entry is shown."""
        return self._showing

    def show_entry(self, *, showing: bool) -> None:
        """Show the editor, or the sentence."""
        self._showing = showing
        self.arrange()

    def say_empty(self, *, nothing_yet: bool) -> None:
        """Say it for a journal without entries, or for one with some."""
        first = self.tr("Nothing here yet. A line is enough to begin.")
        self.words.say(first if nothing_yet else self.tr("A page is ready when you are."))

    def stand_alone(self, *, alone: bool) -> None:
        """It is a page of its own now, with a way back to the list."""
        self._alone = alone
        self.arrange()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        inside = self.editor.stops() if self._showing else [self.write]
        return [*([self.back] if self._alone else []), *inside, *self.notice.stops()]

    def arrange(self) -> None:
        """Give everything its room."""
        px, free = self._look.px, self._look.free_room
        self.back.setVisible(self._alone)
        self.editor.setVisible(self._showing)
        self._empty.setVisible(not self._showing)
        margin = margin_for(self._look, self.width())
        start = max(margin - px(13) - free, px(8))
        fit_back(self, self.back, start)
        size = self.back.sizeHint()
        row = QRect(start, px(16) - free, *size.toTuple())
        direction: Qt.LayoutDirection = self.layoutDirection()
        self.back.setGeometry(mirrored(direction, self.rect(), row))
        self._column.setContentsMargins(0, px(_TOOLS), 0, 0)
        side = margin - free
        self._foot.setContentsMargins(side, 0, side, px(16))
        self._page.setContentsMargins(side, px(24), side, 0)
        self._page.setSpacing(px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _fill(self) -> None:
        self._empty = QWidget(self)
        self._page = QVBoxLayout(self._empty)
        self._page.addWidget(self.words)
        self._page.addWidget(self.write)
        self._page.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.notice)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.editor, 1)
        self._column.addWidget(self._empty, 1)
        self._column.addLayout(self._foot)
