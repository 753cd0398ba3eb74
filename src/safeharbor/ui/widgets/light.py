"""What all pictures of a breath have in common: what they paint, and how little of it is new.

A picture paints what its source says at the moment of painting and keeps no time of its own. It
is painted many times a second, so what stays the same is painted once and kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from safeharbor.ui.theme import Look, Type, mixed

_LEAST_PX = 13
_UPRIGHT: Final = 260
"""The least height in which there is room for the usual gap; in pixels of the drawings."""
_GAP: Final = 20
_WORD_HIGH: Final = 48
_WORD_WIDE: Final = 0.9
"""How much of the width a word below the light may take."""
_WORD_SIZE: Final = 0.75
"""The size of such a word as a share of the height it has."""


class LightState(NamedTuple):
    """What to paint.

    Attributes:
        fullness: how far the light is open, 0 to 1.
        word: what stands beside or in it.
        seconds: of practice so far, for what moves along with the breath.
    """

    fullness: float
    word: str
    seconds: float = 0.0


class Light(QWidget):
    """A picture of the breath."""

    def __init__(
        self,
        look: Look,
        source: Callable[[], LightState],
        words: Sequence[str],
        parent: QWidget,
    ) -> None:
        """Paint what ``source`` answers each time; ``words`` are all that may stand in it."""
        super().__init__(parent)
        self._aside = False
        self._look = look
        self._source = source
        self._words = tuple(words)
        self._kept: dict[str, QPixmap] = {}
        self._kept_for: tuple[int, int, float] | None = None
        self._rooms: dict[str, QRect] = {}
        self._font: tuple[tuple[int, float], QFont] | None = None
        self._shades: dict[tuple[str, float], QColor] = {}
        self._shown: LightState | None = None
        self._asked = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.changed.connect(self._forget)

    def show_small(self, *, small: bool) -> None:
        """Only show how a breath goes, beside other things: its word is no more than a label."""
        self._aside = small
        self._forget()

    def refresh(self) -> None:
        """Paint anew what looks different from what is shown, if anything does."""
        self._asked = self.rect()
        if self._shown is not None:
            now = self._source()
            if not self._moved(now, self._shown):
                return
            if now.word == self._shown.word:
                self._asked = self._touched(now, self._shown)
        self.update(self._asked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the picture on it."""
        now = (self.width(), self.height(), self.devicePixelRatioF())
        if now != self._kept_for:
            self._kept, self._rooms, self._kept_for = {}, {}, now
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, room = self._source(), event.rect()
        # Where only a part was painted for another reason, the rest is of a moment before.
        one = event.region().rectCount() == 1
        whole = self._asked.isNull() or (one and room.contains(self._asked))
        self._shown = state if whole else None
        self._paint_ground(painter, room)
        self.paint(painter, state)

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint ``state``."""
        raise NotImplementedError

    def _paint_ground(self, painter: QPainter, room: QRect) -> None:
        """Paint all of ``room``, below everything else."""
        painter.fillRect(room, self._shade("bg"))

    def _moved(self, now: LightState, shown: LightState) -> bool:
        """Whether ``now`` looks different from what is ``shown``."""
        return now[:2] != shown[:2]

    def _touched(self, _now: LightState, _shown: LightState) -> QRect:
        """Where it does."""
        return self.rect()

    def _keep(
        self,
        name: str,
        make: Callable[[QPainter], None],
        *,
        room: QRect | None = None,
        solid: bool = False,
    ) -> QPixmap:
        """A part of the picture that stays the same until it is resized.

        Args:
            name: of the part.
            make: paints it, where it stands in the picture.
            room: all that it takes, None for the whole picture.
            solid: whether it covers all that is below it, which is quicker to paint with.
        """
        if name not in self._kept:
            self._kept[name] = self._made(make, room or self.rect(), solid=solid)
        return self._kept[name]

    def _made(self, make: Callable[[QPainter], None], room: QRect, *, solid: bool) -> QPixmap:
        # Finer than a screen, so that a slow shade has no stripes.
        form, dots = QImage.Format, self.devicePixelRatioF()
        fine = form.Format_RGBX64 if solid else form.Format_RGBA64_Premultiplied
        part = QImage(room.size() * dots, fine)
        part.setDevicePixelRatio(dots)
        part.fill(self._shade("bg") if solid else Qt.GlobalColor.transparent)
        painter = QPainter(part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-room.topLeft())
        make(painter)
        painter.end()
        return QPixmap.fromImage(part)

    @staticmethod
    def _draw(painter: QPainter, part: QPixmap, place: QRectF) -> None:
        """Draw what a kept part of the whole picture has at ``place``."""
        dots = part.devicePixelRatio()
        painter.drawPixmap(place, part, QRectF(place.topLeft() * dots, place.size() * dots))

    def _draw_word(self, painter: QPainter, word: str, at: QRectF, font: QFont, ink: str) -> None:
        """Draw ``word`` in the middle of ``at``: to set it anew each time takes too long."""
        if not word:
            return
        middle = Qt.AlignmentFlag.AlignCenter
        if word not in self._rooms:
            room = QFontMetrics(font).boundingRect(at.toAlignedRect(), middle, word)
            self._rooms[word] = room.adjusted(-2, -2, 2, 2)
        room = self._rooms[word]

        def make(words: QPainter) -> None:
            words.setFont(font)
            words.setPen(self._shade(ink))
            words.drawText(at, middle, word)

        painter.drawPixmap(room.topLeft(), self._keep(f"word {word}", make, room=room))

    @property
    def _upright(self) -> bool:
        return self.height() >= self._look.px(_UPRIGHT)

    @property
    def _gap(self) -> int:
        """What is free between the light and a word below it."""
        return self._look.px(_GAP) if self._upright else self._look.px(_GAP) // 2

    @property
    def _word_high(self) -> int:
        """What a word below the light takes."""
        return min(self._look.px(_WORD_HIGH), self.height() // 3)

    def _font_below(self) -> QFont:
        """The font of a word below the light."""
        return self._word_font(self.width() * _WORD_WIDE, self._word_high * _WORD_SIZE)

    def _shade(self, name: str, share: float = 1.0) -> QColor:
        """The colour ``name``, or as much of it as ``share`` says on the ground."""
        if (name, share) not in self._shades:
            tokens = self._look.tokens
            self._shades[name, share] = mixed(tokens.bg, getattr(tokens, name), share)
        return self._shades[name, share]

    def _word_font(self, width: float, most: float = math.inf) -> QFont:
        """The largest font in which every word fits into ``width``, the usual one at most.

        Args:
            width: the room that there is.
            most: the largest size in pixels, even if it has to be below what is read easily.
        """
        room = (int(width), most)
        if self._font is None or self._font[0] != room:
            font = self._look.font(Type.WORD)
            measured = QFontMetrics(font)
            widest = max((measured.horizontalAdvance(word) for word in self._words), default=1)
            size = min(font.pixelSize(), int(font.pixelSize() * room[0] / widest))
            size = max(size, self._look.px(_LEAST_PX))
            font.setPixelSize(max(int(min(size, most)), 1))
            self._font = (room, font)
        return self._font[1]

    def _forget(self) -> None:
        self._kept_for = self._font = self._shown = None
        self._shades.clear()
        self.update()
