"""Which worksheet lies on the desk: opening, beginning, keeping, throwing away.

What lies there is kept before anything takes its place. If keeping it fails it stays, because
nothing else holds what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.moment import Clock
from safeharbor.domain.sheet import Sheet
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask, ignore
from safeharbor.ui.keeper import ORIGIN, Keeper
from safeharbor.ui.sheet.composing import is_composing, with_composed
from safeharbor.ui.sheet.keeping import FormKeeping
from safeharbor.ui.sheet.sitting import Sitting, SittingMaker

T = TypeVar("T")

DESK: Final = "sheet_desk"
"""Who asked for what is done to a whole sheet."""


class SheetDesk(QObject):
    """Moves worksheets to and from the one place where they are filled in."""

    shown = Signal(object)
    """The Sitting that lies there now, or None."""
    trashed = Signal(object)
    """The UUID of the sheet that went into the trash."""
    kept = Signal()
    """A commit was acknowledged."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(
        self,
        sheets: SheetService,
        own: OwnSheetService,
        bridge: Bridge,
        clock: Clock,
        parent: QObject,
    ) -> None:
        """Nothing lies there.

        Args:
            sheets: the filled ones.
            own: those of one's own making.
            bridge: brings results to this thread.
            clock: says when to save, and what day it is.
            parent: the owner.
        """
        super().__init__(parent)
        self._sheets = sheets
        self._make = SittingMaker(sheets, own, bridge, clock, self)
        self._bridge = bridge
        self._clock = clock
        self._next: Callable[[], None] | None = None
        self._asked = 0
        self._renewing = False
        self.sitting: Sitting | None = None
        self.page: QWidget | None = None
        """Where it is filled in, for what an input method still holds."""
        kept = self._kept = FormKeeping(sheets)
        take = partial(self._snapshot, composed=False)
        take_all = partial(self._snapshot, composed=True)
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

    def begin(self, sheet_id: str, then: Callable[[], None] | None = None) -> None:
        """Put an empty sheet there; one that has a single copy is that copy, once it exists."""
        ticket = self._new_ticket()

        def named(sheet: Sheet) -> None:
            def lay(living: FilledSheet | None) -> None:
                self._lay(living, sheet, then)

            if sheet.living:
                self._do(lambda: self._sheets.living(sheet.id), self._answer(ticket, lay))
            else:
                lay(None)

        self.when_kept(
            lambda: self._make.load(sheet_id, self._answer(ticket, named), self.failed.emit)
        )

    def take_up(
        self,
        form_id: UUID,
        then: Callable[[], None] | None = None,
        lost: Callable[[HarborError], None] | None = None,
    ) -> None:
        """Put a filled sheet there, and do ``then``; ``lost`` where there is none."""
        ticket = self._new_ticket()
        if self.sitting is not None and form_id == self.sitting.form_id:
            self._say_shown(then)
            return

        def found(filled: FilledSheet) -> None:
            if filled.trashed:
                self.when_kept(thrown_away)
            else:
                self._lay(filled, None, then)

        def thrown_away() -> None:
            self._close()
            self.trashed.emit(form_id)

        def act() -> None:
            self._do(lambda: self._sheets.get(form_id), self._answer(ticket, found), lost)

        self.when_kept(act)

    def trash(self) -> None:
        """Throw away what lies there; it can come back for 30 days."""
        self.when_kept(self._trash)

    def restore(self, form_id: UUID, then: Callable[[], None] | None = None) -> None:
        """Bring a sheet back from the trash, and do ``then``."""

        def back(_changes: Changes) -> None:
            self.take_up(form_id, then)

        self._do(lambda: self._sheets.restore(form_id, DESK), back)

    def attach(self, entry_id: UUID | None, done: Callable[[], None]) -> None:
        """Let what lies there belong to an entry of the journal, or to none; then ``done``."""

        def act() -> None:
            sitting = self.sitting
            if sitting is None or not self.exists:
                return

            def attached(_changes: Changes) -> None:
                sitting.entry_id = entry_id
                done()

            self._do(lambda: self._sheets.attach(sitting.form_id, entry_id, DESK), attached)

        self.when_kept(act)

    def take_notice(self, changes: Changes) -> None:
        """Somebody else wrote; show it, unless something of one's own is still on its way."""
        sitting = self.sitting
        if sitting is None or changes.origin in {ORIGIN, DESK}:
            return
        if sitting.form_id in changes.forms:
            self._renewing = True
            self._renew()

    def _lay(
        self, filled: FilledSheet | None, sheet: Sheet | None, then: Callable[[], None] | None
    ) -> None:
        """Put it there, as soon as what was written meanwhile into the other one is kept."""
        if self.unsaved:
            self.when_kept(lambda: self._lay(filled, sheet, then))
            return
        self._close()
        if filled is not None:
            self.sitting = self._make.again(filled)
            self.keeper.begin(filled.revision)
        elif sheet is not None:
            self.sitting = self._make.new(sheet)
            self.keeper.begin(None)
        if self.sitting is not None:
            self.sitting.model.edited.connect(self._on_edited)
        self._say_shown(then)

    def _close(self) -> None:
        """Take away what lies there, which is kept by now."""
        sitting, self.sitting = self.sitting, None
        self._renewing = False
        if sitting is None:
            return
        form_id, existed = sitting.form_id, self.keeper.base is not None
        self.keeper.begin(None)
        if existed:
            ask(self._bridge, self, lambda: self._sheets.close_sitting(form_id), ignore)
        self.shown.emit(None)
        sitting.model.close()
        sitting.model.deleteLater()

    def _trash(self) -> None:
        sitting = self.sitting
        if sitting is None:
            return
        if not self.exists:
            # It was never written, so there is nothing to throw away.
            self._close()
            return
        form_id = sitting.form_id

        def gone(_changes: Changes) -> None:
            if self.unsaved and self.sitting is sitting:
                # Somebody went on writing, which brings it back.
                return
            self._close()
            self.trashed.emit(form_id)

        self._do(lambda: self._sheets.trash(form_id, DESK), gone)

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
        self._renew()

    def _on_not_kept(self, error: HarborError) -> None:
        self._next = None
        self.failed.emit(error)

    def _renew(self) -> None:
        sitting = self.sitting
        if not self._renewing or sitting is None or self.unsaved:
            return
        self._renewing = False
        form_id = sitting.form_id

        def found(filled: FilledSheet) -> None:
            if self.sitting is not sitting:
                return
            if self.unsaved:
                self._renewing = True
            elif filled.trashed:
                self._close()
                self.trashed.emit(form_id)
            elif filled.revision != self.keeper.base:
                self._lay(filled, None, None)
            else:
                sitting.entry_id = filled.entry_id

        def lost(error: HarborError) -> None:
            if error.code is ErrorCode.FORM_NOT_FOUND and self.sitting is sitting:
                self._close()

        self._do(lambda: self._sheets.get(form_id), found, lost)

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
