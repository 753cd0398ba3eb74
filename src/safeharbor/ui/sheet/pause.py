"""A pause that was agreed on: when it ends, and nothing else. No sound, no count, no hurry."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTime, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.moment import Clock, moment_of
from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.pause_end import PauseEnd
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.words import Words

PAUSE: Final = "timeout"
"""The sheet that it belongs to."""
_LENGTH: Final = "length"
_USUAL_MINUTES: Final = 30
_LOOK_S: Final = 10.0
"""Seconds after which the clock is looked at again: a computer that slept wakes late."""


class Pause(QWidget):
    """The button that starts it, and the line that says when it ends."""

    def __init__(
        self, look: Look, icons: Icons, clock: Clock, end: PauseEnd, parent: QWidget
    ) -> None:
        """``clock`` says what time it is; ``end`` is known beyond this page and beyond a lock."""
        super().__init__(parent)
        self._clock = clock
        self._model: FormModel | None = None
        self._end = end
        self.button = Button(look, icons, self, height=44)
        self.button.setAccessibleIdentifier("sheet.pause")
        self.button.clicked.connect(self._turn)
        self.line = Words(look, "", Type.READING, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, look.px(20))
        column.setSpacing(look.px(8))
        column.addWidget(self.line)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._show("")

    @property
    def running(self) -> bool:
        """Whether a pause has begun and nobody has said yet that it is over."""
        return self._end.at is not None

    @property
    def minutes(self) -> int:
        """How long the next one is: what the sheet says, half an hour where it says nothing."""
        chosen = self._model.held.answers.text(_LENGTH) if self._model else ""
        number = chosen.removeprefix("m")
        return int(number) if number.isdecimal() else _USUAL_MINUTES

    def follow(self, model: FormModel | None) -> None:
        """Be as long as this form says; with None it is not there. A pause that runs goes on."""
        self._model = model
        self._timer.stop()
        self.setVisible(model is not None)
        if model is None:
            return
        model.value_changed.connect(self._on_value)
        self._show(self._said())
        self.look()

    def stop(self) -> None:
        """End it without a word."""
        self._end.at = None
        self._timer.stop()
        self._show("")

    def look(self) -> None:
        """Say that it is over, or wait on."""
        end = self._end.at
        if end is None:
            return
        left = (end.utc_us - self._clock.now().utc_us) / 1_000_000
        if left > 0:
            self._timer.start(round(min(left, _LOOK_S) * 1000))
            return
        self._end.at = None
        words = self.tr("The pause is over. You may take more time.")
        self._show(words)
        announce(self, words)

    def stops(self) -> list[QWidget]:
        """The button."""
        return [self.button]

    def _turn(self) -> None:
        if self.running:
            self.stop()
            return
        now, length = self._clock.now(), dt.timedelta(minutes=self.minutes)
        self._end.at = moment_of(now.local_datetime + length, now.zone)
        words = self._said()
        self._show(words)
        announce(self, words)
        self.look()

    def _said(self) -> str:
        """When it ends, "" where none has begun."""
        if self._end.at is None:
            return ""
        end = self._end.at.local_datetime
        said = QLocale().toString(QTime(end.hour, end.minute), QLocale.FormatType.ShortFormat)
        #: %1 is a time of the day.
        return self.tr("The pause ends at %1.").replace("%1", said)

    def _show(self, words: str) -> None:
        self.line.say(words)
        self.line.setVisible(bool(words))
        self._name()

    def _on_value(self, _field: str) -> None:
        self._name()

    def _name(self) -> None:
        if self.running:
            self.button.dress(self.tr("End the pause"))
        else:
            #: %n is a number of minutes.
            self.button.dress(self.tr("Start a pause of %n minutes", "", self.minutes))
