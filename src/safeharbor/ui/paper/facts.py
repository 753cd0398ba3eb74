"""Short answers side by side: who, how much, which day. Longer ones take a line of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtGui import QPainter

from safeharbor.ui.paper.lines import SetWords, Strip
from safeharbor.ui.paper.measures import Face, mm

_MOST: Final = 3
_LEAST: Final = 2
_GAP_MM: Final = 8.0
_LABEL_MM: Final = 1.6
_SHORT: Final = 60
"""Letters beyond which nobody needs to measure."""


class Facts(NamedTuple):
    """One strip, and how many answers stand in it."""

    strip: Strip
    used: int


class _Fact(NamedTuple):
    label: SetWords
    text: SetWords

    @property
    def short(self) -> bool:
        return len(self.label.lines) == 1 and len(self.text.lines) == 1


def fact_strip(
    pairs: Sequence[tuple[str, str]], width: float, scale: float, *, back: bool
) -> Facts | None:
    """Two or three short answers from the beginning of ``pairs``; None where there are not."""
    gap = mm(_GAP_MM) * scale
    column = (width - gap * (_MOST - 1)) / _MOST
    facts: list[_Fact] = []
    for label, text in pairs[:_MOST]:
        if len(label) + len(text) > _SHORT:
            break
        fact = _Fact(
            _set(label, Face.LABEL, column, scale, back=back),
            _set(text, Face.BODY, column, scale, back=back),
        )
        if not fact.short:
            break
        facts.append(fact)
    if len(facts) < _LEAST:
        return None
    return Facts(_strip(facts, width, column + gap, scale, back=back), len(facts))


def _strip(facts: Sequence[_Fact], width: float, step: float, scale: float, *, back: bool) -> Strip:
    between = mm(_LABEL_MM) * scale
    height = max(fact.label.height + between + fact.text.height for fact in facts)

    def paint(painter: QPainter, left: float, top: float) -> None:
        for number, fact in enumerate(facts):
            x = number * step
            x = left + (width - x - fact.label.width if back else x)
            fact.label.paint(painter, x, top)
            fact.text.paint(painter, x, top + fact.label.height + between)

    return Strip(height, paint)


def _set(text: str, face: Face, width: float, scale: float, *, back: bool) -> SetWords:
    return SetWords(text, face.font(scale), width, face.line(scale), back=back)
