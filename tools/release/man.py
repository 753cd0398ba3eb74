"""Manual pages, made from the argument parser: one for the program, one for each command.

The dates in them are given, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tools.release.commands import Argument, Command

SECTION = 1

_FILES = (
    ("~/.local/share/safeharbor", "the folder of everything; --home or SAFEHARBOR_HOME choose it"),
    ("vault.hdr, vault.hdr.bak", "the wrapped keys"),
    ("vault-1.db", "the encrypted database"),
    ("inbox/", "texts that were sealed while it was locked"),
    ("backups/, restored/", "encrypted backups, and what was read back from them"),
    ("preferences.json, log/", "settings and the log; nothing that was written is in them"),
)
_VARIABLES = (("SAFEHARBOR_HOME", "the folder to use where --home names none"),)
_EXITS = re.compile(r"^Exit codes: (.+)\.$", re.MULTILINE)
_EXIT = re.compile(r"(\d+) (.+)")


def pages(program: Command, version: str, day: dt.date, summary: str) -> dict[str, str]:
    """All pages by the names of their files, such as ``safeharbor-add.1``.

    Args:
        program: the program with its commands.
        version: such as ``0.1.0``.
        day: the day that stands in the footer.
        summary: one line on the program.
    """
    made = {_name(program.path): _program_page(program, version, day, summary)}
    for command in program.commands:
        made[_name(command.path)] = _command_page(command, version, day)
    return {f"{name}.{SECTION:d}": text for name, text in made.items()}


def _program_page(program: Command, version: str, day: dt.date, summary: str) -> str:
    end = _EXITS.sub("", program.more).strip()
    lines = [
        *_head(program.path, summary, version, day),
        *_synopsis(program),
        ".SH DESCRIPTION",
        *_paragraphs(program.about, end),
        ".SH OPTIONS",
        "They stand before the command.",
        *_definitions(map(_entry, program.options)),
        ".SH COMMANDS",
        *_definitions((_bold(each.path[-1]), each.about) for each in program.commands),
        ".SH EXIT STATUS",
        *_definitions((_bold(code), what) for code, what in exit_codes(program.more)),
        ".SH ENVIRONMENT",
        *_definitions((_bold(name), what) for name, what in _VARIABLES),
        ".SH FILES",
        *_definitions((_italic(name), what) for name, what in _FILES),
        *_see_also(sorted(each.path for each in program.commands)),
    ]
    return "\n".join(lines) + "\n"


def _command_page(command: Command, version: str, day: dt.date) -> str:
    lines = [*_head(command.path, command.about, version, day), *_synopsis(command)]
    lines += [".SH DESCRIPTION", *_paragraphs(_sentence(command.about))]
    if command.commands:
        lines.append(".SH COMMANDS")
        for below in command.commands:
            lines += [f".SS {_escape(' '.join(below.path[1:]))}", _usage(below), ".PP"]
            lines += _paragraphs(_sentence(below.about))
            lines += _definitions(map(_entry, _own(below)))
    if own := _own(command):
        lines += [".SH OPTIONS", *_definitions(map(_entry, own))]
    return "\n".join([*lines, *_see_also([command.path[:1]])]) + "\n"


def exit_codes(more: str) -> list[tuple[str, str]]:
    """The exit codes and what they mean, out of the words below the help.

    Raises:
        ValueError: they are not there, or not in the form that is known here.
    """
    told = _EXITS.search(more)
    if not told:
        raise ValueError("the help names no exit codes")
    found = [_EXIT.fullmatch(part) for part in told[1].split(", ")]
    if not all(found):
        raise ValueError("the exit codes in the help are not a list")
    return [(each[1], each[2]) for each in found if each]


def _own(command: Command) -> list[Argument]:
    """What is worth a line on the command's own page: all but its ``--help``."""
    return [each for each in command.arguments if "--help" not in each.flags]


def _name(path: tuple[str, ...]) -> str:
    return "-".join(path)


def _head(path: tuple[str, ...], about: str, version: str, day: dt.date) -> list[str]:
    name = _name(path)
    title = _escape(name.upper())
    return [
        f'.TH "{title}" "{SECTION:d}" "{day.isoformat()}" "{_escape(path[0])} {_escape(version)}"'
        ' "User Commands"',
        # Left-aligned and unhyphenated: easier to read, and options are never broken.
        ".ad l",
        ".nh",
        ".SH NAME",
        f"{_escape(name)} \\- {_escape(about)}",
    ]


def _synopsis(command: Command) -> list[str]:
    return [".SH SYNOPSIS", _usage(command)]


def _usage(command: Command) -> str:
    """The usage with the command in bold, and its options and values told apart."""
    start = " ".join(command.path)
    rest = _escape(command.usage.removeprefix(start))
    rest = re.sub(r"(?<![\w-])(?:\\-){1,2}[a-z](?:[a-z]|\\-)*", lambda m: rf"\fB{m[0]}\fR", rest)
    rest = re.sub(r"\b[A-Z][A-Z_]*\b(?!R)", lambda m: rf"\fI{m[0]}\fR", _shield(rest))
    return rf"\fB{_escape(start)}\fR" + _unshield(rest)


# The letters of the font commands are no values.
def _shield(text: str) -> str:
    return text.replace(r"\fB", "\0").replace(r"\fR", "\1")


def _unshield(text: str) -> str:
    return text.replace("\0", r"\fB").replace("\1", r"\fR")


def _entry(argument: Argument) -> tuple[str, str]:
    if not argument.flags:
        return _italic(argument.name), argument.about
    flags = ", ".join(_bold(flag) for flag in argument.flags)
    values = "|".join(_bold(choice) for choice in argument.choices) or _italic(argument.name)
    return f"{flags} {values}" if argument.name else flags, argument.about


def _definitions(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, about in pairs:
        yield from (".TP", term, _line(about))


def _paragraphs(*texts: str) -> list[str]:
    """Lines of text with a paragraph between each two; none before the first."""
    parts = [_line(part) for text in texts for part in text.split("\n\n") if part]
    return "\n.PP\n".join(parts).splitlines()


def _see_also(paths: Iterable[tuple[str, ...]]) -> list[str]:
    return [".SH SEE ALSO", ", ".join(f"{_bold(_name(path))}({SECTION:d})" for path in paths)]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _bold(text: str) -> str:
    return rf"\fB{_escape(text)}\fR"


def _italic(text: str) -> str:
    return rf"\fI{_escape(text)}\fR"


def _line(text: str) -> str:
    """A line of text that can begin with nothing that roff takes for a command."""
    line = _escape(" ".join(text.split()))
    return rf"\&{line}" if line.startswith((".", "'")) else line


def _escape(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
