"""Reads what ``run.py`` was asked for, sets up what that needs, and hands over.

An ordinary start loads nothing but this, the stamp, and the interpreter of the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from tools.set_up.common import (
    EXIT_FAILED,
    EXIT_UNAVAILABLE,
    EXIT_USAGE,
    Place,
    SetUpError,
    say,
)
from tools.set_up.stamp import is_ready

DEVELOPER_TASKS = ("test", "check", "bench", "faults", "build")
# Options of the program that stand before a subcommand and take a value of their own.
VALUED_OPTIONS = ("--home", "--passphrase-fd")
ANSWERED_IN_THE_TERMINAL = ("-h", "--help", "--version")

BUILD_OPTIONS = ("--twice", "--test")

CODE = ("src", "tests", "tools", "run.py")
# Starts the linter of the floors by its function: a script's first line breaks on long paths.
FLOORS = "from importlinter.cli import lint_imports_command as c; c()"
CHECKS = {
    "lint": ("-m", "ruff", "check", *CODE),
    "format": ("-m", "ruff", "format", "--check", *CODE),
    "types": ("-m", "mypy"),
    "floors": ("-c", FLOORS),
    "sizes": ("-m", "tools.check_sizes"),
    "rules": ("-m", "tools.check_rules"),
    "content": ("-m", "tools.check_content"),
    "workflows": ("-m", "tools.check_workflows"),
}


def subcommand(arguments: Sequence[str]) -> str | None:
    """The program's subcommand in ``arguments``; None when they open the window."""
    waiting = iter(arguments)
    for argument in waiting:
        if argument in VALUED_OPTIONS:
            next(waiting, None)
        elif argument in ANSWERED_IN_THE_TERMINAL or not argument.startswith("-"):
            return argument
    return None


def platforms_for(arguments: Sequence[str], environ: Mapping[str, str]) -> set[str]:
    """Which of Qt's platforms the program will use when it is started with ``arguments``.

    None for the terminal commands, and none where no screen is named: the program then says so
    by itself and needs no library for it.
    """
    chosen = subcommand(arguments)
    if chosen not in (None, "selftest"):
        return set()
    named = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if named or chosen == "selftest":
        return {named or "offscreen"}
    screens = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    return {platform for platform, variable in screens.items() if environ.get(variable)}


def ensure_environment(place: Place, kind: str, environ: Mapping[str, str]) -> None:
    """Set up what is missing of ``app`` or ``dev``.

    Raises:
        SetUpError: it could not be done.
    """
    if not is_ready(place, kind):
        from tools.set_up.environment import set_up

        set_up(place, kind, environ)


def ensure_platforms(place: Place, platforms: set[str], environ: Mapping[str, str]) -> None:
    """Install the system libraries that Qt needs for ``platforms``.

    Raises:
        SetUpError: some are missing and could not be installed.
    """
    if not platforms or not sys.platform.startswith("linux"):
        return
    from tools.set_up import system_packages

    wanted = dict(system_packages.QT_LIBRARIES)
    if "xcb" in platforms:
        wanted |= system_packages.X11_LIBRARIES
    if "wayland" in platforms:
        wanted |= system_packages.WAYLAND_LIBRARIES
    system_packages.ensure_libraries(place, wanted, environ)


def hand_over(command: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    """Become ``command``. On POSIX in this very process, so that descriptors stay open."""
    if os.name == "posix":
        os.execve(command[0], list(command), dict(environ))
    import subprocess

    with suppress(KeyboardInterrupt):
        sys.exit(subprocess.run(command, env=dict(environ), check=False).returncode)
    sys.exit(130)


def run_app(place: Place, arguments: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    """Start the program; ``-I`` keeps stray modules and PYTHON variables out of it."""
    ensure_environment(place, "app", environ)
    ensure_platforms(place, platforms_for(arguments, environ), environ)
    hand_over([str(place.python), "-I", "-m", "safeharbor", *arguments], environ)


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """The arguments of pytest, on two cores unless something else is asked for."""
    chosen = any(a.startswith(("-n", "--numprocesses", "--pdb")) for a in arguments)
    return [*([] if chosen or "no:xdist" in arguments else ["-n", "2"]), *arguments]


def run_check(place: Place) -> int:
    """All checks that need no test run; goes on after a failure and names what failed."""
    import subprocess

    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([str(place.python), *command], cwd=place.root, check=False).returncode:
            failed.append(name)
    print(f"check: {', '.join(failed)} failed" if failed else "check: all is well", flush=True)
    return EXIT_FAILED if failed else 0


def build_command(place: Place, arguments: Sequence[str]) -> list[str]:
    """What freezes the program, and on Linux makes the packages of it too.

    Raises:
        SetUpError: an argument that is not known, or there is nothing to build with.
    """
    import shutil

    on_linux = sys.platform.startswith("linux")
    if set(arguments) - set(BUILD_OPTIONS if on_linux else ()):
        raise SetUpError(f"usage: run.py build {' '.join(f'[{x}]' for x in BUILD_OPTIONS)}; "
                         "these options are for Linux", EXIT_USAGE)  # fmt: skip
    shell = shutil.which("bash")
    if shell is None:
        raise SetUpError("Building needs bash; on Windows it comes with Git.", EXIT_UNAVAILABLE)
    script = "build_linux.sh" if on_linux else "freeze.sh"
    return [shell, str(place.root / "packaging" / script), *arguments]


def run_developer_task(
    place: Place, task: str, arguments: Sequence[str], environ: Mapping[str, str]
) -> NoReturn:
    """Run the tests, the checks, the figures or the long fault runs."""
    if task == "build":
        hand_over(build_command(place, arguments), environ)
    ensure_environment(place, "dev", environ)
    if task == "check":
        sys.exit(run_check(place))
    ensure_platforms(place, {"offscreen", "xcb"}, environ)
    from tools.set_up.system_packages import ensure_test_programs

    ensure_test_programs(environ)
    os.chdir(place.root)
    settings = {"QT_QPA_PLATFORM": "offscreen", **environ}
    if task == "test":
        command = ["-m", "pytest", *pytest_arguments(arguments)]
    else:
        settings["PYTHONPATH"] = str(place.root / "tests")
        command = ["-m", f"{task}.run_{task}", *arguments]
    hand_over([str(place.python), *command], settings)


def start(arguments: Sequence[str]) -> NoReturn:
    """Do what ``arguments`` ask for and end the process with the right exit code."""
    place = Place(Path(__file__).resolve().parents[2])
    try:
        if arguments and arguments[0] in DEVELOPER_TASKS:
            run_developer_task(place, arguments[0], arguments[1:], os.environ)
        run_app(place, arguments, os.environ)
    except SetUpError as error:
        say(str(error))
        sys.exit(error.code)
    except OSError as error:
        say(f"The set-up could not use {error.filename or place.venv}: {error.strerror}.")
        sys.exit(EXIT_FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
