"""Replays a power cut over a recorded session and judges each state that could be left.

The session is the writing child over the real services. The same recorder and the same disk are
first turned on plain SQLite with weak settings, where they have to see losses.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from faults.acks import Said
from faults.child import environment
from faults.disk import State, power_cuts
from faults.house import House, close
from faults.plain_writer import row
from faults.tracing import Recording, read_tree, record
from faults.verdict import judge
from faults.writer import Focus
from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class CutRun:
    """One power cut: which state, and the problems found in it."""

    state: State
    problems: tuple[str, ...]

    def __str__(self) -> str:
        where = f"state {self.state.number} after call {self.state.position}"
        return f"{where} ({self.state.style}): " + "; ".join(self.problems)


def record_session(house: House, seed: int, steps: int, focus: Focus = Focus.ALL) -> Recording:
    """Let the writing child take ``steps`` steps in ``house`` and record its file calls."""
    command = [sys.executable, "-m", "faults.writer", str(house.home), str(seed), str(steps)]
    trace = house.home.parent / "trace"
    return record([*command, focus], house.home, trace, environment())


def cut_many(
    recording: Recording, house: House, folder: Path, count: int, seed: int
) -> Iterator[CutRun]:
    """Lay out ``count`` states below ``folder`` and judge each with the secrets of ``house``."""
    for state in power_cuts(recording, count, seed):
        place = folder / f"cut-{seed}-{state.number}"
        state.lay_out(place / "home")
        run = CutRun(state, tuple(judge(house.at_place(place / "home"), state.acknowledged)))
        if not run.problems:
            shutil.rmtree(place)
        yield run


def creation_cuts(folder: Path, count: int, seed: int) -> Iterator[CutRun]:
    """Cut the power while a vault is being made.

    Once its recovery code was said, the vault opens with it. Before that nobody has written
    anything: making a vault there works, or is refused with a code of ours and changes nothing.
    """
    home = folder / "created" / "home"
    home.mkdir(parents=True)
    recording = record_session(House(home, "", {}), seed, 0, Focus.CREATE)
    for state in power_cuts(recording, count, seed):
        place = folder / f"create-{seed}-{state.number}"
        state.lay_out(place)
        yield CutRun(state, tuple(_judge_creation(place, state.acknowledged)))
        shutil.rmtree(place)


def _judge_creation(home: Path, acknowledged: tuple[str, ...]) -> Iterator[str]:
    before = read_tree(home)
    try:
        if acknowledged:
            with House(home, "", {}).unlocked(Said.read(acknowledged[-1]).code) as services:
                services.journal.count().result()
            return
        services = House(home, "", {}).services()
        services.session.create(Policy.SIMPLE, None)
        close(services)
    except HarborError as error:
        if acknowledged:
            yield f"the new vault does not open: {error.code}"
        after = read_tree(home)
        if any(after.get(name) != data for name, data in before.items()):
            yield "a refused creation changed what was there"


def plain_cuts(folder: Path, journal: str, synchronous: str, count: int, seed: int) -> Counter[str]:
    """How many of ``count`` power cuts over plain SQLite end ``ok``, ``lost`` or ``damaged``."""
    home = folder / f"plain-{journal}-{synchronous}"
    home.mkdir()
    path = home / "plain.db"
    connection = sqlite.connect(path)
    connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT)")
    connection.close()
    command = [sys.executable, "-m", "faults.plain_writer", str(path), journal, synchronous]
    recording = record([*command, "25"], home, folder / "plain-trace", environment())
    outcome: Counter[str] = Counter()
    for state in power_cuts(recording, count, seed):
        place = folder / "plain-state"
        state.lay_out(place)
        outcome[_plain_verdict(place / "plain.db", state.acknowledged)] += 1
        shutil.rmtree(place)
    return outcome


def _plain_verdict(path: Path, acknowledged: tuple[str, ...]) -> str:
    try:
        connection = sqlite.connect(path.as_uri() + "?mode=rw", uri=True)
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = dict(connection.execute("SELECT id, text FROM kept"))
        finally:
            connection.close()
    except sqlite.Error:
        return "damaged"
    if not whole:
        return "damaged"
    kept = all(rows.get(int(number)) == row(int(number)) for number in acknowledged)
    return "ok" if kept else "lost"
