"""The words of the Calm page: how long something takes, what a round is made of, what may suit.

What an exercise says of itself stands in its file; here is only what stands around it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject

from safeharbor.domain.breathing import (
    BOX_GENTLE,
    EVEN_QUICKER,
    EVEN_SLOWER,
    HALF_478,
    Pattern,
    Phase,
    PhaseKind,
)
from safeharbor.domain.exercise import ExerciseKind
from safeharbor.ui.calm.own import Where

OWN: Final = "own"
"""The group of patterns of one's own."""

GROUNDING: Final = ("gr_orient", "gr_feet", "gr_54321", "gr_temp", "gr_categories")
"""In which order grounding is offered in place of something that felt worse."""

_HALF_S: Final = 30.0
_NEAR_S: Final = 0.05


class CalmTalk(QObject):
    """What the page says besides the exercises."""

    def group(self, group: str) -> str:
        """What a group of the shelf is called: an ExerciseKind, or ``OWN``."""
        return {
            ExerciseKind.BREATHING.value: self.tr("Breathing"),
            ExerciseKind.GROUNDING.value: self.tr("Grounding"),
            ExerciseKind.RELAXATION.value: self.tr("For the body"),
            ExerciseKind.MINDFULNESS.value: self.tr("Attention"),
            OWN: self.tr("Your own"),
        }[group]

    def lasting(self, seconds: float | None) -> str:
        """How long something takes, in half minutes; None for no end."""
        if seconds is None:
            return self.tr("Open end")
        whole, half = divmod(max(round(seconds / _HALF_S), 1), 2)
        if not half:
            return self.tr("%n minutes", "", whole)
        if not whole:
            return self.tr("Half a minute")
        #: %1 is a whole number: one and a half minutes, two and a half minutes.
        return self.tr("%1½ minutes").replace("%1", QLocale().toString(whole))

    def length(self, pattern: Pattern, seconds: float | None) -> str:
        """The same for a pattern, in rounds where its length is meant in rounds."""
        number = self.rounds(pattern, seconds)
        return self.lasting(seconds) if number is None else self.tr("%n rounds", "", number)

    def rounds(self, pattern: Pattern, seconds: float | None) -> int | None:
        """How many rounds ``seconds`` are where they are no half minutes, else None."""
        if seconds is None or seconds % _HALF_S < _NEAR_S:
            return None
        number = round(seconds / pattern.seconds)
        return number if abs(number * pattern.seconds - seconds) < _NEAR_S else None

    def phases(self, pattern: Pattern) -> str:
        """One round in words: "In 4, stay 7, out 8"."""
        parts = [self._phase(phase, pattern) for phase in pattern.phases]
        #: Stands between two parts of a breath: In 4, out 6.
        joined = self.tr(", ").join(part for part in parts if part)
        return QLocale().toUpper(joined[:1]) + joined[1:]

    def variant(self, pattern: Pattern) -> str:
        """What a form of a pattern is called among the forms of it."""
        if not pattern.variant_of:
            return self.tr("As usual")
        return {
            EVEN_SLOWER.id: self.tr("A little slower"),
            EVEN_QUICKER.id: self.tr("A little quicker"),
            BOX_GENTLE.id: self.tr("Smaller"),
            HALF_478.id: self.tr("Half the size"),
        }.get(pattern.id) or self.tr("Without holds")

    def beyond(self, pattern: Pattern, seconds: float | None) -> str:
        """What happens where a practice is longer than its pattern is done; "" where it is not."""
        most = pattern.minutes.most * 60
        if not pattern.paced or (seconds is not None and seconds <= most + _NEAR_S):
            return ""
        after = self.length(pattern, most)
        #: %1 is a length such as 20 minutes, or 8 rounds.
        words = self.tr("After %1 this pattern ends. The rest is at your own pace.")
        if seconds is None:
            #: %1 is a length such as 20 minutes, or 8 rounds.
            words = self.tr("After %1 this pattern ends. Then it is your own pace until you stop.")
        return words.replace("%1", after)

    def kept(self, where: Where) -> str:
        """Where a pattern of one's own is kept; "" for the vault, where everything is."""
        return {
            Where.VAULT: "",
            Where.PLAIN: self.tr("Readable without unlocking."),
            Where.MEMORY: self.tr("Not kept yet."),
        }[where]

    @property
    def edit(self) -> str:
        """Changes name and seconds of a pattern of one's own."""
        return self.tr("Name and seconds")

    @property
    def copy(self) -> str:
        """Makes another pattern like it."""
        #: On a link: make another pattern like this one.
        return self.tr("Make a copy")

    @property
    def delete(self) -> str:
        """Lets go of it."""
        return self.tr("Delete")

    def editor_title(self, *, new: bool) -> str:
        """What the page is called on which a pattern is written."""
        return self.tr("A pattern of your own") if new else self.tr("Name and seconds")

    def worse(self, instead: str = "") -> str:
        """Why something stands last, and what may suit better: a grounding id, "" for nothing."""
        felt = self.tr("This one felt worse the last two times.")
        better = {
            "gr_orient": self.tr("Looking around may suit better now."),
            "gr_feet": self.tr("Feet or hands may suit better now."),
            "gr_54321": self.tr("The five senses may suit better now."),
            "gr_temp": self.tr("Something warm or cool may suit better now."),
            "gr_categories": self.tr("Naming things may suit better now."),
        }.get(instead, "")
        return f"{felt} {better}".strip()

    def _phase(self, phase: Phase, pattern: Pattern) -> str:
        kind = phase.kind
        if kind is PhaseKind.REST and pattern.has_hold:
            kind = PhaseKind.HOLD
        words = {
            #: Part of a breath: in for %1 seconds.
            PhaseKind.IN: self.tr("in %1"),
            #: Part of a breath: a little more in, for %1 seconds.
            PhaseKind.TOP_UP: self.tr("a little more %1"),
            #: Part of a breath: stay for %1 seconds.
            PhaseKind.HOLD: self.tr("stay %1"),
            #: Part of a breath: out for %1 seconds.
            PhaseKind.OUT: self.tr("out %1"),
            #: Part of a breath: rest for %1 seconds, the breath being out.
            PhaseKind.REST: self.tr("rest %1"),
            PhaseKind.FREE: "",
        }[kind]
        return words.replace("%1", self.seconds(phase.seconds))

    def seconds(self, seconds: float) -> str:
        """A number of seconds as it is written here, with a half where there is one."""
        return QLocale().toString(float(seconds), "f", 0 if seconds == int(seconds) else 1)
