"""The box that keeps an answer which is never stored otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from safeharbor.domain.answers import is_empty
from safeharbor.domain.sheet import Field
from safeharbor.ui.announce import announce
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.model import FormModel
from safeharbor.ui.widgets.options import Tick


class KeepTick(Tick):
    """Ticked by hand alone. Once the tick is gone it says what becomes of what was kept."""

    def __init__(self, kit: Kit, model: FormModel, field: Field, parent: QWidget) -> None:
        """The box of ``field``, which has words for one."""
        super().__init__(kit.look, kit.icons, parent, field.keep_label)
        self._model = model
        self._name = field.id
        self._kept = False
        self._dropped = False
        self.setAccessibleIdentifier(f"sheet.{field.id}.keep")
        self.clicked.connect(lambda on: model.keep(field.id, kept=bool(on)))

    def refresh(self) -> None:
        """Stand as the form says."""
        kept = self._name in self._model.held.keep
        self._dropped = not kept and (self._dropped or self._kept)
        self._kept = kept
        self.setChecked(kept)
        empty = is_empty(self._model.held.answers.value(self._name))
        words = self._taken_out() if self._dropped and not empty else ""
        if words != self.accessibleDescription():
            self.explain(words)
            if words:
                announce(self, words)

    def _taken_out(self) -> str:
        return self.tr(
            "This is taken out of every version of the page. "
            "A backup made before may still hold it."
        )
