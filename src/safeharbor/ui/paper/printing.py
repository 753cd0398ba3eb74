"""Prints a layout: asks for a printer, then lays the page out on the paper that lies in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, Qt, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPainter

from safeharbor.ui.paper.measures import DOTS, Leaf
from safeharbor.ui.paper.painter import PaperLayout
from safeharbor.ui.paper.pdf import page_size, paper_title

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QWidget

LayOut = Callable[[Leaf], PaperLayout]
"""Lays a page out on a size of paper."""


class PagePrinter(QObject):
    """One dialog at a time, which goes away with ``close``."""

    printed = Signal()
    """The pages were handed to the printer."""
    failed = Signal()
    """The printer took nothing."""

    def __init__(self, parent: QWidget) -> None:
        """Dialogs stand over ``parent``."""
        super().__init__(parent)
        self._over = parent
        self.dialog: QPrintDialog | None = None

    def ask(self, lay_out: LayOut, leaf: Leaf, *, copies: int = 1) -> None:
        """Ask for a printer, beginning with ``leaf`` and so many copies; then print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self.close()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(paper_title())
        printer.setCreator(" ")
        printer.setPageSize(page_size(leaf))
        printer.setCopyCount(copies)
        dialog = self.dialog = QPrintDialog(printer, self._over)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, on=False)
        dialog.accepted.connect(lambda: self._print(printer, lay_out))
        dialog.finished.connect(self.close)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def close(self) -> None:
        """Take the dialog away; nothing is printed."""
        if self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            dialog.close()
            dialog.deleteLater()

    def _print(self, printer: QPrinter, lay_out: LayOut) -> None:
        first, last = printer.fromPage(), printer.toPage()
        (self.printed if print_on(printer, lay_out, first, last) else self.failed).emit()


def print_on(device: QPagedPaintDevice, lay_out: LayOut, first: int = 0, last: int = 0) -> bool:
    """Print on the paper that ``device`` has; whether it took anything.

    Args:
        device: a printer, or what writes like one.
        lay_out: see ``LayOut``.
        first: the first page, from 1; 0 for all pages.
        last: the last one.
    """
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    if hasattr(device, "setFullPage"):
        device.setFullPage(True)
    whole = device.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    layout = lay_out(Leaf(whole.width(), whole.height()))
    wanted = range(layout.count) if not first else range(first - 1, min(last, layout.count))
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.scale(device.logicalDpiX() / DOTS, device.logicalDpiY() / DOTS)
    for place, number in enumerate(wanted):
        if place:
            device.newPage()
        layout.paint(painter, number)
    return painter.end()
