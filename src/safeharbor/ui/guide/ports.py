"""What the player of steps asks of whoever keeps their answers."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol
from uuid import UUID

from safeharbor.domain.answers import FormSnapshot
from safeharbor.domain.entry import Changes
from safeharbor.domain.filled import FilledSheet


class StepsPort(Protocol):
    """Answers of steps. A step is named in full, such as ``trust8.s1``.

    Each method may raise HarborError at once, as while the vault is locked.
    """

    def new_id(self) -> UUID:
        """The id of a form about to be written (UUIDv7)."""

    def open(self, step: str) -> Future[FilledSheet | None]:
        """What was answered in it last, None where nothing was."""

    def save(self, snapshot: FormSnapshot, origin: str = "") -> Future[Changes]:
        """Keep ``snapshot``; the future's result means that it is durable."""

    def rises(self, step: str, *, same: bool = False) -> Future[int]:
        """How often in a row, before now, it was stronger after the step than before it.

        With ``same`` the numbers that stand in it now are those of the present visit.
        """

    def written(self, guide_id: str) -> Future[list[FilledSheet]]:
        """What was answered in the steps of a guide, in their order, the newest first."""

    def earlier(self, step: str, field: str) -> Future[int | str | None]:
        """The number that was given there before; ``UNSURE`` for "can't tell", None for none."""

    def be_at(self, guide_id: str, step_id: str) -> Future[None]:
        """Remember which step of a guide was opened last, and nothing else."""

    def start_afresh(self, step: str, origin: str = "") -> Future[Changes]:
        """Put away what was written in it: that is kept, and the step opens empty."""

    def close_sitting(self, form_id: UUID) -> Future[None]:
        """The writer left the form: the next save begins a new version."""
