"""The bench still runs; its figures are nobody's business here."""

from __future__ import annotations

from pathlib import Path

from bench.measure import by_turns, ratio, table
from bench.run_bench import run


def test_every_figure_is_taken_on_a_small_journal(tmp_path: Path) -> None:
    """One round over 60 entries; times are never asserted."""
    figures = run([60, 70], tmp_path, rounds=1, parts=["unlock", "search", "start"])

    names = {figure.name for figure in figures}
    assert {"unlock to first page", "first paint, the circle", "memory then, as it opens"} <= names
    assert {"search, tag", "search, date range", "save, open entry", "save, new entry"} <= names
    assert all(figure.value > 0 for figure in figures)
    assert len(table(figures).splitlines()) == len(figures) + 1


def test_jobs_take_turns() -> None:
    """So that a slow minute hits all of them."""
    order: list[str] = []
    taken = by_turns({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, rounds=2)

    assert order == ["a", "b"] * 3
    assert {name: len(values) for name, values in taken.items()} == {"a": 2, "b": 2}


def test_a_ratio_is_that_of_its_own_round() -> None:
    """The middle of the rounds' ratios, not the ratio of the middles."""
    assert ratio([10.0, 30.0, 200.0], [10.0, 10.0, 100.0]) == 2.0
