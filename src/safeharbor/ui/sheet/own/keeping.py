"""How sheets of one's own are kept, as ``ui/keeper.py`` asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.services.own_sheets import OwnSheetService


class OwnKeeping:
    """Saves sheets of one's own; ``blank`` is the body of one that nobody has written in."""

    def __init__(self, own: OwnSheetService) -> None:
        """``own`` takes what is saved."""
        self._own = own
        self.blank: Mapping[str, object] | None = None

    def save(self, snapshot: FormSnapshot, origin: str) -> Future[Changes]:
        """As ``OwnSheetService.save``."""
        return self._own.save(snapshot, origin)

    def is_nothing(self, snapshot: FormSnapshot) -> bool:
        """Whether nothing was written."""
        return self.blank is not None and snapshot.template.body == self.blank

    def followed(self, snapshot: FormSnapshot, changes: Changes) -> FormSnapshot:
        """``snapshot`` under the id that its form has now."""
        if changes.forms and snapshot.form_id not in changes.forms:
            return replace(snapshot, form_id=next(iter(changes.forms)))
        return snapshot
