"""Words that are opened by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.announce import announce
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.notes import Passage
from safeharbor.ui.widgets.wrapping import WrappingLink, WrappingRow


class Fold(QWidget):
    """A link with the name of a passage; it opens and closes the passage below it."""

    sight = Signal(object)
    """There is more to be seen; carries the widget."""

    def __init__(self, kit: Kit, title: str, words: str, parent: QWidget) -> None:
        """Folded up."""
        super().__init__(parent)
        self._title = title
        self.turn = WrappingLink(kit.look, kit.icons, self, title.rstrip("."))
        self.turn.clicked.connect(self._turn)
        self.passage = Passage(kit.look, words, self)
        self.passage.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(kit.look.px(2))
        column.addWidget(WrappingRow(kit.look, self, self.turn))
        column.addWidget(self.passage)
        self._tell()

    def stops(self) -> list[QWidget]:
        """What Tab visits."""
        return [self.turn]

    def _turn(self) -> None:
        opening = self.passage.isHidden()
        self.passage.setVisible(opening)
        self._tell()
        if opening:
            announce(self, self.passage.line.words)
            self.sight.emit(self)

    def _tell(self) -> None:
        """Let the name say whether it is open."""
        #: Read out for a link that opens and closes a passage below it; %1 is its title.
        closed, opened = self.tr("%1 Closed"), self.tr("%1 Open")
        words = closed if self.passage.isHidden() else opened
        self.turn.setAccessibleName(words.replace("%1", self._title))
