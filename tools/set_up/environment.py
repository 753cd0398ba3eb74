"""The virtual environment: made once from hash-locked files, with or without pip inside.

A set-up without a stamp was interrupted and is redone. Several first starts at once take turns.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from tools.set_up.common import Place, SetUpError, say, succeeds
from tools.set_up.stamp import is_ready, read_stamp, wanted_stamp, write_stamp
from tools.set_up.system_packages import how_to_install, install_packages

# The first pip that installs into an environment it does not live in.
_PIP_WITH_PYTHON_OPTION = (22, 3)

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: IO[bytes]) -> None:
        while not _try_lock(file):
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            except OSError:
                continue
            return

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


@contextmanager
def one_at_a_time(place: Place) -> Iterator[int]:
    """Hold the set-up lock and give its descriptor; a second start waits here for the first."""
    place.venv.mkdir(exist_ok=True)
    with place.lock.open("ab") as file:
        if not _try_lock(file):
            say("Another start is setting SafeHarbor up; this one waits for it.")
            _wait_for_lock(file)
        yield file.fileno()


def clear(place: Place) -> None:
    """Remove an unfinished or outdated environment, all but the lock."""
    for item in place.venv.iterdir():
        if item == place.lock:
            continue
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink()


def base_python() -> str:
    """The interpreter outside of any virtual environment."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def has_modules(*names: str) -> bool:
    """Whether the base interpreter has these modules; asked anew after an installation."""
    return succeeds([base_python(), "-I", "-c", f"import {', '.join(names)}"], silent=True)


def outside_pip() -> list[str] | None:
    """The base interpreter's own pip, if it can install into another environment."""
    command = [base_python(), "-m", "pip"]
    answer = subprocess.run(
        [*command, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return command if pip_version(answer.stdout.decode()) >= _PIP_WITH_PYTHON_OPTION else None


def pip_version(answer: str) -> tuple[int, int]:
    """Major and minor version in the answer of ``pip --version``; zeros when there is none."""
    words = answer.split()
    parts = words[1].split(".") if len(words) > 1 and words[0] == "pip" else []
    if len(parts) < 2 or not (parts[0].isdigit() and parts[1].isdigit()):
        return (0, 0)
    return int(parts[0]), int(parts[1])


def make_venv(place: Place, environ: Mapping[str, str], lock: int) -> None:
    """Make an empty environment, with pip inside where Python brings it along.

    Debian keeps ``ensurepip`` in a package of its own; there the system's pip does as well, and
    nothing has to be installed.

    Raises:
        SetUpError: there is no way to make one here.
    """
    options: list[str] = []
    if not has_modules("venv", "ensurepip"):
        if has_modules("venv") and outside_pip():
            options = ["--without-pip"]
        else:
            install_packages(["python3-venv"], environ)
            if not has_modules("venv", "ensurepip"):
                raise SetUpError(
                    "Python comes without its venv module and without pip here; "
                    f"{how_to_install(['python3-venv'])}"
                )
    if not succeeds([base_python(), "-m", "venv", *options, str(place.venv)], lock=lock):
        raise SetUpError(f"The virtual environment {place.venv} could not be made, see above.")


def install_requirements(place: Place, kind: str, lock: int) -> None:
    """Install the locked packages of ``kind``; each has to match its hash.

    Raises:
        SetUpError: pip did not succeed.
    """
    pip = [str(place.python), "-I", "-m", "pip"]
    if not (place.site_packages / "pip").is_dir():
        pip = [*(outside_pip() or pip), "--python", str(place.python)]
    done = succeeds(
        [
            *pip, "--disable-pip-version-check", "--no-input", "install", "--quiet",
            "--progress-bar", "off", "--root-user-action", "ignore", "--require-hashes",
            "--only-binary=:all:", "--requirement", str(place.requirements(kind)),
        ],
        lock=lock,
    )  # fmt: skip
    if not done:
        raise SetUpError(
            "The packages could not be installed; pip says above why. Nothing outside of "
            f"{place.venv} was changed. Look at the connection to the package registry, then run "
            "the same command again."
        )


def make_importable(place: Place) -> None:
    """Point the environment to ``src``, by a relative path so that the checkout can be moved."""
    source = os.path.relpath(place.root / "src", place.site_packages)
    (place.site_packages / "safeharbor.pth").write_text(source + "\n", encoding="utf-8")


def set_up(place: Place, kind: str, environ: Mapping[str, str]) -> None:
    """Bring the environment to what ``kind`` (``app`` or ``dev``) needs.

    Raises:
        SetUpError: it could not be done.
    """
    with one_at_a_time(place) as lock:
        if is_ready(place, kind):
            return
        stamp, wanted = read_stamp(place), wanted_stamp(place, kind)
        place.stamp.unlink(missing_ok=True)
        say("Setting SafeHarbor up in .venv; this happens once and takes a minute or two.")
        same = wanted["base"] and all(stamp.get(k) == wanted[k] for k in ("python", "base"))
        if not same:
            clear(place)
            make_venv(place, environ, lock)
        install_requirements(place, kind, lock)
        make_importable(place)
        write_stamp(place, wanted_stamp(place, kind))
        say("SafeHarbor is set up.")
