"""The list of guides: every step is there, with every block, field, column and option it needs."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeharbor.content.guide_ids import STEP_IDS
from safeharbor.content.guides import GUIDE_IDS, guide_catalogue, load_guide
from safeharbor.domain.guide import Block, BlockType, Mark, Step
from safeharbor.domain.sheet import Field

WANTED: dict[str, dict[str, Any]] = {
    f"{guide}.{step}": asked
    for guide, steps in tomllib.loads(
        Path(__file__).with_name("guide_list.toml").read_text("utf-8")
    ).items()
    for step, asked in steps.items()
}
OUTSIDE = frozenset({"help.s0"})
"""Built in the window: no file has it."""
_COLUMN = re.compile(r"([~#]?)(\w+)(?:\((\w+)(?:=([\w|,]+))?\))?")
_OTHERS = frozenset({BlockType.EXERCISE, BlockType.WORKSHEET, BlockType.JOURNAL})


@functools.cache
def step_of(step_id: str) -> Step | None:
    """The step that ships under this id, None while there is none."""
    guide_id, _, name = step_id.partition(".")
    if guide_id not in guide_catalogue().cards:
        return None
    steps = {each.id: each for each in load_guide(guide_id).steps}
    return steps.get(name)


def test_every_step_of_the_list_ships_and_no_other() -> None:
    assert set(WANTED) | OUTSIDE == set(STEP_IDS)
    ships = {
        f"{card.id}.{each.id}" for card in guide_catalogue().cards.values() for each in card.steps
    }
    assert sorted(set(WANTED) - ships) == []
    assert sorted(ships - set(WANTED)) == []


def test_the_guides_stand_in_the_order_of_the_list() -> None:
    assert tuple(dict.fromkeys(each.partition(".")[0] for each in WANTED)) == GUIDE_IDS


@pytest.mark.parametrize("step_id", WANTED)
def test_a_step_has_every_block_field_and_option_of_the_list(step_id: str) -> None:
    step = step_of(step_id)
    assert step is not None, f"{step_id} is not written yet"
    wanted = WANTED[step_id]
    assert [what for each in wanted["blocks"] for what in missing(step, each)] == []
    assert (step.mark.value if step.mark else None) == wanted.get("mark")
    assert step.gated is wanted.get("gate", False)
    assert step.quiet is wanted.get("quiet", False)
    assert "core" not in wanted or named(step.core) == wanted["core"]


@pytest.mark.parametrize("step_id", WANTED)
def test_a_heavy_step_begins_and_ends_with_a_check_in(step_id: str) -> None:
    step = step_of(step_id)
    assert step is not None, f"{step_id} is not written yet"
    asked = [each for each in step.blocks if each.type is not BlockType.SAFETY]
    if step.mark is Mark.HEAVY:
        assert step.blocks[0].type is asked[-1].type is BlockType.CHECKIN
    if step.mark is Mark.FIRST_AID:
        assert step.blocks[0].field is None


def named(block: Block | None) -> str:
    """How the list names the core of a step."""
    if block is None:
        return ""
    if block.field:
        return block.field.id
    return {
        BlockType.EXERCISE: f"ex:{block.exercise}",
        BlockType.WORKSHEET: f"ws:{block.sheet}",
    }.get(block.type, block.type.value)


def missing(step: Step, asked: str) -> Iterator[str]:
    """What a step lacks of one line of the list."""
    head, _, inner = asked.partition(": ")
    kind, *names = head.split()
    blocks = [each for each in step.blocks if each.type.value == kind]
    if not names:
        if not blocks:
            yield f"no {kind}"
        return
    if BlockType(kind) in _OTHERS:
        yield from of_others(blocks, names, inner)
        return
    name = names[0].removeprefix("!")
    field = next((each.field for each in blocks if each.field and each.field.id == name), None)
    if field is None:
        yield f"no {kind} {name}"
        return
    if names[0].startswith("!") and field.stored:
        yield f"{name} is kept"
    yield from in_field(field, inner)


def of_others(blocks: list[Block], names: list[str], inner: str) -> Iterator[str]:
    """What is missing of a block that opens something."""
    found = [
        each for each in blocks if set(names) <= {each.exercise, *each.also, each.sheet, each.tag}
    ]
    if not found:
        yield f"nothing leads to {' '.join(names)}"
    elif inner and not any(set(inner.split()) <= set(each.show) for each in found):
        yield f"{names[0]} does not show {inner}"


def in_field(field: Field, inner: str) -> Iterator[str]:
    """What a field lacks of its options, or of its columns and fixed lines."""
    if not field.columns:
        yield from without(field, inner.split())
        return
    columns = {each.id: each for each in field.columns}
    lines = {each.id for each in field.lines}
    for sign, name, kind, options in _COLUMN.findall(inner):
        if sign:
            if name not in lines | (set(columns) if sign == "~" else set()):
                yield f"{field.id} has no line {name}"
        elif name not in columns:
            yield f"{field.id} has no column {name}"
        else:
            if columns[name].type.value != kind:
                yield f"{field.id}.{name} is {columns[name].type.value} and not {kind}"
            yield from without(columns[name], options.split(",") if options else [])


def without(field: Field, options: list[str]) -> Iterator[str]:
    """The options that a field does not have, by none of the names that each may have."""
    there = {each.id for each in field.options}
    yield from (
        f"{field.id} has no option {each}" for each in options if not there & set(each.split("|"))
    )
