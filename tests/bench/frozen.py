"""Figures of the frozen program beside a frozen bare window: how soon, how large, how much memory.

Both are looked at from outside, on a virtual screen: nothing is put into the program that is not
there for everybody. ``SAFEHARBOR_FROZEN`` names the build, else it is the one in ``dist``; the bare
window keeps and leaves out the same, and is frozen once, with the environment that
``python3 run.py build`` made.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.measure import Figure, median, ratio
from support.frozen import ROOT, FrozenApp, frozen_folder, plain_environment
from support.screen import VirtualScreen, wait_until

PAINT_AIM: Final = 1.3
SIZE_AIM: Final = 1.35
PACKAGE_AIM_MB: Final = 70.0
_SPEC: Final = ROOT / "tests" / "bench" / "bare_frozen" / "bare.spec"
_MB: Final = 1e6
_SIZE: Final = (1200, 800)
_SIDE: Final = 360
_SETTLED_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One start.

    ``painted`` and ``moved`` are milliseconds to the first picture and to the next one, ``worked``
    the milliseconds of a processor until the first, which other programs lengthen far less;
    ``held`` is MiB after a while.
    """

    painted: float
    moved: float
    worked: float
    held: float


class Eye(VirtualScreen):
    """Looks at the middle of one window, as fast as the screen answers."""

    def _middle(self, window: int) -> bytes:
        left, top = (_SIZE[0] - _SIDE) // 2, (_SIZE[1] - _SIDE) // 2
        return self._grab(window, left, top, _SIDE, _SIDE)

    def pictures(self, title: str, count: int, told: Callable[[], None]) -> list[float]:
        """When the first ``count`` pictures in the window called ``title`` were there.

        Args:
            title: of the window.
            count: how many.
            told: called at once with each.
        """
        seen: list[float] = []
        last = b""

        def enough() -> bool:
            nonlocal last
            window = next((w for w, name in self.windows().items() if name == title), None)
            picture = self._middle(window) if window is not None else b""
            # Of one colour it is the ground that the window stands on.
            if picture and picture != last and picture.count(picture[:4]) * 4 < len(picture):
                seen.append(time.perf_counter())
                told()
                last = picture
            return len(seen) >= count

        deadline = time.monotonic() + 60
        while not enough():
            assert time.monotonic() < deadline, f"{title} was not painted"
        return seen


def resident_mib(process: int) -> float:
    """Resident memory of a running program."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def worked_ms(process: int) -> float:
    """Milliseconds that the threads of a running program have had a processor."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


def start(eye: Eye, command: list[str], title: str, home: Path, *, moves: bool) -> Seen:
    """Start a program, look at it, and end it."""
    environ = {**plain_environment(), "DISPLAY": eye.name, "SAFEHARBOR_HOME": str(home)}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
    worked: list[float] = []
    try:
        painted, *rest = eye.pictures(
            title, 2 if moves else 1, lambda: worked.append(worked_ms(process.pid))
        )
        moved = rest[0] if rest else painted
        until = time.monotonic() + _SETTLED_S
        wait_until(lambda: time.monotonic() > until)
        held = resident_mib(process.pid)
        return Seen((painted - begun) * 1000, (moved - begun) * 1000, worked[0], held)
    finally:
        process.kill()
        process.wait()
        wait_until(lambda: title not in eye.windows().values())


def bare_app() -> Path:
    """The frozen bare window, made unless it is there.

    Raises:
        AssertionError: there is nothing to freeze it with.
    """
    place = ROOT / "build" / "bare"
    if not (place / "bare").is_file():
        python = ROOT / "build" / "venv" / "bin" / "python"
        assert python.exists(), "nothing to freeze with: python3 run.py build"
        subprocess.run(
            [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath",
             str(ROOT / "build"), "--workpath", str(ROOT / "build" / "bare-work"), str(_SPEC)],
            check=True,
        )  # fmt: skip
    return place


def figures(folder: Path, rounds: int) -> list[Figure]:
    """Every figure of the frozen program."""
    app, bare = FrozenApp(frozen_folder()), bare_app()
    return [*starts(app, bare, folder, rounds), *_sizes(app.folder, bare, folder)]


def starts(app: FrozenApp, bare: Path, folder: Path, rounds: int) -> list[Figure]:
    """How soon there is something to see, and the memory it takes."""
    commands = {
        "breathe": ([str(app.window), "--breathe"], "SafeHarbor"),
        "home": ([str(app.window)], "SafeHarbor"),
        "bare": ([str(bare / "bare")], "Bare"),
    }
    taken: dict[str, list[Seen]] = {kind: [] for kind in commands}
    with Eye() as eye:
        for turn in range(rounds + 1):
            for kind, (command, title) in commands.items():
                home = folder / f"frozen-{kind}-{turn}"
                home.mkdir()
                one = start(eye, command, title, home, moves=kind != "home")
                if turn:
                    taken[kind].append(one)
    return _starts(taken)


def _starts(taken: dict[str, list[Seen]]) -> list[Figure]:
    bare = taken["bare"]
    painted, moved = [one.painted for one in bare], [one.moved for one in bare]
    held = [one.held for one in bare]
    worked = [one.worked for one in bare]
    rows = (
        ("first paint, the circle", [one.painted for one in taken["breathe"]], painted),
        ("the moving circle", [one.moved for one in taken["breathe"]], moved),
        ("first paint, as it opens", [one.painted for one in taken["home"]], painted),
        ("the circle, processor", [one.worked for one in taken["breathe"]], worked),
        ("as it opens, processor", [one.worked for one in taken["home"]], worked),
    )
    found = []
    for name, ours, beside in rows:
        slower, wanted = ratio(ours, beside), "processor" not in name
        found.append(
            Figure(
                f"frozen start to {name}", 0, median(ours), "ms", "ms frozen bare window",
                median(beside), slower, f"<= {PAINT_AIM} x" if wanted else "",
                slower <= PAINT_AIM if wanted else None,
            )
        )  # fmt: skip
    ours = [one.held for one in taken["home"]]
    found.append(
        Figure(
            "memory of the frozen program at Home", 0, median(ours), "MiB",
            "MiB frozen bare window", median(held), ratio(ours, held),
        )
    )  # fmt: skip
    return found


def _sizes(ours: Path, bare: Path, folder: Path) -> list[Figure]:
    found = []
    for name, mine, beside in (
        ("installed size", _installed_mb(ours), _installed_mb(bare)),
        ("size, packed", _packed_mb(ours, folder / "ours"), _packed_mb(bare, folder / "bare")),
    ):
        larger = mine / beside
        found.append(
            Figure(
                name, 0, mine, "MB", "MB frozen bare window", beside, larger,
                f"<= {SIZE_AIM} x", larger <= SIZE_AIM,
            )
        )  # fmt: skip
    packages = sorted((ROOT / "dist").glob("*.deb"), key=lambda file: file.stat().st_mtime)
    if packages:
        size = packages[-1].stat().st_size / _MB
        found.append(
            Figure("the .deb itself", 0, size, "MB", aim=f"< {PACKAGE_AIM_MB:.0f} MB",
                   met=size < PACKAGE_AIM_MB)
        )  # fmt: skip
    return found


def _installed_mb(folder: Path) -> float:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(file.stat().st_size for file in files) / _MB


def _packed_mb(folder: Path, place: Path) -> float:
    """The folder as the packages hold it: nearly all of a ``.deb`` is such a file."""
    place.mkdir()
    packed = place / "data.tar"
    order = ("--sort=name", "--owner=0", "--group=0", "--numeric-owner")
    subprocess.run(["tar", "-cf", packed, *order, "-C", folder.parent, folder.name], check=True)
    subprocess.run(["xz", "-6", packed], check=True)
    return packed.with_suffix(".tar.xz").stat().st_size / _MB
