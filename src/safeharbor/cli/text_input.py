"""Reading what somebody wrote, from a pipe or a terminal, without losing a byte of it.

Bytes that are not UTF-8 are read as Windows-1252, which has a letter for each of them; nothing is
ever left out or refused. It stores nothing and knows no vault.
"""

from __future__ import annotations

import codecs
import contextlib
import enum
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from safeharbor.cli.console import Console
from safeharbor.domain.errors import ErrorCode, HarborError

MAX_INPUT: Final = 64 * 1024 * 1024
"""Bytes read at most: enough for thirty full entries, too little to fill the memory."""

_BLOCK: Final = 64 * 1024
_LINE_LIMIT: Final = 4095
"""Bytes that a POSIX terminal hands over in one line when it edits the line itself."""


class Reading(enum.Enum):
    """How the bytes had to be read."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    WINDOWS = "windows-1252"


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it came in. ``typed`` says that it came from a terminal."""

    text: str
    reading: Reading
    typed: bool


def read_written(stdin: BinaryIO, console: Console) -> Written:
    """Everything that comes in until the end of input.

    Raises:
        HarborError: TEXT_TOO_LONG above 64 MiB, READ_FAILED.
    """
    typed = stdin.isatty()
    try:
        raw = _typed(stdin, console) if typed else read_all(stdin)
    except OSError as error:
        raise HarborError(ErrorCode.READ_FAILED, file="stdin") from error
    text, reading = decode(raw)
    return Written(text, reading, typed)


def decode(raw: bytes) -> tuple[str, Reading]:
    """The text in ``raw``, and how it was read. Every byte has its part in it."""
    for mark, name in _WIDE:
        if raw.startswith(mark):
            return _wide(raw[len(mark) :], name), Reading.UTF16
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8"), Reading.UTF8
    except UnicodeDecodeError:
        return raw.decode("utf-8", "safeharbor.windows"), Reading.WINDOWS


def _wide(raw: bytes, name: str) -> str:
    unit = 4 if "32" in name else 2
    whole = len(raw) - len(raw) % unit
    try:
        return raw[:whole].decode(name, "surrogatepass") + raw[whole:].decode("latin-1")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """The letter that the first unreadable byte has in Windows-1252, or in Latin-1.

    Surrogates that were written as three bytes each come through; the domain joins pairs.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, raw = error.start, error.object
    three = raw[start : start + 3]
    if (
        len(three) == 3
        and three[0] == 0xED
        and 0xA0 <= three[1] <= 0xBF
        and 0x80 <= three[2] <= 0xBF
    ):
        return three.decode("utf-8", "surrogatepass"), start + 3
    one = raw[start : start + 1]
    try:
        return one.decode("cp1252"), start + 1
    except UnicodeDecodeError:
        return one.decode("latin-1"), start + 1


codecs.register_error("safeharbor.windows", _one_byte)

_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_all(stdin: BinaryIO) -> bytes:
    """Everything up to the end of a pipe; HarborError(TEXT_TOO_LONG) above 64 MiB."""
    raw = bytearray()
    while block := stdin.read(_BLOCK):
        raw += block
        if len(raw) > MAX_INPUT:
            raise HarborError(ErrorCode.TEXT_TOO_LONG)
    return bytes(raw)


def _typed(stdin: BinaryIO, console: Console) -> bytes:
    """Lines from a terminal; with readline, which has no limit to a line, where there is one."""
    with _surviving_hangup():
        lines = _edited_lines() if _can_edit(stdin) else _plain_lines(stdin, console)
        console.tell("add.hint", end="Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D")
        return b"".join(lines)


def _can_edit(stdin: BinaryIO) -> bool:
    streams = (sys.stdin, sys.stdout)
    if any(stream is None or not stream.isatty() for stream in streams):
        return False
    if sys.stdin.fileno() != stdin.fileno():
        return False
    try:
        import readline
    except ImportError:
        return False
    # What is written here must not come back at the next arrow key, nor reach a history file.
    readline.set_auto_history(False)
    # In a locale without a character set, readline would take the eighth bit off every byte.
    for setting in ("input-meta on", "output-meta on", "convert-meta off"):
        readline.parse_and_bind(f"set {setting}")
    return True


def _edited_lines() -> Iterator[bytes]:
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="surrogateescape")
    while True:
        try:
            line = input()
        except (EOFError, OSError):
            return
        yield line.encode(sys.stdin.encoding, "surrogateescape") + b"\n"


def _plain_lines(stdin: BinaryIO, console: Console) -> Iterator[bytes]:
    told = False
    while True:
        try:
            line = stdin.read(_BLOCK)
        except OSError:
            # The terminal went away; what came before is kept.
            return
        if not line:
            return
        if len(line) >= _LINE_LIMIT and not told:
            told = True
            console.tell("add.line_limit", limit=_LINE_LIMIT)
        yield line


@contextlib.contextmanager
def _surviving_hangup() -> Iterator[None]:
    """A closed terminal window ends the input instead of the program, so the text is kept."""
    if not hasattr(signal, "SIGHUP"):
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        yield
    finally:
        # After a hang-up the text is still on its way into the inbox.
        if before != signal.SIG_DFL:
            signal.signal(signal.SIGHUP, before)
