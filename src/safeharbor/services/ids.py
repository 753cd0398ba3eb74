"""Ids of entries and revisions."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): sortable by time, safe to merge."""
    return uuid7()
