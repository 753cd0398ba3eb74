"""Everything that an open vault holds, as text, for tests that look for what must not be there."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import sqlalchemy as sa

from safeharbor.storage.transaction import Transaction
from safeharbor.wiring import Services


def clear_texts(services: Services) -> str:
    """Every value of every table, unpacked."""
    return services.session.thread().read(lambda tx: "\n".join(_values(tx))).result()


def _values(tx: Transaction) -> Iterator[str]:
    connection: sa.Connection = tx.forms._connection
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (name,) in tables.fetchall():
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall():
            for value in row:
                yield _text(value) if isinstance(value, bytes) else str(value)


def _text(value: bytes) -> str:
    try:
        return zlib.decompress(value).decode()
    except (zlib.error, UnicodeDecodeError):
        return value.decode("latin-1")
