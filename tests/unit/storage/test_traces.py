"""What was deleted is gone from the file, not only from sight."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safeharbor.domain.revision import Placement
from safeharbor.storage.database import Database
from support.store import add, decrypted_pages, edit, index_all, reopen

SECRET = "xylomancy"
OTHER = "quixotical"
FILLER = "ordinary words about a quiet day by the sea and the people in it"


def traces(path: Path, word: str) -> list[str]:
    """Parts of ``word``, longer than chance, that stand in any page of the file.

    The index stores a word without the letters it shares with the one before it.
    """
    pages = decrypted_pages(path)
    return [word[n:] for n in range(len(word) - 5) if word[n:].encode() in pages]


@pytest.fixture
def filled(database: Database) -> Database:
    with database.transaction() as tx:
        for n in range(200):
            add(tx, f"{FILLER} {n}", minute=n)
    index_all(database)
    return database


def test_the_test_sees_a_word_that_is_there(filled: Database, path: Path) -> None:
    with filled.transaction() as tx:
        add(tx, f"a word {SECRET} is here", title=OTHER)
    index_all(filled)
    filled.close()
    assert traces(path, SECRET)
    assert traces(path, OTHER)


def test_a_word_taken_out_of_an_entry_leaves_the_index(filled: Database, path: Path) -> None:
    with filled.transaction() as tx:
        entry_id = add(tx, f"{FILLER} {SECRET}", title=SECRET, tags=[SECRET])
    index_all(filled)
    with filled.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, title="", body=FILLER, tags=()))
    index_all(filled)
    blocks = filled._raw.execute("SELECT block FROM entry_index_data").fetchall()
    for length in (6, len(SECRET)):
        assert not any(SECRET[-length:].encode() in block for (block,) in blocks)
    filled._raw.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, entry_index, row)")
    found = filled._raw.execute("SELECT count(*) FROM temp.terms WHERE term LIKE 'xyl%'").fetchone()
    assert found == (0,)


def test_a_deleted_entry_is_gone_from_every_page(filled: Database, path: Path) -> None:
    with filled.transaction() as tx:
        entry_id = add(tx, f"{FILLER} {SECRET} " * 40, title=OTHER, tags=[OTHER])
    index_all(filled)
    with filled.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, body=c.body + SECRET), placement=Placement.NEXT)
    with filled.transaction() as tx:
        tx.entries.trash(entry_id, 1)
    index_all(filled)
    with filled.transaction() as tx:
        tx.entries.purge(entry_id, 2)
    filled.close()
    assert traces(path, SECRET) == []
    assert traces(path, OTHER) == []
    assert traces(path, "ordinary")


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("trashed", [True, False])
def test_deleting_leaves_nothing_for_the_index_to_forget(
    filled: Database, path: Path, *, indexed: bool, trashed: bool
) -> None:
    with filled.transaction() as tx:
        entry_id = add(tx, f"{FILLER} {SECRET}")
    if indexed:
        index_all(filled)
    with filled.transaction() as tx:
        edit(tx, entry_id, lambda c: replace(c, body=f"{OTHER} {FILLER}"))
        if trashed:
            tx.entries.trash(entry_id, 1)
        tx.entries.purge(entry_id, 1)
        assert tx.index.flush(10) == 0
    filled.close()
    assert traces(path, SECRET) == []
    assert traces(path, OTHER) == []
    opened = reopen(path)
    with opened.transaction() as tx:
        assert tx.entries.count() == 200
    opened.close()
