"""The list of worksheets: each is there, with every field, column and option it has to have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeharbor.content.sheets import SHEET_IDS, load_sheet, sheet_catalogue
from safeharbor.domain.sheet import Field, FieldType, Sheet

WANTED: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("sheet_list.toml").read_text("utf-8")
)
NEVER_STORED = {
    (sheet_id, name) for sheet_id, x in WANTED.items() for name in x.get("unstored", "").split()
}


def test_every_sheet_of_the_list_ships_and_no_other() -> None:
    assert set(SHEET_IDS) == set(WANTED)
    assert [sheet_id for sheet_id in SHEET_IDS if sheet_id not in sheet_catalogue()] == []


@pytest.mark.parametrize("sheet_id", WANTED)
def test_a_sheet_has_every_field_and_option_of_the_list(sheet_id: str) -> None:
    sheet = load_sheet(sheet_id)
    assert list(missing(sheet, WANTED[sheet_id])) == []


@pytest.mark.parametrize("sheet_id", WANTED)
def test_what_is_never_stored_is_held_in_memory_only(sheet_id: str) -> None:
    sheet = load_sheet(sheet_id)
    unstored = {each.id for each in sheet.fields if not each.stored}
    assert unstored >= {name for owner, name in NEVER_STORED if owner == sheet_id}


@pytest.mark.parametrize("sheet_id", WANTED)
def test_the_first_fields_are_those_of_the_list(sheet_id: str) -> None:
    wanted = WANTED[sheet_id].get("core", "").split()
    core = load_sheet(sheet_id).core
    assert [name for name in core if name in wanted] == wanted


@pytest.mark.parametrize("sheet_id", WANTED)
def test_a_sheet_guards_what_the_list_wants_guarded(sheet_id: str) -> None:
    sheet, wanted = load_sheet(sheet_id), WANTED[sheet_id]
    assert (sheet.gate.value if sheet.gate else None) == wanted.get("gate")
    assert sheet.living is wanted.get("living", False)
    assert sheet.heavy is wanted.get("heavy", False)
    assert sheet.paper.on is not wanted.get("paper_off", False)
    private = {each.id for each in sheet.fields if each.private or not each.stored}
    assert private >= set(wanted.get("private", "").split())
    assert sheet.shared or not wanted.get("private")


@pytest.mark.parametrize("sheet_id", WANTED)
def test_every_sheet_has_words_for_the_pocket(sheet_id: str) -> None:
    paper = load_sheet(sheet_id).paper
    assert paper.pocket or paper.pocket_text


def missing(sheet: Sheet, wanted: dict[str, Any]) -> Iterator[str]:
    """What a sheet lacks of what stands in the list, by field."""
    fields = {each.id: each for each in sheet.fields}
    for name, asked in wanted["fields"].items():
        if name not in fields:
            yield f"{name}: no such field"
        elif isinstance(asked, str):
            yield from differs(fields[name], asked, name)
        else:
            yield from of_rows(fields[name], asked, name)


def of_rows(field: Field, asked: dict[str, str], name: str) -> Iterator[str]:
    if field.type is not FieldType.ROWS:
        yield f"{name}: no rows"
        return
    columns = {each.id: each for each in field.columns}
    for column, inner in asked.items():
        if column == "#":
            lines = {each.id for each in field.lines} or {field.lines_by}
            yield from (f"{name}: no line {each}" for each in inner.split() if each not in lines)
        elif column not in columns:
            yield f"{name}.{column}: no such column"
        else:
            yield from differs(columns[column], inner, f"{name}.{column}")


def differs(field: Field, asked: str, name: str) -> Iterator[str]:
    kind, _, rest = asked.partition(": ")
    if field.type.value != kind:
        yield f"{name}: {field.type.value} and not {kind}"
    elif field.type is FieldType.LINK:
        if field.target != rest:
            yield f"{name}: leads to {field.target}"
    else:
        there = {each.id for each in field.options}
        yield from (f"{name}: no option {each}" for each in rest.split() if each not in there)
