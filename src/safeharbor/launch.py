"""The way from a double click to the breathing circle.

It looks for a screen before Qt is loaded, makes sure that each home has one window, and loads
nothing that the first picture does not need. Subcommands never come here.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from safeharbor import __version__
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.display import DisplayState, display_state
from safeharbor.system.hardening import harden_process
from safeharbor.system.libraries import check_screen_libraries, library_error
from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths, home_paths, socket_address

if TYPE_CHECKING:
    from safeharbor.wiring import Services

EXIT_OK: Final = 0
EXIT_FAILURE: Final = 1
EXIT_USAGE: Final = 2
EXIT_NO_DISPLAY: Final = 69

NO_DISPLAY: Final = (
    "safeharbor: no display found. To breathe here: safeharbor breathe. "
    "To write: safeharbor add. Other commands: safeharbor --help"
)
_NO_ANSWER: Final = (
    "safeharbor: it is open already, but its window does not answer. Nothing was changed. "
    "Close that window, then start again."
)
_PATIENCE_S: Final = 20.0
"""How long a second start waits for a window that is still on its way."""


class Options(NamedTuple):
    """What the command line asked for."""

    home: Path | None = None
    breathe: bool = False
    version: bool = False


def parse(argv: Sequence[str]) -> Options:
    """The options in ``argv``.

    Raises:
        ValueError: an argument that the window does not know.
    """
    home: Path | None = None
    breathe = version = False
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word == "--home" and rest:
            home = Path(rest.pop(0))
        elif word.startswith("--home=") and word != "--home=":
            home = Path(word.removeprefix("--home="))
        elif word == "--breathe":
            breathe = True
        elif word == "--version":
            version = True
        else:
            raise ValueError(word)
    return Options(home, breathe, version)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or bring the open one forward; returns the exit code."""
    try:
        options = parse(sys.argv[1:] if argv is None else argv)
    except ValueError as error:
        _say(f"safeharbor: {error} is not understood. Commands: safeharbor --help")
        return EXIT_USAGE
    if options.version:
        sys.stdout.write(f"SafeHarbor {__version__}\n")
        return EXIT_OK
    if display_state() is not DisplayState.OK:
        _say(NO_DISPLAY)
        return EXIT_NO_DISPLAY
    # What is made on the way to the first picture stays for good; looking for garbage in it
    # costs eight milliseconds. The window switches it on again after that picture.
    gc.disable()
    try:
        harden_process()
        paths = home_paths(options.home)
        from safeharbor.system import crash

        crash.install(paths.log)
        return _open(paths, "breathe" if options.breathe else "show")
    finally:
        gc.enable()


def _open(paths: HomePaths, verb: str) -> int:
    """Be the window of this home, or ask the one that is."""
    lock = ProcessLock(paths.instance_lock)
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            paths.ensure()
            lock.acquire()
        except HarborError as error:
            if error.code is not ErrorCode.VAULT_HELD:
                # Relief first: breathing needs no home, so the window opens without one.
                return _show(paths, verb, reachable=False)
            if _asked(paths, verb):
                return EXIT_OK
            if time.monotonic() > deadline:
                _say(_NO_ANSWER)
                return EXIT_FAILURE
        else:
            try:
                return _show(paths, verb, reachable=True)
            finally:
                lock.release()


def _asked(paths: HomePaths, verb: str) -> bool:
    """Whether the open window answered. A short patience: it may be on its way out instead."""
    from safeharbor.system.pipe import send_verb

    try:
        return send_verb(socket_address(paths), verb, patience=1.0)
    except (HarborError, OSError):
        return False


def _show(paths: HomePaths, verb: str, *, reachable: bool) -> int:
    if sys.platform == "linux":
        from safeharbor.system.session_bus import leave_silent_bus

        leave_silent_bus()
    try:
        check_screen_libraries()
        from safeharbor.ui.app import run

        return run(paths, reachable=reachable, build=partial(_services, paths), verb=verb)
    except ImportError as error:
        missing = library_error(error)
        if missing is None:
            raise
        return _cannot(missing)
    except HarborError as error:
        return _cannot(error)


def _cannot(error: HarborError) -> int:
    """Say why there is no window; the exit code."""
    from safeharbor.content.messages import sentence

    _say(f"{error.code.value}: {sentence(error)}")
    return EXIT_NO_DISPLAY if error.code is ErrorCode.LIBRARY_MISSING else EXIT_FAILURE


def _services(paths: HomePaths) -> Services:
    """Called on a thread behind the first picture: it takes a third of a second."""
    from safeharbor.system.log import setup_log
    from safeharbor.wiring import build

    setup_log(paths.log)
    return build(paths)


def _say(line: str) -> None:
    """One line for the terminal, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(line + "\n")
