"""Keeps the environment from bringing code or noise into an installed program.

Variables of Qt, of the keyring library and of OpenSSL can name folders whose libraries are then
loaded, or make Qt talk in the terminal. Whoever starts the frozen program from a checkout, a
course machine or a prepared shell gets the program as it was built. What helps a person to see,
hear or type stays: the size of things, screen readers, input methods, the kind of screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from typing import Final

_PLATFORM: Final = "QT_QPA_PLATFORM"
_PLATFORMS: Final = frozenset({"xcb", "wayland", "offscreen", "windows", "cocoa"})
_KEPT: Final = frozenset(
    {
        "QT_ACCESSIBILITY",
        "QT_AUTO_SCREEN_SCALE_FACTOR",
        "QT_ENABLE_HIGHDPI_SCALING",
        "QT_FONT_DPI",
        "QT_IM_MODULE",
        "QT_IM_MODULES",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON",
        "QT_SCALE_FACTOR",
        "QT_SCALE_FACTOR_ROUNDING_POLICY",
        "QT_SCREEN_SCALE_FACTORS",
        "QT_USE_PHYSICAL_DPI",
        "QT_WAYLAND_DISABLE_WINDOWDECORATION",
        "QT_XCB_GL_INTEGRATION",
        _PLATFORM,
    }
)
_FOREIGN: Final = (
    # Anything else of Qt: plugins, styles, logging rules, debuggers, ends on a warning.
    "QT_", "QML", "QSG_",
    # Switches of PySide; one of them removes files of the program, or writes some into it.
    "PYSIDE", "SBK_", "SHIBOKEN",
    # This program has its Python inside, which does not read them; its children may not either.
    "PYTHON", "KEYRING_PROPERTY_",
    # Modules of OpenSSL, of GLib and of the system's letters are code.
    "OPENSSL_", "GIO_EXTRA_MODULES", "GIO_MODULE_DIR", "GCONV_PATH",
)  # fmt: skip
_SIZES: Final = {
    "QT_FONT_DPI": (48.0, 480.0),
    "QT_SCALE_FACTOR": (0.5, 4.0),
    "QT_SCREEN_SCALE_FACTORS": (0.5, 4.0),
}
"""Bounds: with a size of nothing, or of a hundred screens, no window is ever painted."""
_STARTS_PROGRAMS: Final = "unixexec:"
_BUSES: Final = {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "AT_SPI_BUS_ADDRESS": ""}
"""Where buses are, and what stands there for one that is not to be asked."""
_LIBRARIES: Final = "LD_LIBRARY_PATH"
_LIBRARIES_BEFORE: Final = "LD_LIBRARY_PATH_ORIG"


def tidy(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take out of ``environ`` what could bring code or noise; before Qt is loaded."""
    for name in [name for name in environ if name.startswith(_FOREIGN) and name not in _KEPT]:
        del environ[name]
    platform = environ.get(_PLATFORM)
    if platform is not None:
        known = [name for name in _plain(platform) if name in _PLATFORMS]
        if known == ["wayland"] and environ.get("DISPLAY"):
            # Alone, it ends the process where there is only the other kind of screen.
            known.append("xcb")
        if known:
            environ[_PLATFORM] = ";".join(known)
        else:
            del environ[_PLATFORM]
    for name, bounds in _SIZES.items():
        if name in environ and not _is_between(environ[name], *bounds):
            del environ[name]
    for name, nobody in _BUSES.items():
        # An address can be a program with its arguments, and whoever asks the bus starts it.
        if _STARTS_PROGRAMS in environ.get(name, ""):
            environ[name] = nobody


def _is_between(value: str, least: float, most: float) -> bool:
    """Whether each size in ``value`` is; they stand in lists such as ``HDMI-1=2;1.5``."""
    try:
        sizes = [float(part.rpartition("=")[2]) for part in value.split(";") if part]
    except ValueError:
        return False
    return all(least <= size <= most for size in sizes)


def _plain(platform: str) -> list[str]:
    """The names in a list such as ``wayland;xcb``, without what is said to them."""
    return [part.partition(":")[0] for part in platform.split(";")]


def safe_libraries(environ: Mapping[str, str] = os.environ) -> dict[str, str] | None:
    """An environment to start again with, or None where this one is fine.

    An empty or relative part of ``LD_LIBRARY_PATH`` means the current folder, and the system has
    read it by the time that our first line runs. The frozen program keeps what was asked for in
    a second variable, behind its own folder in the first.
    """
    asked = environ.get(_LIBRARIES_BEFORE)
    if asked is None or all(part.startswith("/") for part in asked.split(":")):
        return None
    absolute = [part for part in asked.split(":") if part.startswith("/")]
    dropped = {_LIBRARIES, _LIBRARIES_BEFORE}
    fresh = {n: v for n, v in environ.items() if n not in dropped and not n.startswith("_PYI_")}
    if absolute:
        fresh[_LIBRARIES] = ":".join(absolute)
    return fresh


def give_back_libraries(environ: MutableMapping[str, str] = os.environ) -> None:
    """Let what is started from here load the system's libraries, as it would without us.

    The frozen program came with its own folder in ``LD_LIBRARY_PATH``. The loader has read that
    by now; only children would hear of it, and they and the libraries of their sound would get
    ours in place of the system's.
    """
    before = environ.pop(_LIBRARIES_BEFORE, None)
    environ.pop(_LIBRARIES, None)
    if before:
        environ[_LIBRARIES] = before


def settle() -> None:
    """Make the surroundings of a frozen program quiet; nothing happens in any other.

    Where libraries could come from the current folder the program starts once more, in the same
    process.
    """
    if not getattr(sys, "frozen", False):
        return
    fresh = safe_libraries() if sys.platform == "linux" else None
    if fresh is not None:
        os.execve(sys.executable, [sys.executable, *sys.argv[1:]], fresh)  # noqa: S606 - this very program, without a shell
    if sys.platform == "linux":
        give_back_libraries()
    tidy()
