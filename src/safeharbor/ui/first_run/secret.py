"""Choosing a passphrase: one field with Show, no second one to type, words to borrow.

It says how hard the passphrase is to guess and forbids nothing but less than eight characters.
What is typed leaves this panel by one signal alone and is forgotten with ``forget``.
"""

from __future__ import annotations

import secrets
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.content.words import load_words
from safeharbor.domain.errors import HarborError
from safeharbor.ui.first_run.strength import Strength, strength
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.fields import Labelled, PassphraseField, Tone
from safeharbor.ui.widgets.link import Link

_WORDS: Final = 6


class NewPassphrase(QWidget):
    """The field, what is said of it, and six words to borrow."""

    changed = Signal()
    """Something else stands in it."""
    entered = Signal()
    """Enter was pressed in it."""

    def __init__(
        self, look: Look, icons: Icons, parent: QWidget, name: str, *, height: int = 48
    ) -> None:
        """An empty field called ``name``."""
        super().__init__(parent)
        self.field = PassphraseField(look, icons, self, height=height)
        self.field.setAccessibleIdentifier("passphrase.new")
        self.labelled = Labelled(look, icons, name, self.field, self)
        self.suggest = Link(look, icons, self, self.tr("Suggest six words"))
        self.suggest.clicked.connect(self._on_suggest)
        self._caps = False
        self.field.caps_lock.connect(self._on_caps)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(self.labelled)
        column.addWidget(self.suggest)
        self._judge()

    @property
    def passphrase(self) -> str:
        """What stands in the field."""
        return self.field.text()

    @property
    def long_enough(self) -> bool:
        """Whether it may be used at all."""
        return strength(self.passphrase) is not Strength.TOO_SHORT

    def forget(self) -> None:
        """Empty the field."""
        self.field.clear()
        self.field.cover()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.field, self.field.show_button, self.suggest]

    def _on_suggest(self) -> None:
        try:
            words = load_words()
        except HarborError as error:
            from safeharbor.content.messages import sentence

            self.labelled.say(str(sentence(error)), Tone.WARN)
            return
        # A passphrase that nobody has seen cannot be written down.
        self.field.reveal()
        self.field.setText(" ".join(secrets.choice(words) for _ in range(_WORDS)))
        self.field.setCursorPosition(0)

    def _on_typed(self) -> None:
        self._judge()
        self.changed.emit()

    def _on_caps(self, caps: bool) -> None:  # noqa: FBT001 - a slot
        self._caps = caps
        self._judge()

    def _judge(self) -> None:
        if self._caps:
            self.labelled.say(self.tr("Caps Lock is on."), Tone.WARN)
            return
        found = strength(self.passphrase)
        words = {
            Strength.TOO_SHORT: self.tr(
                "At least 8 characters. Five or six words that do not belong together are easy "
                "to keep and hard to guess."
            ),
            Strength.EASY: self.tr("Easy to guess. A few more words make it harder."),
            Strength.FAIR: self.tr("Fair. One or two more words make it harder to guess."),
            Strength.GOOD: self.tr("Good: hard to guess."),
        }
        self.labelled.say(words[found], Tone.FITS if found is Strength.GOOD else Tone.HINT)
