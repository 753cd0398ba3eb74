"""Where Stop leads: a quiet page that says what works and starts the breathing again by one key.

It stands in Home's place until there is a Home.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.page import Page
from safeharbor.ui.widgets.words import Words

_WIDTH = 520


class RestScreen(Screen):
    """One sentence, one button, and the way to help."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("Home"))
        self.page = Page(look, self, width=_WIDTH, top=24, centred=True)
        self.title = Words(look, self.tr("Here whenever you want it."), Type.WORD, self)
        self.again = Button(look, icons, self, kind=Kind.PRIMARY)
        self.again.setAccessibleIdentifier("rest.breathe")
        self.again.dress(self.tr("Breathe"), chip=self.tr("Space"))
        self.again.clicked.connect(self._breathe)
        self.danger = Words(look, self.tr("If the danger is now, press Get help."), Type.BODY, self)
        self.today = Words(
            look,
            self.tr(
                "Breathing and Get help need no password. To write, open a terminal and type: "
                "safeharbor add"
            ),
            Type.BODY,
            self,
            color="muted",
        )
        self.keys = Words(
            look,
            self.tr("M turns the moving light off, or on again."),
            Type.BODY,
            self,
            color="muted",
        )
        self._fill(self.page.column)
        look.changed.connect(self.arrange)

    def entered(self) -> None:
        """Space and Enter begin again at once."""
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.ensureWidgetVisible(self.again)

    def escape(self) -> None:
        """There is nothing behind this page."""

    def stops(self) -> list[QWidget]:
        """The one button."""
        return [self.again]

    def arrange(self) -> None:
        """One column in the middle, from a little above the middle downwards."""
        self.page.fill(self.rect(), self.corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _fill(self, column: QVBoxLayout) -> None:
        px = self._look.px
        column.addStretch(2)
        column.addWidget(self.title)
        column.addSpacing(px(24))
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch()
        column.addLayout(row)
        column.addSpacing(px(28))
        for words in (self.danger, self.today, self.keys):
            column.addWidget(words)
            column.addSpacing(px(8))
        column.addStretch(3)

    def _breathe(self) -> None:
        self.go.emit("breathe")
