"""Text as the vault takes it and as search compares it.

Cleans what a keyboard, a paste or a pipe brought, folds it for comparing, and splits it into the
tokens of the search index. It knows no database: the index gets tokens with a blank between them,
so what a word is gets decided here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

FOLD_VERSION: Final = f"1/{unicodedata.unidata_version}"
"""Changes with the rules below and with Unicode; an index made under another one is made anew."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile("[\0-\x08\x0b-\x1f]")
_PICTURES: Final = {chr(n): chr(0x2400 + n) for n in range(0x20) if chr(n) not in "\t\n"}
_FIXED_CLASSES: Final = range(10, 37)
_GENERIC_CLASSES: Final = range(200, 256)

_LETTERS: Final = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "\u0649": "\u064a",  # Arabic alef maksura and Farsi yeh as yeh
    "\u06cc": "\u064a",
    "\u06a9": "\u0643",  # keheh as kaf
    "\u0629": "\u0647",  # teh marbuta and heh goal as heh
    "\u06c1": "\u0647",
    "\u0640": "",  # tatweel only stretches
    "\u034f": "",
    "\u200b": " ",  # the one invisible character that parts words
}
"""Letters that normalization leaves apart although people type one for the other."""

_VARIATION: Final = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_UNSPACED: Final = (
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19FF),  # Tai Le, New Tai Lue, Khmer symbols
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x312F),  # kana, bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA000, 0xA4CF),  # Yi
    (0xA9E0, 0xA9FF),  # Myanmar extensions
    (0xAA60, 0xAADF),  # Myanmar extensions, Tai Viet
    (0xF900, 0xFAFF),
    (0x1AFF0, 0x1B16F),  # kana supplements
    (0x20000, 0x3FFFF),
)
"""Scripts written without spaces between words: each character is a token of its own."""

_BREAKS: Final = ("\n\n", "\n", " ")
_LONGEST_CLUSTER: Final = 64


WORDS: Final = re.compile(r"[^ \t\n]+")
"""What stands between blanks; no token reaches over one."""

_ASCII_RUNS: Final = re.compile("[a-z0-9]+")


def clean(text: str) -> str:
    """``text`` as it is stored: whole characters and visible ones, lines ended by a line feed.

    Surrogate pairs are joined, lone surrogates become U+FFFD, control characters other than tab
    and line feed are shown by their pictures (U+2400 and on). ``clean(clean(t)) == clean(t)``.
    """
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        # Twenty passes of replace take a third of the time of one translate.
        for control, picture in _PICTURES.items():
            text = text.replace(control, picture)
    return text


def fold(text: str) -> str:
    """``text`` for comparing: without case, accents, vowel marks, widths and invisible signs."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_FOLDING)
    return unicodedata.normalize("NFC", text)


def segment(text: str) -> str:
    """The tokens of ``text``, folded, with one blank between them.

    A token is a run of letters, marks and digits, or one character of a script without spaces, or
    one symbol such as an emoji.
    """
    return " ".join(fold(text).translate(_SPLITTING).split())


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The tokens of ``text`` with the places [start, end) where they stand in it."""
    return list(tokens_from(text, 0))


def tokens_from(text: str, begin: int) -> Iterator[tuple[str, int, int]]:
    """The same one by one from the word at ``begin`` on, for somebody who may stop early."""
    for word in WORDS.finditer(text, begin):
        place = word.start()
        if place and joined(text[place - 1], text[place]):
            while place and joined(text[place - 1], text[place]):
                place -= 1
            yield from _tokens_by_cluster(text, place)
            return
        for token, start, end in _tokens(word[0]):
            yield token, place + start, place + end


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    if text.isascii():  # letter for letter, so that places are the same
        return ((run[0], run.start(), run.end()) for run in _ASCII_RUNS.finditer(text.lower()))
    return _tokens_by_cluster(text)


def _tokens_by_cluster(text: str, place: int = 0) -> Iterator[tuple[str, int, int]]:
    token, begin, end = "", 0, 0
    for start, stop in clusters(text, place):
        for mark in _SHARES[text[start:stop]]:
            if mark != " ":
                begin = begin if token else start
                token += mark
                end = stop
            elif token:
                yield token, begin, end
                token = ""
    if token:
        yield token, begin, end


def clusters(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The places of what a reader sees as one character, by a simple and careful rule."""
    for place in range(start + 1, len(text)):
        if not joined(text[place - 1], text[place]):
            yield start, place
            start = place
    if start < len(text):
        yield start, len(text)


def joined(left: str, right: str) -> bool:
    """Whether ``right`` belongs to the same visible character as ``left`` before it."""
    if right < "\u0300":
        return left == "\r" and right == "\n"
    return _EXTENDS[ord(right)] or left == "\u200d" or (_regional(left) and _regional(right))


def count_words(text: str) -> int:
    """How many words ``text`` has; in scripts without spaces every letter counts as one."""
    return sum(1 for token in segment(text).split(" ") if token and not _MARK_ONLY[ord(token[0])])


def split_long(text: str, max_bytes: int) -> list[str]:
    """``text`` in pieces of at most ``max_bytes`` bytes of UTF-8 that join to exactly ``text``.

    It is cut after a paragraph, else a line, else a word, else between two visible characters.

    Raises:
        ValueError: ``max_bytes`` is below 4, the longest character.
    """
    if max_bytes < 4:
        raise ValueError("a piece holds at least one character")
    pieces = []
    place = 0
    while place < len(text):
        ahead = text[place : place + max_bytes]
        raw = ahead.encode("utf-8", "surrogatepass")
        if len(raw) > max_bytes:
            end = max_bytes
            while raw[end] & 0xC0 == 0x80:
                end -= 1
            ahead = raw[:end].decode("utf-8", "surrogatepass")
        if place + len(ahead) < len(text):
            ahead = ahead[: _cut(ahead, text[place + len(ahead)])]
        pieces.append(ahead)
        place += len(ahead)
    return pieces


def _cut(piece: str, following: str) -> int:
    """Where to end ``piece``, which ``following`` would continue."""
    for mark in _BREAKS:
        at = piece.rfind(mark, len(piece) // 2)
        if at >= 0:
            at += len(mark)
            if at < len(piece) or not joined(piece[-1], following):
                return at
    at = len(piece)
    right = following
    while at > max(1, len(piece) - _LONGEST_CLUSTER):
        if not joined(piece[at - 1], right):
            return at
        at -= 1
        right = piece[at]
    return len(piece)


def _regional(mark: str) -> bool:
    return "\U0001f1e6" <= mark <= "\U0001f1ff"


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Folding(dict[int, str]):
    """Code point to what stays of it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        kept = _LETTERS.get(mark)
        if kept is None:
            kept = "" if self._vanishes(code, mark) else mark
        self[code] = kept
        return kept

    @staticmethod
    def _vanishes(code: int, mark: str) -> bool:
        combining = unicodedata.combining(mark)
        if combining in _FIXED_CLASSES or combining in _GENERIC_CLASSES:
            return True
        return unicodedata.category(mark) == "Cf" or _within(code, _VARIATION)


class _Splitting(dict[int, str]):
    """Folded code point to its share of a token, or to the blanks that part tokens."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        category = unicodedata.category(mark)
        if category == "So" or (category == "Sk" and code > 0xFFFF):
            share = f" {mark} "
        elif (category[0] not in "LMN" and category != "Co") or code == ord(TAG_MARK):
            share = " "
        else:
            share = f" {mark} " if _within(code, _UNSPACED) else mark
        self[code] = share
        return share


class _Shares(dict[str, str]):
    """A visible character to its share of tokens; those of one code point are remembered."""

    def __missing__(self, cluster: str) -> str:
        share = fold(cluster).translate(_SPLITTING)
        if len(cluster) == 1:
            self[cluster] = share
        return share


class _Extends(dict[int, bool]):
    """Code point to whether it sits on the character before it."""

    def __missing__(self, code: int) -> bool:
        mark = chr(code)
        extends = (
            unicodedata.category(mark)[0] == "M"
            or code == 0x200D
            or 0x1160 <= code <= 0x11FF  # Hangul vowels and finals
            or 0xD7B0 <= code <= 0xD7FF
            or 0x1F3FB <= code <= 0x1F3FF  # skin tones
            or 0xE0020 <= code <= 0xE007F
            or code in (0xFF9E, 0xFF9F)
        )
        self[code] = extends
        return extends


class _MarkOnly(dict[int, bool]):
    def __missing__(self, code: int) -> bool:
        self[code] = unicodedata.category(chr(code))[0] in "MS"
        return self[code]


TAG_MARK: Final = "\ue8f1"
"""A private-use character that no token of a text holds; the index begins whole tags with it."""

_FOLDING: Final = _Folding()
_SPLITTING: Final = _Splitting()
_SHARES: Final = _Shares()
_EXTENDS: Final = _Extends()
_MARK_ONLY: Final = _MarkOnly()
