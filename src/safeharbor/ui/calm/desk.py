"""What of the Calm page is in front, and what becomes of what is pressed there.

It knows no widget. Whoever shows the page makes it anew at ``changed``, which names what the keys
go to. What came from the vault leaves it at a lock; a pattern that was being written waits, unseen,
until the vault is open again.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.content.exercises import ExerciseCard
from safeharbor.domain.breathing import Pattern
from safeharbor.domain.exercise import Exercise
from safeharbor.domain.own_pattern import (
    LONGEST_NAME,
    Draft,
    OwnPattern,
    is_own,
    own_name,
    own_pattern,
)
from safeharbor.system.prefs import Preferences
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.calm.contents import OWN_AGREE, OWN_MAKE, OWN_UNDO, Known
from safeharbor.ui.calm.drafts import Drafts
from safeharbor.ui.calm.notes import Notes
from safeharbor.ui.calm.own import OwnPatterns, Where
from safeharbor.ui.calm.plans import Plans
from safeharbor.ui.calm.reading import Reader
from safeharbor.ui.practice_keeper import PracticeKeeper
from safeharbor.ui.session import SessionController

BREATHE: Final = "breathe"
PLAYER: Final = "exercise"


class Front(enum.Enum):
    """The pages."""

    SHELF = enum.auto()
    SET_UP = enum.auto()
    BEFORE = enum.auto()
    EDITOR = enum.auto()
    DONE = enum.auto()


class CalmDesk(QObject):
    """The state of the page; of what is kept it holds only references."""

    changed = Signal(str)
    """The page is to be made anew; carries what has the keys then, "" for what had them."""
    said = Signal(str)
    """Something for whoever does not see the page."""
    kept = Signal(str)
    """A preference was changed; carries its key."""
    failed = Signal(object)
    """Something could not be read or written; carries the HarborError."""
    ask = Signal(str, object)
    """Another screen is wanted: its route and a wish."""

    def __init__(
        self,
        session: SessionController,
        bridge: Bridge,
        preferences: Preferences,
        keeper: PracticeKeeper,
        reader: Reader,
        has_vault: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """The shelf is in front.

        Args:
            session: has the services, and says when the vault opens and closes.
            bridge: brings results to this thread.
            preferences: the plain settings.
            keeper: knows what felt worse.
            reader: reads the content.
            has_vault: whether there is a vault in this home.
            parent: what it lives in.
        """
        super().__init__(parent)
        self.plans = Plans(preferences, self.kept.emit)
        self.own = OwnPatterns(session, bridge, preferences, self)
        self.notes = Notes(session, bridge, self)
        self.keeper, self.reader = keeper, reader
        self._has_vault = has_vault
        self.front = Front.SHELF
        self.exercise = ""
        self.cards: dict[str, ExerciseCard] = {}
        self.drafts = Drafts()
        self.asking: OwnPattern | None = None
        self._from = Front.SHELF
        for signal in (self.own.failed, self.notes.failed):
            signal.connect(self.failed)
        self.own.changed.connect(lambda: self._renew(Front.SHELF))
        keeper.changed.connect(lambda: self._renew(Front.SHELF))
        self.notes.changed.connect(lambda: self._renew(Front.DONE))
        session.ready.connect(lambda _: self._renew(Front.SHELF))
        session.locking.connect(self._on_locking)
        session.unlocked.connect(lambda _: self._on_unlocked())
        self.read()

    @property
    def known(self) -> Known:
        """What the shelf is made of."""
        lost = len(self.reader.ids) - len(self.cards)
        sunk, vault = self.keeper.sunk, self._has_vault()
        return Known(self.cards, lost, sunk, self.own, self.asking, vault, self.plans)

    @property
    def mine(self) -> OwnPattern | None:
        """The pattern of one's own that the page is about, None where it is about none."""
        return self.own.find(self.exercise)

    @property
    def pattern(self) -> Pattern | None:
        """What would be breathed; None in an exercise with a script."""
        return self.plans.pattern(self.exercise, self.mine)

    def read(self) -> None:
        """Read the shelf."""
        self.cards = self.reader.cards()

    def title_of(self, exercise: str) -> str:
        """What an exercise is called, also one that is gone."""
        mine = self.own.find(exercise)
        if mine is not None:
            return mine.name
        if exercise in self.cards:
            return self.cards[exercise].title
        return self.tr("A pattern of your own") if is_own(exercise) else self.tr("An exercise")

    def start(self, exercise: str) -> None:
        """Begin as it was chosen last, or ask how strong it is before."""
        self.exercise = exercise
        if self.pattern is not None and self.plans.ask_before:
            self._from, self.front = self.front, Front.BEFORE
            self.changed.emit("calm.begin")
        else:
            self.begin()

    def begin(self, before: int | None = None) -> None:
        """Ask for the screen that plays it."""
        pattern = self.pattern
        if self.front is Front.BEFORE:
            self.front = self._from
            self.changed.emit("")
        if pattern is not None:
            self.ask.emit(BREATHE, self.plans.breathe(pattern, before))
            return
        known = self.reader.known(self.exercise)
        if known is not None:
            self.ask.emit(PLAYER, self.plans.play(known))
        else:
            # It was damaged since the shelf was read: now it is left out there.
            self.read()
            self.front = Front.SHELF
            self.changed.emit("calm.now")

    def change(self, exercise: str) -> None:
        """Show what can be chosen about an exercise."""
        self.exercise, self.front = exercise, Front.SET_UP
        if self.pattern is None and self.script is None:
            self.begin()
            return
        self.changed.emit("calm.begin")

    @property
    def script(self) -> Exercise | None:
        """The exercise with a script that the page is about, None where it cannot be read."""
        return self.reader.known(self.exercise) if self.pattern is None else None

    def vary(self, pattern: Pattern) -> None:
        """Breathe another form of the pattern."""
        self.plans.choose_pattern(pattern)
        self.changed.emit("")

    def back(self) -> bool:
        """One page back; False on the shelf, where there is nothing behind."""
        front, self.front = self.front, Front.SHELF
        if front is Front.SHELF:
            return False
        focus = {Front.DONE: "calm.done", Front.SET_UP: f"calm.{self.exercise}.change"}
        name = focus.get(front, f"calm.{self.exercise}.start")
        if front is Front.EDITOR:
            self.front = self._from
            self.drafts.put_aside()
            name = "calm.own.edit" if self.front is Front.SET_UP else OWN_MAKE
        elif front is Front.BEFORE and self._from is Front.SET_UP:
            self.front, name = Front.SET_UP, "calm.begin"
        self.changed.emit(name)
        return True

    def drop(self) -> None:
        """Write it no further."""
        self.drafts.forget(self.drafts.editing)
        self.back()

    def make(self) -> None:
        """Write a pattern, or go on with one that was left unfinished."""
        self._write(Draft(), None)

    def edit(self) -> None:
        """Change the pattern that the page is about."""
        if self.mine is not None:
            self._write(self.mine.draft, self.mine.id)

    def copy(self) -> None:
        """Write another one like it."""
        mine = self.mine
        if mine is not None:
            #: The name of a copy; %1 is the name of what was copied.
            name = self.tr("%1, again").replace("%1", mine.name[: LONGEST_NAME - 12])
            self.drafts.forget(None)
            self._write(Draft(own_name(name), mine.draft.seconds), None)

    def keep(self, draft: Draft) -> None:
        """Keep what was written, and ask where that may be if it cannot be the vault."""
        from safeharbor.services.own_patterns import OwnPatternService

        editing = self.drafts.editing
        pattern = own_pattern(editing or OwnPatternService.new_pattern_id(), draft)
        self.drafts.forget(editing)
        self.front = Front.SHELF
        where = self.own.keep(pattern)
        self.asking = pattern if editing is None and where is Where.MEMORY else None
        self.exercise = pattern.exercise
        self.changed.emit(OWN_AGREE if self.asking else f"calm.{pattern.exercise}.start")
        self.said.emit(self.tr("It is on the shelf, under Your own."))

    def answer(self, *, agreed: bool) -> None:
        """Somebody has said whether a pattern may be readable."""
        asked, self.asking = self.asking, None
        if asked is None:
            return
        if agreed:
            self.own.make_plain(asked)
        self.changed.emit(f"calm.{asked.exercise}.start")

    def delete(self) -> None:
        """Let go of the pattern that the page is about."""
        if self.mine is not None:
            self.front, self.asking = Front.SHELF, None
            self.own.delete(self.mine)
            self.changed.emit(OWN_UNDO)
            self.said.emit(self.tr("Deleted. Undo brings it back."))

    def undo(self) -> None:
        """Bring it back."""
        back = self.own.undo()
        if back is not None:
            self.changed.emit(f"calm.{back.exercise}.start")

    def show_done(self) -> None:
        """Show what was practised."""
        self.front = Front.DONE
        self.notes.look()
        self.changed.emit("")

    def _write(self, draft: Draft, editing: UUID | None) -> None:
        self._from, self.front = self.front, Front.EDITOR
        self.drafts.begin(draft, editing, opened=self.own.opened)
        self.own.gone = None
        self.changed.emit("calm.name")

    def _renew(self, front: Front) -> None:
        if self.front is front:
            self.changed.emit("")

    def _on_locking(self) -> None:
        """Whatever is in front may show words out of the vault."""
        gone = is_own(self.exercise) and self.mine is None
        if self.front is Front.EDITOR:
            gone = self.drafts.lock()
        if self.front is Front.DONE or gone:
            self.front = Front.SHELF
        self.changed.emit("")

    def _on_unlocked(self) -> None:
        """Go on with what was being written at the lock."""
        self.asking = None
        if self.drafts.unlock():
            self._from, self.front = Front.SHELF, Front.EDITOR
            self.changed.emit("")
        else:
            self._renew(Front.SHELF)
