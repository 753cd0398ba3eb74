"""What somebody may say is the matter right now: which lines stand first then, and where it leads.

The pages behind it are first aid: they can be read locked, without a vault, and keep nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from safeharbor.content.helplines import Country, HelpLine, LineKind

translate = QCoreApplication.translate

STEADY: Final = "gr_orient"
"""The exercise that begins at once for whoever cannot calm down."""


class Topic(enum.Enum):
    """What it is. The value stands in the names of its buttons."""

    SELF = "self"
    THREAT = "threat"
    CALM = "calm"
    OTHERS = "others"


BUTTONS: Final = (Topic.SELF, Topic.THREAT, Topic.CALM)
"""Those with a button; the other one is a quiet line below them."""

_KINDS: Final = {
    Topic.SELF: (LineKind.SUICIDE_CRISIS,),
    Topic.THREAT: (LineKind.DOMESTIC_ABUSE, LineKind.YOUTH),
    Topic.CALM: (LineKind.EMOTIONAL_SUPPORT,),
    Topic.OTHERS: (LineKind.SUICIDE_CRISIS, LineKind.EMOTIONAL_SUPPORT),
}
_NEXT: Final = {
    Topic.SELF: (LineKind.EMOTIONAL_SUPPORT, LineKind.YOUTH, LineKind.DOMESTIC_ABUSE),
    Topic.THREAT: (LineKind.SUICIDE_CRISIS, LineKind.EMOTIONAL_SUPPORT),
    Topic.CALM: (LineKind.SUICIDE_CRISIS, LineKind.YOUTH, LineKind.DOMESTIC_ABUSE),
    Topic.OTHERS: (LineKind.YOUTH, LineKind.DOMESTIC_ABUSE),
}
"""Where a country has no line of those kinds, the nearest one; every line says whom it is for."""


class Lead(NamedTuple):
    """A page behind a topic: the ids of its guide and its step, and what it is called."""

    guide: str
    step: str
    label: str


def words(topic: Topic) -> str:
    """What somebody says by pressing it."""
    return {
        Topic.SELF: translate("help", "I might hurt myself"),
        Topic.THREAT: translate("help", "Somebody hurts or threatens me"),
        Topic.CALM: translate("help", "I can't calm down"),
        Topic.OTHERS: translate("help", "I am afraid I might hurt somebody"),
    }[topic]


def said_first(topic: Topic) -> str:
    """What stands before the lines."""
    return {
        Topic.SELF: translate(
            "help",
            "If you have done or taken something, ring the emergency number now, also if you "
            "feel fine.",
        ),
        Topic.THREAT: translate(
            "help",
            "If it is this minute, get to where people are if you can, or call. A call can show "
            "in the phone's list and on a bill.",
        ),
        Topic.CALM: translate("help", "These lines are for talking, also about small things."),
        Topic.OTHERS: translate(
            "help",
            "First put distance between you: another room, outside, somebody else's place. Then "
            "ring a line, a doctor or the emergency number. They have heard it before.",
        ),
    }[topic]


def leads(topic: Topic) -> tuple[Lead, ...]:
    """The pages behind it, by the names that they have in their guide."""
    return {
        Topic.SELF: (
            Lead("help", "s5", translate("help", "When part of you does not want to live")),
            Lead("help", "s6", translate("help", "When the urge is to hurt yourself")),
        ),
        Topic.THREAT: (
            Lead("help", "s7", translate("help", "If somebody watches or controls you")),
        ),
        Topic.CALM: (),
        Topic.OTHERS: (Lead("stress", "s5", translate("help", "When anger is in charge")),),
    }[topic]


def lines_for(
    country: Country, topic: Topic, hidden: Collection[str] = ()
) -> tuple[tuple[HelpLine, ...], bool]:
    """The lines for a topic, and whether they are of the kind that it asks for.

    Args:
        country: whose lines.
        topic: what is the matter.
        hidden: the names of lines that are left out.
    """
    groups = country.by_kind(hidden)
    wanted = [line for kind in _KINDS[topic] for line in groups.get(kind, ())]
    if wanted:
        return tuple(wanted), True
    nearest = next((groups[kind] for kind in _NEXT[topic] if kind in groups), ())
    return nearest, False
