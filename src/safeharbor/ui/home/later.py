"""Not now: a quiet word that ends, or begins, exactly where the page does."""

from __future__ import annotations

from PySide6.QtGui import QFont

from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.link import Link


class Later(Link):
    """A word without an edge and without a line below it."""

    def _word_font(self) -> QFont:
        return self._look.font(Type.BUTTON)
