"""The trash: what was thrown away, for 30 days, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import TRASH_DAYS, Changes, EntrySummary
from safeharbor.services.journal import JournalService, PageRequest
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.entry_list import EntryList
from safeharbor.ui.journal.model import EntryModel
from safeharbor.ui.journal.pane import Pane
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.journal.rows import RowDelegate, in_words
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.words import Words

ORIGIN = "trash"


class TrashPane(Pane):
    """What is in the trash. Choosing a row says what can be done with it."""

    restored = Signal(object)
    """The UUID of the entry that is back."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        bridge: Bridge,
        today: Callable[[], dt.date],
        parent: QWidget,
    ) -> None:
        super().__init__(look, icons, parent, back="", width=680)
        self.back.dress(self.tr("Journal"), icon="arrow-left")
        self._journal = journal
        self._bridge = bridge
        self._today = today
        self._chosen: UUID | None = None
        self._sure = False
        self._titles = True
        self.title = Words(look, self.tr("Trash"), Type.TITLE, self)
        self.about = Words(look, "", Type.BODY, self, color="muted")
        self.model = EntryModel(
            journal, bridge, self._describe, today, self, request=PageRequest(trashed=True)
        )
        self.delegate = RowDelegate(look, icons, today, self)
        self.rows = EntryList(look, self.model, self.delegate, self)
        self.rows.setAccessibleName(self.tr("Entries in the trash"))
        self.restore = Button(look, icons, self, height=40)
        self.restore.dress(self.tr("Restore"), icon="undo-2")
        self.delete_button = QuietButton(
            look, icons, self, color="danger", weight=500, kind=Type.BUTTON
        )
        self.delete_button.dress(self.tr("Delete for good"), icon="trash-2")
        self.notice = Notice(look, icons, self)
        self.model.filled.connect(self._on_filled)
        self.model.failed.connect(self.notice.say_error)
        self.rows.opened.connect(self._choose)
        self.rows.thrown.connect(self._on_thrown)
        self.restore.clicked.connect(self._restore)
        self.delete_button.clicked.connect(self._ask_first)
        self.notice.acted.connect(self._destroy)
        self._fill()

    def start(self, *, titles: bool) -> None:
        """List what is in the trash now."""
        self._titles = self.delegate.titles = titles
        self._choose(None)
        self.notice.clear()
        self.model.show()

    def arrange(self) -> None:
        """Keep the room between the parts."""
        super().arrange()
        self.column.setSpacing(self._look.px(12))
        self._buttons.set_gaps(self._look.px(12), self._look.px(4))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        buttons = [self.restore, self.delete_button]
        return [self.back, *buttons, *self.notice.stops(), self.rows]

    def _fill(self) -> None:
        holder = QWidget(self)
        self._buttons = Flow(holder)
        self._buttons.addWidget(self.restore)
        self._buttons.addWidget(self.delete_button)
        self.column.addWidget(self.title)
        self.column.addWidget(self.about)
        self.column.addWidget(holder)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.rows, 1)

    def _describe(self, summary: EntrySummary) -> str:
        return in_words(summary, self._today(), titles=self._titles)

    def _on_filled(self) -> None:
        empty = not self.model.rows
        #: %1 is a number of days.
        stays = self.tr("What is here can come back for %1 days. After that it is deleted.")
        words = self.tr("Nothing is in the trash.") if empty else stays
        self.about.say(words.replace("%1", str(TRASH_DAYS)))
        self.rows.setVisible(not empty)
        for button in (self.restore, self.delete_button):
            button.setVisible(not empty)
        if self._chosen is None and not empty:
            self._choose(self.model.rows[0].id)

    def _choose(self, entry_id: UUID | None) -> None:
        self._chosen = entry_id
        self._sure = False
        self.rows.choose(entry_id)
        for button in (self.restore, self.delete_button):
            button.setEnabled(entry_id is not None)

    def _restore(self) -> None:
        if self._chosen is not None:
            entry_id = self._chosen
            self._do(
                lambda: self._journal.restore(entry_id, ORIGIN),
                lambda _: self.restored.emit(entry_id),
            )

    def _on_thrown(self, entry_id: UUID) -> None:
        self._choose(entry_id)
        self._ask_first()

    def _ask_first(self) -> None:
        self._sure = self._chosen is not None
        if self._sure:
            words = self.tr("This entry and its earlier versions go for good and cannot come back.")
            self.notice.say(words, self.tr("Delete"))

    def _destroy(self) -> None:
        if self._chosen is not None and self._sure:
            entry_id = self._chosen
            self._do(lambda: self._journal.purge(entry_id, ORIGIN), lambda _: None)

    def _do(self, start: Callable[[], Future[Changes]], then: Callable[[Changes], None]) -> None:
        def ok(changes: Changes) -> None:
            self.notice.clear()
            self._choose(None)
            then(changes)
            self.model.refresh()

        ask(self._bridge, self, start, ok, self.notice.say_error)
