"""The editor: one entry, its text and what is true of it, kept by itself as it is written.

It never asks whether to save. A failed save leaves the text where it is and says so in words. It
knows the services it saves to and no other screen.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.entry import Changes, Entry, EntryContent, Mood, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.facts import Facts, Held
from safeharbor.ui.journal.field import TextField
from safeharbor.ui.journal.find_bar import FindBar
from safeharbor.ui.journal.head import Head
from safeharbor.ui.journal.keeping import EntryKeeping
from safeharbor.ui.journal.overflow import Overflow
from safeharbor.ui.journal.paste import cleaned
from safeharbor.ui.journal.sheet import Sheet, margin_for
from safeharbor.ui.keeper import Keeper
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.notice import Notice


class EntryEditor(QWidget):
    """Writes one entry at a time; ``snapshot`` is what a lock asks it for."""

    saving = Signal(object)
    """The SaveState that the chip shows."""
    kept = Signal(object)
    """A commit was acknowledged; carries the Snapshot."""
    versions_wanted = Signal()
    trash_wanted = Signal()
    gone = Signal(object)
    """The entry went elsewhere while it was open; whether it is in the trash."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        journal: JournalService,
        bridge: Bridge,
        clock: Clock,
        parent: QWidget,
    ) -> None:
        """An editor without an entry.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            journal: keeps what is written.
            bridge: brings acknowledgements home.
            clock: says when to save, and what day it is.
            parent: the pane it stands in.
        """
        super().__init__(parent)
        self._look = look
        self._journal = journal
        self._bridge = bridge
        self._clock = clock
        self._wanted = False
        self._warned = False
        self.field = TextField(look, self)
        self.head = Head(look, icons, lambda: clock.now().local_date, self)
        self.sheet = Sheet(look, self.field, self.head, self)
        self.finder = FindBar(look, icons, self.field, self)
        self.notice = Notice(look, icons, self)
        self.facts = Facts(journal, bridge, self.head, lambda: clock.now().local_date, self)
        kept = EntryKeeping(journal)
        self.keeper = Keeper(kept, bridge, clock, self._take, self._take_all, self)
        self.overflow = Overflow(journal, bridge, self.notice, self)
        self.field.setAccessibleName(self.tr("Text of the entry"))
        self.field.set_hint(self.tr("Write here."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self.sheet, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.notice)
        column.addLayout(self._foot)
        self._connect()
        _bind_keys(self, self.finder)

    @property
    def held(self) -> Held | None:
        """The entry that is open."""
        return self.facts.held

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no commit has acknowledged."""
        return self.held is not None and self.keeper.unsaved

    def show_entry(self, entry: Entry) -> None:
        """Show an entry; what was open before must be kept by now."""
        self._show(Held.of(entry), entry.content, entry.head_revision)

    def begin(
        self, mood: Mood | None = None, first: str = "", tag: str = "", *, kept: bool = False
    ) -> None:
        """Show a page for a new entry of today. It exists from its first change on.

        Args:
            mood: the tide, None for none.
            first: its first line, which is nobody's writing yet.
            tag: what it is tagged with, "" for nothing.
            kept: whether ``first`` is somebody's writing all the same, and is kept at once.
        """
        tags = (tag,) if tag else ()
        held = Held(self._journal.new_entry_id(), self._clock.now(), tags, mood)
        self._show(held, EntryContent(body=f"{first}\n\n" if first else ""), None)
        self.facts.begin(held)
        if mood is not None or kept:
            self._edited(at_once=True)
        if first:
            self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_entry(self) -> None:
        """Show nothing; what was open must be kept by now."""
        self.facts.show(None)
        self.keeper.begin(None)
        self.head.title.fill("")
        self.field.fill("")

    def content(self) -> EntryContent:
        """What was written so far."""
        held = self.held
        if held is None:
            return EntryContent()
        return EntryContent(
            self.head.title.text(), self.field.text(), held.tags, held.mood, held.starred
        )

    def snapshot(self) -> Snapshot | None:
        """What would be lost if the vault closed now, with what was typed for the next page."""
        self.field.let_keys_go()
        return self.keeper.latest() if self.unsaved else None

    def hurry(self) -> None:
        """Save at once what is not saved."""
        if self.unsaved:
            self.keeper.hurry()

    def take_notice(self, changes: Changes) -> None:
        """Somebody else wrote; show it, unless something of one's own is still on its way."""
        held = self.held
        if held is None or held.entry_id not in changes.entries:
            return
        self._wanted = True
        self._reload()

    def escape(self) -> bool:
        """Close what is open over the text; False when nothing was."""
        if self.finder.isVisible():
            self.finder.close_bar()
            return True
        return self.head.close_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands around the text begins where the text begins."""
        super().resizeEvent(event)
        side = margin_for(self._look, self.width()) - self._look.free_room
        self.finder.set_sides(side)
        self._foot.setContentsMargins(side, 0, side, 0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        notice = self.notice.stops()
        return [*self.finder.stops(), *self.head.stops(), self.field, *notice]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the text or the title saves it."""
        if event.type() == QEvent.Type.FocusOut:
            self.hurry()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        head, keeper = self.head, self.keeper
        for field in (self.field, head.title):
            field.edited.connect(lambda: self._edited())
            field.installEventFilter(self)
            field.composing_ended.connect(self._reload)
        self.field.pasted.connect(self._paste)
        head.title.too_long.connect(self._paste)
        head.title.left_down.connect(lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.facts.changed.connect(lambda: self._edited(at_once=True))
        head.more.look_for.clicked.connect(lambda: self.finder.open_bar())
        head.more.versions.clicked.connect(self.versions_wanted)
        head.more.trash.clicked.connect(self.trash_wanted)
        keeper.state_changed.connect(self.saving)
        keeper.failed.connect(self._on_failed)
        keeper.kept.connect(self._on_kept)

    def _show(self, held: Held, content: EntryContent, base: UUID | None) -> None:
        self._wanted = self._warned = False
        self.overflow.forget()
        self.notice.clear()
        self.finder.hide()
        self.field.setExtraSelections([])
        self.head.hide_drawer()
        self.keeper.begin(base)
        self.head.title.fill(content.title)
        self.field.fill(content.body)
        self.facts.show(held)
        self.sheet.place()
        self.sheet.show_head()

    def _take(self, base: UUID | None) -> Snapshot:
        held = self.held
        assert held is not None
        return Snapshot(held.entry_id, base, self.content(), held.moment, self.field.caret())

    def _take_all(self, base: UUID | None) -> Snapshot:
        snapshot = self._take(base)
        title, body = self.head.title.whole_text(), self.field.whole_text()
        return replace(snapshot, content=replace(snapshot.content, title=title, body=body))

    def _edited(self, *, at_once: bool = False) -> None:
        if self.held is not None:
            self.facts.first_word(self._clock.now())
            self.keeper.edited()
            if at_once:
                self.keeper.hurry()

    def _paste(self, text: str) -> None:
        held = self.held
        if held is None:
            return
        text = cleaned(text)
        if not self.overflow.offer(text, self.field, held.moment):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(text)
            self.field.ensureCursorVisible()

    def _on_kept(self, snapshot: Snapshot) -> None:
        if self._warned:
            self._warned = False
            self.notice.clear()
        if self.held is not None and self.held.entry_id != snapshot.entry_id:
            self.facts.held = replace(self.held, entry_id=snapshot.entry_id)
        self.kept.emit(snapshot)
        self._reload()

    def _on_failed(self, error: HarborError) -> None:
        self._warned = True
        self.notice.say_error(error)

    def _reload(self) -> None:
        """Show what somebody else wrote, as soon as nothing of one's own is in between."""
        held, composing = self.held, self.field.composing or self.head.title.composing
        if not self._wanted or held is None or self.unsaved or composing:
            return
        self._wanted = False
        entry_id = held.entry_id
        ask(self._bridge, self, lambda: self._journal.get(entry_id), self._renew, self._on_lost)

    def _renew(self, entry: Entry) -> None:
        held = self.held
        if held is None or entry.id != held.entry_id or self.unsaved:
            return
        if self.field.composing or self.head.title.composing:
            self._wanted = True
            return
        if entry.trashed_utc_us is not None:
            self.gone.emit(True)  # noqa: FBT003 - what the signal carries
            return
        self.keeper.rebase(entry.head_revision)
        self.facts.show(Held.of(entry))
        self.head.title.become(entry.content.title)
        self.field.become(entry.content.body)

    def _on_lost(self, error: HarborError) -> None:
        """It was deleted for good. What is unsaved stays and becomes an entry of its own."""
        if error.code is ErrorCode.ENTRY_NOT_FOUND and self.held is not None and not self.unsaved:
            self.gone.emit(False)  # noqa: FBT003 - what the signal carries


def _bind_keys(editor: QWidget, find: FindBar) -> None:
    keys = (
        (QKeySequence(QKeySequence.StandardKey.Find), find.open_bar),
        (QKeySequence(Qt.Key.Key_F3), lambda: find.go(forward=True)),
        (
            QKeySequence(Qt.KeyboardModifier.ShiftModifier | Qt.Key.Key_F3),
            lambda: find.go(forward=False),
        ),
    )
    for key, act in keys:
        shortcut = QShortcut(key, editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
