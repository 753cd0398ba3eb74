"""The recovery code: shown, printed, and two groups of it typed back from the paper.

The two groups are blank in their places, so that the paper is compared with the page it was
written from. The code is here as long as the page is in front and no longer.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.fields import Field, Said, Tone
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.services.shown import CreatedVault

GROUPS: Final = 10
_SYMBOLS: Final = 4
_HEIGHT: Final = 48
_LEAST: Final = 84
_COLUMNS: Final = (5, 2, 1)
_FREE: Final = " -\u2010\u2011\u2013"


class CodeGrid(QWidget):
    """Ten groups; two of them may be asked back."""

    fitted = Signal(bool)
    """Whether both groups that are asked for fit now."""
    look_here = Signal(object)
    """Carries the field that is to be typed into next."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._made: CreatedVault | None = None
        self._columns = 0
        self.groups = [Group(look, icons, number, self) for number in range(1, GROUPS + 1)]
        self.said = Said(look, icons, self)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(4))
        self._grid.setVerticalSpacing(look.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(self._grid)
        column.addWidget(self.said)
        for group in self.groups:
            group.field.textChanged.connect(lambda _, group=group: self._compare(group))
        look.changed.connect(self._arrange)
        self._arrange()

    @property
    def asked(self) -> list[Group]:
        """The groups that are asked back, none while all are shown."""
        return [group for group in self.groups if group.asked]

    @property
    def fits(self) -> bool:
        """Whether two groups were asked back and both fit."""
        return bool(self.asked) and all(self._is_right(group) for group in self.asked)

    def show_code(self, made: CreatedVault) -> None:
        """Show all ten groups."""
        self._made = made
        self.said.clear()
        for group, symbols in zip(self.groups, made.groups, strict=True):
            group.show_symbols(symbols)

    def ask_back(self) -> tuple[int, int]:
        """Blank two groups that are to be typed from the paper; returns their numbers."""
        # Every code begins with the same two symbols, so the first group shows less.
        numbers = list(range(2, GROUPS + 1))
        first = numbers.pop(secrets.randbelow(len(numbers)))
        second = numbers.pop(secrets.randbelow(len(numbers)))
        low, high = min(first, second), max(first, second)
        for number in (low, high):
            self.groups[number - 1].ask()
        self._go_to(self.groups[low - 1])
        return low, high

    def forget(self) -> None:
        """Let go of the code."""
        self._made = None
        self.said.clear()
        for group in self.groups:
            group.show_symbols("")

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [group.field for group in self.groups]

    def minimumSizeHint(self) -> QSize:
        """One group wide at least."""
        return QSize(self._look.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Five beside each other, or two, or one."""
        super().resizeEvent(event)
        self._arrange()

    def _is_right(self, group: Group) -> bool:
        return self._made is not None and self._made.has_group(group.number, group.field.text())

    def _compare(self, group: Group) -> None:
        if not group.asked or self._made is None:
            return
        typed = "".join(char for char in group.field.text() if char not in _FREE)
        #: %1 is a number from 1 to 10.
        number = str(group.number)
        if self._is_right(group):
            group.field.show_tone(Tone.FITS)
            self._say_fits(number)
            group.show_badge(shown=True)
            self._step_on()
        else:
            group.show_badge(shown=False)
            wrong = len(typed) >= _SYMBOLS
            group.field.show_tone(Tone.WRONG if wrong else None)
            words = self.tr("Group %1 does not fit. Look again at it.").replace("%1", number)
            if wrong:
                self.said.say(words, Tone.WRONG)
            elif self.said.tone is Tone.WRONG:
                self.said.clear()
        self.fitted.emit(self.fits)

    def _say_fits(self, number: str) -> None:
        if self.fits:
            first, second = (str(group.number) for group in self.asked)
            words = self.tr("Groups %1 and %2 fit.")
            words = words.replace("%1", first).replace("%2", second)
        else:
            words = self.tr("Group %1 fits.").replace("%1", number)
        self.said.say(words, Tone.FITS)

    def _step_on(self) -> None:
        """The next empty field gets the focus; one that was begun is left as it is."""
        for group in self.asked:
            if not group.field.text():
                self._go_to(group)
                return

    def _go_to(self, group: Group) -> None:
        group.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_here.emit(group.field)

    def _arrange(self) -> None:
        least = self._look.px(_LEAST)
        columns = next((n for n in _COLUMNS if self.width() >= n * least), 1)
        if columns == self._columns:
            return
        self._columns = columns
        for index, group in enumerate(self.groups):
            self._grid.removeWidget(group)
            row, column = divmod(index, columns)
            self._grid.addWidget(group, row, column)
        for column in range(max(_COLUMNS)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class Group(QWidget):
    """Four symbols under their number: to read, or to type."""

    def __init__(self, look: Look, icons: Icons, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.asked = False
        self.tile = Tile(look, self)
        self.field = Field(look, self, height=_HEIGHT, width=_LEAST, kind=Type.HEADING, fixed=True)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        #: %1 is a number from 1 to 10.
        name = self.tr("Group %1 from your paper").replace("%1", str(number))
        self.field.setAccessibleName(name)
        self.field.setAccessibleIdentifier(f"code.group.{number}")
        self._badge = _Badge(look, icons, self)
        head = Words(look, str(number), Type.SMALL, self, color="muted", wrap=False)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(head)
        column.addWidget(self.tile)
        column.addWidget(self.field)
        self.show_symbols("")

    def show_symbols(self, symbols: str) -> None:
        """Show ``symbols`` to be read."""
        self.asked = False
        self.tile.setText(symbols)
        self.field.clear()
        self.field.show_tone(None)
        self._swap()

    def ask(self) -> None:
        """Ask for the symbols instead of showing them."""
        self.asked = True
        self.tile.setText("")
        self._swap()

    def show_badge(self, *, shown: bool) -> None:
        """Show that what was typed fits."""
        self._badge.setVisible(shown)
        self._place_badge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the badge at the corner of the field."""
        super().resizeEvent(event)
        self._place_badge()

    def _swap(self) -> None:
        self.tile.setVisible(not self.asked)
        self.field.setVisible(self.asked)
        self.show_badge(shown=False)

    def _place_badge(self) -> None:
        size = self._badge.sizeHint()
        room = self.contentsRect()
        top = max(self.field.y() - size.height() // 3, 0)
        left = room.right() + 1 - size.width()
        self._badge.setGeometry(left, top, size.width(), size.height())
        self._badge.raise_()


class Tile(QLabel):
    """Four symbols on a quiet ground."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        """As high as a field."""
        return QSize(self._look.px(_LEAST), self._look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Room for four symbols."""
        return QSize(self.fontMetrics().horizontalAdvance("0000"), self._look.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the symbols."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._look.color("sunken"))
        edge = self._look.color("border" if self._look.high_contrast else "sunken")
        painter.setPen(edge)
        room, radius = self._look.free_room, self._look.px(8)
        body = QRectF(self.rect()).adjusted(room + 0.5, 0.5, -room - 0.5, -0.5)
        painter.drawRoundedRect(body, radius, radius)
        painter.end()
        super().paintEvent(event)

    def _dress(self) -> None:
        self.setFont(self._look.fixed_font(Type.HEADING))
        self.setPalette(self._look.palette)
        self.updateGeometry()


class _Badge(QWidget):
    """A small filled ring with a check."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def sizeHint(self) -> QSize:
        """Twenty pixels of the drawings."""
        return QSize(self._look.px(20), self._look.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("ok"))
        painter.drawEllipse(self.rect())
        size = self._look.px(12)
        place = QRect(0, 0, size, size)
        place.moveCenter(self.rect().center())
        tint, ratio = self._look.tokens.bg, self.devicePixelRatioF()
        painter.drawPixmap(place, self._icons.pixmap("check", size, tint, ratio))
