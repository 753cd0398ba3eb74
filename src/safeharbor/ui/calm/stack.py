"""The columns of the pages of Calm, which have its words at hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from safeharbor.ui.calm.talk import CalmTalk
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets import stack
from safeharbor.ui.widgets.page import Room


@dataclass(frozen=True, slots=True)
class Bench:
    """What everything on the page is made with.

    Attributes:
        look: what to paint from.
        icons: where icons are taken from.
        talk: the words.
        room: how much room there is: names in the margin, above, or everything below each other.
    """

    look: Look
    icons: Icons
    talk: CalmTalk
    room: Room = Room.WIDE

    @property
    def wide(self) -> bool:
        """Whether names stand in the margin."""
        return self.room is Room.WIDE

    @property
    def outside(self) -> int:
        """Pixels by which the ground of a row reaches out beside its words."""
        return stack.outside_of(self.look, self.room)


class Stack(stack.Stack):
    """An empty column."""

    bench: Bench

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(bench, parent)
