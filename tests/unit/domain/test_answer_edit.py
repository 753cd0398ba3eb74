"""Edits of answers: each one taken back exactly, and typing taken back by words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answer_edit import (
    AddRow,
    Edit,
    MoveRow,
    RemoveRow,
    SetCell,
    SetRows,
    SetTitle,
    SetValue,
    apply,
    merges,
)
from safeharbor.domain.answers import Answers, Row
from support.made_answers import answers as made_answers
from support.made_answers import words

NEW = b"n" * 16


def _edits(answers: Answers) -> st.SearchStrategy[Edit]:
    there = [row.id for row in answers.rows_of("list")]
    places = st.integers(-1, 6)
    cells = st.sampled_from([*there, NEW])
    made: list[st.SearchStrategy[Edit]] = [
        st.builds(SetValue, st.sampled_from(["need", "line"]), words),
        st.builds(SetCell, st.just("list"), cells, st.sampled_from(["what", "who"]), words),
        st.builds(SetRows, st.just("list"), st.just(answers.rows_of("ways"))),
        st.builds(SetTitle, words, words),
    ]
    if there:
        rows = st.sampled_from(there)
        made.append(st.builds(RemoveRow, st.just("list"), rows))
        made.append(st.builds(MoveRow, st.just("list"), rows, places))
    if NEW not in there:
        made.append(st.builds(AddRow, st.just("list"), places, st.just(Row(NEW, {"what": "x"}))))
    return st.one_of(made)


@settings(max_examples=60)
@given(st.data(), made_answers())
def test_any_sequence_taken_back_returns_the_start_and_done_again_the_end(
    data: st.DataObject, start: Answers
) -> None:
    now, back, ahead = start, [], []
    for _ in range(data.draw(st.integers(1, 8))):
        edit = data.draw(_edits(now))
        now, inverse = apply(now, edit)
        back.append(inverse)
    end = now
    for inverse in reversed(back):
        now, again = apply(now, inverse)
        ahead.append(again)
    assert now == start
    for edit in reversed(ahead):
        now, _ = apply(now, edit)
    assert now == end


def test_a_row_that_is_not_there_cannot_be_moved_and_one_that_is_cannot_be_added() -> None:
    answers = Answers().with_rows("list", (Row(NEW, {"what": "x"}),))
    with pytest.raises(KeyError):
        apply(answers, MoveRow("list", b"other", 0))
    with pytest.raises(ValueError, match="already"):
        apply(answers, AddRow("list", 0, Row(NEW)))


def test_writing_in_a_fixed_line_makes_its_row_and_undo_takes_it_out() -> None:
    edit = SetCell("grid", b"calm", "met", 3)
    written, inverse = apply(Answers(), edit)
    assert written.rows_of("grid") == (Row(b"calm", {"met": 3}),)
    assert apply(written, inverse)[0] == Answers()


def _typed(*states: str) -> list[str]:
    """What undo brings back, one step after the other, when these states were typed in turn."""
    steps = [states[0]]
    for old, new in pairwise(states):
        if not merges(SetValue("line", old), SetValue("line", new)):
            steps.append(old)
    return steps[1:]


def test_typing_is_taken_back_word_by_word() -> None:
    text = "I need rest"
    states = [text[:end] for end in range(1, len(text) + 1)]
    assert _typed(*states) == ["I ", "I need "]


def test_deleting_is_taken_back_word_by_word() -> None:
    text = "some rest"
    states = [text[:end] for end in range(len(text), -1, -1)]
    assert _typed(*states) == ["some "]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SetValue("line", "a"), SetValue("need", "ab")),
        (SetValue("line", "a"), SetValue("line", "a pasted text")),
        (SetValue("line", "a"), SetValue("line", "b")),
        (SetValue("strength", 3), SetValue("strength", 4)),
        (SetCell("list", b"1", "what", "a"), SetCell("list", b"2", "what", "ab")),
        (SetTitle("a", ""), SetTitle("ab", "other")),
        (AddRow("list", 0, Row(NEW)), RemoveRow("list", NEW)),
    ],
)
def test_what_is_no_typing_stands_alone(first: Edit, second: Edit) -> None:
    assert not merges(first, second)


def test_typing_in_a_cell_and_in_the_title_goes_on_too() -> None:
    assert merges(SetCell("list", b"1", "what", "a"), SetCell("list", b"1", "what", "ab"))
    assert merges(SetTitle("a", ""), SetTitle("ab", "a"))
    assert merges(SetValue("line", "family: "), SetValue("line", "family: \U0001f468")) is False
    assert merges(SetValue("line", "e"), SetValue("line", "e\u0301"))
