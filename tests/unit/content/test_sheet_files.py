"""Files with a sheet in them: ours with their places, and those that may come from anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.content.messages import sentence
from safeharbor.content.sheets import parse_sheet, sheet_of_file, template_file
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.form_faults import MAX_COLUMNS, MAX_FIELDS, MAX_OPTIONS
from safeharbor.domain.sheet import Field, FieldType, Option, Sheet
from support.made_sheets import sheets

TOML = """\
id = "boundary"
rev = 1
title = "A title"
line = "A line."
shelf = "boundaries"

[[fields]]
id = "area"
type = "choice"
label = "Which part?"
[fields.options]
body = "body"

[[fields]]
id = "say"
type = "text"
label = "Say"

[[fields]]
id = "ways"
type = "rows"
label = "Ways"
[[fields.columns]]
id = "what"
type = "text"
label = "What"
"""

BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "", "id is missing"),
    "not UTF-8": (TOML.encode("utf-16"), "line 1", "not UTF-8"),
    "not TOML": (TOML.replace("rev = 1", "rev 1"), "line 2, column 5", "Expected '='"),
    "an unknown key": (TOML + "colour = 3\n", "fields.ways.columns.what", "no key colour here"),
    "something required": (
        TOML.replace('label = "Say"', 'label = "Say"\nrequired = true'),
        "fields.say",
        "no key required here",
    ),
    "an unknown type": (TOML.replace('"rows"', '"grid"'), "fields.ways.type", "none of the words"),
    "an unknown shelf": (TOML.replace('"boundaries"', '"x"'), "shelf", "none of the words"),
    "no label": (TOML.replace('label = "Say"\n', ""), "fields.say", "label is missing"),
    "an empty label": (TOML.replace('"Say"', '""'), "fields.say.label", "nothing stands here"),
    "a label of two lines": (TOML.replace('"Say"', '"S\\ny"'), "fields.say.label", "one line"),
    "a long label": (TOML.replace('"Say"', f'"{"a" * 201}"'), "fields.say.label", "200 signs"),
    "a number for a text": (TOML.replace('"Say"', "3"), "fields.say.label", "a text belongs"),
    "a text for a number": (TOML.replace("= 1", '= "1"'), "rev", "a whole number belongs"),
    "no version": (TOML.replace("= 1", "= 0"), "rev", "a number >= 1 belongs"),
    "a number for an option": (
        TOML.replace('"body"', "3"),
        "fields.area.options.body",
        "a label, or a table",
    ),
    "a number for options": (
        TOML.replace('[fields.options]\nbody = "body"', "options = 3"),
        "fields.area.options",
        "a table or list belongs",
    ),
    "a label for an id": (TOML.replace('"say"', '"Say it"'), "fields[1].id", "small letters"),
    "a line after an id": (TOML.replace('"say"', '"say\\n"'), "fields[1].id", "small letters"),
    "a sign nobody sees": (TOML.replace("Say", "S\\u202ey"), "fields[1].label", "cannot be seen"),
    "another's name": (TOML.replace('"boundary"', '"needs"'), "id", "not the name of the file"),
    "an id twice": (TOML.replace('"say"', '"area"'), "fields.area", "stands here twice"),
    "too deep": ("a = " + "[" * 50_000, "", "nested too deeply"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_of_ours_is_refused_with_its_place(what: str) -> None:
    text, place, reason = BROKEN[what]
    with pytest.raises(HarborError) as caught:
        parse_sheet(text.encode() if isinstance(text, str) else text, "boundary.toml")
    facts = caught.value.facts
    assert caught.value.code is ErrorCode.CONTENT_BROKEN
    assert (facts["file"], facts.get("path", "")) == ("boundary.toml", place)
    assert reason in str(facts["reason"])


def test_the_sound_file_of_these_tests_opens() -> None:
    assert parse_sheet(TOML.encode(), "boundary.toml").title == "A title"


def own() -> Sheet:
    """A sheet that somebody has made."""
    columns = (Field("what", FieldType.TEXT, "What"), Field("dread", FieldType.SCALE, "Dread"))
    form = (
        Field("area", FieldType.CHOICE, "Which part?", options=(Option("a", "A"),)),
        Field("say", FieldType.TEXT, "Say", help="بگو\u200cمگو"),
        Field("ways", FieldType.ROWS, "Ways", columns=columns),
    )
    return Sheet("own_" + "0" * 32, 1, "Mine", "For me.", "own", form, core=("area",))


Change = Callable[[dict[str, Any]], object]


def field(data: dict[str, Any], number: int) -> dict[str, Any]:
    found = data["sheet"]["fields"][number]
    assert isinstance(found, dict)
    return found


def many(what: dict[str, Any], count: int) -> list[dict[str, Any]]:
    return [{**what, "id": f"x{number}"} for number in range(count)]


TEXT = {"type": "text", "label": "T"}
HOSTILE: dict[str, tuple[Change, str, str]] = {
    "no format": (lambda d: d.pop("format"), "", "it is not a sheet"),
    "another format": (lambda d: d.update(format="safeharbor-backup"), "", "it is not a sheet"),
    "a later version": (lambda d: d.update(version=2), "version", "a newer SafeHarbor made it"),
    "no such version": (lambda d: d.update(version=True), "version", "no such version"),
    "no sheet": (lambda d: d.pop("sheet"), "", "sheet is missing"),
    "more beside it": (lambda d: d.update(run="now"), "", "no key run here"),
    "an odd key": (lambda d: d["sheet"].update({"\x1b[2J": 1}), "sheet", "cannot be seen"),
    "a long key": (lambda d: d["sheet"].update({"k" * 9000: 1}), "sheet", "no such key here"),
    "a hidden turn": (
        lambda d: field(d, 1).update(label="a\u202eb"),
        "sheet.fields[1].label",
        "cannot be seen",
    ),
    "half a sign": (lambda d: field(d, 1).update(help="\ud800"), "sheet.fields[1].help", "seen"),
    "a long text": (lambda d: field(d, 1).update(label="a" * 300), "fields.say.label", "200"),
    "too many fields": (
        lambda d: d["sheet"].update(fields=many(TEXT, MAX_FIELDS + 1)),
        "fields",
        f"more than {MAX_FIELDS}",
    ),
    "too many columns": (
        lambda d: field(d, 2).update(columns=many(TEXT, MAX_COLUMNS + 1)),
        "fields.ways.columns",
        f"more than {MAX_COLUMNS}",
    ),
    "too many options": (
        lambda d: field(d, 0).update(options=many({"label": "o"}, MAX_OPTIONS + 1)),
        "fields.area.options",
        f"more than {MAX_OPTIONS}",
    ),
    "too many columns in all": (
        lambda d: d["sheet"]["fields"].extend(
            {"id": f"r{n}", "type": "rows", "label": "R", "columns": many(TEXT, 40)}
            for n in range(2)
        ),
        "fields",
        "82 columns, and 60 is the most",
    ),
    "no such field": (lambda d: d["sheet"].update(core=["gone"]), "core", "no field gone"),
    "no such exercise": (
        lambda d: d["sheet"]["fields"].append(
            {"id": "go", "type": "link", "label": "Go", "target": "ex:../../etc"}
        ),
        "fields.go.target",
        "",
    ),
    "rows in rows": (
        lambda d: field(d, 2)["columns"].append({"id": "r", "type": "rows", "label": "R"}),
        "fields.ways.columns.r.type",
        "rows cannot stand inside rows",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_its_place(what: str) -> None:
    change, place, reason = HOSTILE[what]
    data = json.loads(template_file(own()))
    change(data)
    with pytest.raises(HarborError) as caught:
        sheet_of_file(json.dumps(data).encode(), "mine.shsheet")
    facts = caught.value.facts
    assert caught.value.code is ErrorCode.SHEET_FILE_BROKEN
    assert (facts["file"], facts.get("path", "")) == ("mine.shsheet", place)
    assert reason in str(facts["reason"])
    said = str(sentence(caught.value))
    assert said.startswith("mine.shsheet cannot be used as a sheet")
    assert "\x1b" not in said


RAW = {
    "nothing": b"",
    "words": b"hello",
    "a number": b"3",
    "not UTF-8": b"\xff\xfe{}",
    "not a number": b'{"format": NaN}',
    "a very long number": b'{"version": ' + b"9" * 5000 + b"}",
    "a key twice": b'{"format": "safeharbor-sheet", "format": "x"}',
    "deep lists": b"[" * 100_000,
    "deeper than a sheet": b'{"format": "safeharbor-sheet", "x": ' + b"[" * 50 + b"]" * 50 + b"}",
    "too large": b" " * (256 * 1024 + 1),
}


@pytest.mark.parametrize("what", RAW)
def test_what_is_no_sheet_at_all_is_refused(what: str) -> None:
    with pytest.raises(HarborError) as caught:
        sheet_of_file(RAW[what], "mine.shsheet")
    assert caught.value.code is ErrorCode.SHEET_FILE_BROKEN


def test_an_own_sheet_comes_back_from_its_file() -> None:
    assert sheet_of_file(template_file(own()), "mine.shsheet") == own()
    with_mark = b"\xef\xbb\xbf" + template_file(own())
    assert sheet_of_file(with_mark, "mine.shsheet") == own()


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_any_sheet_comes_back_from_its_file(sheet: Sheet) -> None:
    assert sheet_of_file(template_file(sheet), "any.shsheet") == sheet


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_no_bytes_do_more_than_be_refused(raw: bytes) -> None:
    with pytest.raises(HarborError) as caught:
        sheet_of_file(raw, "any.shsheet")
    assert caught.value.code is ErrorCode.SHEET_FILE_BROKEN


@given(sheets(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_refused_or_is_a_sound_sheet(sheet: Sheet, data: st.DataObject) -> None:
    raw = template_file(sheet)
    start = data.draw(st.integers(0, len(raw)))
    damaged = raw[:start] + data.draw(st.binary(max_size=4)) + raw[start + 3 :]
    with suppress(HarborError):
        read = sheet_of_file(damaged, "any.shsheet")
        assert sheet_of_file(template_file(read), "any.shsheet") == read


def test_half_a_sign_does_not_keep_a_sheet_from_its_file() -> None:
    sheet = replace(own(), line="half\ud800")
    assert sheet_of_file(template_file(sheet), "mine.shsheet").line == "half?"
