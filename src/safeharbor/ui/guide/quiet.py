"""Plain words in place of telling ones, in what the program itself writes into a list or a page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from safeharbor.system.prefs import Preferences

QUIET_NAMES: Final = "quiet_names"
"""Whether tags and first lines that the program makes name no topic."""


def quiet_tag(preferences: Preferences, tag: str) -> str:
    """``tag``, or one that says nothing."""
    if not tag or not preferences.get(QUIET_NAMES, False):
        return tag
    #: A tag that gives nothing away.
    return QCoreApplication.translate("quiet", "note")


def quiet_line(preferences: Preferences, line: str) -> str:
    """``line``, or one that says nothing."""
    if not line or not preferences.get(QUIET_NAMES, False):
        return line
    #: The first line of a page, which gives nothing away.
    return QCoreApplication.translate("quiet", "Page")
