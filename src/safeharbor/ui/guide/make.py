"""The right part of the page for a block."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from safeharbor.domain.guide import Block, BlockType
from safeharbor.ui.guide.asking import Asking, CheckIn
from safeharbor.ui.guide.doing import ExercisePart, JournalPart, WorksheetPart
from safeharbor.ui.guide.gathered import GatheredPart
from safeharbor.ui.guide.noting import GatePart, SafetyPart
from safeharbor.ui.guide.part import Part, Place
from safeharbor.ui.guide.reading import Reading


def make_part(place: Place, block: Block, parent: QWidget) -> Part:
    """What shows ``block``."""
    match block.type:
        case BlockType.READING:
            return Reading(place, block, parent)
        case BlockType.CHECKIN:
            return CheckIn(place, block, parent)
        case BlockType.EXERCISE:
            return ExercisePart(place, block, parent)
        case BlockType.WORKSHEET:
            return WorksheetPart(place, block, parent)
        case BlockType.JOURNAL:
            return JournalPart(place, block, parent)
        case BlockType.SAFETY:
            return SafetyPart(place, block, parent)
        case BlockType.WRITTEN:
            return GatheredPart(place, block, parent)
        case BlockType.GATE:
            return GatePart(place, block, parent)
        case _:
            return Asking(place, block, parent)
