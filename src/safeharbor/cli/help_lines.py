"""Crisis lines in the terminal: emergency numbers first, and always with their country.

The same number can be another service in another country, so it says which country it took and
how to take another one. It needs no vault and no network; what somebody chose in the window, such
as the country and numbers of their own, it reads from the plain preferences of the home.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.cli.console import Console, Json
from safeharbor.cli.exits import Exit
from safeharbor.cli.lines import columns_of, wrap
from safeharbor.content.helplines import (
    Country,
    HelpLine,
    HelpLines,
    Hours,
    LineKind,
    Span,
    load_helplines,
)
from safeharbor.domain.errors import HarborError
from safeharbor.domain.own_number import OwnNumber
from safeharbor.services.help_choices import HelpChoices
from safeharbor.system.paths import home_paths
from safeharbor.system.prefs import Preferences
from safeharbor.system.region import guess_country, usual_code

_DAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_FURTHER: Final = 2
"""Columns by which a line that goes on is set in further."""
# Blanks inside a number, where a line must not end, and what stands for them meanwhile.
_IN_NUMBER: Final = re.compile(r"(?<=[\d)])[ ](?=[\d(])")
_GLUE: Final = "\ue000"
_ADDRESS: Final = re.compile(r"(https://\S+)")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is printed: the country, who chose it, and what belongs to whoever reads it."""

    lines: HelpLines
    asked: str | None
    country: Country | None
    guessed: bool
    own: tuple[OwnNumber, ...] = ()
    hidden: frozenset[str] = frozenset()


def help_lines(
    console: Console,
    asked: str | None,
    lines: HelpLines | None = None,
    *,
    home: Path | None = None,
) -> Exit:
    """Print the lines of a country.

    Args:
        console: where to.
        asked: its code or name; None for the one chosen in the window, or else guessed.
        lines: the list; the shipped one where it is left out.
        home: the home whose choices hold; the usual one where it is left out.
    """
    page = _page(lines or load_helplines(), asked, home)
    if console.json_mode:
        console.data(_object(page))
    else:
        _Printer(console).show(page)
    return Exit.FAILURE if asked is not None and page.country is None else Exit.OK


def _page(lines: HelpLines, asked: str | None, home: Path | None) -> _Page:
    choices: HelpChoices | None = None
    # Numbers are shown whatever became of the home.
    with contextlib.suppress(HarborError, OSError):
        choices = HelpChoices(Preferences(home_paths(home).preferences))
    kept = lines.country(choices.country) if choices and asked is None else None
    country = kept or _find(lines, asked if asked is not None else guess_country())
    return _Page(
        lines,
        asked,
        country,
        guessed=asked is None and kept is None,
        own=choices.own if choices else (),
        hidden=choices.hidden(country) if choices and country else frozenset(),
    )


def _find(lines: HelpLines, asked: str | None) -> Country | None:
    if asked is None:
        return None
    by_code = lines.country(usual_code(asked))
    if by_code is not None:
        return by_code
    wanted = asked.strip().casefold()
    named = (c for c in lines.countries.values() if c.name.casefold() == wanted)
    return next(named, None)


@dataclass(frozen=True, slots=True)
class _Printer:
    """Plain lines, which a narrow terminal breaks between words and never inside a number."""

    console: Console

    def show(self, page: _Page) -> None:
        """Print all of it."""
        if page.country is not None:
            self._show_country(page, page.country)
            if page.guessed:
                self._say("help.country_guess", name=page.country.name)
            for directory in page.lines.directories[:1]:
                self._say("help.elsewhere", address=directory.address)
        else:
            self._show_countries(page)
        self._say("help.checked", date=page.lines.checked_on.isoformat())

    def _show_countries(self, page: _Page) -> None:
        """What can be chosen, and what holds anywhere."""
        if page.asked is not None:
            self._say("help.country_unknown", code=page.asked)
        else:
            self._say("help.country_none")
        self._say("help.country_list")
        self._put(", ".join(sorted(page.lines.countries)), 2)
        self.console.line()
        self._show_own(page.own)
        self._say("help.directories")
        for directory in page.lines.directories:
            self._put(f"{directory.name}: {directory.url}", 2)

    def _show_country(self, page: _Page, country: Country) -> None:
        self._put(country.name)
        for number in country.emergency:
            self._say("help.emergency", number=number.number, label=number.label)
        self.console.line()
        self._show_own(page.own)
        for kind, lines in country.by_kind(page.hidden).items():
            self._say(f"help.kind.{kind.value}")
            for line in lines:
                self._put(line.name, 2)
                for detail in self._details(line):
                    self._put(detail, 4)
            self.console.line()
        if page.hidden:
            self._say("help.hidden", count=len(page.hidden))

    def _show_own(self, own: tuple[OwnNumber, ...]) -> None:
        if not own:
            return
        self._say("help.own")
        for number in own:
            self._put(number.name or number.number, 2)
            if number.name:
                self._put(number.number, 4)
            if number.when:
                self._put(number.when, 4)
        self.console.line()

    def _details(self, line: HelpLine) -> Iterator[str]:
        """How to reach a line, ways without speaking first."""
        words = self.console.words
        if line.text:
            yield words("help.text", number=line.text)
        if line.chat:
            yield words("help.chat", address=line.chat)
        if line.call:
            yield words("help.call", number=line.call)
        yield self._hours(line.opening)
        yield words("help.languages", languages=", ".join(line.languages))
        if line.note:
            yield line.note

    def _hours(self, opening: Hours | None) -> str:
        words = self.console.words
        if opening is None:
            return words("help.hours_unknown")
        if opening.always:
            return words("help.any_hour")
        said = opening.text or ", ".join(map(self._span, opening.spans))
        return words("help.hours", hours=said)

    def _span(self, span: Span) -> str:
        if span.days is None:
            return self.console.words("help.daily", begin=span.begin, end=span.end)
        first, last = (_DAYS[day] for day in span.days)
        name = "help.day" if first == last else "help.days"
        return self.console.words(name, first=first, last=last, begin=span.begin, end=span.end)

    def _say(self, words: str, /, **facts: str | int) -> None:
        self._put(self.console.words(words, **facts))

    def _put(self, text: str, indent: int = 0) -> None:
        """One line, or several where it does not fit on a terminal."""
        console = self.console
        room = console.width - 1 - indent
        further = _FURTHER if indent else 0
        if not console.stdout.isatty() or columns_of(text) <= room:
            console.line(" " * indent + text)
            return
        lead = " " * indent
        for piece in _ADDRESS.split(text):
            # An address has no place to end a line at: the terminal breaks it and copies it whole.
            whole = piece.startswith("https://")
            glued = _IN_NUMBER.sub(_GLUE, piece)
            for line in [piece] if whole else wrap(glued, room - further):
                console.line(lead + line.replace(_GLUE, " "))
                lead = " " * (indent + further)


def _object(page: _Page) -> dict[str, Json]:
    lines, country = page.lines, page.country
    shown: dict[str, Json] = {
        "country": None,
        "guessed": page.guessed,
        "emergency": [],
        "own_numbers": [
            {"name": own.name, "number": own.number, "when": own.when} for own in page.own
        ],
        "lines": [],
        "hidden": len(page.hidden),
        "checked_on": lines.checked_on.isoformat(),
        "directories": [
            {"name": d.name, "url": d.url, "about": d.about} for d in lines.directories
        ],
    }
    if country is not None:
        groups = country.by_kind(page.hidden)
        shown["country"] = {"code": country.code, "name": country.name}
        shown["emergency"] = [{"number": e.number, "label": e.label} for e in country.emergency]
        shown["lines"] = [
            _line_object(kind, line) for kind, group in groups.items() for line in group
        ]
    return shown


def _line_object(kind: LineKind, line: HelpLine) -> dict[str, Json]:
    return {
        "name": line.name,
        "kind": kind.value,
        "text": line.text,
        "chat": line.chat,
        "call": line.call,
        "hours": line.hours,
        "languages": list(line.languages),
        "note": line.note,
    }
