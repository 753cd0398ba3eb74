"""The commands of the vault in-process: what they print, keep, and hand to other programs."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.domain.policy import SlotType
from safeharbor.exchange.markdown import read_markdown
from safeharbor.services.session import SessionService, Unlocked
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths, socket_address
from safeharbor.vault.headerfile import load_header
from safeharbor.vault.kit import kit_text
from support.keyring import FakeKeyring, KeyringMode
from unit.cli.doubles import Desk


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeharbor.cli.secrets.Secrets.can_ask", lambda _: False)


# Making a vault


def test_a_vault_is_made_and_its_code_shown_once(empty: Desk) -> None:
    outcome = empty("init", "--policy", "simple")
    assert outcome.code == 0
    code = next(line.strip() for line in outcome.out.splitlines() if line.count("-") == 9)
    assert "Write it on paper" in outcome.out
    assert empty.json("list", secret=code) == {"entries": []}


def test_a_vault_with_a_passphrase_given_on_stdin(empty: Desk) -> None:
    made = empty.json("init", "--policy", "private", secret="a quiet harbour")
    assert set(made) == {"recovery_code", "home"}
    assert empty.json("list", secret="a quiet harbour") == {"entries": []}


def test_the_kit_is_written_with_a_warning(empty: Desk, tmp_path: Path) -> None:
    kit = tmp_path / "page.html"
    outcome = empty("init", "--policy", "simple", "--kit", str(kit))
    assert "readable by anyone" in outcome.err
    page = kit.read_text(encoding="utf-8")
    code = next(line.strip() for line in outcome.out.splitlines() if line.count("-") == 9)
    assert all(group in page for group in code.split("-"))
    assert kit.stat().st_mode & 0o077 == 0


def test_a_kit_that_would_replace_something_makes_no_vault(empty: Desk, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("mine")
    outcome = empty("init", "--policy", "simple", "--kit", str(tmp_path / "page.html"))
    assert outcome.code == 74
    assert (tmp_path / "page.html").read_text() == "mine"
    assert not (empty.home / "vault.hdr").exists()
    assert empty("init", "--kit", str(tmp_path / "no" / "page.html")).code == 1


@pytest.mark.parametrize("secret", [None, ""])
def test_a_vault_with_a_passphrase_needs_one(empty: Desk, secret: str | None) -> None:
    outcome = empty("init", secret=secret)
    assert outcome.code == 2
    assert "A passphrase is needed" in outcome.err
    assert list(empty.home.iterdir()) == []


def test_a_short_passphrase_is_refused(empty: Desk) -> None:
    outcome = empty("init", secret="short")
    assert outcome.code == 2
    assert "too short" in outcome.err
    assert not (empty.home / "vault.hdr").exists()


# Writing


def test_an_entry_goes_into_the_vault(desk: Desk) -> None:
    added = desk.json(
        "add", "--title", "  A  title ", "--tag", "#home", "--tag", "two words", stdin="Text.\n"
    )
    assert set(added) == {"id", "stored"}
    assert added["stored"] == "vault"
    shown = desk.json("show", added["id"])
    assert shown["title"] == "A title"
    assert shown["body"] == "Text.\n"
    assert set(shown["tags"]) == {"home", "two words"}
    assert shown["local_date"] == "2026-11-21"
    assert shown["mood"] is None


def test_an_entry_may_be_meant_for_another_day(desk: Desk) -> None:
    desk.json("add", "--date", "2024-02-29", stdin="Leap day.")
    [row] = desk.json("list")["entries"]
    assert row["local_date"] == "2024-02-29"


def test_without_the_keyring_it_is_sealed_and_joins_later_with_the_same_id(desk: Desk) -> None:
    desk.keyring.mode = KeyringMode.LOCKED
    outcome = desk("--json", "add", stdin="Later.")
    assert outcome.code == 0
    added = outcome.json
    assert added["stored"] == "inbox"
    assert "locked" in outcome.errors[0]["notice"]
    [row] = desk.json("list", secret=desk.code)["entries"]
    assert row["id"] == added["id"]


def test_a_wrong_secret_keeps_the_text_all_the_same(desk: Desk) -> None:
    outcome = desk("--json", "add", stdin="Kept.", secret="S1" + "0" * 38)
    assert outcome.code == 77
    added = outcome.json
    assert added["stored"] == "inbox"
    assert outcome.errors[-1]["error"]["code"] == "SH-VT-18"
    assert desk.body(added["id"]) == "Kept."


def test_a_line_without_a_secret_keeps_the_text_too(desk: Desk) -> None:
    outcome = desk("--json", "add", stdin="Kept.", secret="")
    assert outcome.code == 77
    assert outcome.json["stored"] == "inbox"


def test_ctrl_c_after_the_last_word_still_keeps_the_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(session: SessionService, secret: str | None) -> Unlocked:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(SessionService, "unlock", interrupted)
        outcome = desk("--json", "add", stdin="Kept.")
    assert outcome.code == 0
    assert outcome.json["stored"] == "inbox"
    assert desk.body(outcome.json["id"]) == "Kept."


def test_another_program_has_it_open(desk: Desk) -> None:
    with ProcessLock(HomePaths(desk.home).vault_lock):
        outcome = desk("add", stdin="Sealed.")
        assert outcome.code == 0
        assert "Kept, sealed" in outcome.out
        assert desk("list").code == 75
    assert len(desk.json("list")["entries"]) == 1


def test_a_long_text_becomes_several_entries_in_order(desk: Desk) -> None:
    text = "".join(f"Paragraph {n}, with some words in it.\n\n" for n in range(60_000))
    outcome = desk("--json", "add", "--title", "Long", "--tag", "x", stdin=text)
    added = outcome.json
    assert added["ids"][0] == added["id"]
    assert len(added["ids"]) == 2
    assert "".join(desk.body(entry_id) for entry_id in added["ids"]) == text
    shown = [desk.json("show", entry_id) for entry_id in added["ids"]]
    assert [entry["title"] for entry in shown] == ["Long (1/2)", "Long (2/2)"]
    assert any("2 entries" in line["notice"] for line in outcome.errors)


@pytest.mark.parametrize(
    ("raw", "body", "told"),
    [
        ("Grüße".encode("utf-16"), "Grüße", "UTF-16"),
        ("“Grüße”".encode("cp1252"), "“Grüße”", "Windows-1252"),
        (b"a\x00b \xed\xa0\x80", "a\u2400b \ufffd", "Windows-1252"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", ""),
    ],
)
def test_any_encoding_is_read(desk: Desk, raw: bytes, body: str, told: str) -> None:
    outcome = desk("--json", "add", stdin=raw)
    assert told in outcome.err
    assert desk.body(outcome.json["id"]) == body


def test_no_text_is_no_entry(desk: Desk) -> None:
    assert desk("add", stdin=" \n\t ").code == 2
    assert desk("add", "--title", "only a title").code == 2
    assert desk.json("list") == {"entries": []}


def test_without_a_vault_nothing_is_read(empty: Desk) -> None:
    assert empty("add", stdin="text").code == 66


# Reading


@pytest.fixture
def written(desk: Desk) -> Desk:
    """Three entries."""
    desk.json(
        "add",
        "--title",
        "Rain",
        "--tag",
        "home",
        "--date",
        "2026-11-01",
        stdin="The gutter spills.",
    )
    desk.json("add", "--title", "猫", "--date", "2026-11-10", stdin="猫が塀の上から見ていた。")
    desk.json(
        "add",
        "--tag",
        "home",
        "--tag",
        "sleep",
        "--date",
        "2026-11-20",
        stdin="Awake at four again.",
    )
    return desk


def test_the_list_is_newest_first_with_all_that_programs_need(written: Desk) -> None:
    rows = written.json("list")["entries"]
    assert [row["local_date"] for row in rows] == ["2026-11-20", "2026-11-10", "2026-11-01"]
    assert [set(row) for row in rows] == [
        {"id", "title", "local_date", "tags", "mood", "words"}
    ] * 3
    assert [row["words"] for row in rows][::2] == [4, 3]


def test_the_list_in_words(written: Desk) -> None:
    shown = written("list").out
    assert "2026-11-20  (no title)" in shown
    assert "2026-11-10  猫" in shown
    assert "4 words  #home  #sleep" in shown


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (["--from", "2026-11-10"], ["2026-11-20", "2026-11-10"]),
        (["--to", "2026-11-10"], ["2026-11-10", "2026-11-01"]),
        (["--from", "2026-11-02", "--to", "2026-11-19"], ["2026-11-10"]),
        (["--tag", "sleep"], ["2026-11-20"]),
        (["--tag", "#home"], ["2026-11-20", "2026-11-01"]),
        (["--tag", "nothing"], []),
    ],
)
def test_the_list_by_day_and_tag(written: Desk, options: list[str], days: list[str]) -> None:
    rows = written.json("list", *options)["entries"]
    assert [row["local_date"] for row in rows] == days


def test_nothing_to_list_is_a_sentence(desk: Desk) -> None:
    assert desk("list").out == "No entries here.\n"
    assert desk("search", "gutter").out == "Nothing found.\n"


@pytest.mark.parametrize(
    "query", [["gutter"], ["gutt"], ['"gutter', 'spills"'], ["tag:home", "gutter"]]
)
def test_searching(written: Desk, query: list[str]) -> None:
    [hit] = written.json("search", *query)["hits"]
    assert set(hit) == {"kind", "id", "title", "local_date", "snippet"}
    assert hit["kind"] == "entry"
    assert hit["title"] == "Rain"
    assert "gutter" in hit["snippet"]


def test_a_query_may_come_by_stdin_so_that_no_history_has_it(written: Desk) -> None:
    [hit] = written.json("search", "-", stdin="塀の上\n")["hits"]
    assert hit["title"] == "猫"


def test_more_entries_than_one_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeharbor.cli.vault._PAGE", 2)
    for number in range(5):
        desk.json("add", stdin=f"Entry number {number}.")
    assert len(desk.json("list")["entries"]) == 5
    assert len(desk.json("search", "entry")["hits"]) == 5


def test_one_entry_in_words(written: Desk) -> None:
    [row] = written.json("list", "--tag", "sleep")["entries"]
    shown = written("show", row["id"]).out.splitlines()
    assert shown == ["(no title)", "2026-11-20  #home  #sleep", "", "Awake at four again."]


@pytest.mark.parametrize("entry_id", ["x", "0193a3c0-1111-7222-8333-444455556666"])
def test_an_unknown_id(written: Desk, entry_id: str) -> None:
    assert written("show", entry_id).code == 1


# Taking it elsewhere


def test_an_export_says_first_that_anyone_can_read_it(written: Desk, tmp_path: Path) -> None:
    outcome = written("export", "--to", str(tmp_path / "plain"), "--format", "md")
    assert "not encrypted" in outcome.err
    names = sorted(path.name for path in (tmp_path / "plain").iterdir())
    assert names[0] == "2026-11-01-rain.md"
    assert names[1] == "2026-11-10-猫.md"
    bodies = {read_markdown(p.read_bytes()).content.body for p in (tmp_path / "plain").iterdir()}
    assert "Awake at four again." in bodies
    assert len(bodies) == 3


def test_an_export_into_one_file(written: Desk, tmp_path: Path) -> None:
    done = written.json("export", "--to", str(tmp_path / "all.md"))
    assert done == {"path": str(tmp_path / "all.md"), "entries": 3, "sheets": 0, "steps": 0}
    assert (tmp_path / "all.md").read_text(encoding="utf-8").count("created: ") == 3


def test_a_backup_comes_back_in_another_home(written: Desk, tmp_path: Path) -> None:
    done = written.json("backup", "--to", str(tmp_path / "kept.shb"))
    assert done["entries"] == 3
    assert done["bytes"] == (tmp_path / "kept.shb").stat().st_size
    other = Desk(tmp_path / "other", FakeKeyring(), written.code)
    restored = other("restore", str(tmp_path / "kept.shb"), secret=written.code)
    assert restored.code == 0
    assert len(other.json("list", secret=written.code)["entries"]) == 3


def test_a_backup_without_a_name_goes_into_the_home(written: Desk) -> None:
    done = written.json("backup")
    assert Path(done["path"]).parent == written.home / "backups"


def test_on_the_same_computer_the_keyring_opens_the_backup(written: Desk, tmp_path: Path) -> None:
    written.json("backup", "--to", str(tmp_path / "kept.shb"))
    outcome = written("restore", str(tmp_path / "kept.shb"))
    assert outcome.code == 0
    assert "--home" in outcome.out


def test_elsewhere_a_backup_needs_a_secret(written: Desk, tmp_path: Path) -> None:
    written.json("backup", "--to", str(tmp_path / "kept.shb"))
    other = Desk(tmp_path / "other", FakeKeyring())
    assert other("restore", str(tmp_path / "kept.shb")).code == 77
    assert not (tmp_path / "other" / "vault.hdr").exists()


def test_a_bare_database_comes_back_with_the_kit_and_the_code(empty: Desk, tmp_path: Path) -> None:
    code = empty.json("init", "--policy", "simple")["recovery_code"]
    empty.json("add", stdin="Only the database is left.")
    header = load_header(HomePaths(empty.home)).header
    kit = kit_text(header, header.slots_of(SlotType.RECOVERY)[0])
    in_lines = "\n".join(kit[start : start + 40] for start in range(0, len(kit), 40))
    database = tmp_path / "vault-1.db"
    (empty.home / "vault-1.db").rename(database)

    other = Desk(tmp_path / "other", FakeKeyring())
    outcome = other("restore", str(database), stdin=in_lines, secret=code)
    assert outcome.code == 0, outcome.err
    [row] = other.json("list", secret=code)["entries"]
    assert row["words"] == 5
    assert other("restore", str(database), stdin="", secret=code).code == 65


# Looking after it


def test_the_report_needs_no_secret(written: Desk) -> None:
    report = written.json("doctor")
    assert report["problems"] == []
    assert set(report["ways_in"]) == {"keyring", "recovery"}
    assert report["inbox"] == 0
    assert report["in_use"] is False
    shown = written("doctor")
    assert "Nothing was unlocked" in shown.out
    assert "rain" not in shown.out.lower()


def test_the_report_names_what_is_wrong_by_its_exit_code(desk: Desk) -> None:
    (desk.home / "vault.hdr").unlink()
    outcome = desk("doctor")
    assert outcome.code == 65
    assert "Its copy is whole" in outcome.out
    (desk.home / "vault.hdr.bak").unlink()
    assert desk("doctor").code == 65


def test_the_report_of_an_empty_place(empty: Desk) -> None:
    assert empty("doctor").code == 66


class Window(threading.Thread):
    """A window that answers the verbs it is sent."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.heard: list[bytes] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(address)
        self._listening.listen()

    def run(self) -> None:
        while True:
            try:
                talk, _ = self._listening.accept()
            except OSError:
                return
            with talk:
                self.heard.append(talk.recv(16))
                talk.sendall(b"ok\n")

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.join()


@pytest.fixture
def window(desk: Desk) -> Iterator[Window]:
    if os.name != "posix":
        pytest.skip("a socket of POSIX")
    window = Window(socket_address(HomePaths(desk.home)))
    window.start()
    yield window
    window.close()


def test_a_running_window_is_told(desk: Desk, window: Window) -> None:
    assert "told to lock" in desk("lock").out
    desk.keyring.mode = KeyringMode.LOCKED
    assert "The open window takes it in." in desk("add", stdin="For the window.").out
    assert window.heard == [b"lock\n", b"inbox\n"]
