"""What of Get help is open, and what a person makes of it: numbers added, lines left out.

It knows no widget. Whoever shows the page makes it anew at ``changed``, which names what the keys
go to; how things are called there is up to the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from safeharbor.content.helplines import Country, HelpLine, HelpLines
from safeharbor.domain.errors import HarborError
from safeharbor.domain.own_number import OwnNumber
from safeharbor.services.help_choices import HelpChoices
from safeharbor.ui.help.topics import Topic, words
from safeharbor.ui.widgets.help_line import filled

FIRST: Final = "help.first"
"""What the first button that copies is asked for by; all else by what it is called."""
PRIVATE: Final = "help.private"
CARE: Final = "help.care"


@dataclass(slots=True)
class Draft:
    """A number that is being written; ``place`` is that of the number it changes, None for none."""

    place: int | None = None
    name: str = ""
    number: str = ""
    when: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed yet."""
        return not (self.name or self.number or self.when).strip()


@dataclass(frozen=True, slots=True)
class Gone:
    """A number that was removed a moment ago, and where it stood."""

    place: int
    number: OwnNumber


class HelpView(QObject):
    """The state of the page. Nothing of it is kept but the choices."""

    changed = Signal(str)
    """The page is to be made anew; carries what has the keys then, "" for what had them."""
    said = Signal(str)
    """Something for whoever does not see the page."""
    page_wanted = Signal()
    """The page that is readable without unlocking is to be shown."""
    step_wanted = Signal(str, str)
    """A page behind a topic is to be shown: the ids of its guide and of its step."""
    steady_wanted = Signal()
    """What steadies is to begin at once."""

    def __init__(
        self, choices: HelpChoices, lines: HelpLines | None, guess: str | None, parent: QObject
    ) -> None:
        """Everything is folded up.

        Args:
            choices: what was chosen before.
            lines: the list; None where it is missing or broken.
            guess: the country that this computer is set to, for as long as none was chosen.
            parent: what it lives in.
        """
        super().__init__(parent)
        self._choices = choices
        self._lines = lines
        self._guess = guess
        self.more = self.private = self.changing = self.hidden_shown = self.care = False
        self.topic: Topic | None = None
        self.draft: Draft | None = None
        self.gone: Gone | None = None
        self.error: HarborError | None = None
        self.has_page: Callable[[], bool] = lambda: False
        """Whether there is a page that is readable without unlocking."""
        self.plan_open: Callable[[], bool] = lambda: False
        """Whether the plan itself can be opened: whether the journal is open."""

    @property
    def country(self) -> Country | None:
        """The country that was chosen, else the one that this computer is set to."""
        if self._lines is None:
            return None
        chosen = self._lines.country(self._choices.country)
        return chosen or self._lines.country(self._guess or "")

    @property
    def guessed(self) -> bool:
        """Whether nobody chose the country."""
        chosen = self._lines.country(self._choices.country) if self._lines else None
        return chosen is None and self.country is not None

    @property
    def own(self) -> tuple[OwnNumber, ...]:
        """The numbers that were added."""
        return self._choices.own

    @property
    def full(self) -> bool:
        """Whether there is room for no more of them."""
        return self._choices.full

    @property
    def hidden(self) -> frozenset[str]:
        """The names of the lines that are left out of this country's."""
        return self._choices.hidden(self.country) if self.country else frozenset()

    def choose(self, code: str) -> None:
        """Take the country with this code from now on."""
        self._keep(lambda: self._choices.choose(code))
        self.changed.emit("")

    def fold(self) -> None:
        """Show as little as at first; a number that is being written stays."""
        writing = self.draft is not None and not self.draft.is_empty
        self.more, self.draft = writing, self.draft if writing else None
        self.private = self.changing = self.hidden_shown = self.care = False
        self.gone = self.error = self.topic = None

    def turn_topic(self, topic: Topic) -> None:
        """Show the lines for what is the matter first, or all lines again."""
        self.topic = topic if topic is not self.topic else None
        self.more = self.private = self.changing = self.hidden_shown = False
        self.gone = None
        self.changed.emit(topic_id(topic))
        if self.topic is not None:
            #: %1 is what somebody pressed, such as "I can't calm down".
            said = self.tr("%1: lines and pages are below.")
            self.said.emit(filled(said, words(topic)))
        if self.topic is Topic.CALM:
            self.steady_wanted.emit()

    def turn_more(self) -> None:
        """Open the rest of the numbers, or fold it up."""
        self.more, self.topic = not self.more, None
        self.changing = self.hidden_shown = self.private = False
        self.gone = None
        self.changed.emit(FIRST if self.more else "help.more")
        if self.more:
            self.said.emit(self.tr("More numbers are below."))

    def turn_private(self) -> None:
        """Open the note on private use, or fold it up."""
        self.private = not self.private
        self.changed.emit(PRIVATE)

    def turn_care(self) -> None:
        """Open when to take care with exercises, or fold it up."""
        self.care = not self.care
        self.changed.emit(CARE)
        if self.care:
            self.said.emit(self.tr("When to take care is below."))

    def turn_changing(self) -> None:
        """Offer to change what stands in the list, or stop offering it."""
        self.changing = not self.changing
        self.gone = None
        self.changed.emit("help.change")

    def turn_hidden(self) -> None:
        """Show the lines that were left out, or no longer."""
        self.hidden_shown = not self.hidden_shown
        self.changed.emit("help.hidden")

    def hide(self, line: HelpLine) -> None:
        """Leave a line out; the next one has the keys."""
        country = self.country
        if country is None:
            return
        shown = [x for lines in country.by_kind(self.hidden).values() for x in lines]
        place = shown.index(line)
        near = [*shown[place + 1 :], *reversed(shown[:place])]
        self._keep(lambda: self._choices.hide(country, line))
        self.changed.emit(f"{line_id(country, near[0])}.hide" if near else "help.hidden")
        #: %1 is the name of a help line.
        self.said.emit(filled(self.tr("%1 is hidden."), line.name))

    def bring_back(self, line: HelpLine) -> None:
        """Show a line again."""
        country = self.country
        if country is None:
            return
        self._keep(lambda: self._choices.bring_back(country, line))
        self.hidden_shown = bool(self.hidden)
        self.changed.emit("help.hidden" if self.hidden else f"{line_id(country, line)}.copy0")
        #: %1 is the name of a help line.
        self.said.emit(filled(self.tr("%1 is in the list again."), line.name))

    def begin(self, place: int | None = None) -> None:
        """Write a number, or change the one at ``place``."""
        number = OwnNumber("", "") if place is None else self.own[place]
        self.draft = Draft(place, number.name, number.number, number.when)
        self.gone = None
        self.changed.emit("help.form.name")

    def drop(self) -> None:
        """Write no number after all."""
        place = self.draft.place if self.draft else None
        self.draft = None
        self.changed.emit("help.add" if place is None else f"{own_id(place)}.edit")

    def keep(self, number: OwnNumber) -> None:
        """Keep what was written."""
        place = self.draft.place if self.draft else None
        self.draft = None
        if place is None:
            place = len(self.own)
            self._keep(lambda: self._choices.add(number))
        else:
            there = place
            self._keep(lambda: self._choices.change(there, number))
        self.changed.emit(f"{own_id(place)}.copy0")
        if self.error is None:
            self.said.emit(self.tr("Kept."))

    def remove(self, place: int) -> None:
        """Let go of a number; it can be brought back until something else is done."""
        self.gone = Gone(place, self.own[place])
        self._keep(lambda: self._choices.remove(place))
        self.changed.emit("help.undo")
        self.said.emit(self.tr("Removed. Undo brings it back."))

    def undo(self) -> None:
        """Bring back the number that was removed."""
        gone, self.gone = self.gone, None
        if gone is not None:
            self._keep(lambda: self._choices.put(gone.place, gone.number))
            self.changed.emit(f"{own_id(gone.place)}.copy0")

    def move(self, place: int, step: int, part: str) -> None:
        """Move a number by ``step`` places; its button ``part`` keeps the keys."""
        there = min(max(place + step, 0), len(self.own) - 1)
        if there == place:
            return
        self.gone = None
        self._keep(lambda: self._choices.move(place, there))
        self.changed.emit(f"{own_id(there)}.{part}")
        #: Where a number stands after it was moved; %1 is its name, %2 of %3 is its place.
        words = self.tr("%1 is number %2 of %3.")
        self.said.emit(filled(words, self.own[there].name, str(there + 1), str(len(self.own))))

    def _keep(self, write: Callable[[], object]) -> None:
        """What cannot be written holds until the window closes, and the page says so."""
        self.error = None
        try:
            write()
        except HarborError as error:
            self.error = error


def topic_id(topic: Topic) -> str:
    """What the button of a topic is called."""
    return f"help.topic.{topic.value}"


def line_id(country: Country, line: HelpLine) -> str:
    """What the buttons of a line are called."""
    return f"help.line{country.lines.index(line)}"


def own_id(place: int) -> str:
    """What the buttons of a number of one's own are called."""
    return f"help.own{place}"
