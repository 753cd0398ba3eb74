"""The one connection to the encrypted database, with every setting that keeps it durable.

It receives raw key bytes and knows nothing of where they come from. The key goes into a PRAGMA
made of hex digits and nowhere else, not into a URL and not into a message.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.pool import StaticPool

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.driver import RawConnection
from safeharbor.storage.failure import is_read_only

OLDEST_SQLITE: Final = (3, 51, 3)
"""Before it a bug can corrupt a database (fixed in 3.51.3, see sqlite.org/changes.html)."""

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16

_BUSY_SECONDS: Final = 0.5
_SETTINGS: Final = (
    ("fullfsync", "ON", 1),  # first: the next one reads, and so may play a journal back
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
    ("cache_size", "-32768", -32768),
)
"""Name, what is set, and what SQLite has to answer afterwards."""


def library_versions() -> dict[str, str | int | bool | list[str] | None]:
    """The versions of SQLite and SQLCipher that the program runs on."""
    connection = sqlcipher.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return {"sqlite": sqlcipher.sqlite_version, "sqlcipher": str(cipher[0]) if cipher else None}


def check_library(found: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Refuse a SQLite that can corrupt what it writes.

    Raises:
        HarborError: SQLITE_TOO_OLD.
    """
    if tuple(found) < OLDEST_SQLITE:
        raise HarborError(ErrorCode.SQLITE_TOO_OLD, version=".".join(map(str, found)))


def connect(path: Path, key: bytes, salt: bytes) -> RawConnection:
    """A keyed connection to an existing file, with nothing read yet. Never makes a file.

    Raises:
        ValueError: a key or salt of another length, which SQLCipher would take for a passphrase.
        HarborError: this is not SQLCipher.
    """
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("the key has 32 bytes and the salt 16")
    connection: RawConnection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=_BUSY_SECONDS,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise HarborError(ErrorCode.UNEXPECTED)
    except BaseException:
        connection.close()
        raise
    return connection


def settle(connection: RawConnection, *, read_only: bool) -> None:
    """Bring ``connection`` into the state of every session: durable, locked, strict.

    The exclusive lock is taken here: reading alone would take none. A file that cannot be
    written gets no lock and may only be read.

    Raises:
        HarborError: a setting did not take.
        sqlcipher3 errors: another process holds the file, or it is damaged.
    """
    for name, value, answer in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != answer:
            raise HarborError(ErrorCode.UNEXPECTED)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlcipher.OperationalError as error:
        if not read_only or not is_read_only(error):
            raise
    if read_only:
        connection.execute("PRAGMA query_only = ON")


def engine_over(connection: RawConnection) -> sa.Engine:
    """An engine whose only connection is ``connection``; it ends transactions and begins none."""
    return sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,  # else a forgotten connection writes to the terminal
        hide_parameters=True,
        echo=False,
    )
