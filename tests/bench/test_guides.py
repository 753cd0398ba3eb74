"""The figures of guides are still taken; what they are is nobody's business here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import guides
from bench.run_bench import PARTS, run


def test_stored_answers_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One round over 100 of them, as a part of the whole bench; the second run makes none anew."""
    monkeypatch.setattr(guides, "COUNT", 100)
    assert "guides" in PARTS
    for _ in range(2):
        found = run([], tmp_path, rounds=1, parts=["guides"])
        assert [figure.name for figure in found][:2] == [
            "shelf of guides",
            "a step of the longest guide",
        ]
        assert found[0].aim
        assert all(figure.value > 0 for figure in found)
