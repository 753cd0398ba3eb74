"""The breath as it is shown: a moving light in one of its forms, or large words and a bar.

It finds the words for what a practice does and hands each picture what it paints. It only reads
the practice; nothing in here can change it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMetaObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.breathing import HUM, Frame, Pattern, PhaseKind
from safeharbor.ui.breathe.form import Form
from safeharbor.ui.pace import Pace
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.light import Light, LightState

if TYPE_CHECKING:
    from safeharbor.ui.widgets.still import StillBreath, StillState

_WIDEST: Final = {Form.CIRCLE: 400, Form.BAR: 480, Form.WAVE: 1400}
"""How wide a light is where there is room, in pixels of the drawings, if not as wide as high.

What moves is painted many times a second: no more of it than there is to see.
"""
_SIDE: Final = 16
"""What is free at both sides of it."""


class BreathView(QWidget):
    """Shows where the breath stands at the moment of painting."""

    painted = Signal()
    """The first picture of a practice is on the screen."""
    pressed = Signal()
    """Somebody pressed the light, or the words that stand for it."""

    def __init__(
        self,
        look: Look,
        pace: Callable[[], Pace | None],
        parent: QWidget,
        *,
        small: bool = False,
    ) -> None:
        """A view of whatever ``pace`` answers.

        Args:
            look: what to paint from.
            pace: the practice, None while there is none.
            parent: the screen.
            small: whether it only shows how a breath goes, beside other things.
        """
        super().__init__(parent)
        self._look = look
        self._pace = pace
        self._small = small
        self._form = Form.CIRCLE
        self._lights: dict[Form, Light] = {}
        self._still: StillBreath | None = None
        self._reduced = False
        self._was_painted = False
        look.changed.connect(self._place_all)
        self._paused, self._hum = self.tr("Paused"), self.tr("Hum")
        self._said = {
            PhaseKind.IN: self.tr("Breathe in"),
            PhaseKind.TOP_UP: self.tr("A little more"),
            PhaseKind.HOLD: self.tr("Stay"),
            PhaseKind.OUT: self.tr("Breathe out"),
            PhaseKind.REST: self.tr("Rest"),
            PhaseKind.FREE: "",
        }

    @property
    def form(self) -> Form:
        """The form of the moving light."""
        return self._form

    @property
    def light(self) -> Light:
        """The moving light in the form that was chosen last."""
        return self._light(self._form)

    @property
    def lamp(self) -> Light:
        """The moving light as a circle."""
        return self._light(Form.CIRCLE)

    @property
    def still(self) -> StillBreath:
        """Words and a bar; made when somebody first wants no motion."""
        if self._still is None:
            from safeharbor.ui.widgets.still import StillBreath

            self._still = StillBreath(self._look, self.still_state, self)
            self._still.setGeometry(self._room)
            self._still.hide()
        return self._still

    @property
    def was_painted(self) -> bool:
        """Whether a practice has been on the screen yet."""
        return self._was_painted

    def show_form(self, form: Form) -> None:
        """Move in this form from now on."""
        self._form = form
        self._settle()

    def show_still(self, *, still: bool) -> None:
        """Words and a bar in place of every form, or the moving light."""
        self._reduced = still
        self._settle()

    def refresh(self) -> None:
        """Paint what is shown anew, where it has changed. It does not begin a practice."""
        pace = self._pace()
        picture = self.still if self._reduced else self.light
        if pace is not None and pace.begun:
            picture.refresh()
        else:
            picture.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every picture stands in the middle of the view."""
        super().resizeEvent(event)
        self._place_all()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The light is a large target for a hand that shakes."""
        away = event.position() - QRectF(self.rect()).center()
        reach = min(self.width(), self.height()) / 2
        if event.button() is Qt.MouseButton.LeftButton and math.hypot(*away.toTuple()) <= reach:
            self.pressed.emit()

    def word(self, kind: PhaseKind, pattern: Pattern) -> str:
        """What the person is told to do, "" where they breathe as they like."""
        if kind is PhaseKind.OUT and pattern.exercise == HUM.id:
            return self._hum
        if kind is PhaseKind.REST and pattern.has_hold:
            kind = PhaseKind.HOLD
        return self._said[kind]

    def light_state(self) -> LightState:
        """What a light paints; asking begins the practice."""
        pace = self._pace()
        if pace is None:
            return LightState(0.0, "")
        frame = self._frame(pace)
        return LightState(frame.fullness, self._spoken(pace, frame), pace.elapsed)

    def still_state(self) -> StillState:
        """What stands there without motion; asking begins the practice."""
        from safeharbor.ui.widgets.still import Group, StillState

        pace = self._pace()
        if pace is None:
            return StillState("", ())
        frame = self._frame(pace)
        if frame.kind is PhaseKind.FREE:
            word = self._paused if pace.paused else self.tr("Your own pace")
            return StillState(word, ())
        groups = []
        for index, phase in enumerate(pace.pattern.round_phases(frame.round_index)):
            segments = math.ceil(phase.seconds)
            lit = segments if index < frame.phase_index else 0
            if index == frame.phase_index:
                lit = min(int(frame.progress * segments) + 1, segments)
            word = self._short_word(phase.kind, pace.pattern)
            groups.append(Group(word, segments, lit, current=index == frame.phase_index))
        return StillState(self._spoken(pace, frame), tuple(groups))

    def _light(self, form: Form) -> Light:
        """The light in ``form``, made when it is first wanted."""
        if form not in self._lights:
            light = _kind_of(form)(self._look, self.light_state, self._words(), self)
            light.show_small(small=self._small)
            light.hide()
            self._lights[form] = light
            self._place(form)
        return self._lights[form]

    def _words(self) -> tuple[str, ...]:
        """All that may stand in a light at its smallest."""
        said = (self._said[kind] for kind in self._said if kind is not PhaseKind.TOP_UP)
        return (self._paused, *said)

    @property
    def _room(self) -> QRect:
        """All of it but what is free at both sides."""
        side = 0 if self._small else self._look.px(_SIDE)
        return self.rect().adjusted(side, 0, -side, 0)

    def _place_all(self) -> None:
        for form in self._lights:
            self._place(form)
        if self._still is not None:
            self._still.setGeometry(self._room)

    def _place(self, form: Form) -> None:
        room = self._room
        least = 0 if self._small else self._look.px(_WIDEST[form])
        wide = min(max(room.height(), least), room.width())
        side = (room.width() - wide) // 2
        place = room.adjusted(side, 0, -side, 0)
        if form is Form.WAVE and self._look.high_contrast:
            # There the water does not fade, so it has no end before that of the window.
            place = self.rect()
        self._lights[form].setGeometry(place)

    def _settle(self) -> None:
        """Show the one picture that is wanted."""
        if not self._reduced:
            self.light.show()
        for form, light in self._lights.items():
            if self._reduced or form is not self._form:
                light.hide()
        if self._reduced or self._still is not None:
            self.still.setVisible(self._reduced)

    def _frame(self, pace: Pace) -> Frame:
        frame = pace.frame()
        if not self._was_painted:
            self._was_painted = True
            # Not from inside the painting: what waits for it may take its time.
            QMetaObject.invokeMethod(self, "painted", Qt.ConnectionType.QueuedConnection)
        return frame

    def _spoken(self, pace: Pace, frame: Frame) -> str:
        return self._paused if pace.paused else self.word(frame.kind, pace.pattern)

    def _short_word(self, kind: PhaseKind, pattern: Pattern) -> str:
        short = {PhaseKind.IN: self.tr("In"), PhaseKind.TOP_UP: "+"}
        if pattern.exercise != HUM.id:
            short[PhaseKind.OUT] = self.tr("Out")
        return short.get(kind) or self.word(kind, pattern)


def _kind_of(form: Form) -> type[Light]:
    """What paints ``form``; loaded when somebody first wants it."""
    if form is Form.WAVE:
        from safeharbor.ui.widgets.wave import Wave

        return Wave
    if form is Form.BAR:
        from safeharbor.ui.widgets.bar import Bar

        return Bar
    from safeharbor.ui.widgets.lamp import Lamp

    return Lamp
