"""The scale from 0 to 10 as a way of answering."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.answers import Value
from safeharbor.domain.sheet import UNSURE, Field
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.widgets.scale import INSET, SMALL, CellSize, Scale, Unsure


class ScaleInput(Input):
    """Eleven cells, and one more for "can't tell" where the field has words for it."""

    def __init__(
        self, kit: Kit, parent: QWidget, field: Field, name: str, *, small: bool = False
    ) -> None:
        """A scale without an answer; ``small`` is for rows."""
        super().__init__(parent)
        unsure = Unsure(field.unsure, UNSURE) if field.unsure else None
        self.scale = Scale(
            kit.look,
            self,
            name,
            unsure=unsure,
            ends=field.ends or ("", ""),
            size=SMALL if small else CellSize(),
        )
        self.scale.chosen.connect(self.written)
        column = QVBoxLayout(self)
        side = kit.look.free_room - INSET
        column.setContentsMargins(side, 0, side, 0)
        column.addWidget(self.scale)

    def show_value(self, value: Value) -> None:
        """Show a number, or "can't tell"."""
        self.scale.show_value(value if isinstance(value, (int, str)) else None)

    def stops(self) -> list[QWidget]:
        """The cell that Tab visits."""
        return self.scale.stops()

    def describe(self, words: str) -> None:
        """What a screen reader says of it besides its name."""
        self.scale.setAccessibleDescription(words)

    def rename(self, name: str) -> None:
        """Its name for a screen reader."""
        self.scale.setAccessibleName(name)
