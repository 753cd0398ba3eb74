"""Things to choose or to switch, each with what it means under it: boxes, plain options, ticks.

They are real radio buttons and check boxes, so that keys and screen readers know them; only the
painting is their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type

_DOT: Final = 22
_GAP: Final = 14
_BOX_SIDE: Final = 21
_BOX_TOP: Final = 21
_BARE_TOP: Final = 7
_LINES: Final = 2
_HIGHEST: Final = 10_000
_WIDTHS: Final = 8
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_RING_REASONS: Final = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    # A class of Qt takes no second one of its kind beside it.
    _Base = object


@dataclass(slots=True)
class _Face:
    """Measures and paints an option: the mark, its word, and what it means."""

    look: Look
    owner: QAbstractButton
    meaning: str
    boxed: bool
    label: Type
    small: Type
    ring: bool = False
    known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def height(self, width: int) -> int:
        """Pixels for a width, the free room included; layouts ask for it over and over."""
        said = (width, self.owner.text(), self.meaning, self.look.unit)
        if said not in self.known:
            words = self._words_height(width)
            least = self.look.px(_DOT)
            if len(self.known) >= _WIDTHS:
                self.known.clear()
            high = max(words, least) + 2 * self._top() + 2 * self.look.free_room
            self.known[said] = high
        return self.known[said]

    def words_place(self, rect: QRect) -> QRect:
        """Where the words stand."""
        px, room = self.look.px, self.look.free_room
        side = px(_BOX_SIDE) if self.boxed else 0
        left = room + side + px(_DOT) + px(_GAP)
        return rect.adjusted(left, room + self._top(), -room - side, -room - self._top())

    def mark_place(self, rect: QRect) -> QRect:
        """Where the dot or the tick stands: beside the first line."""
        px, room = self.look.px, self.look.free_room
        side = px(_BOX_SIDE) if self.boxed else 0
        line = QFontMetrics(self.look.font(self.label)).height()
        top = room + self._top() + (line - px(_DOT)) // 2
        return QRect(rect.left() + room + side, rect.top() + top, px(_DOT), px(_DOT))

    def paint_words(self, painter: QPainter, place: QRect) -> None:
        """Paint the word and what it means."""
        text = self.look.color("text" if self.owner.isEnabled() else "muted")
        painter.setFont(self.look.font(self.label))
        painter.setPen(text)
        aligned = int(_WRAP) | leading(self.owner.layoutDirection()).value
        painter.drawText(place, aligned, self.owner.text())
        if self.meaning:
            below = place.adjusted(0, self._label_height(place.width()), 0, 0)
            painter.setFont(self.look.font(self.small))
            painter.setPen(self.look.color("muted"))
            painter.drawText(below, aligned, self.meaning)

    def paint_box(self, painter: QPainter, rect: QRect) -> None:
        """Paint the ground and the edge of a large choice."""
        chosen = self.owner.isChecked()
        edge = 2 if chosen or self.look.high_contrast else 1
        painter.setPen(QPen(self.look.color("accent" if chosen else "border"), edge))
        over = self.owner.underMouse() and not chosen
        painter.setBrush(self.look.color("sunken" if over else "surface"))
        room, half = self.look.free_room, edge / 2
        body = QRectF(rect).adjusted(room + half, room + half, -room - half, -room - half)
        painter.drawRoundedRect(body, self.look.px(10), self.look.px(10))

    def paint_ring(self, painter: QPainter, rect: QRect) -> None:
        """Paint the focus ring for those who move by keys."""
        if self.ring and self.owner.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.color("focus"), 2))
            radius = self.look.px(13 if self.boxed else 8)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)

    def _top(self) -> int:
        return self.look.px(_BOX_TOP if self.boxed else _BARE_TOP)

    def _words_height(self, width: int) -> int:
        place = self.words_place(QRect(0, 0, width, _HIGHEST))
        height = self._label_height(place.width())
        if self.meaning:
            height += self._wrapped(self.small, self.meaning, place.width())
        return height

    def _label_height(self, width: int) -> int:
        gap = self.look.px(_LINES) if self.meaning else 0
        return self._wrapped(self.label, self.owner.text(), width) + gap

    def _wrapped(self, kind: Type, text: str, width: int) -> int:
        metrics = QFontMetrics(self.look.font(kind))
        return metrics.boundingRect(QRect(0, 0, width, _HIGHEST), int(_WRAP), text).height()


class _Explained(_Base):
    """A real button of Qt whose face is painted here; only the mark is left to its kind."""

    _look: Look
    _face: _Face

    def explain(self, meaning: str) -> None:
        """Say from now on that it means this."""
        self._face.meaning = meaning
        self.setAccessibleDescription(meaning)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words need."""
        return self._face.height(width)

    def sizeHint(self) -> QSize:
        """Room for a short line."""
        return QSize(self._look.px(320), self._face.height(self._look.px(320)))

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(self._look.px(160), self._look.px(32))

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._face.ring = event.reason() in _RING_REASONS
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, the mark, the words and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face, rect, direction = self._face, self.rect(), self.layoutDirection()
        if face.boxed:
            face.paint_box(painter, rect)
        self._paint_mark(painter, mirrored(direction, rect, face.mark_place(rect)))
        face.paint_words(painter, mirrored(direction, rect, face.words_place(rect)))
        face.paint_ring(painter, rect)

    def _paint_mark(self, painter: QPainter, place: QRect) -> None:
        raise NotImplementedError

    def _dress(self, look: Look, face: _Face) -> None:
        self._look = look
        self._face = face
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleDescription(face.meaning)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)


class Option(_Explained, QRadioButton):
    """One of several answers. ``boxed`` is the large form, for a page with one question."""

    def __init__(
        self, look: Look, parent: QWidget, word: str, meaning: str = "", *, boxed: bool = False
    ) -> None:
        super().__init__(word, parent)
        label, small = (Type.LABEL, Type.BODY) if boxed else (Type.BUTTON, Type.SMALL)
        self._dress(look, _Face(look, self, meaning, boxed, label, small))

    def _paint_mark(self, painter: QPainter, place: QRect) -> None:
        chosen = self.isChecked()
        edge = self._look.px(7) if chosen else 2 if self._look.high_contrast else 1
        painter.setPen(QPen(self._look.color("accent" if chosen else "border"), edge))
        painter.setBrush(self._look.color("surface"))
        half = edge / 2
        painter.drawEllipse(QRectF(place).adjusted(half, half, -half, -half))


class Tick(_Explained, QCheckBox):
    """Something to switch on or off, with what that means."""

    def __init__(
        self, look: Look, icons: Icons, parent: QWidget, word: str, meaning: str = ""
    ) -> None:
        super().__init__(word, parent)
        self._icons = icons
        self._dress(
            look, _Face(look, self, meaning, boxed=False, label=Type.BUTTON, small=Type.SMALL)
        )

    def _paint_mark(self, painter: QPainter, place: QRect) -> None:
        look, on = self._look, self.isChecked()
        edge = 2 if look.high_contrast else 1
        painter.setPen(QPen(look.color("accent" if on else "border"), edge))
        painter.setBrush(look.color("accent" if on else "surface"))
        half = edge / 2
        painter.drawRoundedRect(
            QRectF(place).adjusted(half, half, -half, -half), look.px(5), look.px(5)
        )
        if on:
            size = look.px(16)
            inner = QRect(0, 0, size, size)
            inner.moveCenter(place.center())
            tint, ratio = look.tokens.on_accent, self.devicePixelRatioF()
            painter.drawPixmap(inner, self._icons.pixmap("check", size, tint, ratio))
