"""What one screen may ask of another by the name of its route, without knowing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from safeharbor.domain.entry import Mood

if TYPE_CHECKING:
    from safeharbor.domain.breathing import Pattern
    from safeharbor.domain.exercise import Need
    from safeharbor.domain.sheet import Sheet
    from safeharbor.ui.breathe.form import Form

LEAST_S: Final = 30.0
MOST_S: Final = 3600.0
"""The shortest and the longest practice that can be wished for, in seconds."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A new page in the journal.

    Attributes:
        mood: the tide, None for none.
        first: its first line, "" for an empty page.
        tag: what it is tagged with, "" for nothing.
        minutes: after how long the page says that it is enough, 0 for never.
        last: what is asked then, "" for nothing.
        kept: whether it is kept as it is, since ``first`` is somebody's own writing.
    """

    mood: Mood | None = None
    first: str = ""
    tag: str = ""
    minutes: int = 0
    last: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry of the journal."""

    entry_id: UUID


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A worksheet to fill in; one that there is a single copy of opens that.

    Attributes:
        sheet_id: one that ships, or one's own.
        show: the fields that stand open in place of the sheet's own first ones.
        then: the route to go back to, "" for the page of worksheets.
        preset: fields of choices, each with the option that is chosen at first.
    """

    sheet_id: str
    show: tuple[str, ...] = ()
    then: str = ""
    preset: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A worksheet that was filled in; ``then`` as in ``NewSheet``."""

    form_id: UUID
    then: str = ""


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step of a guide.

    Attributes:
        guide_id: such as ``trust8``.
        step_id: within the guide, such as ``s1``.
        then: the route to go back to, "" for the page of guides.
    """

    guide_id: str
    step_id: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class OpenGuide:
    """The page of a guide, with its steps.

    Attributes:
        guide_id: such as ``trust8``.
        written: whether what was written in it is to be shown.
        step: the step whose row gets the keys, "" for the first thing there is.
    """

    guide_id: str
    written: bool = False
    step: str = ""


@dataclass(frozen=True, slots=True)
class CopySheet:
    """A sheet to make one's own of: a copy of it that can be changed, on the page for that."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class AttachSheet:
    """A filled worksheet to be chosen, which belongs to this entry of the journal then."""

    entry_id: UUID


@dataclass(frozen=True, slots=True)
class ExerciseWish:
    """An exercise with a script, to be done now.

    Attributes:
        exercise_id: such as ``gr_orient``.
        needs: what somebody does it without; None for what they chose before.
        areas: the ids of the places of the body to keep; None to ask, where it has any.
        minutes: how long; None to ask, where it can last longer or shorter.
        by_hand: whether each step stays; None for what they chose before.
        then: the route to go to afterwards, "" for where they were.
    """

    exercise_id: str
    needs: frozenset[Need] | None = None
    areas: frozenset[str] | None = None
    minutes: int | None = None
    by_hand: bool | None = None
    then: str = ""


@dataclass(frozen=True, slots=True)
class BreatheWish:
    """A practice of breathing, to be done now.

    Attributes:
        pattern: what is breathed; its own or one that ships, see ``domain/breathing.py``.
        seconds: how long, from ``LEAST_S`` to ``MOST_S``; None for no end.
        form: the form of the light, None for the one that was chosen before.
        before: distress before, 0 to 10 or ``UNSURE``; None where nobody asked or answered.
        then: the route to go to afterwards, "" for where they were.

    Raises:
        ValueError: it is too short or too long.
    """

    pattern: Pattern
    seconds: float | None = None
    form: Form | None = None
    before: int | None = None
    then: str = ""

    def __post_init__(self) -> None:
        if self.seconds is not None and not LEAST_S <= self.seconds <= MOST_S:
            raise ValueError("a practice takes from half a minute to an hour")
