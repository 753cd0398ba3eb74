"""A day, a month or a year: typed, or chosen in a small month."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.domain.answers import Value
from safeharbor.ui.journal.calendar import MonthCalendar
from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.sheet.fields.days import read_day, said_day
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.fields.line import Line
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.widgets.fields import Said, Tone

_WIDE: Final = 300
_DAY: Final = len("2026-11-21")


class DateInput(Input):
    """The line, what is said about it, and the month below while it is open."""

    def __init__(self, kit: Kit, parent: QWidget, name: str) -> None:
        """No day yet."""
        super().__init__(parent)
        self._kit = kit
        self._value = ""
        self.button = IconButton(kit.look, kit.icons, self, ground="surface")
        #: Opens a small month; %1 is what the day is for.
        self._open_words = self.tr("Choose in a month: %1")
        self.line = Line(kit.look, self, end=self.button)
        self.said = Said(kit.look, kit.icons, self)
        self.month: MonthCalendar | None = None
        self.setFocusProxy(self.line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(kit.look.px(4))
        for part in (self.line, self.said):
            self._column.addWidget(part)
        self.rename(name)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_entered)
        self.line.left.connect(self._on_left)
        self.button.clicked.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_value(self, value: Value) -> None:
        """Show a day, a month or a year."""
        text = value if isinstance(value, str) else ""
        if text == self._value and (text or not self.line.hasFocus()):
            return
        self._value = text
        if read_day(self.line.text(), self._kit.today()) != (text or None):
            self.line.setText(said_day(text))
        self._say("")
        if self.month is not None and not self.month.isHidden():
            self.month.show_day(self._day())

    def stops(self) -> list[QWidget]:
        """The line, its button, and the month."""
        if self.month is None or self.month.isHidden():
            return [self.line, self.button]
        return [self.line, self.button, self.month.back, self.month.forward, self.month.grid]

    def describe(self, words: str) -> None:
        """What a screen reader says of it besides its name."""
        self.line.setAccessibleDescription(words)

    def rename(self, name: str) -> None:
        """Its name for a screen reader."""
        self.line.setAccessibleName(name)
        self.button.name(self._open_words.replace("%1", name), "calendar")

    def sizeHint(self) -> QSize:
        """Room for a day in words."""
        return super().sizeHint().expandedTo(QSize(self._kit.look.px(_WIDE), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the month."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers() and self.line.hasFocus():
            self._turn()
        else:
            super().keyPressEvent(event)

    def fold(self) -> bool:
        """Close the month; whether it was open."""
        opened = self.month is not None and not self.month.isHidden()
        if opened:
            self._turn()
        return opened

    def _day(self) -> dt.date | None:
        return dt.date.fromisoformat(self._value) if len(self._value) == _DAY else None

    def _on_typed(self, text: str) -> None:
        found = read_day(text, self._kit.today())
        if found is None and text.strip():
            # Half a day is nothing yet; what stood there stays until it is one, or empty.
            return
        self._say("")
        self._keep(found or "")

    def _keep(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.written.emit(value or None)

    def _on_entered(self) -> None:
        self._tidy()
        self.entered.emit()

    def _on_left(self) -> None:
        self._tidy()
        self.rested.emit()

    def _tidy(self) -> None:
        """Write the day as it is always written, or say how one can be."""
        text = self.line.text()
        found = read_day(text, self._kit.today())
        if text.strip() and found is None:
            self._keep("")
            self._say(
                self.tr("A day, a month or a year, such as %1. It is kept once it can be read.")
            )
        elif found is not None:
            self.line.setText(said_day(found))
            self._keep(found)

    def _say(self, words: str) -> None:
        words = words.replace("%1", said_day(self._kit.today().isoformat()))
        if words != self.said.words:
            self.said.say(words, Tone.WARN if words else Tone.HINT)
            self.line.show_tone(Tone.WARN if words else None)

    def _turn(self) -> None:
        """Open the month, or close it."""
        if self.month is None:
            self.month = self._make_month()
        elif not self.month.isHidden():
            self.month.hide()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        today = self._kit.today()
        self.month.show_month(*self._shown_month(today))
        self.month.show_day(self._day())
        self.month.show()
        self.month.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.month.grid.walk_to(self._day() or today)
        self.grown.emit(self.month)

    def _shown_month(self, today: dt.date) -> tuple[int, int]:
        parts = [int(part) for part in self._value.split("-")] if self._value else []
        year = parts[0] if parts else today.year
        return year, parts[1] if len(parts) > 1 else today.month

    def _make_month(self) -> MonthCalendar:
        month = MonthCalendar(self._kit.look, self._kit.icons, self._kit.today, self)
        month.chosen.connect(self._on_chosen)
        month.setMaximumWidth(self._kit.look.px(_WIDE))
        self._column.addWidget(month)
        return month

    def _on_chosen(self, day: dt.date) -> None:
        self.rested.emit()
        self.line.setText(said_day(day.isoformat()))
        self._say("")
        self._keep(day.isoformat())
        if self.month is not None:
            self.month.hide()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
