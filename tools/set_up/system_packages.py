"""System packages: what the wheels do not bring along, installed where that is allowed.

That is for root or password-less sudo on an apt system, with the exact command printed first;
``SAFEHARBOR_NO_SYSTEM=1`` stops it. Everywhere else one line names what is missing.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from tools.set_up.common import EXIT_UNAVAILABLE, Place, SetUpError, say, succeeds

# What the wheel of Qt leaves to the system: the library's file name and its Debian package.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
# What the fuller tests use: the program and its Debian package.
TEST_PROGRAMS = {
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "strace": "strace",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
# Loaded by the tests that type like a person.
TEST_LIBRARIES = {"libXtst.so.6": "libxtst6"}


def missing_libraries(wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of ``wanted`` that cannot be loaded here."""
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def missing_programs(wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of ``wanted`` that are not on the PATH."""
    return {program: package for program, package in wanted.items() if not shutil.which(program)}


def missing_for_tests() -> dict[str, str]:
    """What the fuller tests use and this system lacks."""
    return missing_programs(TEST_PROGRAMS) | missing_libraries(TEST_LIBRARIES)


def installer(environ: Mapping[str, str]) -> list[str] | None:
    """The beginning of a command that installs packages; None where that is not allowed."""
    if environ.get("SAFEHARBOR_NO_SYSTEM") or os.name == "nt" or not shutil.which("apt-get"):
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo") and succeeds(["sudo", "-n", "true"], silent=True):
        return ["sudo", "-n", *command]
    return None


def install_packages(packages: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Install system packages where that is allowed; False where it is not or did not work."""
    apt = installer(environ)
    if apt is None:
        return False
    command = [*apt, "install", "-y", "--no-install-recommends", *sorted(set(packages))]
    # A fresh machine may have no list of packages yet, and then the first try fails.
    return succeeds(command, shown=True) or (
        succeeds([*apt, "update"], shown=True) and succeeds(command, shown=True)
    )


def how_to_install(packages: Sequence[str]) -> str:
    """Half a sentence that says how a person gets ``packages``."""
    if shutil.which("apt-get"):
        names = " ".join(sorted(set(packages)))
        return f"install them with: sudo apt-get install -y --no-install-recommends {names}"
    return "the package manager of this system has them"


def ensure_libraries(place: Place, wanted: Mapping[str, str], environ: Mapping[str, str]) -> None:
    """Install the system libraries that are missing; what was found once is not looked for again.

    Raises:
        SetUpError: some are missing and could not be installed.
    """
    if not sys.platform.startswith("linux"):
        return
    known: set[str] = set()
    with suppress(OSError):
        known.update(place.libraries.read_text(encoding="utf-8").split())
    if known.issuperset(wanted):
        return
    missing = missing_libraries(wanted)
    if missing and install_packages(list(missing.values()), environ):
        missing = missing_libraries(missing)
    if missing:
        raise SetUpError(
            f"SafeHarbor's window needs {' '.join(missing)}, missing here; "
            f"{how_to_install(list(missing.values()))} "
            "(the terminal commands work without, as in: python3 run.py breathe)",
            EXIT_UNAVAILABLE,
        )
    with suppress(OSError):
        place.libraries.write_text("\n".join(sorted(known.union(wanted))) + "\n", encoding="utf-8")


def ensure_test_programs(environ: Mapping[str, str]) -> None:
    """Install what the fuller tests use; where that is not possible those tests are skipped."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_for_tests()
    if missing and install_packages(list(missing.values()), environ):
        missing = missing_for_tests()
    if missing:
        say(
            f"Tests that need {', '.join(missing)} are skipped; "
            f"{how_to_install(list(missing.values()))}"
        )
