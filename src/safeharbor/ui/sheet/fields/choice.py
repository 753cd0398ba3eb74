"""One of a few answers. A click on the chosen one takes it back, and so does Delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from safeharbor.domain.answers import Value
from safeharbor.domain.sheet import OTHER, Option
from safeharbor.ui.sheet.fields.options_input import OptionsInput
from safeharbor.ui.sheet.fields.picks import PickLine, PickPill
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away
from safeharbor.ui.widgets.flow import Flow

_GAP: Final = 6
_LONG: Final = 40
"""Letters of an answer from which on all of them stand below each other."""
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}


class ChoiceInput(OptionsInput):
    """All of them. One tab stop; arrows move and choose."""

    def __init__(
        self,
        kit: Kit,
        parent: QWidget,
        options: Sequence[Option],
        name: str,
        *,
        follows: bool = True,
    ) -> None:
        """The answers ``options`` to what is called ``name``.

        With ``follows`` an answer is chosen as an arrow comes to it, else by Space or Enter.
        """
        super().__init__(kit, parent, name)
        self._follows = follows
        self._value = ""
        self.picks: dict[str, PickPill | PickLine] = {}
        kit.look.changed.connect(self._fit)
        self.offer(options)

    @property
    def value(self) -> str:
        """The id of the chosen one, "" for none."""
        return self._value

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these answers from now on."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._build()

    def show_value(self, value: Value) -> None:
        """Show which one is chosen."""
        self._value = value if isinstance(value, str) else ""
        self._show()

    def stops(self) -> list[QWidget]:
        """The answer that Tab visits, what unfolds the rest, and the text beside "other"."""
        first = self._first()
        return [*([] if first is None else [self.picks[first]]), *self._stops_below()]

    def describe(self, words: str) -> None:
        """What a screen reader says of them besides their name."""
        self._about = words
        self._box.setAccessibleDescription(words)
        for pick in self.picks.values():
            pick.setAccessibleDescription(words)

    def set_keys(self, identifier: str) -> None:
        """A stable name for each answer."""
        for name, pick in self.picks.items():
            pick.setAccessibleIdentifier(f"{identifier}.{name}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from answer to answer, Delete takes the choice back."""
        key = Qt.Key(event.key())
        here = next((name for name, pick in self.picks.items() if pick.hasFocus()), None)
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if here is None or held:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._choose("")
        elif key in _STEPS:
            self._move(here, _STEPS[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No answer is wider than the line."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        """Make the answers anew; the keys stay where they are among them."""
        had = next((name for name, pick in self.picks.items() if pick.hasFocus()), None)
        self._new_box()
        self._lay_out()
        self.describe(self._about)
        self._fit()
        self._show()
        if had in self.picks:
            self.picks[had or ""].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        look = self._kit.look
        self.picks = {}
        # One group hears all of them.
        group = QButtonGroup(self._box)
        group.setExclusive(False)
        long = any(len(option.label) > _LONG for option in self._options)
        if long:
            lines = QVBoxLayout(self._box)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
        else:
            flow = Flow(self._box, gap=max(look.px(_GAP) - 2 * look.free_room, 0), row_gap=0)
        for option in self._options:
            pick: PickPill | PickLine
            if long:
                pick = PickLine(look, self._box, option.label)
                lines.addWidget(pick)
            else:
                pick = PickPill(look, option.label, self._box)
                flow.addWidget(pick)
            group.addButton(pick, len(self.picks))
            self.picks[option.id] = pick
        group.idClicked.connect(self._press)

    def _press(self, place: int) -> None:
        option_id = list(self.picks)[place]
        self._choose("" if option_id == self._value else option_id)

    def _move(self, here: str, step: int) -> None:
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        flows = any(isinstance(pick, PickPill) for pick in self.picks.values())
        order = [name for name, pick in self.picks.items() if not is_away(pick)]
        step = -step if back and flows else step
        there = order[(order.index(here) + step) % len(order)]
        # First, since what follows from the choice may take the keys elsewhere.
        self.picks[there].setFocus(Qt.FocusReason.TabFocusReason)
        if self._follows:
            self._choose(there)

    def _choose(self, option_id: str) -> None:
        if option_id == self._value:
            return
        self._value = option_id
        self._show()
        self.written.emit(option_id or None)

    def _show(self) -> None:
        for name, pick in self.picks.items():
            pick.setChecked(name == self._value)
        self._show_folds()
        first = self._first()
        click, tab = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus
        for name, pick in self.picks.items():
            pick.setFocusPolicy(tab if name == first else click)
        self._show_other_box()

    def _holds_other(self) -> bool:
        return self._value == OTHER

    def _is_chosen(self, option_id: str) -> bool:
        return option_id == self._value

    def _part(self, option_id: str) -> QWidget:
        return self.picks[option_id]

    def _first(self) -> str | None:
        if self._value in self.picks:
            return self._value
        return next((name for name, pick in self.picks.items() if not is_away(pick)), None)

    def _fit(self) -> None:
        for pick in self.picks.values():
            if isinstance(pick, PickPill):
                pick.fit(self.width())
        layout = self._box.layout()
        if layout is not None:
            layout.invalidate()
        self.updateGeometry()
