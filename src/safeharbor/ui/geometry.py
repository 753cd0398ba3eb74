"""Remembers where the window stood, and never puts it where nobody can see it."""

from __future__ import annotations

import base64
import binascii
import contextlib
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from safeharbor.domain.errors import HarborError
from safeharbor.system.prefs import Preferences

GEOMETRY: Final = "geometry"


def remember(window: QWidget, preferences: Preferences) -> None:
    """Keep place and size of ``window``."""
    text = base64.b64encode(window.saveGeometry().data()).decode("ascii")
    if text != preferences.get(GEOMETRY, ""):
        with contextlib.suppress(HarborError):
            preferences.set(GEOMETRY, text)


def put_back(window: QWidget, preferences: Preferences, usual: QSize) -> None:
    """Give ``window`` the place and size it had, as far as the screens of today allow it."""
    window.resize(usual.boundedTo(window.screen().availableGeometry().size() * 0.92))
    try:
        raw = base64.b64decode(preferences.get(GEOMETRY, ""), validate=True)
    except (binascii.Error, ValueError):
        return
    if raw and window.restoreGeometry(raw) and not window.isMaximized():
        window.setGeometry(within_screens(window.geometry()))


def within_screens(place: QRect) -> QRect:
    """``place`` moved and made smaller until one screen shows all of it."""
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not rooms:
        return place

    def shared(room: QRect) -> int:
        both = room.intersected(place)
        return max(both.width(), 0) * max(both.height(), 0)

    room = max(rooms, key=shared)
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())
