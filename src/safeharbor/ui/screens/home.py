"""Home: a greeting, five tides, and where one left off. It shows none of the writer's words.

Before there is a vault it is the quiet page after Stop, with the one step that makes a place to
write. Below the rest one thing at most may be mentioned, and nothing to somebody who was breathing
or getting help a moment ago. It asks for other screens by their names and counts nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from safeharbor.domain.entry import EntrySummary, Mood
from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences
from safeharbor.ui.home.adviser import Adviser
from safeharbor.ui.home.later import Later
from safeharbor.ui.home.note import Note
from safeharbor.ui.icons import Icons
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.page import Page, Room
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.task_row import TaskRow
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.wishes import NewEntry, OpenEntry

if TYPE_CHECKING:
    from safeharbor.services.journal import JournalService
    from safeharbor.ui.bridge import Bridge
    from safeharbor.ui.widgets.tide import TidePicker

PUT_OFF: Final = "tides_put_off"
"""The preference: the day on which the tides were not wanted."""

_WIDTH: Final = 680
_TOP: Final = 88
_BETWEEN_TIDES: Final = 20
_MORNING, _AFTERNOON, _EVENING = 5, 12, 18
_DAYS_BY_NAME: Final = 6


class HomeScreen(Screen):
    """Where one arrives."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        preferences: Preferences,
        now: Callable[[], dt.datetime],
        journal: JournalService | None,
        bridge: Bridge | None,
        adviser: Adviser | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """The page as it is for this moment.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            preferences: whether the tides were put off today.
            now: the local time.
            journal: the entries; None where there is no vault.
            bridge: brings results to this thread; None where there is no vault.
            adviser: knows what may be mentioned; None for nothing.
            parent: the window.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._preferences = preferences
        self._now = now
        self._journal = journal
        self._bridge = bridge
        self._hushed = self._mentions = False
        self._last: EntrySummary | None = None
        self.setAccessibleName(self.tr("Home"))
        self.page = Page(look, self, width=_WIDTH, top=_TOP)
        self._spaces: list[tuple[QWidget, int]] = []
        self._build_head()
        if journal is None:
            self._build_without_vault()
        else:
            self._build_tides()
            self._build_rows()
        if adviser is not None and bridge is not None:
            self._build_note(adviser, bridge)
        self.page.column.addStretch()
        look.changed.connect(self.arrange)
        if bridge is not None:
            bridge.changed.connect(self._fetch)
        self._greet()

    def hush(self, *, hushed: bool) -> None:
        """Mention nothing for now."""
        self._hushed = hushed

    def entered(self) -> None:
        """Read the clock anew, and what was written last."""
        self._greet()
        self._fetch()
        if self._mentions:
            self.note.refresh(hushed=self._hushed)
        self._main().setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """There is nothing behind this page."""

    def stops(self) -> list[QWidget]:
        """Not now, the tides, the rows, and what is mentioned."""
        if self._journal is None:
            return [self.set_up]
        tides = [self.not_now, self.tides.first_stop()]
        rows = [self.again.button, self.fresh.button, self.begin]
        return [*tides, *rows, *(self.note.stops() if self._mentions else [])]

    def arrange(self) -> None:
        """Give the page its room; in a narrow one things stand below each other."""
        px = self._look.px
        self.page.fill(self.rect(), self.corner)
        for space, height in self._spaces:
            space.setFixedHeight(px(height))
        tight = self.page.room is Room.TIGHT
        # A long word in the largest letters may need more than all the room there is.
        self.greeting.become(Type.TITLE if tight else Type.WORD)
        if self._journal is None:
            return
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._question_row.setDirection(down if tight else across)
        self.tides.spread(self.page.column_width)
        for row in (self.again, self.fresh):
            row.arrange(tight=tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def _build_head(self) -> None:
        self.greeting = Words(self._look, "", Type.WORD)
        self.date = Words(self._look, "", Type.BODY, color="muted")
        self.page.column.addWidget(self.greeting)
        self.page.column.addWidget(self.date)

    def _build_without_vault(self) -> None:
        look = self._look
        self._add_space(40)
        ready = self.tr("Breathing and Get help are ready. They need nothing.")
        write = self.tr("To write, one question comes first: who else uses this computer.")
        for words in (ready, write):
            self.page.column.addWidget(Words(look, words, Type.READING))
            self._add_space(4)
        self._add_space(20)
        self.set_up = Button(look, self._icons, self, kind=Kind.PRIMARY, height=46)
        self.set_up.setAccessibleIdentifier("home.set_up")
        self.set_up.dress(self.tr("Set up a journal"))
        self.set_up.clicked.connect(lambda: self.go.emit("first_run"))
        self._add_at_start(self.set_up)

    def _build_tides(self) -> None:
        # Painted with the services there already, never on the way to the first picture.
        from safeharbor.ui.widgets.tide import TidePicker

        look = self._look
        self._question = Words(look, self.tr("How is it right now?"), Type.HEADING)
        self._question_row = QHBoxLayout()
        self._question_row.addWidget(self._question, 1)
        self.not_now = Later(look, self._icons, self)
        self.not_now.setAccessibleIdentifier("home.not_now")
        #: Puts a question off until tomorrow.
        self.not_now.dress(self.tr("Not now"))
        self.not_now.clicked.connect(self._put_off)
        self._question_row.addWidget(self.not_now)
        self.tides: TidePicker = TidePicker(look, gap=_BETWEEN_TIDES)
        self.tides.chosen.connect(self._on_tide)
        self._tides_space = self._add_space(44)
        self.page.column.addLayout(self._question_row)
        self.page.column.addWidget(self.tides)

    def _build_rows(self) -> None:
        look, icons = self._look, self._icons
        self._add_space(36)
        self.rows = QWidget()
        rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = Words(look, self.tr("Where you left off"), Type.SMALL_HEAD, color="muted")
        self.again = TaskRow(look, icons, "notebook", self.tr("Continue"), kind=Kind.PRIMARY)
        self.again.button.setAccessibleIdentifier("home.continue")
        self.again.button.clicked.connect(self._continue)
        self.fresh = TaskRow(look, icons, "pencil", self.tr("Write"), kind=Kind.PLAIN)
        self.fresh.button.setAccessibleIdentifier("home.write")
        self.fresh.say(self.tr("A new page"), self.tr("Journal, today"))
        self.fresh.button.clicked.connect(self._write)
        for part in (head, Rule(look), self.again, Rule(look), self.fresh, Rule(look)):
            rows.addWidget(part)
        self.page.column.addWidget(self.rows)
        self.first = QWidget()
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(16))
        column.addWidget(Words(look, self.tr("A page is ready when you are."), Type.READING))
        self.begin = Button(look, icons, self, kind=Kind.PRIMARY, height=40)
        self.begin.setAccessibleIdentifier("home.begin")
        self.begin.dress(self.tr("Write"))
        self.begin.clicked.connect(self._write)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeading)
        self.page.column.addWidget(self.first)
        self.rows.hide()
        self.first.hide()

    def _build_note(self, adviser: Adviser, bridge: Bridge) -> None:
        self._mentions = True
        self.note = Note(self._look, self._icons, adviser, bridge, self)
        self.note.step.connect(lambda wish: self.ask.emit("settings", wish))
        self.note.gone.connect(lambda: self._main().setFocus(Qt.FocusReason.OtherFocusReason))
        self.page.column.addWidget(self.note)

    def _add_space(self, height: int) -> QWidget:
        space = QWidget()
        space.setFixedHeight(self._look.px(height))
        self._spaces.append((space, height))
        self.page.column.addWidget(space)
        return space

    def _add_at_start(self, widget: QWidget) -> None:
        self.page.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)

    def _main(self) -> QWidget:
        """What the keys go to first: never a tide, which would look chosen."""
        if self._journal is None:
            return self.set_up
        return self.begin if self.rows.isHidden() else self.again.button

    def _greet(self) -> None:
        now = self._now()
        self.greeting.say(self._greeting(now.hour))
        day = QDate(now.year, now.month, now.day)
        #: How a day is written in full; the letters are Qt's own.
        self.date.say(QLocale().toString(day, self.tr("dddd d MMMM")))
        if self._journal is not None:
            wanted = self._preferences.get(PUT_OFF, "") != now.date().isoformat()
            for part in (self._tides_space, self._question, self.not_now, self.tides):
                part.setVisible(wanted)
            self.tides.show_mood(None)
            self._say_last()

    def _greeting(self, hour: int) -> str:
        if _MORNING <= hour < _AFTERNOON:
            return self.tr("Good morning")
        if _AFTERNOON <= hour < _EVENING:
            return self.tr("Good afternoon")
        #: At night, between midnight and morning.
        return self.tr("Good evening") if hour >= _EVENING else self.tr("Hello")

    def _fetch(self) -> None:
        """Ask for the newest entry; the page shows its day and time, never its words."""
        if self._journal is None or self._bridge is None:
            return
        from safeharbor.services.journal import PageRequest

        with contextlib.suppress(HarborError):
            self._bridge.then(self._journal.page(PageRequest(limit=1)), self, self._show_last)

    def _show_last(self, entries: list[EntrySummary]) -> None:
        had_focus = self._main().hasFocus()
        self._last = entries[0] if entries else None
        self.rows.setVisible(self._last is not None)
        self.first.setVisible(self._last is None)
        self._say_last()
        if had_focus:
            self._main().setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_last(self) -> None:
        if self._last is None:
            return
        moment = self._last.moment
        hour = moment.local_datetime
        time = QLocale().toString(QTime(hour.hour, hour.minute), QLocale.FormatType.ShortFormat)
        #: %1 is a time of day.
        where = self.tr("Journal, %1").replace("%1", time)
        self.again.say(self._from_when(moment.local_date), where)

    def _from_when(self, day: dt.date) -> str:
        days = (self._now().date() - day).days
        if days == 0:
            return self.tr("An entry from earlier today")
        if days == 1:
            return self.tr("An entry from yesterday")
        date, locale = QDate(day.year, day.month, day.day), QLocale()
        if 0 < days <= _DAYS_BY_NAME:
            name = locale.standaloneDayName(date.dayOfWeek())
            #: %1 is the name of a day of the week.
            return self.tr("An entry from %1").replace("%1", name)
        #: How a day is written; the letters are Qt's own.
        return self.tr("An entry of %1").replace(
            "%1", locale.toString(date, self.tr("d MMMM yyyy"))
        )

    def _put_off(self) -> None:
        with contextlib.suppress(HarborError):
            self._preferences.set(PUT_OFF, self._now().date().isoformat())
        self._greet()
        self._main().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tide(self, mood: Mood | None) -> None:
        if mood is not None:
            self.ask.emit("journal", NewEntry(mood))

    def _continue(self) -> None:
        if self._last is not None:
            self.ask.emit("journal", OpenEntry(self._last.id))

    def _write(self) -> None:
        self.ask.emit("journal", NewEntry())
