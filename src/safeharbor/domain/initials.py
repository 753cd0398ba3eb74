"""Names as initials, where a page may be seen by others.

A name is hidden wherever it stands: whole or one part of it, in any case, with or without
accents. It errs on the side of hiding; whoever prints looks at the page first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from safeharbor.domain.phrases import find_phrases
from safeharbor.domain.text import tokens

NOBODY: Final = "–"
"""Stands for a name without a letter in it, such as a phone number."""

_WORDS_TOO: Final = (
    "will may mark grace hope joy bill rob sue art dawn faith rose ray drew pat summer april june "
    "angel frank jack guy chance love star sky dean grant max miles nick page rich wade"
)
_ALSO_WORDS: Final = frozenset(_WORDS_TOO.split())
"""Names that are words as well: in small letters they are taken for the word."""


def initials(name: str) -> str:
    """``Maria Lopez`` as ``M. L.``; what are initials already stay the same."""
    letters = [name[start:end] for _, start, end in tokens(name) if name[start].isalpha()]
    if not letters:
        return NOBODY if name.strip() else ""
    if _caseless(letters[0]):
        return f"{letters[0][0]}."
    return " ".join(f"{_first(each)}." for each in letters)


def without_names(text: str, names: Iterable[str]) -> str:
    """``text`` with the initials of each of ``names`` wherever it stands."""
    known = dict(_known(names))
    pieces, place = [], 0
    for found in find_phrases(text, known):
        here = text[found.start : found.end]
        if here.islower() and here in _ALSO_WORDS and found.phrase.lower() == here:
            continue
        short = known[found.phrase]
        end = found.end
        if short.endswith(".") and text[end : end + 1] == ".":
            end += 1
        pieces += [text[place : found.start], short]
        place = end
    return "".join([*pieces, text[place:]])


def _known(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names and their parts, with what stands for them."""
    for name in dict.fromkeys(each.strip() for each in names):
        parts = [name[start:end] for _, start, end in tokens(name)]
        if _caseless(name):
            yield name, initials(name)
            continue
        if all(len(part) == 1 for part in parts):
            continue
        yield name, initials(name)
        if len(parts) > 1:
            for part in parts:
                if len(part) > 1 and part[0].isupper():
                    yield part, initials(part)


def _caseless(name: str) -> bool:
    """Whether it is written in letters without capitals, one of which can be a name."""
    return any(mark.isalpha() for mark in name) and name.lower() == name.upper()


def _first(word: str) -> str:
    """The first letter in capitals, with the marks that sit on it."""
    letter = word[0].upper()
    return letter if len(letter) == 1 else letter.capitalize()
