"""Is there a screen to draw on? Asked before Qt is loaded, because Qt ends the process if not.

The windowing libraries themselves are asked through ctypes, which takes a few milliseconds;
a child process with Qt is tried only where they are not installed.
"""

from __future__ import annotations

import ctypes
import enum
import os
import sys
import threading
from collections.abc import Callable, Mapping

_LIMIT_S = 3.0
_CHILD_LIMIT_S = 20.0
_CHILD = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


class DisplayState(enum.Enum):
    """What was found out about the screen."""

    OK = "ok"
    UNSET = "unset"
    DEAD = "dead"


def display_state(environ: Mapping[str, str] = os.environ) -> DisplayState:
    """Whether a window can be opened: OK, UNSET (no screen is named), DEAD (it does not answer).

    On Windows and macOS, and where ``QT_QPA_PLATFORM`` says what to use, the answer is OK.
    """
    if sys.platform in {"win32", "darwin"} or environ.get("QT_QPA_PLATFORM"):
        return DisplayState.OK
    if environ.get("WAYLAND_SOCKET"):
        return DisplayState.OK  # a connection made already, which asking would use up
    wayland, x11 = environ.get("WAYLAND_DISPLAY"), environ.get("DISPLAY")
    if not wayland and not x11:
        return DisplayState.UNSET
    answers: list[bool | None] = []
    if wayland:
        answers.append(_within_limit(lambda: _wayland_answers(wayland)))
    if x11 and True not in answers:
        answers.append(_within_limit(lambda: _x11_answers(x11)))
    if True in answers:
        return DisplayState.OK
    if None in answers and _child_opens(environ):
        return DisplayState.OK
    return DisplayState.DEAD


def _within_limit(ask: Callable[[], bool | None]) -> bool | None:
    """The answer of ``ask``, or False when none comes: a screen far away can hang for minutes."""
    answers: list[bool | None] = []
    asker = threading.Thread(target=lambda: answers.append(ask()), name="sh-display", daemon=True)
    asker.start()
    asker.join(_LIMIT_S)
    return answers[0] if answers else False


def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def _x11_answers(name: str) -> bool | None:
    """Whether the X server answers; None where libxcb is missing."""
    xcb = _library("libxcb.so.1")
    if xcb is None:
        return None
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(name), None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers(name: str) -> bool | None:
    """Whether the compositor answers; None where libwayland-client is missing."""
    wayland = _library("libwayland-client.so.0")
    if wayland is None:
        return None
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    display = wayland.wl_display_connect(os.fsencode(name))
    if not display:
        return False
    wayland.wl_display_disconnect(display)
    return True


def _child_opens(environ: Mapping[str, str]) -> bool:
    """Whether a child process gets as far as a Qt application; a frozen app has to hope."""
    if getattr(sys, "frozen", False):
        return True
    import subprocess

    try:
        child = subprocess.run(
            [sys.executable, "-c", _CHILD],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_CHILD_LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return child.returncode == 0
