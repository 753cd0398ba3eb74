"""What stands on the lock screen: a field for a passphrase or the code, or Unlock alone.

It shows what it is told and says what was pressed. It keeps no secret: what was typed is asked
for when it is needed and forgotten with ``forget``.
"""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.policy import Policy
from safeharbor.ui.icons import Icons
from safeharbor.ui.lock.words import lock_words
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.fields import PassphraseField, Said, Tone
from safeharbor.ui.widgets.head import Head
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.rows import Aside, Pair
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words


class By(enum.Enum):
    """What is asked for."""

    PASSPHRASE = enum.auto()
    KEYRING = enum.auto()
    CODE = enum.auto()


class LockForm(QWidget):
    """One column: the field and Unlock, the other way in, and the limits of the lock."""

    submitted = Signal()
    """Unlock or Enter was pressed."""
    edited = Signal()
    """Something was typed."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._by = By.PASSPHRASE
        self._busy = False
        self.notice = Notice(look, icons, self)
        self.name = Words(look, "", Type.LABEL, self)
        self.field = PassphraseField(look, icons, self)
        self.field.setAccessibleIdentifier("lock.field")
        self.name.setBuddy(self.field)
        self.unlock_button = Button(look, icons, self, kind=Kind.PRIMARY)
        self.unlock_button.setAccessibleIdentifier("lock.unlock")
        self.said = Said(look, icons, self)
        self.waiting = Said(look, icons, self)
        self.other = Link(look, icons, self)
        self.other.setAccessibleIdentifier("lock.other")
        #: The safety plan, where it is readable without unlocking.
        self.page = Link(look, icons, self, self.tr("My page for hard nights"))
        self.page.setAccessibleIdentifier("lock.page")
        self.page.hide()
        heads = self.tr("What the lock stops"), self.tr("What it cannot stop")
        self.limits = Pair(look, self, *heads)
        self.field.returnPressed.connect(self.submitted)
        self.field.textEdited.connect(lambda _: self._on_edited())
        self.field.caps_lock.connect(self._on_caps)
        self.unlock_button.clicked.connect(self.submitted)
        self._fill()
        self.show_busy(busy=False)
        self.show_by(By.PASSPHRASE, By.PASSPHRASE)
        self.show_policy(None)

    @property
    def by(self) -> By:
        """What is asked for now."""
        return self._by

    @property
    def busy(self) -> bool:
        """Whether something is being tried."""
        return self._busy

    @property
    def secret(self) -> str | None:
        """What was typed; None where the keyring is asked."""
        return None if self._by is By.KEYRING else self.field.text()

    def show_by(self, by: By, usual: By) -> None:
        """Ask for ``by``; ``usual`` is what this journal asks for when the code is not used."""
        if by is not self._by:
            # What the notice says was not said of the field.
            self.field.clear()
            self.clear_said()
            self.waiting.clear()
        self._by = by
        names = {By.CODE: self.tr("Recovery code"), By.PASSPHRASE: self.tr("Passphrase")}
        name = names.get(by, "")
        self.name.say(name)
        self.field.setAccessibleName(name)
        self.name.setVisible(by is not By.KEYRING)
        self.field.setVisible(by is not By.KEYRING)
        self._row.refresh()
        if by is By.CODE:
            self.field.reveal()
            self.field.setPlaceholderText(self.tr("Ten groups of four"))
        else:
            self.field.cover()
            self.field.setPlaceholderText("")
        words = self._other_words(usual)
        self.other.dress(words)
        self.other.setVisible(bool(words))

    def show_policy(self, policy: Policy | None) -> None:
        """Say what the lock stops and cannot stop."""
        words = lock_words(policy)
        self.limits.say(words.stops, words.cannot)

    def show_busy(self, *, busy: bool) -> None:
        """Something is being tried."""
        # A button that is switched off would hand the focus on, and the next Enter with it.
        self._busy = busy
        #: On a button, while something takes a moment.
        self.unlock_button.dress(self.tr("One moment") if busy else self.tr("Unlock"))

    def say_wrong(self, words: str) -> None:
        """Say below the field what does not fit, and offer it to be typed over."""
        self.said.say(words, Tone.WRONG)
        self.field.show_tone(Tone.WRONG)
        self.field.setAccessibleDescription(words)
        self.field.selectAll()

    def clear_said(self) -> None:
        """Say nothing below the field."""
        self.said.clear()
        self.field.show_tone(None)
        self.field.setAccessibleDescription("")

    def forget(self) -> None:
        """Empty the field and take back all that was said."""
        self.field.clear()
        self.clear_said()
        self.notice.clear()
        self.waiting.clear()

    def take_keys(self) -> None:
        """The field has the focus, or Unlock where there is none."""
        target = self.unlock_button if self._by is By.KEYRING else self.field
        # The window itself may still be on its way.
        if self.isVisibleTo(self.window()):
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """The field and its Show, Unlock, the other way in; a notice before them."""
        said = [self.notice.action, self.notice.close_button]
        typed = [self.field, self.field.show_button]
        return [*said, *typed, self.unlock_button, self.other, self.page]

    def _fill(self) -> None:
        px, look = self._look.px, self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Head(look, self, title=self.tr("Your journal is locked")))
        column.addSpacing(px(16))
        column.addWidget(self.notice)
        column.addSpacing(px(16))
        column.addWidget(self.name)
        column.addSpacing(px(4))
        self._row = Aside(look, self, self.field, self.unlock_button, words=self.field)
        column.addWidget(self._row)
        for each in (self.said, self.waiting):
            column.addWidget(each)
        column.addSpacing(px(4))
        column.addWidget(self.other)
        column.addSpacing(px(28))
        column.addWidget(Rule(look))
        column.addSpacing(px(28))
        column.addWidget(self.limits)
        column.addSpacing(px(24))
        free = self.tr("Breathing and help numbers need no passphrase.")
        column.addWidget(Words(look, free, Type.BODY, color="muted"))
        column.addWidget(self.page)

    def _other_words(self, usual: By) -> str:
        if self._by is not By.CODE:
            return self.tr("Use the recovery code")
        return {
            By.PASSPHRASE: self.tr("Use the passphrase"),
            By.KEYRING: self.tr("Use the keyring"),
            By.CODE: "",
        }[usual]

    def _on_edited(self) -> None:
        if self.said.tone is Tone.WRONG:
            self.clear_said()
        self.edited.emit()

    def _on_caps(self, caps: bool) -> None:  # noqa: FBT001 - a slot
        if caps and self._by is By.PASSPHRASE:
            self.said.say(self.tr("Caps Lock is on."), Tone.WARN)
        elif self.said.tone is Tone.WARN:
            self.said.clear()
