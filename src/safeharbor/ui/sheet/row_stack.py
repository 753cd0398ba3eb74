"""The rows themselves, one below the other, made as they come into sight.

A list that nobody could scroll through is cut into pages: only so many rows have a place at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from safeharbor.domain.answers import Row
from safeharbor.domain.sheet import Field
from safeharbor.ui.sheet.card import RowCard, RowSlot, single
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.row_tools import DropMark
from safeharbor.ui.sheet.shown import show_if

_FIRST: Final = 600
"""Pixels of the drawings of rows that are made at once, the others when they are about to be seen;
about what a window shows."""
PAGE: Final = 300
"""How many rows stand below each other at most."""
_LINE_HIGH: Final = 44
_COLUMN_HIGH: Final = 86


class RowStack(QWidget):
    """All rows of a field, in the order of the form."""

    shifted = Signal(object, int)
    """A row was made; carries its place, and by how many pixels it is higher than that was."""
    turned = Signal()
    """Another page of the rows is shown."""

    def __init__(
        self,
        kit: Kit,
        model: FormModel,
        field: Field,
        make: Callable[[Row], RowCard],
        parent: QWidget,
        *,
        seen: bool,
    ) -> None:
        """No rows yet; ``make`` makes one, and ``seen`` says whether they are seen at once."""
        super().__init__(parent)
        self._kit = kit
        self._model = model
        self._field = field
        self._make = make
        self._first = kit.look.px(_FIRST) if seen else 0
        self._slots: dict[bytes, RowSlot] = {}
        self._mark = DropMark(kit, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.order: list[bytes] = []
        """The rows of this page."""
        self.start = 0
        """The place of its first one among all rows."""
        self.count = 0
        """How many rows there are in all."""

    @property
    def cards(self) -> list[RowCard]:
        """The rows that are made, in order."""
        slots = (self._slots[each] for each in self.order)
        return [slot.card for slot in slots if slot.card is not None]

    @property
    def estimate(self) -> int:
        """About how many pixels the rows take that are made at once."""
        return min(len(self.order) * self._usual_height(), self._first)

    def card(self, place: int) -> RowCard:
        """The row at a place of this page; it is made now if it is not there yet."""
        return self._filled(self._slots[self.order[place]])

    def place(self, row_id: bytes) -> int:
        """The place of a row of this page among all rows."""
        return self.start + self.order.index(row_id)

    def at(self, place: int) -> bytes | None:
        """The row at a place among all rows, None where there is none."""
        rows = self._model.held.rows(self._field.id)
        return rows[place].id if 0 <= place < len(rows) else None

    def turn_to(self, place: int) -> None:
        """Show the page on which the row at ``place`` stands."""
        start = max(place, 0) // PAGE * PAGE
        if start != self.start:
            self.start = start
            self.sync()
            self.turned.emit()

    def slot(self, row_id: bytes) -> RowSlot | None:
        """The place of a row with the row in it, on whatever page; None where there is none."""
        slot = self._slots.get(row_id)
        if slot is None and self.count > PAGE:
            rows = self._model.held.rows(self._field.id)
            self.turn_to(next((n for n, row in enumerate(rows) if row.id == row_id), self.start))
            slot = self._slots.get(row_id)
        if slot is not None:
            self._filled(slot)
        return slot

    def here(self) -> int | None:
        """The place of the row that has the keys."""
        focus = QApplication.focusWidget()
        for place, row_id in enumerate(self.order):
            card = self._slots[row_id].card
            if card is not None and focus is not None and card.isAncestorOf(focus):
                return place
        return None

    def make_ready_for_tab(self) -> None:
        """Make the rows that Tab can come to next."""
        here = self.here()
        wanted = {0, len(self.order) - 1}
        if here is not None:
            wanted |= {here - 1, here + 1}
        for place in wanted:
            if 0 <= place < len(self.order):
                self.card(place)

    def sync(self) -> None:
        """Have the rows that the form has, in its order, by the fewest changes."""
        rows = self._model.held.rows(self._field.id)
        self.count = len(rows)
        self.start = min(self.start, max(len(rows) - 1, 0) // PAGE * PAGE)
        rows = rows[self.start : self.start + PAGE]
        gone = set(self.order) - {row.id for row in rows}
        self.order = [each for each in self.order if each not in gone]
        for each in gone:
            self._drop(self._slots.pop(each))
        high = self._usual_height()
        laid = list(self.order)
        for place, row in enumerate(rows):
            slot = self._slots.get(row.id)
            if slot is None:
                slot = self._slots[row.id] = RowSlot(row, self._on_seen, high, self)
            if place >= len(laid) or laid[place] != row.id:
                self._lay(slot, place, laid)
            if place * high < self._first:
                self._filled(slot)
            self._show(slot, row)
        self.order = laid
        self.stand()

    def show_row(self, row_id: bytes) -> None:
        """Show what stands in a row now."""
        slot = self._slots.get(row_id)
        if slot is not None:
            self._show(slot, self._model.held.row(self._field.id, row_id))
            if self.count == 1:
                self.stand()

    def show_all(self) -> None:
        """Show how every row stands now."""
        for slot in self._slots.values():
            self._show(slot, slot.row)

    def stand(self) -> None:
        """Let every row say which one it is."""
        for place, row_id in enumerate(self.order):
            card = self._slots[row_id].card
            if card is not None:
                self._stand_one(card, place)

    def place_under(self, here: QPoint) -> int:
        """The place on this page before which a row would go that is dropped there.

        It is shown by a line.
        """
        y = self.mapFromGlobal(here).y()
        slots = [self._slots[each] for each in self.order]
        # Fixed lines stand first, and nothing goes between them.
        fixed = sum(1 for slot in slots if self._model.held.line(self._field.id, slot.row))
        place = max(sum(1 for slot in slots if y > slot.geometry().center().y()), fixed)
        end = slots[-1].geometry().bottom()
        self._mark.show_at(slots[place].y() if place < len(slots) else end)
        return place

    def hide_mark(self) -> None:
        """Nothing is dragged any more."""
        self._mark.hide()

    @staticmethod
    def _show(slot: RowSlot, row: Row) -> None:
        slot.row = row
        if slot.card is not None:
            slot.card.refresh(row)

    def _drop(self, slot: RowSlot) -> None:
        """Let go of a row; the keys wait for whoever took it out to say where they go."""
        focus = QApplication.focusWidget()
        if focus is not None and slot.isAncestorOf(focus):
            focus.clearFocus()
        self._column.removeWidget(slot)
        slot.hide()
        slot.deleteLater()

    def _lay(self, slot: RowSlot, place: int, laid: list[bytes]) -> None:
        """Put a row at its place; ``laid`` are those that stand in the column."""
        if slot.row.id in laid:
            laid.remove(slot.row.id)
            self._column.removeWidget(slot)
        laid.insert(place, slot.row.id)
        self._column.insertWidget(place, slot)
        # Only what is shown can be given the keys.
        show_if(slot, shown=True)

    def _filled(self, slot: RowSlot) -> RowCard:
        """The row at a place, made now if it is not there yet."""
        if slot.card is None:
            card = self._make(slot.row)
            slot.put(card)
            if slot.row.id in self.order:
                self._stand_one(card, self.order.index(slot.row.id))
            return card
        return slot.card

    def _on_seen(self, slot: RowSlot) -> None:
        before = slot.height()
        card = self._filled(slot)
        wide = slot.width()
        high = card.heightForWidth(wide) if card.hasHeightForWidth() else card.sizeHint().height()
        self.shifted.emit(slot, high - before)

    def _stand_one(self, card: RowCard, place: int) -> None:
        # The last empty row stays: without one there is nothing to write in.
        removable = self.count > 1 or not card.row.empty or not self._field.start
        card.stand(self.start + place, self.count, removable=removable)

    def _usual_height(self) -> int:
        """About how high a row will be: as the last one that was made."""
        made = next((card for card in reversed(self.cards) if card.isVisible()), None)
        if made is not None:
            return made.height()
        line = single(self._field)
        return self._kit.look.px(_LINE_HIGH if line else _COLUMN_HIGH * len(self._field.columns))
