"""One call of the terminal, from arguments to exit code.

Commands are imported when they are called, so that breathing and help lines start at once.
Whatever goes wrong becomes a sentence and a code; a traceback never reaches the screen.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO, Final, TextIO

from safeharbor.cli.console import Console, OutputError, UsageError, prepare_streams
from safeharbor.cli.exits import Exit, exit_of
from safeharbor.cli.parser import parse
from safeharbor.cli.parts import Call, ServicesFactory
from safeharbor.cli.secrets import Secrets
from safeharbor.content.messages import Message, messages
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths, home_paths

_WITHOUT_HOME: Final = frozenset({"breathe", "ground", "help-lines", "selftest"})


def main(
    argv: Sequence[str],
    *,
    services_factory: ServicesFactory,
    selftest: Callable[[bool], int],
    stdin: BinaryIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run one command; returns the exit code.

    Args:
        argv: the arguments, without the name of the program.
        services_factory: makes the services of a home, called by commands that need them.
        selftest: runs the self-test; True asks for JSON.
        stdin: raw bytes; descriptor 0 where it is left out.
        stdout: where results go; the process's own where it is left out.
        stderr: where everything else goes; the process's own where it is left out.
    """
    if stdout is None and stderr is None:
        prepare_streams()
    out, err = stdout or sys.stdout or io.StringIO(), stderr or sys.stderr or io.StringIO()
    console = Console(out, err, messages(), json_mode="--json" in argv)
    code: int = Exit.OK
    try:
        code = _guarded(argv, console, stdin, services_factory, selftest)
        console.put("", now=True)
    except OutputError as error:
        _silence(out)
        # A closed pipe means that whoever reads has read enough, as with ``list | head``.
        if not error.closed:
            console.fail(HarborError(ErrorCode.WRITE_FAILED, file="stdout"))
            code = code or Exit.NOT_WRITTEN
    return code


def _guarded(
    argv: Sequence[str],
    console: Console,
    stdin: BinaryIO | None,
    services_factory: ServicesFactory,
    selftest: Callable[[bool], int],
) -> int:
    """Parse and run; every failure but that of the output ends in a sentence here."""
    paths: HomePaths | None = None
    try:
        args = parse(argv, console.messages)
        console = replace(console, json_mode=args.json)
        if args.command in _WITHOUT_HOME:
            return _run_without_home(args, console, stdin, selftest)
        paths = home_paths(args.home)
        with _input(stdin) as source:
            secrets = Secrets(args.passphrase_fd, source)
            secrets.check()
            call = Call(args, console, source, paths, secrets, services_factory)
            return _run(call)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else Exit.OK
    except UsageError as error:
        _fail_usage(console, str(error))
        return Exit.USAGE
    except HarborError as error:
        console.fail(error)
        return exit_of(error.code)
    except KeyboardInterrupt:
        console.tell("stopped")
        return Exit.FAILURE
    except OutputError:
        raise
    except Exception as error:
        _note(paths, error)
        console.fail(HarborError(ErrorCode.UNEXPECTED))
        return Exit.FAILURE


def _run_without_home(
    args: argparse.Namespace,
    console: Console,
    stdin: BinaryIO | None,
    selftest: Callable[[bool], int],
) -> int:
    """What works whatever became of the home. Each command imports only what it needs itself."""
    match args.command:
        case "breathe" | "ground":
            try:
                return _run_calm(args, console, stdin)
            except KeyboardInterrupt:
                # Before the first word or after the last one; as good an end as any.
                console.tell("stopped")
                return Exit.OK
        case "help-lines":
            from safeharbor.cli.help_lines import help_lines

            return help_lines(console, args.country, home=args.home)
    return selftest(console.json_mode)


def _run_calm(args: argparse.Namespace, console: Console, stdin: BinaryIO | None) -> int:
    if args.command == "breathe":
        from safeharbor.cli.breathe import breathe, choose

        practice = choose(args.pattern, args.minutes, console)
        # Breathing is for a person; there is no object to print.
        breathe(practice, replace(console, json_mode=False), text_only=args.text_only)
        return Exit.OK
    from safeharbor.cli.ground import Wish, ground, list_scripts

    if args.listing:
        return list_scripts(console)
    wish = Wish(args.id, args.minutes, args.by_hand, args.text_only)
    with _input(stdin) as source:
        return ground(wish, console, source)


def _run(call: Call) -> int:
    match call.args.command:
        case "lock":
            from safeharbor.cli.care import lock

            return lock(call)
        case "doctor":
            from safeharbor.cli.care import doctor

            return doctor(call)
        case "add":
            from safeharbor.cli.add import add

            return add(call)
        case "worksheets":
            from safeharbor.cli.worksheets import worksheets

            return worksheets(call)
        case "guides":
            from safeharbor.cli.guides import guides

            return guides(call)
    return _run_vault(call)


def _run_vault(call: Call) -> int:
    from safeharbor.cli import vault

    commands: dict[str, Callable[[Call], Exit]] = {
        "init": vault.init,
        "list": vault.list_entries,
        "show": vault.show,
        "search": vault.search,
        "export": vault.export,
        "backup": vault.backup,
        "restore": vault.restore,
    }
    return commands[call.args.command](call)


def _input(given: BinaryIO | None) -> contextlib.AbstractContextManager[BinaryIO]:
    """Stdin without a buffer, since a secret's line is read off it before the text."""
    if given is not None:
        return contextlib.nullcontext(given)
    try:
        return open(0, "rb", buffering=0, closefd=False)
    except OSError:
        return io.BytesIO()


def _fail_usage(console: Console, name: str) -> None:
    what = console.words(name)
    message = Message(what, console.words("usage.safe"), console.words("usage.next"))
    console.fail_with("usage", message)


def _note(paths: HomePaths | None, error: Exception) -> None:
    """The place of the mistake, without a value, for the log."""
    if paths is None:
        return
    from safeharbor.system.log import describe, write_line

    with contextlib.suppress(Exception):
        place = describe(type(error), error, error.__traceback__)
        write_line(paths.log, f"{ErrorCode.UNEXPECTED.value} {place}")


def _silence(out: TextIO) -> None:
    """Nothing more is written to an output that takes nothing, not even by the interpreter."""
    if out is not sys.stdout:
        return
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, out.fileno())
        os.close(null)
