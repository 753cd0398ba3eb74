"""The one question: does anyone else use this computer account.

Nothing is chosen beforehand; Continue waits for an answer, Skip never does.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.head import Head
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.options import Option
from safeharbor.ui.widgets.rows import ButtonRow, WideButton


class QuestionPanel(QWidget):
    """Three answers, Continue, Skip, and the way back from a backup."""

    answered = Signal(object)
    """Continue was pressed; carries the Policy that the answer stands for."""
    skipped = Signal()
    restore = Signal()
    """There is a backup to bring back."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = Head(
            look,
            self,
            small=self.tr("One question"),
            title=self.tr("Does anyone else use this computer account?"),
            lead=self.tr("It decides how your journal opens. You can change it later."),
        )
        self.alone = Option(
            look,
            self,
            self.tr("Only me"),
            self.tr("Your journal opens with your computer sign-in. Nothing more to remember."),
            boxed=True,
        )
        self.shared = Option(
            look,
            self,
            self.tr("Someone else does, or might"),
            self.tr("You choose a passphrase, and the journal asks for it each time."),
            boxed=True,
        )
        self.unsure = Option(
            look,
            self,
            self.tr("I am not sure"),
            self.tr("We treat it as shared. That is the safer guess."),
            boxed=True,
        )
        self.notice = Notice(look, icons, self)
        self.go_on = WideButton(look, icons, self, kind=Kind.PRIMARY)
        self.skip = Button(look, icons, self, kind=Kind.QUIET)
        self.backup = Link(look, icons, self, self.tr("I have a backup"))
        self._fill(look)

    @property
    def answers(self) -> tuple[Option, ...]:
        """The three answers, in order."""
        return (self.alone, self.shared, self.unsure)

    def reset(self) -> None:
        """Nothing is chosen."""
        self._group.setExclusive(False)
        for answer in self.answers:
            answer.setChecked(False)
        self._group.setExclusive(True)
        self.show_busy(busy=False)

    def show_busy(self, *, busy: bool) -> None:
        """Something is being made; Skip goes on working."""
        self._busy = busy
        # Switched off, it would hand the focus to Skip, and the next Enter with it.
        self.go_on.setEnabled(busy or self._group.checkedButton() is not None)
        #: On a button, while something takes a moment.
        self.go_on.dress(self.tr("One moment") if busy else self.tr("Continue"))

    def say_failed(self, error: HarborError) -> None:
        """Say why nothing was made; where it is the keyring's fault, a passphrase is offered."""
        if words := self._keyring_words(error.code):
            self.notice.say(words, self.tr("Choose a passphrase"))
        else:
            self.notice.say_error(error)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        said = [self.notice.action, self.notice.close_button]
        return [*self.answers, *said, self.go_on, self.skip, self.backup]

    def _fill(self, look: Look) -> None:
        px = look.px
        self._group = QButtonGroup(self)
        for answer in self.answers:
            self._group.addButton(answer)
        self._group.buttonClicked.connect(lambda _: self.show_busy(busy=False))
        self.go_on.clicked.connect(self._on_go_on)
        self.go_on.setAccessibleIdentifier("first_run.continue")
        self.skip.dress(self.tr("Skip for now"))
        self.skip.setAccessibleIdentifier("first_run.skip")
        self.skip.clicked.connect(self.skipped)
        self.backup.clicked.connect(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(px(24))
        for answer in self.answers:
            column.addWidget(answer)
            column.addSpacing(px(4))
        column.addSpacing(px(12))
        column.addWidget(self.notice)
        column.addSpacing(px(12))
        column.addWidget(ButtonRow(look, self, self.go_on, self.skip))
        column.addSpacing(px(8))
        column.addWidget(self.backup)
        self.show_busy(busy=False)

    def _keyring_words(self, code: ErrorCode) -> str:
        """What is wrong with the keyring before anything exists that it could open."""
        return {
            ErrorCode.KEYRING_UNAVAILABLE: self.tr(
                "This computer has no keyring that can be reached. Nothing was made. A "
                "passphrase works without one."
            ),
            ErrorCode.KEYRING_LOCKED: self.tr(
                "The keyring of this computer is locked. Nothing was made. Unlock it and press "
                "Continue again, or choose a passphrase."
            ),
            ErrorCode.KEYRING_TIMEOUT: self.tr(
                "The keyring of this computer did not answer in 20 seconds. Nothing was made. "
                "Look whether it asks something behind other windows, or choose a passphrase."
            ),
            ErrorCode.KEYRING_READBACK: self.tr(
                "The keyring of this computer did not keep the key it was given. Nothing was "
                "made. A passphrase works without it."
            ),
        }.get(code, "")

    def _on_go_on(self) -> None:
        if not self._busy:
            self.answered.emit(Policy.SIMPLE if self.alone.isChecked() else Policy.PRIVATE)
