"""Where the program starts: the window, the self-test, or a command of the terminal.

It looks at the arguments and imports only the face that is asked for, so that the window is
painted at once and a command never loads Qt.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeharbor.system.paths import HomePaths
    from safeharbor.wiring import Services


class Face(enum.Enum):
    """Which of the two faces a call is for."""

    WINDOW = "window"
    TERMINAL = "terminal"


def face_of(argv: Sequence[str]) -> Face:
    """The window where there is no command, or where ``--breathe`` asks for it."""
    rest = iter(argv)
    for arg in rest:
        if arg in {"--home", "--passphrase-fd"}:
            next(rest, None)
        elif arg == "--breathe":
            return Face.WINDOW
        elif arg != "--json" and not arg.startswith(("--home=", "--passphrase-fd=")):
            return Face.TERMINAL
    return Face.WINDOW


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    if face_of(args) is Face.WINDOW:
        from safeharbor.launch import main as launch

        return launch(args)
    from safeharbor.cli.app import main as terminal

    return terminal(args, services_factory=_services, selftest=_selftest)


def _services(paths: HomePaths) -> Services:
    """The services of a home, in a process that is closed to others before a key is in it."""
    from safeharbor.system import crash
    from safeharbor.system.hardening import harden_process
    from safeharbor.system.log import setup_log
    from safeharbor.wiring import build

    harden_process()
    setup_log(paths.log)
    crash.install(paths.log)
    return build(paths)


def _selftest(json_output: bool) -> int:  # noqa: FBT001 - the flag of the command line
    from safeharbor.ui.selftest import run
    from safeharbor.wiring import build

    return run(json_output, build)


if __name__ == "__main__":
    sys.exit(main())
