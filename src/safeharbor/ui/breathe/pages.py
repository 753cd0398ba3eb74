"""The two quiet pages that stand in place of the light: before a breath hold, and afterwards.

Each scrolls where it is longer than the window, by the wheel, by the arrows and by Tab.
"""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from safeharbor.content.exercises import cautions
from safeharbor.domain.errors import HarborError
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.after import AfterQuestion
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words

WIDTH: Final = 600
_TOP: Final = 24
_SCROLL: Final = 48
_CAUTION: Final = "holds"


class QuietPage(Page):
    """A few words in the middle of the room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, width=WIDTH, top=_TOP, centred=True)

    def turn(self, *, down: bool) -> None:
        """Move what is longer than the window."""
        bar, step = self.verticalScrollBar(), self._look.px(_SCROLL)
        bar.setValue(bar.value() + (step if down else -step))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What gets the focus is scrolled into sight."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, QWidget):
            self.bring_into_sight(watched)
        return False

    def _centred_words(self, text: str, kind: Type, color: str = "text") -> Words:
        words = Words(self._look, text, kind, self, color=color)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return words


class HoldsPage(QuietPage):
    """What is to be known before a breath hold."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
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


class AfterPage(QuietPage):
    """The one question, and below it what comes before every exercise."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.question = AfterQuestion(look, icons, self)
        for stop in self.question.stops():
            stop.installEventFilter(self)
        self.line = self._centred_words("", Type.BODY, "muted")
        self.column.addStretch(2)
        self.column.addWidget(self.question)
        self.column.addSpacing(look.px(32))
        self.column.addWidget(self.line)
        self.column.addStretch(3)

    @property
    def said(self) -> str:
        """The question and the line."""
        return f"{self.question.question.words} {self.line.words}"

    def stops(self) -> list[QWidget]:
        """The answers, and Skip."""
        return self.question.stops()
