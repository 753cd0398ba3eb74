"""The ways into the journal as a list, each with its day, and what adds or removes one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.domain.policy import SlotType
from safeharbor.ui.first_run.secret import NewPassphrase
from safeharbor.ui.icons import Icons
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.rows import ButtonRow, SettingRow
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.services.methods import Way


_NEEDS_NO_KEYRING = frozenset({SlotType.PASSPHRASE, SlotType.RECOVERY})


def day_words(day: dt.date) -> str:
    """A day as somebody reads it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


class WaysList(QWidget):
    """All ways in."""

    removed = Signal(object)
    """Remove was pressed; carries the Way."""
    added = Signal(object, object)
    """A way is to be added; carries the SlotType, and a passphrase or None."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._rows: list[SettingRow] = []
        self.removes: list[Button] = []
        #: Above two buttons with a way in each.
        self.another = Words(look, self.tr("Add another way in"), Type.BUTTON, self)
        self.add_keyring = self._button(self.tr("Keyring"))
        self.add_keyring.setAccessibleName(self.tr("Add the keyring of this computer"))
        self.add_keyring.clicked.connect(lambda: self.added.emit(SlotType.KEYRING, None))
        self.add_passphrase = self._button(self.tr("Passphrase"))
        self.add_passphrase.setAccessibleName(self.tr("Add a passphrase"))
        self.add_passphrase.clicked.connect(lambda: self._ask(asked=True))
        self.new = NewPassphrase(look, icons, self, self.tr("New passphrase"), height=40)
        self.add = self._button(self.tr("Add it"))
        self.add.clicked.connect(self._on_add)
        self.leave = Button(look, icons, self, kind=Kind.QUIET, height=40)
        self.leave.dress(self.tr("Leave it"))
        self.leave.clicked.connect(lambda: self._ask(asked=False))
        self.new.changed.connect(lambda: self.add.setEnabled(self.new.long_enough))
        self.new.entered.connect(self._on_add)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(self._column)
        column.addSpacing(look.px(8))
        column.addWidget(self.another)
        column.addWidget(ButtonRow(look, self, self.add_keyring, self.add_passphrase))
        column.addWidget(self.new)
        self._foot = ButtonRow(look, self, self.add, self.leave)
        column.addWidget(self._foot)
        self._ask(asked=False)

    def show_ways(self, ways: tuple[Way, ...]) -> None:
        """Show ``ways``, with what may be added to them."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.removes = [], []
        free = [way for way in ways if way.type in _NEEDS_NO_KEYRING]
        for way in ways:
            self._add_row(way, stays=free == [way])
        kinds = {way.type for way in ways}
        self.add_keyring.setVisible(SlotType.KEYRING not in kinds)
        self.add_passphrase.setVisible(not kinds & {SlotType.PASSPHRASE, SlotType.BOTH})
        self.another.setVisible(
            not (self.add_keyring.isHidden() and self.add_passphrase.isHidden())
        )
        self._ask(asked=False)

    def name_of(self, kind: SlotType) -> str:
        """What a way in is called."""
        return {
            SlotType.KEYRING: self.tr("Keyring of a computer"),
            SlotType.PASSPHRASE: self.tr("Passphrase"),
            SlotType.BOTH: self.tr("Passphrase and keyring together"),
            SlotType.RECOVERY: self.tr("Recovery code"),
        }[kind]

    def forget(self) -> None:
        """Keep nothing that was typed."""
        self._ask(asked=False)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [
            *self.removes,
            self.add_keyring,
            self.add_passphrase,
            *self.new.stops(),
            self.add,
            self.leave,
        ]

    def _button(self, word: str) -> Button:
        button = Button(self._look, self._icons, self, height=40)
        button.dress(word)
        return button

    def _add_row(self, way: Way, *, stays: bool) -> None:
        remove = self._button(self.tr("Remove"))
        name = self.name_of(way.type)
        #: %1 is a way in, such as Passphrase.
        remove.setAccessibleName(self.tr("Remove: %1").replace("%1", name))
        remove.clicked.connect(lambda: self.removed.emit(way))
        #: %1 is a date.
        since = self.tr("Made on %1.").replace("%1", day_words(way.created))
        if stays:
            since += " " + self.tr("It stays, as the one that needs no keyring.")
            remove.hide()
        row = SettingRow(self._look, self, name, since, remove)
        self._column.addWidget(row)
        self._rows.append(row)
        self.removes.append(remove)

    def _ask(self, *, asked: bool) -> None:
        self.new.forget()
        self.new.setVisible(asked)
        self._foot.setVisible(asked)
        self.add.setEnabled(False)
        if asked:
            self.new.field.setFocus()

    def _on_add(self) -> None:
        if self.add.isEnabled():
            self.added.emit(SlotType.PASSPHRASE, self.new.passphrase)
