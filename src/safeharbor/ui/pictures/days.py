"""Days in short words: a year, a month or a day, as a date field keeps them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_KEPT: Final = {len("2026-11"): "yyyy-MM", len("2026-11-21"): "yyyy-MM-dd"}


def short_day(text: str) -> str:
    """A month or a day as short words; a year, and anything else, as it stands."""
    kept = _KEPT.get(len(text), "")
    day = QDate.fromString(text, kept) if kept else QDate()
    if not day.isValid():
        return text
    #: How a month is written where there is little room; the letters are Qt's own.
    month = QCoreApplication.translate("pictures", "MMM yyyy")
    #: How a day is written below a picture; the letters are Qt's own.
    whole = QCoreApplication.translate("pictures", "d MMM yy")
    return QLocale().toString(day, month if kept == _KEPT[7] else whole)
