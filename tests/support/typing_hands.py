"""Real hands on a virtual screen: keys and clicks through the X server, as a keyboard sends them.

The XTEST extension makes them, so a program cannot tell them from a person's.
"""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_uint, c_ulong, c_void_p
from types import TracebackType
from typing import Final, Self

X11: Final = "libX11.so.6"
XTEST: Final = "libXtst.so.6"

_BETWEEN_MS: Final = 3
"""How long the display waits before it presses a key; no hand is faster."""

_NAMED: Final = {
    "Escape": 0xFF1B,
    "Return": 0xFF0D,
    "Tab": 0xFF09,
    "BackSpace": 0xFF08,
    "Delete": 0xFFFF,
    "Home": 0xFF50,
    "End": 0xFF57,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "space": 0x20,
    "minus": 0x2D,
    "plus": 0x2B,
    "comma": 0x2C,
    **{f"F{number}": 0xFFBD + number for number in range(1, 13)},
}
_HELD: Final = {"ctrl": 0xFFE3, "shift": 0xFFE1, "alt": 0xFFE9}
_TO_POINTER_ROOT: Final = 1
_NEWLINE: Final = {"\n": "Return", "\t": "Tab"}


def can_type() -> bool:
    """Whether this machine has what real keystrokes need."""
    try:
        ctypes.CDLL(XTEST)
    except OSError:
        return False
    return True


class Hands:
    """A keyboard and a mouse at the screen with this name."""

    def __init__(self, screen: str) -> None:
        self._x = ctypes.CDLL(X11)
        self._test = ctypes.CDLL(XTEST)
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self._x.XKeycodeToKeysym.restype = c_ulong
        self._display = c_void_p(self._x.XOpenDisplay(screen.encode()))
        assert self._display.value, f"no screen {screen}"
        # A window that goes while it is touched is no reason to end the tests.
        self._handler = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda _display, _error: 0)
        self._x.XSetErrorHandler(self._handler)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._x.XCloseDisplay(self._display)

    def turn_to(self, window: int) -> None:
        """Give a window the keys, as a window manager does."""
        self._x.XSetInputFocus(self._display, c_ulong(window), _TO_POINTER_ROOT, c_ulong(0))
        self._flush()

    def press(self, chord: str) -> None:
        """Press and release a key, such as ``Escape`` or ``ctrl+l``."""
        *held, key = chord.split("+") if chord != "+" else ["+"]
        codes = [self._code(_HELD[name])[0] for name in held]
        code, shifted = self._code(_NAMED[key] if key in _NAMED else _keysym(key))
        if shifted:
            codes.append(self._code(_HELD["shift"])[0])
        for down in codes:
            self._key(down, pressed=True)
        self._key(code, pressed=True)
        self._key(code, pressed=False)
        for up in reversed(codes):
            self._key(up, pressed=False)
        self._flush()

    def write(self, text: str) -> None:
        """Type ``text`` key by key."""
        for letter in text:
            self.press(_NEWLINE.get(letter, letter))

    def click(self, place: tuple[int, int]) -> None:
        """Move the pointer there and press its left button."""
        self._test.XTestFakeMotionEvent(self._display, -1, *place, c_ulong(0))
        for pressed in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, c_uint(1), pressed, c_ulong(0))
        self._flush()

    def _key(self, code: int, *, pressed: bool) -> None:
        # A key that comes down in the millisecond in which it went up is taken for a held one.
        wait = c_ulong(_BETWEEN_MS if pressed else 0)
        self._test.XTestFakeKeyEvent(self._display, c_uint(code), int(pressed), wait)

    def _code(self, keysym: int) -> tuple[int, bool]:
        """The key that makes ``keysym``, and whether Shift is needed with it."""
        code = int(self._x.XKeysymToKeycode(self._display, c_ulong(keysym)))
        assert code, f"this keyboard has no key for {keysym:#x}"
        plain = self._x.XKeycodeToKeysym(self._display, ctypes.c_ubyte(code), c_int(0))
        return code, int(plain) != keysym

    def _flush(self) -> None:
        self._x.XSync(self._display, c_int(0))


def _keysym(letter: str) -> int:
    """The key symbol of one letter; those of Latin 1 are its own number."""
    number = ord(letter)
    return number if number < 0x100 else 0x01000000 | number
