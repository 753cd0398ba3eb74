"""The page of the trash: shown, and what is done there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.leaf import Leaf
from safeharbor.ui.widgets.stack import Bench, Stack
from safeharbor.ui.worksheets.desk import ShelfDesk
from safeharbor.ui.worksheets.trash import TrashPage


class TrashLeaf(Leaf):
    """What was thrown away."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        desk: ShelfDesk,
        today: Callable[[], dt.date],
        titles: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        """An empty page; ``start`` fills it.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            desk: what is in the trash.
            today: the day.
            titles: whether names of what was filled in may be seen.
            parent: the screen.
        """
        super().__init__(look, icons, self._page, parent, back=self.tr("Worksheets"))
        self._desk = desk
        self._today = today
        self._titles = titles
        self._asking: UUID | str | None = None
        desk.trash_changed.connect(self._on_changed)

    def start(self) -> None:
        """Show what is there now, from the top."""
        self._asking = None
        self.rebuild(top=True)
        self.back.setFocus()
        self._desk.refresh_trash()

    def _page(self, bench: Bench) -> Stack:
        page = TrashPage(
            bench, self._desk.trash, self._today(), titles=self._titles(), asking=self._asking
        )
        page.restore.connect(self._restore)
        page.asked.connect(self._ask_first)
        page.delete.connect(lambda what: self._desk.destroy(what, self._renew))
        page.more.connect(self._desk.more_trash)
        return page

    def _restore(self, what: UUID | str) -> None:
        def back() -> None:
            self._renew()
            self.say(self.tr("It is back."))

        self._desk.bring_back(what, back)

    def _ask_first(self, what: UUID | str | None) -> None:
        before, self._asking = self._asking, what
        key = what or before
        name = key if isinstance(key, str) else key.hex if key else ""
        self.rebuild(f"trash.{name}.{'no' if what else 'delete'}")

    def _renew(self) -> None:
        self._asking = None
        self._desk.refresh_trash()
        self._desk.refresh()

    def _on_changed(self) -> None:
        if self.isVisible():
            had = self.has_keys
            self.rebuild()
            if had and not self.has_keys:
                self.give_keys()
