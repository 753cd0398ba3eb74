"""Numbers that a step keeps in sight: in full above its blocks, and at a glance beside them.

They are those of Get help, for the country that was chosen there. Copy copies one; nothing is
dialled.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.content.helplines import Country, HelpLine, HelpLines, load_helplines
from safeharbor.domain.errors import HarborError
from safeharbor.domain.guide import Numbers
from safeharbor.services.help_choices import HelpChoices
from safeharbor.system.prefs import Preferences
from safeharbor.system.region import guess_country
from safeharbor.ui.guide.part import Place
from safeharbor.ui.help import said
from safeharbor.ui.help.copying import Copying
from safeharbor.ui.help.topics import Topic, lines_for
from safeharbor.ui.help.view import line_id
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.help_line import HelpLineRow, Line
from safeharbor.ui.widgets.page import Room
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

_MOST: Final = 3
_OF_EACH: Final = 2
"""So many lines of each kind where there are several; Get help has the others."""
_LEAST: Final = 120
_TIGHT: Final = 300
"""The width of a column below which a number has a line of its own."""
_TOPICS: Final = {Numbers.SELF: Topic.SELF, Numbers.THREAT: Topic.THREAT}


class InSight(NamedTuple):
    """A country with the lines that a step asks for."""

    country: Country
    lines: tuple[HelpLine, ...]

    @property
    def emergency(self) -> str:
        """The first number for danger now, "" for none."""
        return self.country.emergency[0].number if self.country.emergency else ""


def in_sight(preferences: Preferences, numbers: Numbers | None) -> InSight | None:
    """What a step keeps in sight; None where it asks for none, or no country is known."""
    if numbers is None:
        return None
    try:
        known = _help_lines()
    except HarborError:
        return None
    choices = HelpChoices(preferences)
    country = known.country(choices.country) or known.country(guess_country() or "")
    if country is None:
        return None
    found, _ = lines_for(country, _TOPICS[numbers], choices.hidden(country))
    kinds = {line.kind for line in found}
    most = _MOST if len(kinds) == 1 else _OF_EACH
    of_kind = {kind: [line for line in found if line.kind is kind][:most] for kind in kinds}
    return InSight(country, tuple(line for line in found if line in of_kind[line.kind]))


class NumbersList(QWidget):
    """The lines in full, each with its ways and Copy."""

    def __init__(self, place: Place, found: InSight, parent: QWidget) -> None:
        """The lines of ``found``."""
        super().__init__(parent)
        self._look, self._icons = place.kit.look, place.kit.icons
        self._found = found
        self._copying = Copying(self)
        self._room = Room.NARROW
        self._rows: list[HelpLineRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for _ in found.lines:
            self._column.addWidget(Rule(self._look, self))
        self._column.addWidget(Rule(self._look, self))
        self._column.addSpacing(self._look.px(8))
        words = self.tr("If nobody answers, try the next one, or the emergency number.")
        self._column.addWidget(Words(self._look, words, Type.SMALL, self, color="muted"))
        self._fill()
        self._look.changed.connect(self._fit)

    def stops(self) -> list[QWidget]:
        """The buttons that copy."""
        return [button for row in self._rows for button in row.buttons]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Each row folds where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It folds before it makes the page wider."""
        return QSize(self._look.px(_LEAST), super().minimumSizeHint().height())

    def _fit(self) -> None:
        tight = self.width() < self._look.px(_TIGHT)
        room = Room.TIGHT if tight else Room.NARROW
        if room is not self._room:
            self._room = room
            self._fill()

    def _fill(self) -> None:
        """Make the rows, each below its hairline."""
        self._copying.forget()
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in self._found.lines]
        for number, row in enumerate(self._rows):
            self._column.insertWidget(2 * number + 1, row)

    def _row(self, line: HelpLine) -> HelpLineRow:
        country = self._found.country
        about = said.about(line, with_purpose=True)
        shown = Line(line_id(country, line), line.name, about, said.ways(line))
        row = HelpLineRow(self._look, self._icons, shown, self._copying, room=self._room)
        if self._room is Room.TIGHT:
            # A long number in large letters breaks between its groups.
            for digits in row.findChildren(Digits):
                digits.setWordWrap(True)
        return row


class NumbersGlance(QWidget):
    """The emergency number and the first number of each line, without a button."""

    def __init__(self, kit: Kit, found: InSight, parent: QWidget, *, across: bool) -> None:
        """Below each other; with ``across`` the emergency number alone, in a line."""
        super().__init__(parent)
        look = kit.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        danger = self.tr("In danger right now")
        if across:
            #: %1 is what a number is for, %2 the number.
            words = self.tr("%1: %2").replace("%1", danger).replace("%2", found.emergency)
            column.addWidget(Digits(look, words, Type.LABEL, self, wrap=True))
            return
        pairs = [(danger, found.emergency)]
        pairs += [(each.name, number) for each in found.lines if (number := _number(each))]
        for name, number in pairs:
            column.addWidget(Words(look, name, Type.SMALL, self, color="muted"))
            column.addWidget(Digits(look, number, Type.LABEL, self, wrap=True))
            column.addSpacing(look.px(6))


def _number(line: HelpLine) -> str:
    """The number to ring or to text, "" where there is only an address."""
    return line.call or line.text or ""


@lru_cache(maxsize=1)
def _help_lines() -> HelpLines:
    return load_helplines()
