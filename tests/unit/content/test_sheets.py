"""Worksheets: a file becomes a sheet, a sheet becomes what is kept beside answers, and back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from safeharbor.content.files import CATALOGUE
from safeharbor.content.messages import sentence
from safeharbor.content.sheets import (
    SHEET_IDS,
    load_hints,
    load_sheet,
    misfits,
    sheet_body,
    sheet_catalogue,
    sheet_of_body,
    sheet_template,
)
from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form_rules import arranged
from safeharbor.domain.pocket import pocket
from safeharbor.domain.sheet import FieldType, Gate, Option, PartStyle, Sheet
from support.made_sheets import sheets
from tools.build_catalogue import build

BASE = """\
id = "boundary"
rev = 1
title = "A title"
line = "A line."
shelf = "boundaries"
minutes = 8
gate = "always"
core = ["area", "line", "say"]

[[fields]]
id = "area"
type = "choice"
label = "Which part?"
[fields.options]
body = "body and touch"
sex = { label = "sex", folded = true }

[[fields]]
id = "safe"
type = "choice"
label = "Could it be dangerous?"
stored = false
options = { no = "no", yes = "yes" }
[[fields.reactions]]
is_any = ["yes"]
steps = ["help.s7"]
guarded = true

[[fields]]
id = "line"
type = "text"
label = "My line"

[[fields]]
id = "say"
type = "long_text"
label = "How I would say it"
[fields.suggest]
kind = "compose"
lines = ["{line}"]

[[fields]]
id = "steps"
type = "rows"
label = "Steps"
sorted_by = "dread"
[[fields.columns]]
id = "what"
type = "text"
label = "What"
[[fields.columns]]
id = "dread"
type = "scale"
label = "How much I dread it"
ends = ["not", "very"]
[[fields.columns]]
id = "by"
type = "date"
label = "By"
day = "by"

[paper]
pocket = ["line"]
[[paper.parts]]
field = "line"
style = "big"

[[pictures]]
id = "ladder"
kind = "ladder"
title = "Steps"
of = "steps"
name = "what"
values = ["dread"]

[[meant]]
rows = "steps"
day = "by"
what = "what"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with this one sheet in it."""
    (tmp_path / "en" / "worksheets").mkdir(parents=True)
    write(tmp_path, BASE)
    return tmp_path


def write(folder: Path, text: str | bytes, name: str = "worksheets/boundary.toml") -> None:
    (folder / "en" / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_file_becomes_a_sheet(folder: Path) -> None:
    sheet = load_sheet("boundary", folder=folder)
    assert (sheet.title, sheet.gate, sheet.minutes) == ("A title", Gate.ALWAYS, 8)
    assert sheet.field("area").options == (
        Option("body", "body and touch"),
        Option("sex", "sex", folded=True),
    )
    assert sheet.field("safe").stored is False
    assert sheet.field("steps").column("dread").ends == ("not", "very")
    assert sheet.paper.parts[0].style is PartStyle.BIG
    assert list(misfits(sheet)) == []


def test_options_may_stand_in_a_list_too(folder: Path) -> None:
    table = '[fields.options]\nbody = "body and touch"\nsex = { label = "sex", folded = true }\n'
    rows = (
        'options = [{ id = "body", label = "body and touch" },'
        ' { id = "sex", label = "sex", folded = true }]\n'
    )
    before = load_sheet("boundary", folder=folder)
    write(folder, BASE.replace(table, rows))
    assert load_sheet("boundary", folder=folder) == before


@pytest.mark.parametrize("sheet_id", SHEET_IDS)
def test_every_sheet_that_ships_is_kept_whole_beside_its_answers(sheet_id: str) -> None:
    sheet = load_sheet(sheet_id)
    template = sheet_template(sheet)
    assert (template.kind, template.template_id, template.version) == ("sheet", sheet_id, sheet.rev)
    assert sheet_of_body(json.loads(template.text)) == sheet


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_any_sheet_is_kept_whole_beside_its_answers(sheet: Sheet) -> None:
    body = json.loads(sheet_template(sheet).text)
    assert body == sheet_body(sheet)
    assert sheet_of_body(body) == sheet


def of_tomorrow(body: dict[str, Any]) -> None:
    """Make ``body`` one that a later version might have written."""
    body |= {"colour": "blue", "gate": "asked_twice"}
    body["fields"][0]["sound"] = {"loud": 3}
    body["fields"][3]["suggest"]["kind"] = "dreamt"
    body["fields"][4]["columns"][2] |= {"type": "moon", "day": "full_moon"}
    body["fields"].append({"id": "song", "type": "melody", "label": "Sing"})
    body["core"].append("song")
    body["paper"]["parts"][0]["style"] = "embossed"
    body["paper"]["parts"].append({"field": "song", "ink": "red"})
    body["pictures"].append({"id": "x", "kind": "hologram", "title": "X"})


def test_what_a_newer_version_wrote_is_passed_over_and_the_rest_is_read(folder: Path) -> None:
    sheet = load_sheet("boundary", folder=folder)
    body: dict[str, Any] = json.loads(sheet_template(sheet).text)
    of_tomorrow(body)
    read = sheet_of_body(body)
    assert read.gate is Gate.ALWAYS
    assert [each.id for each in read.fields] == [each.id for each in sheet.fields]
    assert [each.id for each in read.field("steps").columns] == ["what", "dread"]
    assert read.field("say").suggest is None
    assert (read.core, read.pictures, read.meant) == (sheet.core, sheet.pictures, ())
    assert [(part.field, part.style) for part in read.paper.parts] == [("line", PartStyle.TEXT)]
    assert list(misfits(read)) == []


@pytest.mark.parametrize(
    "body",
    [{}, {"id": 3}, {"fields": 7}, {"fields": [3]}, {"paper": {"parts": ["ab"]}}, {"core": "ab"}],
)
def test_a_body_that_is_no_sheet_is_refused(body: dict[str, object]) -> None:
    whole = {"id": "x", "rev": 1, "title": "X", "fields": []}
    assert sheet_of_body(whole).title == "X"
    with pytest.raises(HarborError) as caught:
        sheet_of_body({**whole, **body} if body else {})
    assert caught.value.code is ErrorCode.CONTENT_BROKEN


@pytest.mark.parametrize("many", ["fields", "columns", "options", "hides"])
def test_a_body_without_measure_is_refused_at_once(many: str) -> None:
    """Anybody can seal a note with one; looking at all of it would hold the window up."""
    asked = [{"id": f"f{n}", "type": "text", "label": "L"} for n in range(30_000)]
    options = [{"id": each["id"], "label": "L"} for each in asked]
    fields: dict[str, list[dict[str, object]]] = {
        "fields": [dict(each) for each in asked],
        "columns": [{"id": "r", "type": "rows", "label": "L", "columns": asked}],
        "options": [{"id": "c", "type": "multi", "label": "L", "options": options}],
        "hides": [
            {
                "id": "c",
                "type": "multi",
                "label": "L",
                "options": options[:100],
                "reactions": [{"is_any": ["f1"], "hides": [f"c.{each['id']}" for each in asked]}],
            }
        ],
    }
    with pytest.raises(HarborError) as caught:
        sheet_of_body({"id": "x", "rev": 1, "title": "X", "fields": fields[many]})
    assert caught.value.code is ErrorCode.CONTENT_BROKEN


def test_the_shelf_needs_no_parser() -> None:
    code = (
        "import sys; from safeharbor.content.sheets import sheet_catalogue;"
        f"assert len(sheet_catalogue()) == {len(SHEET_IDS)};"
        "sys.exit(any(name in sys.modules for name in ('msgspec', 'tomllib')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_catalogue_is_only_a_shorter_way(folder: Path) -> None:
    read = sheet_catalogue(folder=folder)
    assert [(card.id, card.title, card.minutes) for card in read.values()] == [
        ("boundary", "A title", 8)
    ]
    write(folder, build(folder), CATALOGUE)
    assert sheet_catalogue(folder=folder) == read
    assert sheet_catalogue("de", folder) == read
    for raw in (b"", b"[]", b'{"worksheets": 3}', b"[" * 50_000, b'{"worksheets": [[]]}'):
        write(folder, raw, CATALOGUE)
        assert sheet_catalogue(folder=folder) == read
    data = json.loads(build(folder))
    for key, value in (("title", None), ("minutes", "8"), ("crc32", True), ("id", {})):
        damaged = {**data["worksheets"][0], key: value}
        write(folder, json.dumps({"worksheets": [damaged]}), CATALOGUE)
        assert sheet_catalogue(folder=folder) == read
    write(folder, BASE.replace("A title", "Another"))
    assert sheet_catalogue(folder=folder)["boundary"].title == "Another"


def test_a_broken_sheet_hides_only_itself(folder: Path) -> None:
    write(folder, BASE.replace('"boundary"', '"needs"'), "worksheets/needs.toml")
    assert list(sheet_catalogue(folder=folder)) == ["boundary", "needs"]
    write(folder, "id = 3", "worksheets/needs.toml")
    assert list(sheet_catalogue(folder=folder)) == ["boundary"]


@pytest.mark.parametrize("sheet_id", ["no_such", "../catalogue", "boundary/../boundary", ""])
def test_what_is_not_there_is_said(sheet_id: str) -> None:
    with pytest.raises(HarborError) as caught:
        load_sheet(sheet_id)
    assert caught.value.code is ErrorCode.RESOURCE_MISSING


def test_the_hints_of_the_fields_are_there() -> None:
    hints = load_hints()
    assert "always" in hints["always"].words
    named = {
        name
        for sheet_id in sheet_catalogue()
        for field in load_sheet(sheet_id).fields
        for each in (field, *field.columns)
        for name in each.hints
    }
    assert named <= set(hints)


def test_a_broken_list_of_hints_is_refused(folder: Path) -> None:
    write(folder, "rev = 1\n[hints.always]\nwords = []\nnote = 'x'\n", "hints.toml")
    with pytest.raises(HarborError) as caught:
        load_hints(folder=folder)
    assert caught.value.facts["path"] == "hints.always.words"
    assert "hints.toml" in sentence(caught.value).what


def test_a_field_of_a_guide_has_the_same_shape() -> None:
    from safeharbor.content.form_file import FieldShape, field_of, fitted

    data = {"id": "pace", "type": "choice", "label": "Pace", "options": {"slow": "slowly"}}
    field = field_of(fitted(data, FieldShape))
    assert (field.type, field.options) == (FieldType.CHOICE, (Option("slow", "slowly"),))


def test_the_card_of_a_hard_night_names_the_emergency_number() -> None:
    sheet = load_sheet("safety")
    answers = (
        Answers({"emergency": "999"})
        .with_rows("alone", (Row(b"1", {"what": "fold the washing"}), Row(b"2", {"what": "walk"})))
        .with_rows("ask", (Row(b"3", {"who": "Rosa Lind", "phone": "020 7946 0018"}),))
        .with_rows("pro", (Row(b"4", {"name": "Samaritans", "phone": "116 123"}),))
    )
    lines = ["fold the washing", "R. L. · 020 7946 0018", "Samaritans 116 123", "Emergency 999"]
    assert pocket(sheet, answers).splitlines() == lines
    assert pocket(sheet, Answers({"emergency": "999"})) == "Emergency 999"


def test_numbers_are_asked_between_the_needs_and_what_they_lead_to() -> None:
    sheet = load_sheet("needs")
    opened, _ = arranged(sheet)
    assert opened == ("pick", "grid", "top", "ways")
    assert sheet.field("grid").folded, "they are there for those who like numbers"
