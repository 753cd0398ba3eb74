"""Things side by side that go below each other where there is no room, and the row of a setting."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

_WORDS: Final = 280
"""The least room that words have beside a control; with less the control goes below."""
_WIDE: Final = 160
_PAIR: Final = 360
_TOP: Final = 12
_GAP: Final = 8


class WideButton(Button):
    """The one button that leads on: as wide as the others of its kind, its word in the middle."""

    def sizeHint(self) -> QSize:
        """As wide as its words, and no narrower than its kind."""
        size = super().sizeHint()
        least = self._look.px(_WIDE) + 2 * self.margin
        return QSize(max(size.width(), least), size.height())


class ButtonRow(QWidget):
    """Buttons in a line, and in the next one where there is no more room."""

    def __init__(self, look: Look, parent: QWidget, *buttons: Button) -> None:
        super().__init__(parent)
        flow = Flow(self, gap=look.px(_GAP), row_gap=look.px(_GAP) // 2)
        for button in buttons:
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Aside(QWidget):
    """Words and a control: beside each other, or the control below. Either may come first."""

    def __init__(
        self, look: Look, parent: QWidget, first: QWidget, second: QWidget, *, words: QWidget
    ) -> None:
        """``first`` before ``second``; ``words`` is the one of them that takes the room."""
        super().__init__(parent)
        self._look = look
        self._words = words
        self._control = second if words is first else first
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(first, 1 if words is first else 0)
        self._row.addWidget(second, 1 if words is second else 0)
        look.changed.connect(self._arrange)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two, since they may stand below each other."""
        width = max(each.minimumSizeHint().width() for each in (self._words, self._control))
        return QSize(width, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room has changed."""
        super().resizeEvent(event)
        self._arrange()

    def refresh(self) -> None:
        """One of the two was hidden or shown."""
        self._arrange()

    def _arrange(self) -> None:
        px = self._look.px
        beside = self.width() >= self._control.sizeHint().width() + px(_WORDS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)
        # Both keep room for a focus ring at their own sides.
        self._row.setSpacing(max(px(12) - 2 * self._look.free_room, 0) if beside else px(4))
        leading, middle = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignVCenter
        alone = self._words.isHidden()
        self._row.setAlignment(self._control, middle if beside and not alone else leading)


class SettingRow(QWidget):
    """A setting: its name, its consequence in one sentence, and what changes it."""

    def __init__(
        self, look: Look, parent: QWidget, name: str, consequence: str, control: QWidget
    ) -> None:
        super().__init__(parent)
        self.consequence = Words(look, consequence, Type.SMALL, color="muted")
        says = QWidget(self)
        inner = QVBoxLayout(says)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.px(2))
        inner.addWidget(Words(look, name, Type.BUTTON))
        inner.addWidget(self.consequence)
        if not control.accessibleName():
            control.setAccessibleName(name)
        control.setAccessibleDescription(consequence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule(look, self))
        column.addSpacing(look.px(_TOP))
        column.addWidget(Aside(look, self, says, control, words=says))
        column.addSpacing(look.px(_TOP))


class Pair(QWidget):
    """Two short texts of equal size under their headings, beside or below each other."""

    def __init__(self, look: Look, parent: QWidget, first: str, second: str) -> None:
        """``first`` and ``second`` are the headings; ``say`` gives the texts."""
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.texts = tuple(Words(look, "", Type.BODY, color="muted") for _ in range(2))
        for heading, text in zip((first, second), self.texts, strict=True):
            column = QVBoxLayout()
            column.setSpacing(look.px(4))
            column.addWidget(Words(look, heading, Type.LABEL))
            column.addWidget(text)
            column.addStretch()
            self._row.addLayout(column, 1)
        look.changed.connect(self._arrange)
        self._arrange()

    def say(self, first: str, second: str) -> None:
        """Say both."""
        for text, words in zip(self.texts, (first, second), strict=True):
            text.say(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room has changed."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = self._look.px
        beside = self.width() >= px(_PAIR)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)
        self._row.setSpacing(px(24 if beside else 16))
