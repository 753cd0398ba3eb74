"""A whole life in the terminal, as a person lives it: the real program, one process a command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from safeharbor.exchange.markdown import read_markdown
from support.caller import PATIENCE, Person

PASSPHRASE: Final = "a lamp in the window, always"


@dataclass(frozen=True)
class Passage:
    """A text and a word out of its middle."""

    title: str
    tags: list[str]
    word: str
    text: str


def passages() -> list[Passage]:
    raw = tomllib.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))
    return [Passage(**each) for each in raw["passage"]]


def write_down(person: Person, passage: Passage, secret: str | None) -> str:
    argv = ["add", "--title", passage.title]
    for tag in passage.tags:
        argv += ["--tag", tag]
    added = person.must(*argv, stdin=passage.text, secret=secret)
    assert added["stored"] == ("inbox" if secret is None else "vault")
    return str(added["id"])


@pytest.mark.argon2
def test_a_whole_life(own_world: Path, tmp_path: Path) -> None:
    person = Person(own_world)
    code = person.must("init", "--policy", "private", secret=PASSPHRASE)["recovery_code"]
    texts = passages()
    assert len(texts) >= 20

    first = write_down(person, texts[0], PASSPHRASE)
    ids = [first, *(write_down(person, passage, None) for passage in texts[1:])]
    assert len(set(ids)) == len(texts)

    listed = person.must("list", secret=code)["entries"]
    assert {row["id"] for row in listed} == set(ids)
    assert all(row["words"] > 5 for row in listed)

    for passage, entry_id in list(zip(texts, ids, strict=True))[::3]:
        hits = person.must("search", passage.word, secret=code)["hits"]
        assert [hit["id"] for hit in hits] == [entry_id], passage.word
        assert passage.word in hits[0]["snippet"]

    shown = person.must("show", ids[7], secret=code)
    assert shown["body"].strip() == texts[7].text.strip()
    assert shown["tags"] == texts[7].tags

    _take_elsewhere(person, Person(tmp_path / "second"), code, ids, texts)


def _take_elsewhere(
    person: Person, other: Person, code: str, ids: list[str], texts: list[Passage]
) -> None:
    exported = person.home.parent / "plain"
    person.must("export", "--to", str(exported), secret=code)
    files = [read_markdown(path.read_bytes()) for path in exported.glob("*.md")]
    assert {str(entry.id) for entry in files} == set(ids)
    assert {entry.content.body.strip() for entry in files} == {p.text.strip() for p in texts}

    bundle = person.home.parent / "kept.shb"
    backed = person.must("backup", "--to", str(bundle), secret=code)
    assert backed["entries"] == len(ids)

    restored = other.must("restore", str(bundle), secret=code)
    assert restored == {"home": str(other.home), "entries": len(ids)}
    there = other.must("list", secret=code)["entries"]
    assert {row["id"] for row in there} == set(ids)
    assert other.must("search", texts[-1].word, secret=code)["hits"]

    beside = person.must("restore", str(bundle), secret=code)
    assert Path(beside["home"]).is_relative_to(person.home / "restored")
    assert len(Person(Path(beside["home"])).must("list", secret=code)["entries"]) == len(ids)


def test_three_seconds_of_breathing_end_after_an_out_breath(own_world: Path) -> None:
    began = time.monotonic()
    done = Person(own_world).run("breathe", "--minutes", "0.05")
    took = time.monotonic() - began
    assert done.code == 0
    cues = [line for line in done.out.splitlines() if line[-1].isdigit()]
    assert cues == ["in 3", "out 4"]
    assert 7 <= took < 20
    assert list(own_world.iterdir()) == []


def test_without_a_vault_writing_is_refused_before_it_is_read(own_world: Path) -> None:
    done = Person(own_world).run("add", stdin="something")
    assert done.code == 66
    assert "safeharbor init" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_on_a_full_disk_is_no_success(own_world: Path) -> None:
    command = [sys.executable, "-m", "safeharbor", "help-lines", "--country", "AT"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=PATIENCE,
        )
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_closed_pipe_is_quiet(own_world: Path) -> None:
    command = f"'{sys.executable}' -m safeharbor help-lines --country AT | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=PATIENCE,
    )
    assert done.returncode == 0
    assert done.stdout == b"Austria\n"
    assert done.stderr == b""
