"""A number to ring, shown in groups and read aloud digit by digit.

"116 123" would be spoken as two large numbers, and a plus not at all. Among words that run from
right to left the groups of a number still stand from left to right. The number stands still once
it is shown, so an accessible name hides nothing that changes.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from safeharbor.domain.unbroken import unbroken
from safeharbor.ui.mirror import leading
from safeharbor.ui.theme import Look, Type

_BRACKETS: Final = re.compile(r"\((\d+)\)")
_GAP: Final = re.compile("(?<=\\d)[\\s\\-/.\u2010-\u2015]+(?=\\d)")
_BETWEEN: Final = re.compile(r"(?<=\d)(?=\d)")
_SIGN: Final = re.compile(r"[+*#](?=[\d(+*#])|(?<=\d)[*#]")
_BLANKS: Final = re.compile(" {2,}")
_NUMBER: Final = re.compile("[+*#(]*\\d[\\d\\s()/.*#\\-\u2010-\u2015]*[\\d#]|\\d")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LONG_RUN: Final = re.compile(r"\S{25,}")
_PIECE: Final = re.compile(r"\S{8}(?=\S)")

_ONE_WAY: Final = "\u2066"
_END: Final = "\u2069"


def spelled(text: str) -> str:
    """``text`` with its numbers in single digits, and a comma where a group ends."""
    text = _BETWEEN.sub(" ", _GAP.sub(", ", _BRACKETS.sub(r"\1", text)))
    return _BLANKS.sub(" ", _SIGN.sub(lambda sign: f" {_word(sign[0])} ", text)).strip()


def breakable(text: str) -> str:
    """``text`` with places where a line may end in what is longer than any word."""
    return _LONG_RUN.sub(lambda run: _PIECE.sub("\\g<0>\u200b", run[0]), text)


def _in_order(text: str) -> str:
    """``text`` so that its numbers stand in their order, whatever words are around them."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return _NUMBER.sub(lambda number: f"{_ONE_WAY}{number[0]}{_END}", text)


def _word(sign: str) -> str:
    return {
        #: The sign + before a number, as it is spoken.
        "+": QCoreApplication.translate("digits", "plus"),
        #: The sign * on a telephone, as it is spoken.
        "*": QCoreApplication.translate("digits", "star"),
        #: The sign # on a telephone, as it is spoken.
        "#": QCoreApplication.translate("digits", "hash"),
    }[sign]


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
        self._words = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(_in_order(unbroken(breakable(text)) if wrap else text))
        self.setAccessibleName(spelled(text))
        self._align()
        look.changed.connect(self._refresh)
        self._refresh()

    @property
    def words(self) -> str:
        """What it shows."""
        return self._words

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        self.setAlignment(leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter)

    def _refresh(self) -> None:
        font = self._look.font(self._kind)
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        room = self._look.free_room
        self.setContentsMargins(room, 0, room, 0)
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.WindowText, self._look.color("text"))
        self.setPalette(palette)
