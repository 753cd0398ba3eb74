"""From an older schema to a newer one, on a checked copy first. The newer one is made up."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage import migrations, schema
from safeharbor.storage.database import Database, verify_copy
from safeharbor.storage.migrations import CURRENT, Plan
from support.store import DEVICE, KEY, SALT, VAULT_ID, add, index_all, reopen

WEATHER = "CREATE TABLE weather (entry BLOB NOT NULL PRIMARY KEY, sky TEXT NOT NULL) STRICT"
BY_SKY = "CREATE INDEX weather_sky ON weather (sky)"


def to_second(connection: Any) -> None:
    connection.execute(WEATHER)


def to_third(connection: Any) -> None:
    connection.execute(BY_SKY)


THIRD = Plan(3, 2, (*CURRENT.statements, WEATHER, BY_SKY), {1: to_second, 2: to_third})


def open_third(path: Path, plan: Plan = THIRD) -> Database:
    return Database.open(path, KEY, SALT, plan=plan)


def described(database: Database) -> list[tuple[object, ...]]:
    """Everything that the schema of ``database`` says."""
    rows = database._raw.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name, type"
    ).fetchall()
    version = database._raw.execute("PRAGMA user_version").fetchall()
    facts = database._raw.execute(
        "SELECT key, value FROM meta WHERE key IN ('schema', 'min_reader') ORDER BY key"
    ).fetchall()
    return [*rows, *version, *facts]


def kept_copies(path: Path) -> set[str]:
    found = {p.name for p in path.parent.glob("*.schema-*")}
    return {name for name in found if not name.endswith("-journal")}


@pytest.fixture
def old(path: Path) -> Path:
    database = reopen(path)
    with database.transaction() as tx:
        add(tx, "from the old days")
    index_all(database)
    database.close()
    return path


def test_a_migrated_and_a_fresh_database_are_the_same(old: Path, tmp_path: Path) -> None:
    fresh = Database.create(
        tmp_path / "fresh.db",
        KEY,
        SALT,
        vault_id=VAULT_ID,
        inbox_private_key=bytes(32),
        device_id=DEVICE,
        plan=THIRD,
    )
    migrated = open_third(old)
    assert described(migrated) == described(fresh)
    with migrated.transaction() as tx:
        assert tx.entries.count() == 1
        assert (tx.meta.get("schema"), tx.meta.get("min_reader")) == (3, 2)
    migrated.close()
    fresh.close()


def test_a_checked_copy_of_before_stays(old: Path) -> None:
    open_third(old).close()
    kept = old.with_name("vault-1.db.schema-1")
    assert verify_copy(kept, KEY, SALT).schema == 1
    reopen(kept).close()
    open_third(old).close()
    assert kept_copies(old) == {"vault-1.db.schema-1"}


def test_a_step_that_fails_changes_nothing(old: Path) -> None:
    def fails(connection: Any) -> None:
        connection.execute("DELETE FROM entry")
        connection.execute("SELECT nonsense")

    before = old.read_bytes()
    with pytest.raises(HarborError):
        open_third(old, Plan(3, 1, (), {1: to_second, 2: fails}))
    assert old.read_bytes() == before
    database = open_third(old)
    with database.transaction() as tx:
        assert tx.entries.count() == 1
    database.close()
    assert kept_copies(old) == {"vault-1.db.schema-1", "vault-1.db.schema-1-2"}


def test_a_missing_step_is_noticed_before_anything(old: Path) -> None:
    with pytest.raises(HarborError) as caught:
        open_third(old, Plan(3, 1, (), {2: to_third}))
    assert caught.value.code is ErrorCode.UNEXPECTED
    assert kept_copies(old) == set()


def test_without_a_whole_copy_nothing_is_migrated(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr(migrations, "copy_checked", no_room)
    before = old.read_bytes()
    with pytest.raises(HarborError) as caught:
        open_third(old)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert old.read_bytes() == before


def test_reading_only_migrates_nothing(old: Path) -> None:
    before = old.read_bytes()
    database = Database.open(old, KEY, SALT, read_only=True, plan=THIRD)
    with database.transaction() as tx:
        assert tx.entries.count() == 1
    database.close()
    assert old.read_bytes() == before


def test_the_tables_for_queries_are_those_of_the_schema(database: Database) -> None:
    for table in schema.TABLES:
        real = database._raw.execute(f"PRAGMA table_xinfo({table.name})").fetchall()
        assert [row[1] for row in real] == [column.name for column in table.columns], table.name


def test_every_table_is_strict(database: Database) -> None:
    kinds = database._raw.execute("PRAGMA table_list").fetchall()
    ours = {row[1]: row for row in kinds if row[0] == "main" and row[2] == "table"}
    expected = {re.split(r"\s+", text)[2] for text in schema.STATEMENTS if "STRICT" in text}
    assert {name for name, row in ours.items() if row[5]} == expected
    assert expected == {
        *("meta", "entry", "revision", "tombstone", "entry_tag", "change", "form_template"),
        *("form", "answer", "search_dirty", "inbox_note"),
    }
    assert ours.keys() - expected == {"sqlite_schema"}


def test_the_schema_is_what_it_was() -> None:
    """Whoever changes schema 1 changes files that people have: add a step instead."""
    text = " ".join(" ".join(schema.STATEMENTS).split())
    assert schema.SCHEMA == 1
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "fd937caa5f7c35cb"
