"""Below a question: the worksheets that were filled in, to be opened one by one.

None is named before somebody asks, and none is picked for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.filled import SheetSummary
from safeharbor.ui.announce import announce
from safeharbor.ui.guide import going
from safeharbor.ui.guide.part import Place, present
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.titles_shown import titles_shown
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingLink, WrappingRow
from safeharbor.ui.wishes import OpenSheet
from safeharbor.ui.worksheets.talk import in_words

MOST: Final = 20
"""So many of the newest are shown; all of them stand under Worksheets."""


class FilledSheets(QWidget):
    """A link, and what it brings."""

    went = Signal(object)
    """Somebody opens one and comes back; carries the Goal."""
    turned = Signal()
    sight = Signal(object)

    def __init__(self, place: Place, parent: QWidget) -> None:
        """Nothing is asked for yet."""
        super().__init__(parent)
        self._place = place
        self._links: list[Link] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(place.kit.look.px(2))
        self.show_them = self._link(self.tr("Show the sheets I filled in"), "sheets", self._ask)
        self._column.addWidget(WrappingRow(place.kit.look, self, self.show_them))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return present(self.show_them, *self._links)

    def _ask(self) -> None:
        self._place.filled(MOST, self._found)

    def _found(self, found: list[SheetSummary]) -> None:
        had_keys = self.show_them.hasFocus()
        show_if(self.show_them, shown=False)
        look, titles = self._place.kit.look, titles_shown(self._place.preferences)
        if not found:
            words = self.tr("There are none yet. An empty one can be filled in or printed too.")
            self._column.addWidget(Words(look, words, Type.SMALL, self, color="muted"))
            announce(self, words)
        for number, summary in enumerate(found):
            named = in_words(summary, self._place.kit.today(), titles=titles)
            goal = going.Goal(going.WORKSHEET, OpenSheet(summary.id, then=self._place.here))
            link = self._link(named, f"sheets.{number}", partial(self.went.emit, goal))
            self._links.append(link)
            self._column.addWidget(WrappingRow(look, self, link))
        if had_keys and self._links:
            self._links[0].setFocus()
        self.turned.emit()
        self.sight.emit(self)

    def _link(self, word: str, name: str, act: Callable[[], object]) -> Link:
        kit = self._place.kit
        made = WrappingLink(kit.look, kit.icons, self, word)
        made.setAccessibleIdentifier(f"step.{name}")
        made.clicked.connect(lambda *_: act())
        return made
