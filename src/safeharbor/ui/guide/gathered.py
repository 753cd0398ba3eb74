"""What was written in the steps of a guide, gathered in one of them: titles and days.

Each is opened by hand, so that nothing painful is read by accident.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.guide import Block
from safeharbor.ui.announce import announce
from safeharbor.ui.guide import going
from safeharbor.ui.guide.doing import Doing
from safeharbor.ui.guide.part import Place
from safeharbor.ui.guides.talk import step_name
from safeharbor.ui.guides.written import Written
from safeharbor.ui.sheet.fields.days import said_day
from safeharbor.ui.sheet.notes import Passage
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingRow
from safeharbor.ui.wishes import OpenGuide

_GAP: Final = 6


class GatheredPart(Doing):
    """The list, and the way to all of it as one page to print or save."""

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        """Empty until it has come what was written."""
        #: Above a list of the steps in which somebody wrote something.
        super().__init__(place, block, parent, block.label or self.tr("What you wrote"))
        self.none = self.words(self.tr("Nothing is written here yet. Nothing has to be."))
        self.none.hide()
        if block.help:
            self.words(block.help, Type.SMALL, color="muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(place.kit.look.px(2))
        self.column.addLayout(self._list)
        #: Leads to everything that was written in a guide, where it can be put onto paper.
        words = self.tr("All of it, to print or save")
        self.all = self.link(words, "gathered.all", self._to_all)
        self.all.hide()
        self.column.addWidget(WrappingRow(place.kit.look, self, self.all))
        place.written(self._found)

    def _found(self, written: tuple[Written, ...]) -> None:
        """Show the newest of each step but this one."""
        newest: dict[str, Written] = {}
        for each in written:
            if each.step_id != self.place.visit.step.id:
                newest.setdefault(each.step_id, each)
        for each in newest.values():
            opened = Opened(self.place, each, self)
            self._list.addWidget(opened)
            self.links.append(opened.turn)
        if newest:
            self.links.append(self.all)
        show_if(self.none, shown=not newest)
        show_if(self.all, shown=bool(newest))
        self.turned.emit()

    def _to_all(self) -> None:
        wish = OpenGuide(self.place.visit.guide.id, written=True)
        self.went.emit(going.Goal(going.GUIDES, wish))


class Opened(QWidget):
    """A step by its title and day; a press shows what was written in it, another folds it up."""

    def __init__(self, place: Place, written: Written, parent: GatheredPart) -> None:
        """Folded up."""
        super().__init__(parent)
        self._place = place
        self._written = written
        self._part = parent
        named = [step_name(written.step_id), written.sheet.title]
        self._title = ": ".join(filter(None, named))
        self.turn: Link = parent.link(
            f"{self._title}, {said_day(written.day.isoformat())}",
            f"gathered.{written.step_id}",
            self._turn,
        )
        self.passage: Passage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(WrappingRow(place.kit.look, self, self.turn))
        self._tell()

    def _turn(self) -> None:
        passage, self.passage = self.passage, None
        if passage is None:
            self.passage = self._filled()
            self._column.addWidget(self.passage)
            self.passage.show()
            said = self.passage.findChildren(Words)
            announce(self, " ".join(each.words for each in said))
            self._part.sight.emit(self)
        else:
            # What was read stays no longer than somebody wants it to.
            self._column.removeWidget(passage)
            passage.hide()
            passage.deleteLater()
        self._tell()

    def _filled(self) -> Passage:
        look = self._place.kit.look
        passage = Passage(look, "", self)
        passage.line.hide()
        for words, heading in self._written.lines():
            kind, color = (Type.SMALL, "muted") if heading else (Type.BODY, "text")
            if heading:
                passage.inside.addSpacing(look.px(_GAP))
            passage.inside.addWidget(Words(look, words, kind, passage, color=color))
        passage.inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        return passage

    def _tell(self) -> None:
        """Let the name say whether it is open."""
        #: Read out for a link that opens and closes a passage below it; %1 is its title.
        words = self.tr("%1. Open") if self.passage is not None else self.tr("%1. Closed")
        self.turn.setAccessibleName(words.replace("%1", self.turn.text()))
