"""Sets the blocks of a page as strips: what stands above what, how large, what stays together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from safeharbor.domain.page import (
    Big,
    Block,
    Heading,
    Image,
    Lines,
    Page,
    PageBreak,
    Paragraph,
    Table,
    Weeks,
)
from safeharbor.ui.paper.facts import fact_strip
from safeharbor.ui.paper.lines import SetWords, Strip, fill
from safeharbor.ui.paper.measures import Face, mm
from safeharbor.ui.paper.tables import TableSetter
from safeharbor.ui.paper.weeks import weeks_strips
from safeharbor.ui.pictures.ink import Painting

_MEASURE_MM: Final = 148.0
"""A line of text is no longer than this, whatever the paper."""
_BLOCK_MM: Final = 8.5
_TITLE_MM: Final = 9.0
_GROUP_MM: Final = 5.0
_LETTER_MM: Final = 5.0
_LABEL_MM: Final = 1.6
_FAR_LABEL_MM: Final = 3.0
"""From a label down to what is larger than text."""
_RULE_MM: Final = (15.0, 0.5)
_AFTER_BIG_MM: Final = 9.5
_MARK_MM: Final = 7.5
_BOX_MM: Final = 4.2
_PEN_MM: Final = 0.3
_ITEM_MM: Final = 1.8
_BIG_SHARE: Final = 0.42
"""How much of a page the large words may fill before they get smaller."""
_IMAGE_SHARE: Final = 0.9
_GROUP_LEVEL: Final = 3

Draws = Mapping[str, Callable[[float, float], Painting]]
"""By the id of a picture what paints it, given a width in dots and the scale."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the blocks of one page.

    Attributes:
        width, room: of the part of the paper that is printed on, in dots.
        scale: of type and of what belongs to it.
        air: of the room between blocks.
        pictures: see ``Draws``.
        back: whether lines begin on the right.
        numbers: whether numbers to ring stand out among other words of a list.
    """

    width: float
    room: float
    scale: float
    air: float
    pictures: Draws
    back: bool
    numbers: bool = False

    def strips(self, page: Page) -> list[Strip]:
        """Everything on the page, from its top."""
        found = self._title(page.title) if page.title else []
        gap = self._gap(_LETTER_MM if page.letter else _BLOCK_MM)
        blocks, at, new_page = page.blocks, 0, False
        before = gap
        while at < len(blocks):
            block = blocks[at]
            if isinstance(block, PageBreak):
                new_page, before, at = True, gap, at + 1
                continue
            pairs = facts_at(blocks, at)
            facts = fact_strip(pairs, self.width, self.scale, back=self.back)
            if facts is not None:
                strips, used = [facts.strip], 2 * facts.used
                following = gap
            else:
                strips, used = self._block(blocks, at), 1
                following = self._after(block, blocks[at + 1 : at + 2]) or gap
            if strips:
                first = replace(strips[0], before=before, new_page=new_page)
                found += [first, *strips[1:]]
                before, new_page = following, False
            at += used
        return found

    def _after(self, block: Block, following: Sequence[Block]) -> float:
        """The room after a block, 0 for the usual."""
        if isinstance(block, Heading):
            text = following and isinstance(following[0], (Paragraph, Lines, Table))
            return self._mm(_LABEL_MM if text else _FAR_LABEL_MM)
        if following and isinstance(following[0], Heading) and following[0].level == _GROUP_LEVEL:
            return self._gap(_GROUP_MM)
        return 0.0

    def _block(self, blocks: Sequence[Block], at: int) -> list[Strip]:
        """The strips of a block, without the room above it."""
        match block := blocks[at]:
            case Heading():
                return self._heading(block, blocks[at + 1 : at + 2])
            case Big():
                return self._big(block, last=at + 1 == len(blocks))
            case Paragraph():
                return self._words(block.text, Face.BODY)
            case Lines():
                return self._lines(block)
            case Table():
                setter = TableSetter(self.width, self.scale, self.back, self._across)
                return setter.strips(block.table.head, block.table.rows)
            case Image():
                return self._image(block)
            case Weeks():
                return weeks_strips(block.names, self.width, self.scale, self._across)
            case PageBreak():
                return []

    def _title(self, text: str) -> list[Strip]:
        strips = self._words(text, Face.TITLE)
        return [replace(each, keep=True) for each in strips]

    def _heading(self, block: Heading, following: Sequence[Block]) -> list[Strip]:
        """A label, or larger words where smaller headings follow; never alone at a page's foot."""
        groups = bool(following) and isinstance(following[0], Heading)
        strips = self._words(block.text, Face.HEADING if groups else Face.LABEL)
        return [replace(each, keep=True) for each in strips]

    def _big(self, block: Big, *, last: bool) -> list[Strip]:
        for face in (Face.BIG, Face.LESS_BIG, Face.LEAST_BIG):
            words = self._set(block.text, face, self.width, even=True)
            if words.height <= self.room * _BIG_SHARE:
                break
        strips = words.strips()
        if last or not strips:
            return strips
        return [*strips[:-1], replace(strips[-1], keep=True), self._rule()]

    def _rule(self) -> Strip:
        """The short line under large words, with its room below."""
        wide, high = mm(_RULE_MM[0]), mm(_RULE_MM[1])

        def paint(painter: QPainter, left: float, top: float) -> None:
            fill(painter, QRectF(left + self._across(0, wide), top, wide, high))

        return Strip(high + self._gap(_AFTER_BIG_MM / 3), paint, self._gap(_AFTER_BIG_MM))

    def _lines(self, block: Lines) -> list[Strip]:
        found: list[Strip] = []
        marks = [self._mm(_MARK_MM)] * (block.boxes + block.numbered)
        inset = sum(marks)
        large = Face.NUMBER.font(self.scale) if self.numbers else None
        for number, item in enumerate(block.items, 1):
            words = self._set(item, Face.BODY, self._measure - inset, numbers=large)
            strips = words.strips(self._gap(_ITEM_MM) if found else 0.0, self._inset(words, inset))
            if strips and marks:
                said = f"{number}." if block.numbered else ""
                strips[0] = self._marked(strips[0], said, boxed=block.boxes)
            found += strips
        return found

    def _marked(self, strip: Strip, number: str, *, boxed: bool) -> Strip:
        """The first line of an item with a box to tick and its number before it."""
        line = Face.BODY.line(self.scale)
        words = self._set(number, Face.BODY, self._mm(_MARK_MM))
        box, step = self._mm(_BOX_MM), self._mm(_MARK_MM) if boxed else 0.0

        def paint(painter: QPainter, left: float, top: float) -> None:
            if boxed:
                x = left + self._across(0, box)
                _paint_box(painter, QRectF(x, top + (line - box) / 2, box, box))
            words.paint(painter, left + self._across(step, words.width), top)
            strip.paint(painter, left, top)

        return replace(strip, paint=paint)

    def _image(self, block: Image) -> list[Strip]:
        draw = self.pictures.get(block.picture)
        if draw is None:
            return []
        painting = draw(self.width, self.scale)
        # A picture is never cut: a very high one gets smaller as a whole.
        shrunk = min(self.room * _IMAGE_SHARE / max(painting.height, 1.0), 1.0)

        def paint(painter: QPainter, left: float, top: float) -> None:
            painter.save()
            painter.translate(left, top)
            painter.scale(shrunk, shrunk)
            painting.paint(painter, 0.0, 0.0)
            painter.restore()

        return [Strip(painting.height * shrunk, paint)]

    def _words(self, text: str, face: Face) -> list[Strip]:
        words = self._set(text, face, self._measure)
        return words.strips(0.0, self._inset(words, 0.0))

    def _inset(self, words: SetWords, begin: float) -> float:
        """How far from the left edge words stand that begin some way into the line."""
        return self._across(begin, words.width)

    def _set(
        self,
        text: str,
        face: Face,
        width: float,
        *,
        even: bool = False,
        numbers: QFont | None = None,
    ) -> SetWords:
        font, line = face.font(self.scale), face.line(self.scale)
        return SetWords(text, font, width, line, back=self.back, even=even, numbers=numbers)

    @property
    def _measure(self) -> float:
        return min(self.width, mm(_MEASURE_MM))

    def _mm(self, length: float) -> float:
        return mm(length) * self.scale

    def _gap(self, length: float) -> float:
        return mm(length) * self.air

    def _across(self, x: float, width: float) -> float:
        return self.width - x - width if self.back else x


def facts_at(blocks: Sequence[Block], at: int) -> list[tuple[str, str]]:
    """Labels with one paragraph each, as many as follow each other from ``at`` on."""
    found = []
    while at + 1 < len(blocks):
        label, said = blocks[at], blocks[at + 1]
        after = blocks[at + 2] if at + 2 < len(blocks) else None
        alone = after is None or isinstance(after, (Heading, PageBreak))
        if not (isinstance(label, Heading) and isinstance(said, Paragraph) and alone):
            break
        found.append((label.text, said.text))
        at += 2
    return found


def _paint_box(painter: QPainter, place: QRectF) -> None:
    pen = mm(_PEN_MM)
    fill(painter, QRectF(place.left(), place.top(), place.width(), pen))
    fill(painter, QRectF(place.left(), place.bottom() - pen, place.width(), pen))
    fill(painter, QRectF(place.left(), place.top(), pen, place.height()))
    fill(painter, QRectF(place.right() - pen, place.top(), pen, place.height()))
