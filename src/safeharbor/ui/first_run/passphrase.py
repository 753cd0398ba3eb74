"""The page on which a new journal gets its passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.ui.first_run.secret import NewPassphrase
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.head import Head
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.rows import ButtonRow, WideButton


class PassphrasePanel(QWidget):
    """The passphrase, Continue, Back, and Skip."""

    chosen = Signal(str)
    """Continue was pressed; carries the passphrase."""
    returned = Signal()
    skipped = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = Head(
            look,
            self,
            small=self.tr("How it opens"),
            title=self.tr("Choose a passphrase"),
            lead=self.tr(
                "The journal asks for it each time. Nobody can look it up for you; a second way "
                "in follows on the next page."
            ),
        )
        self.new = NewPassphrase(look, icons, self, self.tr("Passphrase"))
        self.notice = Notice(look, icons, self)
        self.go_on = WideButton(look, icons, self, kind=Kind.PRIMARY)
        self.back = Button(look, icons, self, kind=Kind.QUIET)
        self.skip = Button(look, icons, self, kind=Kind.QUIET)
        self._busy = False
        self._fill(look)

    def show_busy(self, *, busy: bool) -> None:
        """The journal is being made."""
        self._busy = busy
        self.go_on.dress(self.tr("One moment") if busy else self.tr("Continue"))
        self._refresh()

    def say_failed(self, error: HarborError) -> None:
        """Say why nothing was made."""
        self.notice.say_error(error)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        said = [self.notice.action, self.notice.close_button]
        return [*self.new.stops(), *said, self.go_on, self.back, self.skip]

    def _fill(self, look: Look) -> None:
        px = look.px
        self.new.changed.connect(self._refresh)
        self.new.entered.connect(self._on_go_on)
        self.go_on.setAccessibleIdentifier("first_run.choose")
        self.go_on.clicked.connect(self._on_go_on)
        self.back.dress(self.tr("Back"))
        self.back.clicked.connect(self._on_back)
        self.skip.dress(self.tr("Skip for now"))
        self.skip.clicked.connect(self.skipped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(px(28))
        column.addWidget(self.new)
        column.addSpacing(px(16))
        column.addWidget(self.notice)
        column.addSpacing(px(12))
        column.addWidget(ButtonRow(look, self, self.go_on, self.back, self.skip))
        self.show_busy(busy=False)

    def _refresh(self) -> None:
        # Switched off, it would hand the focus to Back, and the next Enter with it.
        self.go_on.setEnabled(self.new.long_enough or self._busy)

    def _on_go_on(self) -> None:
        if self.new.long_enough and not self._busy:
            self.chosen.emit(self.new.passphrase)

    def _on_back(self) -> None:
        if not self._busy:
            self.returned.emit()
