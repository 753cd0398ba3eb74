"""Journals beside the database: our own is played back, anything else is left alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.journalfile import PageSeal
from support.store import KEY, SALT, add, make, raw, reopen

WRITER = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
from support.store import add, reopen
database = reopen(Path({path!r}))
database._raw.execute("PRAGMA cache_size = -40")
with database.transaction() as tx:
    for n in range(60):
        add(tx, f"never acknowledged {{n}} " * 200)
    print("halfway", flush=True)
    sys.stdin.read()
"""


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def hot(path: Path) -> Path:
    """A database that a kill left in the middle of a transaction, with its hot journal."""
    database = reopen(path)
    with database.transaction() as tx:
        for n in range(40):
            add(tx, f"acknowledged {n} " * 200, minute=n)
    database.close()
    code = WRITER.format(paths=sys.path, path=str(path))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "halfway\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert journal_of(path).stat().st_size > 4096
    return path


def bodies(path: Path) -> set[str]:
    database = reopen(path)
    with database.transaction() as tx:
        ids = [row.id for row in tx.entries.page(limit=1000)]
        entries = [tx.entries.get(entry_id) for entry_id in ids]
    database.close()
    return {entry.content.body.split(" ")[0] for entry in entries if entry}


def refused(path: Path) -> ErrorCode:
    with pytest.raises(HarborError) as caught:
        reopen(path)
    return caught.value.code


def test_a_killed_transaction_is_rolled_back(hot: Path) -> None:
    database = reopen(hot)
    assert database.unclean
    with database.transaction() as tx:
        assert tx.entries.count() == 40
    database.close()
    assert bodies(hot) == {"acknowledged"}


def test_reading_only_after_a_kill_sees_what_was_acknowledged(hot: Path) -> None:
    database = reopen(hot, read_only=True)
    with database.transaction() as tx:
        assert tx.entries.count() == 40
    database.close()


def test_a_journal_of_another_vault_is_not_played_back(hot: Path, tmp_path: Path) -> None:
    """SQLite alone would: the database is destroyed then."""
    other = tmp_path / "other" / "vault-1.db"
    other.parent.mkdir()
    database = make(other, key=bytes(32))
    with database.transaction() as tx:
        add(tx, "untouched")
    database.close()
    shutil.copyfile(journal_of(hot), journal_of(other))
    before = digest(other), digest(journal_of(other))
    with pytest.raises(HarborError) as caught:
        type(database).open(other, bytes(32), SALT)
    assert caught.value.code is ErrorCode.JOURNAL_PLANTED
    assert (digest(other), digest(journal_of(other))) == before


@pytest.mark.parametrize("place", [0.05, 0.1, 0.2, 0.3])
def test_a_damaged_journal_is_not_played_back(hot: Path, place: float) -> None:
    journal = journal_of(hot)
    content = bytearray(journal.read_bytes())
    # The checksum of a record sees every two hundredth byte only.
    content[int(len(content) * place) | 1] ^= 0x40
    journal.write_bytes(content)
    before = digest(hot)
    with pytest.raises(HarborError) as caught:
        reopen(hot)
    assert caught.value.code is ErrorCode.JOURNAL_PLANTED
    assert digest(hot) == before


def test_a_damaged_checksum_is_not_taken_for_the_end(hot: Path) -> None:
    """SQLite would stop there and leave the rest of the transaction in the database."""
    journal = journal_of(hot)
    content = bytearray(journal.read_bytes())
    content[4096 + 3 * (4096 + 8) - 1] ^= 1
    journal.write_bytes(content)
    assert refused(hot) is ErrorCode.JOURNAL_PLANTED


def test_a_journal_cut_short_is_not_played_back(hot: Path) -> None:
    journal = journal_of(hot)
    journal.write_bytes(journal.read_bytes()[: 4096 + 2 * (4096 + 8) + 100])
    before = digest(hot)
    assert refused(hot) is ErrorCode.JOURNAL_PLANTED
    assert digest(hot) == before


def test_what_was_not_flushed_yet_may_be_torn(hot: Path) -> None:
    journal = journal_of(hot)
    journal.write_bytes(journal.read_bytes()[:-1000])
    database = reopen(hot)
    with database.transaction() as tx:
        assert tx.entries.count() == 40
    database.close()


def test_a_bare_header_does_not_cut_the_database(hot: Path, path: Path) -> None:
    """The first header says how long the database was; played back, it would be cut to that."""
    journal = journal_of(hot)
    header = bytearray(journal.read_bytes()[:4096])
    reopen(hot).close()
    header[8:12] = bytes(4)
    header[16:20] = (1).to_bytes(4, "big")
    journal.write_bytes(header)
    before = digest(hot)
    assert refused(hot) is ErrorCode.JOURNAL_PLANTED
    assert digest(hot) == before


def test_a_journal_cut_short_before_its_first_page_is_harmless(path: Path) -> None:
    pages = path.stat().st_size // 4096
    header = bytes.fromhex("d9d505f920a163d7") + bytes(4) + b"nonc" + pages.to_bytes(4, "big")
    header += (4096).to_bytes(4, "big") * 2
    journal_of(path).write_bytes(header.ljust(4096, b"\0"))
    reopen(path).close()


def test_a_journal_that_names_another_is_refused(hot: Path) -> None:
    with journal_of(hot).open("ab") as journal:
        journal.write(bytes(8) + bytes.fromhex("d9d505f920a163d7"))
    assert refused(hot) is ErrorCode.JOURNAL_PLANTED


@pytest.mark.parametrize("content", [b"", bytes(9000), b"notes", b"x" * 9000])
def test_a_journal_that_says_nothing_is_passed_over(path: Path, content: bytes) -> None:
    """So does a journal look that a power cut met before its first flush: whatever the disk had."""
    journal_of(path).write_bytes(content)
    reopen(path).close()


def test_a_bare_magic_is_refused_and_stays(path: Path) -> None:
    content = bytes.fromhex("d9d505f920a163d7")
    journal_of(path).write_bytes(content)
    assert refused(path) is ErrorCode.JOURNAL_PLANTED
    assert journal_of(path).read_bytes() == content


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_traces_of_another_mode_are_refused(path: Path, suffix: str) -> None:
    odd = path.with_name(path.name + suffix)
    odd.touch()
    assert refused(path) is ErrorCode.JOURNAL_PLANTED
    assert odd.exists()


@pytest.mark.parametrize("kind", ["link", "dangling", "fifo", "folder", "hard link"])
def test_an_odd_journal_is_refused(path: Path, kind: str) -> None:
    journal, aside = journal_of(path), path.with_name("aside")
    aside.write_bytes(b"somebody's")
    if kind == "link":
        journal.symlink_to(aside)
    elif kind == "dangling":
        journal.symlink_to(path.with_name("nowhere"))
    elif kind == "fifo":
        os.mkfifo(journal)
    elif kind == "folder":
        journal.mkdir()
    else:
        os.link(aside, journal)
    assert refused(path) is ErrorCode.JOURNAL_PLANTED
    assert aside.read_bytes() == b"somebody's"
    assert not path.with_name("nowhere").exists()


def test_the_seal_is_that_of_sqlcipher(path: Path) -> None:
    content = path.read_bytes()
    seal, other = PageSeal(KEY, SALT), PageSeal(bytes(32), SALT)
    for number in range(1, len(content) // 4096 + 1):
        page = content[(number - 1) * 4096 : number * 4096]
        assert seal.holds(number, page)
        assert not seal.holds(number + 1, page)
        assert not other.holds(number, page)


def test_a_database_that_was_only_read_stays_readable_elsewhere(path: Path) -> None:
    reopen(path).close()
    connection = raw(path)
    assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
    connection.close()
