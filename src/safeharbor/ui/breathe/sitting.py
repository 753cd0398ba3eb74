"""One practice with all that goes along with it: lines, cues, a wakeful screen, a clock's gap.

It says what the screen has to show and what may be kept when it is over. It knows no widgets and
makes no words of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from safeharbor.domain.breathing import SIGH, Frame, Pattern
from safeharbor.ui.pace import Pace
from safeharbor.ui.practice import Event, Plan, Practice

if TYPE_CHECKING:
    from safeharbor.ui.breathe.lines import BreathLines
    from safeharbor.ui.breathe.ports import AwakePort, CuesPort
    from safeharbor.ui.wishes import BreatheWish

STALE_S: Final = 120.0
"""Whoever comes back later than this begins anew."""
SHORTEST_S: Final = 10.0
"""What was shorter than this was no practice: nothing is asked and nothing is kept of it."""
_SPEAK_S: Final = 0.25
"""How often it is seen whether a line has come."""
_SETTLED_S: Final = 1.0
"""Seconds of practice before anything is loaded that the first pictures do not need."""

_NO_PHASE: Final = ("", -1, -1)

Opening = Sequence[tuple[float, str, str]]


class Past(NamedTuple):
    """What is over.

    Attributes:
        exercise: its id.
        seconds: how long it went, pauses left out.
        before: how it was before, see ``BreatheWish``.
        line: the last line of the exercise, "" where it is not known.
    """

    exercise: str
    seconds: float
    before: int | None
    line: str = ""


class News(NamedTuple):
    """What a look at the clock brought.

    Attributes:
        event: of the practice.
        turned: the frame of a phase that has begun, None where none has.
        slept: whether it stands still now, because the machine has slept.
    """

    event: Event = Event.NOTHING
    turned: Frame | None = None
    slept: bool = False


NOTHING: Final = News()


class Sitting:
    """At most one practice, from its beginning until it is stopped."""

    def __init__(
        self,
        patterns: Sequence[Pattern],
        clock: Callable[[], float],
        cues: CuesPort | None,
        awake: AwakePort | None,
        opening: Callable[[], Opening],
    ) -> None:
        """Nobody breathes yet.

        Args:
            patterns: what is offered to somebody who planned nothing.
            clock: seconds that never go back.
            cues: lets it be heard, None where nothing can be.
            awake: keeps the screen awake, None where nothing does.
            opening: the first lines of a practice that nobody planned.
        """
        self.practice: Practice | None = None
        self._patterns = tuple(patterns)
        self._clock = clock
        self._cues = cues
        self._awake = awake
        self._opening = opening
        self._lines: BreathLines | None = None
        self._before: int | None = None
        self._phase = _NO_PHASE
        self._turns = 0
        self._speaks_at = 0.0
        self._begun_at = 0.0
        self._left: tuple[float, float] | None = None

    @property
    def pace(self) -> Pace | None:
        """The breath of it, None when it was stopped."""
        return self.practice.pace if self.practice is not None else None

    @property
    def ago(self) -> float:
        """Seconds since the last practice began, pauses and all."""
        return self._clock() - self._begun_at

    def shown(self, *, letters: bool) -> str:
        """The line of the content that stands on the screen now."""
        return self._lines.shown(letters=letters) if self._lines is not None else ""

    def begin(self, wish: BreatheWish | None = None, *, free: bool = False) -> None:
        """Begin what was chosen, without its breath holds where ``free``; or what is for distress.

        It takes the place of what was breathed before; see ``stop``.
        """
        if wish is None:
            self.practice, self._before = Practice(self._patterns, self._clock), None
        else:
            plan = Plan(wish.seconds, free)
            self.practice = Practice((wish.pattern,), self._clock, plan)
            self._before = wish.before
        self._begun_at = self._clock()
        self._speaks_at = _SETTLED_S
        self._lines = self._left = None
        self._again()

    def resume(self) -> bool:
        """Go along with what was left a moment ago, with an in-breath; False if there is nothing.

        Somebody who comes back may be in distress: no breath hold waits for them.
        """
        practice, left = self.practice, self._left
        if practice is None or practice.breathed.has_hold:
            return False
        if left is not None and self._clock() - left[0] > STALE_S:
            return False
        self._left = None
        if practice.pace.paused:
            practice.pace.go_on()
        else:
            practice.pace.breathe_in()
        self._again()
        return True

    def leave(self) -> None:
        """Another screen is in front: the breath goes on by the clock, unheard."""
        if self.practice is not None:
            self._left = (self._clock(), _elapsed(self.practice))
            self.practice.stay()
            self.look_away()

    def look_away(self) -> None:
        """Nobody looks for a while; that is no sleep of the machine."""
        if self.practice is not None:
            self.practice.pace.look_away()
            self._rest()

    def stop(self, *, ended: bool = False) -> Past | None:
        """Stop at once; what may be kept of it, None if nothing was breathed.

        Args:
            ended: whether it came to its end, which may be heard.
        """
        practice, left = self.practice, self._left
        line = self._lines.end if self._lines is not None else ""
        self.practice = self._lines = self._left = None
        self._rest(ended=ended)
        if practice is None or not practice.pace.begun:
            return None
        seconds = left[1] if left is not None else _elapsed(practice)
        return Past(practice.breathed.exercise, seconds, self._before, line)

    def pause(self) -> None:
        """Stand still."""
        if self.practice is not None:
            self.practice.pace.pause()
            self._rest()

    def go_on(self) -> None:
        """Go on with an in-breath."""
        if self.practice is not None:
            self.practice.pace.go_on()
            self._again()

    def breathe(self, pattern: Pattern) -> bool:
        """Go over to ``pattern``; False where that is what runs and was planned."""
        practice = self.practice
        if practice is None or (practice.plan is not None and practice.breathed == pattern):
            return False
        practice.breathe(pattern)
        self.go_on()
        return True

    def sigh(self) -> bool:
        """Three sighs, or the other size of what comes in two; False where nothing changes."""
        if self.practice is None or self.practice.half is None:
            return self.breathe(SIGH)
        self.practice.switch_size()
        return True

    def look(self, *, letters: bool = True) -> News:
        """See what the clock brought; call it again and again while it runs.

        Args:
            letters: whether a letter alone does something, and is spoken of.
        """
        practice = self.practice
        if practice is None or not practice.pace.begun:
            return NOTHING
        pace = practice.pace
        phase = _phase_of(pace)
        if pace.paused:
            self._rest()
            return News(slept=True)
        if phase == self._phase and pace.pattern.paced:
            # Nothing comes to its end within a phase.
            self._speak(practice, letters=letters)
            return NOTHING
        event = practice.step()
        if event is Event.ENDED:
            return News(event)
        phase, turned = _phase_of(pace), None
        if phase != self._phase:
            self._phase, turned = phase, pace.frame()
            self._turn(practice, turned)
        self._speak(practice, letters=letters)
        return News(event, turned)

    def _turn(self, practice: Practice, frame: Frame) -> None:
        """A phase has begun. What takes its time is done where the light moves least."""
        self._turns += 1
        if self._cues is not None:
            self._cues.phase(frame.kind)
        if self._turns > 1:
            if self._awake is not None:
                self._awake.hold()
            self._words_of(practice).follow()

    def _speak(self, practice: Practice, *, letters: bool) -> None:
        now = practice.pace.elapsed
        if now < self._speaks_at:
            return
        self._speaks_at = now + _SPEAK_S
        lines = self._words_of(practice)
        if practice.plan is not None:
            lines.follow()
        said = lines.news(letters=letters)
        if said and self._cues is not None:
            self._cues.say(said)

    def _words_of(self, practice: Practice) -> BreathLines:
        if self._lines is None:
            from safeharbor.ui.breathe.lines import BreathLines

            opening = self._opening() if practice.plan is None else ()
            self._lines = BreathLines(practice, opening)
        return self._lines

    def _again(self) -> None:
        self._phase, self._turns = _NO_PHASE, 0

    def _rest(self, *, ended: bool = False) -> None:
        """Nothing runs: nothing is heard, and the screen may go dark."""
        if self._cues is not None:
            (self._cues.end if ended else self._cues.stop)()
        if self._awake is not None:
            self._awake.release()


def _elapsed(practice: Practice) -> float:
    """Seconds of practice so far; asking does not begin it."""
    return practice.pace.elapsed if practice.pace.begun else 0.0


def _phase_of(pace: Pace) -> tuple[str, int, int]:
    """Which phase runs now."""
    frame = pace.frame()
    return pace.pattern.id, frame.round_index, frame.phase_index
