"""A row of the shelf: what begins at a press, and the word that opens what can be chosen first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from safeharbor.ui.calm.stack import Bench
from safeharbor.ui.widgets.button import Kind
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.shelf_row import ChangeButton, StartButton


class Row(QWidget):
    """Both of them, beside each other, or below where there is little room."""

    def __init__(self, bench: Bench, name: str, *, title: str, line: str, time: str) -> None:
        """The row called ``name``."""
        super().__init__()
        self.name = name
        self.start = StartButton(bench, self, title=title, line=line, time=time)
        self.start.setAccessibleIdentifier(f"calm.{name}.start")
        self.change = ChangeButton(bench.look, bench.icons, self, kind=Kind.TOOL, height=32)
        #: Opens what can be chosen about an exercise before it begins.
        self.change.dress(self.tr("Change"))
        #: %1 is the name of an exercise.
        self.change.setAccessibleName(self.tr("Change %1").replace("%1", title))
        self.change.setAccessibleIdentifier(f"calm.{name}.change")
        self.change.stand_at_start(at_start=bench.room is Room.TIGHT)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(down if bench.room is Room.TIGHT else across, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.start, 1)
        # Its word stands in one line with the title, or below where that begins.
        top, begin = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeading
        row.addWidget(self.change, 0, begin if bench.room is Room.TIGHT else top)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.start, self.change]
