"""The page of everything that was filled in: one field to look for a name, and the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import TRASH_DAYS
from safeharbor.services.sheets import SheetService
from safeharbor.ui.announce import announce
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.line_field import LineField
from safeharbor.ui.journal.pane import Pane
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.worksheets.desk import ShelfDesk
from safeharbor.ui.worksheets.model import SheetModel, Today
from safeharbor.ui.worksheets.rows import SheetList, SheetRows

_PAUSE_MS: Final = 120
"""A word is looked for when the typing rests this long."""


class FilledPane(Pane):
    """The page."""

    opened = Signal(object)
    """The UUID of the sheet to open, or of the one that was chosen."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        sheets: SheetService,
        bridge: Bridge,
        desk: ShelfDesk,
        today: Today,
        parent: QWidget,
        *,
        titles: Callable[[], bool],
    ) -> None:
        """An empty list; ``start`` fills it.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            sheets: where pages come from.
            bridge: brings them to this thread.
            desk: throws away.
            today: the day.
            parent: the screen.
            titles: whether names may be seen in lists.
        """
        super().__init__(look, icons, parent, back="", width=680)
        self.back.setAccessibleIdentifier("filled.back")
        self._titles = titles
        self._desk = desk
        self._thrown: UUID | None = None
        self.title = Words(look, "", Type.TITLE, self)
        self.model = SheetModel(sheets, bridge, today, self)
        self.delegate = SheetRows(look, today, self)
        self.field = LineField(look, icons, self, height=44, icon="search")
        self.field.setAccessibleIdentifier("filled.search")
        self.field.setAccessibleName(self.tr("Look for a sheet by its name"))
        self.field.setPlaceholderText(self.tr("Look for a name"))
        self.said = Words(look, "", Type.BODY, self, color="muted")
        self.rows = SheetList(look, self.model, self.delegate, self)
        self.rows.setAccessibleName(self.tr("Filled-in sheets, newest first"))
        self.notice = Notice(look, icons, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        for part in (self.title, self.field, self.notice, self.said):
            self.column.addWidget(part)
        self.column.addWidget(self.rows, 1)
        self.choose_one(choosing=False)
        self._connect()

    def start(self) -> None:
        """List what is there now; what was looked for before is still in the field."""
        self.model.titles = self.delegate.titles = self._titles()
        self.model.begin()

    def choose_one(self, *, choosing: bool) -> None:
        """Whether a sheet is to be chosen here, or opened as usual."""
        #: A list of worksheets of which one is to be chosen for an entry of the journal.
        words = self.tr("Choose a sheet to attach") if choosing else self.tr("Filled in")
        self.title.say(words)
        self.back.dress(
            self.tr("Journal") if choosing else self.tr("Worksheets"), icon="arrow-left"
        )

    def take_keys(self) -> None:
        """The list has them, from the row where they were."""
        target = self.rows if self.model.rows else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        """Keep the room between the parts."""
        super().arrange()
        self.column.setSpacing(self._look.px(12))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.back, self.field, self.field.cross, *self.notice.stops(), self.rows]

    def _connect(self) -> None:
        self.model.filled.connect(self._on_filled)
        self.model.failed.connect(self.notice.say_error)
        self.field.textChanged.connect(lambda _: self._timer.start())
        self.field.returnPressed.connect(self._into_list)
        self.field.walked.connect(lambda step: self._into_list() if step > 0 else None)
        self._timer.timeout.connect(self._search)
        self.rows.opened.connect(self.opened)
        self.rows.thrown.connect(self._throw_away)
        self.notice.acted.connect(self._take_back)
        self.rows.left_up.connect(self._to_field)

    def _throw_away(self, form_id: UUID) -> None:
        def gone() -> None:
            self._thrown = form_id
            #: %1 is a number of days.
            words = self.tr("The sheet is in the trash for %1 days.")
            self.notice.say(words.replace("%1", str(TRASH_DAYS)), self.tr("Undo"))
            self.start()

        self._desk.throw_away(form_id, gone)

    def _take_back(self) -> None:
        self.notice.clear()
        form_id, self._thrown = self._thrown, None
        if form_id is not None:
            self._desk.bring_back(form_id, self.start)
            self.take_keys()

    def _search(self) -> None:
        self._timer.stop()
        self.model.look_for(self.field.text())

    def _on_filled(self) -> None:
        rows, word = self.model.rows, self.model.word
        words = ""
        if not rows and self.model.settled:
            words = self.tr("No name has this in it.") if word else self.tr("Nothing is here yet.")
        if words and words != self.said.words and self.isVisible():
            announce(self, words)
        self.said.say(words)
        self.said.setVisible(bool(words))
        self.rows.setVisible(bool(rows))
        if rows and self.field.hasFocus() and not self.field.text():
            # The list has the keys as soon as there is one.
            self.take_keys()

    def _into_list(self) -> None:
        self._search()
        if self.model.rowCount():
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)
            self.rows.selectionModel().setCurrentIndex(
                self.model.index(0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
