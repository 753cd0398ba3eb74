"""Figures of the window in use: a moving picture, opening the journal, typing, hiding, memory.

``figures`` is one part of the bench's table. Each window is a process of its own, and what is
compared is started by turns, the journals of every size among them.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from bench.bench_editor import keystrokes
from bench.hands import TYPING_AIM, TYPING_MS
from bench.measure import Figure, median, ratio
from bench.start import installed
from faults.child import environment

MOVING_AIM: Final = 1.35
GROWTH_AIM: Final = 1.5
MEMORY_AIM: Final = 1.6
HIDE_MS: Final = 100.0

_PATIENCE_S: Final = 300


class Filled(Protocol):
    """A journal of the bench: how many entries, and the folder of its vault."""

    @property
    def size(self) -> int:
        """Entries."""

    @property
    def folder(self) -> Path:
        """Where its home is."""


class Used(NamedTuple):
    """What one window over a journal said; ``opening``, ``key`` and ``hide`` in milliseconds."""

    opening: float
    memory: float
    key: float
    hide: float


class Bare(NamedTuple):
    """The same of a window with nothing but a text in it."""

    memory: float
    key: float
    hide: float


def figures(pairs: Sequence[Filled], folder: Path, rounds: int) -> list[Figure]:
    """Every figure of the window in use, for the journals of ``pairs``."""
    found = _moving(folder / "empty-home", rounds)
    if pairs:
        found += _journals(pairs, folder / "empty-home", max(rounds // 2, 1))
    return [*found, keystrokes(rounds)]


def run_window(kind: str, home: Path) -> list[float]:
    """Start a window of ``bench/desk_window.py`` and return what it says.

    For the moving ones the moments become milliseconds since the start.
    """
    surroundings = dict(
        installed(environment()), QT_QPA_PLATFORM="offscreen", SAFEHARBOR_HOME=str(home)
    )
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "bench.desk_window", kind, str(home)],
        stdout=subprocess.PIPE,
        env=surroundings,
        timeout=_PATIENCE_S,
        check=True,
    )
    said = [float(word) for word in done.stdout.splitlines()[-1].split()]
    return [(moment - begun) * 1000 for moment in said] if "moving" in kind else said


def _moving(home: Path, rounds: int) -> list[Figure]:
    ours, bare = [], []
    for turn in range(rounds + 1):
        mine, beside = run_window("moving", home)[1], run_window("bare-moving", home)[1]
        if turn:
            ours.append(mine)
            bare.append(beside)
    times = ratio(ours, bare)
    return [
        Figure(
            "start to first moving frame", 0, median(ours), "ms", "ms bare window",
            median(bare), times, f"<= {MOVING_AIM} x", times <= MOVING_AIM,
        )
    ]  # fmt: skip


def _journals(pairs: Sequence[Filled], home: Path, rounds: int) -> list[Figure]:
    taken: dict[int, list[Used]] = {pair.size: [] for pair in pairs}
    bare: list[Bare] = []
    for _ in range(rounds):
        bare.append(Bare(*run_window("bare-page", home)))
        for pair in pairs:
            taken[pair.size].append(Used(*run_window("journal", pair.folder)))
    least = pairs[0].size
    found = []
    for size, used in taken.items():
        found += [_opening(size, used, least, taken[least]), *_beside(size, used, bare)]
    return found


def _opening(size: int, used: list[Used], least: int, smallest: list[Used]) -> Figure:
    """Opening is held against the smallest journal: it is to cost the same for any size."""
    mine, base = [one.opening for one in used], [one.opening for one in smallest]
    grown = ratio(mine, base)
    return Figure(
        "opening the journal", size, median(mine), "ms", f"ms at {least:,}", median(base),
        grown, f"<= {GROWTH_AIM} x", grown <= GROWTH_AIM,
    )  # fmt: skip


def _beside(size: int, used: list[Used], bare: list[Bare]) -> list[Figure]:
    """What is held against a window with nothing but the same text in it."""
    memory, bare_memory = [one.memory for one in used], [one.memory for one in bare]
    key, bare_key = [one.key for one in used], [one.key for one in bare]
    hide, bare_hide = [one.hide for one in used], [one.hide for one in bare]
    larger, slower = ratio(memory, bare_memory), ratio(key, bare_key)
    return [
        Figure(
            "memory with the journal open", size, median(memory), "MiB", "MiB bare window",
            median(bare_memory), larger, f"<= {MEMORY_AIM} x", larger <= MEMORY_AIM,
        ),
        Figure(
            "a key in 10,000 words, p99", size, median(key), "ms", "ms QPlainTextEdit",
            median(bare_key), slower, f"<= {TYPING_AIM:.0f} x or {TYPING_MS:.0f} ms",
            slower <= TYPING_AIM or median(key) <= TYPING_MS,
        ),
        Figure(
            "F9 to a blank window", size, median(hide), "ms", "ms bare hide", median(bare_hide),
            ratio(hide, bare_hide), f"<= {HIDE_MS:.0f} ms", median(hide) <= HIDE_MS,
        ),
    ]  # fmt: skip
