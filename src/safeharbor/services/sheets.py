"""Worksheets that were filled in: what they have beyond every form, see ``filled_forms``."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import ClassVar, Final
from uuid import UUID

from safeharbor.domain.answers import from_answers
from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import ATTACHED, FilledSheet, SheetSummary, SheetVersion
from safeharbor.domain.form_rules import people
from safeharbor.domain.meant import MeantItem
from safeharbor.domain.moment import Clock
from safeharbor.services.executor import VaultThread
from safeharbor.services.filled_forms import FormService, readable_sheet
from safeharbor.services.meant import meant_of, sheet_under
from safeharbor.services.open_plan import OpenPlanService
from safeharbor.storage.transaction import Transaction

__all__ = [
    "KIND",
    "FilledSheet",
    "MeantItem",
    "SheetService",
    "SheetSummary",
    "SheetVersion",
    "readable_sheet",
]

KIND: Final = "sheet"
SUPPORT_MAP: Final = "support"
"""The sheet that other sheets take names from."""


class SheetService(FormService):
    """Filled-in worksheets of the unlocked vault, as ``FormService`` says."""

    kind: ClassVar[str] = KIND

    def __init__(
        self, thread: Callable[[], VaultThread], clock: Clock, open_plan: OpenPlanService
    ) -> None:
        super().__init__(thread, clock)
        self._open_plan = open_plan

    def attach(self, form_id: UUID, entry_id: UUID | None, origin: str = "") -> Future[Changes]:
        """Let a form belong to an entry of the journal, or to none."""
        now = self._clock.now().utc_us
        named = entry_id.hex if entry_id else None

        def job(tx: Transaction) -> None:
            if entry_id is not None and tx.entries.get(entry_id) is None:
                raise HarborError(ErrorCode.ENTRY_NOT_FOUND)
            tx.forms.set_extra(form_id, ATTACHED, named, now)

        return self._touch(form_id, job, origin)

    def attached(self, entry_id: UUID) -> Future[list[SheetSummary]]:
        """The sheets that belong to an entry, newest first."""
        return self._thread().read(lambda tx: tx.form_lists.attached(self.kind, entry_id))

    def meant(self, before: int | None = None, limit: int = 200) -> Future[list[MeantItem]]:
        """What somebody meant to do, in sheets and steps, the newest form first.

        At least ``limit`` items where there are so many: a form is never split. ``before`` is the
        sort key of the last one. Which day comes first is for the page to say.
        """
        return self._thread().read(lambda tx: meant_of(tx, before, limit))

    def people(self) -> Future[list[str]]:
        """The names in the support map, each once, in its order."""
        return self._thread().read(_people)

    def _write(self, job: Callable[[Transaction], Changes]) -> Future[Changes]:
        """Run ``job``; the page that is readable without unlocking follows it."""
        thread = self._thread()
        future = thread.write(job)
        if self._open_plan.is_on:
            # A read: it begins after the commit, and a lock that passes it renews the page itself.
            thread.read(self._open_plan.renew)
        return future


def _people(tx: Transaction) -> list[str]:
    form = tx.forms.newest(KIND, SUPPORT_MAP)
    sheet = sheet_under(tx, form.template) if form else None
    if form is None or sheet is None:
        return []
    return list(people(sheet, from_answers(form.answers)))
