"""The six lines of the page for hard nights, empty: to think through where that page is locked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from safeharbor.ui.help.column import Bench, Column
from safeharbor.ui.theme import Type

LINES: Final = (
    str(QT_TRANSLATE_NOOP("help", "How I notice it is getting bad")),
    str(QT_TRANSLATE_NOOP("help", "Things I can do by myself for a while")),
    str(QT_TRANSLATE_NOOP("help", "People and places that take my mind off it")),
    str(QT_TRANSLATE_NOOP("help", "People I can tell and ask")),
    str(QT_TRANSLATE_NOOP("help", "Professionals and lines")),
    str(QT_TRANSLATE_NOOP("help", "Making my surroundings safer")),
)
"""As the page has them, in its order."""
_EMPTY: Final = 24


class ThinkThrough(Column):
    """Each line with room below it. Nothing is asked and nothing can be typed."""

    def __init__(self, bench: Bench) -> None:
        """All six."""
        super().__init__(bench, top=16)
        self.words(self.tr("If you made a page of your own, it opens after unlocking."), Type.LABEL)
        self.gap(4)
        words = self.tr("Here and now, these six lines may help to think, one after the other.")
        self.words(words, color="muted")
        self.gap(8)
        for number, line in enumerate(LINES, start=1):
            said = QCoreApplication.translate("help", line)
            #: A line of a numbered list; %1 is a number, %2 the words.
            numbered = self.tr("%1. %2").replace("%1", str(number)).replace("%2", said)
            self.words(numbered)
            self.gap(_EMPTY)
            self.rule()
            self.gap(8)
