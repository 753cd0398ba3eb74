"""Makes the soft tones of the breathing timer, so that every sound in the program is our own.

Run it after a change: ``python -m tools.make_tones``. The same bytes come out on every machine:
only sums, products and quotients are used, since the sine of a maths library differs in its last
bit from one system to the next.
"""

from __future__ import annotations

import array
import io
import sys
import wave
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOUNDS: Final = ROOT / "resources" / "sounds"
RATE: Final = 44_100
LOUDEST: Final = 7_800
"""The highest sample of the loudest tone: -12.5 dBFS."""

_PI: Final = 3.141592653589793
_HALF_TURN_TERMS: Final = (1.0, -6.0, 120.0, -5040.0, 362880.0, -39916800.0, 6227020800.0)

Partials = tuple[tuple[float, float], ...]
"""Multiples of the pitch, and how loud each is beside the first."""

SOFT: Final[Partials] = ((1.0, 1.0), (2.0, 0.14), (3.0, 0.04))
BELL: Final[Partials] = ((1.0, 1.0), (2.0, 0.20), (2.76, 0.05), (4.07, 0.02))


@dataclass(frozen=True, slots=True)
class Note:
    """One swell of sound.

    Attributes:
        first: pitch at its beginning, in Hz.
        last: pitch at its end.
        begins: seconds from the start of the tone.
        rises: seconds until it is loudest.
        lasts: seconds until it is silent again.
        loud: how loud it is beside the loudest tone, 0 to 1.
        partials: what it is made of.
    """

    first: float
    last: float
    begins: float
    rises: float
    lasts: float
    loud: float
    partials: Partials = SOFT


TONES: Final[Mapping[str, tuple[Note, ...]]] = MappingProxyType(
    {
        # E4 up to A4, and down again to the A below: a breath in, and a longer way out.
        "in": (Note(329.63, 440.0, 0.0, 0.18, 0.64, 0.85),),
        "out": (Note(329.63, 220.0, 0.0, 0.12, 0.66, 1.0),),
        # C sharp 4, the third between them: it stays where it is, and is half as loud.
        "hold": (Note(277.18, 277.18, 0.0, 0.16, 0.50, 0.40),),
        # The little more on top of an in-breath.
        "top_up": (Note(440.0, 554.37, 0.0, 0.10, 0.40, 0.60),),
        # A4 and then E4, the second coming up while the first goes.
        "end": (
            Note(440.0, 440.0, 0.0, 0.12, 0.44, 0.55, BELL),
            Note(329.63, 329.63, 0.20, 0.14, 0.46, 0.70, BELL),
        ),
    }
)


def sine(turns: float) -> float:
    """The sine of a number of whole turns, by its series: within one in a thousand million."""
    part = turns - int(turns)
    half = part * 2.0 if part < 0.5 else part * 2.0 - 2.0
    if half > 0.5:
        half = 1.0 - half
    elif half < -0.5:
        half = -1.0 - half
    angle = half * _PI
    total, power = 0.0, angle
    for term in _HALF_TURN_TERMS:
        total += power / term
        power *= angle * angle
    return total


def swell(note: Note) -> Callable[[float], float]:
    """How loud ``note`` is at a moment of the tone: up gently, and away more gently still."""
    fades = note.lasts - note.rises

    def loudness(moment: float) -> float:
        since = moment - note.begins
        if since <= 0.0 or since >= note.lasts:
            return 0.0
        share = since / note.rises if since < note.rises else (note.lasts - since) / fades
        eased = share * share * (3.0 - 2.0 * share)
        return note.loud * (eased if since < note.rises else eased * share)

    return loudness


def samples_of(note: Note, count: int) -> Iterator[float]:
    """``count`` samples of ``note`` between -1 and 1; its pitch glides without a corner."""
    loudness = swell(note)
    whole = sum(loud for _, loud in note.partials)
    turns = 0.0
    for index in range(count):
        moment = index / RATE
        loud = loudness(moment)
        share = min(max((moment - note.begins) / note.lasts, 0.0), 1.0)
        if loud:
            parts = sum(sine(turns * times) * each for times, each in note.partials)
            yield loud * parts / whole
        else:
            yield 0.0
        eased = share * share * (3.0 - 2.0 * share)
        if moment >= note.begins:
            turns += (note.first + (note.last - note.first) * eased) / RATE


def make(name: str) -> bytes:
    """The WAV file of the tone ``name``: 44.1 kHz, 16 bit, one channel."""
    notes = TONES[name]
    count = int(max(note.begins + note.lasts for note in notes) * RATE) + 1
    mixed = [sum(parts) for parts in zip(*(samples_of(n, count) for n in notes), strict=True)]
    highest = max(abs(value) for value in mixed)
    scale = LOUDEST * max(note.loud for note in notes) / highest
    samples = array.array("h", (round(value * scale) for value in mixed))
    if sys.byteorder == "big":
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


def main() -> int:
    """Write all tones."""
    SOUNDS.mkdir(exist_ok=True)
    for name in TONES:
        (SOUNDS / f"{name}.wav").write_bytes(make(name))
    print(f"tones: {len(TONES)} made")
    return 0


if __name__ == "__main__":
    sys.exit(main())
