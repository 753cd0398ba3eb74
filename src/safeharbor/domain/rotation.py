"""Which backups are kept: seven days, four weeks and six months back, and always the newest.

A pure rule over the times they were made. It counts the days, weeks and months that have a
backup, not those on the calendar, so that a long pause never lets the old ones go.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Plan:
    """How many days, weeks and months keep one backup each, the newest of theirs."""

    days: int = 7
    weeks: int = 4
    months: int = 6


PLAN: Final = Plan()


def kept(made: Iterable[dt.datetime], plan: Plan = PLAN) -> frozenset[dt.datetime]:
    """The times out of ``made`` whose backups are kept.

    The newest is always among them. Applying the rule to what it kept takes nothing more away.
    """
    newest_first = sorted(set(made), reverse=True)
    chosen = set(newest_first[:1])
    for part, count in ((_day, plan.days), (_week, plan.weeks), (_month, plan.months)):
        chosen.update(_newest_of_each(newest_first, part, count))
    return frozenset(chosen)


Part = tuple[int, ...]


def _newest_of_each(
    newest_first: Iterable[dt.datetime], part: Callable[[dt.datetime], Part], count: int
) -> list[dt.datetime]:
    found: dict[Part, dt.datetime] = {}
    for moment in newest_first:
        found.setdefault(part(moment), moment)
    return list(found.values())[:count]


def _day(moment: dt.datetime) -> Part:
    return (moment.toordinal(),)


def _week(moment: dt.datetime) -> Part:
    return tuple(moment.isocalendar())[:2]


def _month(moment: dt.datetime) -> Part:
    return (moment.year, moment.month)
