"""The words of the player: its choices, the time that is left, and what people can do without.

What an exercise says stands in its file; here is only what stands around it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject

from safeharbor.domain.exercise import Need
from safeharbor.ui.exercise.sitting import Scene, Sitting
from safeharbor.ui.widgets.choice_row import Offer

NEXT: Final = "next"
SKIP: Final = "skip"
BACK: Final = "back"
PAUSE: Final = "pause"
GO_ON: Final = "go_on"
BY_HAND: Final = "by_hand"
SWAP: Final = "swap"
BEGIN: Final = "begin"

_MINUTES_S: Final = 90.0
_LAST_S: Final = 45.0


class ExerciseTalk(QObject):
    """What the screen says besides the script."""

    def offers(self, sitting: Sitting, scene: Scene) -> tuple[Offer | None, Offer, Offer | None]:
        """The three choices: beside the middle one, the middle one, beside it."""
        walk = sitting.walk
        #: Other words for somebody who cannot see, hear or smell, who lies or sits.
        swap = Offer(SWAP, self.tr("Swap"))
        if walk.paused:
            by_hand = Offer(BY_HAND, self.tr("By hand"), chosen=walk.by_hand)
            return swap, Offer(GO_ON, self.tr("Go on")), by_hand
        #: The step before.
        back = Offer(BACK, self.tr("Back")) if scene.index else swap
        middle = Offer(PAUSE, self.tr("Pause"))
        if walk.by_hand or scene.all_lit:
            middle = Offer(NEXT, self.tr("Next"))
        return back, middle, Offer(SKIP, self.tr("Skip this"))

    def asking(self, *, swap: bool, begun: bool) -> tuple[Offer | None, Offer | None, Offer | None]:
        """The choices where something is asked: to go on, and perhaps other words."""
        on = Offer(GO_ON, self.tr("Go on")) if begun else Offer(BEGIN, self.tr("Begin"))
        return (Offer(SWAP, self.tr("Swap")) if swap else None), on, None

    def means(self, offer: Offer) -> str:
        """What a choice does, for whoever cannot see where it stands."""
        return {
            SWAP: self.tr("Other words: without sight, hearing or smell, lying or sitting."),
            BY_HAND: self.tr("Each step stays until you go on."),
        }.get(offer.id, "")

    def shown(self, words: str) -> str:
        """The large line or what is left for the one below it, which begin as a sentence does."""
        return QLocale().toUpper(words[:1]) + words[1:]

    def left(self, seconds: float) -> str:
        """How long it still takes, in quiet words."""
        if seconds >= _MINUTES_S:
            return self.tr("About %n minutes left", "", round(seconds / 60))
        if seconds >= _LAST_S:
            return self.tr("About a minute left")
        return self.tr("Less than a minute left")

    def paused(self, *, slept: bool) -> str:
        """What stands below the large line in a pause."""
        if slept:
            return self.tr("The computer was asleep. Go on when you like.")
        return self.tr("Paused. Go on when you like.")

    def place(self, index: int, steps: int) -> str:
        """Where one is, for whoever does not see the row of places."""
        words = self.tr("Step %1 of %2")
        return words.replace("%1", str(index + 1)).replace("%2", str(steps))

    def lamp(self, index: int, lamps: int) -> str:
        """What a lamp is called."""
        #: A lamp to light when something was found: the second of five.
        words = self.tr("Found: %1 of %2")
        return words.replace("%1", str(index + 1)).replace("%2", str(lamps))

    def need(self, need: Need) -> tuple[str, str]:
        """What a need is called, and what follows from it."""
        return {
            Need.NO_SIGHT: (self.tr("Without sight"), self.tr("Hands and ears instead.")),
            Need.NO_HEARING: (self.tr("Without hearing"), self.tr("What moves, instead.")),
            Need.NO_SMELL: (self.tr("Without smell or taste"), self.tr("Warm and cool instead.")),
            Need.LYING: (self.tr("Lying down"), ""),
            Need.SITTING: (
                self.tr("Staying seated"),
                self.tr("On a chair or in a wheelchair. Hands before feet."),
            ),
        }[need]

    def keys(self, *, letters: bool) -> str:
        """The keys in a few sentences, for whoever does not see the page of keys."""
        if letters:
            return self.tr(
                "Space lights a lamp, or goes on. Right is next, left is back. P pauses. "
                "Escape stops."
            )
        return self.tr(
            "Space lights a lamp, or goes on. Right is next, left is back. Control P pauses. "
            "Escape stops."
        )
