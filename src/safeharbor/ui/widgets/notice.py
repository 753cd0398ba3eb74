"""A quiet banner in the page: what happened, whether the writing is safe, one next step.

It stands in a layout, takes no room while it has nothing to say, and never takes the focus or
the place of the work. What a button in it does is up to whoever shows it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from safeharbor.content.messages import sentence
from safeharbor.domain.errors import HarborError
from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.surfaces import LitNote
from safeharbor.ui.widgets.words import Words

_ICON: Final = 18
_SIDE: Final = 16
_TOP: Final = 12
_GAP: Final = 12
_BUTTON: Final = 32
_WORDS: Final = 320
"""The least room that words have beside buttons; with less the buttons stand below."""
_LEAST: Final = 180

_BELOW: Final = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_BESIDE: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class Notice(LitNote):
    """One thing that the program has to say."""

    acted = Signal()
    """The one button was pressed; the notice stays until it is cleared."""
    dismissed = Signal()
    """It was put away."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._look = look
        self._mark = _Mark(look, icons, self)
        self.what = Words(look, "", Type.LABEL, self)
        self.rest = Words(look, "", Type.BODY, self)
        self.action = Button(look, icons, self, height=_BUTTON)
        self.action.setAccessibleIdentifier("notice.action")
        self.action.clicked.connect(self.acted)
        self.close_button = _Close(look, icons, self, kind=Kind.QUIET, height=_BUTTON)
        self.close_button.setAccessibleIdentifier("notice.close")
        #: The small button that puts a message away.
        self.close_button.dress(self.tr("Close"))
        self.close_button.clicked.connect(self._dismiss)
        self._row, self._said, self._foot = QHBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._words, self._buttons = QVBoxLayout(), QHBoxLayout()
        self._indent = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._build()
        look.changed.connect(self._measure)
        self._measure()
        self.hide()

    @property
    def words(self) -> str:
        """Everything that it says, empty while it says nothing."""
        said = [each.words for each in (self.what, self.rest) if not each.isHidden()]
        return "" if self.isHidden() else " ".join(said)

    def say_error(self, error: HarborError, action: str = "") -> None:
        """Say what went wrong, with ``action`` as the word of the one button."""
        message = sentence(error)
        self._say(message.what, f"{message.safe} {message.next}", action, urgent=True)

    def say(self, words: str, action: str = "") -> None:
        """Say ``words``, which nothing has to be done about at once."""
        self._say("", words, action, urgent=False)

    def clear(self) -> None:
        """Say nothing more."""
        self.hide()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        if self.isHidden():
            return []
        return [each for each in (self.action, self.close_button) if not each.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """It fits any column: what does not stand side by side stands below each other."""
        return QSize(self._look.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below the words where there is no room beside them."""
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._words.addWidget(self.what)
        self._words.addWidget(self.rest)
        self._said.addWidget(self._mark)
        self._said.addLayout(self._words, 1)
        self._buttons.addWidget(self.action)
        self._buttons.addWidget(self.close_button)
        self._foot.addSpacerItem(self._indent)
        self._foot.addLayout(self._buttons)
        self._row.addLayout(self._said, 1)
        self._row.addLayout(self._foot)

    def _say(self, words: str, rest: str, action: str, *, urgent: bool) -> None:
        self.what.say(words)
        self.what.setVisible(bool(words))
        self._mark.show_beside(self.what if words else self.rest, urgent=urgent)
        self.rest.say(rest)
        self.action.dress(action)
        self.action.setVisible(bool(action))
        self.show()
        self._arrange()
        announce(self, f"{words} {rest}".strip(), urgent=urgent)

    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()

    def _measure(self) -> None:
        px, room = self._look.px, self._look.free_room
        side = room + px(_SIDE)
        # What stands in it keeps room for a focus ring at its own sides.
        self._row.setContentsMargins(side, px(_TOP), side - room, px(_TOP))
        self._row.setSpacing(px(_GAP) - room)
        self._said.setSpacing(px(_GAP) - room)
        self._words.setSpacing(px(2))
        self._buttons.setSpacing(0)
        self._foot.setSpacing(0)
        self._arrange()

    def _arrange(self) -> None:
        """Buttons beside the words, below them in a row, or below each other."""
        indent = self._mark.sizeHint().width() + self._said.spacing()
        shown = [each.sizeHint().width() for each in (self.action, self.close_button)]
        taken = sum(shown if not self.action.isHidden() else shown[1:])
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - indent
        below = room - taken < self._look.px(_WORDS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if below else across)
        self._buttons.setDirection(down if below and taken > room else across)
        self._indent.changeSize(indent if below else 0, 0)
        self._row.setAlignment(self._foot, _BELOW if below else _BESIDE)
        # What was worked out for another arrangement holds no longer, up to the parent's share.
        for layout in (self._buttons, self._foot, self._row):
            layout.invalidate()
        self.updateGeometry()


class _Mark(QWidget):
    """The icon beside the first line: something is wrong, or only worth knowing."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._urgent = False
        self._line: Words | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.updateGeometry)

    def show_beside(self, line: Words, *, urgent: bool) -> None:
        """Stand beside the first line of ``line``."""
        self._line = line
        self._urgent = urgent
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the icon."""
        return QSize(self._look.px(_ICON), self._look.px(_ICON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon; a text that has more room than it needs stands in the middle of it."""
        line = self._line
        if line is None:
            return
        spare = max(line.height() - line.heightForWidth(line.width()), 0) // 2
        middle = line.y() + spare + line.middle - self.y()
        name = "triangle-alert" if self._urgent else "info"
        tint = self._look.tokens.warn if self._urgent else self._look.tokens.muted
        size = self._look.px(_ICON)
        picture = self._icons.pixmap(name, size, tint, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, middle - size // 2 + self._look.px(1), picture)


class _Close(Button):
    """As quiet as the ground it stands on, until the pointer is over it."""

    def _ground(self) -> QColor:
        if self.isDown() or self.underMouse():
            return super()._ground()
        return QColor(Qt.GlobalColor.transparent)
