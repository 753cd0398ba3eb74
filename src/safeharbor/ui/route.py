"""What a screen is known by, and what screens are made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from safeharbor.system.prefs import Preferences
from safeharbor.ui.appearance import Appearance
from safeharbor.ui.icons import Icons
from safeharbor.ui.motion import Motion
from safeharbor.ui.screen import Screen
from safeharbor.ui.spine import Spine
from safeharbor.ui.theme import Look

if TYPE_CHECKING:
    import datetime as dt

    from safeharbor.domain.moment import Moment
    from safeharbor.services.use_cases import Services
    from safeharbor.ui.bridge import Bridge
    from safeharbor.ui.company import Company

HOME: Final = "home"
JOURNAL: Final = "journal"
CALM: Final = "calm"
SETTINGS: Final = "settings"
ABOUT: Final = "about"
BREATHE: Final = "breathe"
HELP: Final = "help"
LOCK: Final = "lock"
FIRST_RUN: Final = "first_run"
KEYS: Final = "keys"
EXERCISE: Final = "exercise"
WORKSHEET: Final = "worksheet"
WORKSHEETS: Final = "worksheets"
MEANT: Final = "meant"
GUIDES: Final = "guides"
GUIDE_STEP: Final = "guide_step"
FIRST_AID: Final = "first_aid"
HARD_NIGHTS: Final = "hard_nights"


@dataclass(frozen=True, slots=True)
class Parts:
    """What screens are made from."""

    look: Look
    icons: Icons
    motion: Motion
    preferences: Preferences
    clock: Callable[[], float]
    now: Callable[[], dt.datetime]
    appearance: Appearance
    spine: Spine
    company: Company

    @property
    def services(self) -> Services:
        """The use cases of the open vault."""
        return self.spine.services

    @property
    def bridge(self) -> Bridge:
        """Brings results to this thread."""
        return self.spine.bridge

    def today(self) -> dt.date:
        """The present day."""
        return self.now().date()

    def moment(self) -> Moment:
        """Now, as entries and notes of practices keep it."""
        from safeharbor.domain.moment import moment_of
        from safeharbor.system.clock import local_zone

        return moment_of(self.now().astimezone(), local_zone())

    def has_open_page(self) -> bool:
        """Whether there is a page that is readable without unlocking; its file says so."""
        return os.path.lexists(self.spine.paths.open_page)


class Route(NamedTuple):
    """One screen.

    Attributes:
        id: its name.
        factory: makes it.
        title: what it is called, to be translated.
        needs_vault: whether it shows anything only while the vault is open.
        place: the place that it belongs to, "" for none.
        icon: of the place, where this is the first page of one.
        full: whether it takes the whole window, without the places.
        shows_vault: whether it may show something of the vault though it can be seen without.
        may_hide: whether Hide stands on it even where nothing is open.
    """

    id: str
    factory: Callable[[Parts], Screen]
    title: str
    needs_vault: bool = False
    place: str = ""
    icon: str = ""
    full: bool = False
    shows_vault: bool = False
    may_hide: bool = False
