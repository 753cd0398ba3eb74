"""The breath as it is shown: the moving lamp, or large words and a bar without motion.

It finds the words for what a practice does and hands both pictures what they paint. It only
reads the practice; nothing in here can change it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMetaObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.breathing import Frame, Pattern, PhaseKind
from safeharbor.ui.pace import Pace
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.lamp import Lamp, LampState

if TYPE_CHECKING:
    from safeharbor.ui.widgets.still import StillBreath, StillState

_WHEN_OPEN: Final = frozenset({PhaseKind.TOP_UP, PhaseKind.HOLD})
"""Their words only stand in an open light, where there is room."""


class BreathView(QWidget):
    """Shows where the breath stands at the moment of painting."""

    painted = Signal()
    """The first picture of a practice is on the screen."""
    pressed = Signal()
    """Somebody pressed the light, or the words that stand for it."""

    def __init__(
        self,
        look: Look,
        patterns: Sequence[Pattern],
        pace: Callable[[], Pace | None],
        parent: QWidget,
    ) -> None:
        """A view of whatever ``pace`` answers.

        Args:
            look: what to paint from.
            patterns: all that may be breathed, so that every word fits.
            pace: the practice, None while there is none.
            parent: the screen.
        """
        super().__init__(parent)
        self._look = look
        self._pace = pace
        self._still: StillBreath | None = None
        self._was_painted = False
        kinds = {phase.kind for pattern in patterns for phase in pattern.phases} - _WHEN_OPEN
        words = [self.tr("Paused"), *(self.word(kind) for kind in kinds)]
        self.lamp = Lamp(look, self.lamp_state, words, self)

    @property
    def still(self) -> StillBreath:
        """Words and a bar; made when somebody first wants no motion."""
        if self._still is None:
            from safeharbor.ui.widgets.still import StillBreath

            self._still = StillBreath(self._look, self.still_state, self)
            self._still.setGeometry(self.rect())
            self._still.hide()
        return self._still

    @property
    def was_painted(self) -> bool:
        """Whether a practice has been on the screen yet."""
        return self._was_painted

    def show_still(self, *, still: bool) -> None:
        """Words and a bar, or the moving lamp."""
        self.lamp.setVisible(not still)
        if still or self._still is not None:
            self.still.setVisible(still)

    def refresh(self) -> None:
        """Paint what is shown anew."""
        (self.still if self.lamp.isHidden() else self.lamp).update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both pictures fill the view."""
        super().resizeEvent(event)
        self.lamp.setGeometry(self.rect())
        if self._still is not None:
            self._still.setGeometry(self.rect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The light is a large target for a hand that shakes."""
        away = event.position() - QRectF(self.rect()).center()
        reach = min(self.width(), self.height()) / 2
        if event.button() is Qt.MouseButton.LeftButton and math.hypot(*away.toTuple()) <= reach:
            self.pressed.emit()

    def word(self, kind: PhaseKind) -> str:
        """What the person is told to do, "" where they breathe as they like."""
        return {
            PhaseKind.IN: self.tr("Breathe in"),
            PhaseKind.TOP_UP: self.tr("A little more"),
            PhaseKind.HOLD: self.tr("Stay"),
            PhaseKind.OUT: self.tr("Breathe out"),
            PhaseKind.REST: self.tr("Rest"),
            PhaseKind.FREE: "",
        }[kind]

    def lamp_state(self) -> LampState:
        """What the lamp paints; asking begins the practice."""
        pace = self._pace()
        if pace is None:
            return LampState(0.0, "")
        frame = self._frame(pace)
        return LampState(frame.fullness, self._spoken(pace, frame))

    def still_state(self) -> StillState:
        """What stands there without motion; asking begins the practice."""
        from safeharbor.ui.widgets.still import Group, StillState

        pace = self._pace()
        if pace is None:
            return StillState("", ())
        frame = self._frame(pace)
        if frame.kind is PhaseKind.FREE:
            return StillState(self.tr("Your own pace"), ())
        groups = []
        for index, phase in enumerate(pace.pattern.round_phases(frame.round_index)):
            segments = math.ceil(phase.seconds)
            lit = segments if index < frame.phase_index else 0
            if index == frame.phase_index:
                lit = min(int(frame.progress * segments) + 1, segments)
            word = self._short_word(phase.kind)
            groups.append(Group(word, segments, lit, current=index == frame.phase_index))
        return StillState(self._spoken(pace, frame), tuple(groups))

    def _frame(self, pace: Pace) -> Frame:
        frame = pace.frame()
        if not self._was_painted:
            self._was_painted = True
            # Not from inside the painting: what waits for it may take its time.
            QMetaObject.invokeMethod(self, "painted", Qt.ConnectionType.QueuedConnection)
        return frame

    def _spoken(self, pace: Pace, frame: Frame) -> str:
        return self.tr("Paused") if pace.paused else self.word(frame.kind)

    def _short_word(self, kind: PhaseKind) -> str:
        short = {PhaseKind.IN: self.tr("In"), PhaseKind.TOP_UP: "+", PhaseKind.OUT: self.tr("Out")}
        return short.get(kind) or self.word(kind)
