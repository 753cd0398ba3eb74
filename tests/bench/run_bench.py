"""The bench: ``python3 run.py bench [--sizes N,N] [--json FILE] [--rounds N] [--parts P,P]``.

``--parts calm [--seconds N] [--screen]`` is the moving light alone, ``--parts sheets`` are the
worksheets alone, ``--parts guides`` the guides and their answers.

Prints a table and JSON of what a person waits for, beside the barest thing that could do the same
in the same run, with the aims and whether they were met. Never part of the test run: figures of
one machine prove nothing on another, ratios do.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    _TESTS = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(_TESTS.parent / "src"), str(_TESTS)]

from bench import calm, desk, frozen, guides, paper, sheets
from bench.measure import Figure, by_turns, median, ratio, table
from bench.ours import OurJournal
from bench.plain import PlainJournal
from bench.start import Start, start
from support.prose import COMMON_PREFIX, COMMON_TAG, COMMON_WORD, RARE_WORD, pages

UNLOCK_AIM: Final = 1.5
SEARCH_AIM: Final = 2.0
SEARCH_MS: Final = 10.0
SAVE_AIM: Final = 3.0
PAINT_AIM: Final = 1.35
MEMORY_AIM: Final = 1.6
PARTS: Final = ("unlock", "search", "start", "window", "calm", "sheets", "guides", "paper")
"""What can be measured apart; saves belong to the searches, over the same open journal."""

_ALONE: Final = frozenset({"calm", "sheets", "guides", "paper", "frozen"})
_YEARS: Final = ("2014-03-01", "2014-11-30")

_SEARCHES: Final = (
    ("rare word", RARE_WORD, RARE_WORD),
    ("common word", COMMON_WORD, COMMON_WORD),
    ("prefix", COMMON_PREFIX, f"{COMMON_PREFIX}*"),
    ("phrase", f'"{COMMON_WORD} and"', f'"{COMMON_WORD} and"'),
    ("tag", f"tag:{COMMON_TAG}", f"tags:{COMMON_TAG}"),
    ("two words", f"{RARE_WORD} {COMMON_WORD}", f"{RARE_WORD} {COMMON_WORD}"),
    ("no hit", "xyzzyplugh", "xyzzyplugh"),
)


@dataclass(slots=True)
class Pair:
    """The same journal twice: ours and plain."""

    size: int
    folder: Path
    ours: OurJournal
    plain: PlainJournal


def built(folder: Path, size: int) -> Pair:
    """Both journals of ``size`` entries below ``folder``, made unless they are there."""
    place = folder / str(size)
    pair = Pair(size, place, OurJournal(place), PlainJournal(place / "plain.db"))
    if not (place / "made").exists():
        place.mkdir(parents=True)
        begun = time.monotonic()
        pair.ours.build(pages(size))
        between = time.monotonic()
        pair.plain.build(pages(size))
        ended = time.monotonic()
        (place / "made").touch()
        mib = pair.ours.size / 2**20, (place / "plain.db").stat().st_size / 2**20
        _note(
            f"made {size:,} entries: ours {between - begun:.0f} s, {mib[0]:.0f} MiB; "
            f"plain {ended - between:.0f} s, {mib[1]:.0f} MiB"
        )
    return pair


def unlocking(pairs: list[Pair], rounds: int) -> list[Figure]:
    """From the secret to the first page of the list, key derivation left out."""

    def ours(pair: Pair) -> float:
        begun = time.perf_counter()
        pair.ours.open()
        assert pair.ours.first_page() == 50
        spent = time.perf_counter() - begun
        pair.ours.close()
        return spent * 1000

    def plain(pair: Pair) -> float:
        begun = time.perf_counter()
        pair.plain.open()
        assert pair.plain.first_page() == 50
        spent = time.perf_counter() - begun
        pair.plain.close()
        return spent * 1000

    jobs: dict[str, Callable[[], float | None]] = {}
    for pair in pairs:
        jobs[f"ours {pair.size}"] = partial(ours, pair)
        jobs[f"plain {pair.size}"] = partial(plain, pair)
    taken = by_turns(jobs, rounds)
    least = taken[f"ours {pairs[0].size}"]
    figures = []
    for pair in pairs:
        mine, bare = taken[f"ours {pair.size}"], taken[f"plain {pair.size}"]
        growth = ratio(mine, least)
        wanted = pair is pairs[-1] and len(pairs) > 1
        figures.append(
            Figure(
                "unlock to first page", pair.size, median(mine), "ms", "ms plain", median(bare),
                growth, f"<= {UNLOCK_AIM} x {pairs[0].size:,}" if wanted else "",
                growth <= UNLOCK_AIM if wanted else None,
            )
        )  # fmt: skip
    return figures


def searching(pair: Pair, rounds: int) -> list[Figure]:
    """The first page of each kind of search."""
    jobs: dict[str, Callable[[], float | None]] = {}
    for name, query, match in _SEARCHES:
        jobs[f"ours {name}"] = partial(_uncounted, pair.ours.search, query)
        jobs[f"plain {name}"] = partial(_uncounted, pair.plain.search, match)
    days = f"from:{_YEARS[0]} to:{_YEARS[1]}"
    jobs["ours date range"] = partial(_uncounted, pair.ours.search, days)
    jobs["plain date range"] = partial(_uncounted, pair.plain.search_days, *_YEARS)
    taken = by_turns(jobs, rounds)
    figures = []
    for name in [*(name for name, _, _ in _SEARCHES), "date range"]:
        mine, bare = taken[f"ours {name}"], taken[f"plain {name}"]
        times = ratio(mine, bare)
        figures.append(
            Figure(
                f"search, {name}", pair.size, median(mine), "ms", "ms plain", median(bare), times,
                f"<= {SEARCH_AIM:.0f} x or {SEARCH_MS:.0f} ms",
                times <= SEARCH_AIM or median(mine) < SEARCH_MS,
            )
        )  # fmt: skip
    return figures


def saving(pair: Pair, rounds: int) -> list[Figure]:
    """One save, beside one small row made durable with the same settings."""
    pair.ours.prepare_autosave()
    taken = by_turns(
        {
            "save, open entry": pair.ours.autosave,
            "commit": pair.plain.small_commit,
        },
        rounds * 3,
    )
    fresh = by_turns(
        {"save, new entry": pair.ours.save_new, "commit": pair.plain.small_commit}, rounds * 3
    )
    figures = []
    for name, times in (("save, open entry", taken), ("save, new entry", fresh)):
        growth = ratio(times[name], times["commit"])
        figures.append(
            Figure(
                name, pair.size, median(times[name]), "ms", "ms bare commit",
                median(times["commit"]), growth, f"<= {SAVE_AIM:.0f} x", growth <= SAVE_AIM,
            )
        )  # fmt: skip
    return figures


def starting(pairs: list[Pair], folder: Path, rounds: int) -> list[Figure]:
    """Start to first paint, and memory, beside a window with nothing in it."""
    home = folder / "empty-home"
    taken: dict[str, list[Start]] = {kind: [] for kind in ("breathe", "ours", "bare")}
    for turn in range(rounds + 1):
        for kind, starts in taken.items():
            one = start(kind, home)
            if turn:
                starts.append(one)
    bare = taken["bare"]
    bare_paint, bare_memory = [s.paint_ms for s in bare], [s.painted_mib for s in bare]
    figures = []
    for kind, name in (("breathe", "the circle"), ("ours", "as it opens")):
        paint, memory = [s.paint_ms for s in taken[kind]], [s.painted_mib for s in taken[kind]]
        slower, larger = ratio(paint, bare_paint), ratio(memory, bare_memory)
        figures += [
            Figure(
                f"first paint, {name}", 0, median(paint), "ms", "ms bare window",
                median(bare_paint), slower, f"<= {PAINT_AIM} x", slower <= PAINT_AIM,
            ),
            Figure(
                f"memory then, {name}", 0, median(memory), "MiB", "MiB bare window",
                median(bare_memory), larger, f"<= {MEMORY_AIM} x", larger <= MEMORY_AIM,
            ),
        ]  # fmt: skip
    return figures + [_unlocked_memory(pair, home, median(bare_memory)) for pair in pairs]


def _unlocked_memory(pair: Pair, home: Path, bare: float) -> Figure:
    held = median([start("breathe", home, pair.folder).unlocked_mib or 0 for _ in range(3)])
    return Figure(
        "memory, unlocked and searched", pair.size, held, "MiB", "MiB bare window", bare,
        held / bare, f"<= {MEMORY_AIM} x", held / bare <= MEMORY_AIM,
    )  # fmt: skip


def run(
    sizes: list[int],
    folder: Path,
    rounds: int,
    parts: Sequence[str] = PARTS,
    *,
    seconds: float = calm.SECONDS,
    screen: bool = False,
) -> list[Figure]:
    """The figures of ``parts``, for journals of ``sizes`` entries made below ``folder``.

    Args:
        sizes: how many entries; "calm", "sheets", "guides" and "paper" alone need no journal.
        folder: where everything is made.
        rounds: repeats of each figure.
        parts: which figures.
        seconds: how long a light moves.
        screen: whether it does so on a virtual screen.
    """
    pairs = [built(folder, size) for size in sizes] if set(parts) - _ALONE else []
    figures = unlocking(pairs, rounds) if "unlock" in parts else []
    for pair in pairs:
        if "search" not in parts:
            break
        pair.ours.open()
        pair.plain.open()
        try:
            figures += searching(pair, rounds)
            figures += saving(pair, rounds)
        finally:
            pair.plain.close()
            pair.ours.close()
    figures += starting(pairs, folder, rounds) if "start" in parts else []
    figures += desk.figures(pairs, folder, rounds) if "window" in parts else []
    if "calm" in parts:
        figures += calm.figures(folder, rounds, seconds, screen=screen)
    if "sheets" in parts:
        figures += sheets.figures(folder, rounds)
    if "guides" in parts:
        figures += guides.figures(folder, rounds)
    if "paper" in parts:
        figures += paper.figures(rounds)
    if "frozen" in parts:
        figures += frozen.figures(folder, rounds)
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 whatever the figures say, since a machine may be slow today."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="entries, with commas")
    parser.add_argument("--json", type=Path, help="a file for the JSON, otherwise it is printed")
    parser.add_argument("--rounds", type=int, default=7, help="repeats of each figure (7)")
    parser.add_argument("--keep", type=Path, help="a folder in which the journals stay")
    parser.add_argument("--parts", default=",".join(PARTS), help="which figures, with commas")
    parser.add_argument(
        "--seconds", type=float, default=calm.SECONDS, help="how long a light moves (60)"
    )
    parser.add_argument("--screen", action="store_true", help="let it move on an Xvfb")
    chosen = parser.parse_args(arguments)
    sizes = sorted(int(size) for size in chosen.sizes.split(","))
    with tempfile.TemporaryDirectory(prefix="safeharbor-bench-") as folder:
        parts = chosen.parts.split(",")
        place = chosen.keep or Path(folder)
        figures = run(
            sizes, place, chosen.rounds, parts, seconds=chosen.seconds, screen=chosen.screen
        )
    print(table(figures))  # noqa: T201 - a tool of the terminal
    said = json.dumps({**_machine(), "figures": [f.as_json() for f in figures]}, indent=1)
    if chosen.json is None:
        print(said)  # noqa: T201 - a tool of the terminal
    else:
        chosen.json.write_text(said + "\n", encoding="utf-8")
    missed = [figure.name for figure in figures if figure.met is False]
    print(f"{len(missed)} aims missed{': ' if missed else ''}{', '.join(missed)}")  # noqa: T201 - a tool of the terminal
    return 0


def _machine() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "taken": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _uncounted(search: Callable[..., int], *asked: str) -> None:
    """Search; the count is not a time."""
    search(*asked)


def _note(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a tool of the terminal


if __name__ == "__main__":
    sys.exit(main())
