"""A private virtual screen, and eyes and hands on it: titles, pictures, keys, the close button.

It speaks Xlib through ctypes, so the tests need nothing but Xvfb and the library that Qt's own
plugin loads.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from ctypes import (
    POINTER,
    byref,
    c_char,
    c_char_p,
    c_int,
    c_long,
    c_ubyte,
    c_uint,
    c_ulong,
    c_void_p,
)
from types import TracebackType
from typing import Final, Self

_SIZE: Final = "1280x1024x24"
_KEY_PRESS: Final = 2
_KEY_RELEASE: Final = 3
_CLIENT_MESSAGE: Final = 33
_Z_PIXMAP: Final = 2
_VIEWABLE: Final = 2
_KEYS: Final = {"Escape": 0xFF1B, "space": 0x20, "Tab": 0xFF09, "g": 0x67, "p": 0x70, "b": 0x62}

X11 = "libX11.so.6"


class _KeyEvent(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("root", c_ulong),
        ("subwindow", c_ulong),
        ("time", c_ulong),
        ("x", c_int),
        ("y", c_int),
        ("x_root", c_int),
        ("y_root", c_int),
        ("state", c_uint),
        ("keycode", c_uint),
        ("same_screen", c_int),
        ("padding", c_long * 12),
    )


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("padding", c_long * 12),
    )


class _ImageHead(ctypes.Structure):
    _fields_ = (
        ("width", c_int),
        ("height", c_int),
        ("xoffset", c_int),
        ("format", c_int),
        ("data", POINTER(c_char)),
        ("byte_order", c_int),
        ("bitmap_unit", c_int),
        ("bitmap_bit_order", c_int),
        ("bitmap_pad", c_int),
        ("depth", c_int),
        ("bytes_per_line", c_int),
    )


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("place", c_int * 6),
        ("visual", c_void_p),
        ("root", c_ulong),
        ("kinds", c_int * 4),
        ("planes", c_ulong * 2),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        ("masks", c_long * 3),
        ("override_redirect", c_int),
        ("screen", c_void_p),
    )


def can_show() -> bool:
    """Whether this machine has what a virtual screen needs."""
    if shutil.which("Xvfb") is None:
        return False
    try:
        ctypes.CDLL(X11)
    except OSError:
        return False
    return True


def wait_until(condition: Callable[[], bool], limit: float = 30.0) -> None:
    """Return as soon as ``condition`` holds; fail after ``limit`` seconds."""
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come about in time")
        time.sleep(0.02)


class VirtualScreen:
    """An Xvfb of its own, ended with the block."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", _SIZE, "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = f":{answer.readline().strip()}"
        self._x = ctypes.CDLL(X11)
        for function in ("XOpenDisplay", "XGetImage"):
            getattr(self._x, function).restype = c_void_p
        self._x.XGetAtomName.restype = c_void_p
        self._x.XListProperties.restype = POINTER(c_ulong)
        for function in ("XDefaultRootWindow", "XInternAtom"):
            getattr(self._x, function).restype = c_ulong
        self._display = c_void_p(self._x.XOpenDisplay(self.name.encode()))
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))
        # A window that goes while it is looked at is no reason to end the tests.
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
        self._server.terminate()
        self._server.wait()

    def windows(self) -> dict[int, str]:
        """The windows that can be seen on the screen and their titles."""
        titles: dict[int, str] = {}
        for window in self._children():
            title, facts = c_char_p(), _Attributes()
            self._x.XGetWindowAttributes(self._display, c_ulong(window), byref(facts))
            if facts.map_state != _VIEWABLE:
                continue
            if self._x.XFetchName(self._display, c_ulong(window), byref(title)) and title.value:
                titles[window] = title.value.decode()
                self._x.XFree(title)
        return titles

    def properties(self, window: int) -> dict[str, list[int]]:
        """All that the window tells the desktop of itself: texts as bytes, all else as numbers."""
        count = c_int()
        atoms = self._x.XListProperties(self._display, c_ulong(window), byref(count))
        found: dict[str, list[int]] = {}
        for atom in atoms[: count.value]:
            name = self._x.XGetAtomName(self._display, c_ulong(atom))
            found[ctypes.string_at(name).decode()] = self._property(window, atom)
            self._x.XFree(c_void_p(name))
        if count.value:
            self._x.XFree(atoms)
        return found

    def _property(self, window: int, atom: int) -> list[int]:
        kind, rest, count = c_ulong(), c_ulong(), c_ulong()
        size, data = c_int(), c_void_p()
        self._x.XGetWindowProperty(
            self._display, c_ulong(window), c_ulong(atom), c_long(0), c_long(1 << 20), 0,
            c_ulong(0), byref(kind), byref(size), byref(count), byref(rest), byref(data),
        )  # fmt: skip
        if not data.value:
            return []
        # Xlib hands numbers of 32 bits out as longs, the highest bit stretched.
        item = c_ubyte if size.value == 8 else c_ulong
        values = [value & 0xFFFFFFFF for value in ctypes.cast(data, POINTER(item))[: count.value]]
        self._x.XFree(data)
        return values

    def picture(self, window: int) -> bytes:
        """What is on the window now, as bytes that differ when the picture differs."""
        root, size = c_ulong(), [c_uint() for _ in range(4)]
        place = [c_int(), c_int()]
        self._x.XGetGeometry(
            self._display, c_ulong(window), byref(root), *map(byref, place), *map(byref, size)
        )
        return self._grab(window, 0, 0, size[0].value, size[1].value)

    def _grab(self, window: int, x: int, y: int, width: int, height: int) -> bytes:
        """A part of the window; empty where there is none."""
        image = self._x.XGetImage(
            self._display, c_ulong(window), x, y, c_uint(width), c_uint(height),
            c_ulong(~0), _Z_PIXMAP,
        )  # fmt: skip
        if not image:
            return b""
        head = ctypes.cast(image, POINTER(_ImageHead)).contents
        data = head.data[: head.bytes_per_line * head.height]
        self._x.XDestroyImage(c_void_p(image))
        return bytes(data)

    def press(self, window: int, key: str) -> None:
        """Press and release a key in a window."""
        self._x.XSetInputFocus(self._display, c_ulong(window), 1, c_ulong(0))
        code = self._x.XKeysymToKeycode(self._display, c_ulong(_KEYS[key]))
        for kind in (_KEY_PRESS, _KEY_RELEASE):
            event = _KeyEvent(type=kind, window=window, root=self._root.value, keycode=code)
            event.same_screen = 1
            self._x.XSendEvent(self._display, c_ulong(window), 1, c_long(kind - 1), byref(event))
        self._x.XSync(self._display, 0)

    def close(self, window: int) -> None:
        """Press the close button that a window manager would draw."""
        atom = self._x.XInternAtom
        event = _ClientMessage(type=_CLIENT_MESSAGE, window=window, format=32)
        event.message_type = atom(self._display, b"WM_PROTOCOLS", 0)
        event.data[0] = atom(self._display, b"WM_DELETE_WINDOW", 0)
        self._x.XSendEvent(self._display, c_ulong(window), 0, c_long(0), byref(event))
        self._x.XSync(self._display, 0)

    def _children(self) -> list[int]:
        root, parent, count = c_ulong(), c_ulong(), c_uint()
        children = POINTER(c_ulong)()
        self._x.XQueryTree(
            self._display, self._root, byref(root), byref(parent), byref(children), byref(count)
        )
        found = [children[index] for index in range(count.value)]
        if found:
            self._x.XFree(children)
        return found
