"""Light Markdown: what somebody marked as strong looks strong, the marks step back.

Sizes stay as they are and nothing is slanted, so that the lines keep their rhythm.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from safeharbor.ui.journal.places import to_qt
from safeharbor.ui.theme import Look

_LONGEST: Final = 9000
"""Characters of a line that are looked at; nobody marks up a longer one by hand."""

_HEADING: Final = re.compile(r"(#{1,6})(?=\s)(.*)")
_QUOTE: Final = re.compile(r"\s{0,3}>.*")
_ITEM: Final = re.compile(r"\s*([-*+]|\d{1,3}[.)])(?=\s)")
_RULE: Final = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS: Final = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\1(?![\w*_])")
_CODE: Final = re.compile(r"(`+)(.+?)\1")
_INLINE: Final = frozenset("*_`")


class Highlighter(QSyntaxHighlighter):
    """Marks one document in the colours of the look."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        self._text = ""
        self._formats()
        look.changed.connect(self._dress)

    def highlightBlock(self, text: str) -> None:
        """Mark one line."""
        if not text or len(text) > _LONGEST:
            return
        self._text = text
        first = text.lstrip()[:1]
        if first == "#" and (heading := _HEADING.match(text)):
            self._mark(heading.start(1), heading.end(1), self._quiet)
            self._mark(heading.start(2), heading.end(2), self._strong)
            return
        if first == ">" and _QUOTE.match(text):
            self._mark(0, len(text), self._quiet)
            return
        if first in "-*_" and _RULE.fullmatch(text):
            self._mark(0, len(text), self._quiet)
            return
        if item := _ITEM.match(text):
            self._mark(item.start(1), item.end(1), self._marker)
        if not _INLINE.isdisjoint(text):
            self._mark_inline(text)

    def _mark_inline(self, text: str) -> None:
        for pattern, inside in (
            (_EMPHASIS, self._firm),
            (_STRONG, self._strong),
            (_CODE, self._code),
        ):
            for found in pattern.finditer(text):
                self._mark(found.start(), found.start(2), self._quiet)
                self._mark(found.start(2), found.end(2), inside)
                self._mark(found.end(2), found.end(), self._quiet)

    def _mark(self, start: int, end: int, look: QTextCharFormat) -> None:
        start, end = to_qt(self._text, start), to_qt(self._text, end)
        self.setFormat(start, end - start, look)

    def _formats(self) -> None:
        tokens = self._look.tokens
        self._quiet = QTextCharFormat()
        self._quiet.setForeground(QColor(tokens.muted))
        self._marker = QTextCharFormat()
        self._marker.setForeground(QColor(tokens.accent))
        self._firm = QTextCharFormat()
        self._firm.setFontWeight(QFont.Weight.Medium.value)
        self._strong = QTextCharFormat()
        self._strong.setFontWeight(QFont.Weight.DemiBold.value)
        self._code = QTextCharFormat()
        self._code.setBackground(QColor(tokens.sunken))

    def _dress(self) -> None:
        self._formats()
        self.rehighlight()
