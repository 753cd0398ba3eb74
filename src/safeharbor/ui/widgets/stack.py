"""A column of words, rows and buttons, which remembers in what order Tab visits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.help_line import LinkRow
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

_OUTSIDE: Final = 8
_MARGIN: Final = 114
"""Where rows begin beside the names of their groups."""
_AFTER_NAME: Final = 12

B = TypeVar("B", bound=Button)
W = TypeVar("W", bound=QWidget)


class Workbench(Protocol):
    """What everything in a column is made with."""

    @property
    def look(self) -> Look:
        """What to paint from."""

    @property
    def icons(self) -> Icons:
        """Where icons are taken from."""

    @property
    def room(self) -> Room:
        """How much room there is: names in the margin, above, or everything below each other."""

    @property
    def wide(self) -> bool:
        """Whether names stand in the margin."""

    @property
    def outside(self) -> int:
        """Pixels by which the ground of a row reaches out beside its words."""


@dataclass(frozen=True, slots=True)
class Bench:
    """As ``Workbench`` says.

    Attributes:
        look: what to paint from.
        icons: where icons are taken from.
        room: how much room there is.
    """

    look: Look
    icons: Icons
    room: Room = Room.WIDE

    @property
    def wide(self) -> bool:
        """Whether names stand in the margin."""
        return self.room is Room.WIDE

    @property
    def outside(self) -> int:
        """Pixels by which the ground of a row reaches out beside its words."""
        return outside_of(self.look, self.room)


def outside_of(look: Look, room: Room) -> int:
    """Pixels by which the ground of a row reaches out where names stand in the margin."""
    return look.px(_OUTSIDE) if room is Room.WIDE else 0


class Stack(QWidget):
    """An empty column."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self.bench: Workbench = bench
        self._stops: list[QWidget] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self._stops

    def stop_called(self, name: str) -> QWidget | None:
        """What is called ``name`` and can be visited."""
        return next((stop for stop in self.stops() if stop.accessibleIdentifier() == name), None)

    def gap(self, size: int) -> None:
        """Free room, in pixels of the drawings."""
        self.column.addSpacing(self.bench.look.px(size))

    def words(self, words: str, kind: Type = Type.BODY, color: str = "text") -> Words:
        """A paragraph."""
        return self.put(Words(self.bench.look, words, kind, color=color))

    def rule(self) -> None:
        """A hairline."""
        self.put(Rule(self.bench.look))

    def heading(self, words: str, hint: str = "") -> Words:
        """Begin a part of the page, below a hairline; ``hint`` is one quiet sentence about it."""
        self.gap(24)
        self.rule()
        self.gap(16)
        head = self.words(words, Type.LABEL)
        if hint:
            self.words(hint, Type.SMALL, color="muted")
        return head

    def put(self, widget: W) -> W:
        """Something that Tab passes over."""
        self.column.addWidget(widget)
        return widget

    def part(self, widget: W, stops: Sequence[QWidget]) -> W:
        """Something of its own, with what Tab visits in it."""
        self._stops += stops
        return self.put(widget)

    def beside(self, *buttons: Button) -> QWidget:
        """Buttons or links in a line."""
        links = all(isinstance(button, Link) for button in buttons)
        row = LinkRow if links else ButtonRow
        return self.part(row(self.bench.look, self, *buttons), buttons)

    def link(self, name: str, word: str, act: Callable[[], object]) -> Link:
        """A word that does something, called ``name``."""
        return self.named(Link(self.bench.look, self.bench.icons, self, word), name, act)

    def button(
        self,
        name: str,
        word: str,
        act: Callable[[], object],
        *,
        kind: Kind = Kind.PLAIN,
        icon: str = "",
        height: int = 40,
    ) -> Button:
        """A button, called ``name``."""
        button = Button(self.bench.look, self.bench.icons, self, kind=kind, height=height)
        button.dress(word, icon=icon)
        return self.named(button, name, act)

    def alone(self, button: Button) -> None:
        """A button in a line of its own, where lines begin."""
        self._stops.append(button)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def beside_name(self, name: str, names: Sequence[str]) -> QVBoxLayout:
        """A column beside ``name`` in the margin, or below it where there is no margin.

        Args:
            name: what stands in the margin, "" for nothing.
            names: all that stand there, so that every column begins at the same place.
        """
        look = self.bench.look
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        if not (self.bench.wide or name):
            self.column.addLayout(inner)
            return inner
        head = Words(look, name, Type.SMALL_HEAD, color="muted")
        # As high as its lines are, not as high as they might be.
        head.setMinimumHeight(1)
        if not self.bench.wide:
            self.gap(6)
            self.put(head)
            self.column.addLayout(inner)
            return inner
        measured = QFontMetrics(look.font(Type.SMALL_HEAD))
        widest = max(measured.horizontalAdvance(word) for each in names for word in each.split())
        least = widest + 2 * look.free_room + look.px(_AFTER_NAME)
        head.setFixedWidth(max(look.px(_MARGIN), least) - self.bench.outside)
        # In one line with the title beside it.
        above = QVBoxLayout()
        above.setContentsMargins(0, look.free_room + look.px(6), 0, 0)
        above.addWidget(head)
        above.addStretch()
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(above)
        across.addLayout(inner, 1)
        self.column.addLayout(across)
        return inner

    def named(self, button: B, name: str, act: Callable[[], object]) -> B:
        """``button`` called ``name``, which does ``act`` when it is pressed."""
        button.setAccessibleIdentifier(name)
        # Pressed buttons tell whether they are checked, which nobody here asks.
        button.clicked.connect(lambda: act())
        return button
