"""What I meant to do: a page that somebody opens, and that never opens itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.domain.entry import Changes
from safeharbor.domain.guide import parts_of
from safeharbor.domain.meant import MeantItem
from safeharbor.services.sheets import SheetService
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.leaf import Leaf
from safeharbor.ui.widgets.stack import Bench, Stack
from safeharbor.ui.wishes import OpenSheet, OpenStep
from safeharbor.ui.worksheets.meant import PORTION, MeantPage, row_name

_PORTION = 200
_SHEET = "worksheet"
_STEP = "guide_step"
_HERE = "meant"


class MeantScreen(Screen):
    """The page, read anew whenever it is opened."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        sheets: SheetService,
        bridge: Bridge,
        today: Callable[[], dt.date],
        home: str,
        parent: QWidget | None = None,
    ) -> None:
        """An empty page.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            sheets: the filled sheets.
            bridge: brings results to this thread.
            today: the day.
            home: the route that the way back leads to.
            parent: the window.
        """
        super().__init__(parent)
        self._sheets = sheets
        self._bridge = bridge
        self._today = today
        self._home = home
        self._items: list[MeantItem] = []
        self.loaded = False
        self._most = PORTION
        self._asked = 0
        self._pressed = ""
        self.setAccessibleName(self.tr("What I meant to do"))
        self.leaf = Leaf(look, icons, self._make, self, back=self.tr("Worksheets"))
        self.leaf.left.connect(self.escape)
        bridge.changed.connect(self._on_changed)

    def entered(self) -> None:
        """Read what there is; the keys go to what was pressed last."""
        self.leaf.rebuild()
        self._give_keys()
        self._read()

    def left(self) -> None:
        """Nothing of what was said stays."""
        self.leaf.notice.clear()

    def escape(self) -> None:
        """Back to the worksheets."""
        self._pressed = ""
        self.go.emit(self._home)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.leaf.stops()

    def arrange(self) -> None:
        """Fill the room."""
        self.leaf.setGeometry(self.rect())
        self.leaf.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _make(self, bench: Bench) -> Stack:
        page = MeantPage(bench, self._items, self._today(), loaded=self.loaded, most=self._most)
        page.opened.connect(self._open)
        page.more.connect(self._show_more)
        page.moved.connect(self.leaf.bring)
        return page

    def _open(self, item: MeantItem) -> None:
        self._pressed = row_name(item)
        guide, step = parts_of(item.template_id)
        if step:
            self.ask.emit(_STEP, OpenStep(guide, step, then=_HERE))
        else:
            self.ask.emit(_SHEET, OpenSheet(item.form_id, _HERE))

    def _show_more(self) -> None:
        self._most += PORTION
        self.leaf.rebuild("meant.more")

    def _read(self) -> None:
        self._asked += 1
        asked = self._asked
        found: list[MeantItem] = []

        def next_page(before: int | None) -> None:
            def ok(page: list[MeantItem]) -> None:
                if asked != self._asked:
                    return
                found.extend(page)
                if page:
                    next_page(page[-1].sort_key)
                else:
                    self._show(found)

            ask(
                self._bridge,
                self,
                lambda: self._sheets.meant(before, _PORTION),
                ok,
                self.leaf.say_error,
            )

        next_page(None)

    def _show(self, found: list[MeantItem]) -> None:
        if self.loaded and found == self._items:
            return
        self._items, self.loaded = found, True
        waits = self.leaf.back.hasFocus()
        self.leaf.rebuild()
        if waits:
            self._give_keys()

    def _give_keys(self) -> None:
        """To what was pressed last, else to the first row, as soon as there is one."""
        self.leaf.give_keys(self._pressed, bring=bool(self._pressed))

    def _on_changed(self, changes: Changes) -> None:
        if changes.forms and self.isVisible():
            self._read()
