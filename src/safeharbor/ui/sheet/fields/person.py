"""A name: initials, a made-up one, or one of those who are known already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.domain.answers import Value
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.fields.line import Line
from safeharbor.ui.sheet.fields.names import NameList
from safeharbor.ui.sheet.kit import Kit

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _NameLine(Line):
    """A line whose Up and Down go through the names there are."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.walked.emit(step)
        else:
            super().keyPressEvent(event)


class PersonInput(Input):
    """A line that knows some names."""

    def __init__(self, kit: Kit, parent: QWidget, name: str) -> None:
        """No name yet."""
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        self._about = ""
        self.line = _NameLine(kit.look, self)
        self.line.setAccessibleName(name)
        self.names = NameList(kit.look, self.line)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_entered)
        self.line.walked.connect(self._walk)
        self.line.left.connect(self._on_left)
        self.names.picked.connect(self._take)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def know(self, names: Sequence[str]) -> None:
        """Offer these names while one is typed."""
        self._known = tuple(names)
        self.describe(self._about)

    def show_value(self, value: Value) -> None:
        """Show a name."""
        text = value if isinstance(value, str) else ""
        if text.strip() != self.line.text().strip():
            self.line.setText(text)

    def stops(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def describe(self, words: str) -> None:
        """What a screen reader says of it besides its name."""
        self._about = words
        known = self.tr("The down key shows names you know.") if self._known else ""
        self.line.setAccessibleDescription(" ".join(each for each in (words, known) if each))

    def rename(self, name: str) -> None:
        """Its name for a screen reader."""
        self.line.setAccessibleName(name)

    def fold(self) -> bool:
        """Close the list of names; whether it was open."""
        opened = bool(self.names.names)
        self.names.close_up()
        return opened

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the line."""
        super().hideEvent(event)
        self.names.close_up()

    def _fitting(self, text: str) -> list[str]:
        """Known names with ``text`` in them, those that begin so first."""
        wanted = text.strip().casefold()
        found = [name for name in self._known if wanted in name.casefold()]
        found.sort(key=lambda name: not name.casefold().startswith(wanted))
        return [] if [name.casefold() for name in found] == [wanted] else found

    def _on_typed(self, text: str) -> None:
        self.names.open_with(self._fitting(text) if text.strip() else [])
        self.written.emit(text)

    def _walk(self, step: int) -> None:
        if not self.names.names and step > 0:
            self.names.open_with(self._fitting(self.line.text()) or self._known)
        self.names.step(step)

    def _on_entered(self) -> None:
        if self.names.chosen:
            self._take(self.names.chosen)
        else:
            self.names.close_up()
            self.entered.emit()

    def _take(self, name: str) -> None:
        self.names.close_up()
        # What was typed of it and the whole of it are two steps.
        self.rested.emit()
        self.line.setText(name)
        self.written.emit(name)
        self.rested.emit()

    def _on_left(self) -> None:
        self.names.close_up()
        self.rested.emit()
