"""What helps with an answer and stays folded until it is asked for: examples and ready words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.announce import announce
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.notes import Passage
from safeharbor.ui.sheet.shown import show_if
from safeharbor.ui.sheet.small_link import SmallLink
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.rows import Aside
from safeharbor.ui.widgets.words import Words


class Aids(QWidget):
    """What one of its links has unfolded. The links stand with others in a line of the question."""

    taken = Signal(str)
    """These words are to stand in the field."""
    turned = Signal()
    """Its links are others now."""
    grown = Signal(object)
    """More of it can be seen now; carries the widget."""

    def __init__(self, kit: Kit, parent: QWidget, label: str) -> None:
        """No aids yet for the question ``label``."""
        super().__init__(parent)
        self._kit = kit
        self._label = label
        self._example = ""
        self._ready: tuple[str, ...] = ()
        self.example = self._link(self._turn_example)
        self.words = self._link(self._turn_words)
        self._shown: Passage | None = None
        self._list: QWidget | None = None
        self._takes: list[SmallLink] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(kit.look.px(2))
        self._say()

    def offer(self, label: str, example: str, ready: Sequence[str]) -> None:
        """Offer these; what was unfolded stays so while it is there."""
        if (example, tuple(ready)) == (self._example, self._ready):
            return
        unfolded = self._shown is not None
        self._fold_example()
        self._fold_words()
        self._label, self._example, self._ready = label, example, tuple(ready)
        if unfolded and example:
            self._turn_example()
        self._say()

    def stops(self) -> list[QWidget]:
        """What can be taken."""
        return list(self._takes)

    def _say(self) -> None:
        #: A filled-in example of an answer.
        shown = self.tr("Hide the example") if self._shown else self.tr("Example")
        self._name(self.example, shown)
        listed = self.tr("Hide the words") if self._list else self.tr("Words to start from")
        self._name(self.words, listed)
        show_if(self.example, shown=bool(self._example))
        show_if(self.words, shown=bool(self._ready))
        show_if(self, shown=self._shown is not None or self._list is not None)
        self.turned.emit()

    def _name(self, link: SmallLink, word: str) -> None:
        link.dress(word)
        link.setAccessibleName(f"{word}: {self._label}")

    def _link(self, act: Callable[[], None]) -> SmallLink:
        link = SmallLink(self._kit, self)
        link.clicked.connect(lambda *_: act())
        return link

    def _turn_example(self) -> None:
        if self._shown is not None:
            self._fold_example()
        else:
            self._shown = Passage(self._kit.look, self._example, self)
            self._column.insertWidget(0, self._shown)
            self._shown.show()
            self.grown.emit(self._shown)
            announce(self, self._example)
        self._say()

    def _fold_example(self) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def _turn_words(self) -> None:
        if self._list is not None:
            self._fold_words()
        else:
            self._list = self._make_list()
            self._column.addWidget(self._list)
            self._list.show()
            self.grown.emit(self._list)
        self._say()

    def _fold_words(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None
            self._takes = []

    def _make_list(self) -> QWidget:
        look = self._kit.look
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        for words in self._ready:
            said = Words(look, words, Type.BODY, box, color="muted")
            link = SmallLink(self._kit, box, self.tr("Take this"))
            #: %1 is a sentence.
            link.setAccessibleName(self.tr("Take this: %1").replace("%1", words))
            link.clicked.connect(lambda *_, words=words: self._take(words))
            self._takes.append(link)
            column.addWidget(Aside(look, box, said, link, words=said))
        return box

    def _take(self, words: str) -> None:
        self._fold_words()
        self._say()
        self.taken.emit(words)
