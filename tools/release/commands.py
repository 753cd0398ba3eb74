"""The commands of the program as plain data, read out of its own argument parser.

Man pages and shell completions are made from it, so that neither can say something else than
``--help`` does. Options that stand behind a command without being shown there are left out.
"""

from __future__ import annotations

import argparse
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from safeharbor.cli.parser import build_parser
from safeharbor.content.messages import load_messages

LANGUAGE = "en"
PROGRAM = "safeharbor"

_HELP = "show this help and exit"
_WIDEST = 10_000


class Takes(enum.Enum):
    """What a shell can offer for a value."""

    NOTHING = "nothing"
    WORD = "word"
    FILE = "file"
    FOLDER = "folder"


_METAVARS = {"FILE": Takes.FILE, "PATH": Takes.FILE, "DIR": Takes.FOLDER}


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or a word that stands by its place.

    Attributes:
        flags: such as ``--title``; empty for a word that stands by its place.
        name: what stands for the value in the help; "" where there is none.
        choices: the values that it knows; empty where any will do.
        takes: what kind of value it is.
        many: whether it may be given more than once.
        about: one line of help.
    """

    flags: tuple[str, ...]
    name: str
    choices: tuple[str, ...]
    takes: Takes
    many: bool
    about: str


@dataclass(frozen=True, slots=True)
class Command:
    """The program itself or one of its commands.

    Attributes:
        path: the words before its arguments: ``("safeharbor", "guides", "list")``.
        about: what it does, one line; several paragraphs for the program itself.
        more: what stands below its help.
        usage: its arguments, as ``--help`` shows them.
        arguments: options first, then words by their place.
        commands: the commands below it.
    """

    path: tuple[str, ...]
    about: str
    more: str
    usage: str
    arguments: tuple[Argument, ...]
    commands: tuple[Command, ...]

    @property
    def options(self) -> tuple[Argument, ...]:
        """The arguments with a flag."""
        return tuple(each for each in self.arguments if each.flags)

    @property
    def words(self) -> tuple[Argument, ...]:
        """The arguments that stand by their place."""
        return tuple(each for each in self.arguments if not each.flags)

    def walk(self) -> Iterator[Command]:
        """This command and all below it."""
        yield self
        for command in self.commands:
            yield from command.walk()


BREATHE_AT_ONCE = Argument(
    ("--breathe",), "", (), Takes.NOTHING, many=False, about="open the window at the breathing page"
)
"""Belongs to the window, which reads its arguments before any parser is loaded."""


def program() -> Command:
    """The program with all its commands, in English."""
    parser = build_parser(load_messages(LANGUAGE))
    command = _command(parser, (PROGRAM,))
    arguments = (*command.options, BREATHE_AT_ONCE, *command.words)
    usage = command.usage.replace("[--version]", "[--version] [--breathe]", 1)
    return Command(command.path, command.about, command.more, usage, arguments, command.commands)


def _command(parser: argparse.ArgumentParser, path: tuple[str, ...]) -> Command:
    arguments: list[Argument] = []
    below: list[Command] = []
    for action in _actions(parser):
        if isinstance(action.choices, dict):
            below += [_command(sub, (*path, name)) for name, sub in action.choices.items()]
        elif action.help != argparse.SUPPRESS:
            arguments.append(_argument(action))
    arguments.sort(key=lambda each: not each.flags)
    return Command(
        path,
        parser.description or "",
        parser.epilog or "",
        _usage(parser),
        tuple(arguments),
        tuple(below),
    )


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse has no public list of its arguments


def _argument(action: argparse.Action) -> Argument:
    valued = action.nargs != 0
    choices = tuple(map(str, action.choices)) if action.choices else ()
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    name = ("{" + "|".join(choices) + "}" if choices else metavar) if valued else ""
    takes = _METAVARS.get(metavar, Takes.WORD) if valued else Takes.NOTHING
    # argparse keeps its class for a repeated option to itself; a list as its default tells it.
    many = action.nargs == argparse.ONE_OR_MORE or action.default == []
    about = _HELP if "--help" in action.option_strings else action.help or ""
    return Argument(tuple(action.option_strings), name, choices, takes, many, about)


def _usage(parser: argparse.ArgumentParser) -> str:
    formatter = argparse.HelpFormatter(parser.prog, width=_WIDEST)
    groups = parser._mutually_exclusive_groups  # noqa: SLF001 - the same as for its arguments
    formatter.add_usage(None, _actions(parser), groups, prefix="")
    return " ".join(formatter.format_help().split())
