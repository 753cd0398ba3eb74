"""How strong it is, from 0 to 10, or "can't tell": asked only of those who want to be asked.

No answer is not 0, and what was chosen is taken back by choosing it again.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from safeharbor.domain.practice import UNSURE
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.scale import LARGE, Scale, Unsure


class DistressScale(Scale):
    """Eleven large cells and one for "can't tell", which stands for ``UNSURE``."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """No answer yet."""
        #: How strong somebody's distress is.
        name = QCoreApplication.translate("DistressScale", "How strong is it, from 0 to 10?")
        #: The answer of somebody who cannot say a number.
        unsure = QCoreApplication.translate("DistressScale", "Can't tell, or numb")
        super().__init__(look, parent, str(name), unsure=Unsure(str(unsure), UNSURE), size=LARGE)

    @property
    def value(self) -> int | None:
        """The answer; None where there is none."""
        value = super().value
        return value if isinstance(value, int) else None
