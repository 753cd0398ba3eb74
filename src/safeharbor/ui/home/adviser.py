"""The one thing that Home may mention below the rest: a backup that is missing, or an offer.

It is asked again each time Home comes to the front. What is missing is mentioned for as long as
it is; an offer at most once a week, for as long as that Home stands or until it is put off.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeharbor.system.prefs import Preferences
from safeharbor.ui.backup_news import BackupNews, Trouble
from safeharbor.ui.first_run.offers import Offer, Offers, newest_code
from safeharbor.ui.settings.folders import backup_plan

if TYPE_CHECKING:
    from safeharbor.services.methods import Way

OLD: Final = dt.timedelta(days=30)
"""How old the newest backup may be where none is made by itself."""


class Tip(enum.Enum):
    """What can be mentioned."""

    NOT_BACKED_UP = enum.auto()
    NO_SECOND_COPY = enum.auto()
    OLD_BACKUP = enum.auto()
    NO_CODE = enum.auto()
    CODE_UNSEEN = enum.auto()
    """The recovery code was never compared with its paper."""

    @property
    def offer(self) -> Offer | None:
        """What it is as an offer, which can be put off; None where something is missing."""
        return _OFFERS.get(self)


_OFFERS: Final = {
    Tip.OLD_BACKUP: Offer.BACKUP,
    Tip.NO_CODE: Offer.RECOVERY,
    Tip.CODE_UNSEEN: Offer.RECOVERY,
}
_MISSING: Final = {
    Trouble.NOT_MADE: Tip.NOT_BACKED_UP,
    Trouble.NO_SECOND: Tip.NO_SECOND_COPY,
}


class Adviser:
    """Says which tip it is, if any."""

    def __init__(
        self,
        preferences: Preferences,
        offers: Offers,
        today: Callable[[], dt.date],
        ways: Callable[[], tuple[Way, ...]],
        backed_up: Callable[[Path | None], dt.date | None],
    ) -> None:
        """Nothing is looked at yet.

        Args:
            preferences: how the last backup went.
            offers: what was offered when.
            today: which day it is.
            ways: the ways into the journal.
            backed_up: the day of the newest backup in a folder, None for the program's own one.
        """
        self._preferences = preferences
        self._offers = offers
        self._today = today
        self._ways = ways
        self._backed_up = backed_up
        self._shown: set[Offer] = set()

    def find(self) -> Tip | None:
        """What is to be mentioned now. Reads files, so not on a thread that somebody waits for."""
        tip = _MISSING.get(BackupNews(self._preferences).trouble)
        return tip or self._old_backup() or self._code()

    def show(self, tip: Tip) -> None:
        """It is on the page now: for a week no other page of Home mentions it."""
        if tip.offer is not None and tip.offer not in self._shown:
            self._shown.add(tip.offer)
            self._offers.made(tip.offer)

    def put_off(self, tip: Tip) -> None:
        """Not now."""
        if tip.offer is not None:
            self._shown.discard(tip.offer)

    def _may(self, offer: Offer) -> bool:
        return offer in self._shown or self._offers.due(offer)

    def _old_backup(self) -> Tip | None:
        plan = backup_plan(self._preferences)
        if plan.automatic or not self._may(Offer.BACKUP):
            return None
        began = min((way.created for way in self._ways()), default=self._today())
        last = self._backed_up(plan.folder) or began
        return Tip.OLD_BACKUP if self._today() - last >= OLD else None

    def _code(self) -> Tip | None:
        if not self._may(Offer.RECOVERY):
            return None
        ways = self._ways()
        code = newest_code(ways)
        if code is None:
            return Tip.NO_CODE
        return Tip.CODE_UNSEEN if self._offers.checked_on(code) is None else None
