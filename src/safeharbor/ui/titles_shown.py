"""Whether titles stand in lists, which somebody who looks on could read."""

from __future__ import annotations

from typing import Final

from safeharbor.system.prefs import Preferences

SHOW_TITLES: Final = "show_titles"
"""The key of the preference."""


def titles_shown(preferences: Preferences) -> bool:
    """Whether lists show titles; they do unless somebody switched it off."""
    return bool(preferences.get(SHOW_TITLES, True))
