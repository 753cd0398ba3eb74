"""What breathing and grounding in the terminal share: how they end, and words that fit there.

The content speaks of a window and its buttons; here it is brought home to a command line.
"""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import Iterator
from typing import Final

from safeharbor.cli.console import Console
from safeharbor.cli.lines import Plain
from safeharbor.domain.exercise import Exercise

_SENTENCES: Final = re.compile(r"(?<=[.?…]) ")


@contextlib.contextmanager
def ending_kindly() -> Iterator[None]:
    """Whoever ends the program ends it like Ctrl-C, which is as good an end as any."""
    before = signal.getsignal(signal.SIGTERM)
    if before != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def say_title(voice: Plain, exercise: Exercise) -> None:
    """What an exercise is, for somebody who chose it."""
    stop = "" if exercise.title.endswith(("?", ".", "…")) else "."
    voice.say(f"{exercise.title}{stop} {exercise.line}")


def at_home(console: Console, text: str) -> str:
    """``text`` with the command where it names the button of the window."""
    return text.replace(console.words("calm.button"), console.words("calm.command"))


def end_at_home(console: Console, end: str) -> str:
    """The last words of an exercise without the sentences about the window; may be empty."""
    button = console.words("calm.button")
    return " ".join(part for part in _SENTENCES.split(end) if button not in part)


def say_end(console: Console, voice: Plain, end: str) -> None:
    """The last words of an exercise, and the way to help."""
    voice.close()
    if words := end_at_home(console, end):
        voice.say(words)
    voice.say(console.words("calm.danger"))
