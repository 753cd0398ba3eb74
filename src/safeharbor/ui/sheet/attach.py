"""Chooses the entry of the journal that a sheet belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import EntrySummary
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.entry_list import EntryList
from safeharbor.ui.journal.model import EntryModel
from safeharbor.ui.journal.pane import Pane
from safeharbor.ui.journal.rows import RowDelegate, in_words
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.words import Words


class AttachPane(Pane):
    """The entries, newest first; choosing one is all there is to do."""

    chosen = Signal(object)
    """The UUID of an entry, or None to belong to none."""

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
        self.back.dress(self.tr("Back to the sheet"), icon="arrow-left")
        self._today = today
        self._titles = True
        self.about = Words(look, "", Type.BODY, self, color="muted")
        self.loose = Button(look, icons, self, height=40)
        self.loose.dress(self.tr("Attach it to no entry"))
        self.loose.setAccessibleIdentifier("sheet.detach")
        self.loose.clicked.connect(lambda: self.chosen.emit(None))
        self.model = EntryModel(journal, bridge, self._describe, today, self)
        self.delegate = RowDelegate(look, icons, today, self)
        self.rows = EntryList(look, self.model, self.delegate, self)
        self.rows.setAccessibleName(self.tr("Entries"))
        self.notice = Notice(look, icons, self)
        self.model.filled.connect(self._on_filled)
        self.model.failed.connect(self.notice.say_error)
        self.rows.opened.connect(self.chosen)
        self._loose = ButtonRow(look, self, self.loose)
        self.column.addWidget(Words(look, self.tr("Attach to an entry"), Type.TITLE, self))
        for part in (self.about, self._loose, self.notice):
            self.column.addWidget(part)
        self.column.addWidget(self.rows, 1)
        self.column.addStretch()

    def start(self, entry_id: UUID | None, *, titles: bool) -> None:
        """List the entries; ``entry_id`` is the one it is attached to now."""
        self._titles = self.delegate.titles = titles
        self._loose.setVisible(entry_id is not None)
        self.notice.clear()
        self.rows.choose(entry_id)
        self.model.show()

    def arrange(self) -> None:
        """Keep the room between the parts."""
        super().arrange()
        self.column.setSpacing(self._look.px(12))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.back, self.loose, *self.notice.stops(), self.rows]

    def _describe(self, summary: EntrySummary) -> str:
        return in_words(summary, self._today(), titles=self._titles)

    def _on_filled(self) -> None:
        empty = not self.model.rows
        some = self.tr("Choose the entry. The sheet then shows below it.")
        self.about.say(self.tr("There are no entries yet.") if empty else some)
        self.rows.setVisible(not empty)
        if self.isVisible():
            first = self.back if empty else self.rows
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
