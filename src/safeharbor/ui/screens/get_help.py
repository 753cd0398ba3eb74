"""Get help: numbers to ring, the emergency number first, always under the name of their country.

It reads the list when it is opened and works offline. It never guesses a country, because the
same number can be another service elsewhere; it remembers the one that was chosen, nothing else.
"""

from __future__ import annotations

import contextlib
from typing import Final

from PySide6.QtCore import QDate, QLocale, QMimeData, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from safeharbor.content.helplines import Country, HelpLines, LineKind
from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.keys import HIDE_KEY, USUAL_HIDE_KEY, hide_key
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.back import Back
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.digits import Digits, spelled
from safeharbor.ui.widgets.help_line import HelpLineRow
from safeharbor.ui.widgets.page import Page, Room
from safeharbor.ui.widgets.surfaces import LitNote, Rule
from safeharbor.ui.widgets.words import Words

HELP_COUNTRY: Final = "help_country"


class GetHelpScreen(Screen):
    """Full window and few choices: the country, Copy, and Back."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        lines: HelpLines | None,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        """The page for the country chosen last; without one it asks.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            lines: the list; None where it is missing or broken.
            preferences: where the country is kept.
            parent: the window.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._lines = lines
        self._preferences = preferences
        self._body: QWidget | None = None
        self._room: Room | None = None
        self._copied: Button | None = None
        self.buttons: list[Button] = []
        self.setAccessibleName(self.tr("Get help"))
        self.page = Page(look, self, width=720, top=64)
        self.leave = Back(look, icons, self)
        self.leave.clicked.connect(self.escape)
        self.country = Choice(look, icons, self)
        self._head = self._build_head()
        self._fill_countries(preferences.get(HELP_COUNTRY, ""))
        self.country.activated.connect(self._on_chosen)
        look.changed.connect(self._rebuild)

    def entered(self) -> None:
        """The list of countries has the focus only while it has to be answered."""
        first = self.country if self.country.currentIndex() < 0 else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Back, the country, then one Copy after the other."""
        return [self.leave, self.country, *self.buttons]

    def arrange(self) -> None:
        """Give the page its room; rows stand below each other in a narrow window."""
        self.page.fill(self.rect(), self.corner)
        self.leave.place_in(self.rect())
        if self.page.room is not self._room:
            self._rebuild()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self._title = Words(self._look, self.tr("Get help"), Type.TITLE, wrap=False)
        head.addWidget(self._title)
        head.addStretch(1)
        #: Before a list of countries.
        words = Words(self._look, self.tr("Numbers for"), Type.BODY, color="muted", wrap=False)
        words.setBuddy(self.country)
        self._numbers_for = words
        self.country.setAccessibleName(self.tr("Numbers for which country"))
        head.addWidget(words)
        head.addWidget(self.country)
        self.page.column.addLayout(head)
        return head

    def _fill_countries(self, chosen: str) -> None:
        """Every country by name; the one this computer is set to stands first, not chosen."""
        self.country.setPlaceholderText(self.tr("Choose a country"))
        near = QLocale.territoryToCode(QLocale.system().territory())
        countries = self._lines.countries.values() if self._lines else ()
        for country in sorted(countries, key=lambda each: (each.code != near, each.name)):
            self.country.addItem(country.name, country.code)
        self.country.setVisible(self.country.count() > 0)
        self.country.setCurrentIndex(self.country.findData(chosen) if chosen else -1)

    def _on_chosen(self) -> None:
        with contextlib.suppress(HarborError):
            self._preferences.set(HELP_COUNTRY, str(self.country.currentData()))
        self._rebuild()
        country = self._lines.country(str(self.country.currentData())) if self._lines else None
        if country is not None:
            # The page has changed below the list, where nobody who listens has been yet.
            announce(self, f"{self.tr('In danger right now')}: {_first_number(country)}")

    def _rebuild(self) -> None:
        """Show the numbers of the chosen country."""
        px = self._look.px
        self._room = self.page.room
        # Where there is little room it belongs to the name of the country and to its number.
        self._title.setHidden(self._room is Room.TIGHT)
        self._numbers_for.setHidden(self._room is not Room.WIDE or self.country.count() == 0)
        self._head.setStretch(1, 0 if self._room is Room.TIGHT else 1)
        self._head.setSpacing(px(16))
        if self._body is not None:
            self.page.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.buttons = []
        self._copied = None
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, px(24), 0, 0)
        column.setSpacing(0)
        if self._lines is None:
            lost = self.tr(
                "The list of numbers cannot be read. Ring the emergency number you know."
            )
            column.addWidget(Words(self._look, lost, Type.READING))
        else:
            self._add_numbers(column, self._lines)
        column.addStretch()
        self.page.column.addWidget(self._body, 1)

    def _add_numbers(self, column: QVBoxLayout, lines: HelpLines) -> None:
        country = lines.country(str(self.country.currentData() or ""))
        if country is None:
            self._add_question(column, lines)
        else:
            self._add_emergency(column, country)
            self._add_lines(column, country)
            column.addSpacing(self._look.px(16))
            next_one = self.tr("If nobody answers, try the next one, or the emergency number.")
            column.addWidget(Words(self._look, next_one, Type.BODY))
            self._add_directories(column, lines)
        self._add_foot(column, lines)

    def _add_question(self, column: QVBoxLayout, lines: HelpLines) -> None:
        ask = self.tr("Choose the country you are in, and its numbers stand here.")
        column.addWidget(Words(self._look, ask, Type.READING))
        self._add_directories(column, lines)

    def _add_directories(self, column: QVBoxLayout, lines: HelpLines) -> None:
        column.addSpacing(self._look.px(32))
        column.addWidget(Words(self._look, self.tr("Lists for many countries"), Type.HEADING))
        for directory in lines.directories:
            column.addSpacing(self._look.px(12))
            column.addWidget(Words(self._look, directory.name, Type.LABEL))
            column.addWidget(Words(self._look, directory.url, Type.BODY))

    def _add_emergency(self, column: QVBoxLayout, country: Country) -> None:
        px = self._look.px
        note = LitNote(self._look)
        inside = QVBoxLayout(note)
        inside.setContentsMargins(px(24), px(16), px(24), px(16))
        inside.setSpacing(px(4))
        first, *others = country.emergency
        top = QHBoxLayout()
        if self._room is Room.TIGHT:
            top.setDirection(QBoxLayout.Direction.BottomToTop)
        words = QVBoxLayout()
        words.addStretch()
        words.addWidget(Words(self._look, self.tr("In danger right now"), Type.HEADING))
        same = [other.number for other in others if other.label == first.label]
        about = _sentence(first.label)
        for number in same:
            #: %1 is a second number for the same service.
            about += " " + self.tr("%1 works too.").replace("%1", number)
        words.addWidget(Digits(self._look, about, Type.BODY, wrap=True))
        words.addStretch()
        top.addLayout(words, 1)
        top.addWidget(Digits(self._look, first.number, Type.EMERGENCY))
        inside.addLayout(top)
        for other in others:
            if other.number in same:
                continue
            row = QHBoxLayout()
            row.addWidget(Words(self._look, _sentence(other.label), Type.BODY), 1)
            row.addWidget(Digits(self._look, other.number, Type.NUMBER))
            inside.addLayout(row)
        column.addWidget(note)
        column.addSpacing(px(28))

    def _add_lines(self, column: QVBoxLayout, country: Country) -> None:
        for kind, lines in country.by_kind().items():
            for line in lines:
                column.addWidget(Rule(self._look))
                row = HelpLineRow(self._look, self._icons, line, self._copy, room=self.page.room)
                self.buttons += row.buttons
                column.addWidget(row)
            if kind is LineKind.DOMESTIC_ABUSE:
                self._add_private_use(column)
        column.addWidget(Rule(self._look))

    def _add_private_use(self, column: QVBoxLayout) -> None:
        """What somebody has to know who is watched; numbers come before words."""
        key = hide_key(self._preferences.get(HIDE_KEY, USUAL_HIDE_KEY))
        #: %1 is the key that hides the window, such as F9.
        hide = self.tr("If somebody may look at this computer: %1 hides this window.")
        calls = self.tr("A call can show in the phone's list and on a bill.")
        safer = self.tr("A phone or computer they never touch is safer for looking for help.")
        words = f"{hide.replace('%1', key)} {calls} {safer}"
        column.addWidget(Words(self._look, words, Type.BODY))
        column.addSpacing(self._look.px(16))

    def _add_foot(self, column: QVBoxLayout, lines: HelpLines) -> None:
        # One list is checked in one go: its date is that of the oldest check in view.
        day = QDate(lines.checked_on.year, lines.checked_on.month, lines.checked_on.day)
        #: How a day is written; the letters are Qt's own.
        date = QLocale().toString(day, self.tr("d MMMM yyyy"))
        #: %1 is a date.
        checked = self.tr("Numbers checked %1.").replace("%1", date)
        offline = self.tr("This page works offline and remembers the country, nothing else.")
        column.addSpacing(self._look.px(24))
        foot = Words(self._look, f"{checked} {offline}", Type.SMALL, color="muted")
        column.addWidget(foot)

    def _copy(self, button: Button, words: str) -> None:
        copied = QMimeData()
        copied.setText(words)
        # Keepers of a clipboard history pass over what is marked like this.
        copied.setData("x-kde-passwordManagerHint", b"secret")
        QApplication.clipboard().setMimeData(copied)
        if self._copied is not None:
            self._copied.dress(self.tr("Copy"), icon="copy")
        self._copied = button
        button.dress(self.tr("Copied"), icon="copy")
        announce(button, self.tr("Copied"))


def _first_number(country: Country) -> str:
    """The number to ring first, as it is spoken."""
    return spelled(country.emergency[0].number)


def _sentence(label: str) -> str:
    """A label of the list as a sentence."""
    return f"{label[:1].upper()}{label[1:]}."
