"""Below a list that is too long for one page: which rows are seen, and the way to the others."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.row_stack import RowStack
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.help_line import LinkRow
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words


class RowPages(QWidget):
    """It is not there while one page holds all rows."""

    turned = Signal(int)
    """To the page before (-1), or the one after (1)."""

    def __init__(self, kit: Kit, stack: RowStack, parent: QWidget) -> None:
        """For the rows in ``stack``."""
        super().__init__(parent)
        self._stack = stack
        stack.turned.connect(self.refresh)
        self.line = Words(kit.look, "", Type.SMALL, self, color="muted")
        self.before = Link(kit.look, kit.icons, self, self.tr("Rows before these"))
        self.after = Link(kit.look, kit.icons, self, self.tr("Rows after these"))
        self.before.clicked.connect(lambda *_: self.turned.emit(-1))
        self.after.clicked.connect(lambda *_: self.turned.emit(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(kit.look.px(2))
        column.addWidget(self.line)
        column.addWidget(LinkRow(kit.look, self, self.before, self.after))
        self.hide()

    def refresh(self) -> None:
        """Say which rows are shown."""
        start, shown, count = self._stack.start, len(self._stack.order), self._stack.count
        number = QLocale().toString
        #: %1 and %2 are the places of rows, %3 is how many there are.
        words = self.tr("Rows %1 to %2 of %3 are shown.").replace("%1", number(start + 1))
        self.line.say(words.replace("%2", number(start + shown)).replace("%3", number(count)))
        show_if(self.before, shown=start > 0)
        show_if(self.after, shown=start + shown < count)
        show_if(self, shown=shown < count)

    def stops(self) -> list[QWidget]:
        """What Tab visits."""
        if is_away(self):
            return []
        return [each for each in (self.before, self.after) if not is_away(each)]
