"""What all ways of answering have in common. They hold no answer: a form shows them one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeharbor.domain.answers import Value
from safeharbor.domain.sheet import Option


class Input(QWidget):
    """One way of answering."""

    written = Signal(object)
    """The answer that was given by hand, None where it was taken back."""
    other_written = Signal(str)
    """The text beside "other"."""
    entered = Signal()
    """Enter was pressed in a line: on to what comes next."""
    rested = Signal()
    """The keys went elsewhere: what is typed next is something new."""
    opened = Signal(str)
    """It leads to ``ex:ID`` or ``ws:ID``, and somebody wants to go there."""
    grown = Signal(object)
    """More of it can be seen now; carries the widget."""
    caret_moved = Signal(object)
    """The widget with the caret is to stay in sight where the caret is."""

    def show_value(self, value: Value) -> None:
        """Show an answer, without a word to anybody."""
        raise NotImplementedError

    def show_other(self, words: str) -> None:
        """Show the text beside "other"."""

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these answers from now on."""

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        raise NotImplementedError

    def describe(self, words: str) -> None:
        """What a screen reader says of it besides its name."""
        raise NotImplementedError

    def rename(self, name: str) -> None:
        """Its name for a screen reader."""
        raise NotImplementedError

    def fold(self) -> bool:
        """Close what is open over or below it; whether anything was."""
        return False

    def receiver(self) -> QWidget:
        """What takes the keys."""
        return next(iter(self.stops()), self)

    def set_keys(self, identifier: str) -> None:
        """A stable name for what takes the keys."""
        self.receiver().setAccessibleIdentifier(identifier)
