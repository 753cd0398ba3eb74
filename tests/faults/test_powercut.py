"""A power cut at any moment costs nothing that was called safe.

The harness first proves on plain SQLite that it sees the losses of weak settings. More states by
``python3 run.py faults``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from faults.house import House
from faults.powercut import creation_cuts, cut_many, plain_cuts, record_session
from faults.tracing import require_strace
from faults.writer import Focus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")

_STATES = 20


def test_strace_may_watch_here() -> None:
    """Where it may not, this fails with a sentence, since no other test here proves anything."""
    assert Path(require_strace()).is_file()


def test_the_harness_sees_a_lost_commit(tmp_path: Path) -> None:
    """SQLite's default settings: the folder is not synced after the journal is deleted."""
    outcome = plain_cuts(tmp_path, "DELETE", "FULL", count=150, seed=1)

    assert outcome["lost"] > 5, outcome
    assert outcome["damaged"] == 0, outcome


def test_the_harness_sees_a_damaged_file(tmp_path: Path) -> None:
    """Without any sync, pages arrive in any order."""
    outcome = plain_cuts(tmp_path, "DELETE", "OFF", count=150, seed=1)

    assert outcome["lost"] > 5, outcome
    assert outcome["damaged"] > 5, outcome


@pytest.mark.parametrize("journal", ["TRUNCATE", "DELETE"])
def test_our_settings_lose_nothing_in_plain_sqlite(tmp_path: Path, journal: str) -> None:
    """The ground under everything else."""
    outcome = plain_cuts(tmp_path, journal, "EXTRA", count=150, seed=1)

    assert outcome == {"ok": 150}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_writing_session_loses_nothing(tmp_path: Path, seed: int) -> None:
    """Autosave, revisions, index, inbox, header, lock: all of the real services."""
    house = House.make(tmp_path / "house")
    recording = record_session(house.copy(tmp_path / "recorded"), seed, steps=25)

    runs = list(cut_many(recording, house, tmp_path, _STATES, seed))

    assert [str(run) for run in runs if run.problems] == []
    assert max(len(run.state.acknowledged) for run in runs) > 20


def test_a_header_being_replaced_is_old_or_new(tmp_path: Path) -> None:
    """Renewed recovery codes and locks only: the vault opens after every cut."""
    house = House.make(tmp_path / "house")
    copy = house.copy(tmp_path / "recorded")
    recording = record_session(copy, 3, steps=12, focus=Focus.HEADER)

    runs = list(cut_many(recording, house, tmp_path, _STATES, seed=3))

    assert [str(run) for run in runs if run.problems] == []


def test_a_vault_being_made_is_there_or_can_be_made(tmp_path: Path) -> None:
    """Once its recovery code was shown it opens; before that nothing of it is in anybody's way."""
    assert [str(run) for run in creation_cuts(tmp_path, _STATES, seed=4) if run.problems] == []
