"""Starts a built program as a person would and proves that it works, in a home of its own.

``python -m tools.release.smoke PROGRAM [ARGUMENT ...]`` runs ``PROGRAM ... --version`` and
``PROGRAM ... selftest --json``. Whatever is printed beside the answer is a failure: a warning
today is a crash on somebody's computer tomorrow. It needs nothing but Python, so it runs beside
any artifact on any system.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.release.identity import load_identity, version

PATIENCE_S = 300
# What the system itself needs to start a program; nothing of a developer's set-up goes along.
_KEPT = (
    "PATH", "LANG", "LC_ALL", "USER", "USERNAME", "LOGNAME",
    "DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMDATA",
    "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE", "APPIMAGE_EXTRACT_AND_RUN",
)  # fmt: skip
_FOLDERS = (
    "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR",
    "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
)  # fmt: skip
# Without a screen Qt has no font on Windows and warns of that, and it warns of missing names on a
# Mac; runners of both have a screen.
_SCREENS = {"win32": "windows", "darwin": "cocoa"}


def surroundings(
    place: Path, environ: Mapping[str, str], platform: str = sys.platform
) -> dict[str, str]:
    """The environment for a program that shall see nothing of this account.

    Args:
        place: an empty folder; the program's home and temporary files go below it.
        environ: where names such as ``PATH`` are taken from.
        platform: the system that it runs on.
    """
    found = {name: environ[name] for name in _KEPT if name in environ}
    for name in _FOLDERS:
        # A name that no careless script gets right: a blank, and letters beyond ASCII.
        folder = place / "mein Zuhause \N{LATIN SMALL LETTER E WITH ACUTE}" / name.lower()
        folder.mkdir(mode=0o700, parents=True)
        found[name] = str(folder)
    found["QT_QPA_PLATFORM"] = _SCREENS.get(platform, "offscreen")
    return found


def faults(code: int, answer: str, stray: str, wanted: str) -> list[str]:
    """What is wrong with what ``selftest --json`` did; empty when nothing is.

    Args:
        code: its exit code.
        answer: what it wrote to stdout.
        stray: what it wrote to stderr.
        wanted: the version it has to name.
    """
    found = [] if code == 0 else [f"the exit code is {code}"]
    found += [f"stray output: {line}" for line in stray.splitlines() if line.strip()]
    try:
        told = json.loads(answer)
    except ValueError:
        return [*found, f"the answer is no JSON: {answer[:200]!r}"]
    if not isinstance(told, dict) or not isinstance(told.get("checks"), dict):
        return [*found, "the answer has no checks"]
    if told.get("version") != wanted:
        found.append(f"it is version {told.get('version')}, not {wanted}")
    if told.get("ok") is not True:
        found.append("it says that something is broken")
    failed = {name: check for name, check in told["checks"].items() if check.get("ok") is not True}
    found += [f"{name}: {check.get('detail')}" for name, check in failed.items()]
    if not told["checks"]:
        found.append("nothing was checked")
    return found


def smoke(command: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """Run ``command`` twice, with ``--version`` and as a self-test; what was wrong.

    Raises:
        OSError: it could not be started at all.
        subprocess.TimeoutExpired: it did not come to an end.
    """
    wanted = version()
    with tempfile.TemporaryDirectory(prefix="safeharbor-smoke-") as made:
        place = Path(made)
        around = surroundings(place, environ)
        named = _run([*command, "--version"], around, place)
        found = []
        said = named.stdout.strip().casefold()
        if said != f"{load_identity().name} {wanted}".casefold() or named.stderr.strip():
            found.append(f"--version: {named.stdout.strip()} {named.stderr.strip()}")
        tested = _run([*command, "selftest", "--json"], around, place)
        print(tested.stdout, end="")
        return found + faults(tested.returncode, tested.stdout, tested.stderr, wanted)


def _run(
    command: Sequence[str], environ: Mapping[str, str], place: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=dict(environ), cwd=place, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, encoding="utf-8", errors="replace", timeout=PATIENCE_S, check=False,
    )  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Smoke what the command line names; 0 when all of it works."""
    if not arguments:
        print("usage: python -m tools.release.smoke PROGRAM [ARGUMENT ...]", file=sys.stderr)
        return 2
    program = Path(arguments[0])
    command = [str(program.resolve()) if program.exists() else arguments[0], *arguments[1:]]
    found = smoke(command, os.environ)
    print("\n".join(f"smoke: {what}" for what in found) or "smoke: all is well", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
