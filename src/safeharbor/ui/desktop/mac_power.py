"""What keeps a display awake on macOS: assertions of IOKit, through ctypes.

The code follows Apple's documentation and has not been run on a Mac yet.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final

_WHERE: Final = "/System/Library/Frameworks/{0}.framework/{0}"
_NO_DISPLAY_SLEEP: Final = "PreventUserIdleDisplaySleep"
_ON: Final = 255
_UTF_8: Final = 0x08000100


class MacPower:
    """IOKit, and as much of CoreFoundation as its texts need."""

    def __init__(self, load: Callable[[str], Any] = ctypes.CDLL) -> None:
        """Load both.

        Args:
            load: opens a library by its path.

        Raises:
            OSError: a library is not there.
            AttributeError: it has not what is needed.
        """
        power, foundation = (load(_WHERE.format(name)) for name in ("IOKit", "CoreFoundation"))
        self._create = power.IOPMAssertionCreateWithName
        self._create.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint32,
            ctypes.c_void_p,
            ctypes.POINTER(ctypes.c_uint32),
        ]
        self._create.restype = ctypes.c_int
        self._release = power.IOPMAssertionRelease
        self._release.argtypes = [ctypes.c_uint32]
        self._text = foundation.CFStringCreateWithCString
        self._text.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        self._text.restype = ctypes.c_void_p
        self._forget = foundation.CFRelease
        self._forget.argtypes = [ctypes.c_void_p]
        self._forget.restype = None

    def assert_awake(self, why: str) -> int | None:
        """Assert that the display is needed; the assertion's number, None where it was refused."""
        number = ctypes.c_uint32(0)
        texts = [
            self._text(None, words.encode("utf-8"), _UTF_8) for words in (_NO_DISPLAY_SLEEP, why)
        ]
        try:
            kind, name = texts
            refused = not all(texts) or self._create(kind, _ON, name, ctypes.byref(number))
            return None if refused else number.value
        finally:
            for text in filter(None, texts):
                self._forget(text)

    def let_go(self, number: int) -> None:
        """End an assertion."""
        self._release(number)
