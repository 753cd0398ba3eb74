"""Suggestions: what they are made of, and that they never take the place of somebody's words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answer_edit import AddRow, SetCell, SetRows, SetTitle, SetValue, apply
from safeharbor.domain.answers import Answers, Row, Value
from safeharbor.domain.sheet import Field, FieldType, Sheet, Suggestion, SuggestKind
from safeharbor.domain.suggest import (
    NO_FACTS,
    KnownLine,
    Suggested,
    SuggestFacts,
    compose,
    edited,
    loaded,
    own_only,
    settle,
    suggestion,
    take,
    taken,
)
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet
from support.made_answers import words

FACTS = SuggestFacts(
    (KnownLine("sam", "Samaritans", "116 123", "day and night", "2026-10-01"),),
    "112",
    {"needs.top": ("Rest", "Quiet")},
)
LINE_COLUMNS = (Field("name", FieldType.TEXT, "N"), Field("phone", FieldType.TEXT, "P"))


def _asks(kind: SuggestKind, field_type: FieldType = FieldType.TEXT, of: str = "") -> Sheet:
    columns = LINE_COLUMNS if field_type == FieldType.ROWS else ()
    how = Suggestion(kind, of=of)
    field = Field("f", field_type, "F", columns=columns, suggest=how)
    return Sheet("s", 1, "S", "L", "steady", (field,))


def _needs(**numbers: tuple[int | None, int | None]) -> Answers:
    rows = tuple(
        Row(name.encode(), {"met": met, "matters": matters})
        for name, (met, matters) in numbers.items()
    )
    return Answers().with_value("pick", tuple(numbers)).with_rows("grid", rows)


def test_words_to_say_are_made_of_need_and_line() -> None:
    answers = Answers().with_value("need", "rest.").with_value("line", "I go home at six")
    assert suggestion(made_sheet(), "say", answers) == "I need rest.\nI go home at six"
    assert suggestion(made_sheet(), "say", answers.with_value("need", "")) == "I go home at six"
    assert suggestion(made_sheet(), "say", Answers()) is None


@pytest.mark.parametrize(
    ("line", "said", "made"),
    [
        ("When {a}, I go.", "you shout.", "When you shout, I go."),
        ("Would you {a}?", "come home.", "Would you come home?"),
        ("Would you {a}?", "come? Or not?", "Would you come? Or not?"),
        ("{a}.", "No!", "No!"),
        ("{a}", "{b} {a}", "{b} {a}"),
        ("{a} and {c}", "x", ""),
        ("plain", "x", "plain"),
    ],
)
def test_lines_take_in_words_as_they_are(line: str, said: str, made: str) -> None:
    assert compose([line], {"a": said, "c": " "}.__getitem__) == made


def test_the_needs_that_matter_most_and_lack_most_come_first() -> None:
    answers = _needs(calm=(2, 9), near=(1, 10), other=(9, 2))
    assert suggestion(made_sheet(), "top", answers) == ("near", "calm")
    assert suggestion(made_sheet(), "top", _needs(calm=(None, 9))) is None
    unpicked = answers.with_value("pick", ("calm",))
    assert suggestion(made_sheet(), "top", unpicked) == ("calm",)


def test_what_was_chosen_is_carried_into_rows_of_the_same_ids() -> None:
    chosen = Answers().with_value("top", ("near", "other")).with_value("top_other", "Song")
    rows = suggestion(made_sheet(), "ways", chosen)
    assert rows == (Row(b"near", {"what": "Near"}), Row(b"other", {"what": "Song"}))


def test_feelings_are_carried_from_rows_to_rows() -> None:
    name = Field("name", FieldType.TEXT, "Name")
    before = Field("emotions", FieldType.ROWS, "Feelings", columns=(name,))
    how = Suggestion(SuggestKind.CARRY, of="emotions", into="name")
    after = replace(before, id="after", suggest=how)
    sheet = Sheet("s", 1, "S", "L", "thoughts", (before, after))
    answers = Answers().with_rows("emotions", (Row(b"1", {"name": "Fear", "n": 3}), Row(b"2")))
    assert suggestion(sheet, "after", answers) == (Row(b"1", {"name": "Fear"}),)


def test_lines_and_the_emergency_number_come_from_the_country() -> None:
    rows = suggestion(_asks(SuggestKind.COUNTRY_LINES, FieldType.ROWS), "f", Answers(), FACTS)
    assert rows == (Row(b"sam", {"name": "Samaritans", "phone": "116 123"}),)
    assert suggestion(_asks(SuggestKind.EMERGENCY), "f", Answers(), FACTS) == "112"
    assert suggestion(_asks(SuggestKind.EMERGENCY), "f", Answers()) is None


def test_a_need_is_pulled_from_another_sheet() -> None:
    pulled = _asks(SuggestKind.PULL, of="needs.top")
    assert suggestion(pulled, "f", Answers(), FACTS) == "Rest"
    rows = suggestion(_asks(SuggestKind.PULL, FieldType.ROWS, "needs.top"), "f", Answers(), FACTS)
    assert isinstance(rows, tuple)
    assert [row.values["name"] for row in rows] == ["Rest", "Quiet"]


def test_what_came_from_outside_stays_once_it_stands_there() -> None:
    sheet = _asks(SuggestKind.EMERGENCY)
    settled = settle(sheet, Answers(), FACTS, Suggested())
    assert settled.text("f") == "112"
    assert settle(sheet, settled, NO_FACTS, Suggested()) == settled
    assert settle(sheet, settled, replace(FACTS, emergency="999"), Suggested()) == settled


def test_a_field_follows_until_it_is_edited_and_stays_empty_when_emptied() -> None:
    sheet, suggested = made_sheet(), Suggested()
    answers = settle(sheet, Answers().with_value("need", "rest"), NO_FACTS, suggested)
    assert answers.text("say") == "I need rest."
    assert own_only(sheet, answers, suggested).text("say") == ""
    emptied = SetValue("say", "")
    answers, _ = apply(answers, emptied)
    suggested = edited(suggested, sheet, emptied)
    answers = settle(sheet, answers.with_value("need", "quiet"), NO_FACTS, suggested)
    assert answers.text("say") == ""
    found = take(sheet, "say", answers)
    assert found == (SetValue("say", "I need quiet."), True)
    suggested = taken(suggested, "say")
    answers = settle(sheet, answers.with_value("need", "air"), NO_FACTS, suggested)
    assert answers.text("say") == "I need air."
    assert take(sheet, "say", answers) is None


def test_taking_adds_missing_rows_and_leaves_written_ones() -> None:
    written = Row(b"near", {"what": "Near", "kind": "calm"})
    answers = Answers().with_value("top", ("near", "calm")).with_rows("ways", (written,))
    found = take(made_sheet(), "ways", answers)
    assert found == (SetRows("ways", (written, Row(b"calm", {"what": "Calm"}))), False)
    assert take(made_sheet(), "ways", apply(answers, found[0])[0]) is None


def test_what_is_own_is_kept_beside_the_answers() -> None:
    sheet = made_sheet()
    held = Answers().with_value("say", "words").with_rows("ways", (Row(b"1", {"what": "x"}),))
    assert loaded(sheet, held, {}).own == {"say", "ways"}
    suggested = Suggested(frozenset({"say"}))
    assert loaded(sheet, held, suggested.extra) == suggested
    assert loaded(sheet, held, {"own": ["unknown", 3]}).own == frozenset()
    assert edited(suggested, sheet, SetTitle("x", "")) == suggested
    assert edited(suggested, sheet, SetValue("top_other", "x")).own == {"say", "top"}


def test_a_field_that_would_be_made_of_itself_gets_nothing() -> None:
    loop = [
        Field(
            name,
            FieldType.TEXT,
            name,
            suggest=Suggestion(SuggestKind.COMPOSE, lines=(f"more {{{of}}}",)),
        )
        for name, of in (("a", "b"), ("b", "a"), ("c", "a"))
    ]
    sheet = Sheet("s", 1, "S", "L", "steady", tuple(loop))
    answers = Answers().with_value("a", "x")
    assert suggestion(sheet, "a", answers) is None
    assert suggestion(sheet, "c", answers) == "more x"


def test_a_line_without_gaps_is_no_suggestion_alone() -> None:
    how = Suggestion(SuggestKind.COMPOSE, lines=("Hello,", "I need {need}."))
    field = Field("f", FieldType.LONG_TEXT, "F", suggest=how)
    sheet = Sheet("s", 1, "S", "L", "steady", (Field("need", FieldType.TEXT, "N"), field))
    assert suggestion(sheet, "f", Answers()) is None
    assert suggestion(sheet, "f", Answers().with_value("need", "air")) == "Hello,\nI need air."


OWN = st.frozensets(st.sampled_from(["say", "top", "ways"]))


@settings(max_examples=60)
@given(made_answers(), OWN)
def test_own_words_are_never_touched_and_settling_again_changes_nothing(
    answers: Answers, own: frozenset[str]
) -> None:
    sheet, suggested = made_sheet(), Suggested(own)
    settled = settle(sheet, answers, FACTS, suggested)
    for field in sheet.fields:
        if field.suggest is None or field.id in own:
            assert settled.value(field.id) == answers.value(field.id)
            assert settled.rows_of(field.id) == answers.rows_of(field.id)
    assert settle(sheet, settled, FACTS, suggested) == settled


@settings(max_examples=60)
@given(made_answers(), words, st.data())
def test_whatever_is_edited_stays_as_it_was_written(
    answers: Answers, text: str, data: st.DataObject
) -> None:
    sheet = made_sheet()
    answers = settle(sheet, answers, NO_FACTS, Suggested())
    edits: list[SetValue | SetCell | AddRow] = [
        SetValue("say", text),
        SetCell("ways", b"\1" * 16, "what", text),
        AddRow("ways", 0, Row(b"new", {"what": text})),
    ]
    edit = data.draw(st.sampled_from(edits))
    written, _ = apply(answers, edit)
    suggested = edited(Suggested(), sheet, edit)
    later = settle(sheet, written.with_value("need", "other"), NO_FACTS, suggested)
    value: Value = written.value(edit.field)
    assert later.value(edit.field) == value
    assert later.rows_of(edit.field) == written.rows_of(edit.field)
