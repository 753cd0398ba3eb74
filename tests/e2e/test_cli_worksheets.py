"""Worksheets in the terminal as another program uses them: one real process a command."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from faults.hunter import hunt
from safeharbor.content.sheets import SHEET_IDS
from support.caller import Person
from support.homes import make_vault

NEEDLE = "Quetzalcanary-line-Üxq"
NAME = "Xochiname Okafor"


@pytest.fixture
def person(own_world: Path) -> Person:
    """Somebody with a journal, which no keyring of this computer opens."""
    return Person(own_world)


@pytest.fixture
def code(own_world: Path) -> str:
    """The recovery code of that journal. No key derivation is paid to use it."""
    return make_vault(own_world).recovery_code


def filled(**given: object) -> str:
    return json.dumps({"answers": given})


def test_looking_at_sheets_needs_no_journal_and_makes_none(person: Person) -> None:
    sheets = person.must("worksheets", "list")["sheets"]
    assert [sheet["id"] for sheet in sheets] == list(SHEET_IDS)
    shown = person.run("worksheets", "show", "istatement")
    assert shown.code == 0
    assert shown.err == ""
    assert "safeharbor worksheets new istatement" in shown.out
    assert list(person.home.iterdir()) == []


def test_the_life_of_a_sheet(person: Person, code: str, tmp_path: Path) -> None:
    given = filled(line=NEEDLE, who=NAME, firmness=7)
    sealed = person.must("worksheets", "new", "boundary", stdin=given)
    assert sealed["stored"] == "inbox"
    kept = person.must("worksheets", "new", "boundary", stdin=given, secret=code)
    assert kept["stored"] == "vault"

    rows = person.must("worksheets", "list", "--filled", secret=code)["filled"]
    assert {row["id"] for row in rows} == {sealed["id"], kept["id"]}
    for form_id in (sealed["id"], kept["id"]):
        shown = person.must("worksheets", "show", form_id, secret=code)
        assert shown["answers"] == {"line": NEEDLE, "who": NAME, "firmness": 7}
    assert not hunt([person.home], [NEEDLE, NAME])

    target = tmp_path / "page.html"
    argv = ["worksheets", "export", kept["id"], "--to", str(target), "--format", "html"]
    done = person.run(*argv, secret=code)
    assert done.code == 0
    assert "not encrypted" in done.err
    page = target.read_text(encoding="utf-8")
    assert NEEDLE in page
    assert NAME not in page
    assert person.run(*argv, secret=code).code == 74
    again = person.run(*argv, "--force", "--names", "--with", "who", secret=code)
    assert again.code == 0
    assert NAME in target.read_text(encoding="utf-8")
    assert (person.home / "inbox").exists()
    assert not hunt([person.home], [NEEDLE, NAME])


def test_what_is_never_stored_is_refused_and_leaves_no_trace(person: Person, code: str) -> None:
    given = json.dumps({"answers": {"line": "quiet", "safe": NEEDLE}})
    for secret in (None, code):
        done = person.run("worksheets", "new", "boundary", stdin=given, secret=secret)
        assert done.code == 2
        assert "answers.safe: this is never stored" in done.err
        assert NEEDLE not in done.err
    assert not hunt([person.home], [NEEDLE])
    assert person.must("worksheets", "list", "--filled", secret=code) == {"filled": []}


def test_answers_that_do_not_fit_keep_nothing(person: Person, code: str) -> None:
    done = person.run("--json", "worksheets", "new", "thought", stdin=b"\xff\xfe{", secret=code)
    assert done.code == 2
    (*_, error) = (json.loads(line) for line in done.err.splitlines())
    assert error["error"]["code"] == "SH-SF-02"
    assert done.out == ""
    assert not (person.home / "inbox").exists() or not list((person.home / "inbox").iterdir())


@pytest.mark.skipif(os.name != "posix", reason="a descriptor of its own for the secret")
def test_the_one_copy_is_not_sealed_beside_itself(person: Person, code: str) -> None:
    given = filled(after="Eat something warm")
    done = person.run("worksheets", "new", "safety", stdin=given)
    assert done.code == 77
    first = person.must("worksheets", "new", "safety", stdin=given, secret=code)
    second = person.must("worksheets", "new", "safety", stdin=filled(to_send="x"), secret=code)
    assert first["id"] == second["id"]
    whole = person.must("worksheets", "show", first["id"], secret=code)["answers"]
    assert whole == {"after": "Eat something warm", "to_send": "x"}
    exported = person.must("export", "--to", str(person.home.parent / "plain"), secret=code)
    assert (exported["entries"], exported["sheets"]) == (0, 1)
