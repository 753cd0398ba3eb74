"""The log of changes, the clock that orders them, and the tombstones of what was deleted.

Every write of content leaves a row in ``change`` within its own transaction, and every row has a
later time stamp than the one before it, whatever the wall clock does. A later encrypted sync reads
this log; nothing in it tells what was written.
"""

from __future__ import annotations

import enum
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.domain.moment import HybridClock
from safeharbor.storage.prepared import Prepared
from safeharbor.storage.schema import CHANGE, TOMBSTONE

NO_REVISION: Final = b""
"""Stands in ``rev`` for a change that is none of a revision."""

_LAST: Final = sa.select(CHANGE.c.seq, CHANGE.c.hlc).order_by(CHANGE.c.seq.desc()).limit(1)
_AFTER: Final = sa.select(CHANGE.c.entity).where(CHANGE.c.seq > sa.bindparam("last")).distinct()
# A row that is renewed gets a new number: SQLite chooses it while the old row still stands.
_RECORD: Final = Prepared(
    sa.insert(CHANGE).prefix_with("OR REPLACE"), ("entity", "kind", "rev", "device", "hlc")
)
_BURY: Final = Prepared(sa.insert(TOMBSTONE).prefix_with("OR REPLACE"))
_BURIED: Final = Prepared(sa.select(TOMBSTONE.c.id).where(TOMBSTONE.c.id == sa.bindparam("of")))


class ChangeKind(enum.StrEnum):
    """What a row in ``change`` says happened to its entity."""

    REVISION = "revision"
    TRASH = "trash"
    TOMBSTONE = "tombstone"
    FORM = "form"
    """A form that keeps no states was written."""


class ChangeLog:
    """Stamps and records changes; one for as long as the database is open."""

    def __init__(self, connection: sa.Connection, device: bytes) -> None:
        """``connection`` is inside a transaction."""
        self.device = device
        self._connection = connection
        last = connection.execute(_LAST).first()
        self._clock = HybridClock(last.hlc if last else 0)

    def stamp(self, utc_us: int) -> int:
        """The time stamp of a change at ``utc_us``: later than every one before."""
        self._clock = self._clock.tick(utc_us)
        return self._clock.last

    def record(self, entity: UUID, kind: ChangeKind, stamp: int, rev: UUID | None = None) -> None:
        """Record a change, in place of an older row for the same entity, kind and revision."""
        _RECORD.run(
            self._connection,
            {
                "entity": entity.bytes,
                "kind": kind.value,
                "rev": rev.bytes if rev else NO_REVISION,
                "device": self.device,
                "hlc": stamp,
            },
        )

    def bury(self, entity: UUID, kind: str, utc_us: int) -> None:
        """Leave a tombstone of ``kind``, free of content, for what was deleted for good."""
        stamp = self.stamp(utc_us)
        _BURY.run(
            self._connection,
            {"id": entity.bytes, "kind": kind, "device": self.device, "hlc": stamp},
        )
        self.record(entity, ChangeKind.TOMBSTONE, stamp)

    def buried(self, entity: UUID) -> bool:
        """Whether there is a tombstone for ``entity``."""
        return bool(_BURIED.rows(self._connection, {"of": entity.bytes}))

    def sequence(self) -> int:
        """The number of the newest change, 0 where there is none."""
        last = self._connection.execute(_LAST).first()
        return last.seq if last else 0

    def changed_since(self, sequence: int) -> list[UUID]:
        """The entities of the changes after the one of this number, in no order."""
        found = self._connection.scalars(_AFTER, {"last": sequence})
        return [UUID(bytes=entity) for entity in found]
