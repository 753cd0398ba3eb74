"""A column of words, rows and links, which remembers in what order Tab visits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.help_line import Copier, HelpLineRow, Line, LinkRow
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

_TARGET: Final = 44

B = TypeVar("B", bound=Button)


@dataclass(frozen=True, slots=True)
class Bench:
    """What everything on the page is made with; ``hide_key`` is the key that hides the window."""

    look: Look
    icons: Icons
    copier: Copier
    room: Room
    hide_key: str


class _ShortLink(Link):
    """A link that a shaking hand hits, however short its word is."""

    def sizeHint(self) -> QSize:
        """As wide as its word, and as wide as a target has to be in distress."""
        size, least = super().sizeHint(), self._look.px(_TARGET)
        return QSize(max(size.width(), least), size.height())


class Column(QWidget):
    """An empty column."""

    def __init__(self, bench: Bench, *, top: int = 0) -> None:
        """Nothing yet, with ``top`` pixels of the drawings above it."""
        super().__init__()
        self.bench = bench
        self._stops: list[QWidget] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, bench.look.px(top) if top else 0, 0, 0)
        self.column.setSpacing(0)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self._stops

    def stop_called(self, name: str) -> QWidget | None:
        """What is called ``name`` and can be visited."""
        return next((stop for stop in self._stops if stop.accessibleIdentifier() == name), None)

    def gap(self, size: int) -> None:
        """Free room, in pixels of the drawings."""
        self.column.addSpacing(self.bench.look.px(size))

    def heading(self, words: str) -> None:
        """Begin a group."""
        self.gap(28)
        self.words(words, Type.HEADING)
        self.gap(12)

    def words(self, words: str, kind: Type = Type.BODY, color: str = "text") -> None:
        """A paragraph."""
        self.column.addWidget(Words(self.bench.look, words, kind, color=color))

    def rule(self) -> None:
        """A hairline."""
        self.column.addWidget(Rule(self.bench.look))

    def row(self, line: Line, tools: Sequence[Button] = ()) -> None:
        """A line with its ways and Copy, below a hairline."""
        bench = self.bench
        self.rule()
        row = HelpLineRow(bench.look, bench.icons, line, bench.copier, room=bench.room, tools=tools)
        self.part(row, row.buttons)

    def part(self, widget: QWidget, stops: Sequence[QWidget]) -> None:
        """Something of its own, with what Tab visits in it."""
        self.column.addWidget(widget)
        self._stops += stops

    def beside(self, *buttons: Button) -> None:
        """Buttons or links in a line."""
        links = all(isinstance(button, Link) for button in buttons)
        row = LinkRow if links else ButtonRow
        self.part(row(self.bench.look, self, *buttons), buttons)

    def link(self, name: str, word: str, act: Callable[[], None]) -> Link:
        """A word that does something, called ``name``."""
        link = _ShortLink(self.bench.look, self.bench.icons, self, word)
        return self.named(link, name, act)

    def button(
        self, name: str, word: str, icon: str, act: Callable[[], None], *, height: int = 40
    ) -> Button:
        """A button, called ``name``."""
        button = Button(self.bench.look, self.bench.icons, self, height=height)
        button.dress(word, icon=icon)
        return self.named(button, name, act)

    def named(self, button: B, name: str, act: Callable[[], None]) -> B:
        """``button`` called ``name``, which does ``act`` when it is pressed."""
        button.setAccessibleIdentifier(name)
        # Pressed buttons tell whether they are checked, which nobody here asks.
        button.clicked.connect(lambda: act())
        return button
