"""Kills a writing child from outside at a random moment and judges what it leaves.

The moment is 0 to 400 ms after a random acknowledgement. The children come from one small server
that has already imported everything; where there is no fork, each child is started anew.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from faults.child import environment
from faults.house import House
from faults.tracing import ACK
from faults.verdict import judge
from faults.writer import FOR_EVER, Focus

LONGEST_WAIT: Final = 0.4
_MOST_ACKS: Final = 30


@dataclass(frozen=True, slots=True)
class KillRun:
    """One kill: how much had been acknowledged by then, and the problems found afterwards."""

    seed: int
    acknowledged: int
    operations: frozenset[str]
    problems: tuple[str, ...]


class Children(Protocol):
    """Starts a writing child and kills it."""

    def killed(self, house: House, seed: int, after: int, wait: float) -> list[str]:
        """The acknowledgements of a child killed ``wait`` seconds after its ``after``-th one."""


@contextmanager
def children() -> Iterator[Children]:
    """The cheapest way of starting children that this system has."""
    if not hasattr(os, "fork"):
        yield _Spawned()
        return
    command = [sys.executable, "-m", "faults.writer", "--serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield _Forked(server.stdin, server.stdout)
        server.stdin.close()


@dataclass(slots=True)
class _Forked:
    """Children forked by a server, whose output they write to."""

    orders: IO[bytes]
    output: IO[bytes]

    def killed(self, house: House, seed: int, after: int, wait: float) -> list[str]:
        self.orders.write(f"{house.home}\t{seed}\n".encode())
        self.orders.flush()
        child = int(self.output.readline().split()[1])
        lines = _acknowledgements(self.output, after, b"ended")
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        for raw in self.output:
            if raw.startswith(b"ended"):
                assert int(raw.split()[1]) == signal.SIGKILL, "the child ended by itself"
                return lines
            lines.append(_said(raw))
        raise RuntimeError("the server of children ended")


@dataclass(slots=True)
class _Spawned:
    """Children started one by one, where a process cannot fork."""

    def killed(self, house: House, seed: int, after: int, wait: float) -> list[str]:
        command = [sys.executable, "-m", "faults.writer", str(house.home), str(seed)]
        with subprocess.Popen(
            [*command, str(FOR_EVER), Focus.ALL], stdout=subprocess.PIPE, env=environment()
        ) as child:
            assert child.stdout is not None
            lines = _acknowledgements(child.stdout, after, b"")
            time.sleep(wait)
            child.kill()
            return lines + [_said(raw) for raw in child.stdout if raw.endswith(b"\n")]


def _acknowledgements(output: IO[bytes], count: int, end: bytes) -> list[str]:
    lines: list[str] = []
    while len(lines) < count:
        raw = output.readline()
        if not raw or (end and raw.startswith(end)):
            raise RuntimeError("the child ended by itself")
        lines.append(_said(raw))
    return lines


def _said(raw: bytes) -> str:
    return raw.removeprefix(ACK).decode().rstrip("\n")


def kill_once(source: Children, house: House, seed: int) -> KillRun:
    """Let a child write in ``house``, kill it when ``seed`` says, and judge the vault."""
    rng = random.Random(seed)
    after, wait = rng.randint(1, _MOST_ACKS), rng.uniform(0, LONGEST_WAIT)
    lines = source.killed(house, seed, after, wait)
    operations = frozenset(json.loads(line)["op"] for line in lines)
    return KillRun(seed, len(lines), operations, tuple(judge(house, lines)))


def kill_many(base: House, folder: Path, seeds: range) -> Iterator[KillRun]:
    """One kill for each seed, each in a fresh copy of ``base`` below ``folder``."""
    with children() as source:
        for seed in seeds:
            place = folder / f"kill-{seed}"
            run = kill_once(source, base.copy(place), seed)
            if not run.problems:
                shutil.rmtree(place)
            yield run
