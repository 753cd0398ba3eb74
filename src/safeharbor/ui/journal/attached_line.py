"""One quiet line of links to the worksheets that belong to an entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.filled import SheetSummary
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.flow import Flow

_GAP: Final = 8


class AttachedLine(QWidget):
    """Links to the sheets of one entry; it takes no room where there are none."""

    opened = Signal(object)
    """The UUID of the sheet to open."""
    changed = Signal()
    """Links came or went."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self.links: list[QuietButton] = []
        self._flow = Flow(self, gap=look.px(_GAP), row_gap=0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_sheets(self, sheets: Sequence[SheetSummary]) -> None:
        """Show links to these."""
        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [self._link(sheet) for sheet in sheets]
        self.setVisible(bool(self.links))
        self._flow.invalidate()
        self.updateGeometry()
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return list(self.links)

    def _link(self, sheet: SheetSummary) -> QuietButton:
        link = QuietButton(self._look, self._icons, self, color="accent", weight=500)
        words = sheet.title or sheet.sheet or self.tr("A worksheet")
        #: %1 is the name of a worksheet that belongs to an entry.
        name = self.tr("Attached worksheet: %1").replace("%1", words)
        link.dress(words, icon="file-text", name=name)
        link.setAccessibleIdentifier(f"entry.sheet.{sheet.id.hex}")
        link.clicked.connect(lambda: self.opened.emit(sheet.id))
        self._flow.addWidget(link)
        return link
