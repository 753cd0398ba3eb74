"""The settings that keep a commit durable and the file strict."""

from __future__ import annotations

from typing import Any

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage import engine
from safeharbor.storage.database import Database


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("fullfsync", 1),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("mmap_size", 0),
        ("cipher_use_hmac", "1"),
        ("cipher_page_size", "4096"),
        ("cipher_memory_security", "0"),
        ("user_version", 1),
    ],
)
def test_setting(database: Database, pragma: str, value: object) -> None:
    assert database._raw.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_setting_that_does_not_take_is_noticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_SETTINGS", (("journal_mode", "TRUNCATE", "wal"),))
    with pytest.raises(HarborError) as caught:
        engine.settle(database._raw, read_only=False)
    assert caught.value.code is ErrorCode.UNEXPECTED


def test_the_key_is_in_no_text_of_the_engine(database: Database) -> None:
    shown = f"{database._connection.engine!r} {database._connection.engine.url}"
    assert "000102" not in shown
    assert database._connection.engine.hide_parameters


def test_every_transaction_begins_by_taking_the_lock(database: Database) -> None:
    seen: list[str] = []
    raw: Any = database._raw
    raw.set_trace_callback(seen.append)
    with database.transaction() as tx:
        tx.entries.count()
    raw.set_trace_callback(None)
    assert seen[0] == "BEGIN IMMEDIATE"
    assert seen[-1] == "COMMIT"
