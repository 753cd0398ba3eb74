"""The commands of the terminal and their arguments: the interface that other programs rely on.

Nothing that a person wrote and no secret is ever an argument, since shells keep a history; text
comes from stdin and secrets from a descriptor or a prompt. Importing this imports nothing heavy.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

import safeharbor
from safeharbor.cli.console import UsageError
from safeharbor.content.messages import Messages
from safeharbor.domain.policy import Policy

MAX_MINUTES: Final = 60.0

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Paragraphs(argparse.HelpFormatter):
    """Wraps each paragraph of a description by itself."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        fill = super()._fill_text
        return "\n\n".join(fill(part, width, indent) for part in text.split("\n\n"))


class Parser(argparse.ArgumentParser):
    """Raises UsageError where argparse would leave the program."""

    color: bool

    def error(self, message: str) -> NoReturn:
        """Say what does not fit; never a word of what was typed beyond argparse's own line."""
        raise UsageError(f"{message}.")


def parse(argv: Sequence[str], messages: Messages) -> argparse.Namespace:
    """The arguments of one call.

    Raises:
        UsageError: they do not fit.
        SystemExit: ``--help`` or ``--version`` was printed.
    """
    args, extra = build_parser(messages).parse_known_args(list(argv))
    if extra:
        raise UsageError(messages.words("usage.extra"))
    return args


def build_parser(messages: Messages) -> Parser:
    """The parser of the whole program, with its help in the words of ``messages``."""
    parser = _parser("safeharbor", messages.words("about"), messages.words("about.end"))
    version = f"safeharbor {safeharbor.__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=messages.words("opt.version")
    )
    _global_options(parser, messages, with_defaults=True)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=Parser
    )

    command = partial(_command, commands, messages, "cmd")
    _vault_commands(command, messages)
    _reading_commands(command, messages)
    _file_commands(command, messages)
    _sheet_commands(command("worksheets"), messages)
    _guide_commands(command("guides"), messages)
    _calm_commands(command, messages)
    for name in ("lock", "doctor", "selftest"):
        command(name)
    return parser


def _command(
    commands: argparse._SubParsersAction[Parser], messages: Messages, words: str, name: str
) -> Parser:
    about = messages.words(f"{words}.{name}")
    sub = commands.add_parser(
        name,
        help=about,
        description=about,
        allow_abbrev=False,
        formatter_class=_Paragraphs,
    )
    _global_options(sub, messages, with_defaults=False)
    return sub


def _parser(prog: str, description: str, epilog: str) -> Parser:
    return Parser(
        prog=prog,
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=_Paragraphs,
    )


def _global_options(parser: Parser, messages: Messages, *, with_defaults: bool) -> None:
    """The options that belong before the command; behind it they are taken too, but not shown."""
    parser.color = False  # from Python 3.14 on, help would come in colours

    def add(flag: str, *, default: object = None, **more: object) -> None:
        text = messages.words(f"opt.{flag[2:]}") if with_defaults else argparse.SUPPRESS
        value = default if with_defaults else argparse.SUPPRESS
        parser.add_argument(flag, default=value, help=text, **more)  # type: ignore[arg-type]  # argparse looks

    add("--home", metavar="DIR", type=Path)
    add("--json", default=False, action="store_true")
    add("--passphrase-fd", metavar="N", type=_descriptor, dest="passphrase_fd")


def _vault_commands(command: Callable[[str], Parser], messages: Messages) -> None:
    init = command("init")
    init.add_argument(
        "--policy",
        choices=[policy.value for policy in Policy],
        default=Policy.PRIVATE.value,
        help=messages.words("opt.policy"),
    )
    init.add_argument("--kit", metavar="FILE", type=Path, help=messages.words("opt.kit"))
    add = command("add")
    add.add_argument("--title", metavar="T", default="", help=messages.words("opt.title"))
    add.add_argument(
        "--tag",
        metavar="T",
        action="append",
        default=[],
        dest="tags",
        help=messages.words("opt.tag"),
    )
    add.add_argument("--date", metavar="D", type=_day, help=messages.words("opt.date"))


def _reading_commands(command: Callable[[str], Parser], messages: Messages) -> None:
    listing = command("list")
    listing.add_argument(
        "--from", metavar="D", type=_day, dest="day_from", help=messages.words("opt.from")
    )
    listing.add_argument(
        "--to", metavar="D", type=_day, dest="day_to", help=messages.words("opt.to")
    )
    listing.add_argument("--tag", metavar="T", help=messages.words("opt.tag_filter"))
    show = command("show")
    show.add_argument("id", metavar="ID", help=messages.words("opt.id"))
    search = command("search")
    search.add_argument("query", metavar="QUERY", nargs="+", help=messages.words("opt.query"))


def _file_commands(command: Callable[[str], Parser], messages: Messages) -> None:
    export = command("export")
    export.add_argument(
        "--to", metavar="PATH", type=Path, required=True, help=messages.words("opt.export_to")
    )
    export.add_argument("--format", choices=["md"], default="md", help=messages.words("opt.format"))
    backup = command("backup")
    backup.add_argument("--to", metavar="FILE", type=Path, help=messages.words("opt.backup_to"))
    restore = command("restore")
    restore.add_argument("file", metavar="FILE", type=Path, help=messages.words("opt.restore_file"))


def _sheet_commands(worksheets: Parser, messages: Messages) -> None:
    actions = worksheets.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=Parser
    )
    action = partial(_command, actions, messages, "cmd.worksheets")
    which = action("list").add_mutually_exclusive_group()
    which.add_argument("--filled", action="store_true", help=messages.words("opt.filled"))
    which.add_argument("--own", action="store_true", help=messages.words("opt.own"))
    action("show").add_argument("id", metavar="ID", help=messages.words("opt.sheet_or_form"))
    action("new").add_argument("sheet", metavar="SHEET", help=messages.words("opt.sheet"))
    export = action("export")
    export.add_argument("id", metavar="FORM_ID", help=messages.words("opt.form"))
    export.add_argument("--to", metavar="FILE", required=True, help=messages.words("opt.sheet_to"))
    export.add_argument(
        "--format",
        choices=["md", "html", "csv", "json"],
        default="md",
        help=messages.words("opt.sheet_format"),
    )
    export.add_argument("--names", action="store_true", help=messages.words("opt.names"))
    export.add_argument(
        "--with",
        metavar="FIELD",
        action="append",
        default=[],
        dest="more",
        help=messages.words("opt.with"),
    )
    export.add_argument("--force", action="store_true", help=messages.words("opt.force"))


def _guide_commands(guides: Parser, messages: Messages) -> None:
    actions = guides.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=Parser
    )
    action = partial(_command, actions, messages, "cmd.guides")
    action("list")
    action("show").add_argument("id", metavar="ID", help=messages.words("opt.guide"))
    action("check").add_argument("folder", metavar="DIR", help=messages.words("opt.guide_dir"))


def _calm_commands(command: Callable[[str], Parser], messages: Messages) -> None:
    breathe = command("breathe")
    breathe.add_argument("--pattern", metavar="P", help=messages.words("opt.pattern"))
    breathe.add_argument(
        "--minutes", metavar="M", type=_minutes, help=messages.words("opt.minutes")
    )
    breathe.add_argument("--text-only", action="store_true", help=messages.words("opt.text_only"))
    ground = command("ground")
    ground.add_argument("id", metavar="ID", nargs="?", help=messages.words("opt.script"))
    ground.add_argument(
        "--list", action="store_true", dest="listing", help=messages.words("opt.list")
    )
    ground.add_argument("--by-hand", action="store_true", help=messages.words("opt.by_hand"))
    ground.add_argument(
        "--minutes", metavar="M", type=_minutes, help=messages.words("opt.script_minutes")
    )
    ground.add_argument(
        "--text-only", action="store_true", help=messages.words("opt.script_text_only")
    )
    lines = command("help-lines")
    lines.add_argument("--country", metavar="XX", help=messages.words("opt.country"))


def _descriptor(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text, re.ASCII):
        raise argparse.ArgumentTypeError("a number of a descriptor is needed")
    return int(text)


def _day(text: str) -> dt.date:
    """A day as YYYY-MM-DD and nothing else."""
    if not _DAY.fullmatch(text):
        raise argparse.ArgumentTypeError("a date looks like 2026-11-21")
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("there is no such day") from error


def _minutes(text: str) -> float:
    """Above 0 and up to 60; a decimal comma is taken too."""
    try:
        minutes = float(text.replace(",", "."))
    except ValueError:
        minutes = math.nan
    if not 0 < minutes <= MAX_MINUTES:
        raise argparse.ArgumentTypeError("a number above 0 and up to 60 is needed")
    return minutes
