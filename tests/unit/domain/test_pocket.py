"""The words of the pocket card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.page import PaperChoices
from safeharbor.domain.pocket import MOST_WORDS, pocket, pocket_fields, shortened
from safeharbor.domain.sheet import Paper, Part, Sheet
from safeharbor.domain.text import count_words
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet

LIST = (
    Row(b"1", {"what": "Wave", "on": "2026", "who": "Maria Lopez"}),
    Row(b"2"),
    Row(b"3", {"what": "Ask", "kind": "near"}),
    Row(b"4", {"what": "Ring"}),
)
ANSWERS = Answers().with_value("line", "I go at six").with_rows("list", LIST)


def _sheet(**paper: Any) -> Sheet:
    sheet = made_sheet()
    return replace(sheet, paper=replace(Paper(), **paper))


@pytest.mark.parametrize(
    ("pocket_", "rows", "done", "card"),
    [
        (("line",), 1, (), "I go at six"),
        (("line", "list.what"), 1, (), "I go at six\nWave"),
        (("list.what", "list.who"), 3, (), "Wave · M. L.\nAsk\nRing"),
        (("list.what",), 1, ("list.on",), "Ask"),
        (("list.what",), 1, ("list.on", "list.kind=near"), "Ring"),
        (("list.what",), 1, ("list.kind=calm",), "Wave"),
        (("list", "unknown", "safe", "mine.x"), 1, (), "Wave · M. L."),
    ],
)
def test_the_card_has_what_the_sheet_puts_there(
    pocket_: tuple[str, ...], rows: int, done: tuple[str, ...], card: str
) -> None:
    parts = (Part("list", columns=("what", "who")),)
    sheet = _sheet(parts=parts, pocket=pocket_, pocket_rows=rows, done=done)
    assert pocket(sheet, ANSWERS) == card


def test_somebody_chooses_other_words() -> None:
    assert pocket(made_sheet(), ANSWERS, ["list.what"]) == "Wave"
    assert pocket(made_sheet(), ANSWERS, []) == ""
    offered = dict(pocket_fields(made_sheet()))
    assert offered["list.who"] == "List: Who"
    assert "safe" not in offered


def test_a_whole_sentence_can_stand_on_it() -> None:
    text = "I need a pause.\n{line}\nBack at {need}"
    sheet = _sheet(pocket_text=text, pocket=("line",))
    assert pocket(sheet, ANSWERS) == "I need a pause.\nI go at six"
    assert pocket(sheet, ANSWERS, ["line"]) == "I go at six"


def test_a_long_text_gives_its_first_sentence() -> None:
    long = "It was cold that day. " + "And on it went. " * 10
    sheet = _sheet(pocket=("line",))
    assert pocket(sheet, Answers().with_value("line", long)) == "It was cold that day."
    assert pocket(sheet, Answers().with_value("line", long), ["line"]).endswith("it went…")


def test_the_same_words_are_left_out_as_on_paper() -> None:
    sheet = _sheet(pocket=("say", "cost", "line"))
    answers = ANSWERS.with_value("say", "No").with_value("cost", "Much")
    assert pocket(sheet, answers) == "No\nMuch\nI go at six"
    guarded = PaperChoices(guarded=True, shared=True)
    assert pocket(sheet, answers, None, guarded) == "I go at six"


@settings(max_examples=60)
@given(st.text("ab .\n漢🙂é'", max_size=120))
def test_twenty_five_words_are_the_most(text: str) -> None:
    short = shortened(text)
    assert count_words(short) <= MOST_WORDS
    assert count_words(text) > MOST_WORDS or short == text.strip()


@settings(max_examples=60)
@given(made_answers())
def test_no_card_has_more_or_names_anybody(answers: Answers) -> None:
    answers = answers.with_value("who", "Theodora").with_value("need", "with Theodora")
    card = pocket(made_sheet(), answers, ["need", "who", "line", "list", "ways.who", "cost"])
    assert count_words(card) <= MOST_WORDS
    assert "Theodora" not in card
