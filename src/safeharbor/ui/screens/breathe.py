"""The breathing screen: a light that opens and closes, one word, one quiet line, three choices.

It takes patterns, a clock and a motion setting, and no services, so that it works before any
vault exists and cannot touch one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.breathing import SIGH, Frame, Pattern
from safeharbor.ui.announce import announce
from safeharbor.ui.breath_talk import (
    ELSEWHERE,
    ENOUGH,
    FASTER,
    GO_ON,
    HELP,
    MORE,
    SLOWER,
    BreathTalk,
)
from safeharbor.ui.icons import Icons
from safeharbor.ui.motion import Motion
from safeharbor.ui.pace import Pace
from safeharbor.ui.practice import Event, Practice
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.breath import BreathView
from safeharbor.ui.widgets.choice_row import ChoiceRow
from safeharbor.ui.widgets.words import Words

_MOVING_MS: Final = 33
_STILL_MS: Final = 100
_STALE_S: Final = 120.0
"""Whoever comes back later than this begins anew."""
_SETTLE_S: Final = 0.8
"""Choices that changed by themselves take no press for so long: it was meant for the old ones."""


class BreatheScreen(Screen):
    """Breathe along, in full window. Stop and Get help stand in the window's corner."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        patterns: Sequence[Pattern],
        clock: Callable[[], float],
        motion: Motion,
        parent: QWidget | None = None,
        *,
        hold: bool = False,
    ) -> None:
        """A screen at rest; it begins when it is entered.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            patterns: what may be breathed, see ``practice.PATTERNS``; the first one begins.
            clock: seconds that never go back.
            motion: whether the light may move.
            parent: the window.
            hold: whether its keys wait for ``go_on``.
        """
        super().__init__(parent)
        self._look = look
        self._patterns = tuple(patterns)
        self._clock = clock
        self._motion = motion
        self._practice: Practice | None = None
        self._phase = (-1, -1)
        self._line_phases = 0
        self._left_at = 0.0
        self._settled_at = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Breathe"))
        self.view = BreathView(look, self._patterns, lambda: self.pace, self)
        self.view.painted.connect(self.painted)
        self.view.pressed.connect(self.toggle_pause)
        self.line = Words(look, "", Type.READING, self, color="muted", spaced=False)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.row = ChoiceRow(look, icons, self)
        self.row.chosen.connect(self._choose)
        self._talk = BreathTalk(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        if not hold:
            self.go_on()
        motion.changed.connect(self._show_motion)
        look.changed.connect(self.arrange)
        self._show_motion()

    @property
    def practice(self) -> Practice | None:
        """What runs or pauses, None when it was stopped."""
        return self._practice

    @property
    def pace(self) -> Pace | None:
        """The breath of it, None when it was stopped."""
        return self._practice.pace if self._practice is not None else None

    def entered(self) -> None:
        """Begin, or go along with what was not stopped; either way with an in-breath."""
        if self._practice is None or self._clock() - self._left_at > _STALE_S:
            self._practice = Practice(self._patterns, self._clock)
        elif self._practice.pace.paused:
            self._practice.pace.go_on()
        else:
            self._practice.pace.breathe_in()
        self._phase = (-1, -1)
        self._line_phases = 0
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """The breath goes on behind another screen; it does not end there."""
        self._left_at = self._clock()
        if self._practice is not None:
            self._practice.stay()

    def escape(self) -> None:
        """Stop at once, and back to where one was."""
        self._practice = None
        self._timer.stop()
        self.back.emit()

    def stops(self) -> list[QWidget]:
        """The three buttons; the screen itself holds the focus at first."""
        return [self, *(button for button in self.row.buttons if not button.isHidden())]

    def toggle_pause(self) -> None:
        """Stand still, or go on with an in-breath."""
        pace = self.pace
        if pace is None:
            return
        if pace.paused:
            pace.go_on()
            self._phase = (-1, -1)
        else:
            pace.pause()
            announce(self, self.tr("Paused"))
        self._line_phases = 0
        self._show()

    def slow_down(self) -> None:
        """A step slower from the next phase on."""
        if self.pace is not None:
            changed = self.pace.slow_down()
            self._answer(self._talk.slower(self.pace.wanted, changed=changed))

    def speed_up(self) -> None:
        """A step faster from the next phase on."""
        if self.pace is not None:
            changed = self.pace.speed_up()
            self._answer(self._talk.faster(self.pace.wanted, changed=changed))

    def breathe(self, pattern: Pattern) -> None:
        """Go over to ``pattern``; the light keeps moving."""
        if self._practice is None:
            return
        self._practice.breathe(pattern)
        self._line_phases = 0
        self._practice.pace.go_on()
        announce(self, self._talk.name(pattern))
        self._show()

    def arrange(self) -> None:
        """Lay out lamp, line and buttons; the buttons never come near the corner."""
        px = self._look.px
        room = self.rect()
        if not self.row.offers:
            return
        self.row.place_in(room, self.corner)
        width = room.width() - 2 * px(24)
        height = self.line.heightForWidth(width)
        base = min(self.row.y(), room.height() - self.corner.height())
        middle = base - px(60 if room.height() >= px(600) else 24)
        foot = min(middle + height // 2, base - px(4))
        self.line.setGeometry(px(24), foot - height, width, height)
        top = max(px(16), round(room.height() * 0.11) - (px(40) if middle < px(480) else 0))
        bottom = self.line.geometry().top() - px(44 if middle >= px(480) else 16)
        area = QRect(px(16), top, room.width() - 2 * px(16), max(bottom - top, px(80)))
        self.view.setGeometry(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Move again."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is drawn that nobody can see; the practice itself goes on by the clock."""
        self._timer.stop()
        super().hideEvent(event)

    def go_on(self) -> None:
        """Make the keys work, and say what they are."""
        from safeharbor.ui.keys import ON_BREATHE, Keys, breathing_words

        acts: dict[str, Callable[[], object]] = {
            "slower": self.slow_down,
            "faster": self.speed_up,
            "sigh": partial(self.breathe, SIGH),
            "pause": self.toggle_pause,
        }
        keys = Keys(self, acts, ON_BREATHE)

        def describe() -> None:
            self.setAccessibleDescription(breathing_words(letters=keys.letters))

        keys.changed.connect(describe)
        describe()

    def _choose(self, choice: str) -> None:
        """Do what was pressed in the row, unless the row has changed under the hand."""
        practice = self._practice
        if practice is None or self._clock() < self._settled_at:
            return
        pattern = next((each for each in self._patterns if each.id == choice), None)
        if pattern is not None:
            self.breathe(pattern)
        elif choice == HELP:
            self.go.emit("help")
        elif choice in {SLOWER, FASTER}:
            (self.slow_down if choice == SLOWER else self.speed_up)()
        elif choice == GO_ON:
            self.toggle_pause()
        elif choice == ENOUGH and practice.ending:
            self.escape()
        else:
            steps = {
                MORE: practice.more,
                ENOUGH: practice.enough,
                ELSEWHERE: practice.look_elsewhere,
            }
            steps[choice]()
            self._line_phases = 0
            self._show()
            announce(self, self.line.words)

    def _tick(self) -> None:
        practice = self._practice
        if practice is None or not self.view.was_painted:
            return
        event = practice.step()
        if event is Event.ENDED:
            self.escape()
            return
        frame = practice.pace.frame()
        phase = (frame.round_index, frame.phase_index)
        if phase != self._phase:
            self._phase = phase
            self._new_phase(frame)
        if event is not Event.NOTHING:
            self._settled_at = self._clock() + _SETTLE_S
            self._line_phases = 0
            announce(self, self.tr("More, Enough, or Something else"))
        self._show_words()
        self.view.refresh()

    def _new_phase(self, frame: Frame) -> None:
        word = self.view.word(frame.kind)
        if word:
            announce(self, word)
        self._line_phases = max(self._line_phases - 1, 0)

    def _answer(self, words: str) -> None:
        """Say what a key did, for one whole phase at least."""
        self._line_phases = 2
        self._say(words)
        announce(self, words)

    def _say(self, words: str) -> None:
        if words != self.line.words:
            self.line.say(words)
            self.arrange()

    def _show(self) -> None:
        """Show everything as it stands now."""
        self._show_words()
        self._run()

    def _show_words(self) -> None:
        """The row and the line, where they differ from what stands there."""
        practice = self._practice
        if practice is None:
            return
        offers = self._talk.offers(practice)
        if offers != self.row.offers:
            self.row.offer(offers)
            self.arrange()
        if not self._line_phases:
            self._say(self._talk.line(practice))

    def _show_motion(self) -> None:
        self.view.show_still(still=self._motion.reduced)
        self._run()

    def _run(self) -> None:
        """Start or stop the timer as things stand."""
        if self.pace is None or self.pace.paused or not self.isVisible():
            self._timer.stop()
        else:
            self._timer.start(_STILL_MS if self._motion.reduced else _MOVING_MS)
        self.view.refresh()
