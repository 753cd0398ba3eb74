"""The page with the recovery code, painted for a printer.

It draws in tenths of a millimetre, in black on white, and names the program nowhere. Nothing is
written to a file of its own; what a printer keeps in its memory is beyond it, and is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPaintDevice, QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QWidget

    from safeharbor.services.shown import CreatedVault

_WIDTH: Final = 1240.0
"""The width of what is printed: that of an A5 page without its margins."""
_HEIGHT: Final = 1860.0
_SQUARE: Final = 520.0
_BORDER: Final = 4
"""White modules around the square, without which no camera reads it."""
_COLUMNS: Final = 5
_CELL: Final = 130.0
_LINE: Final = 95.0
_TENTHS_PER_INCH: Final = 254.0
_POINT: Final = _TENTHS_PER_INCH / 72


@dataclass(frozen=True, slots=True)
class KitWords:
    """The words of the page; none names the program."""

    title: str
    lead: str
    code: str
    made: str
    place: str
    square: str
    care: str


def kit_words() -> KitWords:
    """The words in the language of the window."""

    def say(text: str) -> str:
        return QCoreApplication.translate("kit", text)

    return KitWords(
        title=say("A page to keep"),
        lead=say(
            "This page opens what you keep private. Keep it where only you look, and away from "
            "the computer."
        ),
        code=say("Code"),
        #: %1 is a date.
        made=say("Made on %1"),
        place=say("What it is for, and where I keep it"),
        square=say("This square helps if files were lost. The code above is needed with it."),
        care=say("Please do not photograph this page if somebody shares your photos."),
    )


def paint_kit(device: QPaintDevice, made: CreatedVault) -> None:
    """Paint the page for ``made`` on a printer or into a PDF, one page long."""
    painter = QPainter(device)
    scale = device.logicalDpiX() / _TENTHS_PER_INCH
    wide = device.width() / scale / _WIDTH
    high = device.height() / scale / _HEIGHT
    # On paper larger than A5 it stays as it is; on smaller paper it shrinks as a whole.
    scale *= min(wide, high, 1.0)
    painter.scale(scale, scale)
    _Page(painter, kit_words()).paint(made)
    painter.end()


class _Page:
    """The page from the top down; ``y`` is where the next thing begins."""

    def __init__(self, painter: QPainter, words: KitWords) -> None:
        self._painter = painter
        self._words = words
        self._y = 0.0

    def paint(self, made: CreatedVault) -> None:
        words = self._words
        self._painter.setPen(QPen(QColor(Qt.GlobalColor.black), 3))
        self._text(words.title, 16, after=30)
        self._text(words.lead, 10, after=40)
        self._text(words.code, 10, weight=600, after=10)
        self._code(made.groups)
        day = QDate(made.made_on.year, made.made_on.month, made.made_on.day)
        date = QLocale().toString(day, QLocale.FormatType.LongFormat)
        self._text(words.made.replace("%1", date), 10, after=40)
        self._text(words.place, 10, after=0)
        for _ in range(2):
            self._y += _LINE
            self._painter.drawLine(0, round(self._y), round(_WIDTH), round(self._y))
        self._y += 40
        self._text(words.care, 10, after=40)
        self._square(made.kit_square)

    def _text(self, text: str, points: float, *, after: float, weight: int = 400) -> None:
        self._y += self._write(text, points, QRectF(0, self._y, _WIDTH, _HEIGHT), weight) + after

    def _write(self, text: str, points: float, room: QRectF, weight: int = 400) -> float:
        font = QFont()
        font.setPixelSize(round(points * _POINT))
        font.setWeight(QFont.Weight(weight))
        self._painter.setFont(font)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading)
        used = self._painter.boundingRect(room, flags, text)
        self._painter.drawText(used, flags, text)
        return float(used.height())

    def _code(self, groups: Sequence[str]) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(round(14 * _POINT))
        small = QFont()
        small.setPixelSize(round(7 * _POINT))
        width = _WIDTH / _COLUMNS
        for index, group in enumerate(groups):
            row, column = divmod(index, _COLUMNS)
            cell = QRectF(column * width, self._y + row * _CELL, width, _CELL)
            self._painter.drawRect(cell)
            self._painter.setFont(small)
            top = cell.adjusted(0, 10, 0, 0)
            centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self._painter.drawText(top, centre, str(index + 1))
            self._painter.setFont(fixed)
            low = cell.adjusted(0, 0, 0, -14)
            centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            self._painter.drawText(low, centre, group)
        self._y += _CELL * -(-len(groups) // _COLUMNS) + 30

    def _square(self, rows: Sequence[Sequence[bool]]) -> None:
        module = _SQUARE / (len(rows) + 2 * _BORDER)
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        edge = _BORDER * module
        for row, modules in enumerate(rows):
            for column, dark in enumerate(modules):
                if dark:
                    place = QRectF(
                        edge + column * module, self._y + edge + row * module, module, module
                    )
                    # A hair wider, so that no seam shows between two modules.
                    self._painter.fillRect(place.adjusted(0, 0, 0.5, 0.5), Qt.GlobalColor.black)
        self._painter.restore()
        beside = QRectF(_SQUARE + 20, self._y + edge, _WIDTH - _SQUARE - 20, _SQUARE)
        self._write(self._words.square, 10, beside)


class KitPrinter(QObject):
    """Asks for a printer and prints the page; the dialog goes away with ``close``."""

    printed = Signal()
    """The page was handed to the printer."""

    def __init__(self, parent: QWidget) -> None:
        """Dialogs stand over ``parent``."""
        super().__init__(parent)
        self._over = parent
        self._dialog: QPrintDialog | None = None

    def ask(self, made: CreatedVault) -> None:
        """Ask for a printer; the page follows when one was chosen."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self.close()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(kit_words().title)
        printer.setCreator(" ")
        dialog = self._dialog = QPrintDialog(printer, self._over)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
        dialog.accepted.connect(lambda: self._print(printer, made))
        dialog.finished.connect(self.close)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def close(self) -> None:
        """Take the dialog away; nothing is printed."""
        if self._dialog is not None:
            dialog, self._dialog = self._dialog, None
            dialog.close()
            dialog.deleteLater()

    def _print(self, printer: QPrinter, made: CreatedVault) -> None:
        paint_kit(printer, made)
        self.printed.emit()
