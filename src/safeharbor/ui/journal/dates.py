"""How days and times are written in the journal, in the order and the words of the language.

It formats what it is given and knows no clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from safeharbor.domain.moment import Moment

translate = QCoreApplication.translate


def full_day(day: dt.date, today: dt.date) -> str:
    """``Thursday 12 November``, with the year where it is not that of ``today``."""
    #: How a day of this year is written; the letters are Qt's own.
    near = translate("dates", "dddd d MMMM")
    #: How a day of another year is written; the letters are Qt's own.
    far = translate("dates", "dddd d MMMM yyyy")
    return QLocale().toString(_qdate(day), near if day.year == today.year else far)


def middle_day(day: dt.date, today: dt.date) -> str:
    """``Thu 12 November``, with the year where it is not that of ``today``."""
    #: How a day of this year is written where there is little room; the letters are Qt's own.
    near = translate("dates", "ddd d MMMM")
    #: How a day of another year is written where there is little room.
    far = translate("dates", "ddd d MMM yyyy")
    return QLocale().toString(_qdate(day), near if day.year == today.year else far)


def short_day(day: dt.date, today: dt.date) -> str:
    """``Thu 12 Nov``, with the year where it is not that of ``today``."""
    #: How a day of this year is written in a margin; the letters are Qt's own.
    near = translate("dates", "ddd d MMM")
    #: How a day of another year is written in a margin; the letters are Qt's own.
    far = translate("dates", "d MMM yyyy")
    return QLocale().toString(_qdate(day), near if day.year == today.year else far)


def short_month(year: int, month: int) -> str:
    """``Nov 2026``."""
    #: How a month is written where there is little room; the letters are Qt's own.
    return QLocale().toString(QDate(year, month, 1), translate("dates", "MMM yyyy"))


def month_name(year: int, month: int) -> str:
    """``November 2026``."""
    #: How a month is written; the letters are Qt's own.
    return QLocale().toString(QDate(year, month, 1), translate("dates", "MMMM yyyy"))


def weekday(day: dt.date, fits: Callable[[str], bool] = bool) -> str:
    """``Thu``, or ``T`` where not every short name of the language fits."""
    short = [QLocale().dayName(n, QLocale.FormatType.ShortFormat) for n in range(1, 8)]
    if all(map(fits, short)):
        return short[day.weekday()]
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.NarrowFormat)


def time_of(moment: Moment) -> str:
    """``18:20``, as the clock on the writer's wall had it."""
    local = moment.local_datetime
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def day_and_time(moment: Moment, today: dt.date) -> str:
    """``Thursday 12 November, 18:20``."""
    return joined(full_day(moment.local_date, today), time_of(moment))


def joined(first: str, second: str) -> str:
    """Two facts, one after the other."""
    #: Two facts one after the other, such as a day and a time.
    return translate("dates", "%1, %2").replace("%1", first).replace("%2", second)


def _qdate(day: dt.date) -> QDate:
    return QDate(day.year, day.month, day.day)
