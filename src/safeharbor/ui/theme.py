"""Colours, sizes and fonts: the one place where the look of the window is decided.

The colours come from ``tokens.json``; everything else is a multiple of one base size, so that a
larger system font or a zoom makes all of it larger. Widgets are handed a ``Look`` and paint from
it; nothing in here knows a screen.
"""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from safeharbor.domain.errors import ErrorCode, HarborError

LEAST_POINTS: Final = 11.25
"""Nine points, the default of many desktops, are too small for tired eyes."""

_BASE_PX: Final = 15
"""The base size the measures of the drawings are given at."""

_FREE_ROOM: Final = 4


class Scheme(enum.StrEnum):
    """The four sets of colours."""

    LIGHT = "light"
    DARK = "dark"
    HC_LIGHT = "hc-light"
    HC_DARK = "hc-dark"

    @property
    def high_contrast(self) -> bool:
        """Whether lines replace shades."""
        return self in {Scheme.HC_LIGHT, Scheme.HC_DARK}


class Tokens(NamedTuple):
    """The colours of one scheme as ``#RRGGBB``, named by what they are for."""

    bg: str
    surface: str
    sunken: str
    rule: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    lamp: str
    lamp_soft: str
    glow: str
    glow_core: str
    glow_ring: str
    on_glow: str
    focus: str
    danger: str
    warn: str
    ok: str


class Type(enum.Enum):
    """The sizes of text: multiple of the base, weight, letter spacing in percent."""

    CALL = (3.5, 400, 98.0)
    WORD = (2.4, 400, 98.5)
    TITLE = (2.0, 400, 98.5)
    HEADING = (1.35, 600, 99.0)
    READING = (1.15, 400, 100.0)
    BODY = (1.0, 400, 100.0)
    BUTTON = (1.0, 500, 100.0)
    LABEL = (1.0, 600, 100.0)
    SMALL = (0.87, 400, 100.0)
    SMALL_HEAD = (0.87, 600, 100.0)
    CHIP = (0.8, 400, 100.0)
    NUMBER = (1.6, 400, 100.0)
    EMERGENCY = (3.7, 400, 98.5)


def load_tokens(path: Path) -> dict[Scheme, Tokens]:
    """The colours of all schemes from ``tokens.json``.

    Raises:
        HarborError: RESOURCE_MISSING, when the file is not there or lacks a colour.
    """
    try:
        raw = json.loads(path.read_bytes())
        names = Tokens._fields
        return {scheme: Tokens(*(raw[scheme.value][name] for name in names)) for scheme in Scheme}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HarborError(ErrorCode.RESOURCE_MISSING, file=path.name) from error


def mixed(ground: str, ink: str, share: float) -> QColor:
    """``ground`` with ``share`` (0 to 1) of ``ink`` in it."""
    a, b = QColor(ground), QColor(ink)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )


class Look(QObject):
    """The look in force: colours, sizes and fonts. ``changed`` says that all of it may differ."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        tokens: dict[Scheme, Tokens],
        *,
        scheme: Scheme | None = None,
        zoom: float = 1.0,
    ) -> None:
        """Dress ``app``.

        Args:
            app: the application; its palette is replaced.
            tokens: the colours of every scheme.
            scheme: a fixed choice, or None to follow the system.
            zoom: 0.8 to 2.
        """
        super().__init__(app)
        self._app = app
        self._all = tokens
        self._chosen = scheme
        self._zoom = zoom
        self._system_font = QFont(app.font())
        self._dots = app.primaryScreen().logicalDotsPerInch()
        hints = app.styleHints()
        # PySide calls a slot with an enum argument only after the enum type was used once.
        hints.colorScheme()
        hints.accessibility().contrastPreference()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._scheme = self._wanted()
        self._dress()

    @property
    def scheme(self) -> Scheme:
        """The set of colours in force."""
        return self._scheme

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._all[self._scheme]

    @property
    def palette(self) -> QPalette:
        """The palette in force, to be changed as one likes."""
        return QPalette(self._palette)

    @property
    def high_contrast(self) -> bool:
        """Whether lines replace shades."""
        return self._scheme.high_contrast

    @property
    def unit(self) -> float:
        """How many pixels stand for one pixel of the drawings."""
        return self._unit

    def px(self, size: float) -> int:
        """A measure of the drawings in pixels, at least one."""
        return max(round(size * self.unit), 1)

    @property
    def free_room(self) -> int:
        """Pixels that everything in a column keeps free at its sides, for focus rings."""
        return max(_FREE_ROOM, self.px(_FREE_ROOM))

    def color(self, name: str) -> QColor:
        """The colour that the token ``name`` stands for."""
        return QColor(getattr(self.tokens, name))

    def font(self, kind: Type, *, weight: int | None = None) -> QFont:
        """The system font in one of the sizes."""
        times, usual_weight, spacing = kind.value
        font = QFont(self._system_font)
        font.setPixelSize(self.px(_BASE_PX * times))
        font.setWeight(QFont.Weight(weight or usual_weight))
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
        return font

    def fixed_font(self, kind: Type) -> QFont:
        """The fixed-width system font, for what is typed as it stands."""
        from PySide6.QtGui import QFontDatabase

        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.px(_BASE_PX * kind.value[0]))
        return font

    def choose(self, scheme: Scheme | None) -> None:
        """Use ``scheme`` from now on, or follow the system again with None."""
        self._chosen = scheme
        self._follow()

    def set_zoom(self, zoom: float) -> None:
        """Make everything larger or smaller: 0.8 to 2."""
        self._zoom = zoom
        self._dress()
        self.changed.emit()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self._scheme:
            self._scheme = wanted
            self._dress()
            self.changed.emit()

    def _wanted(self) -> Scheme:
        if self._chosen is not None:
            return self._chosen
        hints = self._app.styleHints()
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        high = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        if high:
            return Scheme.HC_DARK if dark else Scheme.HC_LIGHT
        return Scheme.DARK if dark else Scheme.LIGHT

    def _dress(self) -> None:
        # Every part of a page asks for these, some of them over and over.
        # Qt gives -1 for a system font that is sized in pixels.
        points = max(self._system_font.pointSizeF(), LEAST_POINTS) * self._zoom
        self._unit = points * self._dots / 72 / _BASE_PX
        self._palette = palette_of(self.tokens)
        self._app.setFont(self.font(Type.BODY))
        self._app.setPalette(self._palette)


def palette_of(tokens: Tokens) -> QPalette:
    """Every colour role set, because menus and pop-ups read them wherever they come from."""
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Text: tokens.text,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Base: tokens.surface,
        role.Button: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Light: tokens.surface,
        role.Midlight: tokens.rule,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.border,
    }
    palette = QPalette()
    for each, color in colors.items():
        palette.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return palette
