"""One block of a step on the page: what all kinds of them have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.domain.answers import Value
from safeharbor.domain.filled import SheetSummary
from safeharbor.domain.guide import Block
from safeharbor.system.prefs import Preferences
from safeharbor.ui.guide.visit import Visit
from safeharbor.ui.guides.written import Written
from safeharbor.ui.sheet.gate import FearGate
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.question_head import BesideLink
from safeharbor.ui.sheet.shown import is_away
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.widgets.wrapping import WrappingLink


def nobody(*_asked: object) -> None:
    """Where nothing is kept, nobody answers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is shown.

    Attributes:
        kit: what to make everything with.
        visit: the step and what stands in it.
        fear: what was answered to the question about fear.
        preferences: the plain settings.
        here: the route to come back to.
        night: whether it is late.
        newest: hands the newest filled sheet of an id to whoever asks, if there is one.
        earlier: hands on what was answered in a field of a step before, if anything was.
        written: hands on everything that was written in the guide.
        filled: hands on so many of the newest filled sheets.
        back: where the way back leads, "" for the page of the guide.
    """

    kit: Kit
    visit: Visit
    fear: FearGate
    preferences: Preferences
    here: str
    night: bool = False
    newest: Callable[[str, Callable[[SheetSummary], None]], None] = nobody
    earlier: Callable[[str, str, Callable[[Value], None]], None] = nobody
    written: Callable[[Callable[[tuple[Written, ...]], None]], None] = nobody
    filled: Callable[[int, Callable[[list[SheetSummary]], None]], None] = nobody
    back: str = ""


class Part(QWidget):
    """A block. It knows its name in the list, and whether somebody is through with it."""

    went = Signal(object)
    """Somebody goes elsewhere and comes back here; carries the Goal."""
    chose = Signal(str)
    """A preference was changed; carries its key."""
    asked = Signal(str)
    """Somebody wants to go to what a link names."""
    passed = Signal()
    """On to what comes next."""
    turned = Signal()
    """Somebody is through with it, or its stops are others now."""
    sight = Signal(object)
    told = Signal(object)
    """Something is said in this widget; whoever goes by keys is to see it."""
    caret = Signal(object)
    shifted = Signal(object, int)

    def __init__(self, place: Place, block: Block, parent: QWidget) -> None:
        """Nothing is in it yet."""
        super().__init__(parent)
        self.place = place
        self.block = block
        self.through = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(place.kit.look.px(4))

    @property
    def name(self) -> str:
        """What it is called in the list of the step."""
        raise NotImplementedError

    @property
    def done(self) -> bool:
        """Whether somebody is through with it: answered, read, or passed over."""
        return self.through

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        raise NotImplementedError

    def give_keys(self) -> None:
        """Give the keys to the first thing in it."""
        stop = next((each for each in self.stops() if each.isVisibleTo(self)), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def be_through(self) -> None:
        """Somebody is through with it."""
        if not self.through:
            self.through = True
            self.turned.emit()

    def pass_over(self) -> None:
        """It is passed over: on to the next."""
        self.be_through()
        self.passed.emit()

    def words(self, words: str, kind: Type = Type.BODY, color: str = "text") -> Words:
        """A paragraph at the end of the column."""
        made = Words(self.place.kit.look, words, kind, self, color=color)
        self.column.addWidget(made)
        return made

    def link(self, word: str, name: str, act: Callable[[], object]) -> Link:
        """A link, not yet in the column, called ``name``."""
        made = WrappingLink(self.place.kit.look, self.place.kit.icons, self, word)
        made.setAccessibleIdentifier(f"step.{name}")
        made.clicked.connect(lambda *_: act())
        return made

    def skip(self, what: str) -> Link:
        """The way past it, not yet in the column; ``what`` is named to a screen reader."""
        made = Link(self.place.kit.look, self.place.kit.icons, self, self.tr("Skip this"))
        made.setAccessibleIdentifier("step.skip")
        made.clicked.connect(self.pass_over)
        #: %1 is what a part of a page is called.
        made.setAccessibleName(self.tr("Skip this: %1").replace("%1", what))
        return made

    def head(self, words: str, skip: Link) -> Words:
        """A line with ``words`` and the way past it."""
        head = PartHead(self.place.kit.look, self, words, skip)
        self.column.addWidget(head)
        return head.label


class PartHead(QWidget):
    """Words and the way past a part; below each other where a long word leaves no room for both."""

    def __init__(self, look: Look, parent: QWidget, words: str, skip: Link) -> None:
        """``words``, and ``skip`` at the end of their first line."""
        super().__init__(parent)
        self._skip = skip
        self.label = Words(look, words, Type.LABEL, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(BesideLink(look, self.label, skip), 1)
        self._row.addWidget(skip, 0, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two."""
        width = max(self.label.minimumSizeHint().width(), self._skip.sizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room has changed."""
        super().resizeEvent(event)
        both = self.label.minimumSizeHint().width() + self._skip.sizeHint().width()
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if both > self.width() else across)


def present(*widgets: QWidget | None) -> list[QWidget]:
    """Those of ``widgets`` that are made and not put away."""
    return [each for each in widgets if each is not None and not is_away(each)]
