"""What a form is told from outside: help lines, names, words to mark, and other sheets.

It is asked for once when a sheet is opened; what could not be read is left out and nobody is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from PySide6.QtCore import QObject

from safeharbor.content.helplines import Country, HelpLine, HelpLines, load_helplines
from safeharbor.content.sheets import load_hints
from safeharbor.domain.answer_words import Words
from safeharbor.domain.errors import HarborError
from safeharbor.domain.filled import FilledSheet, SheetSummary
from safeharbor.domain.hints import Hint
from safeharbor.domain.sheet import Sheet, SuggestKind
from safeharbor.domain.suggest import KnownLine, SuggestFacts
from safeharbor.services.help_choices import HelpChoices
from safeharbor.services.sheets import SheetService, readable_sheet
from safeharbor.system.prefs import Preferences
from safeharbor.system.region import guess_country
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.help.said import hours, ways
from safeharbor.ui.journal.asking import ask
from safeharbor.ui.sheet.model import FormModel

T = TypeVar("T")


class Knowing(QObject):
    """Tells one form after the other."""

    def __init__(
        self, sheets: SheetService, bridge: Bridge, preferences: Preferences, parent: QObject
    ) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._sheets = sheets
        self._bridge = bridge
        self._preferences = preferences

    def tell(self, model: FormModel) -> None:
        """Tell a form what it has to know, some of it a moment later."""
        facts = country_facts(self._preferences)
        model.set_known(facts=facts, lexicon=_hints())
        self._ask(model, self._sheets.people, lambda people: model.set_known(people=people))
        for wanted in pulled_fields(model.sheet):
            self._pull(model, wanted)

    def _pull(self, model: FormModel, wanted: str) -> None:
        """Bring in what stands in a field of the newest sheet of another kind."""
        sheet_id, _, name = wanted.partition(".")

        def found(page: list[SheetSummary]) -> None:
            if page:
                self._ask(model, lambda: self._sheets.get(page[0].id), give)

        def give(filled: FilledSheet) -> None:
            facts = model.held.facts
            said = words_in(filled, name)
            model.set_known(facts=replace(facts, pulled={**facts.pulled, wanted: said}))

        self._ask(model, lambda: self._sheets.page(None, 1, sheet_id), found)

    def _ask(
        self, model: FormModel, start: Callable[[], Future[T]], ok: Callable[[T], None]
    ) -> None:
        ask(self._bridge, model, start, ok)


def country_facts(preferences: Preferences) -> SuggestFacts:
    """The help lines of the country that was chosen, else of the one this computer is set to."""
    try:
        known = _help_lines()
    except HarborError:
        return SuggestFacts()
    choices = HelpChoices(preferences)
    country = known.country(choices.country) or known.country(guess_country() or "")
    if country is None:
        return SuggestFacts()
    checked = known.checked_on.isoformat()
    hidden = choices.hidden(country)
    lines = tuple(_line(country, each, checked) for each in country.at_a_glance(hidden))
    emergency = country.emergency[0].number if country.emergency else ""
    return SuggestFacts(lines, emergency)


def pulled_fields(sheet: Sheet) -> tuple[str, ...]:
    """The fields of other sheets that suggestions of this one are made of."""
    kinds = (field.suggest for field in sheet.fields if field.suggest is not None)
    return tuple({each.of: None for each in kinds if each.kind is SuggestKind.PULL})


def words_in(filled: FilledSheet, name: str) -> tuple[str, ...]:
    """What stands in a field of a filled sheet, one thing after the other."""
    words = Words(readable_sheet(filled), filled.answers)
    if rows := filled.answers.rows_of(name):
        field = words.sheet.field(name)
        return tuple(filter(None, (words.name(field, row) for row in rows)))
    return words.items(name)


def _line(country: Country, line: HelpLine, checked: str) -> KnownLine:
    # In a hard night, the number to ring stands first.
    said = (
        " ".join(filter(None, (way.lead, way.shown or way.target))) for way in reversed(ways(line))
    )
    # The name of a row has no room for more.
    named = f"{country.code}:{line.name}".encode()[:64].decode(errors="ignore")
    return KnownLine(named, line.name, "; ".join(said), hours(line.opening), checked)


@lru_cache(maxsize=1)
def _help_lines() -> HelpLines:
    """The list that ships; reading it takes longer than all else that is told."""
    return load_helplines()


@lru_cache(maxsize=1)
def _hints() -> Mapping[str, Hint]:
    try:
        return load_hints()
    except HarborError:
        return {}
