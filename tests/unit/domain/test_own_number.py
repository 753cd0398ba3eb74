"""Numbers of one's own: any text, one line, with an end."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeharbor.domain.own_number import LONGEST, own_number


@pytest.mark.parametrize(
    "number", ["0151 234", "+44 (0)20 7946-0018", "*100#", "ext. 12, ask for Mira", "ring twice"]
)
def test_any_text_is_a_number(number: str) -> None:
    assert own_number("Mira", number).number == number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  0151\t234 \n", "0151 234"),
        ("0151\x00\x1b[31m234", "0151 [31m234"),
        ("0151\x85\u2028234\x7f", "0151 234"),
        # Marks that turn the order round would show another number than the one that is copied.
        ("\u202e4321\u202c", "4321"),
        ("\u2066\u20691", "1"),
        ("\ud83d\ude00 \ud800", "\N{GRINNING FACE} \N{REPLACEMENT CHARACTER}"),
        ("9" * 500, "9" * LONGEST),
        (" \x00 ", ""),
    ],
)
def test_what_would_disturb_a_line_is_taken_out(typed: str, kept: str) -> None:
    assert own_number(typed, typed, typed) == own_number(kept, kept, kept)
    assert own_number("", typed).number == kept


@given(st.text(max_size=3 * LONGEST))
def test_whatever_is_typed_is_one_clean_line_and_stays_as_it_is(typed: str) -> None:
    kept = own_number(typed, typed, typed)
    assert kept.name == kept.number == kept.when
    assert len(kept.number) <= LONGEST
    assert not any(unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"} for mark in kept.number)
    assert own_number(kept.name, kept.number, kept.when) == kept
