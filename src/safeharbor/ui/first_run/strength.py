"""How hard a passphrase is to guess, in four words and without a dictionary.

A rough judgement that errs on the low side. It advises and forbids nothing but what is shorter
than eight characters; the text it is given goes nowhere.
"""

from __future__ import annotations

import enum
import itertools
import math
import re
import unicodedata
from typing import Final

LEAST: Final = 8

_CAP: Final = 72
_FAIR_BITS: Final = 30.0
_GOOD_BITS: Final = 44.0
_WORD_BITS: Final = 9.0
_LETTER_BITS: Final = 2.2
"""A letter of a word that somebody thought of."""
_SIGN_BITS: Final = 5.0
"""A sign of a script that writes a word or a syllable with it."""
_FIRST_SIGN: Final = "\u2e80"
_OTHER_BITS: Final = 2.5
_FEW: Final = 4
_WELL_KNOWN_WORDS: Final = """
    password passwort passphrase letmein welcome iloveyou princess sunshine football baseball
    superman batman trustno monkey dragon master shadow michael jordan qwerty qwertyuiop qwertz
    azerty asdfgh asdfghjkl zxcvbn zxcvbnm admin administrator login secret changeme safeharbor
    journal diary tagebuch abcdefgh
"""
_WELL_KNOWN: Final = frozenset(_WELL_KNOWN_WORDS.split())
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class Strength(enum.Enum):
    """What can be said of a passphrase."""

    TOO_SHORT = enum.auto()
    EASY = enum.auto()
    FAIR = enum.auto()
    GOOD = enum.auto()


def strength(passphrase: str) -> Strength:
    """How hard ``passphrase`` is to guess for somebody who has a copy of the file."""
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < LEAST:
        return Strength.TOO_SHORT
    bits = _bits(text[:_CAP])
    if bits < _FAIR_BITS:
        return Strength.EASY
    return Strength.FAIR if bits < _GOOD_BITS else Strength.GOOD


def _bits(text: str) -> float:
    plain = text.casefold()
    if len(set(plain)) <= _FEW or _is_run(plain) or _is_known(plain):
        return 0.0
    plain = _without_repeats(plain)
    words = re.findall(r"[^\W\d_]+", plain)
    others = len(plain) - sum(map(len, words)) - plain.count(" ")
    if len(words) > 1 and max(map(len, words)) > 2:
        # Words that do not differ add nothing; short ones count as the letters they have.
        worth = sum(_worth(word, most=_WORD_BITS) for word in set(words))
        return worth + others * _OTHER_BITS / 2
    if _looks_random(text):
        return len(plain) * math.log2(_alphabet(text)) * 0.85
    return sum(map(_worth, words)) + others * _OTHER_BITS


def _worth(word: str, *, most: float = math.inf) -> float:
    letters = sum(char < _FIRST_SIGN for char in word)
    return min(letters * _LETTER_BITS, most) + (len(word) - letters) * _SIGN_BITS


def _is_run(plain: str) -> bool:
    """Neighbours on the keyboard or in the alphabet, forwards or backwards."""
    return any(plain in run or plain in run[::-1] for run in _RUNS)


def _is_known(plain: str) -> bool:
    letters = re.sub(r"[^a-z]", "", plain.translate(str.maketrans("013457@$", "oleastas")))
    return letters in _WELL_KNOWN or re.sub(r"[^a-z]", "", plain) in _WELL_KNOWN


def _without_repeats(plain: str) -> str:
    """``abcabcabc`` is worth no more than ``abc``."""
    found = re.fullmatch(r"(.+?)\1+", plain, re.DOTALL)
    return found[1] if found else plain


def _looks_random(text: str) -> bool:
    """Whether the kind of character changes all the time, as in what a machine made."""
    kinds = [_kind(char) for char in text]
    changes = sum(a != b for a, b in itertools.pairwise(kinds))
    return len(set(kinds)) >= 3 and changes * 3 >= len(text)


def _alphabet(text: str) -> int:
    return sum({"a": 26, "A": 26, "0": 10, "?": 20}[kind] for kind in {_kind(c) for c in text})


def _kind(char: str) -> str:
    if char.isdigit():
        return "0"
    if char.isalpha():
        return "A" if char.isupper() else "a"
    return "?"
