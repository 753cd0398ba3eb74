"""The figures of the window in use are still taken; what they are is nobody's business here."""

from __future__ import annotations

from pathlib import Path

from bench.desk import figures
from bench.run_bench import built


def test_the_window_is_measured_in_use(tmp_path: Path) -> None:
    """One round over 60 entries."""
    found = figures([built(tmp_path, 60)], tmp_path, rounds=1)

    assert [figure.name for figure in found] == [
        "start to first moving frame",
        "opening the journal",
        "memory with the journal open",
        "a key in 10,000 words, p99",
    ]
    assert all(figure.value > 0 for figure in found)
