"""Figures of the window in use: the first moving picture, opening the journal, typing, memory.

``figures`` is one part of the bench's table. Each window is a process of its own, and what is
compared is started by turns. It knows the window only as far as a person does, by its screens.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QAbstractItemView, QApplication, QTextEdit

from bench.measure import Figure, median, ratio
from faults.child import environment
from faults.house import House, held_keyring
from safeharbor.system.clock import SystemClock
from safeharbor.system.paths import HomePaths
from safeharbor.ui.app import make_application, make_parts
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.window import Window
from safeharbor.wiring import Services, build

MOVING_AIM: Final = 1.35
GROWTH_AIM: Final = 1.5
TYPING_AIM: Final = 4.0
TYPING_MS: Final = 16.0
"""One picture of a screen: a key is not felt below it, whatever it is a multiple of."""
MEMORY_AIM: Final = 2.0

_PATIENCE_S: Final = 300


class Filled(Protocol):
    """A journal of the bench: how many entries, and the folder of its vault."""

    @property
    def size(self) -> int:
        """Entries."""

    @property
    def folder(self) -> Path:
        """Where its home is."""


def run_window(kind: str, home: Path) -> list[float]:
    """Start a window of ``bench/desk_window.py`` and return what it says.

    For the moving ones the moments become milliseconds since the start.
    """
    surroundings = dict(environment(), QT_QPA_PLATFORM="offscreen", SAFEHARBOR_HOME=str(home))
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


def figures(pairs: Sequence[Filled], folder: Path, rounds: int) -> list[Figure]:
    """Every figure of the window in use, for the journals of ``pairs``."""
    return [*_moving(folder / "empty-home", rounds), *_journals(pairs, folder, rounds)]


def _moving(home: Path, rounds: int) -> list[Figure]:
    ours, bare = _by_turns(("moving", "bare-moving"), home, rounds)
    mine, beside = [said[1] for said in ours], [said[1] for said in bare]
    times = ratio(mine, beside)
    return [
        Figure(
            "start to first moving frame", 0, median(mine), "ms", "ms bare window",
            median(beside), times, f"<= {MOVING_AIM} x", times <= MOVING_AIM,
        )
    ]  # fmt: skip


def _journals(pairs: Sequence[Filled], folder: Path, rounds: int) -> list[Figure]:
    """Opening and memory are compared with the smallest journal, typing with Qt's own editor."""
    taken: dict[int, list[list[float]]] = {pair.size: [] for pair in pairs}
    bare: list[list[float]] = []
    for _ in range(max(rounds // 2, 1)):
        bare.append(run_window("bare-typing", folder / "empty-home"))
        for pair in pairs:
            taken[pair.size].append(run_window("journal", pair.folder))
    found = []
    least = pairs[0].size if pairs else 0
    for size, said in taken.items():
        opening, memory = [s[0] for s in said], [s[1] for s in said]
        grown = ratio(opening, [s[0] for s in taken[least]])
        larger = ratio(memory, [s[1] for s in taken[least]])
        found += [
            Figure(
                "opening the journal", size, median(opening), "ms", f"ms at {least:,}",
                median([s[0] for s in taken[least]]), grown, f"<= {GROWTH_AIM} x",
                grown <= GROWTH_AIM,
            ),
            Figure(
                "memory with the journal open", size, median(memory), "MiB", f"MiB at {least:,}",
                median([s[1] for s in taken[least]]), larger, f"<= {MEMORY_AIM} x",
                larger <= MEMORY_AIM,
            ),
            _typing(size, said, bare),
        ]  # fmt: skip
    return found


def _typing(size: int, said: list[list[float]], bare: list[list[float]]) -> Figure:
    late, beside = [s[3] for s in said], [s[1] for s in bare]
    times = ratio(late, beside)
    return Figure(
        "a key in 10,000 words, p99", size, median(late), "ms", "ms QTextEdit", median(beside),
        times, f"<= {TYPING_AIM:.0f} x or {TYPING_MS:.0f} ms",
        times <= TYPING_AIM or median(late) <= TYPING_MS,
    )  # fmt: skip


def _by_turns(kinds: Sequence[str], home: Path, rounds: int) -> list[list[list[float]]]:
    taken: dict[str, list[list[float]]] = {kind: [] for kind in kinds}
    for turn in range(rounds + 1):
        for kind, said in taken.items():
            one = run_window(kind, home)
            if turn:
                said.append(one)
    return list(taken.values())


@contextmanager
def opened_window(
    folder: str,
) -> Iterator[tuple[QApplication, Window, Callable[[], QAbstractItemView | None]]]:
    """The window over an open vault, at Home, and what finds the list of its journal."""
    house = House.at(Path(folder) / "home")

    def services() -> Services:
        keyring = held_keyring(house.keyring)
        return build(HomePaths(house.home), clock=SystemClock(), keyring=keyring)

    app = make_application()
    parts = make_parts(app, HomePaths(house.home), services)
    window = Window(ROUTES, parts)
    assembly = Assembly(window, parts.spine)
    window.resize(1200, 800)
    assembly.begin("show")
    window.show()
    assembly.start()
    parts.spine.session.unlock(house.code)
    _until(app, lambda: parts.spine.is_open and window.current == "home")

    def rows() -> QAbstractItemView | None:
        views = window.findChildren(QAbstractItemView)
        return next((view for view in views if view.accessibleName() == "Entries"), None)

    try:
        yield app, window, rows
    finally:
        window.close()
        parts.spine.close()
        window.deleteLater()
        parts.look.deleteLater()


def long_entry(app: QApplication, window: Window, text: str) -> QTextEdit:
    """A new page with ``text`` in it; its field, with the caret at the end."""
    from safeharbor.ui.wishes import NewEntry

    window.show_screen("journal", NewEntry())

    def field() -> QTextEdit | None:
        fields = window.findChildren(QTextEdit)
        named = (each for each in fields if each.accessibleName() == "Text of the entry")
        return next((each for each in named if each.isVisible()), None)

    _until(app, lambda: field() is not None)
    found = field()
    assert found is not None
    found.insertPlainText(text)
    app.processEvents()
    return found


def _until(app: QApplication, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        app.processEvents()
        if time.monotonic() > deadline:
            raise AssertionError("it did not come about in time")
