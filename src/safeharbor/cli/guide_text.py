"""Guides as lines of a terminal and as objects: the steps of one, and a step whole.

A step reads here as it does in the window: the safety note first, then the cards, then what it
asks. It is for reading; answers are written in the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeharbor.cli.console import Console, Json
from safeharbor.cli.worksheet_text import put, question_object
from safeharbor.content.exercises import sources
from safeharbor.domain.breathing import STOCK
from safeharbor.domain.errors import HarborError
from safeharbor.domain.guide import Block, BlockType, Guide, Step, full_id
from safeharbor.domain.sheet import Field

_INDENT: Final = 2


def guide_object(guide: Guide) -> dict[str, Json]:
    """A guide with its steps, each in one line."""
    return {
        "id": guide.id,
        "title": guide.title,
        "line": guide.line,
        "shelf": guide.shelf.value,
        "rev": guide.rev,
        "updated": guide.updated,
        "pack": guide.pack,
        "steps": [
            {"id": full_id(guide, each), "title": each.title, "line": each.line}
            for each in guide.steps
        ],
    }


def step_object(guide: Guide, step: Step) -> dict[str, Json]:
    """A step with its cards and blocks."""
    return {
        "id": full_id(guide, step),
        "title": step.title,
        "line": step.line,
        "minutes": step.minutes,
        "mark": step.mark.value if step.mark else None,
        "safety": step.safety,
        "cards": [{"title": each.title, "text": each.text} for each in step.cards],
        "blocks": [_block_object(each) for each in step.blocks],
        "end": {"title": step.end.title, "text": step.end.text},
        "why": {
            "studied": step.grounds.studied,
            "sure": step.grounds.sure,
            "sources": list(step.grounds.sources),
        },
    }


def print_guide(console: Console, guide: Guide) -> None:
    """A guide and its steps."""
    put(console, guide.title)
    put(console, guide.line)
    put(console, console.words("guides.version", number=guide.rev, date=guide.updated))
    if guide.pack:
        put(console, console.words("guides.not_ours", name=guide.pack))
    for step in guide.steps:
        console.line()
        put(console, f"{full_id(guide, step)}  {step.title}")
        put(console, step.line, _INDENT)


def print_step(console: Console, guide: Guide, step: Step) -> None:
    """A step as somebody reads it."""
    put(console, step.title)
    put(console, step.line)
    if guide.pack:
        put(console, console.words("guides.not_ours", name=guide.pack))
    if step.safety:
        put(console, step.safety)
    if step.gated:
        put(console, console.words("worksheets.gate"))
    for card in step.cards:
        console.line()
        put(console, card.title)
        put(console, card.text, _INDENT)
    for block in step.blocks:
        _print_block(console, block)
    console.line()
    put(console, step.end.title)
    put(console, step.end.text, _INDENT)
    console.line()
    put(console, console.words("guides.why"))
    for text in (step.grounds.studied, step.grounds.sure, *_named(step)):
        put(console, text, _INDENT)


def _print_block(console: Console, block: Block) -> None:
    lines = list(_lines(console, block))
    if lines or block.field:
        console.line()
    for line in lines:
        put(console, line)
    if block.field:
        _print_field(console, block.field)


def _print_field(console: Console, field: Field) -> None:
    """A question with what there is to choose; nothing of it is answered here."""
    put(console, field.label)
    if field.help:
        put(console, field.help, _INDENT)
    if field.ends:
        put(console, console.words("guides.scale", low=field.ends[0], high=field.ends[1]), _INDENT)
    labels = [option.label for option in (*field.options, *field.lines)]
    for label in (*labels, *(column.label for column in field.columns)):
        put(console, f"- {label}", _INDENT)


def _lines(console: Console, block: Block) -> Iterator[str]:
    """What a block says that asks nothing."""
    if block.field is None:
        yield from filter(None, (block.label, block.text, block.help))
    if block.type is BlockType.WORKSHEET:
        yield console.words("guides.sheet", name=block.sheet)
    for name in (block.exercise, *block.also):
        if name:
            known = "guides.breath" if name in STOCK else "guides.exercise"
            yield console.words(known, name=name)


def _block_object(block: Block) -> dict[str, Json]:
    made: dict[str, Json] = {"type": block.type.value, "core": block.core}
    if block.field:
        made |= question_object(block.field)
        made |= {"type": block.type.value, "stored": block.field.stored}
        made.pop("kept_if_given", None)
    texts = {"label": block.label, "text": block.text, "help": block.help, "sheet": block.sheet}
    made |= {name: text for name, text in texts.items() if text}
    if block.exercise:
        made["exercises"] = [block.exercise, *block.also]
    return made


def _named(step: Step) -> Iterator[str]:
    """The sources of a step, as they are cited."""
    if not step.grounds.sources:
        return
    try:
        known = sources()
    except HarborError:
        return
    for name in step.grounds.sources:
        if name in known:
            yield f"{known[name].name}. {known[name].about} {known[name].where}"
