"""The quiet page that stands in place of the light before a breath hold.

It scrolls where it is longer than the window, by the wheel and by the arrows.
"""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.content.exercises import cautions
from safeharbor.domain.errors import HarborError
from safeharbor.ui.exercise.following import FollowingPage
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.words import Words

_WIDTH: Final = 600
_TOP: Final = 24
_CAUTION: Final = "holds"


class HoldsPage(FollowingPage):
    """What is to be known before a breath hold."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, width=_WIDTH, top=_TOP, centred=True)
        self.title = self._centred_words(self.tr("Before you hold your breath"), Type.HEADING)
        self.words = self._centred_words("", Type.READING, "muted")
        self.column.addStretch(2)
        self.column.addWidget(self.title)
        self.column.addSpacing(look.px(12))
        self.column.addWidget(self.words)
        self.column.addStretch(3)

    @property
    def said(self) -> str:
        """Everything that stands there."""
        return f"{self.title.words}. {self.words.words}"

    def say(self, otherwise: str) -> None:
        """Show the caution of the content, ``otherwise`` where it cannot be read."""
        text = otherwise
        # Nobody is to hold their breath unwarned because of a file.
        with contextlib.suppress(HarborError):
            text = cautions().get(_CAUTION, otherwise)
        self.words.say(text)

    def _centred_words(self, text: str, kind: Type, color: str = "text") -> Words:
        words = Words(self._look, text, kind, self, color=color)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return words
