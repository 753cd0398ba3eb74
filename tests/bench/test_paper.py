"""The figure of paper is still taken; what it is, is nobody's business here."""

from __future__ import annotations

from pathlib import Path

from bench.run_bench import PARTS, run


def test_a_pdf_is_measured_beside_a_plain_one(tmp_path: Path) -> None:
    """One round, as a part of the whole bench, which needs no journal for it."""
    assert "paper" in PARTS
    (figure,) = run([], tmp_path, rounds=1, parts=["paper"])

    assert figure.name == "PDF of the longest sheet"
    assert figure.size == 200
    assert figure.value > 0
    assert figure.base
