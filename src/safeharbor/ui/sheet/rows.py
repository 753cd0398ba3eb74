"""Rows of a form, as a stack of small cards; they can be added, removed and moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.domain.answers import Row, Value
from safeharbor.ui.announce import announce
from safeharbor.ui.sheet.card import RowCard
from safeharbor.ui.sheet.edits import add_row, move_row, remove_row, sort_rows
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.row_pages import RowPages
from safeharbor.ui.sheet.row_stack import PAGE, RowStack
from safeharbor.ui.sheet.shown import is_away, show_if
from safeharbor.ui.sheet.small_link import IconLink
from safeharbor.ui.widgets.help_line import LinkRow
from safeharbor.ui.widgets.link import Link

if TYPE_CHECKING:
    from safeharbor.ui.sheet.card import MakeQuestion


class RowsInput(Input):
    """All rows of a field, and what adds to them."""

    shifted = Signal(object, int)
    """A row was made; carries its place, and by how many pixels it is higher than that was."""

    def __init__(
        self,
        kit: Kit,
        model: FormModel,
        field_id: str,
        make: MakeQuestion,
        parent: QWidget,
        *,
        seen: bool = True,
    ) -> None:
        """The rows of a field.

        Args:
            kit: what to make them with.
            model: the form.
            field_id: the field.
            make: makes the questions in them.
            parent: the widget they stand in.
            seen: whether they are likely to be seen at once.
        """
        super().__init__(parent)
        self._kit = kit
        self._model = model
        self._make = make
        self._field = model.sheet.field(field_id)
        self._dragged: tuple[bytes, int] | None = None
        self.stack = RowStack(kit, model, self._field, self._make_card, self, seen=seen)
        self.stack.shifted.connect(self.shifted)
        self.pages = RowPages(kit, self.stack, self)
        self.pages.turned.connect(self._turn)
        self.add = IconLink(kit, self, self.tr("Add a row"), "plus")
        self.add.clicked.connect(self._add)
        #: Puts rows in order by a number in them.
        self.sort = Link(kit.look, kit.icons, self, self.tr("Put in order"))
        self.sort.clicked.connect(self._sort)
        self._foot = LinkRow(kit.look, self, self.add, self.sort)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(kit.look.px(2))
        column.addWidget(self.stack)
        column.addWidget(self.pages)
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        model.rows_changed.connect(self._on_rows)
        model.row_changed.connect(self._on_row)
        model.state_changed.connect(self._on_state)
        self._sync()

    @property
    def cards(self) -> list[RowCard]:
        """The rows that are made, in order."""
        return self.stack.cards

    def card(self, place: int) -> RowCard:
        """The row at a place; it is made now if it is not there yet."""
        return self.stack.card(place)

    def show_value(self, _value: Value) -> None:
        """The rows come from the form itself."""

    def stops(self) -> list[QWidget]:
        """What Tab visits in the rows; those that it can come to next are made for it."""
        self.stack.make_ready_for_tab()
        found = [stop for card in self.cards for stop in card.stops()]
        found += self.pages.stops()
        return [*found, *(each for each in (self.add, self.sort) if not is_away(each))]

    def describe(self, words: str) -> None:
        """What a screen reader says of all rows."""
        self.stack.setAccessibleDescription(words)

    def rename(self, name: str) -> None:
        """What a screen reader calls them."""
        self.stack.setAccessibleName(name)
        #: %1 is the question that the row belongs to.
        self.add.setAccessibleName(self.tr("Add a row: %1").replace("%1", name))
        #: %1 is the question that the rows belong to.
        self.sort.setAccessibleName(self.tr("Put in order: %1").replace("%1", name))
        self.stack.stand()

    def set_keys(self, identifier: str) -> None:
        """A stable name for what adds a row, and for what sorts them."""
        self.add.setAccessibleIdentifier(f"{identifier}.add")
        self.sort.setAccessibleIdentifier(f"{identifier}.sort")

    def refresh_known(self) -> None:
        """What is known besides has changed."""
        for card in self.cards:
            card.refresh_known()

    def fold(self) -> bool:
        """Close what is open in a row."""
        inputs = [question.input for card in self.cards for question in card.questions]
        return any(each.fold() for each in inputs if each is not None)

    def give_keys(self, place: Place) -> QWidget | None:
        """Give the keys to a place in the rows, or to what adds one where the row is gone."""
        slot = self.stack.slot(place.row)
        if slot is None:
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return self.add
        return None if slot.card is None else slot.card.give_keys(place.column)

    def _on_rows(self, field_id: str) -> None:
        if field_id == self._field.id:
            self._sync()

    def _on_row(self, field_id: str, row_id: bytes) -> None:
        if field_id == self._field.id:
            self.stack.show_row(row_id)

    def _on_state(self, field_id: str) -> None:
        if field_id == self._field.id:
            self.stack.show_all()

    def _sync(self) -> None:
        self.stack.sync()
        field = self._field
        own = field.more or not (field.lines or field.lines_by)
        show_if(self.add, shown=own)
        show_if(self.sort, shown=bool(field.sorted_by) and self.stack.count > 1)
        show_if(self._foot, shown=own)
        self.pages.refresh()

    def _turn(self, step: int) -> None:
        self.stack.turn_to(self.stack.start + step * PAGE)
        row_id = self.stack.order[0 if step > 0 else -1]
        self._go_to(Place(self._field.id, row_id))

    def _make_card(self, row: Row) -> RowCard:
        card = RowCard(self._kit, self._model, self._field, row, self._make)
        card.asked.connect(self.opened)
        card.sight.connect(self.grown)
        card.caret.connect(self.caret_moved)
        card.onward.connect(self.entered)
        card.entered.connect(lambda: self._on_entered(row.id))
        card.moved.connect(lambda step: self._move(row.id, step))
        card.removed.connect(lambda: self._remove(row.id))
        card.grip.dragged.connect(lambda here: self._drag(row.id, here))
        card.grip.dropped.connect(self._drop)
        return card

    def _add(self) -> None:
        self._go_to(add_row(self._model, self._field.id))

    def _sort(self) -> None:
        sort_rows(self._model, self._field.id)
        announce(self, self.tr("The rows are in order now."))

    def _on_entered(self, row_id: bytes) -> None:
        """Enter at the end of a written line begins the next one, as in any list."""
        slot = self.stack.slot(row_id)
        card = None if slot is None else slot.card
        after = self.stack.at(self.stack.place(row_id) + 1)
        if card is None or card.fixed or not card.single or card.row.empty:
            self.entered.emit()
        elif after is not None and self._model.held.row(self._field.id, after).empty:
            self._go_to(Place(self._field.id, after))
        else:
            self._go_to(add_row(self._model, self._field.id, row_id))

    def _go_to(self, place: Place) -> None:
        self.give_keys(place)
        slot = self.stack.slot(place.row)
        if slot is not None:
            self.grown.emit(slot)

    def _move(self, row_id: bytes, step: int) -> None:
        place = self.stack.place(row_id) + step
        other = self.stack.at(place)
        if other is None or self._model.held.line(self._field.id, Row(other)):
            return
        start = self.stack.start
        move_row(self._model, self._field.id, row_id, place)
        #: %1 is the place of a row from 1, %2 how many there are.
        said = self.tr("Place %1 of %2").replace("%1", str(place + 1))
        announce(self, said.replace("%2", str(self.stack.count)))
        self.grown.emit(self.stack.slot(row_id))
        if self.stack.start != start:
            # It is another page's first or last row now.
            self.give_keys(Place(self._field.id, row_id))

    def _remove(self, row_id: bytes) -> None:
        place = self.stack.place(row_id)
        remove_row(self._model, self._field.id, row_id)
        announce(self, self.tr("Row removed. Control Z brings it back."))
        near = self.stack.at(min(place, self.stack.count - 1))
        self.give_keys(Place(self._field.id, near or b""))

    def _drag(self, row_id: bytes, here: QPoint) -> None:
        """Show where the row would go."""
        self._dragged = row_id, self.stack.place_under(here)

    def _drop(self) -> None:
        self.stack.hide_mark()
        dragged, self._dragged = self._dragged, None
        if dragged is None or dragged[0] not in self.stack.order:
            return
        row_id, before = dragged
        place = self.stack.order.index(row_id)
        target = before - 1 if before > place else before
        if target != place:
            move_row(self._model, self._field.id, row_id, self.stack.start + target)
            self.give_keys(Place(self._field.id, row_id))
