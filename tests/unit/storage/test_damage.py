"""Three hundred flips and cuts: a clear error or the whole data, and the file stays as it is."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.query import parse_query
from safeharbor.storage.database import Database
from support.store import TODAY, add, index_all, reopen

CLEAR = {ErrorCode.DATABASE_DAMAGED, ErrorCode.DATABASE_EMPTY, ErrorCode.READ_FAILED}


@pytest.fixture(scope="module")
def whole(empty_database: Path) -> bytes:
    """A closed database with some entries, as bytes."""
    path = empty_database.with_name("whole.db")
    path.write_bytes(empty_database.read_bytes())
    path.chmod(0o600)
    database = reopen(path)
    with database.transaction() as tx:
        for n in range(60):
            add(tx, f"entry {n} " * (40 + n * 5), title=f"title {n}", tags=["t"], minute=n)
    index_all(database)
    database.close()
    return path.read_bytes()


def everything(database: Database) -> str:
    """A digest of all that a person would see."""
    seen = hashlib.sha256()
    with database.transaction() as tx:
        for row in tx.entries.page(limit=1000, with_words=True):
            entry = tx.entries.get(row.id)
            states = [tx.revisions.get(info.id) for info in tx.revisions.list(row.id)]
            seen.update(repr((row, entry, states)).encode())
        for asked in ("entry", "tag:t", '"entry 7"', "on:2026"):
            found = tx.index.search(parse_query(asked, TODAY), None, 1000)
            seen.update(repr([row.summary.id for row in found]).encode())
        seen.update(repr((tx.tags.all(), tx.entries.months(), tx.entries.count())).encode())
    return seen.hexdigest()


def outcome(path: Path) -> str | ErrorCode:
    """What a reader of the damaged file gets, without writing to it."""
    try:
        database = reopen(path, read_only=True)
    except HarborError as error:
        return error.code
    try:
        return everything(database)
    except HarborError as error:
        return error.code
    finally:
        database.close()


def damaged(whole: bytes, chance: random.Random) -> bytes:
    content = bytearray(whole)
    match chance.randrange(4):
        case 0:
            return bytes(content[: chance.randrange(len(content))])
        case 1:
            del content[chance.randrange(1, len(content) // 4096) * 4096 :]
        case 2:
            start = chance.randrange(len(content) - 600)
            content[start : start + chance.randrange(1, 600)] = bytes(chance.randrange(1, 600))
        case _:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


@pytest.mark.parametrize("seed", range(6))
def test_damage_is_told_or_harmless(path: Path, whole: bytes, seed: int) -> None:
    path.write_bytes(whole)
    expected = outcome(path)
    assert isinstance(expected, str)
    assert not isinstance(expected, ErrorCode)
    chance = random.Random(seed)
    told = 0
    for _ in range(50):
        content = damaged(whole, chance)
        path.write_bytes(content)
        found = outcome(path)
        assert found == expected or found in CLEAR
        told += found in CLEAR
        assert path.read_bytes() == content
    assert told > 30


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_is_not_written_to_by_a_refused_opening(
    path: Path, whole: bytes, seed: int
) -> None:
    chance = random.Random(100 + seed)
    for _ in range(20):
        content = damaged(whole, chance)
        path.write_bytes(content)
        try:
            database = reopen(path)
        except HarborError as error:
            assert error.code in CLEAR  # noqa: PT017 - one of several codes
            assert path.read_bytes() == content
        else:
            database.close()


def test_swapped_pages_are_noticed(path: Path, whole: bytes) -> None:
    pages = [whole[n : n + 4096] for n in range(0, len(whole), 4096)]
    pages[2], pages[5] = pages[5], pages[2]
    path.write_bytes(b"".join(pages))
    assert outcome(path) is ErrorCode.DATABASE_DAMAGED
