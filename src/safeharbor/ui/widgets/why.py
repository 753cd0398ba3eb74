"""What something rests on: what was studied, how sure that makes us, and the studies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from safeharbor.ui.announce import announce
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.stack import Stack, Workbench
from safeharbor.ui.widgets.words import Words


class Why(Stack):
    """All of it behind one link."""

    unfolded = Signal(object)
    """There is more to be seen; carries the widget."""

    def __init__(
        self,
        bench: Workbench,
        name: str,
        studied: str,
        sure: str,
        sources: Callable[[], Sequence[str]] = tuple,
        foot: str = "",
    ) -> None:
        """Folded up; what is inside is made when it is opened first.

        Args:
            bench: what to make it with.
            name: what the link is called in tests.
            studied: what was studied.
            sure: how sure that makes us.
            sources: reads a sentence about each study, with where it stands.
            foot: one more quiet line, "" for none.
        """
        super().__init__(bench)
        self._words = (studied, sure, foot)
        self._sources = sources
        self._made = False
        self.turn = self.link(name, self.tr("Why this?"), self._turn)
        self.beside(self.turn)
        self.inside = Stack(bench, self)
        self.put(self.inside)
        self.inside.hide()
        self._tell_state()

    def _make(self) -> None:
        self._made = True
        studied, sure, foot = self._words
        if studied:
            self._add(self.tr("What was studied"), studied)
        if sure:
            self._add(self.tr("How sure we are"), sure)
        if sources := self._sources():
            self._add(self.tr("Where it was read"), "")
            for source in sources:
                self.inside.words(source, Type.SMALL, color="muted")
                self.inside.gap(4)
        if foot:
            self.inside.gap(8)
            self.inside.words(foot, Type.SMALL, color="muted")

    def _add(self, head: str, words: str) -> None:
        self.inside.gap(8)
        self.inside.words(head, Type.LABEL)
        if words:
            self.inside.words(words, Type.BODY)

    def _turn(self) -> None:
        opening = self.inside.isHidden()
        if not self._made:
            self._make()
        self.inside.setVisible(opening)
        self._tell_state()
        if opening:
            said = [each.words for each in self.inside.findChildren(Words)]
            announce(self, " ".join(said))
            self.unfolded.emit(self)

    def _tell_state(self) -> None:
        """Let the name say whether it is open, for whoever does not see what is below."""
        #: For a screen reader: the link "Why this?" while nothing is shown below it.
        closed = self.tr("Why this? Closed")
        #: For a screen reader: the same link while its text is shown below it.
        opened = self.tr("Why this? Open")
        self.turn.setAccessibleName(closed if self.inside.isHidden() else opened)
