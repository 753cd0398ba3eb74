"""The words of the breathing screen: the names of patterns, the quiet line, the three choices.

At most twenty words stand on the screen in the first half minute. It reads a practice and
changes nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from safeharbor.domain.breathing import EVEN, LONG_EXHALE, NATURAL, SIGH, Pattern
from safeharbor.ui.practice import Practice, Stage
from safeharbor.ui.widgets.choice_row import Offer

MORE: Final = "more"
ENOUGH: Final = "enough"
ELSEWHERE: Final = "elsewhere"
HELP: Final = "help"
SLOWER: Final = "slower"
GO_ON: Final = "go_on"
FASTER: Final = "faster"

_QUIET_S: Final = 30.0
"""The words stay as they are for so long; the way to pause is said after that."""


class BreathTalk(QObject):
    """What the screen says."""

    def name(self, pattern: Pattern) -> str:
        """What a pattern is called."""
        names = {
            LONG_EXHALE.id: self.tr("Longer out"),
            EVEN.id: self.tr("Even waves"),
            NATURAL.id: self.tr("My own pace"),
            SIGH.id: self.tr("Three sighs"),
        }
        return names.get(pattern.id, pattern.id)

    def line(self, practice: Practice) -> str:
        """The one line below the light."""
        pace = practice.pace
        if pace.paused:
            return self.tr("Go on when you like.")
        if practice.ending:
            return self.tr("It ends with this out-breath.")
        if practice.stage is Stage.OFFERING and practice.let_go:
            return self.tr("Let it go its own way now.")
        if practice.stage is not Stage.BREATHING:
            return self.tr("If the danger is now, press Get help.")
        if not pace.wanted.paced:
            return self.tr("No pace. Only watch.")
        if not pace.begun or pace.elapsed < _QUIET_S:
            return self.tr("Small breaths are fine.")
        return self.tr("P, or a press on the light, pauses.")

    def offers(self, practice: Practice) -> tuple[Offer, ...]:
        """The choices, three at most."""
        pace = practice.pace
        if pace.paused:
            return (
                Offer(SLOWER, self.tr("Slower"), chip="\N{MINUS SIGN}"),
                #: The letter is the key that does it.
                Offer(GO_ON, self.tr("Go on"), chip=self.tr("P")),
                Offer(FASTER, self.tr("Faster"), chip="+"),
            )
        if practice.stage is Stage.OFFERING:
            return (
                Offer(MORE, self.tr("More")),
                Offer(ENOUGH, self.tr("Enough"), chosen=practice.ending),
                Offer(ELSEWHERE, self.tr("Something else")),
            )
        if practice.stage is Stage.ELSEWHERE:
            others = [Offer(each.id, self.name(each)) for each in practice.others]
            return (*others, Offer(HELP, self.tr("Get help")))
        return tuple(
            Offer(each.id, self.name(each), chosen=each is pace.wanted) for each in practice.choices
        )

    def slower(self, pattern: Pattern, *, changed: bool) -> str:
        """The answer to somebody who wants it slower."""
        if not pattern.paced:
            return self._own_pace()
        return self.tr("A little slower.") if changed else self.tr("As slow as it goes.")

    def faster(self, pattern: Pattern, *, changed: bool) -> str:
        """The answer to somebody who wants it faster."""
        if not pattern.paced:
            return self._own_pace()
        return self.tr("A little faster.") if changed else self.tr("As fast as it goes.")

    def _own_pace(self) -> str:
        return self.tr("The pace is yours.")
