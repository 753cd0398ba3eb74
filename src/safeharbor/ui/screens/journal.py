"""The journal: what happens between its list, its text, its search, its trash and old versions.

What is written is kept by itself; another entry opens as soon as what was written is durable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import TRASH_DAYS, Changes, Mood, Snapshot
from safeharbor.domain.guide import parts_of
from safeharbor.domain.moment import Clock
from safeharbor.services.autosave import SaveState
from safeharbor.services.journal import JournalService
from safeharbor.services.search import FormHit, Found, SearchService
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask, ignore
from safeharbor.ui.journal.day_turn import DayTurn
from safeharbor.ui.journal.desk import Desk
from safeharbor.ui.journal.enough import Enough
from safeharbor.ui.journal.hits import STEP
from safeharbor.ui.journal.places import to_qt
from safeharbor.ui.journal.stage import Stage, View
from safeharbor.ui.keeper import ORIGIN
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look
from safeharbor.ui.titles_shown import titles_shown
from safeharbor.ui.wishes import NewEntry, OpenEntry, OpenSheet, OpenStep

GUIDE_STEP: Final = "guide_step"
JOURNAL: Final = "journal"
WORKSHEET: Final = "worksheet"


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """Where somebody was, to come back to after a lock. It stays in memory."""

    view: View
    entry_id: UUID | None
    caret: int
    scroll: int


class JournalScreen(Screen):
    """The journal. A lock asks it for ``snapshot``."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        search: SearchService,
        bridge: Bridge,
        preferences: Preferences,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """The list, and no entry yet.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            journal: the entries.
            search: finds them by their words.
            bridge: brings results to this thread.
            preferences: whether titles are shown.
            clock: what day it is, and when to save.
            parent: the window.
        """
        super().__init__(parent)
        self._journal = journal
        self._bridge = bridge
        self._preferences = preferences
        self._trashed: UUID | None = None
        self.setAccessibleName(self.tr("Journal"))
        self.stage = Stage(look, icons, journal, search, bridge, clock, self, titles=self._titles)
        self.editor = self.stage.entry.editor
        self.desk = Desk(journal, bridge, self.editor, self)
        self.enough = Enough(self.stage.entry.notice, lambda: self.editor.unsaved, self)
        self.days = DayTurn(clock, self)
        self._connect()
        self.stage.list.start()
        # Whether it worked is of no use to anybody; the next time does it again.
        ask(bridge, self, journal.purge_expired, ignore)

    @property
    def save_state(self) -> SaveState:
        """What the chip says now."""
        return self.editor.keeper.state

    def keepsake(self) -> JournalPlace:
        """The page, the entry, the caret and the scroll."""
        view = View.LIST if self.stage.view is View.LIST else View.ENTRY
        field = self.editor.field
        return JournalPlace(view, self.desk.entry_id, field.caret(), field.bar.value())

    def come_back(self, keepsake: object) -> None:
        """Go where somebody was before a lock."""
        if not isinstance(keepsake, JournalPlace) or keepsake.entry_id is None:
            return
        place, entry_id = keepsake, keepsake.entry_id

        def there() -> None:
            self.stage.show_view(place.view)
            self.stage.list.rows.reveal(entry_id)
            field = self.editor.field
            field.set_caret(place.caret)
            field.bar.setValue(place.scroll)
            if place.view is View.ENTRY:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

        self.desk.take_up(entry_id, there)

    def asked(self, wish: object) -> None:
        """A new entry, or a certain one."""
        if isinstance(wish, NewEntry):
            self.write(wish.mood, wish.first, wish.tag, kept=wish.kept)
            self.enough.begin(wish.minutes, wish.last)
        elif isinstance(wish, OpenEntry):
            self.open_entry(wish.entry_id)

    def write(
        self, mood: Mood | None = None, first: str = "", tag: str = "", *, kept: bool = False
    ) -> None:
        """Begin a new entry, with a tide, a first line and a tag, or none of them."""
        self.enough.forget()
        self.desk.begin(mood, first, tag, kept=kept)
        self._to_text()

    def open_entry(self, entry_id: UUID) -> None:
        """Open an entry."""
        self.enough.forget()
        self.desk.take_up(entry_id, self._to_text)

    def snapshot(self) -> Snapshot | None:
        """What is on the page and not durable yet; it only reads."""
        return self.editor.snapshot()

    def entered(self) -> None:
        """The text has the keys while there is one, else the list."""
        self.stage.list.show_titles(titles=self._titles)
        self.saving.emit(self.save_state)
        if self.stage.view is View.ENTRY and self.stage.entry.showing:
            self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stage.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """What was written is kept at once."""
        self.enough.forget()
        self.editor.hurry()

    def escape(self) -> None:
        """Close what is open over the text, then go back page by page."""
        view = self.stage.view
        if self.editor.isVisible() and self.editor.escape():
            return
        if view in {View.SEARCH, View.TRASH} or (view is View.ENTRY and self.stage.narrow):
            self._to_list()
        elif view is View.VERSIONS:
            self._to_text()
        else:
            self.back.emit()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.stage.stops()

    def arrange(self) -> None:
        """Fill the room."""
        self.stage.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    @property
    def _titles(self) -> bool:
        return titles_shown(self._preferences)

    def _connect(self) -> None:
        stage, editor, desk = self.stage, self.editor, self.desk
        stage.list.opened.connect(self.open_entry)
        stage.list.new_wanted.connect(lambda: self.write())
        stage.list.search_wanted.connect(lambda: stage.search(titles=self._titles))
        stage.list.thrown.connect(desk.trash)
        stage.list.undo_wanted.connect(self._take_back)
        stage.list.trash_wanted.connect(lambda: stage.open_trash(titles=self._titles))
        stage.list.model.filled.connect(
            lambda: stage.entry.say_empty(nothing_yet=not stage.list.model.rows)
        )
        stage.list.model.failed.connect(stage.entry.notice.say_error)
        stage.entry.new_wanted.connect(lambda: self.write())
        for notice in (stage.entry.notice, stage.list.notice):
            notice.acted.connect(self._take_back)
        for pane in (stage.entry, stage.found, stage.trash):
            pane.left.connect(self._to_list)
        stage.versions.left.connect(self._to_text)
        stage.versions.restored.connect(lambda _: self._to_text())
        stage.versions.failed.connect(stage.entry.notice.say_error)
        stage.found.opened.connect(self._open_hit)
        stage.trash.restored.connect(self.open_entry)
        editor.saving.connect(self.saving)
        editor.kept.connect(self._on_kept)
        editor.versions_wanted.connect(lambda: desk.when_kept(stage.compare))
        editor.trash_wanted.connect(desk.trash)
        self.days.turned.connect(stage.turn_day)
        desk.shown.connect(self._on_shown)
        desk.trashed.connect(self._on_trashed)
        desk.failed.connect(stage.entry.notice.say_error)
        self._bridge.changed.connect(self._on_changed)

    def _to_list(self) -> None:
        self.editor.hurry()
        self.stage.show_view(View.LIST)
        self.stage.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_text(self) -> None:
        self.stage.show_view(View.ENTRY)
        self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_hit(self, hit: Found) -> None:
        """Open what was found, an entry with the caret where it was found."""
        if isinstance(hit, FormHit):
            self._open_form(hit)
            return

        def there() -> None:
            self._to_text()
            found = hit.snippet
            if found.spans:
                start = found.start + found.spans[0][0]
                self.editor.field.set_caret(to_qt(self.editor.field.text(), start))
                self.editor.field.ensureCursorVisible()

        self.enough.forget()
        self.desk.take_up(hit.summary.id, there)

    def _open_form(self, hit: FormHit) -> None:
        """Leave for the page of a worksheet or a step; the way back leads to what was found."""
        if hit.kind == STEP:
            guide_id, step_id = parts_of(hit.template_id)
            self.ask.emit(GUIDE_STEP, OpenStep(guide_id, step_id, then=JOURNAL))
        else:
            self.ask.emit(WORKSHEET, OpenSheet(hit.id, then=JOURNAL))

    def _on_shown(self, entry_id: UUID | None) -> None:
        self.stage.entry.show_entry(showing=entry_id is not None)
        self.stage.list.rows.choose(entry_id)
        held = self.editor.held
        if held is not None:
            self.stage.entry.notice.clear()
        self.stage.list.calendar.show_day(held.moment.local_date if held else None)
        if entry_id is None and self.stage.view is View.ENTRY:
            self._to_list()

    def _on_kept(self, snapshot: Snapshot) -> None:
        """The list follows what it shows of an entry: its title, day, tide and star."""
        shown = self.stage.list.model.shows(
            snapshot.entry_id, snapshot.content, snapshot.moment.local_date
        )
        pane, day = self.stage.list, snapshot.moment.local_date
        if pane.rows.chosen != snapshot.entry_id:
            pane.rows.choose(snapshot.entry_id)
        if pane.calendar.day != day:
            pane.calendar.show_day(day)
            pane.rows.await_row(snapshot.entry_id)
        if not shown:
            pane.model.refresh()
            pane.mark_days()

    def _on_changed(self, changes: Changes) -> None:
        if changes.origin == ORIGIN:
            return
        self.stage.list.model.refresh()
        self.stage.list.mark_days()
        self.editor.take_notice(changes)

    def _on_trashed(self, entry_id: UUID) -> None:
        self._trashed = entry_id
        #: %1 is a number of days.
        words = self.tr("The entry is in the trash for %1 days.")
        self.stage.notice().say(words.replace("%1", str(TRASH_DAYS)), self.tr("Undo"))

    def _take_back(self) -> None:
        for notice in (self.stage.entry.notice, self.stage.list.notice):
            notice.clear()
        if self._trashed is not None:
            self.desk.restore(self._trashed)
            self._trashed = None
