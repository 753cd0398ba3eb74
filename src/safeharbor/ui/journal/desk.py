"""Which entry lies on the desk: opening, beginning, throwing away, each after a safe save.

What lies there is kept before anything takes its place. If keeping it fails it stays, because
nothing else holds what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.entry import Changes, Entry, Mood
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.editor import EntryEditor

T = TypeVar("T")

ORIGIN: Final = "desk"


class Desk(QObject):
    """Moves entries to and from the one editor."""

    shown = Signal(object)
    """The UUID of the entry that lies there now, or None."""
    trashed = Signal(object)
    """The UUID of the entry that went into the trash."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self, journal: JournalService, bridge: Bridge, editor: EntryEditor, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._bridge = bridge
        self._editor = editor
        self._next: Callable[[], None] | None = None
        editor.kept.connect(self._on_kept)
        editor.keeper.failed.connect(self._on_not_kept)
        editor.gone.connect(self._on_gone)

    @property
    def entry_id(self) -> UUID | None:
        """The entry that lies there."""
        held = self._editor.held
        return held.entry_id if held else None

    def when_kept(self, act: Callable[[], None]) -> None:
        """Do ``act`` as soon as what was written is durable; a later wish takes its place."""
        self._next = act
        if self._editor.unsaved:
            self._editor.hurry()
        if not self._editor.unsaved:
            self._go_on()

    def take_up(self, entry_id: UUID, then: Callable[[], None] | None = None) -> None:
        """Put an entry on the desk, and do ``then``."""
        if entry_id == self.entry_id:
            self._shown(then)
            return
        self.when_kept(lambda: self._fetch(entry_id, then))

    def begin(
        self, mood: Mood | None = None, first: str = "", tag: str = "", *, kept: bool = False
    ) -> None:
        """Put a new page on the desk, with a tide, a first line and a tag, or none of them.

        What is typed before it lies there goes onto it.
        """
        self._editor.field.hold_keys()

        def act() -> None:
            self._leave()
            self._editor.begin(mood, first, tag, kept=kept)
            self.shown.emit(self.entry_id)

        self.when_kept(act)

    def clear(self) -> None:
        """Leave the desk empty."""

        def act() -> None:
            self._leave()
            self._editor.close_entry()
            self.shown.emit(None)

        self.when_kept(act)

    def trash(self, entry_id: UUID | None = None) -> None:
        """Throw an entry away, the one that lies there or another; it can come back for 30 days."""
        here = self.entry_id
        wanted = entry_id or here
        if wanted is None:
            return
        if wanted == here:
            self.when_kept(lambda: self._trash(wanted))
        else:
            self._do(
                lambda: self._journal.trash(wanted, ORIGIN), lambda _: self.trashed.emit(wanted)
            )

    def restore(self, entry_id: UUID) -> None:
        """Bring an entry back from the trash onto the desk."""
        self._do(lambda: self._journal.restore(entry_id, ORIGIN), lambda _: self.take_up(entry_id))

    def _trash(self, entry_id: UUID) -> None:
        if self._editor.keeper.base is None:
            # It was never written, so there is nothing to throw away.
            self.clear()
            return

        def gone(_changes: Changes) -> None:
            self._editor.close_entry()
            self.shown.emit(None)
            self.trashed.emit(entry_id)

        self._do(lambda: self._journal.trash(entry_id, ORIGIN), gone)

    def _fetch(self, entry_id: UUID, then: Callable[[], None] | None) -> None:
        def found(entry: Entry) -> None:
            # Something may have been written while the entry was on its way.
            if self._editor.unsaved:
                self.when_kept(lambda: found(entry))
                return
            self._leave()
            self._editor.show_entry(entry)
            self._shown(then)

        self._do(lambda: self._journal.get(entry_id), found)

    def _leave(self) -> None:
        """The writer left the entry: its sitting ends and the index follows."""
        entry_id = self.entry_id
        if entry_id is not None and self._editor.keeper.base is not None:
            self._do(lambda: self._journal.close_sitting(entry_id), lambda _: None)

    def _shown(self, then: Callable[[], None] | None) -> None:
        self.shown.emit(self.entry_id)
        if then is not None:
            then()

    def _do(self, start: Callable[[], Future[T]], ok: Callable[[T], None]) -> None:
        ask(self._bridge, self, start, ok, self.failed.emit)

    def _on_gone(self, in_trash: object) -> None:
        """It went elsewhere, into the trash or for good."""
        entry_id = self.entry_id
        self._editor.close_entry()
        self.shown.emit(None)
        if in_trash:
            self.trashed.emit(entry_id)

    def _on_kept(self) -> None:
        if not self._editor.unsaved:
            self._go_on()

    def _on_not_kept(self) -> None:
        self._next = None
        self._editor.field.let_keys_go()

    def _go_on(self) -> None:
        act, self._next = self._next, None
        if act is not None:
            act()
        self._editor.field.let_keys_go()
