"""The lines shown under a hit: a part of a text as it was written, and what was found in it.

Whole texts are looked through for a page of hits, so a word is judged once, and only a word in
which something may begin is looked at closely. It must not know how the index works.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from safeharbor.domain.query import Query, Term
from safeharbor.domain.text import WORDS, fold, joined, tokens, tokens_from

Token: TypeAlias = tuple[str, int, int]

_LONG: Final = 64
"""Longer words, such as a paragraph without blanks, are gone through but not judged by tokens."""
_APART: Final = re.compile(
    "[\0-\u02ff\u2010-\u203f\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff9d]+"
)
"""Latin, kana, Han: characters that fold by themselves, whatever stands beside them."""

_LINE: Final = dict.fromkeys(map(ord, "\n\r\t\x0b\x0c\u2028\u2029"), " ")


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


def snippet(text: str, query: Query, width: int) -> Snippet:
    """One snippet; for several texts in a row make a ``Cutter``."""
    return Cutter(query).cut(text, width)


class Cutter:
    """Cuts snippets for one query.

    It remembers the words it has met, so it is to be thrown away with the page it was made for.
    """

    def __init__(self, query: Query) -> None:
        self._terms = query.terms
        lengths = [len(term.tokens) for term in query.terms]
        self._longest = max(lengths, default=0)
        self._phrases_only = min(lengths, default=0) > 1
        # Nothing here refers back to this object, so that the words go when it goes.
        self._openings = _Judged(partial(_may_open, query.terms, _hint(query.terms)))
        self._following = _Judged(partial(_may_follow, query.terms))

    def cut(self, text: str, width: int) -> Snippet:
        """About ``width`` characters of ``text`` around the first place that the query finds.

        Where no term stands in ``text`` it is the beginning. Visible characters stay whole.
        """
        found = next(self._places(text), None)
        start = _window_start(text, found, width) if found else 0
        end = _back_to_boundary(text, min(len(text), start + max(width, 1)))
        if end <= start:
            end = min(len(text), start + max(width, 1))
        part = text[start:end]
        spans = _merged(sorted(self._places(part))) if found else ()
        return Snippet(part.translate(_LINE), spans, start, end < len(text))

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where terms stand in ``text``, by where they begin."""
        if not self._terms:
            return
        openings = self._openings
        for word in WORDS.finditer(text):
            if openings[word[0]] and self._goes_on(text, word):
                yield from self._standing(text, *word.span())

    def _goes_on(self, text: str, word: re.Match[str]) -> bool:
        """Whether what begins in ``word`` may go on; much quicker than to look for it there."""
        if not self._phrases_only or self._following[word[0]]:
            return True
        after = WORDS.search(text, word.end())
        return after is not None and self._following[after[0]]

    def _standing(self, text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The places of terms that begin in the word from ``begin`` to ``end``."""
        window: deque[Token] = deque()
        for token in tokens_from(text, begin):
            window.append(token)
            if window[0][1] >= end:
                return
            if len(window) == self._longest:
                yield from self._at_head(window)
                window.popleft()
        while window and window[0][1] < end:
            yield from self._at_head(window)
            window.popleft()

    def _at_head(self, own: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """The places of terms that begin with the first of these tokens."""
        for term in self._terms:
            if len(term.tokens) <= len(own) and _begins(term, own):
                yield own[0][1], own[len(term.tokens) - 1][2]


class _Judged(dict[str, bool]):
    """Words with what was found of them; each is looked at once."""

    def __init__(self, judge: Callable[[str], bool]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, word: str) -> bool:
        self[word] = found = self._judge(word)
        return found


def _hint(terms: Sequence[Term]) -> re.Pattern[str]:
    """Finds the first token of any term, were it only a part of another."""
    return re.compile("|".join(sorted({re.escape(term.tokens[0]) for term in terms})))


def _may_open(terms: Sequence[Term], hint: re.Pattern[str], word: str) -> bool:
    """Whether a term may begin in ``word``."""
    if _APART.fullmatch(word) and not hint.search(fold(word)):
        return False
    if len(word) > _LONG:
        return True
    return any(_fits(term, 0, token) for token, _, _ in tokens(word) for term in terms)


def _may_follow(terms: Sequence[Term], word: str) -> bool:
    """Whether the second token of a phrase may be in ``word``, or only after it."""
    own = tokens(word) if len(word) <= _LONG else []
    return not own or any(_fits(term, 1, token) for token, _, _ in own for term in terms)


def _fits(term: Term, at: int, token: str) -> bool:
    """Whether ``token`` may stand at the place ``at`` of ``term``."""
    wanted = term.tokens[at]
    may_go_on = term.prefix and at == len(term.tokens) - 1
    return token == wanted or (may_go_on and token.startswith(wanted))


def _begins(term: Term, own: Sequence[Token]) -> bool:
    """Whether ``own``, which is long enough, begins with ``term``."""
    return all(_fits(term, at, own[at][0]) for at in range(len(term.tokens)))


def _merged(places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The places in order, joined where they touch."""
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _window_start(text: str, found: tuple[int, int], width: int) -> int:
    """Where a snippet that shows ``found`` begins: a third of the width before it."""
    first, last = found
    start = max(0, min(first, first - min(width // 3, width - (last - first))))
    start = max(0, min(start, len(text) - width)) if len(text) - width < first else start
    blank = max(text.find(" ", start, first), text.find("\n", start, first))
    if 0 < start <= blank < first:
        # A mark may stand on the blank itself.
        start = blank + 1
    while 0 < start < first and joined(text[start - 1], text[start]):
        start += 1
    return min(start, first)


def _back_to_boundary(text: str, end: int) -> int:
    lowest = max(0, end - 64)
    while lowest < end < len(text) and joined(text[end - 1], text[end]):
        end -= 1
    return end
