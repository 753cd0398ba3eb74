"""The page of a step: its column, the names of its parts beside it, and two ways out in sight."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QVBoxLayout, QWidget

from safeharbor.ui.guide.aside import Aside, State, Ways, put_only
from safeharbor.ui.guide.body import StepBody
from safeharbor.ui.guide.going import STEADY, goal
from safeharbor.ui.guide.numbers import InSight, NumbersGlance
from safeharbor.ui.guide.part import Part, Place
from safeharbor.ui.sheet import held
from safeharbor.ui.sheet.composing import place_of
from safeharbor.ui.sheet.folio import Folio
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.sight import Sight

_LIST: Final = 860
"""The least room in which the names of the parts stand beside the column."""
_ASIDE: Final = 300
_STRIP: Final = 48
_ABOVE_NUMBERS: Final = 10


class Stop(NamedTuple):
    """What Tab visits: its name, and how many of that name come before it."""

    name: str
    number: int


class StepPage(Folio):
    """One visit at a time."""

    asked = Signal(str)
    went = Signal(object)
    chose = Signal(str)
    afresh = Signal()
    pocket = Signal()

    def __init__(self, kit: Kit, parent: QWidget, *, back: str) -> None:
        """Nothing yet.

        Args:
            kit: what to make everything with.
            parent: the screen.
            back: where the way back leads while there is no step.
        """
        super().__init__(kit.look, kit.icons, parent, back=back, beside=_ASIDE)
        self._kit = kit
        self.content: StepBody | None = None
        self._sight: Sight | None = None
        self._here: Part | None = None
        self.list = Aside(kit, self)
        self.strip = _Strip(kit, self)
        self.put_aside(self.list)
        for ways in (self.list.ways, self.strip.ways):
            ways.steady.connect(self._steady)
            ways.enough.connect(self._enough)
        self.list.chosen.connect(self._go_to_part)
        # What the two ways need is known once they have their own new size.
        kit.look.changed.connect(lambda: QTimer.singleShot(0, self, self.arrange))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self.clear()

    def show_visit(self, place: Place, *, unfolded: bool = False, waiting: bool = True) -> None:
        """Show a step; the arguments are those of ``Blocks``."""
        self.clear()
        body = StepBody(place, self, unfolded=unfolded, waiting=waiting)
        self._sight = Sight(self._look, self.page, body)
        body.asked.connect(self.asked)
        body.went.connect(self.went)
        body.chose.connect(self.chose)
        body.afresh.connect(self.afresh)
        body.pocket.connect(self.pocket)
        body.left.connect(self.left)
        body.turned.connect(self._follow)
        self.content = body
        self._show_numbers(body.in_sight)
        self.body.addWidget(body)
        self.back.dress(place.back or place.visit.guide.title, icon="arrow-left")
        self.page.verticalScrollBar().setValue(0)
        self._follow()
        self.arrange()

    def veil(self, *, veiled: bool) -> None:
        """Hide what lies there while something else is on its way, or show it again."""
        if self.content is not None:
            self.content.setVisible(not veiled)

    def clear(self) -> None:
        """Show nothing."""
        self._here = None
        body, self.content, self._sight = self.content, None, None
        if body is not None:
            self.body.removeWidget(body)
            body.hide()
            body.setParent(None)
            body.deleteLater()
        self.list.show_parts(())
        self._show_numbers(None)
        self.arrange()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order; the two ways out come before everything else."""
        found = super().stops()
        if self.content is None:
            return found
        ways = self.list.ways if self.beside else self.strip.ways
        names = self.list.stops() if self.beside else []
        return [*found, *ways.stops(), *self.content.stops(), *names]

    def give_keys(self) -> None:
        """To the first thing to do; the step is seen from its top."""
        if self.content is not None:
            self.content.give_keys()
        if self._sight is not None:
            self._sight.begin()

    def here(self) -> tuple[held.Place | None, int]:
        """The question that has the keys, and where the caret stands in it."""
        widget = self.window().focusWidget()
        caret = widget.textCursor().position() if isinstance(widget, QTextEdit) else 0
        return place_of(widget), caret

    def stop_here(self) -> Stop | None:
        """What has the keys by its name, None where that has none."""
        widget = self.window().focusWidget()
        name = widget.accessibleIdentifier() if widget is not None else ""
        alike = self._called(name)
        return Stop(name, alike.index(widget)) if widget in alike else None

    def go_to(
        self, place: held.Place | None, caret: int, scroll: int, stop: Stop | None = None
    ) -> None:
        """Go where somebody was."""
        content = self.content
        if content is None:
            return
        if place is not None and not self._put_caret(place, caret):
            content.give_keys()
            content.blocks.resume = lambda: self._resume(place, caret)
        elif not self._give_to(stop) and place is None:
            content.give_keys()
        self._scroll_later(scroll)

    def _scroll_later(self, scroll: int) -> None:
        sight = self._sight
        if sight is not None:
            # After what brings the keys into sight.
            QTimer.singleShot(0, sight, lambda: sight.begin(scroll))

    def escape(self) -> bool:
        """Close what is open in a question; whether anything was."""
        return self.content is not None and self.content.blocks.escape()

    def arrange(self) -> None:
        """Give everything its room; where the list has none, its two ways stand at the foot."""
        there = self.content is not None
        wide = self.width() >= self._look.px(_LIST)
        self.list.setVisible(there and wide)
        self.strip.setVisible(there and not wide)
        # It stands where the lines of the column begin and end, which are known by then.
        for _ in range(2):
            margins = self.page.column.contentsMargins()
            start = self.page.x() + margins.left()
            end = self.width() - self.page.geometry().right() + margins.right()
            high = self.strip.needed(self.width(), start, end)
            self.foot = high if there and not wide else 0
            super().arrange()
        self.strip.setGeometry(0, self.height() - self.foot, self.width(), self.foot)

    def _show_numbers(self, found: InSight | None) -> None:
        """Keep the numbers of a step in sight, beside the column or at the foot."""
        for side, across in ((self.list, False), (self.strip, True)):
            shown = None if found is None else NumbersGlance(self._kit, found, side, across=across)
            side.show_numbers(shown)

    def _give_to(self, stop: Stop | None) -> bool:
        """Give the keys to a stop; whether it is on the page. One of its name keeps them."""
        alike = [] if stop is None else self._called(stop.name)
        if stop is None or stop.number >= len(alike):
            return False
        if not any(each.hasFocus() for each in alike):
            alike[stop.number].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _called(self, name: str) -> list[QWidget]:
        """The stops of a name, none for one without."""
        return [each for each in self.stops() if name and each.accessibleIdentifier() == name]

    def _put_caret(self, place: held.Place, caret: int) -> bool:
        """Give the keys to a question; whether it is on the page."""
        if self.content is None or not self.content.blocks.show_place(place):
            return False
        widget = self.window().focusWidget()
        if isinstance(widget, QTextEdit) and place_of(widget) == place:
            cursor = widget.textCursor()
            cursor.setPosition(min(caret, widget.document().characterCount() - 1))
            widget.setTextCursor(cursor)
        return True

    def _resume(self, place: held.Place, caret: int) -> None:
        if self.content is not None and not self._put_caret(place, caret):
            self.content.give_keys()

    def _follow(self) -> None:
        """Name the parts, and say which of them is done."""
        if self.content is None:
            return
        parts = self.content.blocks.parts
        if self._here not in parts:
            self._here = None
        states = []
        for part in parts:
            state = State.THROUGH if part.done else State.AHEAD
            states.append((part.name, State.HERE if part is self._here else state))
        self.list.show_parts(states)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.content is None or new is None:
            return
        part = self.content.blocks.part_with(new)
        if part is not None and part is not self._here:
            self._here = part
            self.content.blocks.come_to(part)
            self._follow()

    def _go_to_part(self, number: int) -> None:
        if self.content is None:
            return
        parts = self.content.blocks.parts
        if number < len(parts):
            parts[number].give_keys()
            self.content.sight.emit(parts[number])

    def _steady(self) -> None:
        if self.content is not None:
            self.went.emit(goal(f"ex:{STEADY}", self.content.place.here))

    def _enough(self) -> None:
        if self.content is not None:
            self.content.finish()


class _Strip(QWidget):
    """The two ways out, at the foot of a narrow page."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = kit.look
        self.ways = Ways(kit, self, across=True)
        self._row = QVBoxLayout(self)
        self._row.setSpacing(0)
        self._numbers = QVBoxLayout()
        self._row.addLayout(self._numbers)
        self._row.addWidget(self.ways, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_numbers(self, numbers: NumbersGlance | None) -> None:
        """Keep these numbers in sight, or none."""
        put_only(self._numbers, numbers)
        above = self._look.px(_ABOVE_NUMBERS) if numbers is not None else 0
        self._numbers.setContentsMargins(0, above, 0, 0)

    def needed(self, width: int, start: int, end: int) -> int:
        """Pixels of height that it needs in ``width``, with free room at both sides."""
        self._row.setContentsMargins(start, 0, end, 0)
        room = width - start - end
        numbers = self._numbers.heightForWidth(room) if self._numbers.count() else 0
        return max(self.ways.heightForWidth(room), self._look.px(_STRIP)) + max(numbers, 0)

    def minimumSizeHint(self) -> QSize:
        """It takes what it gets."""
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and a hairline above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("bg"))
        painter.fillRect(QRect(0, 0, self.width(), 1), self._look.color("rule"))
