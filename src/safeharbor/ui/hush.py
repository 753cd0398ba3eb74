"""For a while after breathing or getting help nothing is offered and nothing is mentioned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from safeharbor.ui.routes import BREATHE, HELP

DISTRESS: Final = frozenset({BREATHE, HELP})
LASTS_S: Final = 600.0


class Hush:
    """When somebody was last at one of the pages for distress."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds that never go back."""
        self._clock = clock
        self._left_at: float | None = None

    def leaving(self, route: str) -> None:
        """The screen with this route id goes from the front."""
        if route in DISTRESS:
            self._left_at = self._clock()

    @property
    def holds(self) -> bool:
        """Whether that was a moment ago."""
        return self._left_at is not None and self._clock() - self._left_at < LASTS_S
