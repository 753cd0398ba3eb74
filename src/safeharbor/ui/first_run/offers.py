"""What was offered and put off, so that nothing is offered more than once a week.

It keeps dates in the plain preferences and nothing else; what an offer says is up to who makes it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.system.prefs import Json, Preferences

if TYPE_CHECKING:
    from safeharbor.services.methods import Way

OFFERS: Final = "offers"
RECOVERY_CHECKED: Final = "recovery_checked"

WEEK: Final = dt.timedelta(days=7)


class Offer(enum.StrEnum):
    """What can be put off."""

    FIRST_RUN = "first_run"
    RECOVERY = "recovery"
    BACKUP = "backup"


class Offers:
    """When what was offered last, and whether the paper with the code was ever checked."""

    def __init__(self, preferences: Preferences, today: Callable[[], dt.date]) -> None:
        """Dates are kept in ``preferences``; ``today`` says which one it is."""
        self._preferences = preferences
        self._today = today

    def due(self, offer: Offer) -> bool:
        """Whether ``offer`` may be made: never before, or a week ago at the latest.

        A date that lies ahead, after a change of the clock, counts as long ago.
        """
        last = _date(self._preferences.get(OFFERS, {}).get(offer.value))
        if last is None:
            return True
        passed = self._today() - last
        return passed >= WEEK or passed < dt.timedelta()

    def made(self, offer: Offer) -> None:
        """``offer`` was made, or put off, today."""
        self._keep(OFFERS, offer.value, self._today().isoformat())

    def checked_newest(self, ways: tuple[Way, ...]) -> None:
        """The paper with the newest code of ``ways`` was compared today, and it was right."""
        if (way := newest_code(ways)) is None:
            return
        self._keep(RECOVERY_CHECKED, way.id.hex(), self._today().isoformat(), alone=True)

    def checked_on(self, way: Way) -> dt.date | None:
        """When the paper of ``way`` was compared, None where it never was."""
        return _date(self._preferences.get(RECOVERY_CHECKED, {}).get(way.id.hex()))

    def _keep(self, key: str, name: str, value: str, *, alone: bool = False) -> None:
        kept: dict[str, Json] = {} if alone else dict(self._preferences.get(key, {}))
        # Where nothing can be written it holds for this run.
        with contextlib.suppress(HarborError):
            self._preferences.set(key, {**kept, name: value})


def newest_code(ways: tuple[Way, ...]) -> Way | None:
    """The way in that the recovery code shown last belongs to, None where there is none."""
    codes = [way for way in ways if way.type is SlotType.RECOVERY]
    return codes[-1] if codes else None


def _date(text: Json) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
