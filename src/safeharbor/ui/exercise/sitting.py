"""One sitting with a script: where it stands, what is to be read, which lamps are lit.

It puts together what somebody chose, the steps and the walk through them, and says at the end
what may be kept of it. It knows no Qt and makes no words of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from safeharbor.domain.exercise import CategorySet, Exercise, ExerciseKind, Need, Step, laid_out
from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import LONGEST_S, After, PracticeRecord
from safeharbor.domain.walk import Walk
from safeharbor.ui.exercise.pages import count, page_at, pages

SHORTEST_S: Final = 10
"""What was shorter than this was no practice, and nothing is kept of it."""

MOST_WORDS: Final = 20
"""On the screen in distress, whatever stands around the script with it."""
AROUND: Final = 8
"""The words of the three choices and of the two doors."""

_ANY: Final = 1000
_ENDS: Final = ".:;!?…"


@dataclass(frozen=True, slots=True)
class Choices:
    """How somebody does an exercise this time.

    Attributes:
        needs: decide on the words.
        areas: the places of the body to keep, None for the usual ones.
        minutes: how long it lasts, None for as written.
        by_hand: whether each step stays until somebody goes on.
        night: leaves out what would wake somebody up.
        before: distress before, 0 to 10 or ``UNSURE``; None where it was not asked or answered.
    """

    needs: frozenset[Need] = frozenset()
    areas: frozenset[str] | None = None
    minutes: int | None = None
    by_hand: bool = False
    night: bool = False
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on the screen at one moment.

    Attributes:
        index: which step.
        show: the large line.
        line: what stands below it now, "" for nothing.
        said: everything that is said in this step, "" in a silent one.
        silent: whether the large line is left over from the step before.
        find: how many lamps there are.
        lit: which of them are lit, counted from 0.
    """

    index: int
    show: str
    line: str
    said: str
    silent: bool
    find: int
    lit: frozenset[int]

    @property
    def all_lit(self) -> bool:
        """Whether there were lamps, and none is left to light."""
        return self.find > 0 and len(self.lit) >= self.find


class Sitting:
    """A script on its way; it runs from the moment it is made."""

    def __init__(
        self,
        exercise: Exercise,
        choices: Choices,
        clock: Callable[[], float],
        begun: Moment,
        *,
        sets: Sequence[CategorySet] = (),
        pick: Callable[[int], int] | None = None,
    ) -> None:
        """Begin ``exercise``.

        Args:
            exercise: a script.
            choices: how it is done.
            clock: seconds that never go back.
            begun: the present moment.
            sets: what "Name five" draws its words from.
            pick: draws a number from 0 to below its argument.
        """
        minutes = choices.minutes if choices.minutes in exercise.minutes else None
        # Without needs: every step keeps its own words, and those for any need are a look away.
        self.steps = laid_out(
            exercise,
            areas=choices.areas,
            minutes=minutes,
            night=choices.night,
            sets=sets,
            pick=pick,
        )
        self.exercise = exercise
        self.walk = Walk(self.steps, clock, by_hand=choices.by_hand)
        self._choices = choices
        self._begun = begun
        self._lit: dict[str, frozenset[int]] = {}
        self._page = 0
        self._page_of = 0

    @property
    def needs(self) -> frozenset[Need]:
        """What decides on the words."""
        return self._choices.needs

    @needs.setter
    def needs(self, needs: frozenset[Need]) -> None:
        self._choices = replace(self._choices, needs=needs)

    @property
    def has_lamps(self) -> bool:
        """Whether any step of it has lamps to light."""
        return any(step.find for step in self.steps)

    @property
    def timed(self) -> bool:
        """Whether the time that is left may be told: never in what is made for distress."""
        return self.exercise.kind is not ExerciseKind.GROUNDING and not self.walk.by_hand

    def scene(self) -> Scene:
        """What is on the screen now; the last step's where it is over."""
        place = self.walk.place()
        index, step = place.index, self.steps[place.index]
        words = step.words_for(self.needs)
        lines = self.lines(step)
        if self.walk.by_hand:
            page = min(self._page, len(lines) - 1) if self._page_of == index else 0
        else:
            page = page_at(lines, place.into / step.seconds)
        silent = not words.show
        show = words.show or self._show_before(index)
        lit = self._lit.get(step.id, frozenset())
        return Scene(index, show, lines[page], words.say, silent, step.find, lit)

    def lines(self, step: Step) -> tuple[str, ...]:
        """What is said in ``step`` and not shown large, in as many lines as few words want."""
        words = step.words_for(self.needs)
        few = self.exercise.kind is ExerciseKind.GROUNDING
        most = MOST_WORDS - AROUND - count(words.show) if few else _ANY
        return pages(_besides(words.show, words.say), most)

    def next(self) -> None:
        """Go on: by hand to the next line of the step, then to the next step."""
        index = self.walk.place().index
        if self.walk.by_hand:
            if self._page_of != index:
                self._page_of, self._page = index, 0
            if self._page + 1 < len(self.lines(self.steps[index])):
                self._page += 1
                return
        self.walk.next()
        self._page = 0

    def back(self) -> None:
        """Go to the step before."""
        self.walk.back()
        self._page = 0

    def skip(self) -> None:
        """Leave out this step; where it is about a place of the body, the whole place."""
        self._page = 0
        index = self.walk.place().index
        area = self.steps[index].area
        self.walk.next()
        while area and not self.walk.over and self.steps[self.walk.place().index].area == area:
            self.walk.next()

    def light(self, lamp: int, *, lit: bool) -> None:
        """Light one lamp of this step, or put it out."""
        step = self.steps[self.walk.place().index]
        if lamp not in range(step.find):
            return
        now = self._lit.get(step.id, frozenset())
        self._lit[step.id] = now | {lamp} if lit else now - {lamp}

    def light_next(self) -> bool:
        """Light the first lamp that is not lit; False where there is none."""
        scene = self.scene()
        dark = [lamp for lamp in range(scene.find) if lamp not in scene.lit]
        if dark:
            self.light(dark[0], lit=True)
        return bool(dark)

    def light_first(self, lamps: int) -> None:
        """Light the first ``lamps`` of them: so many things were found."""
        for lamp in range(lamps):
            self.light(lamp, lit=True)

    def record(self, new_id: Callable[[], UUID], after: After | None) -> PracticeRecord | None:
        """What may be kept of it; None where it was too short."""
        seconds = int(self.walk.elapsed)
        if seconds < SHORTEST_S:
            return None
        return PracticeRecord(
            new_id(),
            self.exercise.id,
            self._begun,
            min(seconds, LONGEST_S),
            self._choices.before,
            after,
        )

    def _show_before(self, index: int) -> str:
        shown = (step.words_for(self.needs).show for step in self.steps[index::-1])
        return next((show for show in shown if show), "")


def _besides(show: str, say: str) -> str:
    """What is left of ``say`` where it begins with ``show``: nobody reads the same twice."""
    show = show.strip(" .")
    begins = show and say.casefold().startswith(show.casefold())
    after = say[len(show) :]
    if not begins or (after and after[0] not in _ENDS):
        return say
    return after.lstrip(_ENDS + " ")
