from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.ui.first_run.strength import LEAST, Strength, strength


@pytest.mark.parametrize("text", ["", "short", "1234567", "ｓｈｏｒｔ"])
def test_less_than_eight_characters_are_too_short(text: str) -> None:
    assert strength(text) is Strength.TOO_SHORT


@pytest.mark.parametrize(
    "text",
    [
        "password1",
        "P@ssw0rd123",
        "12345678",
        "abcdefgh",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "summer2024",
        "SafeHarbor1",
    ],
)
def test_what_everybody_tries_first_is_easy_to_guess(text: str) -> None:
    assert strength(text) is Strength.EASY


@pytest.mark.parametrize(
    "text",
    [
        "seven grey geese on the wall",
        "willow teapot bison violin reef",
        "kV7tQ9zR2bN4",
        "我的小猫喜欢晒太阳睡觉",
    ],
)
def test_many_words_or_many_kinds_are_hard_to_guess(text: str) -> None:
    assert strength(text) is Strength.GOOD


def test_a_word_more_never_makes_it_worse() -> None:
    order = list(Strength)
    words = ["willow", "teapot", "bison", "violin", "reef", "comet"]
    found = [order.index(strength(" ".join(words[:count]))) for count in range(2, 7)]
    assert found == sorted(found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_every_text_gets_an_answer(text: str) -> None:
    assert strength(text) in Strength
    if len(text) < LEAST and text.isascii():
        assert strength(text) is Strength.TOO_SHORT
