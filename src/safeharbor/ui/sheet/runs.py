"""Text of two states in one: what came is underlined on a ground, what went is struck out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.ui.journal.compare import Part, Run
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.words import Words

_AS_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})


class Runs(Words):
    """Runs to read."""

    def __init__(self, look: Look, runs: Sequence[Run], parent: QWidget) -> None:
        """Show ``runs``; a screen reader hears each state as a whole, too."""
        self._runs = tuple(runs)
        super().__init__(look, "", Type.BODY, parent)
        then = "".join(run.older for run in runs if run.part is not Part.ADDED)
        now = "".join(run.text for run in runs if run.part is not Part.REMOVED)
        #: %1 and %2 are what stood in a field, "" for nothing.
        words = self.tr("Then: %1. Now: %2.").replace("%1", then).replace("%2", now)
        self.setAccessibleDescription(words)

    def say(self, _text: str) -> None:
        """Show the runs."""
        self._words = "".join(run.text for run in self._runs)
        added, ground = self._look.color("accent"), self._look.color("accent_soft")
        gone = self._look.color("danger")
        looks = {
            Part.SAME: "",
            Part.ADDED: f"text-decoration:underline;background:{ground.name()};"
            f"text-decoration-color:{added.name()}",
            Part.REMOVED: f"text-decoration:line-through;color:{gone.name()}",
        }
        spans = (
            f'<span style="{looks[run.part]}">{run.text.translate(_AS_TEXT)}</span>'
            for run in self._runs
        )
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = ' align="right"' if back else ""
        self.setText(f'<p{side} style="line-height:130%">{"".join(spans)}</p>')

    def _refresh(self) -> None:
        super()._refresh()
        self.say("")
