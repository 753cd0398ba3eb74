"""A number to ring, shown in groups and read aloud digit by digit.

"116 123" would be spoken as two large numbers. The number stands still once it is shown, so an
accessible name hides nothing that changes.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from safeharbor.ui.theme import Look, Type

_BRACKETS: Final = re.compile(r"\((\d+)\)")
_GAP: Final = re.compile(r"(?<=\d)[ \-/]+(?=\d)")
_BETWEEN: Final = re.compile(r"(?<=\d)(?=\d)")


def spelled(text: str) -> str:
    """``text`` with its numbers in single digits, and a comma where a group ends."""
    return _BETWEEN.sub(" ", _GAP.sub(", ", _BRACKETS.sub(r"\1", text)))


class Digits(QLabel):
    """A number, alone or in a sentence, that follows the look."""

    def __init__(
        self,
        look: Look,
        text: str,
        kind: Type,
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        """Show ``text`` as it is written; a screen reader gets it spelled."""
        super().__init__(parent)
        self._look = look
        self._kind = kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self.setAccessibleName(spelled(text))
        look.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        font = self._look.font(self._kind)
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        room = self._look.free_room
        self.setContentsMargins(room, 0, room, 0)
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.WindowText, self._look.color("text"))
        self.setPalette(palette)
