"""What somebody types into the search field, understood.

Parses it, tests a text that the index does not hold yet, and cuts the lines shown under a hit. It
must not know how the index works; that is the store's part.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from safeharbor.domain.entry import EntryContent
from safeharbor.domain.text import Known, fold, joined, segment, tokens

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
_BLOCK: Final = 2048
_LINE: Final = dict.fromkeys(map(ord, "\n\r\t\x0b\x0c\u2028\u2029"), " ")


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


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text as it was written, with the places of what was found.

    Attributes:
        text: the characters of the original from ``start`` on, line breaks shown as blanks.
        spans: [start, end) places in ``text``, in order and apart.
        start: where ``text`` begins in the original.
        cut_after: whether the original goes on after it.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    start: int = 0
    cut_after: bool = False

    @property
    def cut_before(self) -> bool:
        """Whether something of the original stands before it."""
        return self.start > 0


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
    segmented = [f" {segment(column)} " for column in columns]
    return all(any(_stands(term, column) for column in segmented) for term in query.terms)


def snippet(text: str, query: Query, width: int, known: Known | None = None) -> Snippet:
    """About ``width`` characters of ``text`` around the first place that ``query`` finds.

    Where no term stands in ``text`` it is the beginning. Visible characters stay whole. ``known``
    is for many texts in a row, as in ``tokens``.
    """
    known = {} if known is None else known
    found = _first_place(text, query.terms, known)
    start = _window_start(text, found, width) if found else 0
    end = _back_to_boundary(text, min(len(text), start + max(width, 1)))
    if end <= start:
        end = min(len(text), start + max(width, 1))
    part = text[start:end]
    return Snippet(part.translate(_LINE), _spans(part, query.terms, known), start, end < len(text))


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
    """Whether ``term`` stands in ``segmented``, which has a blank at both ends."""
    return f" {term.text}{'' if term.prefix else ' '}" in segmented


def _first_place(text: str, terms: tuple[Term, ...], known: Known) -> tuple[int, int] | None:
    """Where in ``text`` the first term found stands, block by block."""
    if not terms:
        return None
    place = 0
    while place < len(text):
        end = _block_end(text, place)
        own = tokens(text[place:end], known)
        for at in range(len(own)):
            for term in terms:
                if at + len(term.tokens) <= len(own) and _begins(term, own, at):
                    return place + own[at][1], place + own[at + len(term.tokens) - 1][2]
        place = end
    return None


def _block_end(text: str, start: int) -> int:
    end = start + _BLOCK
    if end >= len(text):
        return len(text)
    for mark in ("\n", " "):
        at = text.rfind(mark, start + _BLOCK // 2, end)
        if at > start:
            return at
    return _back_to_boundary(text, end)


def _window_start(text: str, found: tuple[int, int], width: int) -> int:
    """Where a snippet that shows ``found`` begins: a third of the width before it."""
    first, last = found
    start = max(0, min(first, first - min(width // 3, width - (last - first))))
    start = max(0, min(start, len(text) - width)) if len(text) - width < first else start
    blank = max(text.find(" ", start, first), text.find("\n", start, first))
    if 0 < start <= blank < first:
        return blank + 1
    while 0 < start < first and joined(text[start - 1], text[start]):
        start += 1
    return min(start, first)


def _back_to_boundary(text: str, end: int) -> int:
    lowest = max(0, end - 64)
    while lowest < end < len(text) and joined(text[end - 1], text[end]):
        end -= 1
    return end


def _spans(part: str, terms: tuple[Term, ...], known: Known) -> tuple[tuple[int, int], ...]:
    """The places of every term in ``part``, joined where they touch."""
    own = tokens(part, known)
    found = sorted(
        (own[at][1], own[at + len(term.tokens) - 1][2])
        for term in terms
        for at in range(len(own) - len(term.tokens) + 1)
        if _begins(term, own, at)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _begins(term: Term, own: list[tuple[str, int, int]], at: int) -> bool:
    last = len(term.tokens) - 1
    for offset, wanted in enumerate(term.tokens):
        token = own[at + offset][0]
        if token != wanted and not (term.prefix and offset == last and token.startswith(wanted)):
            return False
    return True
