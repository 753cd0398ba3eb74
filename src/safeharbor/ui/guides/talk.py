"""Words about guides: their shelves, how long they take, and where somebody is in one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from safeharbor.content.guides import GuideCard
from safeharbor.domain.guide import Shelf

translate = QCoreApplication.translate

SHELVES: Final = {
    Shelf.HELP: str(QT_TRANSLATE_NOOP("guides", "Any time")),
    Shelf.BEGIN: str(QT_TRANSLATE_NOOP("guides", "Begin")),
    Shelf.TRUST: str(QT_TRANSLATE_NOOP("guides", "Trust")),
    Shelf.HURT: str(QT_TRANSLATE_NOOP("guides", "Hurt")),
    Shelf.TOGETHER: str(QT_TRANSLATE_NOOP("guides", "Together")),
    Shelf.STEADY: str(QT_TRANSLATE_NOOP("guides", "Steady")),
    Shelf.WIDER: str(QT_TRANSLATE_NOOP("guides", "Wider")),
}
"""The groups of the shelf, in their order; help stands first."""

_HOUR: Final = 60
_IN_HOURS: Final = 100
"""From so many minutes on, a length is said in hours."""


def shelf_name(shelf: Shelf) -> str:
    """What a group of the shelf is called."""
    return translate("guides", SHELVES[shelf])


def packs_name() -> str:
    """What the group of guides is called that somebody has put in by hand."""
    #: A heading above guides that were not made by SafeHarbor.
    return translate("guides", "Added by you")


def where_name() -> str:
    """What stands beside the suggested first routes."""
    #: Before a few short answers, such as "Wound up".
    return translate("guides", "Where are you?")


def minutes(number: int) -> str:
    """How long something takes; "" where it does not say."""
    if not number:
        return ""
    if number >= _IN_HOURS:
        #: %n is a number of hours; more than one.
        return translate("guides", "%n hours", "", round(number / _HOUR))
    #: %n is a number of minutes.
    return translate("guides", "%n min", "", number)


def length_of(card: GuideCard) -> str:
    """How many steps a guide has, and how long they take together."""
    count = len(card.steps)
    steps = translate("guides", "1 step")
    if count != 1:
        #: %n is the number of steps of a guide.
        steps = translate("guides", "%n steps", "", count)
    time = minutes(sum(step.minutes for step in card.steps))
    if not time:
        return steps
    #: The length of a guide; %1 is a number of steps, %2 a time.
    return translate("guides", "%1, %2").replace("%1", steps).replace("%2", time)


def number_of(step_id: str) -> str:
    """The number in the id of a step; "" for one before the first, or without a number."""
    number = step_id.removeprefix("s")
    return number if number.isdecimal() and number != "0" else ""


def step_name(step_id: str) -> str:
    """What a step is called by its number, "" for one without."""
    number = number_of(step_id)
    #: %1 is the number of a step in a guide.
    return translate("guides", "Step %1").replace("%1", number) if number else ""


def place_in(card: GuideCard, step_id: str) -> str:
    """Where somebody is in a guide, "" where they were in none of its steps."""
    if step_id not in {step.id for step in card.steps}:
        return ""
    number = number_of(step_id)
    if not number:
        return translate("guides", "You are at the beginning")
    #: %1 is the number of a step in a guide.
    return translate("guides", "You are at step %1").replace("%1", number)
