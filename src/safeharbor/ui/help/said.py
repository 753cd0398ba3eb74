"""How the page says what a line is for, when it answers, and how it is reached.

The list itself is in English. What has a shape, such as hours, days and languages, is said in the
language of the window; names and notes stand as they are.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QLocale, QTime

from safeharbor.content.helplines import HelpLine, Hours, LineKind, Span, plain_address
from safeharbor.ui.widgets.help_line import Way

_TEXTED: Final = re.compile(r"^(?P<word>.*?)\s*(?P<number>[+(]?\d[\d ()\-]*)$")
SERVICES: Final = frozenset(
    {
        str(QT_TRANSLATE_NOOP("help", "all emergencies")),
        str(QT_TRANSLATE_NOOP("help", "all emergencies, from a mobile")),
        str(QT_TRANSLATE_NOOP("help", "general number")),
        str(QT_TRANSLATE_NOOP("help", "ambulance")),
        str(QT_TRANSLATE_NOOP("help", "police")),
        str(QT_TRANSLATE_NOOP("help", "fire")),
        str(QT_TRANSLATE_NOOP("help", "ambulance and fire")),
        str(QT_TRANSLATE_NOOP("help", "ambulance, fire and police")),
        str(QT_TRANSLATE_NOOP("help", "police and general")),
    }
)
"""What emergency numbers reach, as the list says it."""

_MIDNIGHT: Final = frozenset({"24:00", "00:00"})


def purpose(kind: LineKind) -> str:
    """Who a line is for, as a sentence."""
    said = {
        LineKind.SUICIDE_CRISIS: QCoreApplication.translate(
            "help", "In a crisis, or when living feels too much."
        ),
        LineKind.EMOTIONAL_SUPPORT: QCoreApplication.translate(
            "help", "To talk to someone who listens."
        ),
        LineKind.DOMESTIC_ABUSE: QCoreApplication.translate(
            "help", "If someone close frightens or hurts you."
        ),
        LineKind.YOUTH: QCoreApplication.translate("help", "For children and young people."),
    }
    return str(said[kind])


def heading(kind: LineKind) -> str:
    """The same above all lines of a kind."""
    said = {
        LineKind.SUICIDE_CRISIS: QCoreApplication.translate(
            "help", "In a crisis, or when living feels too much"
        ),
        LineKind.EMOTIONAL_SUPPORT: QCoreApplication.translate(
            "help", "To talk to someone who listens"
        ),
        LineKind.DOMESTIC_ABUSE: QCoreApplication.translate(
            "help", "If someone close frightens or hurts you"
        ),
        LineKind.YOUTH: QCoreApplication.translate("help", "For children and young people"),
    }
    return str(said[kind])


def about(line: HelpLine, *, with_purpose: bool) -> str:
    """Who a line is for, when somebody answers, in which languages, and what else to know."""
    parts = [
        purpose(line.kind) if with_purpose else "",
        hours(line.opening),
        languages(line.languages),
        line.note or "",
    ]
    return " ".join(part for part in parts if part)


def hours(opening: Hours | None) -> str:
    """When somebody answers, as a sentence."""
    if opening is None:
        return str(QCoreApplication.translate("help", "Hours not known."))
    if opening.always:
        return str(QCoreApplication.translate("help", "Any hour."))
    if opening.text:
        return f"{opening.text}."
    return " ".join(_span(span) for span in opening.spans)


def languages(codes: tuple[str, ...]) -> str:
    """The languages of a line, unless the reader's own is the only one."""
    language = QLocale().language()
    own = "en" if language is QLocale.Language.C else QLocale.languageToCode(language)
    if codes == (own,):
        return ""
    names = [QLocale.languageToString(QLocale(code).language()) for code in codes]
    #: %1 is a list of languages.
    said = QCoreApplication.translate("help", "In %1.")
    return str(said).replace("%1", ", ".join(names)) if names else ""


def ways(line: HelpLine) -> tuple[Way, ...]:
    """How a line is reached, the ways without speaking first."""
    found = []
    if line.chat:
        #: Before the address of a web page with a chat.
        lead = str(QCoreApplication.translate("help", "Chat"))
        found.append(Way(lead, line.chat, shown=plain_address(line.chat)))
    if line.text:
        found.append(_texted(line.text))
    if line.call:
        #: Before a number to ring, where another way stands above it.
        call = str(QCoreApplication.translate("help", "Call"))
        found.append(Way(call if found else "", line.call))
    return tuple(found)


def reaches(label: str) -> str:
    """What an emergency number reaches, as a sentence."""
    words = str(QCoreApplication.translate("help", label)) if label in SERVICES else label
    return f"{words[:1].upper()}{words[1:]}."


def checked(day: dt.date) -> str:
    """When the numbers were checked."""
    #: How a day is written; the letters are Qt's own.
    shape = str(QCoreApplication.translate("help", "d MMMM yyyy"))
    date = QLocale().toString(QDate(day.year, day.month, day.day), shape)
    #: %1 is a date.
    said = QCoreApplication.translate("help", "Numbers checked %1.")
    return str(said).replace("%1", date)


def _texted(text: str) -> Way:
    #: Before a number that is texted.
    plain = str(QCoreApplication.translate("help", "Text"))
    found = _TEXTED.match(text)
    if found is None:
        return Way(plain, text)
    word, number = found["word"], found["number"]
    if word.endswith("WhatsApp"):
        return Way(word, number)
    #: Before a number that is texted; %1 is a word to send and "to", such as "SHOUT to".
    sent = str(QCoreApplication.translate("help", "Text %1"))
    return Way(sent.replace("%1", word) if word else plain, number)


def _span(span: Span) -> str:
    if span.days is None:
        #: When a line is open; %1 and %2 are times of the day.
        said = QCoreApplication.translate("help", "Every day, %1 to %2.")
    elif span.days[0] == span.days[1]:
        #: When a line is open; %3 is a day of the week, %1 and %2 are times of the day.
        said = QCoreApplication.translate("help", "%3, %1 to %2.")
    else:
        #: When a line is open; %3 and %4 are days of the week, %1 and %2 are times of the day.
        said = QCoreApplication.translate("help", "%3 to %4, %1 to %2.")
    first, last = (QLocale().dayName(day + 1) for day in span.days or (0, 0))
    parts = {"%1": _time(span.begin), "%2": _time(span.end), "%3": first, "%4": last}
    return re.sub("%[1-4]", lambda mark: parts[mark[0]], str(said))


def _time(time: str) -> str:
    if time in _MIDNIGHT:
        return str(QCoreApplication.translate("help", "midnight"))
    locale, moment = QLocale(), QTime.fromString(time, "HH:mm")
    if locale.language() is QLocale.Language.C:
        return time
    return str(locale.toString(moment, QLocale.FormatType.ShortFormat))
