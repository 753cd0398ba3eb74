"""What stands below a field that has a suggestion: that it follows one, or that it could."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.answers import is_empty
from safeharbor.domain.form_rules import FieldState
from safeharbor.domain.sheet import FieldType
from safeharbor.ui.announce import announce
from safeharbor.ui.sheet.edits import can_take, follows, offered, take_offered
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.sheet.notes import Passage
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.words import Words

_WRITTEN = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON})


class Offer(QWidget):
    """One quiet line. What can be done about it stands with other links of the question."""

    acted = Signal()
    """A link was pressed: the keys belong to the field again."""
    turned = Signal()
    """Its links are others now."""
    grown = Signal(object)
    """More of it can be seen now; carries the widget."""

    def __init__(self, kit: Kit, model: FormModel, field_id: str, parent: QWidget) -> None:
        """The suggestion for a field."""
        super().__init__(parent)
        self._model = model
        self._field = field_id
        look = kit.look
        words = self.tr("Put together for you. Change it as you like.")
        self.line = Words(look, words, Type.SMALL, self, color="muted")
        self.shown = Passage(look, "", self)
        self._open = False
        self.see = SmallLink(kit, self)
        self.see.clicked.connect(self._turn)
        self.take = SmallLink(kit, self, self.tr("Take this"))
        self.own = SmallLink(kit, self, self.tr("Use my own"))
        self.take.clicked.connect(self._take)
        self.own.clicked.connect(self._use_own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        for part in (self.line, self.shown):
            column.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands now."""
        model, field_id = self._model, self._field
        state = model.state(field_id)
        follow = follows(model, field_id) and offered(model, field_id) is not None
        can = not follow and can_take(model, field_id)
        words = self._words(state) if can else ""
        # Once there are words of one's own it is folded, when the keys have left them.
        self._open = bool(words) and (self._open or self._empty)
        #: %1 is what could stand in a field.
        suggested = self.tr("A suggestion: %1").replace("%1", words)
        if words and suggested != self.shown.line.words:
            self.shown.line.say(suggested)
        #: %1 is the name of a field.
        self.take.setAccessibleName(self.tr("Take the suggestion: %1").replace("%1", state.label))
        #: %1 is the name of a field.
        self.own.setAccessibleName(self.tr("Use my own words: %1").replace("%1", state.label))
        self._name(state)
        show_if(self.line, shown=follow)
        show_if(self.shown, shown=self._open)
        show_if(self.see, shown=bool(words) and not self._empty)
        show_if(self.take, shown=can and (self._open or not words))
        show_if(self.own, shown=follow and state.field.type in _WRITTEN)
        show_if(self, shown=follow or self._open)
        self.turned.emit()

    def rest(self) -> None:
        """The keys have left the field: beside words of one's own it is folded."""
        if self._open and not self._empty:
            self._open = False
            self.refresh()

    @property
    def _empty(self) -> bool:
        return is_empty(self._model.held.value(Place(self._field)))

    def _name(self, state: FieldState) -> None:
        hide, see = self.tr("Hide the suggestion"), self.tr("Show the suggestion")
        word = hide if self._open else see
        self.see.dress(word)
        self.see.setAccessibleName(f"{word}: {state.label}")

    def _turn(self) -> None:
        self._open = not self._open
        self.refresh()
        if self._open:
            self.grown.emit(self.shown)
            announce(self, self.shown.line.words)

    def _words(self, state: FieldState) -> str:
        made = offered(self._model, self._field)
        if isinstance(made, str):
            return " ".join(made.split())
        if isinstance(made, tuple) and state.field.type is FieldType.MULTI:
            labels = {option.id: option.label for option in state.options}
            return ", ".join(labels.get(str(each), str(each)) for each in made)
        return ""

    def _take(self) -> None:
        self.acted.emit()
        take_offered(self._model, self._field)

    def _use_own(self) -> None:
        self.acted.emit()
        self._model.write(Place(self._field), None)
