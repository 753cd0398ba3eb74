"""What does not fit together in a guide, each with its place, and what it may be kinder to change.

A guide with a fault is not opened: a painful step without a check-in, or first aid that begins
with a question, could hurt. Advice keeps nothing closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from safeharbor.domain.form_faults import Fault, Known, field_faults, gap_faults, repeated
from safeharbor.domain.guide import Block, BlockType, Guide, Link, Mark, Step, full_id, parts_of
from safeharbor.domain.sheet import Field, FieldType

CARDS: Final = (3, 6)
CARD_WORDS: Final = (25, 60)
POCKET_WORDS: Final = 25
GET_HELP: Final = "help"
"""The target that is no guide but the page of help lines."""

_B: Final = BlockType
_STILL: Final = frozenset({_B.EXERCISE, _B.READING, _B.SAFETY})
"""What asks nothing."""
_NO_CORE: Final = frozenset({_B.READING, _B.SAFETY, _B.CHECKIN, _B.WRITTEN})
_STAYS: Final = frozenset({_B.READING, _B.SAFETY, _B.CHECKIN, _B.GATE})
"""What waits for no answer."""
_CHOICES: Final = frozenset({FieldType.CHOICE, FieldType.MULTI})


def guide_faults(guide: Guide, known: Known) -> Iterator[Fault]:
    """What does not fit together in ``guide``; nothing where it can be used.

    ``known.steps`` are the full ids of all steps that it may lead to beside its own.
    """
    try:
        date.fromisoformat(guide.updated)
    except ValueError:
        yield "updated", "there is no such day"
    yield from repeated((each.id for each in guide.steps), "steps")
    own = [full_id(guide, each) for each in guide.steps]
    around = Known(known.exercises, known.sheets, frozenset({*known.steps, *own}))
    places = frozenset({GET_HELP, *around.steps, *(parts_of(each)[0] for each in around.steps)})
    for step in guide.steps:
        for place, target in targets_of(step):
            if what := _target(target, around, places):
                yield f"steps.{step.id}.{place}", what
        for place, what in _step(step, around):
            yield f"steps.{step.id}.{place}", what
    yield from _repeats(guide)


def guide_advice(guide: Guide) -> Iterator[Fault]:
    """What makes a guide harder to read than it has to be."""
    for step in guide.steps:
        here = f"steps.{step.id}"
        count = sum(not card.folded for card in step.cards)
        if not CARDS[0] <= count <= CARDS[1]:
            yield f"{here}.cards", f"{count} cards; {CARDS[0]} to {CARDS[1]} are easy to read"
        for number, card in enumerate(step.cards):
            words = len(card.text.split())
            if not CARD_WORDS[0] <= words <= CARD_WORDS[1]:
                least, most = CARD_WORDS
                yield f"{here}.cards[{number}]", f"{words} words; a card has {least} to {most}"
        words = len(step.end.pocket.split())
        if words > POCKET_WORDS:
            yield f"{here}.end.pocket", f"{words} words; {POCKET_WORDS} fit on a pocket card"


def targets_of(step: Step) -> Iterator[tuple[str, str]]:
    """Every place that a step leads to by a link, after where that link stands."""
    yield from _targets(step.links, "links")
    yield from _targets(step.end.links, "end.links")
    for number, block in enumerate(step.blocks):
        yield from _targets(block.links, f"{_place(block, number)}.links")


def _targets(links: tuple[Link, ...], place: str) -> Iterator[tuple[str, str]]:
    for number, link in enumerate(links):
        yield f"{place}[{number}].target", link.target


def _place(block: Block, number: int) -> str:
    return f"blocks.{block.field.id}" if block.field else f"blocks[{number}]"


def _step(step: Step, known: Known) -> Iterator[Fault]:
    yield from field_faults(step.fields, known, "blocks")
    yield from gap_faults(step.end.pocket, {each.id: each for each in step.fields}, "end.pocket")
    above: dict[str, Field] = {}
    for number, block in enumerate(step.blocks):
        place = _place(block, number)
        yield from _block(block, known, place)
        yield from _waiting(block, above, f"{place}.only_if")
        if block.field is not None:
            above[block.field.id] = block.field
    yield from _order(step)


def _target(target: str, known: Known, places: frozenset[str]) -> str:
    """What is wrong with the target of a link, "" for nothing."""
    kind, colon, name = target.partition(":")
    if not colon:
        missing, what = target not in places, "step" if "." in target else "guide"
    elif kind == "ex":
        missing, what = name not in known.exercises, "exercise"
    else:
        missing, what = name not in known.sheets, "sheet"
    return f"there is no {what} {name or target}" if missing else ""


def _block(block: Block, known: Known, place: str) -> Iterator[Fault]:
    if block.core and block.type in _NO_CORE:
        yield f"{place}.core", f"a block of the type {block.type.value} is never the core"
    if block.type is _B.EXERCISE:
        for name in (block.exercise, *block.also):
            if name and name not in known.exercises:
                yield place, f"there is no exercise {name}"
        if block.also and not block.exercise:
            yield f"{place}.exercise", "the one that starts first is missing"
    elif block.type is _B.WORKSHEET and block.sheet not in known.sheets:
        missing = f"there is no sheet {block.sheet}" if block.sheet else "a sheet is missing"
        yield f"{place}.sheet", missing
    elif block.type is _B.SAFETY and not block.text:
        yield f"{place}.text", "nothing stands here"
    elif block.type is _B.CHECKIN:
        yield from _checkin(block, place)
    elif block.field and block.field.id in {"before", "after"}:
        yield place, "this id belongs to a check-in"


def _waiting(block: Block, above: Mapping[str, Field], place: str) -> Iterator[Fault]:
    """Whether what a block waits for can be chosen further up."""
    if block.only_if and block.type in _STAYS:
        yield place, f"a block of the type {block.type.value} always stands there"
    for name, options in block.only_if:
        field = above.get(name)
        if field is None or field.type not in _CHOICES:
            yield place, f"no block above it offers a choice {name}"
            continue
        for option in options:
            if field.option(option) is None:
                yield f"{place}.{name}", f"there is no option {option}"


def _checkin(block: Block, place: str) -> Iterator[Fault]:
    wanted = "after" if block.after else "before"
    if block.field and block.field.id != wanted:
        yield f"{place}.id", f"a check-in here has the id {wanted}"


def _order(step: Step) -> Iterator[Fault]:
    """Whether a step begins, goes on and ends as its mark asks."""
    types = [block.type for block in step.blocks]
    if types.count(_B.READING) != 1:
        yield "blocks", "one block of the type reading says where the cards stand"
    if types.count(_B.GATE) > 1:
        yield "blocks", "the question about fear stands here twice"
    if sum(block.core for block in step.blocks) > 1:
        yield "blocks", "only one block is the core"
    yield from _before_the_gate(step)
    if step.mark is Mark.HEAVY:
        yield from _heavy(step)
    elif step.mark is Mark.FIRST_AID and types[0] not in _STILL:
        yield "blocks", "first aid asks nothing first: an exercise, a note or the cards begin"


def _before_the_gate(step: Step) -> Iterator[Fault]:
    asked = False
    for number, block in enumerate(step.blocks):
        asked = asked or block.type is _B.GATE
        field = block.field
        says = field is not None and (field.says or any(each.says for each in field.columns))
        if says and not asked:
            yield _place(block, number), "it plans something to say, and no gate stands before it"


def _heavy(step: Step) -> Iterator[Fault]:
    first, asked = step.blocks[0], [b for b in step.blocks if b.type is not _B.SAFETY]
    if first.type is not _B.CHECKIN or first.after:
        yield "blocks", "a heavy step begins with a check-in"
    if not asked or asked[-1].type is not _B.CHECKIN or not asked[-1].after:
        yield "blocks", "a heavy step ends with a check-in that has after = true"


def _repeats(guide: Guide) -> Iterator[Fault]:
    """Ratings that are shown beside an earlier one of the same guide that is not there."""
    own = {
        f"{full_id(guide, step)}.{block.field.id}": block.type
        for step in guide.steps
        for block in step.blocks
        if block.field
    }
    for step in guide.steps:
        for number, block in enumerate(step.blocks):
            inside = parts_of(block.repeat)[0] == guide.id
            if inside and own.get(block.repeat) is not BlockType.RATING:
                place = f"steps.{step.id}.{_place(block, number)}.repeat"
                yield place, f"there is no rating {block.repeat}"
