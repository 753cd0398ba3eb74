"""Answers without names: in fields for people, and wherever the same names stand."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.nameless import without_people
from safeharbor.domain.sheet import Field, FieldType, Option, Sheet

OPTIONS = (Option("rosa", "Rosa"), Option("other", "Other"))
SHEET = Sheet(
    "s",
    1,
    "Sheet",
    "",
    "own",
    (
        Field("who", FieldType.PERSON, "Who"),
        Field("say", FieldType.LONG_TEXT, "Say"),
        Field(
            "pick", FieldType.CHOICE, "Pick", options=(Option("rosa", "R"), Option("other", "O"))
        ),
        Field("on", FieldType.DATE, "On"),
        Field(
            "ways",
            FieldType.ROWS,
            "Ways",
            columns=(
                Field("with", FieldType.PERSON, "With"),
                Field("what", FieldType.TEXT, "What"),
                Field("much", FieldType.SCALE, "Much"),
            ),
        ),
    ),
)


def test_names_become_initials_wherever_they_stand() -> None:
    answers = Answers().with_value("who", "Rosa Lind").with_value("say", "Ask Rosa first.")
    row = Row(b"1", {"with": "Ada Okafor", "what": "Tea with Ada and Rosa Lind", "much": 3})
    shown = without_people(SHEET, answers.with_rows("ways", (row,)))
    assert shown.text("who") == "R. L."
    assert shown.text("say") == "Ask R. first."
    [line] = shown.rows_of("ways")
    assert line == Row(b"1", {"with": "A. O.", "what": "Tea with A. and R. L.", "much": 3})


def test_ids_days_and_numbers_stay() -> None:
    answers = Answers().with_value("who", "rosa").with_value("pick", "rosa")
    answers = answers.with_value("on", "2026-11-21").with_value("pick_other", "rosa, again")
    shown = without_people(SHEET, answers)
    assert (shown.value("pick"), shown.value("on")) == ("rosa", "2026-11-21")
    assert shown.text("pick_other") == "R., again"


def test_people_of_the_support_map_are_hidden_too() -> None:
    shown = without_people(SHEET, Answers().with_value("say", "Mina knows."), ["Mina"])
    assert shown.text("say") == "M. knows."


def test_fields_that_only_a_newer_version_knows_lose_the_names_too() -> None:
    answers = Answers().with_value("who", "Rosa Lind").with_value("later", "Rosa Lind, later")
    answers = answers.with_rows("more", (Row(b"1", {"x": "Rosa Lind", "y": ["a"]}),))
    shown = without_people(SHEET, answers)
    assert shown.text("later") == "R. L., later"
    assert shown.rows_of("more") == (Row(b"1", {"x": "R. L.", "y": ["a"]}),)


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_is_left_and_nothing_else_is_lost(before: str, after: str) -> None:
    text = f"{before} Zsófiána {after}"
    answers = Answers().with_value("who", "Zsófiána Quispe").with_value("say", text)
    shown = without_people(SHEET, answers)
    assert "Zsófiána" not in json.dumps(dict(shown.values), ensure_ascii=False)
    assert set(shown.values) == set(answers.values)
