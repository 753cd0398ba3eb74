"""The one question after a practice: better, the same, worse. It can be passed over.

It thanks for nothing, comments on nothing, and asks once. What becomes of the answer is for
whoever asked.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.practice import After
from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.words import Words

_GAP: Final = 12
_BELOW_QUESTION: Final = 16
_WIDE: Final = 120


class AfterQuestion(QWidget):
    """Three answers side by side and Skip below them; below each other where it is narrow."""

    answered = Signal(object)
    """The After that was pressed, None for Skip."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.question = Words(
            look, self.tr("How is it now, compared with before?"), Type.READING, self, color="muted"
        )
        self.question.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = {
            #: After a practice, compared with before.
            After.BETTER: self.tr("Better"),
            #: After a practice, compared with before.
            After.SAME: self.tr("The same"),
            #: After a practice, compared with before.
            After.WORSE: self.tr("Worse"),
        }
        self.answers = {after: Button(look, icons, self, width=_WIDE) for after in After}
        for after, button in self.answers.items():
            button.dress(words[after])
            button.setAccessibleIdentifier(f"after.{after.value}")
            button.clicked.connect(partial(self.answered.emit, after))
        self.skip = Button(look, icons, self, kind=Kind.QUIET)
        #: Passes over a question.
        self.skip.dress(self.tr("Skip"))
        self.skip.setAccessibleIdentifier("after.skip")
        self.skip.clicked.connect(lambda: self.answered.emit(None))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._refresh)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*self.answers.values(), self.skip]

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What question and answers need."""
        return self._places(width)[-1].bottom() + 1

    def sizeHint(self) -> QSize:
        """All answers side by side."""
        width = self._width(list(self.answers.values()))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest answer."""
        width = max(button.sizeHint().width() for button in self.answers.values())
        return QSize(width, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for widget, place in zip(
            (self.question, *self.answers.values(), self.skip),
            self._places(self.width()),
            strict=True,
        ):
            widget.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))

    def _places(self, width: int) -> list[QRect]:
        """Where the question, each answer and Skip stand."""
        found = [QRect(0, 0, width, self.question.heightForWidth(width))]
        top = found[0].bottom() + 1 + self._look.px(_BELOW_QUESTION)
        answers = list(self.answers.values())
        lines = [answers] if self._width(answers) <= width else [[each] for each in answers]
        for line in [*lines, [self.skip]]:
            left = (width - self._width(line)) // 2
            for button in line:
                found.append(QRect(QPoint(left, top), button.sizeHint()))
                left = found[-1].right() + 1 + self._gap()
            top = found[-1].bottom() + 1 + self._gap()
        return found

    def _width(self, line: list[Button]) -> int:
        return sum(button.sizeHint().width() + self._gap() for button in line) - self._gap()

    def _gap(self) -> int:
        return self._look.px(_GAP) - 2 * self._look.free_room

    def _refresh(self) -> None:
        self.updateGeometry()
        self._place()
