"""Which sealed notes came in already, so that none comes in twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.storage.schema import INBOX_NOTE

_SEEN: Final = sa.select(INBOX_NOTE.c.note_id).where(INBOX_NOTE.c.note_id == sa.bindparam("of"))
_FORGET: Final = sa.delete(INBOX_NOTE).where(INBOX_NOTE.c.note_id == sa.bindparam("of"))


class NoteRepository:
    """Notes of the inbox in one transaction, by their ids of 16 bytes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def seen(self, note_id: bytes) -> bool:
        """Whether the note was imported and its file may still lie there."""
        return self._connection.execute(_SEEN, {"of": note_id}).first() is not None

    def remember(self, note_id: bytes, entry_id: UUID, utc_us: int) -> None:
        """The note became part of ``entry_id``; call it in the transaction of the import."""
        self._connection.execute(
            sa.insert(INBOX_NOTE),
            {"note_id": note_id, "entry": entry_id.bytes, "utc_us": utc_us},
        )

    def forget(self, note_ids: Sequence[bytes]) -> None:
        """The files of these notes are gone."""
        if note_ids:
            self._connection.execute(_FORGET, [{"of": note_id} for note_id in note_ids])
