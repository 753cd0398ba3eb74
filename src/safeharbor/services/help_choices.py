"""What somebody chose for Get help: the country, numbers of their own, and lines left out.

It is kept in the plain preferences, because it has to be there while the journal is locked and
before there is one; both faces say so where a number is added. An emergency number is no line
and cannot be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from safeharbor.content.helplines import Country, HelpLine
from safeharbor.domain.own_number import MOST, OwnNumber, own_number
from safeharbor.system.prefs import Json, Preferences

HELP_COUNTRY: Final = "help_country"
OWN_NUMBERS: Final = "own_numbers"
HIDDEN_LINES: Final = "hidden_lines"


class HelpChoices:
    """The choices of one home, read from its preferences when they are made.

    What in the preferences is no number of this version is shown to nobody and kept as it is.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._own: list[OwnNumber] = []
        self._unread: list[Json] = []
        for kept in preferences.get(OWN_NUMBERS, []):
            number = _read(kept)
            if number is None or self.full:
                self._unread.append(kept)
            else:
                self._own.append(number)
        hidden = preferences.get(HIDDEN_LINES, [])
        self._hidden = [each for each in hidden if isinstance(each, str)]

    @property
    def country(self) -> str:
        """The code of the country that was chosen, "" for none."""
        return self._preferences.get(HELP_COUNTRY, "")

    def choose(self, code: str) -> None:
        """Keep the country with this code.

        Raises:
            HarborError: it could not be written and holds for this run, as with all below.
        """
        self._preferences.set(HELP_COUNTRY, code)

    @property
    def own(self) -> tuple[OwnNumber, ...]:
        """The numbers of one's own, in the order that was given to them."""
        return tuple(self._own)

    @property
    def full(self) -> bool:
        """Whether there is room for no more numbers."""
        return len(self._own) >= MOST

    def add(self, number: OwnNumber) -> None:
        """Keep another number, the last one.

        Raises:
            ValueError: there are as many as there may be.
        """
        if self.full:
            raise ValueError("no room for another number")
        self.put(len(self._own), number)

    def put(self, place: int, number: OwnNumber) -> None:
        """Keep a number at ``place``, before the one that is there."""
        self._own.insert(place, number)
        self._keep_own()

    def change(self, place: int, number: OwnNumber) -> None:
        """Keep a number instead of the one at ``place``."""
        self._own[place] = number
        self._keep_own()

    def remove(self, place: int) -> OwnNumber:
        """Let go of the number at ``place``; returns it, for whoever wants it back."""
        gone = self._own.pop(place)
        self._keep_own()
        return gone

    def move(self, place: int, there: int) -> None:
        """Move the number at ``place`` to the place ``there``."""
        self._own.insert(there, self._own.pop(place))
        self._keep_own()

    def hidden(self, country: Country) -> frozenset[str]:
        """The names of the lines of ``country`` that are left out."""
        return frozenset(line.name for line in country.lines if _key(country, line) in self._hidden)

    def hide(self, country: Country, line: HelpLine) -> None:
        """Leave a line out."""
        if _key(country, line) not in self._hidden:
            self._hidden.append(_key(country, line))
            self._keep_hidden()

    def bring_back(self, country: Country, line: HelpLine) -> None:
        """Show a line again."""
        if _key(country, line) in self._hidden:
            self._hidden.remove(_key(country, line))
            self._keep_hidden()

    def _keep_own(self) -> None:
        own: Sequence[Json] = [_written(number) for number in self._own]
        self._preferences.set(OWN_NUMBERS, [*own, *self._unread])

    def _keep_hidden(self) -> None:
        self._preferences.set(HIDDEN_LINES, list(self._hidden))


def _read(kept: Json) -> OwnNumber | None:
    if not isinstance(kept, Mapping):
        return None
    name, number, when = (kept.get(part, "") for part in ("name", "number", "when"))
    if not (isinstance(name, str) and isinstance(number, str) and isinstance(when, str)):
        return None
    read = own_number(name, number, when)
    return read if read.number else None


def _written(number: OwnNumber) -> dict[str, Json]:
    return {"name": number.name, "number": number.number, "when": number.when}


def _key(country: Country, line: HelpLine) -> str:
    """By its name: a line that was renamed or replaced is shown again, which errs well."""
    return f"{country.code} {line.name}"
