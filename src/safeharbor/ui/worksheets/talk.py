"""Words about worksheets: their shelves, how long they take, what a filled one is called."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from safeharbor.domain.filled import SheetSummary
from safeharbor.ui.journal.dates import full_day, joined, short_day, time_of

translate = QCoreApplication.translate

SHELVES: Final = {
    "boundaries": str(QT_TRANSLATE_NOOP("worksheets", "Boundaries and needs")),
    "talking": str(QT_TRANSLATE_NOOP("worksheets", "Talking it through")),
    "thoughts": str(QT_TRANSLATE_NOOP("worksheets", "Thoughts and feelings")),
    "trust": str(QT_TRANSLATE_NOOP("worksheets", "Trust and closeness")),
    "steady": str(QT_TRANSLATE_NOOP("worksheets", "Steady and safe")),
}
"""The groups of the shelf, in their order."""

FILLED: Final = "filled"
"""The group of what was filled in lately."""
OWN: Final = "own"
"""The group of sheets of one's own."""


def group_name(name: str) -> str:
    """What a group of the shelf is called."""
    if name == FILLED:
        #: A heading above worksheets that somebody has filled in.
        return translate("worksheets", "Filled in")
    if name == OWN:
        #: A heading above worksheets that somebody has made.
        return translate("worksheets", "Your own")
    return translate("worksheets", SHELVES.get(name, ""))


def name_of(summary: SheetSummary, today: dt.date, *, titles: bool) -> str:
    """What stands for a filled sheet: what it was called, else its sheet, or its day alone."""
    if not titles:
        return full_day(summary.moment.local_date, today)
    named = summary.title or summary.sheet
    return named or full_day(summary.moment.local_date, today)


def below_name(summary: SheetSummary, *, titles: bool) -> str:
    """The quiet line below that: the sheet where it is called something else, and the time."""
    time = time_of(summary.moment)
    other = titles and summary.title and summary.sheet and summary.title != summary.sheet
    return joined(summary.sheet, time) if other else time


def in_words(summary: SheetSummary, today: dt.date, *, titles: bool) -> str:
    """A filled sheet for a screen reader."""
    day = full_day(summary.moment.local_date, today)
    below = below_name(summary, titles=titles)
    named = name_of(summary, today, titles=titles)
    return joined(named, below) if named == day else joined(named, joined(day, below))


def day_word(day: dt.date, today: dt.date) -> str:
    """A day in the margin, or at the end of a row."""
    days = (today - day).days
    if days == 0:
        return translate("worksheets", "Today")
    if days == 1:
        return translate("worksheets", "Yesterday")
    return short_day(day, today)
