"""What is true of the open entry besides its words: day, tide, tags, star.

It shows them in the head and takes the changes made there; saving them is the editor's part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from safeharbor.domain.entry import Entry, Mood
from safeharbor.domain.moment import Moment
from safeharbor.services.journal import JournalService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.journal.head import Head


@dataclass(frozen=True, slots=True)
class Held:
    """What the editor knows of its entry besides title and text."""

    entry_id: UUID
    moment: Moment
    tags: tuple[str, ...] = ()
    mood: Mood | None = None
    starred: bool = False

    @classmethod
    def of(cls, entry: Entry) -> Held:
        """The facts of an entry of the vault."""
        content = entry.content
        return cls(entry.id, entry.moment, content.tags, content.mood, content.starred)


class Facts(QObject):
    """The facts of one entry at a time."""

    changed = Signal()
    """A fact was changed by hand."""

    def __init__(
        self,
        journal: JournalService,
        bridge: Bridge,
        head: Head,
        today: Callable[[], dt.date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._bridge = bridge
        self._head = head
        self._today = today
        self.held: Held | None = None
        self._fresh: Moment | None = None
        head.calendar.chosen.connect(self._move)
        head.tides.chosen.connect(self._set_mood)
        head.tags.added.connect(self._add_tag)
        head.meta.tag_removed.connect(self._remove_tag)
        head.meta.star_pressed.connect(self._star)
        head.more.star.clicked.connect(self._star)
        head.meta.tag_pressed.connect(self._learn_tags)

    def begin(self, held: Held) -> None:
        """Show the facts of an entry that nobody has written anything into yet."""
        self.show(held)
        self._fresh = held.moment

    def first_word(self, now: Moment) -> None:
        """An entry is of the moment of its first word, however long its page lay open."""
        fresh, self._fresh = self._fresh, None
        if fresh is not None and self.held is not None and self.held.moment == fresh:
            self.show(replace(self.held, moment=now))

    def show(self, held: Held | None) -> None:
        """Show the facts of another entry, or of none."""
        if held is None or self.held is None or held.entry_id != self.held.entry_id:
            self._fresh = None
        self.held = held
        if held is None:
            return
        meta = self._head.meta
        meta.show_moment(held.moment, self._today())
        meta.show_mood(held.mood)
        meta.show_tags(held.tags)
        meta.show_star(starred=held.starred)
        self._head.more.show_star(starred=held.starred)
        self._head.tides.show_mood(held.mood)
        self._head.calendar.show_day(held.moment.local_date)
        self._head.tags.take(held.tags)

    def turn_day(self) -> None:
        """Another day is today: a day in words may need its year."""
        self.show(self.held)
        self._head.calendar.grid.viewport().update()

    def _change(self, held: Held) -> None:
        self.show(held)
        self.changed.emit()

    def _star(self) -> None:
        if self.held is not None:
            self._change(replace(self.held, starred=not self.held.starred))

    def _set_mood(self, mood: Mood | None) -> None:
        if self.held is not None:
            self._change(replace(self.held, mood=mood))

    def _move(self, day: dt.date) -> None:
        if self.held is not None:
            self._change(replace(self.held, moment=self.held.moment.on(day)))
            self._head.close_drawer()

    def _add_tag(self, tag: str) -> None:
        if self.held is not None and tag not in self.held.tags:
            self._change(replace(self.held, tags=(*self.held.tags, tag)))

    def _remove_tag(self, tag: str) -> None:
        if self.held is not None:
            left = tuple(each for each in self.held.tags if each != tag)
            self._change(replace(self.held, tags=left))
            self._head.after_tag().setFocus(Qt.FocusReason.OtherFocusReason)

    def _learn_tags(self) -> None:
        ask(self._bridge, self, self._journal.tags, self._head.tags.know)
