"""Which worksheet lies on the desk: opening, beginning, keeping, throwing away.

What lies there is kept before anything takes its place. If keeping it fails it stays, because
nothing else holds what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.moment import Clock
from safeharbor.domain.sheet import Sheet
from safeharbor.services.own_sheets import OwnSheetService
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.keeper import ORIGIN
from safeharbor.ui.sheet.form_desk import FormDesk
from safeharbor.ui.sheet.sitting import Preset, Sitting, SittingMaker

DESK: Final = "sheet_desk"
"""Who asked for what is done to a whole sheet."""


class SheetDesk(FormDesk):
    """Moves worksheets to and from the one place where they are filled in."""

    trashed = Signal(object)
    """The UUID of the sheet that went into the trash."""

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
        super().__init__(sheets, bridge, clock, parent)
        self._sheets = sheets
        self._make = SittingMaker(sheets, own, bridge, clock, self)
        self._renewing = False

    def begin(
        self,
        sheet_id: str,
        then: Callable[[], None] | None = None,
        preset: Preset = (),
    ) -> None:
        """Put an empty sheet there; one that has a single copy is that copy, once it exists."""
        ticket = self._new_ticket()

        def named(sheet: Sheet) -> None:
            def lay(living: FilledSheet | None) -> None:
                self._lay(living, sheet, then, preset)

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
        self,
        filled: FilledSheet | None,
        sheet: Sheet | None,
        then: Callable[[], None] | None,
        preset: Preset = (),
    ) -> None:
        """Put it there, as soon as what was written meanwhile into the other one is kept."""
        if self.unsaved:
            self.when_kept(lambda: self._lay(filled, sheet, then, preset))
            return
        self._close()
        if filled is not None:
            self._put(self._make.again(filled), filled.revision)
        elif sheet is not None:
            self._put(self._make.new(sheet, preset), None)
        self._say_shown(then)

    def _close(self) -> Sitting | None:
        self._renewing = False
        return super()._close()

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

    def _on_kept(self, snapshot: FormSnapshot) -> None:
        super()._on_kept(snapshot)
        self._renew()

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
