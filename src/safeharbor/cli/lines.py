"""Words on a terminal of any width, and the one line that is drawn anew in place.

A wide letter counts as the two columns that it takes. Nothing moves the cursor but a carriage
return, and nothing is coloured or hidden, so whatever ends or stops the program leaves a terminal
that needs no repair.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Final, TextIO

from safeharbor.cli.console import Console

WIDEST: Final = 60
"""A drawn line is never longer, however wide the terminal is."""

_NARROWEST: Final = 2
_NO_COLUMN: Final = frozenset({"Mn", "Me", "Cf"})


def columns_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(map(_columns_of_sign, text))


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken between words.

    Scripts that are written without spaces break between their letters, and so does a word that
    is longer than a line; nothing is left out.
    """
    width = max(width, _NARROWEST)
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if columns_of(joined) <= width:
            line = joined
        elif not _breaks_anywhere(word, width):
            lines.append(line)
            line = word
        else:
            *whole, line = _filled(joined, width)
            lines += whole
    return [*lines, line] if line else lines


def can_redraw(console: Console, *, text_only: bool) -> bool:
    """Whether one line may be drawn anew in place."""
    return console.stdout.isatty() and not text_only and os.environ.get("TERM") != "dumb"


class Plain:
    """Words as lines, one below the other; on a terminal they are wrapped."""

    def __init__(self, console: Console, columns: Callable[[], int] | None = None) -> None:
        """Write to ``console``; ``columns`` tells how wide the terminal is at the moment."""
        self._console = console
        self._columns = columns or partial(_columns_now, console.stdout)

    @property
    def room(self) -> int:
        """Columns for a line. The last one stays free: some terminals wrap when it is used."""
        return max(self._columns() - 1, 1)

    def say(self, text: str) -> None:
        """A sentence that stays."""
        lines = wrap(text, self.room) if self._console.stdout.isatty() else [text]
        self._console.put("".join(f"{line}\n" for line in lines), now=True)

    def close(self) -> None:
        """Leave nothing half drawn."""


class Strip(Plain):
    """One line that is drawn anew in place; what is said scrolls away above it."""

    def __init__(self, console: Console, columns: Callable[[], int] | None = None) -> None:
        super().__init__(console, columns)
        self._drawn = ""

    def draw(self, text: str, *, again: bool = False) -> None:
        """Draw ``text``, which fits into ``room``; ``again`` even if it is there already."""
        if text == self._drawn and not again:
            return
        left_over = min(columns_of(self._drawn), self.room) - columns_of(text)
        self._console.put(f"\r{text}{' ' * left_over}", now=True)
        self._drawn = text

    def say(self, text: str) -> None:
        """A sentence that stays, above the line."""
        self.close()
        super().say(text)

    def close(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._console.put(f"\r{' ' * min(columns_of(self._drawn), self.room)}\r", now=True)
            self._drawn = ""


def _columns_now(stream: TextIO) -> int:
    """How wide the terminal is; where it cannot tell, what the environment says.

    The terminal is asked first, since COLUMNS stays what it was when a window is resized.
    """
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return columns or shutil.get_terminal_size().columns


def _columns_of_sign(sign: str) -> int:
    if unicodedata.category(sign) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _breaks_anywhere(word: str, width: int) -> bool:
    taken = columns_of(word)
    return taken > width or taken > sum(1 for sign in word if _columns_of_sign(sign))


def _filled(text: str, width: int) -> list[str]:
    """``text`` in lines that are filled up to the last letter that fits."""
    lines = [""]
    for sign in text:
        if columns_of(lines[-1] + sign) > width:
            lines[-1] = lines[-1].rstrip(" ")
            lines.append("")
        if sign != " " or lines[-1]:
            lines[-1] += sign
    return lines
