"""What goes wrong comes out as a code, and no word of anybody's text with it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage import failure
from safeharbor.storage.database import Cancelled, Database
from support.store import SALT, add, raw, reopen

SECRET = "unmistakable-words-of-somebody"


def failing(database: Database, statement: str) -> HarborError:
    """The error of a statement with somebody's words among its parameters."""
    with pytest.raises(HarborError) as caught, database.transaction():
        database._connection.execute(sa.text(statement), {"x": SECRET})
    return caught.value


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO entry (sort_key, title) VALUES (:x, 'y')",
        "SELECT * FROM nowhere WHERE x = :x",
        "INSERT INTO meta (key, value) SELECT :x, 1 UNION ALL SELECT :x, 2",
        "SELECT * FROM entry_index WHERE entry_index MATCH :x || '\"'",
    ],
)
def test_no_word_of_a_text_is_in_an_error(database: Database, statement: str) -> None:
    error = failing(database, statement)
    assert error.code is ErrorCode.UNEXPECTED
    shown = "".join(traceback.format_exception(error)) + repr(error.facts) + repr(error.args)
    assert SECRET not in shown
    assert "nowhere" not in repr(error.facts)
    assert "During handling" not in shown
    assert "direct cause" not in shown


def test_sqlalchemy_hides_parameters_by_itself_too(database: Database) -> None:
    statement = sa.text("SELECT * FROM nowhere WHERE :x")
    with pytest.raises(sa.exc.OperationalError) as caught, database._connection.begin():
        database._connection.execute(statement, {"x": SECRET})
    assert SECRET not in str(caught.value)


def test_sqlcipher_writes_nothing_to_the_terminal(path: Path) -> None:
    code = (
        f"import sys\nsys.path[:0] = {sys.path!r}\n"
        "from pathlib import Path\nfrom safeharbor.storage.database import Database\n"
        "from safeharbor.domain.errors import HarborError\n"
        f"try:\n    Database.open(Path({str(path)!r}), bytes(32), bytes(16))\n"
        "except HarborError as error:\n    print(error.code.value)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("SH-DB-03\n", "")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (3, ErrorCode.FOLDER_READ_ONLY),
        (5, ErrorCode.VAULT_HELD),
        (261, ErrorCode.VAULT_HELD),
        (7, ErrorCode.OUT_OF_MEMORY),
        (8, ErrorCode.FOLDER_READ_ONLY),
        (1544, ErrorCode.FOLDER_READ_ONLY),
        (266, ErrorCode.READ_FAILED),
        (522, ErrorCode.DATABASE_DAMAGED),
        (778, ErrorCode.WRITE_FAILED),
        (1034, ErrorCode.WRITE_FAILED),
        (11, ErrorCode.DATABASE_DAMAGED),
        (267, ErrorCode.DATABASE_DAMAGED),
        (13, ErrorCode.DISK_FULL),
        (14, ErrorCode.WRITE_FAILED),
        (26, ErrorCode.DATABASE_DAMAGED),
        (1, ErrorCode.UNEXPECTED),
        (2067, ErrorCode.UNEXPECTED),
        (None, ErrorCode.UNEXPECTED),
    ],
)
def test_codes(tmp_path: Path, number: int | None, code: ErrorCode) -> None:
    error = failure.translated(fake(number), tmp_path / "vault-1.db")
    assert isinstance(error, HarborError)
    assert error.code is code


def test_a_backup_without_room_is_told_by_its_words(tmp_path: Path) -> None:
    error = failure.translated(
        sqlcipher.OperationalError("database or disk is full"), tmp_path / "vault-1.db"
    )
    assert isinstance(error, HarborError)
    assert error.code is ErrorCode.DISK_FULL


def fake(number: int | None) -> Exception:
    error = sqlcipher.OperationalError(SECRET)
    if number is not None:
        error.sqlite_errorcode = number
    return error  # type: ignore[no-any-return]  # sqlcipher3 has no types


def test_a_folder_that_takes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    error = failure.translated(fake(14), tmp_path / "vault-1.db")
    assert isinstance(error, HarborError)
    assert error.code is ErrorCode.FOLDER_READ_ONLY


def test_a_full_disk_loses_nothing_and_can_be_tried_again(path: Path) -> None:
    database = reopen(path)
    with database.transaction() as tx:
        kept = add(tx, "kept")
    pages = database._raw.execute("PRAGMA page_count").fetchone()[0]
    database._raw.execute(f"PRAGMA max_page_count = {pages + 2}")
    for _ in range(3):
        with pytest.raises(HarborError) as caught, database.transaction() as tx:
            add(tx, "does not fit " * 20_000)
        assert caught.value.code is ErrorCode.DISK_FULL
    database._raw.execute("PRAGMA max_page_count = 1000000")
    with database.transaction() as tx:
        added = add(tx, "does fit " * 20_000)
    database.close()
    database = reopen(path)
    with database.transaction() as tx:
        assert {row.id for row in tx.entries.page()} == {kept, added}
    database.close()


FULL = """
import resource, sys
sys.path[:0] = {paths!r}
from pathlib import Path
from safeharbor.domain.errors import HarborError
from support.store import add, reopen

def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

room(1000)
database = reopen(Path({path!r}))
with database.transaction() as tx:
    print([row.title for row in tx.entries.page()])
try:
    with database.transaction() as tx:
        add(tx, "no room")
except HarborError as error:
    print(error.code.value)
room(resource.RLIM_INFINITY)
with database.transaction() as tx:
    add(tx, "room", title="two")
database.close()
database = reopen(Path({path!r}))
print(database.unclean)
with database.transaction() as tx:
    print([row.title for row in tx.entries.page()])
database.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_without_any_room_it_opens_reads_and_saves_when_there_is_room_again(path: Path) -> None:
    database = reopen(path)
    with database.transaction() as tx:
        add(tx, "x", title="one")
    database.close()
    code = FULL.format(paths=sys.path, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout.split("\n") == ["['one']", "SH-FS-03", "False", "['two', 'one']", ""]


def test_after_a_failed_flush_nothing_is_written_until_it_was_opened_again(path: Path) -> None:
    """Nobody knows what the disk holds then; a later flush may say yes to what was lost."""
    database = reopen(path)
    with pytest.raises(HarborError) as caught, database.transaction():
        raise fake(1034)
    assert caught.value.code is ErrorCode.WRITE_FAILED
    with pytest.raises(HarborError) as caught, database.transaction():
        pytest.fail("a transaction began")
    assert caught.value.code is ErrorCode.WRITE_FAILED
    with database.transaction(cancel=threading.Event()) as tx:
        assert tx.entries.count() == 0
    database.close()
    database = reopen(path)
    with database.transaction() as tx:
        add(tx, "again")
    database.close()


def test_a_long_statement_stops_when_it_is_told(database: Database) -> None:
    cancel = threading.Event()
    timer = threading.Timer(0.05, cancel.set)
    timer.start()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(Cancelled), database.transaction(cancel=cancel):
        database._connection.execute(sa.text(endless))
    timer.join()
    with database.transaction() as tx:
        add(tx, "saved after it")


def test_a_job_that_was_cancelled_before_does_not_begin(database: Database) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled), database.transaction(cancel=cancel):
        pytest.fail("it began")


def test_the_flag_of_a_read_never_touches_a_save(database: Database) -> None:
    cancel = threading.Event()
    with database.transaction(cancel=cancel) as tx:
        tx.entries.count()
    cancel.set()
    with database.transaction() as tx:
        for n in range(50):
            add(tx, f"saved {n} " * 100)
    with database.transaction() as tx:
        assert tx.entries.count() == 50


def test_a_quick_check(database: Database) -> None:
    assert database.is_sound(threading.Event())


def test_a_file_and_folder_that_cannot_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Root writes everywhere, so the file is held read-only by SQLite itself."""
    real = sqlcipher.connect

    def read_only(address: str, **settings: object) -> object:
        return real(address.replace("mode=rw", "mode=ro"), **settings)

    library = SimpleNamespace(**{**vars(sqlcipher), "connect": read_only})
    monkeypatch.setattr("safeharbor.storage.engine.sqlcipher", library)
    with pytest.raises(HarborError) as caught:
        reopen(path)
    assert caught.value.code is ErrorCode.FOLDER_READ_ONLY
    gc.collect()
    assert capfd.readouterr() == ("", "")
    database = reopen(path, read_only=True)
    with database.transaction() as tx:
        assert tx.entries.count() == 0
    database.close()


def test_the_name_of_the_file_is_all_that_is_told(path: Path) -> None:
    with pytest.raises(HarborError) as caught:
        Database.open(path, bytes(32), SALT)
    assert caught.value.facts == {"file": "vault-1.db"}


def test_a_text_that_was_damaged_inside_is_said_to_be(database: Database) -> None:
    with database.transaction() as tx:
        entry_id = add(tx, "x")
    database._raw.execute("UPDATE entry SET local_date = 'someday', extra = '[]'")
    with pytest.raises(HarborError) as caught, database.transaction() as tx:
        tx.entries.get(entry_id)
    assert caught.value.code is ErrorCode.DATABASE_DAMAGED


def test_the_raw_helper_opens_what_we_close(path: Path) -> None:
    connection = raw(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
