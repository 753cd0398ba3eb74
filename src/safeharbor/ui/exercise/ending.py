"""The end of an exercise: its last line, and the one question, which can be passed over."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.ui.exercise.following import FollowingPage
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.after import AfterQuestion
from safeharbor.ui.widgets.words import Words

_WIDTH: Final = 600
_APART: Final = 40


class EndPage(FollowingPage):
    """Two things in the middle of the room."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, parent, width=_WIDTH, top=24, centred=True)
        self.line = Words(look, "", Type.TITLE, self)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.after = AfterQuestion(look, icons, self)
        self.follow(self.after.stops())
        self.column.addStretch(2)
        self.column.addWidget(self.line)
        self.column.addSpacing(look.px(_APART))
        self.column.addWidget(self.after)
        self.column.addStretch(3)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.after.stops()
