"""One line as a row: who it is, then each way to reach it, then Copy.

Ways without speaking stand first, because not everybody can speak where they are. Numbers and
addresses are text; nothing is dialled or opened from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.digits import Digits, breakable, spelled
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.words import Words

_LONG_NUMBER: Final = 20
"""Characters above which a number is a text."""
_WAYS: Final = 420
"""The most room that ways may take beside the words, in pixels of the drawings."""
_LINK_GAP: Final = 20
_MARK: Final = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach a line: what is read before it, and what Copy copies.

    ``shown`` is what stands on the page where that is not the same, which makes it an address.
    """

    lead: str
    target: str
    shown: str = ""

    @property
    def is_address(self) -> bool:
        """Whether it is read as words and not as digits."""
        return bool(self.shown)

    @property
    def is_long(self) -> bool:
        """Whether it is a text, and not a number to be read at a glance."""
        return not self.is_address and len(self.target) > _LONG_NUMBER


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in a row; ``id`` names its buttons for whoever looks for them."""

    id: str
    name: str
    about: str
    ways: tuple[Way, ...]


def filled(words: str, *values: str) -> str:
    """``words`` with ``values`` for %1, %2 and so on; what is in a value stays as it is."""
    return _MARK.sub(lambda mark: values[int(mark[1]) - 1], words)


class CopyButton(Button):
    """Copy, with room for the word that it says afterwards, so that no number moves."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, icons, parent, height=40)
        self.show_copied(copied=False)

    def show_copied(self, *, copied: bool) -> None:
        """Say what it does, or that it was done."""
        words = self._both()
        self.dress(words[copied], icon="check" if copied else "copy")

    def _both(self) -> tuple[str, str]:
        return self.tr("Copy"), self.tr("Copied")

    def _natural_width(self) -> int:
        font = QFontMetrics(self._look.font(Type.BUTTON, weight=600))
        widths = [font.horizontalAdvance(words) for words in self._both()]
        return super()._natural_width() - font.horizontalAdvance(self.text()) + max(widths)


class Copier(Protocol):
    """Puts something on the clipboard and lets the button say so."""

    def copy(self, button: CopyButton, target: str) -> None:
        """Copy ``target``; ``button`` was pressed."""


class LinkRow(ButtonRow):
    """Links in a line, further apart than buttons, since they have no edges."""

    def __init__(self, look: Look, parent: QWidget, *links: Button) -> None:
        super().__init__(look, parent, *links)
        flow = self.layout()
        if isinstance(flow, Flow):
            flow.set_gaps(look.px(_LINK_GAP), 0)


class HelpLineRow(QWidget):
    """A row that stands side by side where there is room, and below each other where not."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        line: Line,
        copier: Copier,
        *,
        room: Room,
        tools: Sequence[Button] = (),
    ) -> None:
        """Show ``line``.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            line: what stands in it.
            copier: copies.
            room: how much room there is.
            tools: links that change the row, below it.
        """
        super().__init__()
        self._look = look
        self._icons = icons
        self._line = line
        self._copier = copier
        self._room = room
        self.buttons: list[Button] = []
        # A screen reader meets things in the order in which they are made.
        words = self._words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(16), 0, look.px(8 if tools else 16))
        column.setSpacing(look.px(4))
        column.addLayout(self._beside(words, [self._way(way) for way in line.ways]))
        if tools:
            column.addWidget(LinkRow(look, self, *tools))
            self.buttons += tools

    def _beside(self, words: QVBoxLayout, found: list[QBoxLayout]) -> QBoxLayout:
        """The ways at the end of the row, or below the words where they leave those no room."""
        px = self._look.px
        ways = QVBoxLayout()
        ways.setSpacing(px(4))
        for way in found:
            ways.addLayout(way)
        ways.addStretch()
        long = any(way.is_long for way in self._line.ways)
        widest = max(map(_natural_width, found), default=0)
        beside = self._room is Room.WIDE and not long and widest <= px(_WAYS)
        row = QHBoxLayout()
        if not beside:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        row.setSpacing(px(24 if beside else 8))
        row.addLayout(words, 1 if beside else 0)
        row.addLayout(ways)
        return row

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self._look.px(2))
        words.addWidget(Words(self._look, breakable(self._line.name), Type.LABEL, self))
        if self._line.about:
            about = breakable(self._line.about)
            words.addWidget(Words(self._look, about, Type.BODY, self, color="muted"))
        words.addStretch()
        return words

    def _way(self, way: Way) -> QBoxLayout:
        tight = self._room is Room.TIGHT
        row = QHBoxLayout()
        row.setSpacing(self._look.px(4 if tight else 12))
        if tight:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        elif self._room is Room.WIDE and not way.is_long:
            row.addStretch()
        if way.lead:
            row.addWidget(Words(self._look, way.lead, Type.READING, self, wrap=False))
        target = self._target(way)
        # What is long takes the room that there is before it breaks.
        row.addWidget(target, 1 if target.wordWrap() and not tight else 0)
        row.addWidget(
            self._button(way), 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        )
        if self._room is Room.NARROW:
            row.addStretch()
        return row

    def _target(self, way: Way) -> QLabel:
        if not way.is_address:
            kind = Type.READING if way.is_long else Type.NUMBER
            return Digits(self._look, way.target, kind, self, wrap=way.is_long)
        if self._room is Room.WIDE:
            return Words(self._look, way.shown, Type.READING, self, wrap=False)
        # An address has no spaces; it may break where its parts do.
        parts = way.shown.replace("/", "/\N{ZERO WIDTH SPACE}").replace(
            ".", "\N{ZERO WIDTH SPACE}."
        )
        words = Words(self._look, parts, Type.BODY, self)
        words.setAccessibleName(way.shown)
        width = QFontMetrics(words.font()).horizontalAdvance(parts) + 3 * self._look.free_room
        words.setMaximumWidth(width)
        return words

    def _button(self, way: Way) -> Button:
        button = CopyButton(self._look, self._icons, self)
        button.setAccessibleIdentifier(f"{self._line.id}.copy{len(self.buttons)}")
        said = way.shown or spelled(way.target)
        #: %1 is a number or an address, %2 the name of a help line.
        button.setAccessibleName(filled(self.tr("Copy %1, %2"), said, self._line.name))
        button.clicked.connect(lambda: self._copier.copy(button, way.target))
        self.buttons.append(button)
        return button


def _natural_width(row: QBoxLayout) -> int:
    """Pixels that a row asks for before it stands anywhere; its own hint knows only what does."""
    widgets = [item.widget() for item in map(row.itemAt, range(row.count())) if item is not None]
    widths = [widget.sizeHint().width() for widget in widgets if widget is not None]
    return sum(widths) + row.spacing() * (len(widths) - 1)
