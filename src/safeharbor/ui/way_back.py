"""Which screen Back leads to: the one that was there before, and not the one that was visited.

Whoever goes from a page to an exercise or a step that comes back to it is where they were then, and
Back leads them to where they came from. Nothing here is written down.
"""

from __future__ import annotations

Way = tuple[str, dict[str, str]]
"""The route behind the screen in front, and behind those that somebody is to come back to."""


class WayBack:
    """One step back, and what was before the screens that somebody is to come back to."""

    def __init__(self, home: str) -> None:
        """Nobody was anywhere; ``home`` is the route that is always behind everything."""
        self._home = home
        self._before = home
        self._visits: dict[str, str] = {}

    def leave(self, here: str, there: str, wish: object) -> None:
        """Remember ``here``, which is left for ``there``.

        Args:
            here: the route of the screen in front.
            there: the route of the next one.
            wish: what that is asked for; its ``then`` may say that it comes back here.
        """
        if getattr(wish, "then", "") == here:
            self._visits[here] = self._before
        elif there not in self._visits:
            # Who goes anywhere else meanwhile comes back from there, as always.
            self._visits.clear()
        self._before = self._visits.pop(there, here)

    def kept(self) -> Way:
        """The way as it is now, for whoever is led elsewhere by a lock."""
        return self._before, dict(self._visits)

    def put_back(self, way: Way) -> None:
        """Go on as it was when ``way`` was kept."""
        self._before, self._visits = way[0], dict(way[1])

    def take(self) -> str:
        """The route to go back to; from there the way leads home."""
        before, self._before = self._before, self._home
        return before

    def forget(self) -> None:
        """Only home is behind the screen in front."""
        self._before = self._home
