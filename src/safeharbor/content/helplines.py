"""Crisis and emergency lines by country, out of ``crisis_lines.json``.

Emergency numbers come first with what they reach; among lines of one kind those that can be
texted or chatted with come first, since not everybody can speak aloud. Nothing here dials or
opens anything.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.resources import resources_root

FILE_NAME: Final = "crisis_lines.json"
AT_A_GLANCE: Final = 3
"""How many lines are shown before somebody asks for more."""

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY: Final = "|".join(_DAYS)
_SPAN: Final = re.compile(
    rf"(?:(?P<first>{_DAY})(?:-(?P<last>{_DAY}))? )?"
    r"(?P<begin>\d\d:\d\d)-(?P<end>\d\d:\d\d)(?P<daily> daily)?"
)
_WHOLE_DAYS: Final = {
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
    "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip


class LineKind(enum.StrEnum):
    """What a line is for, in the order in which they are shown."""

    SUICIDE_CRISIS = "suicide_crisis"
    EMOTIONAL_SUPPORT = "emotional_support"
    DOMESTIC_ABUSE = "domestic_abuse"
    YOUTH = "youth"


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number for danger now, and what it reaches, such as "ambulance"."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, such as ``17:00`` and ``24:00``.

    ``days`` are the first and the last one, 0 for Monday; None for every day.
    """

    begin: str
    end: str
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody answers: at any hour, in ``spans``, or as ``text`` says it in English."""

    always: bool = False
    spans: tuple[Span, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line. ``call``, ``text`` and ``chat`` are None where the line has no such way.

    ``hours`` is None where they are not known. ``languages`` are ISO 639 codes.
    """

    name: str
    kind: LineKind
    call: str | None
    text: str | None
    chat: str | None
    hours: str | None
    languages: tuple[str, ...]
    note: str | None = None

    @property
    def silent(self) -> bool:
        """Whether it can be reached without speaking."""
        return self.text is not None or self.chat is not None

    @property
    def opening(self) -> Hours | None:
        """``hours`` taken apart; None where they are not known."""
        return read_hours(self.hours) if self.hours else None


@dataclass(frozen=True, slots=True)
class Country:
    """The numbers of one country; ``code`` is ISO 3166-1 alpha-2."""

    code: str
    name: str
    emergency: tuple[EmergencyNumber, ...]
    lines: tuple[HelpLine, ...]

    def by_kind(self, without: Collection[str] = ()) -> Mapping[LineKind, tuple[HelpLine, ...]]:
        """The lines grouped, kinds in their order, lines without speaking first.

        Args:
            without: the names of lines that are left out.
        """
        grouped: dict[LineKind, tuple[HelpLine, ...]] = {}
        shown = [line for line in self.lines if line.name not in without]
        for kind in LineKind:
            lines = sorted((x for x in shown if x.kind is kind), key=lambda x: not x.silent)
            if lines:
                grouped[kind] = tuple(lines)
        return grouped

    def at_a_glance(self, without: Collection[str] = ()) -> tuple[HelpLine, ...]:
        """A few lines of as many kinds as there are, in the order of ``by_kind``."""
        groups = self.by_kind(without).values()
        firsts = [lines[0] for lines in groups]
        others = [line for lines in groups for line in lines[1:]]
        picked = [*firsts, *others][:AT_A_GLANCE]
        return tuple(line for lines in groups for line in lines if line in picked)


@dataclass(frozen=True, slots=True)
class Directory:
    """A list of lines for many countries, kept by somebody else."""

    name: str
    url: str
    about: str

    @property
    def address(self) -> str:
        """Its address as people write it."""
        return plain_address(self.url)


@dataclass(frozen=True, slots=True)
class HelpLines:
    """All lines, and the day on which they were last checked."""

    checked_on: dt.date
    directories: tuple[Directory, ...]
    countries: Mapping[str, Country]

    def country(self, code: str) -> Country | None:
        """The country with this code, in upper or lower case; None where the list has none."""
        return self.countries.get(code.strip().upper())


def plain_address(url: str) -> str:
    """An address without what every one begins and ends with: ``findahelpline.com``."""
    return url.removeprefix("https://").removesuffix("/")


def read_hours(text: str) -> Hours:
    """The hours that the list gives as ``text``."""
    if text == "24/7":
        return Hours(always=True)
    spans = []
    for part in text.split(", "):
        match = _SPAN.fullmatch(part)
        if match is None or bool(match["first"]) is bool(match["daily"]):
            return Hours(text=_spoken(text))
        first, last = match["first"], match["last"] or match["first"]
        days = (_DAYS.index(first), _DAYS.index(last)) if first else None
        spans.append(Span(match["begin"], match["end"], days))
    return Hours(spans=tuple(spans))


def _spoken(text: str) -> str:
    """Hours that no pattern fits, without what a voice stumbles over."""
    text = re.sub(r"(\d\d:\d\d)-(\d\d:\d\d)", r"\1 to \2", text)
    return re.sub(rf"\b({_DAY})\b", lambda day: _WHOLE_DAYS[day[1]], text)


def load_helplines(path: Path | None = None) -> HelpLines:
    """The shipped list, or the one at ``path``.

    Raises:
        HarborError: RESOURCE_MISSING or CONTENT_BROKEN.
    """
    path = path or resources_root() / FILE_NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=path.name) from error
    except ValueError as error:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file=path.name) from error
    try:
        return HelpLines(
            checked_on=dt.date.fromisoformat(raw["verified_on"]),
            directories=tuple(
                Directory(d["name"], d["url"], d["about"]) for d in raw["international"]
            ),
            countries={c["code"]: _country(c) for c in raw["countries"]},
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise HarborError(ErrorCode.CONTENT_BROKEN, file=path.name) from error


def _country(raw: Mapping[str, object]) -> Country:
    numbers, labels, lines = raw["emergency"], raw["emergency_labels"], raw["lines"]
    if not (isinstance(numbers, list) and isinstance(labels, dict) and isinstance(lines, list)):
        raise TypeError("country")
    return Country(
        code=str(raw["code"]),
        name=str(raw["name"]),
        emergency=tuple(EmergencyNumber(str(n), str(labels[n])) for n in numbers),
        lines=tuple(_line(line) for line in lines),
    )


def _line(raw: Mapping[str, object]) -> HelpLine:
    languages = raw["languages"]
    if not isinstance(languages, list):
        raise TypeError("languages")
    return HelpLine(
        name=str(raw["name"]),
        kind=LineKind(str(raw["kind"])),
        call=_optional(raw["call"]),
        text=_optional(raw["text"]),
        chat=_optional(raw["chat"]),
        hours=_optional(raw["hours"]),
        languages=tuple(str(language) for language in languages),
        note=_optional(raw.get("note")),
    )


def _optional(value: object) -> str | None:
    return None if value is None else str(value)
