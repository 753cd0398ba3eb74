"""A small breath that moves while a pattern is being written, so that it can be felt at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.breathing import Pattern
from safeharbor.ui.calm.stack import Bench
from safeharbor.ui.motion import Motion
from safeharbor.ui.pace import Pace
from safeharbor.ui.widgets.breath import BreathView
from safeharbor.ui.widgets.link import Link

_MOVING_MS: Final = 33
_STILL_MS: Final = 100
_SIZE: Final = 232


class Preview(QWidget):
    """The light, and a way to make it stand still."""

    def __init__(
        self, bench: Bench, motion: Motion, clock: Callable[[], float], parent: QWidget
    ) -> None:
        """Nothing moves before there is a pattern.

        Args:
            bench: what to make it with.
            motion: whether the light may move.
            clock: seconds that never go back.
            parent: what it stands in.
        """
        super().__init__(parent)
        self._look = bench.look
        self._motion = motion
        self._clock = clock
        self._pattern: Pattern | None = None
        self._pace: Pace | None = None
        self.view = BreathView(bench.look, lambda: self._pace, self, small=True)
        self.view.pressed.connect(self.turn)
        self.pause = Link(bench.look, bench.icons, self)
        self.pause.setAccessibleIdentifier("calm.preview")
        self.pause.clicked.connect(lambda: self.turn())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.view.refresh)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        motion.changed.connect(self._show_motion)
        self._show_motion()
        self._say()

    @property
    def pattern(self) -> Pattern | None:
        """What is shown, None as long as nothing was."""
        return self._pattern

    @property
    def moves(self) -> bool:
        """Whether it runs now."""
        return self._timer.isActive()

    def show_pattern(self, pattern: Pattern) -> None:
        """Show this one from its beginning; a light that stands still goes on standing."""
        if self._pattern is not None and pattern.phases == self._pattern.phases:
            return
        still = self._pace is not None and self._pace.paused
        self._pattern = pattern
        self._pace = Pace(pattern, self._clock)
        if still:
            self._pace.pause()
        self._run()

    def turn(self) -> None:
        """Stand still, or go on with an in-breath."""
        if self._pace is None:
            return
        if self._pace.paused:
            self._pace.go_on()
        else:
            self._pace.pause()
        self._say()
        self._run()

    def sizeHint(self) -> QSize:
        """A square, and the word below it."""
        side = self._look.px(_SIZE)
        return QSize(side, side + self.pause.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As high; the light gets smaller where it is narrow."""
        return QSize(self._look.px(_SIZE) // 2, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The light in the middle, the word below it."""
        super().resizeEvent(event)
        below = self.pause.sizeHint()
        self.view.setGeometry(0, 0, self.width(), self.height() - below.height())
        left = (self.width() - below.width()) // 2
        self.pause.setGeometry(left, self.height() - below.height(), below.width(), below.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Move again."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves that nobody can see."""
        self._timer.stop()
        super().hideEvent(event)

    def _show_motion(self) -> None:
        self.view.show_still(still=self._motion.reduced)
        self._run()

    def _say(self) -> None:
        paused = self._pace is not None and self._pace.paused
        #: Lets a small moving picture move again, or stand still.
        self.pause.dress(self.tr("Go on") if paused else self.tr("Pause"))
        name = self.tr("Let the light move") if paused else self.tr("Let the light stand still")
        self.pause.setAccessibleName(name)

    def _run(self) -> None:
        pace = self._pace
        if pace is None or pace.paused or not self.isVisible():
            self._timer.stop()
        else:
            self._timer.start(_STILL_MS if self._motion.reduced else _MOVING_MS)
        self.view.refresh()
