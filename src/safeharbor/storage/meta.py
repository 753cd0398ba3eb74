"""Facts about the vault itself: ids, versions, flags, the inbox's private key."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from safeharbor.storage.changes import ChangeLog
from safeharbor.storage.schema import META

VAULT_ID: Final = "vault_id"
DEVICE_ID: Final = "device_id"
INBOX_PRIVATE_KEY: Final = "inbox_private_key"
SCHEMA_VERSION: Final = "schema"
MIN_READER_VERSION: Final = "min_reader"
UNCLEAN: Final = "unclean"
INDEX_VERSION: Final = "index_version"

_GET: Final = sa.select(META.c.value).where(META.c.key == sa.bindparam("of"))


def _set() -> sa.Insert:
    statement = insert(META)
    return statement.on_conflict_do_update(
        index_elements=["key"], set_={"value": statement.excluded.value}
    )


_SET: Final = _set()


class MetaRepository:
    """The table ``meta`` in one transaction."""

    def __init__(self, connection: sa.Connection, log: ChangeLog) -> None:
        self._connection = connection
        self._log = log

    def get(self, key: str) -> bytes | int | str | None:
        """The value of ``key``, None where there is none."""
        value: bytes | int | str | None = self._connection.scalar(_GET, {"of": key})
        return value

    def set(self, key: str, value: bytes | int | str | None) -> None:
        """Set ``key`` to ``value``."""
        self._connection.execute(_SET, {"key": key, "value": value})
        if key == DEVICE_ID and isinstance(value, bytes):
            self._log.device = value

    def sequence(self) -> int:
        """The number of the newest change in the journal, 0 while nothing was written."""
        return self._log.sequence()
