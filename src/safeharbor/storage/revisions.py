"""The kept states of entries and of forms, as full snapshots.

Both are entities here: they share the table and the rules, and differ in what a state says and
in where the head is written down. At most one revision of an entity is open; only that one is
ever written to again, save for what somebody takes out of all of them. What decides where a save
goes is in ``domain/revision.py``.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from safeharbor.domain.entry import Revision, RevisionInfo
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.filled import FormState, taken_out
from safeharbor.domain.moment import HybridClock
from safeharbor.storage.changes import ChangeKind, ChangeLog
from safeharbor.storage.payload import pack_form_state, unpack_form_state, unpack_state
from safeharbor.storage.prepared import Prepared
from safeharbor.storage.schema import ENTRY, FORM, REVISION, AnyRow

_INFO: Final = (
    REVISION.c.id,
    REVISION.c.entity,
    REVISION.c.parent,
    REVISION.c.hlc,
    REVISION.c.open,
    REVISION.c.note,
)
_HEAD: Final = (
    sa.select(*_INFO)
    .join(ENTRY, ENTRY.c.head_rev == REVISION.c.id)
    .where(ENTRY.c.id == sa.bindparam("of"))
)
_FORM_HEAD: Final = (
    sa.select(*_INFO)
    .join(FORM, FORM.c.head_rev == REVISION.c.id)
    .where(FORM.c.id == sa.bindparam("of"))
)
_OF: Final = sa.select(*_INFO).where(REVISION.c.entity == sa.bindparam("of"))
_GET: Final = sa.select(*_INFO, REVISION.c.payload).where(REVISION.c.id == sa.bindparam("of"))
_INSERT: Final = Prepared(sa.insert(REVISION))
_REWRITE: Final = Prepared(
    sa.update(REVISION)
    .where(REVISION.c.id == sa.bindparam("of"), REVISION.c.open == sa.literal_column("1"))
    .values(hlc=sa.bindparam("at"), payload=sa.bindparam("state"))
)
_STATES: Final = sa.select(REVISION.c.id, REVISION.c.payload).where(
    REVISION.c.entity == sa.bindparam("of")
)
_REPLACE: Final = (
    sa.update(REVISION)
    .where(REVISION.c.id == sa.bindparam("of"))
    .values(payload=sa.bindparam("state"))
)
# The literal 1 lets SQLite use the index of open revisions.
_CLOSE_ALL: Final = sa.text("UPDATE revision SET open = 0 WHERE open = 1")
_CLOSE: Final = sa.text("UPDATE revision SET open = 0 WHERE open = 1 AND entity = :of")
_REMOVE: Final = sa.delete(REVISION).where(REVISION.c.entity == sa.bindparam("of"))


class RevisionRepository:
    """Revisions in one transaction."""

    def __init__(self, connection: sa.Connection, log: ChangeLog) -> None:
        self._connection = connection
        self._log = log

    def head(self, entry_id: UUID) -> RevisionInfo | None:
        """The present state of an entry, None where there is no such entry."""
        return self._head(_HEAD, entry_id)

    def form_head(self, form_id: UUID) -> RevisionInfo | None:
        """The present state of a form, None where there is no such form or it keeps none."""
        return self._head(_FORM_HEAD, form_id)

    def list(self, entity: UUID) -> list[RevisionInfo]:
        """The kept states of an entity, newest first."""
        rows = self._connection.execute(_OF, {"of": entity.bytes}).all()
        return [_info(row) for row in sorted(rows, key=lambda row: row.hlc, reverse=True)]

    def get(self, revision_id: UUID) -> Revision | None:
        """One kept state of an entry with its text, None where there is none."""
        row = self._connection.execute(_GET, {"of": revision_id.bytes}).first()
        if row is None:
            return None
        content, moment = unpack_state(row.payload)
        return Revision(_info(row), content, moment)

    def get_form(self, revision_id: UUID) -> tuple[RevisionInfo, FormState] | None:
        """One kept state of a form and what it says, None where there is none."""
        row = self._connection.execute(_GET, {"of": revision_id.bytes}).first()
        return (_info(row), unpack_form_state(row.payload)) if row else None

    def write(self, info: RevisionInfo, payload: bytes, utc_us: int) -> None:
        """Keep a new packed state under ``info.id``; an open one closes the open one before it.

        ``info.saved_ms`` is not used: the time stamp is made of ``utc_us``.
        """
        if info.is_open and info.parent is not None:
            self.close_open(info.entry_id)
        stamp = self._log.stamp(utc_us)
        _INSERT.run(
            self._connection,
            {
                "id": info.id.bytes,
                "entity": info.entry_id.bytes,
                "parent": info.parent.bytes if info.parent else None,
                "merge_parent": None,
                "device": self._log.device,
                "hlc": stamp,
                "open": int(info.is_open),
                "note": info.note,
                "payload": payload,
            },
        )
        self._log.record(info.entry_id, ChangeKind.REVISION, stamp, info.id)

    def rewrite(self, revision_id: UUID, entity: UUID, payload: bytes, utc_us: int) -> None:
        """Write the open state of this sitting again.

        Raises:
            HarborError: UNEXPECTED, it is not open; nothing that was closed is written to.
        """
        stamp = self._log.stamp(utc_us)
        values = {"of": revision_id.bytes, "at": stamp, "state": payload}
        if _REWRITE.run(self._connection, values) != 1:
            raise HarborError(ErrorCode.UNEXPECTED)
        self._log.record(entity, ChangeKind.REVISION, stamp, revision_id)

    def take_out(self, form_id: UUID, fields: frozenset[str], utc_us: int) -> None:
        """Take fields that were kept all the same out of every kept state of a form.

        A state keeps its place and its time; one that did not keep them stays as it is.
        """
        for row in self._connection.execute(_STATES, {"of": form_id.bytes}).all():
            state = unpack_form_state(row.payload)
            less = taken_out(state, fields)
            if less != state:
                values = {"of": row.id, "state": pack_form_state(less)}
                self._connection.execute(_REPLACE, values)
                stamp = self._log.stamp(utc_us)
                self._log.record(form_id, ChangeKind.REVISION, stamp, UUID(bytes=row.id))

    def close_open(self, entity: UUID | None) -> None:
        """End the sitting at one entity, or at all of them."""
        if entity is None:
            self._connection.execute(_CLOSE_ALL)
        else:
            self._connection.execute(_CLOSE, {"of": entity.bytes})

    def remove_all(self, entity: UUID) -> None:
        """Delete every kept state of an entity for good."""
        self._connection.execute(_REMOVE, {"of": entity.bytes})

    def _head(self, statement: sa.Select[Any], entity: UUID) -> RevisionInfo | None:
        row = self._connection.execute(statement, {"of": entity.bytes}).first()
        return _info(row) if row else None


def _info(row: AnyRow) -> RevisionInfo:
    return RevisionInfo(
        id=UUID(bytes=row.id),
        entry_id=UUID(bytes=row.entity),
        parent=UUID(bytes=row.parent) if row.parent else None,
        saved_ms=HybridClock.milliseconds(row.hlc),
        is_open=bool(row.open),
        note=row.note,
    )
