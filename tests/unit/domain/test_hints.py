"""Words that are marked softly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.hints import Hint, find, notes, of_field

ALWAYS = Hint("always", ("always", "never"), "Once is easier to answer than always.")
YOU = Hint("you_are", ("you are", "you're"), "What was done is easier to hear.")


def _marked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find(text, (ALWAYS, YOU))]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("You ALWAYS go.", ["ALWAYS"]),
        ("nevertheless, sideways", []),
        ("You are late. You’re late", ["You are", "You’re"]),
        ("If I were you. Are you in?", []),
        ("you\nare", ["you\nare"]),
        ("", []),
    ],
)
def test_whole_words_are_marked_in_any_case(text: str, marked: list[str]) -> None:
    assert _marked(text) == marked


def test_a_field_asks_for_sets_and_each_says_its_sentence_once() -> None:
    hints = of_field(("always", "unknown"), {"always": ALWAYS, "you_are": YOU})
    assert hints == (ALWAYS,)
    assert notes(find("never, ever, never", hints)) == (ALWAYS.note,)


@settings(max_examples=60)
@given(st.text("aney vrlwsü.'\nV", max_size=40))
def test_marks_stand_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    place = 0
    for span in find(text, (ALWAYS, YOU)):
        assert place <= span.start < span.end <= len(text)
        place = span.end
