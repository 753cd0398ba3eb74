"""The safety plan where somebody wants to read it without unlocking: one plain file, off at first.

It counts as an export: whoever has the file can read it, and the switch says so. It holds the
plan as the vault has it now, without its versions and without what it is attached to, and follows
every change while it is on. Reading it needs no vault.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from safeharbor.domain.answers import Answers, FormSnapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.form import Template
from safeharbor.domain.moment import Moment
from safeharbor.services.envelope import FormNote, read_envelope, write_envelope
from safeharbor.services.never_stored import storable_only
from safeharbor.system import fs
from safeharbor.system.paths import HomePaths

if TYPE_CHECKING:
    from safeharbor.storage.transaction import Transaction

SAFETY_PLAN: Final = "safety"
"""The one sheet that may be readable without unlocking."""

_MAX_FILE: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """The plan as the file has it.

    Attributes:
        template: the form as it was filled in.
        moment: when it was begun, and the day it belongs to.
        title: "" for the usual one.
        answers: all of them.
    """

    template: Template
    moment: Moment
    title: str
    answers: Answers


class OpenPlanService:
    """Switches the page on and off, and keeps it in line with the vault. Its calls block."""

    def __init__(self, paths: HomePaths) -> None:
        self._path = paths.open_page
        # The vault thread renews the page; nothing it began to write comes after switching off.
        self._guard = threading.Lock()

    @property
    def is_on(self) -> bool:
        """Whether the page is there; its file is the switch."""
        return os.path.lexists(self._path)

    def switch_on(self, plan: FilledSheet) -> None:
        """Write ``plan`` where it can be read without unlocking.

        Raises:
            HarborError: what the disk says; the page is then what it was before.
        """
        with self._guard:
            self._write(plan)

    def refresh(self, plan: FilledSheet) -> None:
        """Write ``plan`` as it is now; nothing happens while the page is off.

        Raises:
            HarborError: what the disk says; the page is then what it was before.
        """
        with self._guard:
            if self.is_on:
                self._write(plan)

    def switch_off(self) -> None:
        """Remove the page and look whether it is gone; fine where there is none.

        Raises:
            HarborError: WRITE_FAILED or its kin, something of it is still there.
        """
        with self._guard:
            self._remove()

    def _remove(self) -> None:
        fs.remove_file(self._path)
        fs.remove_leftovers(self._path)
        left = [self._path, *self._path.parent.glob(f".{self._path.name}.*.tmp")]
        if any(os.path.lexists(path) for path in left):
            raise HarborError(ErrorCode.WRITE_FAILED, file=self._path.name)

    def read(self) -> OpenPlan | None:
        """The page; None where it is off, or where the file is none of ours."""
        try:
            note = read_envelope(fs.read_regular(self._path, max_size=_MAX_FILE))
        except (HarborError, ValueError):
            return None
        if not isinstance(note, FormNote):
            return None
        plan = note.snapshot
        return OpenPlan(plan.template, plan.moment, plan.title, plan.answers)

    def tidy(self) -> None:
        """Remove what a kill in the middle of writing left; only the vault's holder may call it."""
        fs.remove_leftovers(self._path)

    def renew(self, tx: Transaction) -> None:
        """Bring the page in line with what the vault holds; it goes where the plan is gone.

        For the vault thread, after a write. Where the disk does not take it, the page stays as
        it is until the next time.
        """
        if not self.is_on:
            return
        from safeharbor.content.sheets import SHEET_KIND
        from safeharbor.services.filled_forms import living_of

        try:
            plan = living_of(tx, SHEET_KIND, SAFETY_PLAN)
            with self._guard:
                self._follow(plan)
        except HarborError:
            return

    def _follow(self, plan: FilledSheet | None) -> None:
        if not self.is_on:
            # It was switched off while the plan was read.
            return
        if plan is None:
            self._remove()
        elif self._differs(plan):
            self._write(plan)

    def _differs(self, plan: FilledSheet) -> bool:
        try:
            return fs.read_regular(self._path, max_size=_MAX_FILE) != _page(plan)
        except HarborError:
            return True

    def _write(self, plan: FilledSheet) -> None:
        fs.replace_atomic(self._path, _page(plan))


def _page(plan: FilledSheet) -> bytes:
    kept: FormSnapshot = storable_only(plan.snapshot)
    return write_envelope(FormNote(replace(kept, base_revision=None, extra={})))
