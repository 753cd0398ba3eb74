"""A sheet of one's own while it is changed: what is not touched stays, and nothing breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.content.exercises import IDS
from safeharbor.content.guide_ids import STEP_IDS
from safeharbor.content.sheets import SHEET_IDS, load_sheet, sheet_of_file, template_file
from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.draft_lines import USUAL_KINDS, columns
from safeharbor.domain.form_faults import MAX_OPTIONS, Known
from safeharbor.domain.sheet import Field, FieldType, Gate, Option, Part, Sheet
from safeharbor.domain.sheet_draft import (
    EXAMPLE,
    GATE,
    HELP,
    HIGH,
    HOW,
    KIND,
    LABEL,
    LATER,
    LINE,
    LINES,
    LOW,
    MEANT,
    NAME,
    NEVER,
    OPTIONS,
    PARTS,
    QUESTIONS,
    UNPRINTED,
    Fallback,
    blank_draft,
    blank_sheet,
    draft_of,
    gates,
    sheet_of,
)
from safeharbor.domain.sheet_faults import sheet_faults

WORDS = Fallback("My sheet", "A question", ("Yes", "No"))
KNOWN = Known(IDS, SHEET_IDS, STEP_IDS)


def cell(draft: Answers, field_id: str, column: str, value: object) -> Answers:
    """``draft`` with another cell in the row of a question."""
    rows = [
        Row(row.id, {**row.values, column: value}) if row.id == field_id.encode() else row
        for row in draft.rows_of(QUESTIONS)
    ]
    return draft.with_rows(QUESTIONS, tuple(rows))


def changed(sheet: Sheet, field_id: str, column: str, value: object) -> Sheet:
    """``sheet`` after that one change."""
    return sheet_of(sheet, cell(draft_of(sheet, WORDS), field_id, column, value), WORDS)


def without(sheet: Sheet, *gone: str) -> Sheet:
    """``sheet`` without these questions."""
    draft = draft_of(sheet, WORDS)
    rows = (row for row in draft.rows_of(QUESTIONS) if row.id.decode() not in gone)
    return sheet_of(sheet, draft.with_rows(QUESTIONS, tuple(rows)), WORDS)


@pytest.mark.parametrize("sheet_id", SHEET_IDS)
def test_untouched_every_sheet_stays_what_it_is(sheet_id: str) -> None:
    sheet = load_sheet(sheet_id)
    assert sheet_of(sheet, draft_of(sheet, WORDS), WORDS) == sheet


def test_a_new_sheet_begins_with_empty_lines_and_one_question() -> None:
    sheet = blank_sheet("own_1", WORDS)
    draft = blank_draft(sheet)
    assert draft.values == {}
    assert sheet_of(sheet, draft, WORDS) == sheet
    named = sheet_of(sheet, draft.with_value(NAME, "Mine"), WORDS)
    assert (named.title, named.line, len(named.fields)) == ("Mine", "Mine", 1)


def test_a_changed_sheet_counts_up_once() -> None:
    sheet = load_sheet("boundary")
    named = sheet_of(sheet, draft_of(sheet, WORDS).with_value(NAME, "My lines"), WORDS)
    assert (named.title, named.rev) == ("My lines", sheet.rev + 1)
    assert named.fields == sheet.fields


def test_a_question_takes_other_words_and_keeps_the_rest() -> None:
    sheet = load_sheet("boundary")
    made = changed(sheet, "line", LABEL, "  What I  say ")
    assert made.field("line") == replace(sheet.field("line"), label="What I say")


def test_what_is_removed_leaves_nothing_that_leads_to_it() -> None:
    sheet = load_sheet("boundary")
    made = without(sheet, "line", "need", "safe")
    assert not {"line", "need", "safe"} & {each.id for each in made.fields}
    assert list(sheet_faults(made, KNOWN)) == []


def test_a_choice_whose_answers_came_from_a_question_that_is_gone_has_others() -> None:
    made = without(load_sheet("promises"), "list")
    assert [each.label for each in made.field("log").column("promise").options] == ["Yes", "No"]
    assert list(sheet_faults(made, KNOWN)) == []


def test_a_sheet_without_questions_gets_an_empty_one() -> None:
    made = without(load_sheet("timeout"), *(each.id for each in load_sheet("timeout").fields))
    assert [each.label for each in made.fields] == ["A question"]


def test_a_renamed_option_is_the_same_one_and_a_new_one_is_new() -> None:
    options = (Option("a", "One", note="said"), Option("b", "Two"))
    sheet = Sheet("x", 1, "X", "X", "own", (Field("f", FieldType.CHOICE, "F", options=options),))
    assert changed(sheet, "f", OPTIONS, "Two\nUno").field("f").options == (
        Option("b", "Two"),
        Option("a", "Uno", note="said"),
    )
    assert changed(sheet, "f", OPTIONS, "One\n\n Two \nThree").field("f").options == (
        *options,
        Option("o1", "Three"),
    )
    assert changed(sheet, "f", OPTIONS, " \n").field("f").options == (
        Option("o1", "Yes"),
        Option("o2", "No"),
    )


def test_another_kind_is_another_question() -> None:
    sheet = load_sheet("boundary")
    made = changed(sheet, "line", KIND, "scale")
    assert "line" not in {each.id for each in made.fields}
    assert made.field("line_scale").label == sheet.field("line").label
    assert list(sheet_faults(made, KNOWN)) == []
    again = sheet_of(made, draft_of(made, WORDS), WORDS)
    assert again == made


def test_parts_of_a_row_are_lines_of_words_or_scales() -> None:
    sheet = blank_sheet("own_1", WORDS)
    made = changed(sheet, "q1", KIND, "rows")
    made = changed(made, "q1_rows", PARTS, "Who\nHow close 0-10")
    rows = made.field("q1_rows")
    assert [(each.label, each.type) for each in rows.columns] == [
        ("Who", FieldType.TEXT),
        ("How close", FieldType.SCALE),
    ]
    other = changed(made, "q1_rows", PARTS, "Who is there\nHow close 0-10").field("q1_rows")
    assert [each.id for each in other.columns] == [each.id for each in rows.columns]
    fixed = changed(made, "q1_rows", LINES, "At home\nAt work").field("q1_rows")
    assert [each.label for each in fixed.lines] == ["At home", "At work"]
    assert fixed.more


def test_a_part_of_a_row_can_be_of_any_kind_that_a_line_can_name() -> None:
    sheet = changed(blank_sheet("own_1", WORDS), "q1", KIND, "rows")
    lines = "What\nBy (day)\nWith (Somebody)\nWhy (longer)\nCost (none / small)\nBody (cold + hot)"
    made = changed(sheet, "q1_rows", PARTS, lines)
    columns = made.field("q1_rows").columns
    assert [(each.label, each.type.value) for each in columns] == [
        ("What", "text"),
        ("By", "date"),
        ("With", "person"),
        ("Why", "long_text"),
        ("Cost", "choice"),
        ("Body", "multi"),
    ]
    assert [each.label for each in columns[4].options] == ["none", "small"]
    again = lines.replace("Somebody", "somebody").replace("By", "Until").replace("none", "nothing")
    after = changed(made, "q1_rows", PARTS, again).field("q1_rows").columns
    assert [each.id for each in after] == [each.id for each in columns]
    assert after[4].options[0] == Option(columns[4].options[0].id, "nothing")
    other = changed(made, "q1_rows", PARTS, lines.replace("(day)", "0-10")).field("q1_rows")
    assert other.columns[1].type is FieldType.SCALE
    assert other.columns[1].id not in {each.id for each in columns}
    assert list(sheet_faults(made, KNOWN)) == []


def test_words_that_read_as_answers_stay_words_under_another_label() -> None:
    part = Field("cost", FieldType.TEXT, "Cost (time / money)")
    for label in ("Cost (time / energy)", "Cost"):
        assert columns([part], label, USUAL_KINDS) == (replace(part, label=label),)
    choice = Field("cost", FieldType.CHOICE, "Cost", options=(Option("o1", "time"),))
    (same,) = columns([choice], "Price", USUAL_KINDS)
    assert same == replace(choice, label="Price")
    (other,) = columns([replace(part, label="Cost")], "Cost (time / energy)", USUAL_KINDS)
    assert (other.type, other.id == part.id) == (FieldType.CHOICE, False)


def test_a_part_that_no_line_can_name_keeps_its_kind_under_another_label() -> None:
    sheet, field, column = next(
        (sheet, field, column)
        for sheet in map(load_sheet, SHEET_IDS)
        for field, column in sheet.columns()
        if column.options_by
    )
    before = draft_of(sheet, WORDS)
    text = next(row for row in before.rows_of(QUESTIONS) if row.id.decode() == field.id)
    lines = str(text.values[PARTS]).replace(column.label, "Another name")
    made = changed(sheet, field.id, PARTS, lines).field(field.id).column(column.id)
    assert (made.label, made.type, made.options_by) == (
        "Another name",
        column.type,
        column.options_by,
    )


def test_an_example_can_be_changed_and_taken_out() -> None:
    sheet = load_sheet("boundary")
    made = changed(sheet, "line", EXAMPLE, "I answer\non Sunday.")
    assert made.field("line").example == "I answer\non Sunday."
    assert changed(made, "line", EXAMPLE, "").field("line").example == ""


def test_a_copy_never_asks_less_about_fear_than_the_sheet_it_was_copied_from() -> None:
    def asking(sheet: Sheet, wanted: str, least: Gate | None = None) -> Gate | None:
        draft = draft_of(sheet, WORDS).with_value(GATE, wanted)
        return sheet_of(sheet, draft, WORDS, least).gate

    boundary, needs = load_sheet("boundary"), load_sheet("needs")
    assert asking(boundary, NEVER, Gate.ALWAYS) is Gate.ALWAYS
    assert asking(boundary, "named", Gate.ALWAYS) is Gate.ALWAYS
    assert asking(needs, "always") is Gate.ALWAYS
    assert asking(boundary, NEVER) is None
    assert asking(load_sheet("digital"), NEVER, Gate.NAMED) is Gate.NAMED
    assert asking(load_sheet("digital"), "always", Gate.NAMED) is Gate.ALWAYS
    assert gates(Gate.ALWAYS) == (Gate.ALWAYS,)


def test_a_scale_has_words_at_both_ends_or_at_none() -> None:
    sheet = changed(blank_sheet("own_1", WORDS), "q1", KIND, "scale")
    made = changed(sheet, "q1_scale", LOW, "not at all")
    assert made.field("q1_scale").ends == ("not at all", "10")
    empty = cell(cell(draft_of(made, WORDS), "q1_scale", LOW, ""), "q1_scale", HIGH, "")
    assert sheet_of(made, empty, WORDS).field("q1_scale").ends is None
    assert changed(made, "q1_scale", HIGH, "very").field("q1_scale").ends == ("not at all", "very")


def test_what_comes_later_and_what_is_printed_can_be_chosen() -> None:
    sheet = Sheet(
        "x", 1, "X", "X", "own", tuple(Field(name, FieldType.TEXT, name) for name in "abc")
    )
    made = changed(sheet, "b", HOW, (LATER, UNPRINTED))
    assert made.core == ("a", "c")
    unmarked = draft_of(sheet, WORDS)
    for name in "abc":
        unmarked = cell(unmarked, name, HOW, ())
    printed = sheet_of(sheet, unmarked, WORDS)
    assert [part.field for part in printed.paper.parts] == ["a", "b", "c"]
    assert changed(printed, "b", HOW, (UNPRINTED,)).paper.parts == (Part("a"), Part("c"))


def test_questions_that_change_places_are_printed_in_their_order() -> None:
    sheet = load_sheet("boundary")
    draft = draft_of(sheet, WORDS)
    rows = draft.rows_of(QUESTIONS)
    made = sheet_of(sheet, draft.with_rows(QUESTIONS, tuple(reversed(rows))), WORDS)
    order = [each.id for each in made.fields]
    assert order == [each.id for each in reversed(sheet.fields)]
    places = [order.index(part.field) for part in made.paper.parts]
    assert places == sorted(places)


def test_a_day_can_be_met_again() -> None:
    sheet = blank_sheet("own_1", WORDS)
    row = Row(b"1" * 16, {LABEL: "When", KIND: "date", HOW: (MEANT,)})
    draft = draft_of(sheet, WORDS)
    made = sheet_of(sheet, draft.with_rows(QUESTIONS, (*draft.rows_of(QUESTIONS), row)), WORDS)
    (meant,) = made.meant
    assert (made.field(meant.day).label, meant.what) == ("When", "q1")
    name = meant.day
    assert changed(made, name, HOW, ()).meant == ()


def test_there_is_room_for_so_many_options_and_no_more() -> None:
    sheet = changed(blank_sheet("own_1", WORDS), "q1", KIND, "multi")
    many = "\n".join(f"Answer {n}" for n in range(MAX_OPTIONS + 50))
    made = changed(sheet, "q1_multi", OPTIONS, many)
    assert len(made.field("q1_multi").options) == MAX_OPTIONS
    assert list(sheet_faults(made, KNOWN)) == []


def test_a_long_name_is_cut_and_an_empty_one_has_a_word() -> None:
    sheet = blank_sheet("own_1", WORDS)
    draft = draft_of(sheet, WORDS).with_value(NAME, "n" * 300).with_value(LINE, "")
    made = sheet_of(sheet, draft, WORDS)
    assert (len(made.title), made.line) == (80, made.title)
    assert sheet_of(made, draft_of(made, WORDS).with_value(NAME, " "), WORDS).title == "My sheet"


SHEETS = tuple(load_sheet(name) for name in SHEET_IDS)
CHANGES = st.tuples(
    st.integers(0, 30),
    st.sampled_from(
        [
            (LABEL, "Other words"),
            (LABEL, ""),
            (HELP, "Some help"),
            (EXAMPLE, "Like this"),
            (PARTS, "By (day)\nWhat it costs (a little / much)\nBody (cold + hot)"),
            (OPTIONS, "One\nTwo\nThree"),
            (OPTIONS, ""),
            (PARTS, "What\nHow much 0-10"),
            (PARTS, ""),
            (LINES, "First\nSecond"),
            (LINES, ""),
            (LOW, "none"),
            (HOW, (LATER, UNPRINTED)),
            (HOW, (MEANT,)),
            (HOW, ()),
            *((KIND, kind.value) for kind in FieldType),
            ("gone", None),
            ("up", None),
        ]
    ),
)


@given(st.sampled_from(SHEETS), st.lists(CHANGES, max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_change_breaks_a_sheet_and_its_file_holds_all_of_it(
    sheet: Sheet, changes: list[tuple[int, tuple[str, object]]]
) -> None:
    made = sheet
    for number, (column, value) in changes:
        draft = draft_of(made, WORDS)
        rows = list(draft.rows_of(QUESTIONS))
        at = number % len(rows)
        if column == "gone":
            del rows[at]
        elif column == "up":
            rows.insert(0, rows.pop(at))
        else:
            rows[at] = Row(rows[at].id, {**rows[at].values, column: value})
        made = sheet_of(made, draft.with_rows(QUESTIONS, tuple(rows)), WORDS)
        assert sheet_of(made, draft_of(made, WORDS), WORDS) == made
    assert list(sheet_faults(made, KNOWN)) == []
    assert sheet_of_file(template_file(made), "mine.shsheet") == made
