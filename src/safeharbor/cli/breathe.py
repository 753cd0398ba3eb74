"""Breathing in the terminal: one line that swells and ebbs, or one line for each phase.

It takes a pattern and a way to wait, and no services: it cannot touch the vault, keeps no record
and imports nothing heavy. It always ends after an out-breath.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from safeharbor.cli.console import Console, UsageError
from safeharbor.domain.breathing import (
    DEFAULT,
    STOCK,
    Frame,
    Pattern,
    PhaseKind,
    end_after,
    phase_at,
)

FRAME_SECONDS: Final = 0.1
NATURAL_SECONDS: Final = 60.0
"""How often the unpaced pattern says a word."""

_DISTRESS_MINUTES: Final = 1.0
_LABEL_WIDTH: Final = 14
_WIDEST: Final = 60
_EDGE: Final = 1e-6
"""Added to the moment of a boundary, so that rounding never shows the phase before it twice."""


class Pace(Protocol):
    """A monotonic clock and a way to wait for it."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""

    def sleep_until(self, moment: float) -> None:
        """Wait until ``monotonic`` says ``moment``."""


class RealPace:
    """The machine's own clock. Waiting for absolute moments keeps delays from adding up."""

    def monotonic(self) -> float:
        """Seconds since some start of the machine's choosing."""
        return time.monotonic()

    def sleep_until(self, moment: float) -> None:
        """Sleep; a moment that has passed takes no time."""
        left = moment - time.monotonic()
        if left > 0:
            time.sleep(left)


@dataclass(frozen=True, slots=True)
class Practice:
    """What is breathed and how long at least, in seconds."""

    pattern: Pattern
    seconds: float

    @property
    def end(self) -> float:
        """The first end of an out-breath after the wished length."""
        return end_after(self.pattern, (), self.seconds)


def choose(name: str | None, minutes: float | None) -> Practice:
    """The practice for the options of the command; both may be left out.

    Raises:
        UsageError: there is no pattern of that name.
    """
    pattern = DEFAULT if name is None else _pattern(name)
    if minutes is None:
        minutes = _DISTRESS_MINUTES if pattern.in_distress else pattern.minutes.usual
    return Practice(pattern, minutes * 60)


def breathe(
    practice: Practice, console: Console, *, text_only: bool, pace: Pace | None = None
) -> None:
    """Breathe until the end, or until Ctrl-C, which is as good an end."""
    pace = pace or RealPace()
    console.say("breathe.start")
    console.say("breathe.stop")
    if practice.pattern.has_hold:
        console.say("breathe.hold_note")
    one_line = console.stdout.isatty() and not text_only and os.environ.get("TERM") != "dumb"
    view = _OneLine(console) if one_line and practice.pattern.paced else _Lines(console)
    try:
        view.run(practice, pace)
    except KeyboardInterrupt:
        view.close()
        console.say("breathe.stopped")
    else:
        view.close()
        console.say("breathe.end")
    console.say("breathe.end_danger")


class _Lines:
    """One line when a phase begins; the unpaced pattern says a word each minute."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def run(self, practice: Practice, pace: Pace) -> None:
        start, end = pace.monotonic(), practice.end
        moment = 0.0
        while moment < end - _EDGE:
            if practice.pattern.paced:
                frame = phase_at(practice.pattern, (), moment + _EDGE)
                self._line(f"{_label(self._console, frame)} {frame.seconds_total:g}")
                moment += _EDGE - frame.seconds_into + frame.seconds_total
            else:
                self._line(self._console.words("breathe.free_again" if moment else "breathe.free"))
                moment = min(moment + NATURAL_SECONDS, end)
            pace.sleep_until(start + moment)

    def close(self) -> None:
        """Nothing is left open."""

    def _line(self, text: str) -> None:
        self._console.put(text + "\n", now=True)


class _OneLine:
    """One line, drawn anew in place: the word, and waves that swell and ebb with the breath."""

    def __init__(self, console: Console, columns: Callable[[], int] | None = None) -> None:
        self._console = console
        self._columns = columns or (lambda: shutil.get_terminal_size().columns)
        self._drawn = ""

    def run(self, practice: Practice, pace: Pace) -> None:
        start, end = pace.monotonic(), practice.end
        while (moment := pace.monotonic() - start) < end - _EDGE:
            self._draw(phase_at(practice.pattern, (), moment + _EDGE))
            pace.sleep_until(start + min(moment + FRAME_SECONDS, end))

    def close(self) -> None:
        """Leave the line behind."""
        self._console.put("\r" + " " * len(self._drawn) + "\r")

    def _draw(self, frame: Frame) -> None:
        # The last column stays free: some terminals wrap when it is written to.
        room = max(min(self._columns() - 1, _WIDEST), 1)
        waves = "~" * round(frame.fullness * max(room - _LABEL_WIDTH, 1))
        line = f"{_label(self._console, frame):<{_LABEL_WIDTH}}{waves}"[:room]
        if line != self._drawn:
            self._console.put("\r" + line.ljust(min(len(self._drawn), room)), now=True)
            self._drawn = line


def _label(console: Console, frame: Frame) -> str:
    return console.words(_LABELS[frame.kind])


_LABELS: Final = {
    PhaseKind.IN: "breathe.in",
    PhaseKind.TOP_UP: "breathe.top_up",
    PhaseKind.HOLD: "breathe.hold",
    PhaseKind.OUT: "breathe.out",
    PhaseKind.REST: "breathe.rest",
    PhaseKind.FREE: "breathe.free",
}


def _pattern(name: str) -> Pattern:
    wanted = name.strip().lower().replace("-", "_")
    for candidate in (wanted, f"br_{wanted}"):
        if candidate in STOCK:
            return STOCK[candidate]
    raise UsageError("breathe.pattern_unknown")
