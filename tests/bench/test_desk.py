"""The figures of the window in use are still taken; what they are is nobody's business here."""

from __future__ import annotations

from pathlib import Path

from bench.run_bench import PARTS, run


def test_the_window_is_measured_in_use(tmp_path: Path) -> None:
    """One round over 60 and 70 entries, as a part of the whole bench."""
    assert "window" in PARTS
    found = run([60, 70], tmp_path, rounds=1, parts=["window"])

    journal = [
        "opening the journal",
        "memory with the journal open",
        "a key in 10,000 words, p99",
        "F9 to a blank window",
    ]
    names = [figure.name for figure in found]
    assert names[0] == "start to first moving frame"
    assert names[1:9] == journal * 2
    assert names[9:] == ["a key in the editor alone, p99"]
    assert [figure.size for figure in found[1:9]] == [60] * 4 + [70] * 4
    assert all(figure.value > 0 and figure.base for figure in found)
