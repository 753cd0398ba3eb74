"""Which library of the system is missing, and the package that has it.

Qt leaves the screen, fonts and sound to the system. Where one of those libraries is not there,
Python says a technical sentence or Qt ends the process; this file turns both into a name.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from safeharbor.domain.errors import ErrorCode, HarborError

_MISSING: Final = ": cannot open shared object file"

OF_XCB: Final[Mapping[str, str]] = {
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
"""What Qt loads for an X screen: each library and its package on Debian and Ubuntu."""

PACKAGES: Final[Mapping[str, str]] = {
    **OF_XCB,
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libspeechd.so.2": "libspeechd2",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Every library that the program takes from the system, and its package."""


def missing_in(error: BaseException) -> str:
    """The library that ``error`` of an import or of ctypes says is missing; "" for none.

    In a frozen program ctypes says something of its own, with that behind it.
    """
    for each in (error, error.__cause__):
        before, said, _ = str(each).partition(_MISSING)
        name = before.rpartition(" ")[2].rpartition("/")[2]
        if said and ".so" in name:
            return name
    return ""


def library_error(error: BaseException) -> HarborError | None:
    """The error to show where ``error`` says that a library of the system is missing."""
    name = missing_in(error)
    return _missing(name) if name else None


def check_screen_libraries(environ: Mapping[str, str] = os.environ) -> None:
    """See that Qt can open a window on an X screen, before it ends the process because it cannot.

    Only where an X screen is the one that Qt will take. The libraries that are found are loaded,
    which Qt would do next.

    Raises:
        HarborError: LIBRARY_MISSING.
    """
    if sys.platform == "linux" and _takes_x11(environ):
        for name in OF_XCB:
            if not loads(name):
                raise _missing(name)


def loads(name: str, load: Callable[[str], object] = ctypes.CDLL) -> bool:
    """Whether the library ``name`` is there; one that is there but broken is not our matter."""
    try:
        load(name)
    except OSError as error:
        return missing_in(error) == ""
    return True


def check_loads(library: Path) -> None:
    """Load the file ``library``, and with it all that it needs of the system.

    Raises:
        HarborError: LIBRARY_MISSING, or RESOURCE_MISSING where the file itself is at fault.
    """
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        raise (
            library_error(error) or HarborError(ErrorCode.RESOURCE_MISSING, file=library.name)
        ) from None


def _takes_x11(environ: Mapping[str, str]) -> bool:
    platform = environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform == "xcb"
    return bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")


def _missing(name: str) -> HarborError:
    facts = {"library": name}
    if name in PACKAGES:
        facts["package"] = PACKAGES[name]
    return HarborError(ErrorCode.LIBRARY_MISSING, **facts)
