"""Scales as a table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row
from safeharbor.exchange.sheet_csv import HEAD, Rated, safe_cell, scales_csv
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet


def _read(raw: bytes) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]


def test_each_scale_has_a_line_with_its_day() -> None:
    answers = Answers().with_value("strength", 0).with_value("pick", ("calm",))
    answers = answers.with_rows("grid", (Row(b"calm", {"met": 3}),))
    rows = (
        Row(b"1", {"what": "=Ask", "dread": 5, "on": "2026-11-02"}),
        Row(b"2", {"dread": "unsure"}),
    )
    answers = answers.with_rows("list", rows)
    assert _read(scales_csv([Rated(made_sheet(), answers, "2026-11-21")])) == [
        HEAD,
        ("2026-11-21", "Chance", "Strength", "", "0"),
        ("2026-11-21", "Chance", "Grid: Met", "Calm", "3"),
        ("2026-11-02", "Chance", "List: Dread", "'=Ask", "5"),
        ("2026-11-21", "Chance", "List: Dread", "", "unsure"),
    ]


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" \t@x", "'@x"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        ("a\nb", "a b"),
    ],
)
def test_a_formula_gets_an_apostrophe(typed: str, cell: str) -> None:
    assert safe_cell(typed) == cell


@settings(max_examples=60)
@given(made_answers(), st.text("=+-@\t\r\n\"',;a\u2028", max_size=8))
def test_no_cell_is_a_formula_and_every_line_has_five(answers: Answers, title: str) -> None:
    for line in _read(scales_csv([Rated(made_sheet(), answers, "2026-11-21", title)])):
        assert len(line) == len(HEAD)
        assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in line)
