"""Where the terminal's words go: results to stdout, everything else to stderr.

With ``--json`` stdout carries exactly one JSON object, and every line on stderr is one too, either
``{"notice": ...}`` or ``{"error": ...}``; without it both are plain sentences that a screen reader
reads well. No colour, no cursor movement.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from safeharbor.content.messages import Message, Messages
from safeharbor.domain.errors import HarborError

_NARROWEST: Final = 20
_CONTROLS: Final = (
    {n: 0x2400 + n for n in range(0x20) if chr(n) not in "\t\n"}
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
)
"""What could steer a terminal, shown as its picture."""

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


class UsageError(Exception):
    """The command was called in a way that it does not have; exit code 2.

    Its text is the name of words in ``messages.json``, or a finished sentence.
    """


class OutputError(Exception):
    """A result could not be written. ``closed`` says that nobody reads it any more."""

    def __init__(self, *, closed: bool) -> None:
        super().__init__()
        self.closed = closed


@dataclass(frozen=True, slots=True)
class Console:
    """The two streams of one call, and how they are to be written."""

    stdout: TextIO
    stderr: TextIO
    messages: Messages
    json_mode: bool = False

    @property
    def width(self) -> int:
        """Columns of the terminal, 80 where there is none."""
        return max(shutil.get_terminal_size().columns, _NARROWEST)

    def words(self, name: str, /, **facts: str | int) -> str:
        """The words of the terminal called ``name``."""
        return self.messages.words(name, **facts)

    def line(self, text: str = "") -> None:
        """One line of a result, or several, as they are."""
        shown = text.translate(_CONTROLS) if self.stdout.isatty() else text
        self.put(shown + "\n")

    def put(self, text: str, *, now: bool = False) -> None:
        """Write to stdout as it is; ``now`` lets it out at once.

        Raises:
            OutputError: it did not go out.
        """
        try:
            self.stdout.write(text)
            if now:
                self.stdout.flush()
        except BrokenPipeError as error:
            raise OutputError(closed=True) from error
        except OSError as error:
            raise OutputError(closed=False) from error

    def say(self, words: str, /, **facts: str | int) -> None:
        """A sentence of the result; nothing with ``--json``, where the object says it."""
        if not self.json_mode:
            self.put(self._sentence(self.stdout, self.words(words, **facts)))

    def tell(self, words: str, /, **facts: str | int) -> None:
        """A sentence beside the result."""
        self.tell_text(self.words(words, **facts))

    def tell_text(self, text: str) -> None:
        """A finished sentence beside the result."""
        if self.json_mode:
            self._aside(_object({"notice": text}))
        else:
            self._aside(self._sentence(self.stderr, text))

    def data(self, result: Mapping[str, Json]) -> None:
        """The one object of ``--json``."""
        self.put(_object(result))

    def rows(self, name: str, rows: Sequence[str]) -> None:
        """The one object of ``--json`` as ``{name: [...]}``, from rows that are JSON already."""
        self.put(f"{{{json.dumps(name)}: [{', '.join(rows)}]}}\n")

    def fail(self, error: HarborError) -> None:
        """What happened, whether the writing is safe, and one next step."""
        self.fail_with(error.code.value, self.messages.sentence(error, terminal=True))

    def fail_with(self, code: str, message: Message) -> None:
        """An error that has its sentences already."""
        if self.json_mode:
            parts = {"code": code, "what": message.what, "safe": message.safe, "next": message.next}
            self._aside(_object({"error": parts}))
        else:
            self._aside(self._sentence(self.stderr, f"{message} ({code})"))

    def _aside(self, text: str) -> None:
        """To stderr; where that is closed there is nobody left to tell."""
        with contextlib.suppress(OSError, ValueError):
            self.stderr.write(text)
            self.stderr.flush()

    def _sentence(self, stream: TextIO, text: str) -> str:
        shown = text.translate(_CONTROLS)
        if stream.isatty():
            shown = textwrap.fill(shown, self.width, break_long_words=False, break_on_hyphens=False)
        return shown + "\n"


def _object(value: Mapping[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def prepare_streams() -> None:
    """UTF-8 for pipes and files; a terminal keeps its encoding and shows what it can."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")
