"""The check of the guides: each rule finds the sentence that breaks it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from safeharbor.content.guide_check import Library
from safeharbor.content.guides import GUIDE_IDS
from support.guide_files import GUIDE, STEP, guide_from
from tools.check_content import RESOURCES, check_all
from tools.check_guides import GATED, check_files, check_guide, check_guides, main

PLAIN = GUIDE.replace('[[steps.blocks]]\ntype = "gate"\n', "").replace("says = true\n", "")
"""The sound file without the question about fear, which its place does not have."""


def found(text: str) -> list[str]:
    guide = guide_from(text)
    return check_guide(guide, Library({guide.id: guide}))


def test_what_ships_is_sound() -> None:
    assert check_guides(RESOURCES / "content") == []


def test_a_sound_file_is_found_sound() -> None:
    assert found(PLAIN) == []


LONG = "It goes on and on and on as long as there is a word left to say about it all. "
HARD = "Scientific calculations demonstrate complicated connections repeatedly. " * 4

BREAKS: dict[str, tuple[str, str, str]] = {
    "an unkind word": ("Rinse a cup.", "Just rinse a cup.", "end.text: the word 'Just'"),
    "not our voice": ("Leave the worst out.", "You must not.", "safety: 'must' is not our voice"),
    "a figure": ("Not sure.", "It helps 40 %.", "why.sure: '0 %' promises"),
    "a loud word": ('"What did it teach you?"', '"What!"', "taught.label: an exclamation mark"),
    "in a note": ("A little lower.", "Well done.", "notes.lower: 'Well done' promises"),
    "a long sentence": ("Rinse a cup.", LONG * 2, "end.text: a sentence of 20 words"),
    "hard words": ("Not sure.", HARD + "Not sure.", "why.sure: grade"),
    "a hard word": ("Rinse a cup.", "Rinse a contemporaneous cup.", "is a hard word"),
    "a short card": ("A small thing that happened on the way home", "It", "a card has 25 to 60"),
    "a long help": (
        'label = "What did it teach you?"',
        f'label = "What did it teach you?"\nhelp = "{"One line. " * 30}"',
        "taught.help: longer than 220 signs",
    ),
    "minutes": ("About 6 minutes.", "About 9 minutes.", "line: it says nothing of 6 minutes"),
    "no note before a heavy step": (
        'safety = "Leave the worst out."\n',
        "",
        "safety: a heavy step",
    ),
    "a claim without a source": (
        'studied = "No trial of this was found."\nsure = "Not sure."',
        'studied = "Many trials found good things."\nsure = "Sure."',
        "why.sources: something is claimed",
    ),
    "no such source": ('sure = "Not sure."', 'sure = "Not sure."\nsources = ["a_1"]', "source a_1"),
    "a field that a sheet has not": ('show = ["moments"]', 'show = ["x"]', "roots has no field x"),
    "a wide pocket": ("It taught me", "It " + "really " * 25, "fit on a pocket card"),
    "a gate too many": (
        '[[steps.blocks]]\ntype = "reading"',
        '[[steps.blocks]]\ntype = "gate"\n[[steps.blocks]]\ntype = "reading"',
        "the question about fear does not stand here",
    ),
}


@pytest.mark.parametrize("what", BREAKS)
def test_each_rule_finds_what_breaks_it(what: str) -> None:
    old, new, finding = BREAKS[what]
    assert old in PLAIN
    text = PLAIN.replace(old, new, 1)
    assert any(finding in each for each in found(text)), found(text)


def test_the_question_about_fear_is_missed_where_it_has_to_stand() -> None:
    text = PLAIN.replace('id = "start"', 'id = "flags"').replace('id = "s1"', 'id = "s2"')
    guide = guide_from(text, "flags.toml")
    assert "flags.s2" in GATED
    assert check_guide(guide, Library({})) == [
        "steps.s2.blocks: the question about fear is missing"
    ]


def test_a_rating_is_looked_for_in_the_other_guide() -> None:
    text = PLAIN.replace('id = "worth"', 'id = "worth"\nrepeat = "trust8.s1.worth"')
    guide = guide_from(text)
    assert check_guide(guide, Library({"start": guide})) == []
    other = guide_from(PLAIN.replace("start", "trust8"), "trust8.toml")
    assert check_guide(guide, Library({"start": guide, "trust8": other})) == []
    without = re.sub(r'type = "rating"\nid = "worth"', 'type = "rating"\nid = "x"', PLAIN)
    other = guide_from(without.replace("start", "trust8"), "trust8.toml")
    assert check_guide(guide, Library({"start": guide, "trust8": other})) == [
        "steps.s1.blocks.worth.repeat: there is no rating worth in trust8.s1"
    ]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shipped content with one of its guides, to be damaged."""
    made = tmp_path / "content"
    shutil.copytree(RESOURCES / "content", made, ignore=shutil.ignore_patterns("modules"))
    (made / "en" / "modules").mkdir()
    shutil.copy(RESOURCES / "content/en/modules/work.toml", made / "en" / "modules")
    return made


def without_a_file(modules: Path) -> str:
    (modules / "work.toml").unlink()
    return "work.toml: missing"


def with_another(modules: Path) -> str:
    (modules / "extra.toml").write_text(STEP, "utf-8")
    return "extra.toml: no guide has this id"


def broken(modules: Path) -> str:
    (modules / "work.toml").write_text("id = 3", "utf-8")
    return "work.toml: id: a text belongs here"


@pytest.mark.parametrize("change", [without_a_file, with_another, broken])
def test_files_that_are_not_as_they_have_to_be(
    content: Path, change: Callable[[Path], str]
) -> None:
    assert change(content / "en" / "modules") in check_guides(content)


def test_the_content_check_has_the_guides_in_it(content: Path, tmp_path: Path) -> None:
    shutil.copy(RESOURCES / "crisis_lines.json", tmp_path)
    (content / "en" / "modules" / "work.toml").unlink()
    assert "modules: work.toml: missing" in check_all(tmp_path)


def test_a_writer_looks_at_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "start.toml"
    path.write_text(PLAIN, "utf-8")
    assert check_files([path]) == []
    assert main([str(path)]) == 0
    path.write_text(PLAIN.replace('"heavy"', '"sad"'), "utf-8")
    assert main([str(path)]) == 1
    assert "start.toml: steps.s1.mark" in capsys.readouterr().out


def test_a_step_that_is_guarded_is_a_step_of_some_guide() -> None:
    assert {each.partition(".")[0] for each in GATED} <= set(GUIDE_IDS)


def test_the_command_says_what_it_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "guides" in capsys.readouterr().out
    assert main([str(tmp_path / "gone.toml")]) == 1
    assert capsys.readouterr().out.startswith("gone.toml: it cannot be read")
