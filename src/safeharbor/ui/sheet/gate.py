"""The question about fear, asked once while the window is open and never written down."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.sheet import Fear


class FearGate(QObject):
    """What was answered. There is one for the window; a lock makes it forget."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nobody was asked yet."""
        super().__init__(parent)
        self._answer: Fear | None = None
        self._careful: set[str] = set()

    @property
    def answer(self) -> Fear | None:
        """What was answered, None where nobody was asked or somebody wants to be asked again."""
        return self._answer

    def give(self, answer: Fear | None) -> None:
        """Hold an answer, or ask again with None."""
        if answer is not self._answer:
            self._answer = answer
            self.changed.emit()

    def forget(self) -> None:
        """Forget it, as at a lock or when the window is hidden."""
        self._careful.clear()
        self.give(None)

    def be_careful(self, guide_id: str, *, careful: bool) -> None:
        """Hold that somebody may be afraid of whoever reads this guide, or that nobody is."""
        (self._careful.add if careful else self._careful.discard)(guide_id)

    def is_careful(self, guide_id: str) -> bool:
        """Whether that was said in this guide while the window is open."""
        return guide_id in self._careful
