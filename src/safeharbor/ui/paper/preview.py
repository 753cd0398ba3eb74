"""What will be printed, seen before it is: the pocket card in its real size, and whole pages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QSizePolicy, QWidget

from safeharbor.ui.mirror import leading
from safeharbor.ui.paper.card import HEIGHT_MM, WIDTH_MM, PocketCard
from safeharbor.ui.paper.lines import SetWords
from safeharbor.ui.paper.measures import DOTS, Face, mm
from safeharbor.ui.paper.painter import WHITE, PaperLayout
from safeharbor.ui.theme import Look, Scheme, Type

_ROUND_MM: Final = 3.0
_MM_PER_INCH: Final = 25.4
_SHADOW: Final = (24, 8, 26)
"""Blur, offset and alpha."""
_BETWEEN: Final = 16
_PAD_MM: Final = 6.5
_PAD: Final = 32
_QUIET: Final = 0.75
_LEAST: Final = 160
_USUAL: Final = 480
_DARK: Final = frozenset({Scheme.DARK, Scheme.HC_DARK})


def paper_colors(look: Look) -> tuple[QColor, QColor]:
    """Ink and ground of paper on the screen: in the dark it does not glare."""
    if look.scheme in _DARK:
        return look.color("bg"), look.color("text")
    return look.color("text"), QColor(WHITE)


class CardPreview(QWidget):
    """The pocket card as it will be cut out, in its real size where there is room for it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._card = PocketCard("")
        self._empty = True
        self._shadow = QGraphicsDropShadowEffect(self)
        self.setGraphicsEffect(self._shadow)
        self.setAccessibleName(self.tr("Pocket card, real size"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._dress)
        self._dress()

    def say(self, text: str) -> None:
        """Show a card with these words."""
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._card = PocketCard(text, back=back)
        self._empty = not text.strip()
        self.setAccessibleDescription(self._waiting() if self._empty else text)
        self.updateGeometry()
        self.update()

    @property
    def folded(self) -> bool:
        """Whether it is two cards high, to be folded once."""
        return self._card.folded

    def sizeHint(self) -> QSize:
        """85 by 54 millimetres of this screen, or twice as high."""
        width = round(WIDTH_MM / _MM_PER_INCH * self.logicalDpiX())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It gets smaller as a whole where there is no room."""
        return QSize(self._look.px(_LEAST), 0)

    def hasHeightForWidth(self) -> bool:
        """It keeps its form."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as a card so wide, but never larger than life."""
        real = WIDTH_MM / _MM_PER_INCH * self.logicalDpiX()
        return round(min(width, real) * self._card.height_mm / WIDTH_MM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card on its paper."""
        ink, ground = paper_colors(self._look)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        real = DOTS / self.logicalDpiX()
        scale = min(self.width() / mm(WIDTH_MM), 1 / real)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width() - mm(WIDTH_MM) * scale, 0)
        painter.scale(scale, scale)
        edge = 1 / scale if self._look.high_contrast else 0.0
        line = QPen(self._look.color("border"), edge) if edge else QPen(Qt.PenStyle.NoPen)
        painter.setPen(line)
        painter.setBrush(ground)
        place = QRectF(0, 0, mm(WIDTH_MM), mm(self._card.height_mm))
        half = edge / 2
        place.adjust(half, half, -half, -half)
        painter.drawRoundedRect(place, mm(_ROUND_MM), mm(_ROUND_MM))
        painter.setPen(ink)
        if self._card.folded:
            painter.drawLine(0, round(mm(HEIGHT_MM)), round(place.right()), round(mm(HEIGHT_MM)))
        if self._empty:
            self._paint_waiting(painter)
        else:
            self._card.paint(painter, 0, 0, edge=False)

    def _paint_waiting(self, painter: QPainter) -> None:
        """Say on an empty card what will stand there."""
        pad = mm(_PAD_MM)
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        font, line = Face.BODY.font(), Face.BODY.line()
        room = mm(WIDTH_MM) - 2 * pad
        words = SetWords(self._waiting(), font, room, line, back=back, even=True)
        ink, _ = paper_colors(self._look)
        ink.setAlphaF(1.0 if self._look.high_contrast else _QUIET)
        painter.setPen(ink)
        words.paint(painter, pad, pad)

    def _waiting(self) -> str:
        #: Stands on the picture of a card as long as nothing is on it.
        return self.tr("What you write for it stands here.")

    def _dress(self) -> None:
        """A soft shadow where there is light; elsewhere none."""
        blur, below, alpha = _SHADOW
        self._shadow.setBlurRadius(self._look.px(blur))
        self._shadow.setOffset(0, self._look.px(below))
        self._shadow.setColor(QColor(0, 0, 0, alpha))
        self._shadow.setEnabled(self._look.scheme is Scheme.LIGHT)
        self.update()


class PagePreview(QWidget):
    """All pages below each other, as wide as there is room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._layout: PaperLayout | None = None
        self._waiting = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("How it will look on paper"))

    def show_layout(self, layout: PaperLayout | None, waiting: str = "") -> None:
        """Show this one, best made with ``paper_colors``; ``waiting`` stands on a bare page."""
        self._layout = layout
        self._waiting = waiting if layout else ""
        pages = str(layout.count) if layout else "0"
        #: Read out for the picture of what will be printed.
        said = self.tr("Pages: %1").replace("%1", pages)
        self.setAccessibleDescription(self._waiting or said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        width = self._look.px(_USUAL)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It gets smaller as a whole."""
        return QSize(self._look.px(_LEAST), 0)

    def hasHeightForWidth(self) -> bool:
        """Paper keeps its form."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Pixels for all pages."""
        if self._layout is None:
            return 0
        leaf, count = self._layout.leaf, self._layout.count
        return round(width * leaf.height / leaf.width * count) + self._gap * (count - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that are in sight."""
        if self._layout is None:
            return
        leaf = self._layout.leaf
        scale = self.width() / leaf.width
        high = leaf.height * scale
        painter = QPainter(self)
        for number in range(self._layout.count):
            top = number * (high + self._gap)
            place = QRectF(0, top, self.width(), high)
            if not place.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(place, self._layout.ground)
            painter.setPen(QPen(self._look.color("rule"), 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.save()
            painter.translate(0, top)
            painter.scale(scale, scale)
            self._layout.paint(painter, number)
            painter.restore()
        if self._waiting:
            self._paint_waiting(painter)

    def _paint_waiting(self, painter: QPainter) -> None:
        """Say on a bare page what will stand there, in letters of the screen."""
        ink, _ = paper_colors(self._look)
        ink.setAlphaF(1.0 if self._look.high_contrast else _QUIET)
        painter.setPen(ink)
        painter.setFont(self._look.font(Type.BODY))
        pad = self._look.px(_PAD)
        place = QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)
        flags = int(Qt.TextFlag.TextWordWrap) | leading(self.layoutDirection()).value
        painter.drawText(place, flags | Qt.AlignmentFlag.AlignTop.value, self._waiting)

    @property
    def _gap(self) -> int:
        return self._look.px(_BETWEEN)
