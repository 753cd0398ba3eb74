"""Breathing in the terminal: one line that swells and ebbs, or one line for each phase.

It takes a pattern and a way to wait, and no services: it cannot touch the vault, keeps no record
and imports nothing heavy. What is said over the breath comes from the content; without it the
breath goes on all the same. It always ends after an out-breath.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from safeharbor.cli.calm import ending_kindly, say_end, say_title
from safeharbor.cli.console import Console, UsageError
from safeharbor.cli.lines import WIDEST, Plain, Strip, can_redraw, columns_of
from safeharbor.content.breath_words import breath_words
from safeharbor.domain.breathing import (
    DEFAULT,
    STOCK,
    Frame,
    Pattern,
    PhaseKind,
    end_after,
    phase_at,
)
from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import Exercise, Line, lines_for
from safeharbor.domain.walk import GAP_S

FRAME_SECONDS: Final = 0.1

_LOOK_SECONDS: Final = 1.0
"""How often it looks at the clock where nothing moves."""
_DISTRESS_MINUTES: Final = 1.0
_EDGE: Final = 1e-6
"""Added to the moment of a boundary, so that rounding never shows the phase before it twice."""

IN_OTHER_WORDS: Final = {
    ("br_long_exhale", 24.0): "breathe.not_counting",
    ("br_even", 150.0): "breathe.halfway",
    ("br_box", 49.0): "breathe.through_stays",
    ("br_478", 38.0): "breathe.shorter",
}
"""Lines that name a circle or a key of the window, by exercise and moment: what is said here."""


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


def choose(name: str | None, minutes: float | None, console: Console) -> Practice:
    """The practice for the options of the command; both may be left out.

    Raises:
        UsageError: there is no pattern of that name.
    """
    pattern = DEFAULT if name is None else _pattern(name, console)
    if minutes is None:
        minutes = _DISTRESS_MINUTES if pattern.in_distress else pattern.minutes.usual
    return Practice(pattern, minutes * 60)


def breathe(
    practice: Practice, console: Console, *, text_only: bool, pace: Pace | None = None
) -> None:
    """Breathe until the end, or until Ctrl-C, which is as good an end."""
    pattern, words = practice.pattern, _words(practice.pattern)
    view: _View
    if can_redraw(console, text_only=text_only):
        view = _Waves(console, pattern)
    else:
        view = _Phases(console, pattern)
    end = words.end if words else console.words("breathe.end")
    with ending_kindly():
        try:
            lines = _lines(practice, words, console, view.labels)
            if not lines and pattern is DEFAULT:
                view.voice.say(console.words("breathe.start"))
            _begin(pattern, words, console, view.voice)
            _run(practice, lines, view, pace or RealPace())
        except KeyboardInterrupt:
            end = console.words("calm.stopped")
        say_end(console, view.voice, end)


def _begin(pattern: Pattern, words: Exercise | None, console: Console, voice: Plain) -> None:
    """The few words before the first breath; fewest for somebody who asked for no pattern."""
    if words is not None and pattern is not DEFAULT:
        say_title(voice, words)
    if pattern.has_hold:
        voice.say(console.words("breathe.holds"))
        voice.say(console.words("breathe.holds_too"))
    voice.say(console.words("calm.stop"))


def _run(practice: Practice, lines: Iterable[Line], view: _View, pace: Pace) -> None:
    pattern, end, coming = practice.pattern, practice.end, deque(lines)
    start, last = pace.monotonic(), 0.0
    while True:
        moment = pace.monotonic() - start
        if moment - last > GAP_S:
            # The program was stopped, or the machine slept: that was no breathing.
            back = _round_begins(pattern, last)
            start, moment = start + moment - back, back
            view.again()
        if moment >= end - _EDGE:
            return
        last = moment
        while coming and coming[0].at <= moment + _EDGE:
            view.voice.say(coming.popleft().say)
        frame = phase_at(pattern, (), moment + _EDGE)
        view.show(frame)
        turn = moment + _EDGE - frame.seconds_into + frame.seconds_total
        said = coming[0].at if coming else end
        pace.sleep_until(start + min(view.next_look(moment), turn, said, end))


class _View(Protocol):
    """How the breath is shown."""

    voice: Plain
    labels: dict[PhaseKind, str]

    def show(self, frame: Frame) -> None:
        """Show where the breath is."""

    def next_look(self, moment: float) -> float:
        """When it wants to be shown again, if nothing else happens."""

    def again(self) -> None:
        """Say that it goes on after an interruption."""


class _Phases:
    """One line when a phase begins. Without a pace there is nothing but what is said."""

    def __init__(self, console: Console, pattern: Pattern) -> None:
        self.voice = Plain(console)
        self.labels = _labels(console, pattern)
        self._console = console
        self._paced = pattern.paced
        self._shown: tuple[int, int] | None = None

    def show(self, frame: Frame) -> None:
        phase = (frame.round_index, frame.phase_index)
        if self._paced and phase != self._shown:
            self.voice.say(f"{self.labels[frame.kind]} {frame.seconds_total:g}")
        self._shown = phase

    def next_look(self, moment: float) -> float:
        return math.floor(moment + _EDGE) + _LOOK_SECONDS

    def again(self) -> None:
        self.voice.say(self._console.words("calm.again"))
        self._shown = None


class _Waves:
    """One line, drawn anew in place: the word, and waves that swell and ebb with the breath."""

    def __init__(self, console: Console, pattern: Pattern) -> None:
        self._strip = Strip(console)
        self.voice: Plain = self._strip
        self.labels = _labels(console, pattern)
        self._console = console
        self._indent = max(map(columns_of, self.labels.values())) + 1

    def show(self, frame: Frame) -> None:
        label, room = self.labels[frame.kind], min(self.voice.room, WIDEST)
        waves = "~" * round(frame.fullness * (room - self._indent))
        self._strip.draw(label + " " * (self._indent - columns_of(label)) + waves)

    def next_look(self, moment: float) -> float:
        return moment + FRAME_SECONDS

    def again(self) -> None:
        self.voice.say(self._console.words("calm.again"))


def _words(pattern: Pattern) -> Exercise | None:
    """What is said over the pattern; None where its file is missing or broken."""
    try:
        return breath_words(pattern.id)
    except HarborError:
        return None


def _lines(
    practice: Practice, words: Exercise | None, console: Console, labels: dict[PhaseKind, str]
) -> list[Line]:
    """What is said in this practice, without what the label of a phase says already."""
    if words is None:
        return []
    lines = []
    for line in words.lines:
        name = IN_OTHER_WORDS.get((words.id, line.at))
        lines.append(replace(line, say=console.words(name)) if name else line)
    shown = {_bare(label) for label in labels.values()}
    said = lines_for(replace(words, lines=tuple(lines)), practice.end)
    return [line for line in said if _bare(line.say) not in shown]


def _bare(text: str) -> str:
    return text.strip(" .").casefold()


def _labels(console: Console, pattern: Pattern) -> dict[PhaseKind, str]:
    """What each phase of the pattern is called, some by words of the pattern's own."""
    known = console.messages.terminal
    labels = {}
    for phase in pattern.phases:
        name = f"breathe.{phase.kind.value}"
        own = f"{name}.{pattern.id}"
        labels[phase.kind] = console.words(own if own in known else name)
    return labels


def _round_begins(pattern: Pattern, moment: float) -> float:
    """Where the round began that ran at ``moment``, since it goes on with a breath in."""
    if not pattern.paced:
        return moment
    frame = phase_at(pattern, (), moment + _EDGE)
    before = pattern.round_phases(frame.round_index)[: frame.phase_index]
    begun = math.fsum(phase.seconds for phase in before) + frame.seconds_into
    return max(moment + _EDGE - begun, 0.0)


def _pattern(name: str, console: Console) -> Pattern:
    wanted = name.strip().lower().replace("-", "_")
    for candidate in (wanted, f"br_{wanted}"):
        if candidate in STOCK:
            return STOCK[candidate]
    names = ", ".join(short_name(pattern_id) for pattern_id in STOCK)
    raise UsageError(console.words("breathe.pattern_unknown", names=names))


def short_name(exercise_id: str) -> str:
    """The name that somebody types for an exercise: ``long-exhale`` for ``br_long_exhale``."""
    return exercise_id.partition("_")[2].replace("_", "-")
