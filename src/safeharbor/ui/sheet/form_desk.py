"""The place where one form is filled in, and how it is kept, whatever kind of form it is.

What lies there is kept before anything takes its place. If keeping it fails it stays, because
nothing else holds what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import Clock
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask, ignore
from safeharbor.ui.keeper import Keeper
from safeharbor.ui.sheet.composing import is_composing, with_composed
from safeharbor.ui.sheet.keeping import FormKeeping, SavesForms
from safeharbor.ui.sheet.sitting import Sitting

T = TypeVar("T")


class FormDesk(QObject):
    """One form at a time."""

    shown = Signal(object)
    """The Sitting that lies there now, or None."""
    kept = Signal()
    """A commit was acknowledged."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(self, saves: SavesForms, bridge: Bridge, clock: Clock, parent: QObject) -> None:
        """Nothing lies there.

        Args:
            saves: takes what is saved.
            bridge: brings results to this thread.
            clock: says when to save, and what day it is.
            parent: the owner.
        """
        super().__init__(parent)
        self._saves = saves
        self._bridge = bridge
        self._clock = clock
        self._next: Callable[[], None] | None = None
        self._asked = 0
        self.sitting: Sitting | None = None
        self.page: QWidget | None = None
        """Where it is filled in, for what an input method still holds."""
        take = partial(self._snapshot, composed=False)
        take_all = partial(self._snapshot, composed=True)
        kept = self._kept = FormKeeping(saves)
        self.keeper = Keeper(kept, bridge, clock, take, take_all, self)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.failed.connect(self._on_not_kept)

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no commit has acknowledged."""
        return self.sitting is not None and self.keeper.unsaved

    @property
    def exists(self) -> bool:
        """Whether what lies there was kept at least once."""
        return self.sitting is not None and self.keeper.base is not None

    def snapshot(self) -> FormSnapshot | None:
        """What would be lost if the vault closed now; it only reads."""
        if self.unsaved:
            return self.keeper.latest()
        if self.sitting is None or not is_composing(self.page):
            return None
        latest = self.keeper.latest()
        return None if not self.exists and self._kept.is_nothing(latest) else latest

    def hurry(self) -> None:
        """Save at once what is not saved."""
        if self.unsaved:
            self.keeper.hurry()

    def when_kept(self, act: Callable[[], None]) -> None:
        """Do ``act`` as soon as what was written is durable; a later wish takes its place."""
        self._next = act
        self.hurry()
        if not self.unsaved:
            self._go_on()

    def _put(self, sitting: Sitting, base: UUID | None) -> None:
        """Let ``sitting`` lie there; ``base`` is the state it goes on from, None for a new one."""
        self.sitting = sitting
        self.keeper.begin(base)
        sitting.model.edited.connect(self._on_edited)

    def _close(self) -> Sitting | None:
        """Take away what lies there, which is kept by now; gives it."""
        existed = self.exists
        sitting, self.sitting = self.sitting, None
        if sitting is None:
            return None
        self.keeper.begin(None)
        if existed:
            form_id = sitting.form_id
            ask(self._bridge, self, lambda: self._saves.close_sitting(form_id), ignore)
        self.shown.emit(None)
        sitting.model.close()
        sitting.model.deleteLater()
        return sitting

    def _snapshot(self, base: UUID | None, *, composed: bool) -> FormSnapshot:
        sitting = self.sitting
        assert sitting is not None
        model = sitting.model
        answers, title = model.stored, model.title
        if composed:
            answers, title = with_composed(model, self.page)
        return FormSnapshot(
            sitting.form_id,
            base,
            sitting.template,
            sitting.moment,
            answers,
            title,
            model.extra,
        )

    def _on_edited(self) -> None:
        sitting = self.sitting
        if sitting is None:
            return
        if sitting.new and not self.keeper.unsaved and self.keeper.base is None:
            # It belongs to the day of its first word.
            sitting.moment = self._clock.now()
        self.keeper.edited()

    def _on_kept(self, snapshot: FormSnapshot) -> None:
        if self.sitting is not None:
            self.sitting.form_id = snapshot.form_id
        self.kept.emit()
        if not self.unsaved:
            self._go_on()

    def _on_not_kept(self, error: HarborError) -> None:
        self._next = None
        self.failed.emit(error)

    def _say_shown(self, then: Callable[[], None] | None) -> None:
        self.shown.emit(self.sitting)
        if then is not None:
            then()

    def _new_ticket(self) -> int:
        self._asked += 1
        return self._asked

    def _answer(self, ticket: int, ok: Callable[[T], None]) -> Callable[[T], None]:
        """``ok`` as long as nobody wished for something else meanwhile."""
        return lambda result: ok(result) if ticket == self._asked else None

    def _do(
        self,
        start: Callable[[], Future[T]],
        ok: Callable[[T], None],
        failed: Callable[[HarborError], None] | None = None,
    ) -> None:
        ask(self._bridge, self, start, ok, failed or self.failed.emit)

    def _go_on(self) -> None:
        act, self._next = self._next, None
        if act is not None:
            act()
