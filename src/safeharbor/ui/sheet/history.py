"""Steps that can be taken back. Typing is taken back word by word, everything else one by one.

A step of something that is never stored is taken out when the form is left: nothing of it is left
behind. The stack of Qt counts steps and says what can be undone; what a step does is kept here,
since commands that are written in Python crash when Qt and the garbage collector both end them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from safeharbor.domain.answer_edit import Edit, merges
from safeharbor.domain.suggest import Suggested
from safeharbor.ui.sheet.held import Place


@dataclass(frozen=True, slots=True)
class Change:
    """One step.

    Attributes:
        place: what it is about; the keys go there when it is taken back.
        edits: what it does, in order.
        back: what takes it back, in order.
        before, after: whose words stand in fields with a suggestion.
        keep: the fields that are kept all the same, before and after; None where that stays.
        run: what is typed in one go has the same number.
    """

    place: Place
    edits: tuple[Edit, ...]
    back: tuple[Edit, ...]
    before: Suggested
    after: Suggested
    keep: tuple[frozenset[str], frozenset[str]] | None = None
    run: int = 0

    def with_next(self, other: Change) -> Change | None:
        """Both as one where ``other`` goes on with the same word, else None."""
        if self.run != other.run or len(other.edits) != 1 or not self.edits:
            return None
        if not merges(self.edits[-1], other.edits[0]):
            return None
        return replace(self, edits=(*self.edits[:-1], other.edits[0]), after=other.after)


class History(QObject):
    """All steps of one form."""

    travelled = Signal(object, int)
    """This Change is to be done again (1), or to be taken back (-1)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._steps: list[Change] = []
        self._at = 0
        self.stack.indexChanged.connect(self._follow)

    def push(self, change: Change) -> None:
        """A change that was made a moment ago; what was taken back before it is gone for good."""
        at = self.stack.index()
        both = self._steps[at - 1].with_next(change) if at == len(self._steps) > 0 else None
        if both is not None:
            self._steps[-1] = both
            return
        self._steps[at:] = [change]
        self._at = at + 1
        self.stack.push(QUndoCommand())

    def undo(self) -> None:
        """Take back the last step."""
        self.stack.undo()

    def redo(self) -> None:
        """Do the next step again."""
        self.stack.redo()

    def forget(self, concerns: Callable[[Place], bool]) -> None:
        """Take out every step that is about such a place."""
        at = self.stack.index()
        kept = [step for step in self._steps if not concerns(step.place)]
        if len(kept) < len(self._steps):
            done = sum(not concerns(step.place) for step in self._steps[:at])
            self._lay_out(kept, done)

    def clear(self) -> None:
        """Forget all of it."""
        self._lay_out([], 0)

    def _lay_out(self, steps: Sequence[Change], done: int) -> None:
        """Have these steps, of which the first ``done`` are done; none of them runs."""
        self._steps, self._at = [], 0
        self.stack.clear()
        self._steps = list(steps)
        for number in range(len(steps)):
            self._at = number + 1
            self.stack.push(QUndoCommand())
        self._at = done
        self.stack.setIndex(done)

    def _follow(self, index: int) -> None:
        while self._at != index:
            ahead = index > self._at
            step = self._steps[self._at if ahead else self._at - 1]
            self._at += 1 if ahead else -1
            self.travelled.emit(step, 1 if ahead else -1)
