"""Figures of the moving light: even pictures, what they cost, and how soon the first one is there.

Each form of the light is a process of its own, beside one that does nothing but repaint an ellipse
as often; they are started by turns. ``figures`` is one part of the bench's table.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bench.measure import Figure, median, ratio
from bench.start import installed
from faults.child import environment
from safeharbor.domain.breathing import LONG_EXHALE, phase_at

FORMS: Final = ("circle", "wave", "bar")
SECONDS: Final = 60.0
INTERVAL_MS: Final = 25.0
SHARE_AIM: Final = 1.5
FIRST_MS: Final = 100.0
STILL_PERCENT: Final = 0.1
"""Below this it is 0 %: a tenth of a percent of one core."""
DRIFT_MS: Final = 5.0
"""Below this there is no drift: it is found from the picture, to about a millisecond."""

_PICTURE_MS: Final = 1000 / 60
_REST_S: Final = 5.0
"""How long a light that does not move is looked at, at most."""
_ENDS_S: Final = 5.0
"""How much of the beginning and of the end is held against the clock, at most."""
_MORE_S: Final = 60
_A_MOMENT: Final = 0.001

STILL: Final = {"paused": "paused", "left": "on another page", "hidden": "hidden"}
"""What keeps a light from moving, as the window says it and as the table does."""

Pictures = Sequence[tuple[float, float]]
"""When each was there, in seconds, and how far the light was open in it."""


@dataclass(frozen=True, slots=True)
class Breathing:
    """What one window said; shares in percent of one core, times in milliseconds."""

    pictures: Pictures
    moving: float
    first: float
    still: dict[str, float]
    """The shares while it does not move, by what keeps it from that."""
    stirred: bool
    """Whether any picture came meanwhile."""


def figures(
    folder: Path, rounds: int, seconds: float = SECONDS, *, screen: bool = False
) -> list[Figure]:
    """Every figure of the moving light.

    Args:
        folder: where the homes are made.
        rounds: how often the key is pressed in a window of its own.
        seconds: how long each light moves.
        screen: whether on a virtual screen, with real keys, instead of none.
    """
    found = []
    with _surroundings(screen=screen) as changes:
        for form in FORMS:
            taken: dict[str, list[Breathing]] = {form: [], "bare": []}
            for turn in range(max(rounds, 1)):
                for kind, said in taken.items():
                    # The first turn is the long one; the others are for the key alone.
                    lasts = 0.0 if turn else seconds
                    said.append(breathing(kind, folder / kind, lasts, changes))
            found += _of(form, taken[form], taken["bare"])
    return found


def breathing(form: str, home: Path, seconds: float, changes: dict[str, str]) -> Breathing:
    """Breathe in a new window of ``bench/calm_window.py`` and return what it says."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "preferences.json").write_text(json.dumps({"calm_form": form}), encoding="utf-8")
    surroundings = dict(installed(environment()), SAFEHARBOR_HOME=str(home), **changes)
    rest = min(seconds, _REST_S)
    words = [form, str(home), str(seconds), str(rest)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.calm_window", *words],
        stdout=subprocess.PIPE,
        env=surroundings,
        timeout=seconds + 3 * rest + _MORE_S,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    still = {name: said[name] for name in STILL if name in said}
    return Breathing(
        pictures=said["pictures"],
        moving=said["moving"]["share"] * 100,
        first=said["first"],
        still={name: one["share"] * 100 for name, one in still.items()},
        stirred=any(one["pictures"] for one in still.values()),
    )


def late_interval(pictures: Pictures) -> float:
    """Milliseconds that all but the longest hundredth of the intervals stay below."""
    taken = sorted(_intervals(pictures))
    return taken[math.ceil(len(taken) * 0.99) - 1]


def dropped(pictures: Pictures) -> int:
    """How many pictures of sixty a second did not come, by the intervals they left."""
    return sum(max(round(taken / _PICTURE_MS) - 1, 0) for taken in _intervals(pictures))


def drift(pictures: Pictures) -> float:
    """By how many milliseconds more the breath of the last pictures is late than of the first ones.

    What the picture shows is held against what it is to show by the clock, with nothing but the
    moments of the pictures and the pattern that is breathed in distress.
    """
    begun, ended = pictures[0][0], pictures[-1][0]
    ends = min(_ENDS_S, (ended - begun) / 2)
    first = [one for one in pictures if one[0] <= begun + ends]
    last = [one for one in pictures if one[0] >= ended - ends]
    return (_lateness(last, begun) - _lateness(first, begun)) * 1000


def _lateness(pictures: Pictures, begun: float) -> float:
    """Seconds by which the pictures are behind the clock, by least squares."""
    above = below = 0.0
    for at, shown in pictures:
        wanted, a_moment_ago = _fullness(at - begun), _fullness(at - begun - _A_MOMENT)
        slope = (wanted - a_moment_ago) / _A_MOMENT
        above += (wanted - shown) * slope
        below += slope**2
    return above / below if below else 0.0


def _fullness(elapsed: float) -> float:
    return phase_at(LONG_EXHALE, (), elapsed).fullness


def _intervals(pictures: Pictures) -> Iterator[float]:
    moments = [at for at, _ in pictures]
    return ((after - at) * 1000 for at, after in pairwise(moments))


def _of(form: str, ours: list[Breathing], bare: list[Breathing]) -> list[Figure]:
    """The figures of one form, beside the bare window of the same turns."""
    mine, plain = ours[0], bare[0]
    intervals = late_interval(mine.pictures), late_interval(plain.pictures)
    missing = dropped(mine.pictures), dropped(plain.pictures)
    shares, firsts = mine.moving / plain.moving, [one.first for one in ours]
    late, said = abs(drift(mine.pictures)), [one.first for one in bare]
    return [
        Figure(
            f"{form}, between pictures, p99", 0, intervals[0], "ms", "ms bare", intervals[1],
            intervals[0] / intervals[1], f"< {INTERVAL_MS:.0f} ms", intervals[0] < INTERVAL_MS,
        ),
        Figure(
            f"{form}, pictures dropped", 0, missing[0], f"of {len(mine.pictures):,}", "bare",
            missing[1],
        ),
        Figure(
            f"{form}, share of one core", 0, mine.moving, "%", "% bare", plain.moving, shares,
            f"<= {SHARE_AIM} x", shares <= SHARE_AIM,
        ),
        *(
            Figure(
                f"{form}, share {STILL[name]}", 0, share, "%", "% bare", plain.still[name], None,
                "0 %", share < STILL_PERCENT and not mine.stirred,
            )
            for name, share in mine.still.items()
        ),
        Figure(
            f"{form}, F2 to first moving frame", 0, median(firsts), "ms", "ms bare", median(said),
            ratio(firsts, said), f"<= {FIRST_MS:.0f} ms", median(firsts) <= FIRST_MS,
        ),
        Figure(f"{form}, drift", 0, late, "ms", "", None, None, "0 ms", late < DRIFT_MS),
    ]  # fmt: skip


@contextmanager
def _surroundings(*, screen: bool) -> Iterator[dict[str, str]]:
    """What the windows are shown on."""
    if not screen:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    from support.screen import VirtualScreen

    with VirtualScreen() as virtual:
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": virtual.name}
