"""Plays a sitting: follows its clock, shows and says each step once, and does what is pressed.

A step that changes by itself takes no press for a moment, since that was meant for the one
before. It knows the page and the row of choices, and nothing of what comes before or after.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.exercise import Need
from safeharbor.ui.announce import announce
from safeharbor.ui.exercise import talk as words
from safeharbor.ui.exercise.board import Board
from safeharbor.ui.exercise.keys import LIGHTS, ON_EXERCISE
from safeharbor.ui.exercise.row import StepRow
from safeharbor.ui.exercise.sitting import Scene, Sitting
from safeharbor.ui.exercise.talk import ExerciseTalk
from safeharbor.ui.keys import Keys

if TYPE_CHECKING:
    from safeharbor.ui.breathe.ports import AwakePort, CuesPort

_LOOK_MS: Final = 200
_RARELY_MS: Final = 5000
"""By hand nothing changes by itself; the walk wants a look every ten seconds."""
_SETTLE_S: Final = 0.8


class Player(QObject):
    """One sitting after the other."""

    ended = Signal()
    """The last step is behind."""
    swap = Signal()
    """Other words are wanted."""
    by_hand_chosen = Signal(bool)
    """Somebody chose whether each step stays."""
    changed = Signal()
    """What stands in the row has changed."""

    def __init__(
        self,
        board: Board,
        row: StepRow,
        clock: Callable[[], float],
        screen: QWidget,
        cues: CuesPort | None = None,
        awake: AwakePort | None = None,
    ) -> None:
        """Play on ``board`` and ``row``, on behalf of ``screen``.

        Args:
            board: what is read.
            row: what is pressed.
            clock: seconds that never go back.
            screen: who holds the keys.
            cues: lets the lines be heard, None where nothing can be.
            awake: keeps the screen awake, None where nothing does.
        """
        super().__init__(screen)
        self._board = board
        self._row = row
        self._clock = clock
        self._screen = screen
        self._cues = cues
        self._awake = awake
        self._talk = ExerciseTalk(self)
        self._sitting: Sitting | None = None
        self._told: int | None = None
        self._paused = self._slept = self._ended = False
        self._settled_at = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        board.call.pressed.connect(self.toggle_pause)
        board.lamps.lit.connect(self._on_lit)
        board.lamps.done.connect(lambda: screen.setFocus(Qt.FocusReason.OtherFocusReason))
        self.keys = Keys(board, self._acts(), (*ON_EXERCISE, *LIGHTS))
        self.keys.changed.connect(self.describe)
        self.describe()

    @property
    def sitting(self) -> Sitting | None:
        """What is played or pauses."""
        return self._sitting

    def play(self, sitting: Sitting) -> None:
        """Play this from its beginning."""
        self._sitting = sitting
        self._told = None
        self._paused = self._slept = self._ended = False
        self._settled_at = 0.0
        self._board.lay(sitting)
        self.changed.emit()
        self.look()

    def stop(self, *, silent: bool = True) -> None:
        """Play nothing any more; ``silent``: not even to the end of a line."""
        self._sitting = None
        self._rest()
        if silent and self._cues is not None:
            self._cues.stop()

    def reword(self, needs: frozenset[Need]) -> None:
        """Say the same in the words for ``needs``."""
        if self._sitting is not None:
            self._sitting.needs = needs
            self._board.lay(self._sitting)
            self._told = None
            self.changed.emit()
            self.look()

    def set_by_hand(self, *, by_hand: bool) -> None:
        """Let each step stay, or go on by time."""
        if self._sitting is not None:
            self._sitting.walk.by_hand = by_hand
            self._board.lay(self._sitting)
            self.changed.emit()
            self.look()

    def pause(self) -> None:
        """Stand still, and be silent."""
        if self._sitting is not None and not self._sitting.walk.paused:
            self._sitting.walk.pause()
            self._paused, self._slept = self._sitting.walk.paused, False
            if self._cues is not None:
                self._cues.stop()
            self.look()

    def go_on(self) -> None:
        """Go on from where it stands."""
        if self._sitting is not None:
            self._sitting.walk.go_on()
            self._paused = self._slept = False
            self.look()

    def toggle_pause(self) -> None:
        """Stand still, or go on."""
        if self._sitting is None:
            return
        if self._sitting.walk.paused:
            self.go_on()
        else:
            self.pause()
            announce(self._screen, self._talk.paused(slept=False))

    def choose(self, choice: str) -> None:
        """Do what was pressed in the row."""
        acts: dict[str, Callable[[], None]] = {
            words.NEXT: self.next,
            words.BACK: self.back,
            words.SKIP: self.skip,
            words.PAUSE: self.toggle_pause,
            words.GO_ON: self.go_on,
            words.BY_HAND: self._turn_by_hand,
            words.SWAP: self.swap.emit,
        }
        acts[choice]()

    def next(self) -> None:
        """Go to the next step."""
        self._move(Sitting.next)

    def back(self) -> None:
        """Go to the step before."""
        self._move(Sitting.back)

    def skip(self) -> None:
        """Leave this out."""
        self._move(Sitting.skip)

    def press_space(self) -> None:
        """Light a lamp while there is one, else do what Enter does."""
        sitting = self._sitting
        if sitting is not None and not sitting.walk.paused and sitting.light_next():
            self.look()
        else:
            self.press_enter()

    def press_enter(self) -> None:
        """Go on: from a pause, or to the next step."""
        if self._sitting is not None:
            (self.go_on if self._sitting.walk.paused else self.next)()

    def look(self) -> None:
        """Show how it stands now."""
        sitting = self._sitting
        if sitting is None or self._ended:
            return
        paused = sitting.walk.paused
        if sitting.walk.over:
            self._ended = True
            self._rest()
            self.ended.emit()
            return
        scene = sitting.scene()
        if self._told is not None and scene.index != self._told:
            self._settled_at = self._clock() + _SETTLE_S
        if paused and not self._paused:
            self._slept = True
            announce(self._screen, self._talk.paused(slept=True))
        self._paused = paused
        self._show(sitting, scene)
        self._tell(scene)
        self._run(sitting)

    def describe(self) -> None:
        """Say what the keys are, to whoever does not see them."""
        self._screen.setAccessibleDescription(self._talk.keys(letters=self.keys.letters))

    def _move(self, step: Callable[[Sitting], None]) -> None:
        """Go somewhere by hand; what is being spoken belongs to where one was."""
        self.look()
        if self._sitting is None or self._clock() < self._settled_at:
            return
        index = self._sitting.walk.place().index
        step(self._sitting)
        if self._cues is not None and not self._sitting.walk.over:
            self._cues.stop()
        if self._sitting.walk.place().index != index:
            self._told = None
        self.look()

    def _turn_by_hand(self) -> None:
        if self._sitting is not None:
            by_hand = not self._sitting.walk.by_hand
            self.set_by_hand(by_hand=by_hand)
            self.by_hand_chosen.emit(by_hand)

    def _on_lit(self, lamp: int, lit: bool) -> None:  # noqa: FBT001 - a signal of Qt
        if self._sitting is not None:
            self._sitting.light(lamp, lit=lit)
            self.look()

    def _show(self, sitting: Sitting, scene: Scene) -> None:
        line = self._talk.paused(slept=self._slept) if self._paused else scene.line
        left = self._talk.left(sitting.walk.place().total_left) if sitting.timed else ""
        self._board.show_scene(scene, line=line, left=left)
        offers = self._talk.offers(sitting, scene)
        quiet = offers[1].id == words.PAUSE
        if self._row.offer(offers, self._talk.means, quiet=quiet):
            self.changed.emit()

    def _tell(self, scene: Scene) -> None:
        """Say the words of a step once, to a screen reader and to whoever wants a voice."""
        if self._paused or scene.index == self._told:
            return
        self._told = scene.index
        said = scene.said or ("" if scene.silent else self._talk.shown(scene.show))
        if said:
            announce(self._screen, said)
        if self._cues is not None and scene.said:
            self._cues.say(scene.said)

    def _run(self, sitting: Sitting) -> None:
        """Look again as often as something may change by itself."""
        if self._paused:
            self._rest()
            return
        if self._awake is not None and not self._timer.isActive():
            self._awake.hold()
        pace = _RARELY_MS if sitting.walk.by_hand else _LOOK_MS
        if not self._timer.isActive() or self._timer.interval() != pace:
            self._timer.start(pace)

    def _rest(self) -> None:
        """Nothing changes by itself any more."""
        self._timer.stop()
        if self._awake is not None:
            self._awake.release()

    def _acts(self) -> dict[str, Callable[[], object]]:
        def sideways(*, right: bool) -> None:
            mirrored = self._screen.layoutDirection() is Qt.LayoutDirection.RightToLeft
            (self.next if right is not mirrored else self.back)()

        def light(lamps: int) -> None:
            if self._sitting is not None and not self._sitting.walk.paused:
                self._sitting.light_first(lamps)
                self.look()

        acts: dict[str, Callable[[], object]] = {
            "right": partial(sideways, right=True),
            "left": partial(sideways, right=False),
            "skip": self.skip,
            "pause": self.toggle_pause,
        }
        for lamps, action in enumerate(LIGHTS, 1):
            acts[action.id] = partial(light, lamps)
        return acts
