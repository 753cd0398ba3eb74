"""The words of the breathing screen: the names of patterns, the quiet line, the three choices.

At most twenty words stand on the screen in the first half minute. It reads a practice and
changes nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from safeharbor.domain.breathing import (
    BOX,
    EVEN,
    FOUR_SEVEN_EIGHT,
    HUM,
    LONG_EXHALE,
    NATURAL,
    PURSED,
    SIGH,
    Pattern,
)
from safeharbor.ui.practice import CHOICES, Practice, Stage
from safeharbor.ui.widgets.choice_row import Offer

MORE: Final = "more"
ENOUGH: Final = "enough"
ELSEWHERE: Final = "elsewhere"
LOOK_AROUND: Final = "gr_orient"
FEET: Final = "gr_feet"
SLOWER: Final = "slower"
PAUSE: Final = "pause"
GO_ON: Final = "go_on"
FASTER: Final = "faster"
HOLDS: Final = "holds"
SIZE: Final = "size"

GROUNDING: Final = frozenset({LOOK_AROUND, FEET})
"""Choices that are exercises of another screen, by their ids."""

_FIRST_S: Final = 12.0
_QUIET_S: Final = 30.0
"""The words stay as they are for so long; the way to pause is said after that."""


class BreathTalk(QObject):
    """What the screen says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.letters = True
        """Whether a letter alone does something."""

    def opening(self) -> tuple[tuple[float, str, str], ...]:
        """The first lines in distress: when, what is said, what is shown."""
        return (
            (0.0, self.tr("Start anywhere."), ""),
            (3.0, self.tr("Nothing to get right."), ""),
            (
                7.0,
                self.tr("Let the out-breath be a little longer, if you can."),
                self.tr("Out… longer."),
            ),
        )

    def name(self, pattern: Pattern) -> str:
        """What a pattern is called, "" where somebody has made it."""
        names = {
            LONG_EXHALE.id: self.tr("Longer out"),
            EVEN.id: self.tr("Even waves"),
            NATURAL.id: self.tr("My own pace"),
            SIGH.id: self.tr("Three sighs"),
            PURSED.id: self.tr("Candle breath"),
            HUM.id: self.tr("Humming"),
            BOX.id: self.tr("Box"),
            FOUR_SEVEN_EIGHT.id: self.tr("4-7-8"),
        }
        return names.get(pattern.exercise, "")

    def line(self, practice: Practice, shown: str) -> str:
        """The one line below the light, ``shown`` where the content has one to show now."""
        pace = practice.pace
        if pace.paused:
            return self.tr("Go on when you like.")
        if practice.ending:
            return self.tr("It ends with this out-breath.")
        if practice.stage is Stage.OFFERING and practice.let_go:
            return self.tr("Let it go its own way now.")
        if practice.stage is not Stage.BREATHING:
            return self.danger()
        if shown:
            return shown
        return self._distress_line(practice) if practice.plan is None else self._left(practice)

    def danger(self) -> str:
        """What comes before every exercise."""
        return self.tr("If the danger is now, press Get help.")

    def offers(self, practice: Practice) -> tuple[Offer, ...]:
        """The choices, three at most."""
        if practice.pace.paused:
            return (
                Offer(SLOWER, self.tr("Slower"), self._chip("\N{MINUS SIGN}", "Ctrl+Down")),
                Offer(GO_ON, self.tr("Go on"), self._pause_key()),
                Offer(FASTER, self.tr("Faster"), self._chip("+", "Ctrl+Up")),
            )
        if practice.stage is Stage.OFFERING:
            return (
                Offer(MORE, self.tr("More")),
                Offer(ENOUGH, self.tr("Enough"), chosen=practice.ending),
                Offer(ELSEWHERE, self.tr("Something else")),
            )
        if practice.stage is Stage.ELSEWHERE:
            return (
                Offer(LOOK_AROUND, self.tr("Look around")),
                Offer(FEET, self.tr("Feet on the floor")),
                self._other(practice.other),
            )
        if practice.plan is not None:
            return self._planned(practice)
        wanted = practice.pace.wanted
        return tuple(
            Offer(each.id, self.name(each), chosen=each == wanted)
            for each in practice.patterns[:CHOICES]
        )

    def before_holds(self) -> tuple[Offer, ...]:
        """The choices below what is to be known about breath holds."""
        return (
            Offer(HOLDS, self.tr("Without holds"), self._holds_key()),
            Offer(GO_ON, self.tr("Go on")),
        )

    def about_holds(self) -> str:
        """What is to be known about them, where the content cannot be read."""
        return self.tr(
            "Leave breath holds out in pregnancy, with high blood pressure, epilepsy, an illness "
            "of the heart or the eyes, or after an operation. Ask your doctor. One key takes the "
            "holds out."
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

    def holds(self, *, free: bool | None) -> str:
        """The answer to somebody who wants no breath holds, or wants them back."""
        if free is None:
            return self.tr("There are no holds in it.")
        return self.tr("The holds are out.") if free else self.tr("The holds are back.")

    def size(self, *, half: bool) -> str:
        """The answer to somebody who wants it smaller, or as large as it was."""
        return self.tr("Half the size.") if half else self.tr("The whole size.")

    def let_go(self) -> str:
        """What is said when a pattern was done long enough."""
        return self.tr("Let it go its own way now.")

    def _planned(self, practice: Practice) -> tuple[Offer, ...]:
        """In a chosen practice: what makes it easier, and the end."""
        easier = []
        if practice.free is not None:
            words, key = self.tr("Without holds"), self._holds_key()
            easier.append(Offer(HOLDS, words, key, chosen=practice.free))
        if practice.half is not None:
            #: The letter is the key that does it.
            key = self._chip(self.tr("S"), "Ctrl+S")
            easier.append(Offer(SIZE, self.tr("Half size"), key, chosen=practice.half))
        if practice.half is None:
            easier.append(Offer(PAUSE, self.tr("Pause"), self._pause_key()))
        return (*easier, Offer(ENOUGH, self.tr("Enough"), chosen=practice.ending))

    def _other(self, pattern: Pattern) -> Offer:
        """The one other breath; candle breath is known by what it is for."""
        words = self.tr("Short of air?") if pattern == PURSED else self.name(pattern)
        return Offer(pattern.id, words)

    def _distress_line(self, practice: Practice) -> str:
        pace = practice.pace
        if not pace.wanted.paced:
            return self.tr("No pace. Only watch.")
        if not pace.begun or pace.elapsed < _FIRST_S:
            return self.tr("Nothing to get right.")
        if pace.elapsed < _QUIET_S:
            return self.tr("Small breaths are fine.")
        #: %1 is a key such as P.
        return self.tr("%1, or a press on the light, pauses.").replace("%1", self._pause_key())

    def _left(self, practice: Practice) -> str:
        """How long it goes on, in words that do not count down."""
        if practice.left is None:
            return self.tr("As long as you like.")
        if practice.left <= _QUIET_S:
            return self.tr("A few more breaths.")
        minutes = round(practice.left / 60)
        if minutes <= 1:
            return self.tr("About a minute more.")
        #: %n is a number of minutes, two or more.
        return self.tr("About %n minutes more.", "", minutes)

    def _pause_key(self) -> str:
        #: The letter is the key that does it.
        return self._chip(self.tr("P"), "Ctrl+P")

    def _holds_key(self) -> str:
        #: The letter is the key that does it.
        return self._chip(self.tr("H"), "Ctrl+H")

    def _chip(self, letter: str, other: str) -> str:
        """The key that is shown: the letter, or where letters are off the other one."""
        return letter if self.letters else other

    def _own_pace(self) -> str:
        return self.tr("The pace is yours.")
