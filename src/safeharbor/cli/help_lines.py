"""Crisis lines in the terminal: emergency numbers first, and always with their country.

The same number can be another service in another country, so it says which country it took and
how to take another one. It needs no vault and no network.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import Final

from safeharbor.cli.console import Console, Json
from safeharbor.cli.exits import Exit
from safeharbor.content.helplines import Country, HelpLine, HelpLines, LineKind, load_helplines

_LOCALE_NAMES: Final = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LC_MESSAGES", "LANG")
_TERRITORY: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})(?:[.@].*)?")
_SAME: Final = {"UK": "GB", "EL": "GR"}


def help_lines(console: Console, asked: str | None, lines: HelpLines | None = None) -> Exit:
    """Print the lines of the country ``asked`` for, or of the one that the locale names."""
    lines = lines or load_helplines()
    country = _find(lines, asked if asked is not None else guess_country())
    if console.json_mode:
        console.data(_object(lines, country, guessed=asked is None))
    else:
        _print(console, lines, country, asked)
    return Exit.FAILURE if asked is not None and country is None else Exit.OK


def guess_country(environ: Mapping[str, str] = os.environ) -> str | None:
    """The territory of the locale, such as ``DE``; None where it names none."""
    for name in _LOCALE_NAMES:
        value = environ.get(name)
        if value:
            match = _TERRITORY.fullmatch(value)
            return match[1].upper() if match else None
    return _windows_territory() if sys.platform == "win32" else None


def _windows_territory() -> str | None:
    import ctypes

    buffer = ctypes.create_unicode_buffer(16)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from the types elsewhere
    found = kernel.GetUserDefaultGeoName(buffer, len(buffer))
    return buffer.value if found and re.fullmatch("[A-Z]{2}", buffer.value) else None


def _find(lines: HelpLines, asked: str | None) -> Country | None:
    if asked is None:
        return None
    code = asked.strip().upper()
    by_code = lines.country(_SAME.get(code, code))
    if by_code is not None:
        return by_code
    wanted = asked.strip().casefold()
    named = (c for c in lines.countries.values() if c.name.casefold() == wanted)
    return next(named, None)


def _print(console: Console, lines: HelpLines, country: Country | None, asked: str | None) -> None:
    if country is not None:
        _print_country(console, country)
        if asked is None:
            console.say("help.country_guess", name=country.name)
    elif asked is not None:
        console.say("help.country_unknown", code=asked)
    else:
        console.say("help.country_none")
    if country is None:
        console.say("help.country_list", codes=", ".join(sorted(lines.countries)))
        console.line()
        console.say("help.directories")
        for directory in lines.directories:
            console.line(f"  {directory.name}: {directory.url}")
    console.say("help.checked", date=lines.checked_on.isoformat())


def _print_country(console: Console, country: Country) -> None:
    console.line(country.name)
    for number in country.emergency:
        console.say("help.emergency", number=number.number, label=number.label)
    for kind, lines in country.by_kind().items():
        console.line()
        console.say(f"help.kind.{kind.value}")
        for line in lines:
            console.line(f"  {line.name}")
            for detail in _details(console, line):
                console.line(f"    {detail}")
    console.line()


def _details(console: Console, line: HelpLine) -> list[str]:
    """How to reach a line, ways without speaking first."""
    details = []
    if line.text:
        details.append(console.words("help.text", number=line.text))
    if line.chat:
        details.append(console.words("help.chat", address=line.chat))
    if line.call:
        details.append(console.words("help.call", number=line.call))
    if line.hours:
        details.append(console.words("help.hours", hours=line.hours))
    details.append(console.words("help.languages", languages=", ".join(line.languages)))
    if line.note:
        details.append(line.note)
    return details


def _object(lines: HelpLines, country: Country | None, *, guessed: bool) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "country": None,
        "guessed": guessed,
        "emergency": [],
        "lines": [],
        "checked_on": lines.checked_on.isoformat(),
        "directories": [
            {"name": d.name, "url": d.url, "about": d.about} for d in lines.directories
        ],
    }
    if country is not None:
        shown["country"] = {"code": country.code, "name": country.name}
        shown["emergency"] = [{"number": e.number, "label": e.label} for e in country.emergency]
        shown["lines"] = [
            _line_object(kind, line) for kind, group in country.by_kind().items() for line in group
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
