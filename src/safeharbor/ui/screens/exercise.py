"""The player of scripts: grounding, relaxation, mindfulness; one step at a time, in full window.

It needs no vault and touches none. In distress a grounding script begins at once; before any
other exercise it says what to know first, once, and asks what can be left out. Esc ends it from
anywhere, and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Exercise
from safeharbor.domain.moment import Moment
from safeharbor.domain.practice import After
from safeharbor.system.prefs import Preferences
from safeharbor.ui.announce import announce
from safeharbor.ui.exercise.choosing import Question
from safeharbor.ui.exercise.habits import Habits
from safeharbor.ui.exercise.library import Library
from safeharbor.ui.exercise.opening import Opening
from safeharbor.ui.exercise.player import Player
from safeharbor.ui.exercise.sitting import Choices
from safeharbor.ui.exercise.stage import Front, Stage
from safeharbor.ui.exercise.talk import SWAP, ExerciseTalk
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look
from safeharbor.ui.wishes import ExerciseWish

if TYPE_CHECKING:
    from safeharbor.ui.breathe.ports import AwakePort, CuesPort

DEFAULT: Final = "gr_54321"
"""What is played for somebody who comes here without a wish."""

_SETTLE_S: Final = 0.8
"""The question at the end takes no answer for so long: it was meant for Next."""
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ExerciseScreen(Screen):
    """Play an ``ExerciseWish``. Stop and Get help stand in the window's corner."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        preferences: Preferences,
        clock: Callable[[], float],
        now: Callable[[], Moment],
        library: Library | None = None,
        cues: CuesPort | None = None,
        awake: AwakePort | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A screen at rest.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            preferences: where habits are kept.
            clock: seconds that never go back.
            now: the present moment.
            library: where exercises are taken from; the shipped ones where it is left out.
            cues: lets the lines be heard, None where nothing can be.
            awake: keeps the screen awake, None where nothing does.
            parent: the window.
        """
        super().__init__(parent)
        self._clock = clock
        self._habits = Habits(preferences, self.changed.emit)
        self._opening = Opening(library or Library(), self._habits, clock, now)
        self._talk = ExerciseTalk(self)
        self._cues = cues
        self._wish = ExerciseWish(DEFAULT)
        self._exercise: Exercise | None = None
        self._choices = Choices()
        self._distress = self._was_here = False
        self._settled_at = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Exercise"))
        self.stage = Stage(look, icons, self)
        self.player = Player(self.stage.board, self.stage.row, clock, self, cues, awake)
        self._connect()
        look.changed.connect(self.arrange)

    def hush(self, *, hushed: bool) -> None:
        """Whoever was breathing or getting help a moment ago waits for nothing."""
        self._distress = hushed

    def entered(self) -> None:
        """Go on with what was not stopped; without a wish the usual exercise begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.stage.front is Front.NOTHING:
            # A wish comes after this, if there is one.
            QTimer.singleShot(0, self, self._begin_alone)

    def left(self) -> None:
        """It waits behind another screen."""
        self.player.pause()

    def covered(self) -> None:
        """Whoever hides it wants it silent too."""
        self.player.pause()

    def asked(self, wish: object) -> None:
        """Begin an exercise; what was not stopped before is kept as far as it went."""
        if isinstance(wish, ExerciseWish):
            self._keep(None)
            self._open(wish)

    def escape(self) -> None:
        """Stop at once, and back to where one was."""
        self._leave(None)

    def stops(self) -> list[QWidget]:
        """The screen itself holds the focus at first; then what stands on it."""
        return [self, *self.stage.stops()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter go on; up and down scroll what is longer than the window."""
        key = event.key()
        if key in _ENTER or key == Qt.Key.Key_Space:
            if self.stage.front is Front.PLAYING:
                (self.player.press_enter if key in _ENTER else self.player.press_space)()
            elif self.stage.choosing:
                self._go_on()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stage.scroll(down=key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Lay out what is in front, clear of the corner."""
        self.stage.arrange(self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _connect(self) -> None:
        stage, player = self.stage, self.player
        stage.row.chosen.connect(self._choose)
        stage.end.question.answered.connect(self._on_answered)
        stage.notice.acted.connect(lambda: self.go.emit("breathe"))
        stage.notice.dismissed.connect(self.escape)
        player.ended.connect(self._finish)
        player.swap.connect(self._swap)
        player.changed.connect(self.arrange)
        player.by_hand_chosen.connect(self._on_by_hand)

    def _begin_alone(self) -> None:
        """Nobody wished for anything: whoever came back here after the end is led home."""
        if self.stage.front is not Front.NOTHING or not self.isVisible():
            return
        if self._was_here:
            self.go.emit("home")
        else:
            self._open(ExerciseWish(DEFAULT))

    def _open(self, wish: ExerciseWish) -> None:
        """Ask what there is to ask, or begin."""
        self._wish, self._exercise = wish, None
        self._was_here = True
        try:
            exercise = self._opening.exercise(wish)
        except HarborError as error:
            self._front(Front.LOST)
            self.stage.notice.say_error(error, self.tr("Breathe"))
            return
        if not exercise.steps:
            self.go.emit("breathe")
            return
        self._exercise = exercise
        self._choices = self._opening.choices(wish)
        self.setAccessibleName(exercise.title)
        question = self._opening.question(exercise, wish, distress=self._distress)
        if question is None:
            self._begin()
        else:
            self._ask(Front.BEFORE, question)

    def _begin(self) -> None:
        if self._exercise is not None:
            self._front(Front.PLAYING)
            self.player.play(self._opening.sitting(self._exercise, self._choices))

    def _ask(self, front: Front, question: Question) -> None:
        self._front(front)
        self.stage.choose.ask(question)
        begun = self.player.sitting is not None
        offers = self._talk.asking(swap=front is Front.BEFORE, begun=begun)
        self.stage.row.offer(offers, self._talk.means)
        self.arrange()
        announce(self, f"{question.title}. {question.lead}")

    def _choose(self, choice: str) -> None:
        """Do what was pressed in the row."""
        if self.stage.front is Front.PLAYING:
            self.player.choose(choice)
        elif choice == SWAP:
            self._choices = self.stage.choose.answers(self._choices)
            self._swap()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Begin, or go on in the words that were chosen."""
        before, now = self._choices, self.stage.choose.answers(self._choices)
        self._choices = now
        if now.needs != before.needs:
            self._habits.needs = now.needs
        if now.by_hand != before.by_hand:
            self._habits.by_hand = now.by_hand
        if self.player.sitting is None:
            self._begin()
            return
        self._front(Front.PLAYING)
        self.player.set_by_hand(by_hand=now.by_hand)
        self.player.reword(now.needs)
        self.player.go_on()

    def _swap(self) -> None:
        """Ask for other words, with the script paused behind that."""
        self.player.pause()
        title = self.tr("What suits you")
        lead = self.tr("This changes the words, now and next time.")
        needs, by_hand = self._choices.needs, self._choices.by_hand
        self._ask(Front.SWAPPING, replace(Question(title, lead), needs=needs, by_hand=by_hand))

    def _on_by_hand(self, by_hand: bool) -> None:  # noqa: FBT001 - a signal of Qt
        self._choices = replace(self._choices, by_hand=by_hand)
        self._habits.by_hand = by_hand

    def _finish(self) -> None:
        """The end card with its question."""
        if self._cues is not None:
            self._cues.end()
        self._settled_at = self._clock() + _SETTLE_S
        line = self._exercise.end if self._exercise else ""
        self.stage.end.line.say(line)
        self._front(Front.END)
        announce(self, self.stage.end.said)

    def _on_answered(self, after: After | None) -> None:
        if self.stage.front is Front.END and self._clock() >= self._settled_at:
            self._leave(after)

    def _leave(self, after: After | None) -> None:
        self._keep(after)
        self._front(Front.NOTHING)
        if self._wish.then:
            self.go.emit(self._wish.then)
        else:
            self.back.emit()

    def _keep(self, after: After | None) -> None:
        """Play it no more, and tell what may be kept of it."""
        sitting = self.player.sitting
        if sitting is None:
            return
        self.player.stop(silent=self.stage.front is not Front.END)
        # Loads a library of its own; nobody waits for it at the beginning.
        from safeharbor.services.ids import new_id

        record = sitting.record(new_id, after)
        if record is not None:
            self.practised.emit(record)

    def _front(self, front: Front) -> None:
        self.stage.show(front)
        self.arrange()
