"""What does not fit together in a sheet is named with its place, and repaired when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.form_faults import Known
from safeharbor.domain.form_repair import pruned
from safeharbor.domain.sheet import (
    Day,
    Field,
    FieldType,
    Meant,
    Option,
    Paper,
    Part,
    PartStyle,
    Picture,
    PictureKind,
    Reaction,
    Sheet,
    Suggestion,
    SuggestKind,
    Variant,
)
from safeharbor.domain.sheet_faults import sheet_faults
from support.made_sheets import sheets

KNOWN = Known({"gr_feet"}, {"timeout", "boundary"}, {"help.s7"})
T = FieldType
AB = (Option("a", "A"), Option("b", "B"))

AREA = Field("area", T.CHOICE, "Area", options=(*AB, Option("other", "Other")))
SAFE = Field("safe", T.CHOICE, "Safe?", options=AB, stored=False)
DANGER = Field("danger", T.MULTI, "Danger", options=AB, stored=False, keep_label="Keep these")
LINE = Field("line", T.TEXT, "Line")
LEVEL = Field("level", T.SCALE, "Level", unsure="can't tell")
DAY = Field("day", T.DATE, "Day", day=Day.BY)
STEPS = Field(
    "steps",
    T.ROWS,
    "Steps",
    columns=(LINE, replace(LEVEL, id="dread"), replace(LEVEL, id="price"), AREA, DAY),
)
SHEET = Sheet("boundary", 1, "T", "L", "own", (AREA, SAFE, DANGER, LINE, LEVEL, DAY, STEPS))


def faults(sheet: Sheet) -> dict[str, str]:
    return dict(sheet_faults(sheet, KNOWN))


def with_field(field: Field) -> Sheet:
    kept = [field if each.id == field.id else each for each in SHEET.fields]
    return replace(SHEET, fields=tuple(kept if field in kept else [*kept, field]))


def test_a_sound_sheet_has_no_faults() -> None:
    assert faults(SHEET) == {}
    assert pruned(SHEET) == SHEET


FIELDS: dict[str, tuple[Field, str, str]] = {
    "ends of a text": (replace(LINE, ends=("a", "b")), "line.ends", "type text"),
    "a choice of nothing": (replace(AREA, options=()), "area.options", "needs it"),
    "rows of nothing": (replace(STEPS, columns=()), "steps.columns", "needs it"),
    "an option twice": (replace(AREA, options=(*AB, *AB)), "area.options.a", "stands here twice"),
    "kept all the same": (replace(LINE, keep_label="Keep"), "line.keep_label", "stored anyway"),
    "a hidden column": (
        replace(STEPS, columns=(replace(LINE, stored=False),)),
        "steps.columns.line.stored",
        "always stored",
    ),
    "rows in rows": (
        replace(STEPS, columns=(replace(STEPS, id="more"),)),
        "steps.columns.more.type",
        "rows cannot stand inside rows",
    ),
    "sorted by words": (replace(STEPS, sorted_by="line"), "steps.sorted_by", "type scale"),
    "lines of both kinds": (
        replace(STEPS, lines=AB, lines_by="danger"),
        "steps.lines_by",
        "do not go together",
    ),
    "lines by one choice": (replace(STEPS, lines_by="area"), "steps.lines_by", "type multi"),
    "words beside other": (Field("area_other", T.TEXT, "X"), "area", "beside its option other"),
    "a link to nowhere": (
        Field("go", T.LINK, "Go", target="ws:gone"),
        "go.target",
        "no sheet gone",
    ),
    "a link to no exercise": (Field("go", T.LINK, "Go", target="ex:x"), "go.target", "exercise x"),
    "no link at all": (Field("go", T.LINK, "Go", target="ws:"), "go.target", "belongs here"),
    "options by nothing": (
        replace(AREA, options_by="gone"),
        "area.options_by",
        "no field gone",
    ),
    "an option for nothing": (
        replace(DANGER, options=(Option("a", "A", only_for=("z",)),), options_by="area"),
        "danger.options.a.only_for",
        "no option z",
    ),
    "an option for what": (
        replace(DANGER, options=(Option("a", "A", only_for=("z",)),)),
        "danger.options.a.only_for",
        "does not say which field",
    ),
    "words of a field that is not there": (
        replace(LINE, suggest=Suggestion(SuggestKind.COMPOSE, ("{gone}",))),
        "line.suggest.lines",
        "no field gone",
    ),
    "words of what is never stored": (
        replace(LINE, suggest=Suggestion(SuggestKind.COMPOSE, ("{safe}",))),
        "line.suggest.lines",
        "safe is never stored",
    ),
    "half a bracket": (
        replace(LINE, suggest=Suggestion(SuggestKind.COMPOSE, ("{line",))),
        "line.suggest.lines",
        "has no partner",
    ),
    "a gap of words": (
        replace(DANGER, suggest=Suggestion(SuggestKind.GAP, of="steps", more="line", less="dread")),
        "danger.suggest.more",
        "type scale",
    ),
    "a gap for a line": (
        replace(LINE, suggest=Suggestion(SuggestKind.GAP, of="steps", more="price", less="dread")),
        "line.suggest",
        "gap makes nothing for the type text",
    ),
    "carried nowhere": (
        replace(STEPS, suggest=Suggestion(SuggestKind.CARRY, of="area", into="gone")),
        "steps.suggest.into",
        "no column gone",
    ),
    "a number of a text": (
        replace(LINE, reactions=(Reaction(at_least=7, note="N"),)),
        "line.reactions[0].at_least",
        "can never come true",
    ),
    "always": (replace(LEVEL, reactions=(Reaction(note="N"),)), "level.reactions[0]", "say when"),
    "nothing happens": (
        replace(LEVEL, reactions=(Reaction(at_least=7),)),
        "level.reactions[0]",
        "what happens",
    ),
    "no such step": (
        replace(LEVEL, reactions=(Reaction(at_least=7, steps=("help.s99",)),)),
        "level.reactions[0].steps",
        "no step help.s99",
    ),
    "what is hidden": (
        replace(LEVEL, reactions=(Reaction(at_least=7, hides=("gone",)),)),
        "level.reactions[0].hides",
        "no field gone",
    ),
    "what folds": (
        replace(LEVEL, reactions=(Reaction(at_least=7, folds=True),)),
        "level.reactions[0].folds",
        "only a row",
    ),
    "words that depend on words": (
        replace(LINE, variants=(Variant("day", ("a",), label="L"),)),
        "line.variants[0]",
        "no options to depend on",
    ),
    "no other words": (
        replace(LINE, variants=(Variant("area", ("a",)),)),
        "line.variants[0]",
        "no other words",
    ),
}


@pytest.mark.parametrize("what", FIELDS)
def test_a_field_that_does_not_fit_is_named(what: str) -> None:
    field, place, said = FIELDS[what]
    found = faults(with_field(field))
    assert said in found[f"fields.{place}"]


WHOLES: dict[str, tuple[Callable[[Sheet], Sheet], str, str]] = {
    "no fields": (lambda s: replace(s, fields=()), "fields", "asks nothing"),
    "core": (lambda s: replace(s, core=("gone",)), "core", "no field gone"),
    "core twice": (lambda s: replace(s, core=("line", "line")), "core.line", "twice"),
    "paper": (
        lambda s: replace(s, paper=Paper((Part("gone"),))),
        "paper.parts[0].field",
        "no field gone",
    ),
    "paper of what is never stored": (
        lambda s: replace(s, paper=Paper((Part("safe", chosen=True),))),
        "paper.parts[0].field",
        "never printed",
    ),
    "ticks that are printed unasked": (
        lambda s: replace(s, paper=Paper((Part("danger", PartStyle.LIST),))),
        "paper.parts[0].field",
        "never printed",
    ),
    "a table of a line": (
        lambda s: replace(s, paper=Paper((Part("line", PartStyle.TABLE),))),
        "paper.parts[0].style",
        "only rows",
    ),
    "a picture of nothing": (
        lambda s: replace(s, paper=Paper((Part("steps", PartStyle.PICTURE),))),
        "paper.parts[0].style",
        "no picture",
    ),
    "a column on paper": (
        lambda s: replace(s, paper=Paper((Part("steps", columns=("gone",)),))),
        "paper.parts[0].columns",
        "no column gone",
    ),
    "lists by words": (
        lambda s: replace(s, paper=Paper((Part("steps", PartStyle.LIST, group_by="line"),))),
        "paper.parts[0].group_by",
        "type choice",
    ),
    "the pocket": (
        lambda s: replace(s, paper=Paper(pocket=("safe",))),
        "paper.pocket",
        "never stored",
    ),
    "the words of the pocket": (
        lambda s: replace(s, paper=Paper(pocket_text="Back at {gone}")),
        "paper.pocket_text",
        "no field gone",
    ),
    "a picture": (
        lambda s: replace(s, pictures=(picture(values=("line",)),)),
        "pictures.p.values",
        "no scale or choice line",
    ),
    "a picture of two": (
        lambda s: replace(s, pictures=(picture(values=("dread", "price")),)),
        "pictures.p.values",
        "made of 1",
    ),
    "a picture without names": (
        lambda s: replace(s, pictures=(picture(name="line_"),)),
        "pictures.p.name",
        "no column line_",
    ),
    "a picture of single fields": (
        lambda s: replace(s, pictures=(Picture("p", PictureKind.GAP, "P", values=("level",)),)),
        "pictures.p.values",
        "pairs",
    ),
    "a day that is none": (
        lambda s: replace(s, meant=(Meant("line", "line"),)),
        "meant[0].day",
        "",
    ),
    "what was meant": (
        lambda s: replace(s, meant=(Meant("day", "gone"),)),
        "meant[0].what",
        "no field gone",
    ),
    "rows that are meant": (
        lambda s: replace(s, meant=(Meant("day", "line", rows="area"),)),
        "meant[0].rows",
        "no rows area",
    ),
}


def picture(name: str = "line", values: tuple[str, ...] = ("dread",)) -> Picture:
    return Picture("p", PictureKind.LADDER, "P", "steps", name, values)


@pytest.mark.parametrize("what", WHOLES)
def test_a_sheet_that_does_not_fit_is_named(what: str) -> None:
    change, place, said = WHOLES[what]
    assert said in faults(change(SHEET))[place]


def test_what_may_be_kept_is_printed_when_it_is_asked_for() -> None:
    chosen = Part("danger", PartStyle.LIST, chosen=True)
    assert faults(replace(SHEET, paper=Paper((chosen,)))) == {}


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_a_sheet_made_to_fit_has_no_faults_and_nothing_to_take_out(sheet: Sheet) -> None:
    assert faults(sheet) == {}
    assert pruned(sheet) == sheet


@given(sheets(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_field_can_be_taken_out_of_any_sheet(sheet: Sheet, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sheet.fields))
    kept = tuple(each for each in sheet.fields if each is not gone)
    left = pruned(replace(sheet, fields=kept))
    assert [each.id for each in left.fields] == [each.id for each in kept]
    assert set(faults(left)) <= {"fields"}


def without(sheet: Sheet, field_id: str, option_id: str = "") -> Sheet:
    """``sheet`` after a field, or one of its options, was taken out and it was put right."""
    fields = list(sheet.fields)
    place = [each.id for each in fields].index(field_id)
    if option_id:
        kept = tuple(each for each in fields[place].options if each.id != option_id)
        fields[place] = replace(fields[place], options=kept)
    else:
        del fields[place]
    return pruned(replace(sheet, fields=tuple(fields)))


LEANING = replace(
    with_field(replace(AREA, reactions=(Reaction(is_any=("a",), note="N"),))),
    fields=(
        replace(AREA, reactions=(Reaction(is_any=("a",), note="N"),)),
        Field(
            "top",
            T.MULTI,
            "Top",
            options=(Option("x", "X", only_for=("a",)), Option("y", "Y", only_for=("a", "b"))),
            options_by="area",
        ),
        replace(LINE, variants=(Variant("area", ("a",), label="L"),)),
        STEPS,
        replace(STEPS, id="more", suggest=Suggestion(SuggestKind.CARRY, of="top", into="line")),
    ),
    paper=Paper((Part("steps", PartStyle.PICTURE),)),
    pictures=(picture(),),
)


def test_an_option_takes_with_it_what_was_only_there_for_it() -> None:
    assert faults(LEANING) == {}
    left = without(LEANING, "area", "a")
    assert faults(left) == {}
    assert [(each.id, each.only_for) for each in left.field("top").options] == [("y", ("b",))]
    assert (left.field("area").reactions, left.field("line").variants) == ((), ())


def test_a_field_takes_with_it_what_leans_on_it() -> None:
    left = without(LEANING, "area")
    assert faults(left) == {}
    assert [each.id for each in left.field("top").options] == ["x", "y"]
    left = without(LEANING, "top")
    assert faults(left) == {}
    assert left.field("more").suggest is None


def test_without_its_picture_a_list_is_printed() -> None:
    kept = tuple(column for column in STEPS.columns if column.id != "dread")
    fields = tuple(replace(x, columns=kept) if x.id == "steps" else x for x in LEANING.fields)
    left = pruned(replace(LEANING, fields=fields))
    assert faults(left) == {}
    assert (left.pictures, left.paper.parts[0].style) == ((), PartStyle.LIST)
