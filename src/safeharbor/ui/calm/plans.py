"""How somebody wants their exercises: what a press on the shelf begins with.

Little of it is kept beyond this run, and nothing that tells which exercise was done: the form of
the picture, a length in minutes for whatever it fits, and what somebody does exercises without.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.breathing import STOCK, VARIANTS, Pattern, without_holds
from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Exercise
from safeharbor.domain.own_pattern import OwnPattern
from safeharbor.system.prefs import Json, Preferences
from safeharbor.ui.breathe.form import CALM_FORM, Form, form_of
from safeharbor.ui.exercise.habits import ASK_BEFORE, Habits
from safeharbor.ui.wishes import BreatheWish, ExerciseWish

CALM_MINUTES: Final = "calm_minutes"
"""The preference: the minutes that were chosen last for a pattern without holds."""

_HALF_S: Final = 30.0
_NEAR_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Script:
    """What was chosen about an exercise with a script; None where nothing was."""

    areas: frozenset[str] | None = None
    minutes: int | None = None


class Plans:
    """The choices of one window."""

    def __init__(self, preferences: Preferences, told: Callable[[str], None]) -> None:
        """What was chosen in former runs; ``told`` hears the key of a preference that changes."""
        self._preferences = preferences
        self._told = told
        self._patterns: dict[str, Pattern] = {}
        self._seconds: dict[str, float | None] = {}
        self._scripts: dict[str, Script] = {}
        self.habits = Habits(preferences, told)

    @property
    def form(self) -> Form:
        """The form of the picture."""
        return form_of(self._preferences)

    @form.setter
    def form(self, form: Form) -> None:
        self._keep(CALM_FORM, form.value)

    @property
    def ask_before(self) -> bool:
        """Whether somebody wants to be asked how strong it is."""
        return self.habits.ask_before

    @ask_before.setter
    def ask_before(self, wanted: bool) -> None:
        self._keep(ASK_BEFORE, wanted)

    def variants(self, exercise: str, own: OwnPattern | None = None) -> tuple[Pattern, ...]:
        """The pattern of an exercise and the other forms of it; empty where it has none."""
        if own is not None:
            usual = own.pattern
            return (usual, without_holds(usual)) if usual.has_hold else (usual,)
        stock = STOCK.get(exercise)
        return () if stock is None else (stock, *VARIANTS.get(exercise, ()))

    def pattern(self, exercise: str, own: OwnPattern | None = None) -> Pattern | None:
        """The form of a pattern that was chosen, or the usual one; None where there is none."""
        variants = self.variants(exercise, own)
        chosen = self._patterns.get(exercise)
        # One that was changed since is not what was chosen.
        return chosen if chosen in variants else next(iter(variants), None)

    def seconds(self, pattern: Pattern) -> float | None:
        """How long a pattern is done; None for no end."""
        if pattern.exercise in self._seconds:
            return self._seconds[pattern.exercise]
        minutes, bounds = self._preferences.get(CALM_MINUTES, 0), pattern.minutes
        if not pattern.has_hold and bounds.least <= minutes <= bounds.most:
            return minutes * 60.0
        return bounds.usual * 60.0

    def choose_pattern(self, pattern: Pattern) -> None:
        """Breathe this form of it; a length that was meant in rounds of another one goes."""
        seconds = self._seconds.get(pattern.exercise)
        if seconds is not None and seconds % _HALF_S >= _NEAR_S:
            del self._seconds[pattern.exercise]
        self._patterns[pattern.exercise] = pattern

    def choose_seconds(self, pattern: Pattern, seconds: float | None) -> None:
        """Do it for so long; whole minutes without holds count for whatever they fit."""
        self._seconds[pattern.exercise] = seconds
        if seconds is not None and not pattern.has_hold and seconds % 60 < _NEAR_S:
            self._keep(CALM_MINUTES, round(seconds / 60))

    def script(self, exercise: Exercise) -> Script:
        """How an exercise with a script is done; with its usual places and length at first."""
        chosen = self._scripts.get(exercise.id, Script())
        areas = chosen.areas if chosen.areas is not None else exercise.usual_areas
        usual = exercise.minutes[0] if exercise.minutes else None
        minutes = chosen.minutes if chosen.minutes in exercise.minutes else usual
        return Script(areas if exercise.areas else None, minutes)

    def choose_script(self, exercise: Exercise, script: Script) -> None:
        """Do it like this from now on."""
        self._scripts[exercise.id] = script

    def breathe(self, pattern: Pattern, before: int | None) -> BreatheWish:
        """What is asked of the breathing screen."""
        return BreatheWish(pattern, self.seconds(pattern), before=before)

    def play(self, exercise: Exercise) -> ExerciseWish:
        """What is asked of the player."""
        script = self.script(exercise)
        return ExerciseWish(
            exercise.id, self.habits.needs, script.areas, script.minutes, self.habits.by_hand
        )

    def _keep(self, key: str, value: Json) -> None:
        # Where nothing can be written it holds for this run.
        with contextlib.suppress(HarborError):
            self._preferences.set(key, value)
        self._told(key)
