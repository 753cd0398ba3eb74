"""Words that are marked softly in a text, with a sentence about them. They never block anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safeharbor.domain.phrases import find_phrases


@dataclass(frozen=True, slots=True)
class Hint:
    """A set of words and what is said about them.

    Attributes:
        id: the name that ``Field.hints`` uses.
        words: words and phrases, in any case.
        note: one gentle sentence.
    """

    id: str
    words: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Span:
    """One marked place [start, end) of a text, in characters, and the hint that marks it."""

    start: int
    end: int
    hint: Hint


def of_field(names: Iterable[str], lexicon: Mapping[str, Hint]) -> tuple[Hint, ...]:
    """The hints that a field asks for; names that the lexicon does not know are passed over."""
    return tuple(lexicon[name] for name in names if name in lexicon)


def find(text: str, hints: Iterable[Hint]) -> tuple[Span, ...]:
    """The places that are marked, in order, none inside another: whole words, in any case.

    A phrase is found over one blank, a line's end, an apostrophe or a hyphen, never over the end
    of a sentence.
    """
    by_word = {word: hint for hint in reversed(tuple(hints)) for word in hint.words}
    found = find_phrases(text, by_word)
    return tuple(Span(each.start, each.end, by_word[each.phrase]) for each in found)


def notes(spans: Iterable[Span]) -> tuple[str, ...]:
    """What is said about them, each sentence once."""
    return tuple(dict.fromkeys(span.hint.note for span in spans))
