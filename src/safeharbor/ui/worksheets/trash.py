"""What was thrown away: filled sheets and sheets of one's own, for 30 days, and the way back."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.entry import TRASH_DAYS
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.shelf_row import ChangeButton
from safeharbor.ui.widgets.stack import Stack, Workbench
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.worksheets.desk import Trashed
from safeharbor.ui.worksheets.talk import day_word, name_of

_ROW: Final = 6


class TrashPage(Stack):
    """The page. Deleting for good is asked once, in the same row."""

    restore = Signal(object)
    """What is to come back: the UUID of a filled sheet, or the id of one's own."""
    asked = Signal(object)
    """Somebody wants to delete this for good and is asked, or is no longer."""
    delete = Signal(object)
    """This is to be deleted for good."""
    more = Signal()

    def __init__(
        self,
        bench: Workbench,
        trash: Trashed,
        today: dt.date,
        *,
        titles: bool,
        asking: UUID | str | None = None,
    ) -> None:
        """The page.

        Args:
            bench: what to make it with.
            trash: what is in it.
            today: the day.
            titles: whether names of what was filled in may be seen.
            asking: what somebody is asked about.
        """
        super().__init__(bench)
        self._asking = asking
        self.words(self.tr("Trash"), Type.TITLE)
        self.gap(4)
        self.words(self._about(trash), Type.READING, color="muted")
        self.gap(16)
        for summary in trash.filled:
            name = name_of(summary, today, titles=titles)
            self._row(summary.id, name, day_word(summary.moment.local_date, today))
        for sheet in trash.own:
            #: What stands below the name of a worksheet that somebody has made.
            kind = self.tr("A sheet of your own")
            self._row(sheet.id, sheet.title or self.tr("Without a name"), kind)
        if trash.filled or trash.own:
            self.rule()
        if trash.more:
            self.gap(12)
            #: Shows what else is in the trash.
            self.beside(self.link("trash.more", self.tr("More"), self.more.emit))
        self.gap(32)
        self.column.addStretch(1)

    def _about(self, trash: Trashed) -> str:
        if trash.loaded and not (trash.filled or trash.own):
            return self.tr("Nothing is in the trash.")
        #: %1 is a number of days.
        stays = self.tr("What is here can come back for %1 days. After that it is deleted.")
        return stays.replace("%1", str(TRASH_DAYS))

    def _row(self, what: UUID | str, name: str, fact: str) -> None:
        look, tight = self.bench.look, self.bench.room is Room.TIGHT
        self.rule()
        says = QVBoxLayout()
        says.setSpacing(0)
        says.setContentsMargins(0, look.free_room + look.px(_ROW), 0, look.px(_ROW))
        says.addWidget(Words(look, name, Type.BUTTON))
        says.addWidget(Words(look, fact, Type.SMALL, color="muted"))
        row = QWidget(self)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        line = QBoxLayout(down if tight else across, row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(says, 1)
        key = what if isinstance(what, str) else what.hex
        restore = self._word(row, self.tr("Restore"))
        self.named(restore, f"trash.{key}.restore", partial(self.restore.emit, what))
        #: %1 is the name of a worksheet.
        restore.setAccessibleName(self.tr("Restore %1").replace("%1", name))
        delete = self._word(row, self.tr("Delete for good"))
        self.named(delete, f"trash.{key}.delete", partial(self.asked.emit, what))
        #: %1 is the name of a worksheet.
        delete.setAccessibleName(self.tr("Delete %1 for good").replace("%1", name))
        side = Qt.AlignmentFlag.AlignLeading if tight else Qt.AlignmentFlag.AlignTop
        for button in (restore, delete):
            line.addWidget(button, 0, side)
        self.part(row, [restore, delete])
        if what == self._asking:
            self._add_question(what, key)

    def _word(self, row: QWidget, word: str) -> ChangeButton:
        bench = self.bench
        button = ChangeButton(bench.look, bench.icons, row, kind=Kind.TOOL, height=32)
        button.dress(word)
        button.stand_at_start(at_start=bench.room is Room.TIGHT)
        return button

    def _add_question(self, what: UUID | str, key: str) -> None:
        """One sentence, and both answers below it."""
        words = self.tr("It goes for good, with its earlier versions, and cannot come back.")
        if isinstance(what, str):
            words = self.tr("It goes for good. What you filled in from it stays as it is.")
        self.words(words)
        self.gap(8)
        yes = self.button(f"trash.{key}.yes", self.tr("Delete"), partial(self.delete.emit, what))
        #: Leaves something in the trash.
        no = self.button(
            f"trash.{key}.no", self.tr("Leave it here"), partial(self.asked.emit, None)
        )
        self.beside(yes, no)
        self.gap(12)
