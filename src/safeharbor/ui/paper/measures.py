"""Measures of paper. Everything is laid out in dots, 600 to the inch, whatever it is painted on."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont

DOTS: Final = 600
"""Dots per inch: fine enough that no size of type is rounded in a way that can be seen."""

MARGIN_MM: Final = 23.0

_MM_PER_INCH: Final = 25.4
_POINTS_PER_INCH: Final = 72


def mm(length: float) -> float:
    """Dots for a length in millimetres."""
    return length * DOTS / _MM_PER_INCH


def points(size: float) -> float:
    """Dots for a size of type in points."""
    return size * DOTS / _POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class Leaf:
    """A size of paper, upright, in millimetres."""

    width_mm: float
    height_mm: float

    @property
    def width(self) -> float:
        """In dots."""
        return mm(self.width_mm)

    @property
    def height(self) -> float:
        """In dots."""
        return mm(self.height_mm)

    @property
    def margin(self) -> float:
        """Dots left free on each side; less on paper that is smaller than a hand."""
        return mm(min(MARGIN_MM, self.width_mm / 8))


A4: Final = Leaf(210.0, 297.0)
LETTER: Final = Leaf(215.9, 279.4)


def usual_leaf() -> Leaf:
    """The paper that is bought where this computer says it is."""
    imperial = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return LETTER if imperial else A4


class Face(enum.Enum):
    """The sizes of type on paper: points, weight, height of a line, letter spacing in percent."""

    BIG = (35.0, 500, 1.2, 98.5)
    LESS_BIG = (27.0, 500, 1.22, 99.0)
    LEAST_BIG = (20.0, 500, 1.3, 99.0)
    TITLE = (18.0, 500, 1.3, 99.5)
    HEADING = (13.0, 600, 1.35, 100.0)
    BODY = (13.0, 400, 1.5, 100.0)
    NUMBER = (16.0, 600, 1.35, 100.0)
    CELL = (10.5, 400, 1.35, 100.0)
    LABEL = (9.0, 600, 1.35, 100.0)
    SMALL = (9.0, 400, 1.4, 100.0)

    def font(self, scale: float = 1.0) -> QFont:
        """The system font in this size, ``scale`` times as large."""
        size, weight, _, spacing = self.value
        font = plain_font(size * scale, weight)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
        return font

    def line(self, scale: float = 1.0) -> float:
        """How high a line is at least, in dots."""
        size, _, height, _ = self.value
        return points(size * scale) * height


def plain_font(size: float, weight: int = 400) -> QFont:
    """The system font of ``size`` points, measured in dots and not as a screen would round it."""
    font = QFont()
    font.setPixelSize(round(points(size)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
