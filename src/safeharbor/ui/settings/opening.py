"""Changing how the journal opens: the computer sign-in, or a passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from safeharbor.domain.policy import Policy
from safeharbor.ui.first_run.secret import NewPassphrase
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.options import Option
from safeharbor.ui.widgets.rows import ButtonRow


class OpeningPanel(QWidget):
    """The choices, a new passphrase where one is needed, and Change."""

    applied = Signal(object, object)
    """Change was pressed; carries the Policy, and the passphrase or None."""
    left_alone = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.sign_in = Option(
            look,
            self,
            self.tr("With your computer sign-in"),
            self.tr(
                "Nothing to remember. Anyone who opens this computer account can open the journal."
            ),
        )
        self.passphrase = Option(
            look,
            self,
            self.tr("With a passphrase, each time"),
            self.tr("The keyring of this computer no longer opens it."),
        )
        self.both = Option(
            look,
            self,
            self.tr("With a passphrase and the keyring of this computer together"),
            self.tr("Neither opens it alone, so on another computer it takes the recovery code."),
        )
        self.new = NewPassphrase(look, icons, self, self.tr("New passphrase"), height=40)
        self.apply = Button(look, icons, self, kind=Kind.PRIMARY, height=40)
        self.leave = Button(look, icons, self, kind=Kind.QUIET, height=40)
        self._options = {
            Policy.SIMPLE: self.sign_in,
            Policy.PRIVATE: self.passphrase,
            Policy.STRONG: self.both,
        }
        self._present: Policy | None = None
        self._fill(look)

    @property
    def chosen(self) -> Policy | None:
        """What is chosen now."""
        return next((p for p, option in self._options.items() if option.isChecked()), None)

    def begin(self, present: Policy | None) -> None:
        """Open on what is in force."""
        self._present = present
        # Strong is made in a terminal; where it is in force it can be kept.
        self.both.setVisible(present is Policy.STRONG)
        if present is not None:
            self._options[present].setChecked(True)
        self.new.forget()
        self.refresh()
        self.show()
        self._options[present or Policy.PRIVATE].setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Close, and keep nothing that was typed."""
        self.new.forget()
        self.hide()

    def refresh(self) -> None:
        """A passphrase is asked for where one is chosen."""
        chosen = self.chosen
        needs = chosen in {Policy.PRIVATE, Policy.STRONG}
        self.new.setVisible(needs)
        same = chosen is None or chosen is self._present
        self.apply.setEnabled(self.new.long_enough if needs else not same)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*self._options.values(), *self.new.stops(), self.apply, self.leave]

    def _fill(self, look: Look) -> None:
        px = look.px
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(16))
        column.setSpacing(px(4))
        for option in self._options.values():
            self._group.addButton(option)
            column.addWidget(option)
        column.addSpacing(px(8))
        column.addWidget(self.new)
        column.addSpacing(px(8))
        column.addWidget(ButtonRow(look, self, self.apply, self.leave))
        self._group.buttonToggled.connect(lambda *_: self.refresh())
        self.new.changed.connect(self.refresh)
        self.new.entered.connect(self._on_apply)
        self.apply.dress(self.tr("Change"))
        self.apply.setAccessibleIdentifier("opening.apply")
        self.apply.clicked.connect(self._on_apply)
        self.leave.dress(self.tr("Leave it"))
        self.leave.clicked.connect(self.left_alone)
        self.hide()

    def _on_apply(self) -> None:
        if self.apply.isEnabled():
            needs = self.chosen is not Policy.SIMPLE
            self.applied.emit(self.chosen, self.new.passphrase if needs else None)
