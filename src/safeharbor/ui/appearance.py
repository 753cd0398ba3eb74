"""Colours and size as somebody chose them, kept with the plain preferences.

It stands between the settings and the ``Look``: whoever changes something here changes what is on
the screen at once, and finds it again at the next start.
"""

from __future__ import annotations

import contextlib
from typing import Final

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Json, Preferences
from safeharbor.ui.theme import Look, Scheme

SCHEME: Final = "scheme"
ZOOM: Final = "zoom"

SYSTEM: Final = "system"
"""The value of ``SCHEME`` that follows the system."""

LEAST_ZOOM: Final = 0.8
MOST_ZOOM: Final = 2.0
ZOOMS: Final = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The steps of the keys."""


def scheme_of(preferences: Preferences) -> Scheme | None:
    """The colours that were chosen, None for those of the system."""
    name = preferences.get(SCHEME, SYSTEM)
    return Scheme(name) if name in set(Scheme) else None


def zoom_of(preferences: Preferences) -> float:
    """The size that was chosen, within what the window can show."""
    return min(max(preferences.get(ZOOM, 1.0), LEAST_ZOOM), MOST_ZOOM)


class Appearance:
    """Changes the look and keeps the choice."""

    def __init__(self, look: Look, preferences: Preferences) -> None:
        self._look = look
        self._preferences = preferences

    @property
    def scheme(self) -> Scheme | None:
        """The colours that were chosen, None for those of the system."""
        return scheme_of(self._preferences)

    @property
    def zoom(self) -> float:
        """The size in force."""
        return zoom_of(self._preferences)

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Use these colours, or follow the system with None."""
        self._keep(SCHEME, scheme.value if scheme else SYSTEM)
        self._look.choose(scheme)

    def set_zoom(self, zoom: float) -> None:
        """Make everything this many times its usual size."""
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._keep(ZOOM, zoom)
        self._look.set_zoom(zoom)

    def larger(self) -> None:
        """A step larger."""
        self.set_zoom(min((z for z in ZOOMS if z > self.zoom), default=MOST_ZOOM))

    def smaller(self) -> None:
        """A step smaller."""
        self.set_zoom(max((z for z in ZOOMS if z < self.zoom), default=LEAST_ZOOM))

    def usual(self) -> None:
        """The usual size."""
        self.set_zoom(1.0)

    def _keep(self, key: str, value: Json) -> None:
        # Where nothing can be written it holds for this run: the value is set all the same.
        with contextlib.suppress(HarborError):
            self._preferences.set(key, value)
