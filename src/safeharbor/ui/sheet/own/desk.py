"""Which sheet of one's own is being changed: opening, keeping, throwing away.

What lies there is kept by itself, and before anything takes its place.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from safeharbor.content.sheets import SHEET_IDS, load_sheet
from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.moment import Clock
from safeharbor.domain.sheet import Gate, Sheet
from safeharbor.domain.sheet_draft import blank_draft, blank_sheet, draft_of, sheet_of
from safeharbor.services.autosave import SaveState
from safeharbor.services.own_sheets import OwnSheet, OwnSheetService, own_id
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.keeper import Keeper
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.own.about import FRESH, about_sheet, copied_name, fallback
from safeharbor.ui.sheet.own.keeping import OwnKeeping

T = TypeVar("T")

ORIGIN = "own_sheets"


class OwnDesk(QObject):
    """One sheet of one's own at a time, or none."""

    shown = Signal()
    """Another one lies there, or none."""
    trashed = Signal(str)
    """The sheet with this id went into the trash."""
    failed = Signal(object)
    """The HarborError of what did not work."""

    def __init__(self, own: OwnSheetService, bridge: Bridge, clock: Clock, parent: QObject) -> None:
        """Nothing lies there."""
        super().__init__(parent)
        self._own = own
        self._bridge = bridge
        self._next: Callable[[], None] | None = None
        self._base: Sheet | None = None
        self._gate: Gate | None = None
        self._fits: FormSnapshot | None = None
        self._kept = OwnKeeping(own)
        self.composed: Callable[[FormModel], Answers] = lambda model: model.stored
        """Gives what stands in the form, with words that are still being composed."""
        self.model: FormModel | None = None
        self.keeper = Keeper(self._kept, bridge, clock, self._take, self._take_all, self)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.failed.connect(self._on_not_kept)

    @property
    def sheet_id(self) -> str:
        """The id of what lies there, "" for nothing."""
        return self._base.id if self._base is not None else ""

    @property
    def sheet(self) -> Sheet | None:
        """What lies there, as it is written now."""
        if self._base is None or self.model is None:
            return None
        return sheet_of(self._base, self.model.stored, fallback(), self._gate)

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no commit has acknowledged."""
        return self.model is not None and self.keeper.unsaved

    @property
    def state(self) -> SaveState | None:
        """What the chip says; None where nothing lies there."""
        return None if self.model is None else self.keeper.state

    def snapshot(self) -> FormSnapshot | None:
        """What would be lost if the vault closed now; it only reads."""
        return self.keeper.latest() if self.unsaved else None

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

    def begin(self) -> None:
        """Put an empty sheet there; nothing is kept of it until somebody writes."""
        self.when_kept(lambda: self._lay(blank_sheet(self._own.new_id(), fallback()), None))

    def copy(self, sheet: Sheet) -> None:
        """Put a copy of ``sheet`` there, with its questions and without answers, and keep it."""

        def act() -> None:
            title, made_from = copied_name(sheet.title), sheet.made_from or sheet.id
            copied = replace(
                sheet,
                id=self._own.new_id(),
                rev=1,
                title=title,
                shelf="own",
                made_from="" if made_from.startswith("own_") else made_from,
            )
            self._lay(copied, None, kept=False)
            self.keeper.edited()
            self.keeper.hurry()

        self.when_kept(act)

    def take_up(self, sheet_id: str, lost: Callable[[HarborError], None] | None = None) -> None:
        """Put a sheet there that was kept."""
        if sheet_id == self.sheet_id:
            self.shown.emit()
            return

        def found(own: OwnSheet) -> None:
            self._lay(own.sheet, own.revision)

        self.when_kept(
            lambda: ask(
                self._bridge, self, lambda: self._own.get(sheet_id), found, lost or self.failed.emit
            )
        )

    def put_away(self) -> None:
        """Take away what lies there, as soon as it is kept."""
        self.when_kept(self._close)

    def trash(self) -> None:
        """Throw away what lies there; it can come back for 30 days."""
        self.when_kept(self._trash)

    def take_notice(self, changes: Changes) -> None:
        """Somebody else has thrown it away."""
        base = self._base
        if base is None or self.unsaved or changes.origin == ORIGIN:
            return

        def lost(error: HarborError) -> None:
            if error.code is ErrorCode.FORM_NOT_FOUND and self._base is base:
                self._close()

        def found(own: OwnSheet) -> None:
            if own.trashed and self._base is base:
                self._close()

        if any(own_id(form_id) == base.id for form_id in changes.forms):
            ask(self._bridge, self, lambda: self._own.get(base.id), found, lost)

    def _lay(self, sheet: Sheet, revision: UUID | None, *, kept: bool = True) -> None:
        self._drop()
        self._base = sheet
        self._fits = self._own.snapshot(sheet, revision)
        self._kept.blank = self._fits.template.body if revision is None and kept else None
        blank = self._kept.blank is not None
        self._gate = _kept_gate(sheet)
        draft = blank_draft(sheet) if blank else draft_of(sheet, fallback())
        self.model = FormModel(about_sheet(self._gate), draft, parent=self)
        self.model.held.fresh = FRESH
        self.model.edited.connect(self.keeper.edited)
        self.keeper.begin(revision)
        self.shown.emit()

    def _drop(self) -> None:
        model, self.model, self._base = self.model, None, None
        self.keeper.begin(None)
        if model is not None:
            model.close()
            model.deleteLater()

    def _close(self) -> None:
        if self._base is not None:
            self._drop()
            self.shown.emit()

    def _trash(self) -> None:
        sheet_id = self.sheet_id
        if not sheet_id:
            return
        if self.keeper.base is None:
            # It was never kept, so there is nothing to throw away.
            self._close()
            return

        def gone(_changes: Changes) -> None:
            self._close()
            self.trashed.emit(sheet_id)

        ask(self._bridge, self, lambda: self._delete(sheet_id), gone, self.failed.emit)

    def _delete(self, sheet_id: str) -> Future[Changes]:
        return self._own.delete(sheet_id, ORIGIN)

    def _take(self, base: UUID | None) -> FormSnapshot:
        assert self.model is not None
        return self._snapshot(base, self.model.stored)

    def _take_all(self, base: UUID | None) -> FormSnapshot:
        assert self.model is not None
        return self._snapshot(base, self.composed(self.model))

    def _snapshot(self, base: UUID | None, draft: Answers) -> FormSnapshot:
        assert self._base is not None
        try:
            made = sheet_of(self._base, draft, fallback(), self._gate)
            self._fits = self._own.snapshot(made, base)
        except HarborError as error:
            # There is no room for all of it; what fitted last is kept, and it is said.
            if self._fits is None:
                raise
            self._fits = replace(self._fits, base_revision=base)
            self.failed.emit(error)
        return self._fits

    def _on_kept(self, snapshot: FormSnapshot) -> None:
        base = self._base
        if base is not None and own_id(snapshot.form_id) != base.id:
            # It was deleted for good meanwhile; what was written lives on under another id.
            self._base = replace(base, id=own_id(snapshot.form_id))
        if not self.unsaved:
            self._go_on()

    def _on_not_kept(self, error: HarborError) -> None:
        self._next = None
        self.failed.emit(error)

    def _go_on(self) -> None:
        act, self._next = self._next, None
        if act is not None:
            act()


def _kept_gate(sheet: Sheet) -> Gate | None:
    """How a copy asks about fear at the least: as the sheet does that it was copied from."""
    if sheet.made_from not in SHEET_IDS:
        return None
    try:
        return load_sheet(sheet.made_from).gate
    except HarborError:
        return sheet.gate
