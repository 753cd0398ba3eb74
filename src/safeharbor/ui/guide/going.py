"""Where the links of a step lead: the name of a route, and the wish that goes with it."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from safeharbor.domain.breathing import STOCK, without_holds
from safeharbor.ui.sheet.notes import HELP
from safeharbor.ui.wishes import (
    LEAST_S,
    BreatheWish,
    ExerciseWish,
    NewSheet,
    OpenGuide,
    OpenStep,
)

BREATHE: Final = "breathe"
CALM: Final = "calm"
EXERCISE: Final = "exercise"
GUIDE_STEP: Final = "guide_step"
GUIDES: Final = "guides"
FIRST_AID: Final = "first_aid"
JOURNAL: Final = "journal"
WORKSHEET: Final = "worksheet"
_BACK_FROM: Final = frozenset({BREATHE, EXERCISE, JOURNAL, WORKSHEET})

FIRST_AID_STEPS: Final = frozenset(
    {"help.s5", "help.s6", "help.s7", "rejection.s1", "betrayal.s1", "stress.s4", "stress.s5"}
)
"""Steps that can be opened without a vault."""

NIGHT: Final = "stress.s4"
"""The step for somebody who lies awake."""
STEADY: Final = "gr_orient"
"""What comes first where it is strong."""
STEADIER: Final = ("gr_feet", "br_long_exhale")
"""What else steadies, beside it."""
OTHER_WAY: Final = "rx_pmr_short"
"""Something other than looking at it, for whom that was too much twice."""
PEOPLE: Final = "help.s2"
"""The step about who can help."""
OUTWARD: Final = "gr_54321"
"""What is offered where a step has stirred something up."""


def back_words(then: str) -> str:
    """What the way back from a step is called; "" where ``then`` names no other place."""
    if not then:
        return ""
    if then == HELP:
        return QCoreApplication.translate("guide", "Get help")
    return QCoreApplication.translate("guide", "Back")


class Goal(NamedTuple):
    """Somewhere to go."""

    route: str
    wish: object = None

    @property
    def comes_back(self) -> bool:
        """Whether somebody comes back from there to the page they left."""
        return self.route in _BACK_FROM


def goal(target: str, here: str, minutes: int = 0) -> Goal:
    """Where ``target`` leads.

    Args:
        target: ``ex:ID``, ``ws:ID``, ``help``, a step such as ``help.s7`` or ``step:help.s7``, or
            the id of a guide.
        here: the route to come back to from an exercise or a sheet.
        minutes: how long an exercise takes, 0 for its own length.
    """
    kind, colon, name = target.partition(":")
    if target == HELP:
        return Goal(HELP)
    if colon and kind == "ex":
        return _practice(name, here, minutes)
    if colon and kind == "ws":
        return Goal(WORKSHEET, NewSheet(name, then=here))
    full = name if colon else target
    guide, _, step = full.partition(".")
    if not step:
        return Goal(GUIDES, OpenGuide(guide))
    open_too = here == FIRST_AID and full in FIRST_AID_STEPS
    return Goal(FIRST_AID if open_too else GUIDE_STEP, OpenStep(guide, step))


def _practice(name: str, here: str, minutes: int) -> Goal:
    if name not in STOCK:
        return Goal(EXERCISE, ExerciseWish(name, then=here))
    pattern = without_holds(STOCK[name])
    seconds = max((minutes or pattern.minutes.usual) * 60.0, LEAST_S)
    return Goal(BREATHE, BreatheWish(pattern, seconds, then=here))
