"""What a form asks, folds, hides and says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row, Value
from safeharbor.domain.form_rules import (
    FieldState,
    Show,
    arranged,
    begun_ms,
    columns_of,
    folds,
    gate_stands,
    guarded,
    lines_of,
    over,
    people,
    reactions,
    row_reactions,
    storable,
    visible,
    withheld,
)
from safeharbor.domain.sheet import (
    Fear,
    Field,
    FieldType,
    Gate,
    Option,
    Reaction,
    Sheet,
    Variant,
)
from support.made_answers import answers as made_answers
from support.made_answers import fears
from support.made_answers import sheet as made_sheet

MUCH = Option("much", "much")
LITTLE = Option("little", "a little")
DAY_MS = 86_400_000
TODAY = 20_000 * DAY_MS


def _sheet(*fields: Field, gate: Gate | None = None) -> Sheet:
    return Sheet("s", 1, "S", "L", "steady", fields, gate=gate)


def _field(
    kind: FieldType, *held: Reaction, columns: tuple[Field, ...] = (), most: int = 0, mark: int = 0
) -> Field:
    return Field("f", kind, "F", reactions=held, columns=columns, most=most, mark=mark)


def _row(at_ms: int, **values: Value) -> Row:
    return Row(at_ms.to_bytes(6, "big") + b"\x70" + bytes(9), values)


def _state(sheet: Sheet, answers: Answers, name: str, fear: Fear | None = None) -> FieldState:
    return next(each for each in visible(sheet, answers, fear) if each.field.id == name)


@pytest.mark.parametrize(
    ("kind", "reaction", "value", "holds"),
    [
        (FieldType.SCALE, Reaction(at_least=7), 7, True),
        (FieldType.SCALE, Reaction(at_least=7), 6, False),
        (FieldType.SCALE, Reaction(at_least=0), None, False),
        (FieldType.SCALE, Reaction(at_least=7, unsure=True), "unsure", True),
        (FieldType.TEXT, Reaction(unsure=True), "unsure", False),
        (FieldType.CHOICE, Reaction(is_any=("yes", "unsure")), "unsure", True),
        (FieldType.MULTI, Reaction(is_any=("yes",)), ("no", "yes"), True),
        (FieldType.MULTI, Reaction(written=1), (), False),
        (FieldType.MULTI, Reaction(written=1), ("no",), True),
        (FieldType.ROWS, Reaction(written=2), (Row(b"1", {"a": "x"}), Row(b"2")), False),
        (FieldType.ROWS, Reaction(written=0), (Row(b"1"),), True),
        (FieldType.ROWS, Reaction(written=0), (Row(b"1", {"a": "x"}),), False),
        (FieldType.TEXT, Reaction(written=0), None, True),
    ],
)
def test_a_reaction_holds_by_any_of_its_conditions(
    kind: FieldType, reaction: Reaction, value: Value, holds: bool
) -> None:
    assert bool(reactions(_field(kind, reaction), value)) is holds


def test_two_people_read_nothing_about_danger_or_help() -> None:
    calm = Reaction(at_least=5, note="Slow down.", exercises=("br_even",))
    said = (
        Reaction(at_least=5, note="Ring somebody.", help=True),
        Reaction(at_least=5, note="Careful.", guarded=True),
        Reaction(at_least=5, steps=("help.s7",)),
    )
    scale = _field(FieldType.SCALE, *said, calm)
    words = Field("say", FieldType.TEXT, "Say", says=True)
    column = Field("c", FieldType.SCALE, "C", reactions=(*said, calm))
    rows = Field("r", FieldType.ROWS, "R", columns=(column,))
    sheet, row = _sheet(scale, words, rows), Row(b"1", {"c": 6})
    answers = Answers({"f": 6}).with_rows("r", (row,))
    one = {each.field.id: each for each in visible(sheet, answers)}
    two = {each.field.id: each for each in visible(sheet, answers, shared=True)}
    assert one["f"].reactions == (*said, calm)
    assert two["f"].reactions == (calm,)
    assert one["say"].guarded
    assert two["say"].show is Show.FOLDED
    assert not two["say"].guarded
    (inside,) = columns_of(sheet, rows, answers, row, shared=True)
    assert inside.reactions == (calm,)
    assert withheld(sheet, answers) == set(said)


def test_rows_of_one_day_are_counted_by_when_they_were_begun() -> None:
    enough = Reaction(written=3, a_day=True, note="Enough for today.")
    field = _field(FieldType.ROWS, enough)
    old = tuple(_row(TODAY - n, a="x") for n in (1, 2, 3))
    new = tuple(_row(TODAY + n, a="x") for n in (1, 2, 3))
    assert reactions(field, (*old, *new[:2]), since_ms=TODAY) == ()
    assert reactions(field, (*old, *new), since_ms=TODAY) == (enough,)
    assert begun_ms(new[0].id) == TODAY + 1
    assert begun_ms(b"calm") is None
    assert begun_ms(bytes(16)) is None


def test_a_row_that_stings_folds_itself() -> None:
    sting = replace(_field(FieldType.SCALE, Reaction(at_least=7, unsure=True, folds=True)), id="s")
    field = _field(FieldType.ROWS, columns=(sting,))
    assert folds(field, Row(b"1", {"s": 7}))
    assert folds(field, Row(b"1", {"s": "unsure"}))
    assert not folds(field, Row(b"1", {"s": 6}))


def test_unfair_treatment_marked_much_hides_my_part_and_nothing_else_does() -> None:
    hide = Reaction(is_any=("much",), rows=("unfair",), hides=("f.mine",), steps=("rejection.s11",))
    share = Field("share", FieldType.CHOICE, "How much", options=(LITTLE, MUCH), reactions=(hide,))
    lines = (Option("chance", "Chance"), Option("unfair", "Unfair"), Option("mine", "My part"))
    field = replace(_field(FieldType.ROWS, columns=(share,)), lines=lines)
    sheet = _sheet(field)
    other = Answers().with_rows("f", (Row(b"chance", {"share": "much"}),))
    assert [row.id for row in lines_of(sheet, field, other)] == [b"chance", b"unfair", b"mine"]
    unfair = Answers().with_rows("f", (Row(b"unfair", {"share": "much"}),))
    assert [row.id for row in lines_of(sheet, field, unfair)] == [b"chance", b"unfair"]


def test_the_same_holds_where_the_factor_is_chosen_in_each_row() -> None:
    factors = (Option("unfair", "Unfair"), Option("mine", "My part"))
    hide = Reaction(is_any=("much",), rows=("unfair",), hides=("f.mine",))
    factor = Field("factor", FieldType.CHOICE, "What", options=factors)
    share = Field("share", FieldType.CHOICE, "How much", options=(LITTLE, MUCH), reactions=(hide,))
    sheet = _sheet(_field(FieldType.ROWS, columns=(factor, share)))

    def offered(**values: Value) -> list[str]:
        answers = Answers().with_rows("f", (Row(b"1", values),))
        columns = columns_of(sheet, sheet.fields[0], answers, Row(b"2"))
        return [option.id for option in columns[0].options]

    assert offered(factor="unfair", share="much") == ["unfair"]
    assert offered(factor="unfair", share="little") == ["unfair", "mine"]
    assert offered(factor="mine", share="much") == ["unfair", "mine"]


def test_lines_follow_what_was_picked_and_keep_what_was_written() -> None:
    sheet = made_sheet()
    grid = sheet.field("grid")
    answers = Answers().with_rows("grid", (Row(b"near", {"met": 2}),))
    assert lines_of(sheet, grid, answers) == ()
    answers = answers.with_value("pick", ("near", "calm"))
    assert lines_of(sheet, grid, answers) == (Row(b"calm"), Row(b"near", {"met": 2}))


def test_rows_of_ones_own_stand_below_fixed_lines() -> None:
    field = replace(_field(FieldType.ROWS), lines=(MUCH,), more=True)
    own = Row(b"own")
    answers = Answers().with_rows("f", (own,))
    assert lines_of(_sheet(field), field, answers) == (Row(b"much"), own)


def test_words_and_options_change_with_another_choice() -> None:
    side = Field("side", FieldType.CHOICE, "I am", options=(MUCH, LITTLE))
    only = Option("x", "X", only_for=("much",))
    varied = Field(
        "f",
        FieldType.MULTI,
        "F",
        help="H",
        options=(only, Option("y", "Y")),
        options_by="side",
        variants=(Variant("side", ("much",), label="Other"),),
    )
    sheet = _sheet(side, varied)
    answers = Answers().with_value("side", "much")
    state = _state(sheet, answers, "f")
    assert (state.label, state.help) == ("Other", "H")
    assert [each.id for each in state.options] == ["x", "y"]
    assert [each.id for each in _state(sheet, Answers(), "f").options] == ["y"]
    kept = Answers().with_value("f", ("x",))
    assert [each.id for each in _state(sheet, kept, "f").options] == ["x", "y"]


def test_rows_of_another_field_can_be_the_options() -> None:
    listed = Field(
        "list", FieldType.ROWS, "L", columns=(Field("promise", FieldType.TEXT, "Promise"),)
    )
    chosen = Field("which", FieldType.CHOICE, "Which", options_by="list")
    log = Field("log", FieldType.ROWS, "Log", columns=(chosen,))
    answers = Answers().with_rows("list", (Row(b"\1\2", {"promise": "Walk"}), Row(b"\3")))
    columns = columns_of(_sheet(listed, log), log, answers, Row(b"1"))
    assert columns[0].options == (Option("0102", "Walk"),)


def test_the_gate_stands_always_or_once_somebody_is_named() -> None:
    sheet = made_sheet()
    assert not gate_stands(sheet, Answers())
    named = Answers().with_rows("list", (Row(b"1", {"who": " Ana "}),))
    assert people(sheet, named) == ("Ana",)
    assert gate_stands(sheet, named)
    assert gate_stands(replace(sheet, gate=Gate.ALWAYS), Answers())
    assert not gate_stands(replace(sheet, gate=None), named)


@pytest.mark.parametrize(
    ("fear", "folded"),
    [
        (Fear.NO, False),
        (Fear.SKIP, False),
        (None, False),
        (Fear.EGGSHELLS, True),
        (Fear.YES, True),
        (Fear.UNSURE, True),
    ],
)
def test_words_to_say_fold_up_where_there_may_be_fear(fear: Fear | None, folded: bool) -> None:
    sheet = made_sheet()
    named = Answers().with_value("who", "Ana")
    assert guarded(sheet, named, fear) is folded
    assert (_state(sheet, named, "say", fear).show == Show.FOLDED) is folded
    assert not guarded(sheet, Answers(), fear)


def test_they_fold_up_as_well_where_it_could_be_dangerous_to_say() -> None:
    answers = Answers().with_value("safe", "near")
    assert _state(made_sheet(), answers, "say").guarded


def test_what_is_asked_in_private_stands_first_and_the_core_follows() -> None:
    opened, more = arranged(made_sheet())
    assert opened == ("safe", "need")
    assert more[0] == "ticks"
    assert arranged(made_sheet(), ["line", "unknown"])[0] == ("safe", "line")
    assert arranged(_sheet(MUCH_FIELD)) == (("f",), ())


MUCH_FIELD = _field(FieldType.TEXT, mark=3)


def test_more_than_is_meant_is_a_hint() -> None:
    assert over(MUCH_FIELD, "four")
    assert not over(MUCH_FIELD, "two")
    assert over(_field(FieldType.MULTI, most=1), ("a", "b"))
    assert not over(_field(FieldType.ROWS, most=1), (Row(b"1", {"a": "x"}), Row(b"2")))


@settings(max_examples=60)
@given(made_answers(), fears, st.booleans())
def test_two_people_never_see_what_is_private_or_never_stored(
    answers: Answers, fear: Fear | None, shared: bool
) -> None:
    states = visible(made_sheet(), answers, fear, shared=shared)
    assert [state.field for state in states] == list(made_sheet().fields)
    for state in states:
        if shared and (state.field.private or not state.field.stored):
            assert state.show == Show.HIDDEN


@settings(max_examples=60)
@given(made_answers(), st.sampled_from([(), ("ticks",), ("ticks", "safe")]))
def test_nothing_never_stored_is_left_and_nothing_else_is_lost(
    answers: Answers, keep: tuple[str, ...]
) -> None:
    answers = answers.with_value("safe_other", "words").with_value("newer", "kept")
    kept = storable(made_sheet(), answers, keep)
    gone = {"safe", "safe_other"} | ({"ticks", "ticks_other"} if "ticks" not in keep else set())
    assert gone.isdisjoint(kept.values)
    assert {k: v for k, v in answers.values.items() if k not in gone} == dict(kept.values)
    assert kept.rows == answers.rows


def test_a_column_that_is_never_stored_leaves_its_row() -> None:
    columns = (Field("a", FieldType.TEXT, "A"), Field("b", FieldType.TEXT, "B", stored=False))
    sheet = _sheet(_field(FieldType.ROWS, columns=columns))
    answers = Answers().with_rows("f", (Row(b"1", {"a": "x", "b": "y", "b_other": "z"}),))
    assert storable(sheet, answers).rows_of("f") == (Row(b"1", {"a": "x"}),)


def test_a_column_can_hide_another_one_in_its_own_row() -> None:
    hide = Reaction(is_any=("much",), hides=("why",))
    much = Field("much", FieldType.CHOICE, "M", options=(MUCH, LITTLE), reactions=(hide,))
    rows = _field(FieldType.ROWS, columns=(much, Field("why", FieldType.TEXT, "Why")))
    there, away = Row(b"1", {"much": "little"}), Row(b"2", {"much": "much", "why": "stays"})
    answers = Answers().with_rows("f", (there, away))

    def shown(row: Row) -> list[Show]:
        return [each.show for each in columns_of(_sheet(rows), rows, answers, row)]

    assert shown(there) == [Show.SHOWN, Show.SHOWN]
    assert shown(away) == [Show.SHOWN, Show.HIDDEN]


def test_a_row_says_what_its_columns_say() -> None:
    note = Reaction(is_any=("much",), note="N")
    column = Field("c", FieldType.CHOICE, "C", options=(MUCH,), reactions=(note,))
    field = _field(FieldType.ROWS, columns=(column,))
    assert row_reactions(field, Row(b"1", {"c": "much"})) == ((column, note),)
    assert row_reactions(field, Row(b"1")) == ()
