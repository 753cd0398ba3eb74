"""Everything below the head of Get help, as it is shown now. It is made anew at each change.

At first there is no more than fits a glance: the emergency number, two numbers of one's own, three
lines of different kinds. The rest opens below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from safeharbor.content.helplines import Country, HelpLine, HelpLines, LineKind
from safeharbor.ui.help import said
from safeharbor.ui.help.care import Care
from safeharbor.ui.help.column import Bench, Column
from safeharbor.ui.help.emergency import EmergencyNote
from safeharbor.ui.help.own import OwnGroup
from safeharbor.ui.help.private_use import PrivateUse
from safeharbor.ui.help.right_now import Leads, RightNow
from safeharbor.ui.help.think import ThinkThrough
from safeharbor.ui.help.topics import Topic, lines_for
from safeharbor.ui.help.view import CARE, FIRST, PRIVATE, HelpView, line_id
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.help_line import CopyButton, Line, Way, filled
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Room


class Body(Column):
    """The numbers, and what can be done with them."""

    def __init__(self, bench: Bench, lines: HelpLines | None, view: HelpView) -> None:
        """Show ``lines`` as ``view`` has them; None where there is no list."""
        super().__init__(bench, top=8 if bench.room is Room.TIGHT else 24)
        self._view = view
        self.note: PrivateUse | None = None
        country = view.country
        if lines is None:
            lost = self.tr(
                "The list of numbers cannot be read. Ring the emergency number you know."
            )
            self.words(lost, Type.READING)
        elif country is None:
            ask = self.tr("Choose the country you are in, and its numbers stand here.")
            self.words(ask, Type.READING)
        if country is not None and lines is not None:
            self._add_country(country, lines)
        else:
            self._add_error()
            self._add_without_country(lines)
        self._add_care()
        if lines is not None:
            self._add_foot(lines)
        self.column.addStretch(1)

    def stop_called(self, name: str) -> QWidget | None:
        """What is called ``name`` and can be visited; where it has gone, what stands beside it."""
        if name == FIRST:
            return next((stop for stop in self._stops if isinstance(stop, CopyButton)), None)
        row = name.rpartition(".")[0]
        # A number that has come to the end of the list has only one arrow left.
        arrows = (f"{row}.up", f"{row}.down") if name.endswith((".up", ".down")) else ()
        found = map(super().stop_called, (name, *arrows, f"{row}.copy0"))
        return next((stop for stop in found if stop is not None), None)

    def _add_without_country(self, lines: HelpLines | None) -> None:
        """What holds anywhere: numbers of one's own, and lists that others keep."""
        has_own, topic = self._has_own(), self._view.topic
        self.gap(20)
        self._add_right_now()
        if topic is not None:
            self._add_leads(topic)
        if has_own or lines is None:
            self._add_own(whole=True)
        if lines is not None:
            self._add_directories(lines)
            if not has_own:
                self._add_own(whole=True)
        if links := self._page_links():
            self.gap(16)
            self.beside(*links)

    def _page_links(self) -> list[Button]:
        """The way to the safety plan: in the open journal, else where it is readable locked."""
        if not (self._view.plan_open() or self._view.has_page()):
            return []
        #: The safety plan.
        word = self.tr("My page for hard nights")
        return [self.link("help.page", word, self._view.page_wanted.emit)]

    def _has_own(self) -> bool:
        """Whether there is anything in the group of one's own numbers."""
        view = self._view
        return bool(view.own) or view.draft is not None or view.gone is not None

    def _add_country(self, country: Country, lines: HelpLines) -> None:
        bench = self.bench
        self.part(EmergencyNote(bench.look, country, self, room=bench.room), [])
        self._add_error()
        self.gap(20)
        self._add_right_now()
        topic = self._view.topic
        if topic is not None:
            self._add_topic(topic, country, lines)
        elif self._view.more:
            self._add_everything(country, lines)
        else:
            self._add_glance(country)

    def _add_right_now(self) -> None:
        now = RightNow(self.bench, self._view)
        self.part(now, now.stops())

    def _add_leads(self, topic: Topic) -> None:
        leads = Leads(self.bench, self._view, topic)
        self.gap(12)
        self.part(leads, leads.stops())
        if topic is Topic.SELF and not (self._view.has_page() or self._view.plan_open()):
            self.part(ThinkThrough(self.bench), [])

    def _add_topic(self, topic: Topic, country: Country, lines: HelpLines) -> None:
        """The lines for what is the matter, the pages behind it, and the way to all the rest."""
        view = self._view
        found, wanted = lines_for(country, topic, view.hidden)
        self.gap(16)
        for line in found:
            self._add_line(country, line, with_purpose=True)
        if found:
            self.rule()
        self._add_leads(topic)
        if not wanted:
            self._add_directories(lines)
        self.gap(10)
        self.beside(
            self.link("help.more", self.tr("More numbers"), view.turn_more),
            *self._page_links(),
        )

    def _add_glance(self, country: Country) -> None:
        view = self._view
        self.gap(16)
        self._add_own(whole=False)
        for line in country.at_a_glance(view.hidden):
            self._add_line(country, line, with_purpose=True)
        self.rule()
        self.gap(10)
        self.beside(
            self.link("help.more", self.tr("More numbers"), view.turn_more),
            *self._page_links(),
            self.link(PRIVATE, self._private_words(), view.turn_private),
        )
        if view.private:
            self.gap(8)
            self._add_note()

    def _add_everything(self, country: Country, lines: HelpLines) -> None:
        view = self._view
        has_own = self._has_own()
        if has_own:
            self._add_own(whole=True)
        groups = country.by_kind(view.hidden)
        for kind in LineKind:
            if kind in groups or kind is LineKind.DOMESTIC_ABUSE:
                self._add_group(country, kind, groups.get(kind, ()))
        self.gap(20)
        self.words(self.tr("If nobody answers, try the next one, or the emergency number."))
        self.gap(4)
        self._add_changes(country)
        if not has_own:
            self._add_own(whole=True)
        self._add_directories(lines)
        self.gap(16)
        fewer = self.link("help.more", self.tr("Fewer numbers"), view.turn_more)
        self.beside(fewer, *self._page_links())

    def _add_group(self, country: Country, kind: LineKind, lines: Sequence[HelpLine]) -> None:
        self.heading(said.heading(kind))
        for line in lines:
            self._add_line(country, line, with_purpose=False)
        if lines:
            self.rule()
        else:
            self.words(self._none_left(country, kind))
        if kind is LineKind.DOMESTIC_ABUSE:
            self.heading(self._private_words())
            self._add_note()

    def _none_left(self, country: Country, kind: LineKind) -> str:
        """Why there is no line of a kind."""
        if any(line.kind is kind for line in country.lines):
            return self.tr("The lines of this kind are hidden.")
        return self.tr(
            "The list has no line of this kind for this country. The emergency number can help, "
            "and so can the lists for many countries below."
        )

    def _add_changes(self, country: Country) -> None:
        """What changes the list, and what was left out of it."""
        view = self._view
        word = self.tr("Done") if view.changing else self.tr("Change this list")
        links = [self.link("help.change", word, view.turn_changing)]
        hidden = [line for line in country.lines if line.name in view.hidden]
        if hidden:
            #: %1 is how many lines were left out of the list.
            word = filled(self.tr("Show hidden lines (%1)"), str(len(hidden)))
            if view.hidden_shown:
                word = self.tr("Close hidden lines")
            links.append(self.link("help.hidden", word, view.turn_hidden))
        self.beside(*links)
        if hidden and view.hidden_shown:
            self.heading(self.tr("Hidden lines"))
            for line in hidden:
                self._add_line(country, line, with_purpose=True, hidden=True)
            self.rule()

    def _add_line(
        self, country: Country, line: HelpLine, *, with_purpose: bool, hidden: bool = False
    ) -> None:
        name = line_id(country, line)
        tools: list[Button] = []
        if hidden:
            tools.append(self._bring_back(name, line))
        elif self._view.changing:
            tools.append(self._hide(name, line))
        about = said.about(line, with_purpose=with_purpose)
        self.row(Line(name, line.name, about, said.ways(line)), tools)

    def _hide(self, name: str, line: HelpLine) -> Button:
        #: On a link below a line: leave this line out of the list.
        word = self.tr("Hide this line")
        tool = self.link(f"{name}.hide", word, partial(self._view.hide, line))
        tool.setAccessibleName(filled(self.tr("Hide the line %1"), line.name))
        return tool

    def _bring_back(self, name: str, line: HelpLine) -> Button:
        #: On a link below a line: put this line into the list again.
        word = self.tr("Show again")
        tool = self.link(f"{name}.back", word, partial(self._view.bring_back, line))
        tool.setAccessibleName(filled(self.tr("Show %1 again"), line.name))
        return tool

    def _add_own(self, *, whole: bool) -> None:
        group = OwnGroup(self.bench, self._view, whole=whole)
        self.part(group, group.stops())

    def _add_note(self) -> None:
        self.note = PrivateUse(self.bench.look, self.bench.hide_key, self)
        self.part(self.note, [])

    def _private_words(self) -> str:
        return self.tr("Private use of this computer")

    def _add_directories(self, lines: HelpLines) -> None:
        self.heading(self.tr("Lists for many countries"))
        for number, directory in enumerate(lines.directories):
            way = Way("", directory.url, shown=directory.address)
            name = f"help.directory{number}"
            self.row(Line(name, directory.name, f"{directory.about}.", (way,)))
        self.rule()

    def _add_error(self) -> None:
        if self._view.error is not None:
            notice = Notice(self.bench.look, self.bench.icons, self)
            notice.say_error(self._view.error)
            notice.dismissed.connect(self._on_read)
            self.gap(12)
            self.part(notice, [notice.action, notice.close_button])

    def _on_read(self) -> None:
        """A notice that goes would hand the keys to whatever Qt finds next."""
        self._view.error = None
        first = self.stop_called(FIRST)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_care(self) -> None:
        self.gap(20)
        word = self.tr("When to take care with exercises")
        self.beside(self.link(CARE, word, self._view.turn_care))
        if self._view.care:
            self.part(Care(self.bench), [])

    def _add_foot(self, lines: HelpLines) -> None:
        # One list is checked in one go: its date is that of the oldest check in view.
        checked = said.checked(lines.checked_on)
        offline = self.tr("This page works offline and keeps no record of being opened.")
        self.gap(12)
        self.words(f"{checked} {offline}", Type.SMALL, color="muted")
