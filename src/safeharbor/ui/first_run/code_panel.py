"""What is done with a new recovery code: printed or written down, then compared, or left for later.

Shown at the end of the first run, and in Settings when a new code was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.first_run.code import CodeGrid
from safeharbor.ui.icons import Icons
from safeharbor.ui.print_kit import KitPrinter
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.rows import Aside, ButtonRow, WideButton
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.services.shown import CreatedVault


class CodePanel(QWidget):
    """The code in two steps: all of it to write down, then two groups typed back."""

    checked = Signal()
    """Both groups fitted, and Finish was pressed."""
    later = Signal()
    """It was left for later; the code is not shown again."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._made: CreatedVault | None = None
        self.printer = KitPrinter(self)
        self.print_button = Button(look, icons, self, height=40)
        self.or_write = Words(look, "", Type.BODY, self, color="muted")
        self.task = Words(look, "", Type.HEADING, self)
        self.why = Words(look, "", Type.SMALL, self, color="muted")
        self.grid = CodeGrid(look, icons, self)
        self.again = Link(look, icons, self, self.tr("Show the whole code again"))
        self.go_on = WideButton(look, icons, self, kind=Kind.PRIMARY)
        self.wait = Button(look, icons, self, kind=Kind.QUIET)
        self.about_later = Words(
            look,
            self.tr(
                "If you do this later, this code is not shown again; Settings, Privacy makes a "
                "new one."
            ),
            Type.SMALL,
            self,
            color="muted",
        )
        self._connect()
        self._fill()

    @property
    def is_asking(self) -> bool:
        """Whether two groups are asked back."""
        return bool(self.grid.asked)

    def show_code(self, made: CreatedVault) -> None:
        """Show the code of ``made``, all of it."""
        self._made = made
        self.grid.show_code(made)
        self.task.say(self.tr("Copy all ten groups"))
        self.why.say(self.tr("Keep the paper away from this computer."))
        self.go_on.dress(self.tr("It is on paper"))
        self.go_on.setEnabled(True)
        self.again.hide()

    def forget(self) -> None:
        """Let go of the code and of an open print dialog."""
        self._made = None
        self.printer.close()
        self.grid.forget()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.print_button, *self.grid.stops(), self.again, self.go_on, self.wait]

    def _connect(self) -> None:
        self.print_button.dress(self.tr("Print it"), icon="printer")
        self.print_button.setAccessibleIdentifier("code.print")
        self.print_button.clicked.connect(self._print)
        self.or_write.say(
            self.tr("or write it down by hand. A printer may keep a copy in its memory.")
        )
        self.go_on.setAccessibleIdentifier("code.go_on")
        self.go_on.clicked.connect(self._on_go_on)
        self.wait.dress(self.tr("Do this later"))
        self.wait.setAccessibleIdentifier("code.later")
        self.wait.clicked.connect(self.later)
        self.again.clicked.connect(self._show_again)
        self.grid.fitted.connect(self.go_on.setEnabled)
        for group in self.grid.groups:
            group.field.returnPressed.connect(self._on_enter)

    def _fill(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = self.or_write
        column.addWidget(Aside(self._look, self, self.print_button, words, words=words))
        column.addSpacing(px(24))
        column.addWidget(self.task)
        column.addWidget(self.why)
        column.addSpacing(px(12))
        column.addWidget(self.grid)
        column.addWidget(self.again)
        column.addSpacing(px(20))
        column.addWidget(ButtonRow(self._look, self, self.go_on, self.wait))
        column.addSpacing(px(8))
        column.addWidget(self.about_later)

    def _print(self) -> None:
        if self._made is not None:
            self.printer.ask(self._made)

    def _show_again(self) -> None:
        if self._made is not None:
            self.show_code(self._made)
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go_on(self) -> None:
        if self.is_asking:
            self.checked.emit()
            return
        first, second = (str(number) for number in self.grid.ask_back())
        words = self.tr("Now from your paper: groups %1 and %2")
        self.task.say(words.replace("%1", first).replace("%2", second))
        self.why.say(self.tr("It shows that your copy is good. O and 0, I and 1 are the same."))
        self.go_on.dress(self.tr("Finish"))
        self.go_on.setEnabled(False)
        self.again.show()

    def _on_enter(self) -> None:
        if self.go_on.isEnabled():
            self._on_go_on()
