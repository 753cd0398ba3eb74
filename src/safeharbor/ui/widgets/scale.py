"""A scale from 0 to 10, perhaps with a cell for "can't tell".

No answer is not 0, and what was chosen is taken back by choosing it again.
"""

from __future__ import annotations

import enum
from functools import reduce
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from safeharbor.domain.sheet import STRONGEST
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type

Point = int | str
"""A number from 0 to 10, or what stands for "can't tell"."""

_GAP: Final = 4
_ROW_GAP: Final = 8
_ENDS_GAP: Final = 2
_END_HIGH: Final = 20
_BESIDE: Final = 10
"""Between the numbers and the cell for "can't tell" beside them."""
_SIDE: Final = 16
INSET: Final = 3
"""Free room around what is visible of a cell, for its focus ring."""
_FIRST: Final = 5
"""Where Tab goes while nothing is chosen: in the middle, so that no end is nearer."""
_LED: Final = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
"""Somebody moved to one cell by keys."""
_AS_BEFORE: Final = frozenset(
    {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
)
"""The keys are back where they were."""


class CellSize(NamedTuple):
    """How large a cell is, its free room included: from ``least`` to ``most`` wide."""

    least: int = 40
    most: int = 55
    high: int = 46


LARGE: Final = CellSize(44, 44, 44)
"""For shaking hands."""
SMALL: Final = CellSize(34, 55, 42)
"""For the rows of a form."""


class Unsure(NamedTuple):
    """The cell of somebody who cannot say a number: its words, and what stands for it."""

    words: str
    value: Point


class Scale(QWidget):
    """Eleven cells and perhaps one more. One tab stop; arrows move, Delete takes back.

    Number keys choose; 1 and then 0 is 10. Without an answer ``value`` is None.
    """

    chosen = Signal(object)
    """What was chosen by hand, or None when it was taken back."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        name: str,
        *,
        unsure: Unsure | None = None,
        ends: tuple[str, str] = ("", ""),
        size: CellSize = LARGE,
    ) -> None:
        """A scale without an answer.

        Args:
            look: what to paint from.
            parent: the widget it stands in.
            name: what is asked, for a screen reader.
            unsure: the last cell; None for none.
            ends: words for 0 and 10, said below them.
            size: of the cells.
        """
        super().__init__(parent)
        self._look, self._size = look, size
        self._value: Point | None = None
        self._after_one = False
        self._unsure = unsure
        self._known: dict[int, _Places] = {}
        self.setAccessibleName(name)
        self.cells: dict[Point, _Cell] = {
            number: _Cell(look, str(number), size, self) for number in range(STRONGEST + 1)
        }
        #: A point of a scale.
        words = self.tr("%1 of 10")
        for value, cell in self.cells.items():
            end = ends[0] if value == 0 else ends[1] if value == STRONGEST else ""
            said = words.replace("%1", str(value))
            cell.setAccessibleName(f"{said}, {end}" if end else said)
        if unsure is not None:
            self.cells[unsure.value] = _Cell(look, unsure.words, size, self)
        self._ends = _numbered(ends)
        # One group hears all of them; a scale in each of many rows is made at once.
        group = QButtonGroup(self)
        group.setExclusive(False)
        for place, cell in enumerate(self.cells.values()):
            group.addButton(cell, place)
        group.idClicked.connect(self._on_clicked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._refresh)
        self._show()

    @property
    def value(self) -> Point | None:
        """The answer; None where there is none."""
        return self._value

    def clear(self) -> None:
        """Forget the answer."""
        self.show_value(None)

    def show_value(self, value: Point | None) -> None:
        """Show another answer, without a word to anybody; what is no point of it is no answer."""
        self._value = value if value in self.cells else None
        self._show()

    def first_stop(self) -> QWidget:
        """The one cell that Tab visits."""
        return self.cells[_FIRST if self._value is None else self._value]

    def stops(self) -> list[QWidget]:
        """What Tab may visit."""
        return [self.first_stop()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, figures choose, Delete takes the choice back."""
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: 1 if back else -1,
            Qt.Key.Key_Right: -1 if back else 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Up: 1,
        }
        key, typed = Qt.Key(event.key()), event.text()
        after_one, self._after_one = self._after_one, False
        held = event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        )
        if held:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._choose(None)
        elif key in steps:
            self._move(steps[key])
        elif len(typed) == 1 and typed in "0123456789":
            number = STRONGEST if after_one and typed == "0" else int(typed)
            self._after_one = number == 1
            self._go_to(number)
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What all cells need."""
        return self._places(width).high

    def sizeHint(self) -> QSize:
        """All numbers in one line."""
        width = (STRONGEST + 1) * (self._look.px(self._size.most) + self._look.px(_GAP))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as the words of the last cell."""
        return QSize(self.cells[self._last].sizeHint().width(), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words for both ends; the cells say them too. The numbers may share a ring."""
        painter = QPainter(self)
        if self._value is None and any(cell.offered for cell in self.cells.values()):
            # The words below it would touch a ring around everything.
            places = self._places(self.width()).cells
            around = reduce(QRect.united, (places[each] for each in range(STRONGEST + 1)))
            _ring(self._look, painter, mirrored(self.layoutDirection(), self.rect(), around))
        if not self._ends:
            return
        painter.setFont(self._look.font(Type.SMALL))
        painter.setPen(self._look.color("muted"))
        for words, place in zip(self._ends, self._places(self.width()).ends, strict=True):
            where = mirrored(self.layoutDirection(), self.rect(), place)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus belongs to a cell."""
        self.first_stop().setFocus(event.reason())

    @property
    def _last(self) -> Point:
        return STRONGEST if self._unsure is None else self._unsure.value

    def _move(self, step: int) -> None:
        order = list(self.cells)
        here = next((v for v, cell in self.cells.items() if cell.hasFocus()), _FIRST)
        place = order.index(here) + (step if self._value is not None else 0)
        self._go_to(order[min(max(place, 0), len(order) - 1)])

    def _go_to(self, value: Point) -> None:
        # First, since what follows from the choice may take the keys elsewhere.
        self.cells[value].setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(value)

    def _on_clicked(self, place: int) -> None:
        value = list(self.cells)[place]
        self._after_one = False
        self._choose(None if value == self._value else value)

    def _choose(self, value: Point | None) -> None:
        changed = value != self._value
        self._value = value
        self._show()
        if changed:
            self.chosen.emit(value)

    def _show(self) -> None:
        stop = self.first_stop()
        for value, cell in self.cells.items():
            cell.setChecked(value == self._value)
            click, tab = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus
            cell.setFocusPolicy(tab if cell is stop else click)

    def _places(self, width: int) -> _Places:
        """Where each cell stands; layouts ask for it over and over."""
        if width not in self._known:
            self._known[width] = self._placed(width)
        return self._known[width]

    def _placed(self, width: int) -> _Places:
        """The same worked out: numbers in one row, or in as many as they need."""
        px, count = self._look.px, STRONGEST + 1
        gap, row_gap = px(_GAP), px(_ROW_GAP)
        least = self.cells[STRONGEST].sizeHint()
        words = None if self._unsure is None else self.cells[self._last].sizeHint().width()
        numbers = count * (least.width() + gap)
        # Where it has no room beside the numbers, the last cell stands below them.
        beside = words if words and numbers + px(_BESIDE) + words <= width else 0
        whole, width = width, width - (beside + px(_BESIDE) if beside else 0)
        fits = max((width + gap) // (least.width() + gap), 1)
        rows = -(-count // fits)
        # Rows of about the same length, whose cells take the room that there is.
        each = -(-count // rows)
        wide = min(max((width + gap) // each - gap, least.width()), px(self._size.most))
        size = QSize(wide, least.height())
        found: dict[Point, QRect] = {}
        for number in range(count):
            row, column = divmod(number, each)
            corner = QPoint(column * (wide + gap), row * (size.height() + row_gap))
            found[number] = QRect(corner, size)
        right = found[each - 1].right() + 1
        if beside:
            found[self._last] = QRect(QPoint(right + px(_BESIDE), 0), QSize(beside, least.height()))
        bottom = found[STRONGEST].bottom() + 1
        below = QRect(0, bottom + px(_ENDS_GAP), min(right, width), 0)
        ends = _end_places(self._look, self._ends, below, rows)
        bottom = max([bottom, *(place.bottom() + 1 for place in ends)])
        if self._unsure is not None and not beside:
            hint = self.cells[self._unsure.value].sizeHint()
            place, ends = _last_place(ends, hint, whole, bottom, (row_gap, px(_BESIDE)))
            found[self._unsure.value] = place
            bottom = place.bottom() + 1
        return _Places(found, ends, bottom)

    def _place(self) -> None:
        places = self._places(self.width())
        for value, place in places.cells.items():
            self.cells[value].setGeometry(mirrored(self.layoutDirection(), self.rect(), place))

    def _refresh(self) -> None:
        self._known.clear()
        for cell in self.cells.values():
            cell.update()
        self.updateGeometry()
        self._place()
        self.update()


def _numbered(ends: tuple[str, str]) -> tuple[str, ...]:
    """What is written below both ends, nothing where there are no words for them."""
    return (f"0 {ends[0]}".strip(), f"{STRONGEST} {ends[1]}".strip()) if any(ends) else ()


def _end_places(look: Look, ends: tuple[str, ...], room: QRect, rows: int) -> tuple[QRect, ...]:
    """Where the words for both ends stand: beside each other, or below in the order of reading."""
    if not ends:
        return ()
    metrics = QFontMetrics(look.font(Type.SMALL))
    # A letter more than measured would be cut off.
    first, last = (metrics.horizontalAdvance(words) + 2 for words in ends)
    high = look.px(_END_HIGH)
    if rows > 1 or first + last > room.width() - 2 * INSET:
        top = QRect(INSET, room.top(), first, high)
        return top, QRect(INSET, top.bottom() + 1, last, high)
    right = room.right() + 1 - INSET - last
    return QRect(INSET, room.top(), first, high), QRect(right, room.top(), last, high)


def _last_place(
    ends: tuple[QRect, ...], hint: QSize, width: int, bottom: int, gaps: tuple[int, int]
) -> tuple[QRect, tuple[QRect, ...]]:
    """Where the last cell stands below the numbers, and the words for both ends with it.

    Between those words, where they leave room in their line, else in a line of its own; ``gaps``
    is the room above it and the room beside it.
    """
    above, beside = gaps
    if ends and ends[0].top() == ends[1].top():
        first, last = ends
        room = last.left() - first.right() - 1
        if hint.width() + 2 * beside <= room:
            left = first.right() + 1 + (room - hint.width()) // 2
            place = QRect(QPoint(left, first.top()), hint)
            down = max((hint.height() - first.height()) // 2, 0)
            return place, tuple(each.translated(0, down) for each in ends)
    return QRect(QPoint(0, bottom + above), hint.boundedTo(QSize(width, hint.height()))), ends


class _Places(NamedTuple):
    """Where everything stands, and how high it is."""

    cells: dict[Point, QRect]
    ends: tuple[QRect, ...]
    high: int


class _Ring(enum.Enum):
    """What the focus ring stands around."""

    NONE = enum.auto()
    CELL = enum.auto()
    ALL = enum.auto()


def _ring(look: Look, painter: QPainter, room: QRect) -> None:
    """Paint a focus ring at the edge of ``room``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("focus"), 2))
    painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), look.px(11), look.px(11))


class _Cell(QRadioButton):
    """One answer; a radio button to a screen reader."""

    def __init__(self, look: Look, word: str, size: CellSize, parent: Scale) -> None:
        super().__init__(word, parent)
        self._scale = parent
        self._look = look
        self._size = size
        self._ring = _Ring.NONE
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def offered(self) -> bool:
        """Whether it has the keys and nobody has moved to it: then no one cell is marked."""
        return self._ring is _Ring.ALL and self.hasFocus()

    def nextCheckState(self) -> None:
        """The scale decides."""

    def sizeHint(self) -> QSize:
        """A square at least, wider for words."""
        px = self._look.px
        words = QFontMetrics(self._look.font(Type.LABEL)).horizontalAdvance(self.text())
        wide = words + 2 * px(_SIDE) if len(self.text()) > len("10") else 0
        return QSize(max(px(self._size.least), wide), px(self._size.high))

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys; what a page opens with is no hint at a number."""
        reason = event.reason()
        if reason in _LED:
            self._ring = _Ring.CELL
        elif reason not in _AS_BEFORE:
            self._ring = _Ring.NONE if reason is Qt.FocusReason.MouseFocusReason else _Ring.ALL
        super().focusInEvent(event)
        self._scale.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A ring around all of them goes too."""
        super().focusOutEvent(event)
        self._scale.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does; every other key belongs to the scale."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, word and focus ring."""
        look, on = self._look, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if look.high_contrast else 1
        painter.setPen(QPen(look.color("accent" if on else "border"), edge))
        over = "sunken" if self.underMouse() else "surface"
        painter.setBrush(look.color("accent" if on else over))
        half = edge / 2 + INSET
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, look.px(8), look.px(8))
        painter.setFont(look.font(Type.LABEL if on else Type.BUTTON))
        painter.setPen(look.color("on_accent" if on else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus() and (self._ring is _Ring.CELL or (on and self._ring is _Ring.ALL)):
            _ring(look, painter, self.rect())
