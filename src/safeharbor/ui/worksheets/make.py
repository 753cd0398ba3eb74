"""What a sheet of one's own begins with: nothing, or the questions of another one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.shelf_group import Group, Grouped, Item
from safeharbor.ui.widgets.stack import Workbench
from safeharbor.ui.worksheets.desk import Known
from safeharbor.ui.worksheets.talk import OWN, SHELVES, group_name


class MakePage(Grouped):
    """The page."""

    begin = Signal()
    """From nothing."""
    copy_of = Signal(str)
    """From the sheet with this id."""

    def __init__(self, bench: Workbench, known: Known) -> None:
        """The page."""
        super().__init__(bench)
        self._names = [group_name(each) for each in (*SHELVES, OWN)]
        self.words(self.tr("Make a sheet"), Type.TITLE)
        self.gap(4)
        lead = self.tr("Begin with the questions of another sheet, or with none.")
        self.words(lead, Type.READING, color="muted")
        self.gap(16)
        self.alone(self.button("make.new", self.tr("Begin empty"), self.begin.emit))
        self.gap(20)
        for shelf in SHELVES:
            cards = [card for card in known.cards.values() if card.shelf == shelf]
            self._add(shelf, [(card.id, card.title) for card in cards])
        self._add(OWN, [(sheet.id, sheet.title) for sheet in known.own])
        self.rule()
        self.gap(32)
        self.column.addStretch(1)

    def _add(self, name: str, sheets: list[tuple[str, str]]) -> None:
        if not sheets:
            return
        group = Group(self.bench, group_name(name), self._names)
        for sheet_id, title in sheets:
            group.row(Item(f"make.{sheet_id}", title), partial(self.copy_of.emit, sheet_id))
        self.put_group(group)
