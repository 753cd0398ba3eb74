"""What the player remembers from one exercise to the next, with the plain preferences.

Nothing in it says which exercise was done, or when, or how it was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Need
from safeharbor.system.prefs import Json, Preferences

BY_HAND: Final = "calm_by_hand"
NEEDS: Final = "calm_needs"
ASK_BEFORE: Final = "ask_before"
CAUTIONS_SEEN: Final = "cautions_seen"


class Habits:
    """Reads and keeps them; ``told`` hears the key of what was changed."""

    def __init__(self, preferences: Preferences, told: Callable[[str], None]) -> None:
        self._preferences = preferences
        self._told = told

    @property
    def by_hand(self) -> bool:
        """Whether each step stays until somebody goes on."""
        return self._preferences.get(BY_HAND, False)

    @by_hand.setter
    def by_hand(self, by_hand: bool) -> None:
        self._keep(BY_HAND, by_hand)

    @property
    def needs(self) -> frozenset[Need]:
        """What somebody does exercises without, or how; what is not known is passed over."""
        known: list[Json] = self._preferences.get(NEEDS, [])
        return frozenset(need for need in Need if need.value in known)

    @needs.setter
    def needs(self, needs: frozenset[Need]) -> None:
        self._keep(NEEDS, [need.value for need in Need if need in needs])

    @property
    def ask_before(self) -> bool:
        """Whether somebody wants to be asked how strong it is, before a practice."""
        return self._preferences.get(ASK_BEFORE, False)

    def unseen(self, ids: Iterable[str], texts: Mapping[str, str]) -> dict[str, str]:
        """The cautions among ``ids`` that were never shown, in their order."""
        seen: list[Json] = self._preferences.get(CAUTIONS_SEEN, [])
        return {name: texts[name] for name in ids if name in texts and name not in seen}

    def saw(self, ids: Iterable[str]) -> None:
        """These cautions were shown; they are not shown again."""
        seen: list[Json] = self._preferences.get(CAUTIONS_SEEN, [])
        new = [name for name in ids if name not in seen]
        if new:
            self._keep(CAUTIONS_SEEN, [*seen, *new])

    def _keep(self, key: str, value: Json) -> None:
        # Where nothing can be written it holds for this run.
        with contextlib.suppress(HarborError):
            self._preferences.set(key, value)
        self._told(key)
