"""Several answers of many: ticks, perhaps in groups, side by side where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from safeharbor.domain.answers import Value, options_in
from safeharbor.domain.sheet import OTHER, Option
from safeharbor.ui.sheet.fields.options_input import OptionsInput
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import is_away
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.widgets.words import Words

_COLUMN: Final = 232
"""The least width of a column of ticks."""
_MOST: Final = 3
_LONG: Final = 30
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LINES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Tick(Tick):
    """A tick whose arrows belong to the list, and that Enter sets too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter set it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class MultiInput(OptionsInput):
    """All of them; each is a tab stop, and arrows go from one to the next too."""

    def __init__(self, kit: Kit, parent: QWidget, options: Sequence[Option], name: str) -> None:
        """The answers ``options`` to what is called ``name``."""
        super().__init__(kit, parent, name)
        self._chosen: tuple[str, ...] = ()
        self._columns = 1
        self.ticks: dict[str, Tick] = {}
        self._grids: list[tuple[QGridLayout, list[Tick]]] = []
        kit.look.changed.connect(self._arrange)
        self.offer(options)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of those that are ticked."""
        return self._chosen

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these answers from now on."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._build()

    def show_value(self, value: Value) -> None:
        """Show which ones are ticked."""
        self._chosen = options_in(value)
        self._show()

    def stops(self) -> list[QWidget]:
        """Every tick, what unfolds the rest, and the text beside "other"."""
        ticks: list[QWidget] = [tick for tick in self.ticks.values() if not is_away(tick)]
        return [*ticks, *self._stops_below()]

    def describe(self, words: str) -> None:
        """What a screen reader says of the list besides its name."""
        self._about = words
        self._box.setAccessibleDescription(words)
        first = next(iter(self.ticks.values()), None)
        if first is not None:
            first.setAccessibleDescription(words)

    def set_keys(self, identifier: str) -> None:
        """A stable name for each answer."""
        for name, tick in self.ticks.items():
            tick.setAccessibleIdentifier(f"{identifier}.{name}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from tick to tick, Up and Down from line to line."""
        shown = [tick for tick in self.ticks.values() if not is_away(tick)]
        here = next((tick for tick in shown if tick.hasFocus()), None)
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = Qt.Key(event.key())
        if here is None or held or key not in {*_STEPS, *_LINES}:
            super().keyPressEvent(event)
            return
        if key in _LINES:
            there = _in_line(shown, here, _LINES[key])
        else:
            back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            place = shown.index(here) + (-_STEPS[key] if back else _STEPS[key])
            there = shown[min(max(place, 0), len(shown) - 1)]
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        look = self._kit.look
        column = QVBoxLayout(self._new_box())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ticks, self._grids = {}, []
        for group, options in groupby(self._options, key=lambda option: option.group):
            if group:
                column.addSpacing(look.px(8) if self._grids else 0)
                column.addWidget(Words(look, group, Type.SMALL_HEAD, self._box, color="muted"))
            grid = QGridLayout()
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(0)
            column.addLayout(grid)
            self._grids.append((grid, [self._make(option) for option in options]))
        self._columns = 0
        self.describe(self._about)
        self._show()

    def _make(self, option: Option) -> Tick:
        tick = _Tick(self._kit.look, self._kit.icons, self._box, option.label)
        tick.clicked.connect(partial(self._press, option.id))
        self.ticks[option.id] = tick
        return tick

    def _press(self, option_id: str) -> None:
        on = self.ticks[option_id].isChecked()
        now = {*self._chosen, option_id} if on else set(self._chosen) - {option_id}
        # What only a newer version offers stays chosen.
        order = [*self.ticks, *(each for each in self._chosen if each not in self.ticks)]
        self._chosen = tuple(each for each in order if each in now)
        self._show()
        self.written.emit(self._chosen or None)

    def _show(self) -> None:
        for name, tick in self.ticks.items():
            tick.setChecked(name in self._chosen)
        self._show_folds()
        self._show_other_box()
        self._columns = 0
        self._arrange()

    def _holds_other(self) -> bool:
        return OTHER in self._chosen

    def _is_chosen(self, option_id: str) -> bool:
        return option_id in self._chosen

    def _part(self, option_id: str) -> QWidget:
        return self.ticks[option_id]

    def _arrange(self) -> None:
        """Put the ticks in rows; the order in which they are read stays."""
        columns = self._fitting()
        if columns == self._columns:
            return
        self._columns = columns
        for grid, ticks in self._grids:
            for tick in ticks:
                grid.removeWidget(tick)
            shown = [tick for tick in ticks if not is_away(tick)]
            for place, tick in enumerate(shown):
                row, column = divmod(place, columns)
                grid.addWidget(tick, row, column, Qt.AlignmentFlag.AlignTop)
            for column in range(_MOST):
                grid.setColumnStretch(column, int(column < columns))

    def _fitting(self) -> int:
        longest = max((len(option.label) for option in self._options), default=0)
        if longest > _LONG or len(self._options) < 4:
            return 1
        wide = self._kit.look.px(_COLUMN if longest > _LONG // 2 else _COLUMN * 3 // 4)
        return min(max(self.width() // wide, 1), _MOST)


def _in_line(ticks: Sequence[Tick], here: Tick, step: int) -> Tick:
    """The tick in the next line up (-1) or down (1), the nearest across; ``here`` at the end."""
    beyond = [each for each in ticks if (each.y() - here.y()) * step > 0]
    if not beyond:
        return here
    line = min(abs(each.y() - here.y()) for each in beyond)
    near = (each for each in beyond if abs(each.y() - here.y()) == line)
    return min(near, key=lambda each: abs(each.x() - here.x()))
