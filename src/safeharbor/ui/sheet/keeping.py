"""How filled-in forms are kept, as ``ui/keeper.py`` asks for it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.services.sheets import SheetService


class FormKeeping:
    """Saves forms."""

    def __init__(self, sheets: SheetService) -> None:
        """``sheets`` takes what is saved."""
        self._sheets = sheets

    def save(self, snapshot: FormSnapshot, origin: str) -> Future[Changes]:
        """As ``SheetService.save``."""
        return self._sheets.save(snapshot, origin)

    def is_nothing(self, snapshot: FormSnapshot) -> bool:
        """Whether nothing was written, not even a title."""
        return snapshot.answers.empty and not snapshot.title

    def followed(self, snapshot: FormSnapshot, changes: Changes) -> FormSnapshot:
        """``snapshot`` under the id that its form has now."""
        if changes.forms and snapshot.form_id not in changes.forms:
            return replace(snapshot, form_id=next(iter(changes.forms)))
        return snapshot
