"""The last page of the first run: the recovery code under its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.policy import Policy
from safeharbor.ui.first_run.code_panel import CodePanel
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.head import Head

if TYPE_CHECKING:
    from safeharbor.services.shown import CreatedVault


class CodePage(QWidget):
    """The code under its head."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = Head(
            look,
            self,
            small=self.tr("A second way in"),
            title=self.tr("Your recovery code"),
        )
        self.panel = CodePanel(look, icons, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(20))
        column.addWidget(self.head)
        column.addWidget(self.panel)

    def show_code(self, made: CreatedVault, policy: Policy) -> None:
        """Show the code, and what it is for."""
        if policy is Policy.SIMPLE:
            lead = self.tr(
                "If this computer or its sign-in is ever lost, this code opens your journal. "
                "Nobody else has a copy, and we cannot make another."
            )
        else:
            lead = self.tr(
                "If the passphrase is ever lost, this code opens your journal. Nobody else has a "
                "copy, and we cannot make another."
            )
        self.head.say(lead)
        self.panel.show_code(made)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self.panel.stops()
