"""The check of the worksheets: each rule finds the file that breaks it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from safeharbor.content.sheets import SHEET_IDS
from tools.check_content import RESOURCES
from tools.check_forms import CONTENT, check_file, check_forms, check_hints, main
from tools.export_schema import SHAPES, schema, stale

SHEET = """\
id = "boundary"
rev = 1
title = "A line of my own"
line = "One line, in words you could use."
shelf = "boundaries"
minutes = 5
core = ["line", "say"]

[[fields]]
id = "line"
type = "text"
label = "My line"
help = "A few words."

[[fields]]
id = "say"
type = "choice"
label = "How"
options = { plain = "Plain", other = "Another way" }

[[fields]]
id = "review"
type = "date"
label = "Look again on"
day = "look_again"

[[meant]]
day = "review"
what = "line"
"""

LONG = "one two three four five six seven eight nine ten " * 2
HARD = "Scientific calculations demonstrate complicated connections here. " * 4

DAMAGE = {
    "an unkind word": ('"My line"', '"Just my line"', "fields.line.label: the word 'Just'"),
    "an order": ('"A few words."', '"You must."', "fields.line.help: 'must' is not our voice"),
    "a loud option": ('"Plain"', '"Plain!"', "fields.say.options.plain: an exclamation mark"),
    "a long sentence": ('"A few words."', f'"{LONG}."', "fields.line.help: a sentence of 20"),
    "hard words": ('"A few words."', f'"{HARD[:-1]}"', "fields.line.help: grade"),
    "a hard word": ('"My line"', '"Characteristically"', "'Characteristically' is a hard word"),
    "a long help": ('"A few words."', f'"{"A few. " * 30}"', "fields.line.help: longer than 160"),
    "a long label": ('"My line"', f'"{"My line. " * 10}"', "fields.line.label: longer than 80"),
    "a long option": ('"Plain"', f'"{"Plain. " * 10}"', "fields.say.options.plain: longer than 60"),
    "two sentences": ("One line, in", "One line. In", "line: one sentence"),
    "no minutes": ("minutes = 5\n", "", "minutes: how long"),
    "one field at first": ('["line", "say"]', '["line"]', "core: a sheet opens with"),
    "a hint that is not there": (
        'help = "A few words."',
        'hints = ["gone"]',
        "fields.line.hints: hints.toml has no gone",
    ),
    "a day that leads nowhere": ("[[meant]]", "[[xs]]", "there is no key xs here"),
    "a field that is not there": ('what = "line"', 'what = "gone"', "meant[0].what: there is no"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "boundary.toml"
    path.write_text(SHEET, "utf-8")
    return path


def test_the_sound_file_of_these_tests_is_sound(file: Path) -> None:
    assert check_file(file, {}) == []


@pytest.mark.parametrize("what", DAMAGE)
def test_each_rule_finds_what_breaks_it(file: Path, what: str) -> None:
    old, new, said = DAMAGE[what]
    assert old in SHEET
    file.write_text(SHEET.replace(old, new, 1), "utf-8")
    found = check_file(file, {})
    assert any(said in each for each in found), found
    assert all(each.startswith("boundary.toml: ") for each in found)


def test_a_day_that_nothing_leads_to_is_named(file: Path) -> None:
    file.write_text(SHEET[: SHEET.index("[[meant]]")], "utf-8")
    assert check_file(file, {}) == ["boundary.toml: meant: the day review leads nowhere"]


def test_every_sheet_that_ships_is_there_and_sound() -> None:
    assert check_forms(CONTENT) == []


def test_a_missing_file_and_one_too_many(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "content", tmp_path / "content")
    folder = tmp_path / "content" / "en" / "worksheets"
    (folder / "boundary.toml").unlink()
    (folder / "notes.txt").write_text("x", "utf-8")
    found = check_forms(tmp_path / "content")
    assert "boundary.toml: missing" in found
    assert "notes.txt: no sheet has this id" in found


def test_sheets_of_one_shelf_stand_together(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "content", tmp_path / "content")
    path = tmp_path / "content" / "en" / "worksheets" / f"{SHEET_IDS[1]}.toml"
    path.write_text(path.read_text("utf-8").replace('"boundaries"', '"steady"'), "utf-8")
    found = check_forms(tmp_path / "content")
    assert "steady: the sheets of this shelf do not stand together" in found


def test_hints_are_kind_and_named_once() -> None:
    from safeharbor.domain.hints import Hint

    hints = {"always": Hint("always", ("always", "Always"), "You should not say it.")}
    assert check_hints(hints) == [
        "always: the word 'should'",
        "always: 'always' stands there twice",
    ]


def test_the_command_names_file_place_and_fault(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "forms: all is well\n"
    file.write_text(SHEET.replace('type = "date"', 'type = "day"'), "utf-8")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out == (
        "boundary.toml: fields.review.type: this is none of the words that fit here\n"
    )


def test_the_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "worksheets" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "gone.toml")]) == 1
    assert capsys.readouterr().out.startswith("gone.toml: it cannot be read")


def test_the_schema_of_the_docs_is_that_of_the_shapes(tmp_path: Path) -> None:
    assert stale() == []
    assert stale(tmp_path) == [f"{name}.schema.json" for name in SHAPES]
    made = json.loads(schema("sheet"))
    fields = made["$defs"]["FieldShape"]
    assert set(fields["required"]) == {"id", "type", "label"}
    assert fields["additionalProperties"] is False
