"""Lays a page out on paper, and paints its pages.

It shrinks the type within limits before it takes another page, and never cuts anything off. Where
even small type does not fit, the type stays large and there are more pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter

from safeharbor.domain.page import Page
from safeharbor.domain.pictures import PictureData
from safeharbor.ui.paper.card import WIDTH_MM, PocketCard
from safeharbor.ui.paper.lines import SetWords, Strip
from safeharbor.ui.paper.measures import A4, Face, Leaf, mm
from safeharbor.ui.paper.setting import Setter
from safeharbor.ui.pictures.draw import draw
from safeharbor.ui.pictures.ink import Painting, paper_ink

_FITS: Final = (
    (1.0, 1.0), (1.0, 0.75), (0.94, 0.65), (0.88, 0.6), (0.82, 0.55), (0.76, 0.5), (0.7, 0.45)
)  # fmt: skip
"""Type and the room between blocks, as shares of their usual size. Room goes first; body type goes
from 13 points down to 9, and no further."""
_HOPELESS: Final = 2.4
"""What is this many times too long at full size fits at no size."""
_BESIDE_CARD: Final = 0.82
"""The smallest type with which a page leaves room for the pocket card."""
_FOOT_MM: Final = 9.0
_CARD_MM: Final = 10.0

BLACK: Final = QColor(Qt.GlobalColor.black)
WHITE: Final = QColor(Qt.GlobalColor.white)


@dataclass(frozen=True, slots=True)
class _Placed:
    strip: Strip
    top: float


class PaperLayout:
    """Some pages of one size, ready to be painted as often as wanted."""

    def __init__(
        self,
        page: Page,
        leaf: Leaf = A4,
        *,
        pictures: Mapping[str, PictureData] | None = None,
        pocket: str = "",
        numbers: bool = False,
        ink: QColor = BLACK,
        ground: QColor = WHITE,
    ) -> None:
        """Lay everything out.

        Args:
            page: what stands on it.
            leaf: the paper.
            pictures: what the images of the page show, by id.
            pocket: the words of a pocket card at the foot of the last page, "" for none.
            numbers: whether numbers to ring stand out among other words of a list.
            ink: the colour of everything.
            ground: what lies behind; other than white where it is looked at on a dark screen.
        """
        self.leaf = leaf
        self._back = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._numbers = numbers
        self._ink = ink
        self.ground = ground
        self._date = page.date
        self._draws = {name: self._draw(data) for name, data in (pictures or {}).items()}
        self._width = leaf.width - 2 * leaf.margin
        self._room = leaf.height - 2 * leaf.margin - mm(_FOOT_MM)
        self._card = _card(pocket, self._width, back=self._back)
        self.scale = 1.0
        self._pages = self._fitted(page)

    @property
    def count(self) -> int:
        """How many pages there are; at least one."""
        return len(self._pages)

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint page ``number``, from 0, onto a painter in dots whose origin is the paper's."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ink)
        margin = self.leaf.margin
        for placed in self._pages[number]:
            painter.setPen(self._ink)
            placed.strip.paint(painter, margin, margin + placed.top)
        painter.setPen(self._ink)
        self._paint_foot(painter, number)
        painter.restore()

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        """The date, and which page it is where there are several."""
        said = [self._date] if self._date else []
        if self.count > 1:
            #: At the foot of a printed page: which it is, and of how many.
            words = QCoreApplication.translate("paper", "%1 of %2")
            said.insert(0, words.replace("%1", str(number + 1)).replace("%2", str(self.count)))
        line = Face.SMALL.line()
        text = "   ".join(said)
        # At the end of the line, where languages have it.
        foot = SetWords(text, Face.SMALL.font(), self._width, line, back=not self._back)
        foot.paint(painter, self.leaf.margin, self.leaf.height - self.leaf.margin - line)

    def _fitted(self, page: Page) -> list[list[_Placed]]:
        full = self._strips(page, _FITS[0])
        wanted = page.pages
        usual = _composed(full, self._room, self._card)
        long = sum(strip.before + strip.height for strip in full)
        if not wanted or len(usual) <= wanted or long > _HOPELESS * wanted * self._room:
            return usual
        known = {_FITS[0]: full}
        own = _composed((), self._room, self._card) if self._card else []
        # For the card alone nobody has to read very small type: it gets a page of its own.
        tries = [(fit, self._card) for fit in _FITS if fit[0] >= _BESIDE_CARD or not own]
        for fit, card in tries + [(fit, None) for fit in _FITS if own]:
            if fit not in known:
                known[fit] = self._strips(page, fit)
            pages = _composed(known[fit], self._room, card)
            if len(pages) <= wanted:
                self.scale = fit[0]
                return pages if card is self._card else pages + own
        return usual

    def _strips(self, page: Page, fit: tuple[float, float]) -> list[Strip]:
        width, room = self._width, self._room
        return Setter(width, room, *fit, self._draws, self._back, self._numbers).strips(page)

    def _draw(self, data: PictureData) -> Callable[[float, float], Painting]:
        def made(width: float, scale: float) -> Painting:
            return draw(data, paper_ink(self._ink, self.ground, scale), width)

        return made


def _composed(strips: Sequence[Strip], room: float, foot: Strip | None) -> list[list[_Placed]]:
    """Strips on pages: what belongs together stays so unless it is higher than a page."""
    pages: list[list[_Placed]] = [[]]
    y = 0.0
    at = 0
    while at < len(strips):
        end = at
        while strips[end].keep and end + 1 < len(strips):
            end += 1
        chain = strips[at : end + 1]
        together = _height(chain, y)
        if y and (chain[0].new_page or (y + together > room and _height(chain, 0.0) <= room)):
            pages.append([])
            y = _again(chain[0], pages[-1])
        for strip in chain:
            before = strip.before if y else 0.0
            if y and y + before + strip.height > room:
                pages.append([])
                y, before = _again(strip, pages[-1]), 0.0
            pages[-1].append(_Placed(strip, y + before))
            y += before + strip.height
        at = end + 1
    if foot is not None:
        if y and y + foot.before + foot.height > room:
            pages.append([])
        # On a page of its own it stands at the top.
        pages[-1].append(_Placed(foot, room - foot.height if pages[-1] else 0.0))
    return pages


def _height(chain: Sequence[Strip], y: float) -> float:
    first = chain[0].before if y else 0.0
    return first + chain[0].height + sum(strip.before + strip.height for strip in chain[1:])


def _again(strip: Strip, page: list[_Placed]) -> float:
    """Say the head of a table again at the top of a page; returns where it ends."""
    if strip.head is None:
        return 0.0
    page.append(_Placed(strip.head, 0.0))
    return strip.head.height


def _card(pocket: str, width: float, *, back: bool) -> Strip | None:
    if not pocket.strip():
        return None
    card = PocketCard(pocket, back=back)
    wide, high, gap = mm(WIDTH_MM), mm(card.height_mm), mm(8)
    hint = SetWords(
        card_hint(folded=card.folded),
        Face.SMALL.font(),
        max(width - wide - gap, mm(20)),
        Face.SMALL.line(),
        back=back,
    )

    def paint(painter: QPainter, left: float, top: float) -> None:
        card.paint(painter, left + (width - wide if back else 0.0), top)
        x = left if back else left + wide + gap
        hint.paint(painter, x, top + high - hint.height)

    return Strip(high, paint, mm(_CARD_MM))


def card_hint(*, folded: bool) -> str:
    """What stands beside a card that is to be cut out."""
    if folded:
        return QCoreApplication.translate(
            "paper", "Cut along the dashes and fold it once.\nThen it fits a wallet: 85 by 54 mm."
        )
    return QCoreApplication.translate(
        "paper", "Cut along the dashes.\nIt fits a wallet: 85 by 54 mm."
    )
