"""The long form of the fault suites: ``python3 run.py faults``, with ``--help`` for its options.

It calls what the tests call, only more often, prints a table, and ends with 1 if a single
acknowledged word was lost or the harness did not see what it has to see.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    _TESTS = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(_TESTS.parent / "src"), str(_TESTS)]

from faults.damage import damage_database, damage_header
from faults.house import House
from faults.killer import kill_many
from faults.powercut import creation_cuts, cut_many, plain_cuts, record_session
from faults.writer import Focus
from ui import lock_storm

_STATES_A_RECORDING = 50
_STEPS = 40
_LOCKS = "SAFEHARBOR_FAULT_RUNS"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    what: str
    runs: int
    seconds: float
    problems: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to do, and where."""

    folder: Path
    runs: int
    states: int
    locks: int
    seed: int


def kills(plan: Plan) -> tuple[int, list[str], str]:
    """SIGKILL at random moments."""
    base = House.make(plan.folder / "base")
    runs = list(kill_many(base, plan.folder, range(plan.seed, plan.seed + plan.runs)))
    problems = [f"seed {run.seed}: {problem}" for run in runs for problem in run.problems]
    kept = sum(run.acknowledged for run in runs)
    return len(runs), problems, f"{kept} acknowledgements"


def cuts(plan: Plan, focus: Focus) -> tuple[int, list[str], str]:
    """Power cuts over several recorded sessions."""
    house = House.make(plan.folder / f"house-{focus}")
    done, kept, problems = 0, 0, list[str]()
    for number in range(-(-plan.states // _STATES_A_RECORDING)):
        seed = plan.seed + number
        copy = house.copy(plan.folder / f"recorded-{focus}-{seed}")
        recording = record_session(copy, seed, _STEPS, focus)
        count = min(_STATES_A_RECORDING, plan.states - done)
        for run in cut_many(recording, house, plan.folder / focus, count, seed):
            done += 1
            kept += len(run.state.acknowledged)
            if run.problems:
                problems.append(f"session {seed}, {run}")
    return done, problems, f"{kept} acknowledgements"


def creations(plan: Plan) -> tuple[int, list[str], str]:
    """Power cuts while a vault is being made."""
    count = max(plan.states // 5, 20)
    runs = list(creation_cuts(plan.folder, count, plan.seed))
    return len(runs), [str(run) for run in runs if run.problems], ""


def self_test(plan: Plan) -> tuple[int, list[str], str]:
    """The harness over plain SQLite: weak settings have to be seen losing."""
    count = max(plan.states, 300)
    full = plain_cuts(plan.folder, "DELETE", "FULL", count, plan.seed)
    off = plain_cuts(plan.folder, "DELETE", "OFF", count, plan.seed)
    ours = plain_cuts(plan.folder, "TRUNCATE", "EXTRA", count, plan.seed)
    problems: list[str] = []
    if not full["lost"]:
        problems.append("the harness did not see the lost commits of DELETE/FULL")
    if not off["damaged"]:
        problems.append("the harness did not see the damage of DELETE/OFF")
    if ours["ok"] != count:
        problems.append(f"TRUNCATE/EXTRA: {dict(ours)}")
    remark = f"DELETE/FULL loses in {full['lost']}, DELETE/OFF damages in {off['damaged']}"
    return 3 * count, problems, remark


def damages(plan: Plan) -> tuple[int, list[str], str]:
    """Flips and truncations of the database, and every byte of the header."""
    house = House.make(plan.folder / "damaged")
    runs = damage_database(house, plan.folder, max(plan.runs, 300), plan.seed)
    runs += damage_header(house, plan.folder, step=1)
    problems = [f"{run.what}: {run.problem}" for run in runs if run.problem]
    refused = sum(bool(run.refused) for run in runs)
    return len(runs), problems, f"{refused} refused with a code, the rest intact"


def locks(plan: Plan) -> tuple[int, list[str], str]:
    """Locks at random moments while somebody types, some of them over a disk that hangs."""
    report = lock_storm.run(plan.locks, plan.folder / "locks", plan.seed)
    remark = (
        f"{report.characters} characters, {report.lost} texts lost, {report.refused} refused,"
        f" kept within {report.slowest_kept:.2f} s, locked within {report.slowest_locked:.2f} s"
    )
    return report.times, report.problems, remark


def options(arguments: list[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="run.py faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="kills (500)")
    parser.add_argument("--states", type=int, default=500, help="power cuts (500)")
    usual = int(os.environ.get(_LOCKS) or 1000)
    parser.add_argument("--locks", type=int, default=usual, help=f"locks (1000, or {_LOCKS})")
    parser.add_argument("--seed", type=int, default=1, help="where the random numbers begin (1)")
    parser.add_argument("--only", default="", help="suites whose name has this in it")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run everything; 0 when nothing was lost, 1 otherwise."""
    chosen = options(arguments)
    stray: list[str] = []
    threading.excepthook = lambda fault: stray.append(
        f"a thread ended by {fault.exc_type.__name__}"
    )
    with tempfile.TemporaryDirectory(prefix="safeharbor-faults-") as folder:
        plan = Plan(Path(folder), chosen.runs, chosen.states, chosen.locks, chosen.seed)
        suites: dict[str, Callable[[], tuple[int, list[str], str]]] = {
            "self-test over plain SQLite": lambda: self_test(plan),
            "kills": lambda: kills(plan),
            "power cuts, whole sessions": lambda: cuts(plan, Focus.ALL),
            "power cuts, header": lambda: cuts(plan, Focus.HEADER),
            "power cuts, creation": lambda: creations(plan),
            "damage": lambda: damages(plan),
            "locks while typing": lambda: locks(plan),
        }
        asked = {name: suite for name, suite in suites.items() if chosen.only in name}
        if not asked:
            stray.append(f"no suite has {chosen.only!r} in its name: {', '.join(suites)}")
        lines = [_timed(name, suite) for name, suite in asked.items()]
    problems = [*(problem for line in lines for problem in line.problems), *stray]
    if stray:
        print("\n".join(stray))  # noqa: T201 - a tool of the terminal
    print(f"{len(problems)} problems, seed {chosen.seed}")  # noqa: T201 - a tool of the terminal
    return 1 if problems else 0


def _timed(name: str, suite: Callable[[], tuple[int, list[str], str]]) -> Line:
    started = time.monotonic()
    runs, problems, remark = suite()
    line = Line(name, runs, time.monotonic() - started, tuple(problems), remark)
    verdict = f"{len(problems)} PROBLEMS" if problems else "0 lost"
    text = f"{name:32} {runs:6} runs {line.seconds:7.1f} s  {verdict:12} {remark}"
    print("\n".join([text, *(f"    {problem}" for problem in problems)]), flush=True)  # noqa: T201 - a tool of the terminal
    return line


if __name__ == "__main__":
    sys.exit(main())
