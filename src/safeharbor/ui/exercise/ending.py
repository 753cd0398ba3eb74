"""The end of whatever was practised: its last line, and the one question, which can be passed over.

Both have their own sizes here and nowhere else, so that the line about danger is as easy to read
after a breath as after an exercise.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QSpacerItem, QWidget

from safeharbor.ui.exercise.following import FollowingPage
from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.after import AfterQuestion
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.words import Words

_WIDTH: Final = 600
_TOP: Final = 24
_APART: Final = 32
_LITTLE: Final = 8
"""Both where there is little room, so that the answers are in sight at once."""
_LEAST: Final = 200
"""What the answers want at least beside the corner, in pixels of the drawings."""


class EndPage(FollowingPage):
    """Two things in the middle of the room."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, parent, width=_WIDTH, top=_TOP, centred=True)
        self.line = Words(look, "", Type.READING, self)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.question = AfterQuestion(look, icons, self)
        self.follow(self.question.stops())
        self._apart = QSpacerItem(0, look.px(_APART))
        self.column.addStretch(2)
        self.column.addWidget(self.line)
        self.column.addItem(self._apart)
        self.column.addWidget(self.question)
        self.column.addStretch(3)

    @property
    def said(self) -> str:
        """The line and the question."""
        return f"{self.line.words} {self.question.question.words}"

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.question.stops()

    def stand_in(self, room: QRect, corner: QSize) -> None:
        """Take ``room``, beside the corner where they would meet, or above it."""
        px, mine = self._look.px, QRect(room)
        if (room.width() - px(_WIDTH)) // 2 < corner.width():
            if room.width() - corner.width() >= px(_LEAST):
                # The answers stand below each other: they want the whole height.
                mine.setLeft(corner.width())
            else:
                mine.setBottom(room.height() - corner.height())
        self.fill(mirrored(self.layoutDirection(), room, mine), QSize(0, 0))
        tight = self.room is Room.TIGHT
        margins = self.column.contentsMargins()
        margins.setTop(px(_LITTLE if tight else _TOP))
        margins.setBottom(margins.top())
        self.column.setContentsMargins(margins)
        self._apart.changeSize(0, px(_LITTLE if tight else _APART))
        self.column.invalidate()
