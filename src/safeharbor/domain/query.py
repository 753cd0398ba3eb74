"""What somebody types into the search field, understood.

Parses it, and tests a text that the index does not hold yet. It must not know how the index works;
that is the store's part.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.text import fold, segment

MAX_TERMS: Final = 64
"""More words than this narrow nothing; the rest of a pasted page is left out."""

MAX_TOKENS: Final = 256
"""Tokens of one phrase that are compared."""

_PIECES: Final = re.compile(
    r"""(?:(?P<filter>tag|from|to|on)[:：](?:"(?P<quoted>[^"]*)(?:"|$)|(?P<value>\S+)))
      | "(?P<phrase>[^"]*)(?P<closed>"|$)
      | (?P<word>[^\s"]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_QUOTES: Final = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that stand side by side; with ``prefix`` the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool

    @property
    def text(self) -> str:
        """The tokens with a blank between them."""
        return " ".join(self.tokens)


@dataclass(frozen=True, slots=True)
class Query:
    """All of it has to be true of an entry: every term, every tag, and the days."""

    terms: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    day_from: dt.date | None = None
    day_to: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.terms or self.tags or self.day_from or self.day_to)


def parse_query(text: str, today: dt.date) -> Query:
    """The query in ``text``; never fails, an unreadable filter is searched for as a word.

    Words are prefixes, words in double quotes are phrases, an open quote is a phrase whose last
    word may go on. ``tag:x``, ``tag:"two words"``, ``from:``, ``to:`` and ``on:`` with a year, a
    month (2026-11), a day (2026-11-21), "today" or "yesterday".
    """
    terms: dict[Term, None] = {}
    tags: dict[str, None] = {}
    span = _Span()
    for piece in _PIECES.finditer(text.translate(_QUOTES)):
        name, quoted, value = (piece[group] or "" for group in ("filter", "quoted", "value"))
        value = quoted or value
        if name.lower() == "tag" and (tag := fold_tag(value.lstrip("#"))):
            tags[tag] = None
        elif name and (days := _days(value, today)):
            span.narrow(name.lower(), *days)
        elif piece["phrase"] is not None:
            _add(terms, piece["phrase"], prefix=not piece["closed"])
        else:
            _add(terms, piece[0], prefix=True)
    return Query(tuple(terms)[:MAX_TERMS], tuple(tags)[:MAX_TERMS], span.first, span.last)


def fold_tag(tag: str) -> str:
    """``tag`` for comparing: folded, blanks made single."""
    return " ".join(fold(tag).split())


def matches(query: Query, content: EntryContent, day: dt.date) -> bool:
    """Whether an entry answers ``query``, tested on its text instead of the index."""
    if (query.day_from and day < query.day_from) or (query.day_to and day > query.day_to):
        return False
    if query.tags:
        own = {fold_tag(tag) for tag in content.tags}
        if not own.issuperset(query.tags):
            return False
    columns = [content.title, content.body, *content.tags] if query.terms else []
    return stands_in(query, prepared(columns))


def prepared(texts: Iterable[str]) -> str:
    """Texts as ``stands_in`` looks through them, for a caller who asks it more than once."""
    return "\n".join(f" {segment(text)} " for text in texts)


def stands_in(query: Query, looked_through: str) -> bool:
    """Whether each term stands in one of the texts that ``prepared`` put together."""
    return all(_stands(term, looked_through) for term in query.terms)


@dataclass(slots=True)
class _Span:
    """The days that are left after every filter so far."""

    first: dt.date | None = None
    last: dt.date | None = None

    def narrow(self, name: str, first: dt.date, last: dt.date) -> None:
        if name in ("from", "on"):
            self.first = max(self.first or first, first)
        if name in ("to", "on"):
            self.last = min(self.last or last, last)


def _days(value: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day that ``value`` names."""
    word = unicodedata.normalize("NFKC", value).strip().lower()
    if word in ("today", "yesterday"):
        back = dt.timedelta(days=word == "yesterday")
        return (today - back, today - back) if today.toordinal() > 1 else None
    parts = _DATE.fullmatch(word)
    if not parts:
        return None
    year, month, day = (int(part) if part else None for part in parts.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    end_month = month or 12
    return first, dt.date(first.year, end_month, calendar.monthrange(first.year, end_month)[1])


def _add(terms: dict[Term, None], text: str, *, prefix: bool) -> None:
    words = segment(text).split()[:MAX_TOKENS]
    if words:
        terms[Term(tuple(words), prefix)] = None


def _stands(term: Term, segmented: str) -> bool:
    """Whether ``term`` stands in texts that have a blank at both ends and a line each."""
    return f" {term.text}{'' if term.prefix else ' '}" in segmented
