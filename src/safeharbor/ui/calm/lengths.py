"""How long a practice is to be: a few lengths to pick, any number of minutes, or no end."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.breathing import Pattern
from safeharbor.ui.calm.pills import Pills
from safeharbor.ui.calm.stack import Bench, Stack
from safeharbor.ui.calm.step_field import StepField
from safeharbor.ui.theme import Type

SHORTEST, LONGEST = 1, 60
"""Minutes that can be typed."""

_PICKS: Final = (1.0, 3.0, 5.0, 10.0, 20.0)
_ROUNDS: Final = 3
"""So many lengths are offered where they are meant in rounds."""

OPEN: Final = 0.0
"""Stands for no end among the lengths."""
OTHER: Final = -1.0


def picks(pattern: Pattern) -> tuple[float, ...]:
    """The lengths of a pattern that are offered, in seconds, its usual one among them."""
    minutes = pattern.minutes
    least, most, usual = (each * 60 for each in (minutes.least, minutes.most, minutes.usual))
    if math.isclose(usual % 30, 0, abs_tol=0.05):
        inside = [pick * 60 for pick in _PICKS if least <= pick * 60 <= most]
    else:
        inside = [least + (most - least) * step / (_ROUNDS - 1) for step in range(_ROUNDS)]
    return tuple(sorted({*inside, usual}))


class Lengths(Stack):
    """The lengths of one pattern."""

    chosen = Signal(object)
    """The seconds that were chosen by hand, None for no end."""

    def __init__(self, bench: Bench, pattern: Pattern, seconds: float | None) -> None:
        """The lengths of ``pattern``, ``seconds`` being chosen."""
        super().__init__(bench)
        self._pattern = pattern
        offered = picks(pattern)
        value = OPEN if seconds is None else seconds
        known = value in offered or value == OPEN
        #: How long a practice is to be.
        name = self.tr("How long")
        answers = [(each, bench.talk.length(pattern, each)) for each in offered]
        #: A length that is not among those to pick.
        answers += [(OTHER, self.tr("Another length")), (OPEN, bench.talk.lasting(None))]
        self.pills = Pills(bench.look, self, name, answers, value if known else OTHER)
        self.pills.chosen.connect(self._on_pill)
        self.part(self.pills, list(self.pills.pills.values()))
        self.minutes = StepField(
            bench,
            self,
            self.tr("Minutes, 1 to 60"),
            ident="calm.minutes",
            value=round((seconds or 300.0) / 60) or 1,
            least=SHORTEST,
            most=LONGEST,
            step=1.0,
        )
        self.minutes.changed.connect(lambda _: self._on_typed())
        self.minutes.setVisible(not known)
        self.gap(4)
        self.part(self.minutes, self.minutes.stops())
        self.beyond = self.words("", Type.SMALL, color="muted")
        self._say()

    @property
    def seconds(self) -> float | None:
        """What is chosen; None for no end, and the nearest that fits where it does not."""
        value = self.pills.value
        if value == OTHER:
            return 60.0 * min(max(round(self.minutes.value), SHORTEST), LONGEST)
        return None if value == OPEN else value

    @property
    def fits(self) -> bool:
        """Whether the number of minutes is one that can be."""
        return self.pills.value != OTHER or SHORTEST <= self.minutes.value <= LONGEST

    def _on_pill(self, value: float) -> None:
        self.minutes.setVisible(value == OTHER)
        if value == OTHER:
            self.minutes.field.selectAll()
        self._say()
        self.chosen.emit(self.seconds)

    def _on_typed(self) -> None:
        self._say()
        if self.fits:
            self.chosen.emit(self.seconds)

    def _say(self) -> None:
        self.minutes.say("" if self.fits else self.tr("Between 1 and 60 minutes."))
        beyond = self.bench.talk.beyond(self._pattern, self.seconds)
        self.beyond.say(beyond)
        self.beyond.setVisible(bool(beyond))

    def first_wrong(self) -> QWidget | None:
        """What has to be looked at before anything can begin."""
        return None if self.fits else self.minutes.field
