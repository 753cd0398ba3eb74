"""A program that is killed at any moment has kept everything that it called safe.

A hundred kills here, in portions so that two workers share them; more by
``python3 run.py faults``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.house import House
from faults.killer import kill_many

_PORTIONS = 10
_KILLS = 10


@pytest.mark.parametrize("portion", range(_PORTIONS))
def test_nothing_is_lost_by_a_kill(tmp_path: Path, portion: int) -> None:
    """SIGKILL from outside, 0 to 400 ms after a random acknowledgement."""
    base = House.make(tmp_path / "base")
    seeds = range(portion * _KILLS, (portion + 1) * _KILLS)

    runs = list(kill_many(base, tmp_path, seeds))

    assert [(run.seed, run.problems) for run in runs if run.problems] == []
    assert all(run.acknowledged for run in runs)
    seen = frozenset[str]().union(*(run.operations for run in runs))
    assert seen >= {"saved", "sealed", "drained", "indexed", "renewed"}
