"""Which blocks of a step stand open, and which wait behind "More, if you like"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from safeharbor.domain.answers import Answers
from safeharbor.domain.guide import Block, BlockType, Mark, Step

_CLOSING: Final = frozenset({BlockType.EXERCISE, BlockType.SAFETY})
_STORES: Final = frozenset({BlockType.JOURNAL, BlockType.WORKSHEET})


@dataclass(frozen=True, slots=True)
class Order:
    """The blocks of a step as they are met.

    Attributes:
        first: open, down to the core at least.
        later: what else can be written, behind "More, if you like".
        last: open, below that.
    """

    first: tuple[Block, ...]
    later: tuple[Block, ...]
    last: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of them, from top to bottom."""
        return (*self.first, *self.later, *self.last)


def ordered(step: Step, *, kept: bool) -> Order:
    """The blocks of ``step``; where nothing can be ``kept``, without those that store something."""
    core = step.core
    blocks = [each for each in step.blocks if kept or not (stores(each) or _reads(each))]
    later = [each for each in blocks if _waits(each, core)]
    shown = [each for each in blocks if each not in later]
    end = len(shown)
    while end and _closes(shown[end - 1], core):
        end -= 1
    return Order(tuple(shown[:end]), tuple(later), tuple(shown[end:]))


def stores(block: Block) -> bool:
    """Whether something of it is kept."""
    return block.type in _STORES or (block.field is not None and block.field.stored)


def wanted(block: Block, answers: Answers) -> bool:
    """Whether what ``block`` waits for was chosen."""
    chosen = ((set(answers.chosen(name)), options) for name, options in block.only_if)
    return all(not found.isdisjoint(options) for found, options in chosen)


def relief_first(step: Step) -> bool:
    """Whether nothing but an exercise is shown until it was done or passed over."""
    first = step.blocks[0] if step.blocks else None
    relief = first is not None and first.core and first.type is BlockType.EXERCISE
    return relief and step.mark is Mark.FIRST_AID


def _reads(block: Block) -> bool:
    """Whether it shows what is kept."""
    return block.type is BlockType.WRITTEN


def _waits(block: Block, core: Block | None) -> bool:
    return stores(block) and block is not core and block.type is not BlockType.CHECKIN


def _closes(block: Block, core: Block | None) -> bool:
    if block is core:
        return False
    return block.after if block.type is BlockType.CHECKIN else block.type in _CLOSING
