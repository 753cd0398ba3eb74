"""Bringing a backup back: which file, what opened it then, and where it goes.

It goes beside the present journal or into an empty home, never over anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.settings.folders import path_words
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.fields import Field, Labelled, PassphraseField, Tone
from safeharbor.ui.widgets.rows import ButtonRow
from safeharbor.ui.widgets.words import Words

DATABASE: Final = ".db"


class RestoreForm(QWidget):
    """A file, a secret, and for a bare database the line of the printed kit."""

    browse = Signal()
    """A file is to be chosen."""
    asked = Signal()
    """Bring it back was pressed, and all that it needs is there."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.file: Path | None = None
        self.choose = Button(look, icons, self, height=40)
        self.choose.dress(self.tr("Choose a file"))
        self.choose.setAccessibleIdentifier("restore.choose")
        self.choose.clicked.connect(self.browse)
        self.name = Words(look, "", Type.BODY, self)
        self.field = PassphraseField(look, icons, self, height=40)
        self.secret = Labelled(look, icons, "", self.field, self)
        self.kit_field = Field(look, self, height=40)
        self.kit = Labelled(look, icons, self.tr("The line of the kit"), self.kit_field, self)
        self.bring = Button(look, icons, self, height=40)
        self.bring.dress(self.tr("Bring it back"))
        self.bring.setAccessibleIdentifier("restore.bring")
        self.bring.clicked.connect(self._on_bring)
        for field in (self.field, self.kit_field):
            field.returnPressed.connect(self._on_bring)
        self._fill(look)
        self.forget()

    @property
    def is_database(self) -> bool:
        """Whether a bare database was chosen, which takes the kit as well."""
        return self.file is not None and self.file.suffix == DATABASE

    @property
    def passphrase(self) -> str | None:
        """What was typed, None for the keyring."""
        return self.field.text() or None

    @property
    def kit_line(self) -> str:
        """The line of the printed kit."""
        return self.kit_field.text()

    def take(self, file: Path) -> None:
        """``file`` was chosen."""
        self.file = file
        self.name.say(path_words(file))
        self.name.show()
        self._ask()

    def forget(self) -> None:
        """No file, and nothing that was typed."""
        self.file = None
        self.field.clear()
        self.field.cover()
        self.kit_field.clear()
        self.name.say("")
        self._ask()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.choose, self.kit_field, self.field, self.field.show_button, self.bring]

    def _fill(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(ButtonRow(look, self, self.choose))
        for part in (self.name, self.kit, self.secret):
            column.addWidget(part)
        column.addWidget(ButtonRow(look, self, self.bring))

    def _ask(self) -> None:
        chosen = self.file is not None
        for part in (self.name, self.secret, self.bring):
            part.setVisible(chosen)
        self.kit.setVisible(self.is_database)
        if self.is_database:
            self.secret.rename(self.tr("Recovery code of that kit"))
            self.secret.say(self.tr("The ten groups on the same page."))
            self.kit.say(self.tr("It begins with SHK1 and stands in the square on the page."))
        else:
            self.secret.rename(self.tr("Passphrase or recovery code of that time"))
            self.secret.say(
                self.tr(
                    "What opened the journal when the backup was made. Leave it empty if that "
                    "was the sign-in of this computer."
                )
            )

    def _on_bring(self) -> None:
        if self.file is None or not self.bring.isEnabled():
            return
        if self.is_database and not (self.kit_line and self.passphrase):
            self.secret.say(self.tr("Both the line and the code are needed."), Tone.WARN)
            return
        self.asked.emit()
