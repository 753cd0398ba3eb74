"""Sheets and answers by chance, for properties that hold for every one of them."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from safeharbor.domain.answer_words import line_id
from safeharbor.domain.answers import Answers, Row, Value, is_empty
from safeharbor.domain.sheet import (
    UNSURE,
    Fear,
    Field,
    FieldType,
    Gate,
    Option,
    Paper,
    Part,
    PartStyle,
    Reaction,
    Sheet,
    Suggestion,
    SuggestKind,
)

LETTERS: Final = "abc ü.'\n<&|=\\*_#`-@\"0Z漢🙂"

words = st.text(LETTERS, max_size=12)
"""What somebody may type, with everything in it that a file could trip over."""

fears = st.none() | st.sampled_from(Fear)

_OPTIONS: Final = (Option("calm", "Calm"), Option("near", "Near"), Option("other", "Other"))
_ROW_IDS: Final = tuple(bytes([n]) * 16 for n in range(1, 5))


_T: Final = FieldType
_COLUMNS: Final = (
    Field("what", _T.TEXT, "What"),
    Field("who", _T.PERSON, "Who"),
    Field("dread", _T.SCALE, "Dread", unsure="can't tell"),
    Field("kind", _T.CHOICE, "Kind", options=_OPTIONS),
    Field("on", _T.DATE, "On"),
)
_NUMBERS: Final = (Field("met", _T.SCALE, "Met"), Field("matters", _T.SCALE, "Matters"))
_DANGER: Final = Reaction(is_any=("near",), note="A note.", guarded=True)
_NO_COST: Final = Reaction(written=1, hides=("cost",))
_SAY: Final = Suggestion(SuggestKind.COMPOSE, lines=("I need {need}.", "{line}"))
_TOP: Final = Suggestion(SuggestKind.GAP, of="grid", more="matters", less="met", most=2)
_WAYS: Final = Suggestion(SuggestKind.CARRY, of="top", into="what")
_FIELDS: Final = (
    Field("safe", _T.CHOICE, "Safe?", options=_OPTIONS, stored=False, reactions=(_DANGER,)),
    Field("ticks", _T.MULTI, "T", options=_OPTIONS, stored=False, keep_label="Keep"),
    Field("need", _T.TEXT, "Need", reactions=(_NO_COST,)),
    Field("line", _T.LONG_TEXT, "Line", hints=("always",)),
    Field("say", _T.LONG_TEXT, "Say", says=True, suggest=_SAY),
    Field("cost", _T.TEXT, "Cost", private=True),
    Field("who", _T.PERSON, "Who"),
    Field("strength", _T.SCALE, "Strength", ends=("low", "high"), unsure="numb"),
    Field("on", _T.DATE, "On"),
    Field("pick", _T.MULTI, "Pick", options=_OPTIONS),
    Field("grid", _T.ROWS, "Grid", lines_by="pick", columns=_NUMBERS),
    Field("top", _T.MULTI, "Top", options=_OPTIONS, suggest=_TOP),
    Field("ways", _T.ROWS, "Ways", columns=_COLUMNS, sorted_by="dread", suggest=_WAYS),
    Field("list", _T.ROWS, "List", columns=_COLUMNS),
)
_PARTS: Final = (
    Part("line", PartStyle.BIG, label="-"),
    Part("say"),
    Part("pick", PartStyle.LIST),
    Part("strength"),
    Part("cost"),
    Part("ways", PartStyle.TABLE),
    Part("list", PartStyle.NUMBERED_BOXES, columns=("what", "who")),
)
_SHEET: Final = Sheet(
    id="chance",
    rev=1,
    title="Chance",
    line="One of everything.",
    shelf="steady",
    fields=_FIELDS,
    core=("need",),
    gate=Gate.NAMED,
    paper=Paper(_PARTS, pocket=("line", "ways")),
)


def sheet() -> Sheet:
    """One of everything: every type, every suggestion from within, reactions, private fields."""
    return _SHEET


def _value(field: Field) -> st.SearchStrategy[Value]:
    ids = [each.id for each in field.options]
    if field.type == FieldType.CHOICE:
        return st.sampled_from(ids)
    if field.type == FieldType.MULTI:
        return st.lists(st.sampled_from(ids), unique=True, min_size=1).map(tuple)
    if field.type == FieldType.SCALE:
        return st.integers(0, 10) | (st.just(UNSURE) if field.unsure else st.nothing())
    if field.type == FieldType.DATE:
        return st.sampled_from(["2026", "2026-11", "2026-11-21"])
    return words


@st.composite
def rows(draw: st.DrawFn, field: Field) -> Row:
    """A row of a field, with anything in its columns."""
    names = [line_id(each.id) for each in _OPTIONS] if field.lines_by else list(_ROW_IDS)
    values: dict[str, Value] = {}
    for column in field.columns:
        value = draw(_value(column) | st.none())
        if not is_empty(value):
            values[column.id] = value
    return Row(draw(st.sampled_from(names)), values)


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Anything that can stand in the sheet."""
    made = Answers()
    for field in sheet().fields:
        if not draw(st.booleans()):
            continue
        if field.type == FieldType.ROWS:
            drawn = draw(st.lists(rows(field), max_size=4, unique_by=lambda row: row.id))
            made = made.with_rows(field.id, tuple(drawn))
        else:
            made = made.with_value(field.id, draw(_value(field)))
    return made
