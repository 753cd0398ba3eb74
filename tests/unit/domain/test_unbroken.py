"""Numbers to ring stay on one line; everything else breaks where it did."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.unbroken import unbroken


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Samaritans · 116 123 · day and night", "Samaritans · 116~123 · day and night"),
        ("+44 (0) 20 7946 0018, after six", "+44~(0)~20~7946~0018, after six"),
        ("(020) 7946 0018", "(020)~7946~0018"),
        ("999 or 112", "999 or 112"),
        ("Text 85258. 3 of us can read it", "Text 85258. 3 of us can read it"),
        ("2 rooms and 4 chairs", "2 rooms and 4 chairs"),
        ("112", "112"),
        ("", ""),
    ],
)
def test_only_a_number_stays_whole(text: str, shown: str) -> None:
    assert unbroken(text) == shown.replace("~", "\u00a0")


def test_a_long_row_of_numbers_still_breaks() -> None:
    many = " ".join(str(number) for number in range(40))
    assert unbroken(many) == many


@settings(max_examples=60)
@given(st.text(alphabet="0123456789 +()ab\n", max_size=60))
def test_nothing_is_lost_and_twice_is_once(text: str) -> None:
    shown = unbroken(text)
    assert shown.replace("\u00a0", " ") == text
    assert unbroken(shown) == shown
