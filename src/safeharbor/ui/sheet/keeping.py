"""How filled-in forms are kept, as ``ui/keeper.py`` asks for it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes


class SavesForms(Protocol):
    """Whoever keeps forms of one kind."""

    def save(self, snapshot: FormSnapshot, origin: str = "") -> Future[Changes]:
        """Keep ``snapshot``; the future's result means that it is durable."""

    def close_sitting(self, form_id: UUID) -> Future[None]:
        """The writer left the form: the next save begins a new version."""


class FormKeeping:
    """Saves forms."""

    def __init__(self, saves: SavesForms) -> None:
        """``saves`` takes what is saved."""
        self._saves = saves

    def save(self, snapshot: FormSnapshot, origin: str) -> Future[Changes]:
        """As ``SavesForms.save``."""
        return self._saves.save(snapshot, origin)

    def is_nothing(self, snapshot: FormSnapshot) -> bool:
        """Whether nothing was written, not even a title."""
        return snapshot.answers.empty and not snapshot.title

    def followed(self, snapshot: FormSnapshot, changes: Changes) -> FormSnapshot:
        """``snapshot`` under the id that its form has now."""
        if changes.forms and snapshot.form_id not in changes.forms:
            return replace(snapshot, form_id=next(iter(changes.forms)))
        return snapshot
