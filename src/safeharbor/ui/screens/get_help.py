"""Get help: numbers to ring, the emergency number first, always under the name of their country.

It reads the list when it is opened and works offline, locked or not. The first country is a guess
from the settings of this computer, and is called one until somebody chooses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from safeharbor.content.helplines import HelpLines
from safeharbor.services.help_choices import HelpChoices
from safeharbor.system.prefs import Preferences
from safeharbor.system.region import guess_country
from safeharbor.ui.announce import announce
from safeharbor.ui.help.body import Body
from safeharbor.ui.help.column import Bench
from safeharbor.ui.help.copying import Copying
from safeharbor.ui.help.topics import STEADY, Topic
from safeharbor.ui.help.view import PRIVATE, HelpView
from safeharbor.ui.icons import Icons
from safeharbor.ui.keys import HIDE_KEY, USUAL_HIDE_KEY, hide_key
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.back import Back
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.digits import spelled
from safeharbor.ui.widgets.page import Page, Room
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.wishes import ExerciseWish, NewSheet, OpenStep

HARD_NIGHTS: Final = "hard_nights"
FIRST_AID: Final = "first_aid"
EXERCISE: Final = "exercise"
HELP: Final = "help"
WORKSHEET: Final = "worksheet"
PLAN: Final = "safety"


class GetHelpScreen(Screen):
    """Full window and few choices: the country, Copy, More, and Back."""

    way_back_above = True

    def __init__(
        self,
        look: Look,
        icons: Icons,
        lines: HelpLines | None,
        preferences: Preferences,
        parent: QWidget | None = None,
        *,
        guess: Callable[[], str | None] = guess_country,
        has_page: Callable[[], bool] = lambda: False,
        plan_open: Callable[[], bool] = lambda: False,
    ) -> None:
        """The page for the country chosen last, else for the one that is guessed.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            lines: the list; None where it is missing or broken.
            preferences: where what somebody chose is kept.
            parent: the window.
            guess: the country that this computer is set to, None where it names none.
            has_page: whether there is a page that is readable without unlocking.
            plan_open: whether the journal is open, and the plan in it.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._lines = lines
        self._preferences = preferences
        self.body: Body | None = None
        self._room: Room | None = None
        self._copying = Copying(self)
        self.view = HelpView(HelpChoices(preferences), lines, guess(), self)
        self.view.has_page = has_page
        self.view.plan_open = plan_open
        self.view.page_wanted.connect(self._to_plan)
        self.view.step_wanted.connect(self._to_step)
        self.view.steady_wanted.connect(self._steady)
        self._away: Topic | None = None
        self.setAccessibleName(self.tr("Get help"))
        self.page = Page(look, self, width=720, top=64)
        self.leave = Back(look, icons, self)
        self.leave.clicked.connect(self.escape)
        self.country = Choice(look, icons, self)
        self._head = self._build_head()
        self._fill_countries()
        self.country.activated.connect(self._on_chosen)
        self.view.changed.connect(self._on_changed)
        self.view.said.connect(lambda words: announce(self, words))
        look.changed.connect(self._rebuild)

    def entered(self) -> None:
        """Folded up, from its top; the list of countries has the keys only while it is asked."""
        self.view.fold()
        # Whoever comes back from a page behind what they pressed finds its lines there still.
        self.view.topic, self._away = self._away, None
        self.page.verticalScrollBar().setValue(0)
        self._rebuild()
        first = self.leave if self.view.country or self._lines is None else self.country
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Back, the country, then one Copy after the other."""
        return [self.leave, self.country, *(self.body.stops() if self.body else [])]

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
        # A guess is called one before the number that came of it is read.
        self.guessed = Words(
            self._look,
            self.tr("Taken from this computer's region. Change it if you are elsewhere."),
            Type.SMALL,
            color="muted",
        )
        self.page.column.addWidget(self.guessed)
        return head

    def _fill_countries(self) -> None:
        self.country.setPlaceholderText(self.tr("Choose a country"))
        countries = self._lines.countries.values() if self._lines else ()
        for country in sorted(countries, key=lambda each: each.name):
            self.country.addItem(country.name, country.code)
        self.country.setVisible(self.country.count() > 0)
        shown = self.view.country
        self.country.setCurrentIndex(self.country.findData(shown.code) if shown else -1)

    def _on_chosen(self) -> None:
        self.view.choose(str(self.country.currentData()))
        country = self.view.country
        if country is not None:
            # The page has changed below the list, where nobody who listens has been yet.
            first = spelled(country.emergency[0].number)
            announce(self, f"{self.tr('In danger right now')}: {first}")

    def renew(self) -> None:
        """What there is has changed, because the journal was locked meanwhile."""
        self.view.changed.emit("")

    def _to_plan(self) -> None:
        """The plan itself where the journal is open, else the page that is readable locked."""
        if self.view.plan_open():
            self._away = self.view.topic
            self.ask.emit(WORKSHEET, NewSheet(PLAN, then=HELP))
        else:
            self.go.emit(HARD_NIGHTS)

    def _to_step(self, guide: str, step: str) -> None:
        """A page for the first hour; it comes back here, and keeps nothing while it is locked."""
        self._away = self.view.topic
        self.ask.emit(FIRST_AID, OpenStep(guide, step, then=HELP))

    def _steady(self) -> None:
        self._away = self.view.topic
        self.ask.emit(EXERCISE, ExerciseWish(STEADY, then=HELP))

    def _on_changed(self, focus: str) -> None:
        self._rebuild(focus)
        note = self.body.note if self.body else None
        if focus == PRIVATE and note is not None:
            announce(self, note.words)

    def _rebuild(self, focus: str = "") -> None:
        """Show the page as it is now; ``focus`` names what has the keys then."""
        had, by_hand = self._keys_in_body()
        bar, px = self.page.verticalScrollBar(), self._look.px
        at, seen = bar.value(), self._sees(QApplication.focusWidget())
        self._room = self.page.room
        # Where there is little room it belongs to the name of the country and to its number.
        self._title.setHidden(self._room is Room.TIGHT)
        self._numbers_for.setHidden(self._room is not Room.WIDE or self.country.count() == 0)
        self._head.setStretch(1, 0 if self._room is Room.TIGHT else 1)
        self._head.setStretchFactor(self.country, 1 if self._room is Room.TIGHT else 0)
        self._head.setSpacing(px(16))
        guessed = self.view.guessed
        self.guessed.setHidden(not guessed)
        self.country.setAccessibleDescription(self.guessed.words if guessed else "")
        if self.body is not None:
            self.page.column.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
        self._copying.forget()
        self.body = self._new_body()
        self.page.column.addWidget(self.body, 1)
        # At once, so that the keys can go to something in it.
        self.body.show()
        # Whoever reads on elsewhere is not torn away by another colour.
        bar.setValue(at)
        self._give_keys(focus or had, by_hand=by_hand, bring=bool(focus) or seen)

    def _sees(self, widget: QWidget | None) -> bool:
        """Whether ``widget`` stands on the page, in sight."""
        if widget is None or not self.page.isAncestorOf(widget):
            return False
        view = self.page.viewport()
        return view.rect().intersects(QRect(widget.mapTo(view, QPoint(0, 0)), widget.size()))

    def _new_body(self) -> Body:
        key = hide_key(self._preferences.get(HIDE_KEY, USUAL_HIDE_KEY))
        bench = Bench(self._look, self._icons, self._copying, self.page.room, key)
        return Body(bench, self._lines, self.view)

    def _keys_in_body(self) -> tuple[str, bool]:
        """What has the keys in the body, and whether it was pressed by the pointer."""
        focus = QApplication.focusWidget()
        if focus is None or self.body is None or not self.body.isAncestorOf(focus):
            return "", False
        return focus.accessibleIdentifier(), focus.underMouse()

    def _give_keys(self, name: str, *, by_hand: bool, bring: bool) -> None:
        """To what is called ``name``; a ring shows where they are, unless the pointer does."""
        stop = self.body.stop_called(name) if name and self.body else None
        if stop is not None:
            other, key = Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason
            stop.setFocus(other if by_hand else key)
            if bring:
                self.page.bring_into_sight(stop)
