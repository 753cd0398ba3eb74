"""A list of things to tick that takes no room until it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.page import Choosable
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.options import Tick

_INSIDE: Final = 16
_BELOW: Final = 8


class TickList(QWidget):
    """A word that opens a list, and the list."""

    changed = Signal()
    """Something was ticked by hand, or no longer is."""

    def __init__(self, look: Look, icons: Icons, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self.link = Link(look, icons, self, word)
        self.link.clicked.connect(self._turn)
        self.ticks: dict[str, Tick] = {}
        self._list = QWidget(self)
        self._rows = QVBoxLayout(self._list)
        # Further in than what is ticked beside it, since it belongs to the word above.
        self._rows.setContentsMargins(look.px(_INSIDE), 0, 0, look.px(_BELOW))
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.link)
        column.addWidget(self._list)
        self.close_list()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked, in order."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def offer(self, offered: Sequence[Choosable], chosen: Sequence[str] = ()) -> None:
        """Offer these; with none of them it is not there. What is the same stays as it is."""
        if [each.key for each in offered] != list(self.ticks):
            for tick in self.ticks.values():
                self._rows.removeWidget(tick)
                tick.deleteLater()
            self.ticks = {each.key: self._tick(each.label) for each in offered}
            for key, tick in self.ticks.items():
                tick.setChecked(key in chosen)
                tick.toggled.connect(lambda _: self.changed.emit())
        self.setVisible(bool(offered))

    def open_list(self) -> None:
        """Show all of it."""
        self._show(on=True)

    def close_list(self) -> None:
        """Show the word alone."""
        self._show(on=False)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.link, *self.ticks.values()]

    def _turn(self) -> None:
        self._show(on=self._list.isHidden())

    def _show(self, *, on: bool) -> None:
        self._list.setVisible(on)
        #: Read out for a word that opens and closes a list below it.
        self.link.setAccessibleDescription(self.tr("open") if on else self.tr("closed"))

    def _tick(self, label: str) -> Tick:
        tick = Tick(self._look, self._icons, self._list, label)
        self._rows.addWidget(tick)
        return tick
