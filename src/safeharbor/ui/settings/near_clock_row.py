"""The switch for the icon near the clock; it says where the desktop has no place for one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from safeharbor.ui.desktop.tray import NEAR_CLOCK, TrayQuestion
from safeharbor.ui.settings.sheet import Sheet


class NearClockRow(QObject):
    """A tick on the sheet it is given. The desktop is asked each time the tab is in front."""

    def __init__(self, sheet: Sheet, question: TrayQuestion | None = None) -> None:
        """The tick.

        Args:
            sheet: where it stands.
            question: asks the desktop for a place; None for the usual one.
        """
        super().__init__(sheet)
        self._sheet = sheet
        self._question = question or TrayQuestion(self)
        self._question.answered.connect(self._show)
        self.tick = sheet.tick(self.tr("Show a small icon near the clock"), "", on=False)
        # Not by toggled: what the desktop cannot do takes nothing back that was chosen.
        self.tick.clicked.connect(lambda on: sheet.keep(NEAR_CLOCK, bool(on)))
        self._show(here=True)

    def refresh(self) -> None:
        """The tab is in front."""
        self._question.ask()

    def forget(self) -> None:
        """The tab is in front no more."""
        self._question.close()

    def _show(self, here: bool) -> None:  # noqa: FBT001 - a slot
        self.tick.setEnabled(here)
        self.tick.setChecked(here and self._sheet.shop.preferences.get(NEAR_CLOCK, False))
        self.tick.explain(
            self.tr("Breathe, lock and hide from anywhere. Whoever sees this screen can see it.")
            if here
            else self.tr("This desktop has no place for such an icon.")
        )
