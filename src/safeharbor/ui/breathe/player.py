"""Shows a practice on its stage: the light, the words below it, what can be pressed.

It moves the light while somebody can see it and does what keys and buttons ask for. What comes
before a practice and after it is for the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from safeharbor.domain.breathing import Frame, Pattern
from safeharbor.ui.announce import announce
from safeharbor.ui.breath_talk import (
    ELSEWHERE,
    ENOUGH,
    FASTER,
    GO_ON,
    GROUNDING,
    HOLDS,
    MORE,
    PAUSE,
    SIZE,
    SLOWER,
    BreathTalk,
)
from safeharbor.ui.breathe.sitting import NOTHING, News, Sitting
from safeharbor.ui.breathe.stage import Front, Stage
from safeharbor.ui.motion import Motion
from safeharbor.ui.practice import Event, Practice
from safeharbor.ui.screen import Screen

if TYPE_CHECKING:
    from safeharbor.ui.wishes import BreatheWish

_MOVING_MS: Final = 16
_STILL_MS: Final = 100
_WORDS_S: Final = 0.25
"""So often the words are looked at where nothing has happened."""
_SETTLE_S: Final = 0.8
"""Choices that changed by themselves take no press for so long: it was meant for the old ones."""


class Player(QObject):
    """One practice after the other."""

    ended = Signal()
    """The practice is over, and nobody stopped it."""
    elsewhere = Signal(str)
    """Somebody chose the exercise with this id, of another screen."""
    adapted = Signal()
    """What the keys do may be something else now."""

    def __init__(
        self,
        stage: Stage,
        sitting: Sitting,
        talk: BreathTalk,
        clock: Callable[[], float],
        motion: Motion,
        screen: Screen,
    ) -> None:
        """Nobody breathes yet.

        Args:
            stage: where it is shown.
            sitting: what is breathed.
            talk: the words.
            clock: seconds that never go back.
            motion: whether the light may move.
            screen: what all of it stands on.
        """
        super().__init__(screen)
        self._stage = stage
        self._sitting = sitting
        self._talk = talk
        self._clock = clock
        self._motion = motion
        self._screen = screen
        self._covered: Practice | None = None
        self._line_phases = 0
        self._settled_at = self._words_at = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        stage.view.pressed.connect(self.toggle_pause)
        motion.changed.connect(self._show_motion)
        self._show_motion()

    @property
    def practice(self) -> Practice | None:
        """What runs or pauses, None when it was stopped."""
        return self._sitting.practice

    @property
    def moving(self) -> bool:
        """Whether it keeps looking at the clock."""
        return self._timer.isActive()

    def begin(self, wish: BreatheWish | None = None, *, free: bool = False) -> None:
        """Begin what was chosen, or without a wish what is for distress.

        Args:
            wish: what was chosen.
            free: whether its breath holds are left out.
        """
        self._sitting.begin(wish, free=free)
        self._stage.show(Front.LIGHT)
        self._show()
        self.adapted.emit()
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def resume(self) -> bool:
        """Go along with what was left a moment ago; False where there is nothing."""
        if not self._sitting.resume():
            return False
        self._show()
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def toggle_pause(self) -> None:
        """Stand still, or go on with an in-breath."""
        if self.practice is None:
            return
        if self.practice.pace.paused:
            self._sitting.go_on()
        else:
            self._sitting.pause()
            announce(self._screen, self.tr("Paused"))
        self._show()

    def cover(self) -> None:
        """Somebody hides it: stand still unseen, and say nothing of that either."""
        practice = self.practice
        if practice is not None and practice.pace.begun and not practice.pace.paused:
            self._covered = practice
            self._sitting.pause()
            self._show()

    def uncover(self) -> None:
        """Somebody wants to breathe who hid it before: go on with an in-breath."""
        practice, self._covered = self._covered, None
        if practice is not None and practice is self.practice and practice.pace.paused:
            self.toggle_pause()

    def slow_down(self) -> None:
        """A step slower from the next phase on."""
        if self.practice is not None:
            pace = self.practice.pace
            self._answer(self._talk.slower(pace.wanted, changed=pace.slow_down()))

    def speed_up(self) -> None:
        """A step faster from the next phase on."""
        if self.practice is not None:
            pace = self.practice.pace
            self._answer(self._talk.faster(pace.wanted, changed=pace.speed_up()))

    def sigh(self) -> None:
        """Three sighs; where the pattern comes in two sizes, the other one."""
        if self._sitting.sigh() and self.practice is not None:
            half = self.practice.half
            if half is None:
                self._went_over()
            else:
                self._answer(self._talk.size(half=half))

    def switch_holds(self) -> None:
        """Leave the breath holds out from the next phase on, or put them back."""
        if self.practice is not None:
            self.practice.switch_holds()
            self._answer(self._talk.holds(free=self.practice.free))

    def breathe(self, pattern: Pattern) -> None:
        """Go over to ``pattern``; the light keeps moving."""
        if self._sitting.breathe(pattern):
            self._went_over()

    def choose(self, choice: str) -> None:
        """Do what was pressed in the row, unless the row has changed under the hand."""
        practice = self.practice
        if practice is None or self._clock() < self._settled_at:
            return
        pattern = next((each for each in practice.patterns if each.id == choice), None)
        if pattern is not None:
            self.breathe(pattern)
        elif choice in GROUNDING:
            self.elsewhere.emit(choice)
        elif choice == ENOUGH and practice.ending:
            self.ended.emit()
        elif choice in {MORE, ENOUGH, ELSEWHERE}:
            steps = {
                MORE: practice.more,
                ENOUGH: practice.enough,
                ELSEWHERE: practice.look_elsewhere,
            }
            steps[choice]()
            self._show()
            announce(self._screen, self._stage.line.words)
        else:
            acts: dict[str, Callable[[], None]] = {
                SLOWER: self.slow_down,
                FASTER: self.speed_up,
                PAUSE: self.toggle_pause,
                GO_ON: self.toggle_pause,
                HOLDS: self.switch_holds,
                SIZE: self.sigh,
            }
            acts[choice]()

    def run(self) -> None:
        """Move, or stand still, as things are now."""
        practice, seen = self.practice, self._screen.isVisible()
        running = practice is not None and not practice.pace.paused
        if running and seen and self._stage.front is Front.LIGHT:
            self._timer.start(_STILL_MS if self._motion.reduced else _MOVING_MS)
        else:
            self._timer.stop()
        self._stage.view.refresh()

    def hide(self) -> None:
        """Nothing is drawn that nobody can see; the practice itself goes on by the clock."""
        self._timer.stop()
        self._sitting.look_away()

    def tick(self) -> None:
        """See what the clock brought, and show it."""
        news = self._sitting.look(letters=self._talk.letters)
        practice = self.practice
        if practice is None or not practice.pace.begun:
            return
        if news.event is Event.ENDED:
            self.ended.emit()
        elif news.slept:
            announce(self._screen, self.tr("Paused"))
            self._show()
        else:
            self._tell(practice, news)
            if news is not NOTHING or self._clock() >= self._words_at:
                self.show_words()
            self._stage.view.refresh()

    def show_words(self) -> None:
        """Show row and line as they are now, where they differ from what stands there."""
        practice = self.practice
        self._words_at = self._clock() + _WORDS_S
        if practice is None:
            return
        moved = self._stage.offer(self._talk.offers(practice))
        if not self._line_phases:
            shown = self._sitting.shown(letters=self._talk.letters)
            moved = self._stage.say(self._talk.line(practice, shown)) or moved
        if moved:
            self._screen.arrange()

    def _tell(self, practice: Practice, news: News) -> None:
        """Say aloud what has changed."""
        if news.turned is not None:
            self._new_phase(practice, news.turned)
        if news.event is Event.NOTHING:
            return
        if practice.plan is None:
            self._settled_at = self._clock() + _SETTLE_S
            self._line_phases = 0
            announce(self._screen, self.tr("More, Enough, or Something else"))
        else:
            self._answer(self._talk.let_go())

    def _new_phase(self, practice: Practice, frame: Frame) -> None:
        word = self._stage.view.word(frame.kind, practice.pace.pattern)
        if word:
            announce(self._screen, word)
        self._line_phases = max(self._line_phases - 1, 0)

    def _went_over(self) -> None:
        """Something else is breathed now."""
        if self.practice is not None:
            announce(self._screen, self._talk.name(self.practice.breathed))
        self._show()

    def _answer(self, words: str) -> None:
        """Say what a key did, for one whole phase at least."""
        self._line_phases = 2
        self.show_words()
        if self._stage.say(words):
            self._screen.arrange()
        announce(self._screen, words)
        self.adapted.emit()

    def _show(self) -> None:
        """Show everything as it stands now."""
        self._line_phases = 0
        self.show_words()
        self.run()

    def _show_motion(self) -> None:
        self._stage.view.show_still(still=self._motion.reduced)
        self.run()
