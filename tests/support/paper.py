"""What stands on a terminal after bytes were sent to it, for programs that steer it little.

It knows line feeds, carriage returns and how wide a letter is. What it cannot show, such as an
escape, or a letter beyond the last column, is counted as trouble.
"""

from __future__ import annotations

import unicodedata


class Paper:
    """Rows that never end, as wide as a terminal."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.trouble: list[str] = []
        self.returns = 0
        self._rows: list[list[str]] = [[]]
        self._column = 0

    def feed(self, text: str) -> None:
        """Show what a program wrote."""
        for sign in text:
            if sign == "\r":
                self._column = 0
                self.returns += 1
            elif sign == "\n":
                self._rows.append([])
            elif not sign.isprintable():
                self.trouble.append(repr(sign))
            else:
                self._put(sign)

    @property
    def rows(self) -> list[str]:
        """What can be read, row by row."""
        return ["".join(row).rstrip() for row in self._rows]

    @property
    def text(self) -> str:
        """All of it, as one long line."""
        return " ".join(" ".join(self.rows).split())

    def _put(self, sign: str) -> None:
        row = self._rows[-1]
        cells = [sign, ""] if unicodedata.east_asian_width(sign) in "WF" else [sign]
        if self._column + len(cells) > self.columns:
            self.trouble.append(f"beyond the last column: {''.join(row)}")
            return
        row.extend(" " * (self._column - len(row)))
        row[self._column : self._column + len(cells)] = cells
        self._column += len(cells)
