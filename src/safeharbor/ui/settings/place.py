"""The tabs of Settings by name, the wish to see one of them, and what they are all made with."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from safeharbor.system.prefs import Preferences
    from safeharbor.ui.bridge import Bridge
    from safeharbor.ui.icons import Icons
    from safeharbor.ui.practice_keeper import PracticeKeeper
    from safeharbor.ui.session import SessionController
    from safeharbor.ui.theme import Look


class Tab(enum.StrEnum):
    """One part of Settings."""

    GENERAL = "general"
    READING = "reading"
    PRIVACY = "privacy"
    BACKUP = "backup"
    PROTECTS = "protects"


class OpenTab(NamedTuple):
    """What another screen asks of Settings: to open on one of its tabs."""

    tab: Tab
    at: str = ""
    """What there gets the focus, by its accessible identifier; "" for the tabs."""


class Workshop(NamedTuple):
    """What every tab is made with."""

    look: Look
    icons: Icons
    session: SessionController
    bridge: Bridge
    preferences: Preferences
    practices: PracticeKeeper
