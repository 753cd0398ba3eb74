"""How a day, a month or a year is written, and how it is read when somebody types one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from safeharbor.domain.answers import is_date
from safeharbor.ui.journal.dates import month_name

translate = QCoreApplication.translate

_PARTS: Final = re.compile(r"\d+|[^\W\d_]+")
_YEAR_DIGITS: Final = 4
_MONTHS: Final = 12
_LEAST_LETTERS: Final = 3
_HALF_YEAR: Final = dt.timedelta(days=183)


def said_day(value: str) -> str:
    """``2026-11-21`` as ``21 November 2026``, ``2026-11`` as ``November 2026``, a year as it is."""
    if not is_date(value):
        return value
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    if not month:
        return value
    if not day:
        return month_name(year, month)
    #: How a day is written; the letters are Qt's own.
    shape = str(translate("days", "d MMMM yyyy"))
    return QLocale().toString(QDate(year, month, day), shape)


def read_day(text: str, today: dt.date) -> str | None:
    """What somebody typed as a date field keeps it; None where it cannot be told.

    A day without its year is the one nearest to ``today``. Which of two numbers is the month goes
    by the language.
    """
    words = " ".join(text.casefold().split())
    near = _near_words(today).get(words)
    if near is not None:
        return near.isoformat()
    parts = _PARTS.findall(words)
    numbers = [part for part in parts if part.isdigit()]
    month = _named_month([part for part in parts if not part.isdigit()])
    found = _with_name(numbers, month, today) if month else _in_numbers(numbers, parts)
    return found if found is not None and _exists(found) else None


def _near_words(today: dt.date) -> Mapping[str, dt.date]:
    day = dt.timedelta(days=1)
    return {
        str(translate("days", "today")).casefold(): today,
        str(translate("days", "tomorrow")).casefold(): today + day,
        str(translate("days", "yesterday")).casefold(): today - day,
    }


def _named_month(words: list[str]) -> int | None:
    for locale in (QLocale(), QLocale.c()):
        for month in range(1, _MONTHS + 1):
            for shape in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
                for names in (locale.monthName, locale.standaloneMonthName):
                    name = names(month, shape).casefold().rstrip(".")
                    if any(_is_name(word, name) for word in words):
                        return month
    return None


def _is_name(word: str, name: str) -> bool:
    return word == name or (len(word) >= _LEAST_LETTERS and name.startswith(word))


def _with_name(numbers: list[str], month: int, today: dt.date) -> str | None:
    years = [each for each in numbers if len(each) == _YEAR_DIGITS]
    days = [each for each in numbers if len(each) < _LEAST_LETTERS]
    if len(years) > 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return None
    if years:
        return _written(int(years[0]), month, int(days[0]) if days else 0)
    return _nearest(month, int(days[0]), today) if days else None


def _in_numbers(numbers: list[str], parts: list[str]) -> str | None:
    if len(numbers) != len(parts) or not 0 < len(numbers) <= _LEAST_LETTERS:
        return None
    if len(numbers[0]) == _YEAR_DIGITS:
        rest = [int(each) for each in numbers[1:]]
        if any(len(each) > len("12") for each in numbers[1:]):
            return None
        return _written(int(numbers[0]), *(*rest, 0, 0)[:2])
    if len(numbers[-1]) != _YEAR_DIGITS or any(len(each) > len("12") for each in numbers[:-1]):
        return None
    year, first = int(numbers[-1]), int(numbers[0])
    if len(numbers) == len("my"):
        return _written(year, first, 0)
    second = int(numbers[1])
    return _written(year, second, first) if _day_first() else _written(year, first, second)


def _day_first() -> bool:
    shape = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return QLocale().language() is QLocale.Language.C or shape.find("d") < shape.find("M")


def _nearest(month: int, day: int, today: dt.date) -> str | None:
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    near = [each for each in found if abs(each - today) <= _HALF_YEAR]
    return min(near, key=lambda each: abs(each - today)).isoformat() if near else None


def _written(year: int, month: int, day: int) -> str:
    parts = [f"{year:04}"]
    if month or day:
        parts.append(f"{month:02}")
    if day:
        parts.append(f"{day:02}")
    return "-".join(parts)


def _exists(value: str) -> bool:
    """Whether there is such a day: the thirtieth of February is none."""
    if not is_date(value):
        return False
    year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
