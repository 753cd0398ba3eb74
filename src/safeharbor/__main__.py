"""Where the program starts: the window, the self-test, or a command of the terminal.

It looks at the arguments and imports only the face that is asked for, so that the window is
painted at once and a command never loads Qt.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from safeharbor.system.surroundings import settle

if TYPE_CHECKING:
    from safeharbor.system.paths import HomePaths
    from safeharbor.wiring import Services


PLAYER_FLAG: Final = "--player"
"""Said by the window to a frozen program, which then is what makes its sounds."""


class Face(enum.Enum):
    """Which of the faces a call is for."""

    WINDOW = "window"
    TERMINAL = "terminal"
    PLAYER = "player"


def face_of(argv: Sequence[str]) -> Face:
    """The window where there is no command, or where ``--breathe`` asks for it."""
    if argv and argv[0] == PLAYER_FLAG:
        return Face.PLAYER
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
    settle()
    args = list(sys.argv[1:] if argv is None else argv)
    face = face_of(args)
    if face is Face.WINDOW:
        from safeharbor.launch import main as launch

        return launch(args)
    if face is Face.PLAYER:
        return _player(args[1:])
    from safeharbor.cli.app import main as terminal

    return terminal(args, services_factory=_services, selftest=_selftest)


def _player(args: Sequence[str]) -> int:
    """Make sounds for the window, and know nothing else of the program."""
    from safeharbor.ui.cues.player import main as player

    return player(args)


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
    from safeharbor.system.libraries import library_error

    try:
        from safeharbor.ui.selftest import run
    except ImportError as error:
        # The terminal turns it into a sentence.
        raise library_error(error) or error from None
    from safeharbor.wiring import build

    return run(json_output, build)


if __name__ == "__main__":
    sys.exit(main())
