"""The figures of worksheets are still taken; what they are is nobody's business here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import sheets
from bench.run_bench import PARTS, run


def test_stored_sheets_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One round over 100 of them, as a part of the whole bench; the second run makes none anew."""
    monkeypatch.setattr(sheets, "COUNT", 100)
    assert "sheets" in PARTS
    for _ in range(2):
        found = run([], tmp_path, rounds=1, parts=["sheets"])
        names = [figure.name for figure in found]
        assert names[0] == "list of sheets"
        assert names[-2:] == ["a name looked for", "a sheet of 200 rows in the window"]
        assert found[0].aim
        assert all(figure.value > 0 for figure in found)
