"""Grounding in the terminal, and every other script: what is said, and a quiet bar below it.

Like breathing it needs no home, keeps no record and touches no vault. Steps go on by time or by
hand; back, on and stop are always there. Nothing counts down.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol

from safeharbor.cli.breathe import Pace, RealPace, short_name
from safeharbor.cli.calm import at_home, end_at_home, ending_kindly, say_end, say_title
from safeharbor.cli.console import Console, Json, UsageError
from safeharbor.cli.exits import Exit
from safeharbor.cli.hands import Hand, Key, NoHand, TypedLines, in_front, single_keys
from safeharbor.cli.lines import WIDEST, Plain, Strip, can_redraw, columns_of, wrap
from safeharbor.content.exercises import IDS, catalogue, category_sets, load_exercise
from safeharbor.domain.errors import HarborError
from safeharbor.domain.exercise import CategorySet, Exercise, Step, laid_out
from safeharbor.domain.walk import Walk

DEFAULT: Final = "gr_orient"
SCRIPTS: Final = tuple(each for each in IDS if not each.startswith("br_"))

_BAR: Final = 24
_LEAST_BAR: Final = 4
_LOOK_S: Final = 1.0
_DRAWN_LOOK_S: Final = 0.25
_EDGE: Final = 1e-6
"""Added to the end of a step, so that rounding never looks at it before its time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    name: str | None = None
    minutes: float | None = None
    by_hand: bool = False
    text_only: bool = False


def ground(
    wish: Wish,
    console: Console,
    source: BinaryIO,
    *,
    pace: Pace | None = None,
    hand: Hand | None = None,
) -> Exit:
    """Go through a script; Ctrl-C is as good an end as its own.

    Args:
        wish: which one, and how.
        console: where it is said.
        source: where keys come from.
        pace: the clock; the machine's own where it is left out.
        hand: the keys; those of ``source`` where it is left out.

    Raises:
        UsageError: there is no script of that name, or it cannot be as long as that.
        HarborError: its file is missing or broken.
    """
    exercise = load_exercise(_find(wish.name, console))
    minutes = _length(exercise, wish.minutes, console)
    if console.json_mode:
        console.data(_object(exercise, laid_out(exercise, minutes=minutes), console))
        return Exit.OK
    steps = laid_out(exercise, minutes=minutes, sets=_sets(exercise), pick=_pick)
    drawn = can_redraw(console, text_only=wish.text_only)
    view = _Drawn(console) if drawn else _Spoken(console)
    pace, end = pace or RealPace(), exercise.end
    with ending_kindly():
        try:
            with _hand(hand, wish, source, pace, drawn=drawn) as (keys, hint):
                if wish.name is not None:
                    say_title(view.voice, exercise)
                view.voice.say(console.words(hint))
                walk = Walk(steps, pace.monotonic, by_hand=wish.by_hand)
                if not _go(walk, steps, view, keys, pace):
                    end = console.words("calm.stopped")
        except KeyboardInterrupt:
            end = console.words("calm.stopped")
        say_end(console, view.voice, end)
    return Exit.OK


def list_scripts(console: Console) -> Exit:
    """What there is, each with the name to call it by and how long it takes."""
    cards = [card for card in catalogue().values() if card.id in SCRIPTS]
    if console.json_mode:
        console.data(
            {
                "exercises": [
                    {
                        "id": card.id,
                        "kind": card.kind.value,
                        "title": card.title,
                        "line": card.line,
                        "seconds": card.seconds,
                    }
                    for card in cards
                ]
            }
        )
        return Exit.OK
    for card in cards:
        name, minutes = short_name(card.id), f"{card.seconds / 60:.2g}"
        text = console.words("ground.row", name=name, title=card.title, minutes=minutes)
        room = Plain(console).room
        lines = wrap(text, room - 2) if console.stdout.isatty() else [text]
        console.line("\n  ".join(lines))
    return Exit.OK


def _go(walk: Walk, steps: Sequence[Step], view: _View, hand: Hand, pace: Pace) -> bool:
    """Walk to the end; False where somebody stopped before it."""
    shown, waiting = -1, False
    while not (place := walk.place()).over:
        if walk.paused and not waiting:
            # The program was stopped, or the machine slept.
            walk.go_on()
            view.again()
            shown = -1
        if place.index != shown:
            shown = place.index
            view.step(steps[shown])
        share = (shown + 1) / len(steps) if walk.by_hand else place.into / steps[shown].seconds
        view.look(share, again=walk.by_hand)
        still = walk.by_hand or waiting
        look = _LOOK_S if still else min(view.look_s, place.left + _EDGE)
        match hand.wait(pace.monotonic() + look):
            case Key.STOP:
                return False
            case Key.BACK:
                walk.back()
            case Key.WAIT | Key.ON if waiting:
                waiting = False
                walk.go_on()
            case Key.ON:
                walk.next()
            case Key.WAIT if not walk.by_hand:
                walk.pause()
                waiting = walk.paused
                view.wait()
    return True


class _View(Protocol):
    """How a script is shown."""

    voice: Plain
    look_s: float

    def step(self, step: Step) -> None:
        """A step begins."""

    def look(self, share: float, *, again: bool) -> None:
        """``share`` of it is behind; ``again`` shows it even if it looks the same."""

    def wait(self) -> None:
        """Somebody wants it to wait."""

    def again(self) -> None:
        """It goes on after an interruption."""


class _Spoken:
    """One line for each step."""

    look_s = _LOOK_S

    def __init__(self, console: Console) -> None:
        self.voice: Plain = Plain(console)
        self._console = console

    def step(self, step: Step) -> None:
        self.voice.say(_said(step, self._console))

    def look(self, share: float, *, again: bool) -> None:
        """Nothing moves."""

    def wait(self) -> None:
        self.voice.say(self._console.words("ground.waits"))

    def again(self) -> None:
        self.voice.say(self._console.words("calm.again"))


class _Drawn(_Spoken):
    """What is said stays above; below it a line with a few words and a quiet bar."""

    look_s = _DRAWN_LOOK_S

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._strip = Strip(console)
        self.voice = self._strip
        self._few = ""

    def step(self, step: Step) -> None:
        super().step(step)
        same = _bare(step.show) == _bare(_said(step, self._console))
        self._few = "" if same else step.show

    def look(self, share: float, *, again: bool) -> None:
        room = min(self.voice.room, WIDEST)
        few = f"{self._few}  " if self._few else ""
        if room - columns_of(few) < _LEAST_BAR:
            few = ""
        cells = min(room - columns_of(few), _BAR)
        done = round(share * cells)
        self._strip.draw(few + "~" * done + "." * (cells - done), again=again)


def _said(step: Step, console: Console) -> str:
    return at_home(console, step.say or step.show or console.words("ground.quiet"))


def _bare(text: str) -> str:
    return text.strip(" .").casefold()


@contextlib.contextmanager
def _hand(
    given: Hand | None, wish: Wish, source: BinaryIO, pace: Pace, *, drawn: bool
) -> Iterator[tuple[Hand, str]]:
    """Where keys come from, and the name of the words about them."""
    words = "ground.keys_by_hand" if wish.by_hand else "ground.keys"
    if given is not None:
        yield given, words
    elif drawn and source.isatty() and (wish.by_hand or in_front(source)):
        with single_keys(source, pace) as keys:
            yield keys, words
    elif wish.by_hand:
        yield TypedLines(source), "ground.keys_typed"
    else:
        yield NoHand(pace), "calm.stop"


def _find(name: str | None, console: Console) -> str:
    wanted = DEFAULT if name is None else name.strip().lower().replace("-", "_")
    for script in SCRIPTS:
        if wanted in {script, script.partition("_")[2]}:
            return script
    names = ", ".join(map(short_name, SCRIPTS))
    raise UsageError(console.words("ground.unknown", names=names))


def _length(exercise: Exercise, minutes: float | None, console: Console) -> int | None:
    if minutes is None:
        return None
    for length in exercise.minutes:
        if minutes == length:
            return length
    if not exercise.minutes:
        raise UsageError(console.words("ground.one_length", title=exercise.title))
    lengths = ", ".join(map(str, exercise.minutes))
    raise UsageError(console.words("ground.lengths", title=exercise.title, lengths=lengths))


def _sets(exercise: Exercise) -> Sequence[CategorySet]:
    """What words are drawn from; nothing where they stay as they are written."""
    if not any(step.category for step in exercise.steps):
        return ()
    try:
        return category_sets()
    except HarborError:
        return ()


def _pick(count: int) -> int:
    return int.from_bytes(os.urandom(4), "big") % count


def _object(exercise: Exercise, steps: Sequence[Step], console: Console) -> dict[str, Json]:
    return {
        "id": exercise.id,
        "kind": exercise.kind.value,
        "title": exercise.title,
        "line": exercise.line,
        "seconds": math.fsum(step.seconds for step in steps),
        "minutes": list(exercise.minutes),
        "steps": [
            {
                "id": step.id,
                "seconds": step.seconds,
                "say": at_home(console, step.say),
                "show": step.show,
                "find": step.find,
                "silent": step.silent,
            }
            for step in steps
        ],
        "end": end_at_home(console, exercise.end),
    }
