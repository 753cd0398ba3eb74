"""A real encrypted database for tests, and short ways to write into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from uuid_utils.compat import uuid7

from safeharbor.domain.entry import EntryContent, Mood, Snapshot
from safeharbor.domain.moment import Moment
from safeharbor.domain.revision import Placement
from safeharbor.storage.database import Database
from safeharbor.storage.transaction import Transaction

KEY = bytes(range(32))
SALT = bytes(range(100, 116))
VAULT_ID = b"vault-id-16bytes"
DEVICE = b"device-16-bytes."
TODAY = dt.date(2026, 11, 21)

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def make(path: Path, key: bytes = KEY, salt: bytes = SALT) -> Database:
    """A new database, open."""
    return Database.create(
        path, key, salt, vault_id=VAULT_ID, inbox_private_key=bytes(32), device_id=DEVICE
    )


def reopen(path: Path, *, read_only: bool = False) -> Database:
    """The database of ``make`` again."""
    return Database.open(path, KEY, SALT, read_only=read_only)


def raw(path: Path, key: bytes = KEY, salt: bytes = SALT) -> Any:
    """A keyed connection past all of our code."""
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0.1
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def moment(day: dt.date = TODAY, minute: int = 480) -> Moment:
    """A moment in UTC, at a minute of ``day``."""
    when = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(minutes=minute)
    return Moment((when - _EPOCH) // dt.timedelta(microseconds=1), 0, "UTC", day)


def add(
    tx: Transaction,
    body: str,
    *,
    title: str = "",
    tags: Iterable[str] = (),
    day: dt.date = TODAY,
    minute: int = 480,
    mood: Mood | None = None,
    starred: bool = False,
) -> UUID:
    """Write a new entry; returns its id."""
    entry_id, when = uuid7(), moment(day, minute)
    content = EntryContent(title, body, tuple(tags), mood, starred)
    snapshot = Snapshot(entry_id, None, content, when)
    tx.entries.write(snapshot, Placement.FIRST, uuid7(), when.utc_us)
    return entry_id


def edit(
    tx: Transaction,
    entry_id: UUID,
    change: Callable[[EntryContent], EntryContent],
    *,
    placement: Placement = Placement.CONTINUE,
    day: dt.date | None = None,
    utc_us: int | None = None,
) -> UUID:
    """Write an entry again, changed; returns the revision that was written."""
    entry = tx.entries.get(entry_id)
    assert entry is not None
    when = entry.moment if day is None else entry.moment.on(day)
    snapshot = Snapshot(entry_id, entry.head_revision, change(entry.content), when)
    revision = entry.head_revision if placement is Placement.CONTINUE else uuid7()
    tx.entries.write(snapshot, placement, revision, utc_us or when.utc_us)
    return revision


def index_all(database: Database) -> None:
    """Bring the index up to date."""
    left = 1
    while left:
        with database.transaction() as tx:
            left = tx.index.flush(200)


def decrypted_pages(path: Path) -> bytes:
    """Every page of the closed database at ``path`` in the clear, one after the other."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), 4096):
        page = content[start + (16 if start == 0 else 0) : start + 4096]
        iv = page[-80:-64]
        decryptor = Cipher(algorithms.AES(KEY), modes.CBC(iv)).decryptor()
        pages.append(decryptor.update(page[:-80]) + decryptor.finalize())
    return b"".join(pages)
