"""Guides in the terminal: which there are, a step whole, and what is wrong in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeharbor.cli.exits import Exit
from safeharbor.content.guides import GUIDE_IDS
from support.guide_files import GUIDE, put_pack
from unit.cli.doubles import Outcome, Terminal


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that has no journal yet, with one guide that somebody put in."""
    put_pack(tmp_path, GUIDE)
    return tmp_path


def call(home: Path, *argv: str, tty: bool = False) -> Outcome:
    """No services are made and no secret is asked for."""
    return Terminal()("--home", str(home), *argv, tty=tty)


def test_the_list_has_every_guide_and_says_which_are_not_ours(home: Path) -> None:
    listed = call(home, "guides", "list")
    assert listed.code == Exit.OK
    ids = [line.split()[0] for line in listed.out.splitlines() if not line.startswith(" ")]
    assert ids == [*GUIDE_IDS, "anna/evening"]
    assert "Not from SafeHarbor: it stands in the folder anna." in listed.out
    assert listed.err == ""


def test_the_list_as_an_object(home: Path) -> None:
    rows = call(home, "--json", "guides", "list").json["guides"]
    assert rows[-1]["pack"] == "anna"
    first = rows[0]
    assert (first["id"], first["shelf"], first["pack"]) == ("start", "begin", "")
    assert first["steps"][0]["id"] == "start.s1"


def test_a_broken_file_is_told_beside_the_list(home: Path) -> None:
    put_pack(home, GUIDE.replace('"heavy"', '"sad"'))
    listed = call(home, "guides", "list")
    assert listed.code == Exit.OK
    assert "anna/evening" not in listed.out
    assert listed.err.startswith("anna/evening.toml cannot be used as a guide, at steps.s1.mark")


def test_a_guide_shows_its_steps(home: Path) -> None:
    shown = call(home, "guides", "show", "anna/evening")
    assert shown.out.splitlines()[:4] == [
        "Start here",
        "A short page.",
        "Version 3, of 2026-11-21",
        "Not from SafeHarbor: it stands in the folder anna.",
    ]
    assert "anna/evening.s1  Where it began" in shown.out
    assert call(home, "--json", "guides", "show", "help").json["steps"][0]["id"] == "help.s1"


def test_a_step_is_read_as_in_the_window(home: Path) -> None:
    shown = call(home, "guides", "show", "anna/evening.s1").out
    order = [
        "Leave the worst out.",
        "One.",
        "What did it teach you?",
        "Back to today.",
        "Why this?",
    ]
    places = [shown.index(each) for each in order]
    assert places == sorted(places)
    assert "To see this worksheet: safeharbor worksheets show roots" in shown


def test_every_step_that_ships_can_be_read(home: Path) -> None:
    listed = call(home, "--json", "guides", "list").json["guides"]
    for row in listed[:3]:
        for step in row["steps"]:
            made = call(home, "--json", "guides", "show", step["id"]).json
            assert made["cards"]
            assert made["blocks"]
            assert call(home, "guides", "show", step["id"], tty=True).code == Exit.OK


def test_sources_stand_under_what_they_are_named_for(home: Path) -> None:
    shown = call(home, "guides", "show", "help.s6").out
    assert "Bowen and Marlatt, 2009." in shown
    assert "safeharbor ground gr_temp" in shown


@pytest.mark.parametrize("name", ["nope", "start.s9", "../start", "bert/evening", ""])
def test_what_is_not_there_is_said_kindly(home: Path, name: str) -> None:
    shown = call(home, "guides", "show", name)
    assert shown.code == Exit.USAGE
    assert "There is no guide or step of that name." in shown.err


def test_a_sound_folder_is_said_to_be_sound(home: Path) -> None:
    checked = call(home, "guides", "check", str(home / "packs" / "anna"))
    assert (checked.code, checked.err) == (Exit.OK, "")
    assert checked.out == "All is well: every guide in there opens.\n"


def test_each_fault_has_its_file_its_place_and_a_sentence(home: Path) -> None:
    put_pack(home, GUIDE.replace("ws:roots", "ws:root").replace('["moments"]', '["nothing"]'))
    checked = call(home, "guides", "check", str(home / "packs" / "anna"))
    assert checked.code == Exit.DAMAGED
    assert checked.out.splitlines() == [
        "anna/evening.toml: steps.s1.links[0].target: there is no sheet root",
        "anna/evening.toml: steps.s1.blocks[6].show: the sheet roots has no field nothing",
    ]
    made = call(home, "--json", "guides", "check", str(home / "packs")).json
    assert made["sound"] is False
    assert made["findings"][0] == {
        "file": "anna/evening.toml",
        "path": "steps.s1.links[0].target",
        "what": "there is no sheet root",
        "advice": False,
    }


def test_advice_is_no_failure(home: Path) -> None:
    put_pack(home, GUIDE.replace("{taught}", "word " * 30))
    checked = call(home, "guides", "check", str(home / "packs"))
    assert checked.code == Exit.OK
    assert checked.out.startswith("Worth a look: anna/evening.toml: steps.s1.end.pocket")


def test_a_folder_that_is_not_there_is_said(home: Path) -> None:
    checked = call(home, "guides", "check", str(home / "nowhere"))
    assert checked.code == Exit.FAILURE
    assert checked.err.startswith("nowhere was not found.")
