"""Made-up journals, the same for the same seed: about 150 words an entry, three scripts.

Words follow Zipf's law, as in any language, because a search index behaves by how often words
come. It knows nothing of vaults; tests and the bench turn a page into whatever they store.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

RARE_WORD: Final = "quillfern"
"""In one entry of ``RARE_EVERY``."""
RARE_EVERY: Final = 500
COMMON_WORD: Final = "the"
"""In nearly every entry in Latin script."""
COMMON_PREFIX: Final = "mo"
"""Begins many words of the vocabulary."""
COMMON_TAG: Final = "family"

LAST_DAY: Final = dt.date(2026, 11, 21)
_DAYS: Final = 20 * 365
_WORDS: Final = 150
_VOCABULARY: Final = 8000
_TAGS: Final = (COMMON_TAG, "work", "sleep", "friends", "anger", "rest", "home", "walk")


def _words(spaced: str) -> tuple[str, ...]:
    return tuple(spaced.split())


_ONSETS: Final = _words("b c d f g h l m n p r s t v w br ch gr pl sh st th tr")
_NUCLEI: Final = _words("a e i o u ai ea ee ie oo ou é ü")
_CODAS: Final = ["", "", "", "d", "l", "m", "n", "r", "s", "t", "nd", "ng", "st"]
_FREQUENT: Final = _words("the and to of a in that it was for on with as he she at not me my we")
_ARABIC: Final = "ابتثجحخدرزسشصضطعغفقكلمنهوي"
_HAN: Final = range(0x4E00, 0x4E00 + 2400)


@dataclass(frozen=True, slots=True)
class Page:
    """One made-up entry. ``minute`` is its minute of the day; ``mood`` is 1 to 5 or None."""

    number: int
    day: dt.date
    minute: int
    title: str
    body: str
    tags: tuple[str, ...]
    mood: int | None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    words: tuple[str, ...]
    weights: tuple[float, ...]
    space: str
    stop: str

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=count)


def pages(count: int, seed: int = 1) -> Iterator[Page]:
    """``count`` entries from the oldest to the newest, spread over 20 years."""
    for number in range(count):
        yield page(number, count, seed)


def page(number: int, count: int, seed: int = 1) -> Page:
    """Entry ``number`` of a journal of ``count``."""
    rng = random.Random(f"{seed}/{number}")
    vocabulary = _vocabularies()[_script(number)]
    words = vocabulary.draw(rng, rng.randint(_WORDS - 50, _WORDS + 50))
    if number % RARE_EVERY == RARE_EVERY // 2:
        words[len(words) // 2] = RARE_WORD if vocabulary.space else f" {RARE_WORD} "
    age = (count - 1 - number) * _DAYS // max(count, 1)
    tags = tuple(rng.sample(_TAGS, rng.choice((0, 0, 1, 2))))
    return Page(
        number=number,
        day=LAST_DAY - dt.timedelta(days=age),
        minute=rng.randrange(24 * 60),
        title=vocabulary.space.join(vocabulary.draw(rng, 4)).capitalize(),
        body=_sentences(words, vocabulary, rng),
        tags=tags,
        mood=rng.choice((None, 1, 2, 3, 4, 5)),
    )


def _script(number: int) -> int:
    """Eight entries of ten are Latin, one is Arabic, one Han."""
    return {8: 1, 9: 2}.get(number % 10, 0)


def _sentences(words: list[str], vocabulary: _Vocabulary, rng: random.Random) -> str:
    parts: list[str] = []
    start = 0
    while start < len(words):
        end = start + rng.randint(6, 16)
        sentence = vocabulary.space.join(words[start:end])
        parts.append(sentence[:1].upper() + sentence[1:] + vocabulary.stop)
        start = end
    return "\n\n".join(
        vocabulary.space.join(parts[first : first + 5]) for first in range(0, len(parts), 5)
    )


@functools.cache
def _vocabularies() -> tuple[_Vocabulary, _Vocabulary, _Vocabulary]:
    rng = random.Random(20261121)
    latin = list(_FREQUENT)
    latin += _distinct(lambda: _latin_word(rng), _VOCABULARY - len(latin))
    arabic = _distinct(lambda: "".join(rng.choices(_ARABIC, k=rng.randint(2, 6))), 4000)
    han = _distinct(lambda: "".join(chr(rng.choice(_HAN)) for _ in range(rng.randint(1, 2))), 3000)
    return (
        _Vocabulary(tuple(latin), _zipf(len(latin)), " ", "."),
        _Vocabulary(tuple(arabic), _zipf(len(arabic)), " ", "."),
        _Vocabulary(tuple(han), _zipf(len(han)), "", "。"),
    )


def _latin_word(rng: random.Random) -> str:
    syllables = rng.choices((1, 2, 3), weights=(2, 5, 3))[0]
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(syllables)
    )


def _distinct(make: Callable[[], str], count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[make()] = None
    return list(found)


def _zipf(count: int) -> tuple[float, ...]:
    return tuple(itertools.accumulate(1 / (rank + 2.7) for rank in range(count)))
