"""What one screen may ask of another by the name of its route, without knowing it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from safeharbor.domain.entry import Mood


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A new page in the journal, with a tide chosen or none."""

    mood: Mood | None = None


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry of the journal."""

    entry_id: UUID
