"""What of a sheet goes onto paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from safeharbor.domain.answers import Answers, Row, Value
from safeharbor.domain.page import (
    Big,
    Block,
    Choosable,
    Heading,
    Image,
    Lines,
    Page,
    PageBreak,
    PaperChoices,
    Paragraph,
    Table,
    Weeks,
    choosable,
    page,
    part_key,
)
from safeharbor.domain.pictures import TableData
from safeharbor.domain.sheet import (
    Field,
    FieldType,
    Option,
    Paper,
    Part,
    PartStyle,
    Picture,
    PictureKind,
    Sheet,
)
from support.made_answers import answers as made_answers
from support.made_answers import sheet as made_sheet

RINGS = (Option("inner", "Inner"), Option("outer", "Outer"))
COLUMNS = (
    Field("step", FieldType.TEXT, "Step"),
    Field("dread", FieldType.SCALE, "Dread"),
    Field("who", FieldType.PERSON, "Who"),
    Field("ring", FieldType.CHOICE, "Ring", options=RINGS),
)


def _rung(number: int, **values: Value) -> Row:
    return Row(bytes([number]), values)


RUNGS = (
    _rung(1, step="Ask", dread=5, who="Maria", ring="outer"),
    _rung(2, step="Wave", dread=2),
    _rung(3),
    _rung(4, step="Ring Maria", ring="inner"),
)
ANSWERS = Answers().with_rows("rungs", RUNGS)


def _sheet(*parts: Part, letter: bool = False, private: bool = False) -> Sheet:
    fields = (
        Field("rungs", FieldType.ROWS, "Steps", columns=COLUMNS, sorted_by="dread"),
        Field("close", FieldType.TEXT, "Close", private=private),
        Field("mine", FieldType.LINK, "Mine", target="ws:istatement"),
    )
    rings = Picture("rings", PictureKind.RINGS, "Rings", "rungs", "step", ("ring",))
    paper = Paper(parts, letter=letter)
    return Sheet("s", 1, "Ladder", "L", "trust", fields, paper=paper, pictures=(rings,))


def _blocks(*parts: Part, answers: Answers = ANSWERS, **choices: Any) -> tuple[Block, ...]:
    return page(_sheet(*parts), answers, replace(PaperChoices(), **choices)).blocks


def test_a_list_with_boxes_and_numbers_stands_easiest_first() -> None:
    part = Part("rungs", PartStyle.NUMBERED_BOXES, columns=("step", "dread"), in_order=True)
    assert _blocks(part) == (
        Heading("Steps"),
        Lines(("Wave · Dread: 2", "Ask · Dread: 5", "Ring M."), boxes=True, numbered=True),
    )


def test_a_table_leaves_out_what_is_empty() -> None:
    blocks = _blocks(Part("rungs", PartStyle.TABLE, label="-", columns=("step", "who")))
    rows = (("Ask", "M."), ("Wave", ""), ("Ring M.", ""))
    assert blocks == (Table(TableData(("Step", "Who"), rows)),)


def test_rows_stand_in_lists_by_a_choice() -> None:
    part = Part("rungs", PartStyle.LIST, columns=("step", "ring"), group_by="ring")
    assert _blocks(part) == (
        Heading("Steps"),
        Heading("Inner", 3),
        Lines(("Ring M.",)),
        Heading("Outer", 3),
        Lines(("Ask",)),
        Lines(("Wave",)),
    )


def test_only_the_newest_rows_are_printed_where_that_is_meant() -> None:
    part = Part("rungs", PartStyle.LIST, columns=("step",), last=2, label="Newest")
    assert _blocks(part) == (Heading("Newest"), Lines(("Wave", "Ring M.")))


def test_a_picture_is_followed_by_its_facts_and_weeks_by_names() -> None:
    blocks = _blocks(
        Part("rungs", PartStyle.PICTURE, label="-"),
        Part("rungs", PartStyle.WEEKS, label="-", new_page=True),
    )
    table = TableData(("Step", "Ring"), (("Ask", "Outer"), ("Ring M.", "Inner")))
    weeks = Weeks(("Ask", "Wave", "Ring M."))
    assert blocks == (Image("rings"), Table(table), PageBreak(), weeks)
    both = _blocks(Part("rungs", PartStyle.WEEKS, label="-", columns=("step", "who")))
    assert both == (Weeks(("Ask · M.", "Wave", "Ring M.")),)


def test_chosen_columns_join_the_list_that_is_printed_anyway() -> None:
    more = Part("rungs", PartStyle.LIST, columns=("ring",), chosen=True)
    parts = (Part("rungs", PartStyle.LIST, label="-", columns=("step",)), more)
    assert _blocks(*parts) == (Lines(("Ask", "Wave", "Ring M.")),)
    chosen = frozenset({part_key(more)})
    joined = Lines(("Ask · Outer", "Wave", "Ring M. · Inner"))
    assert _blocks(*parts, chosen=chosen) == (joined,)
    keys = choosable(_sheet(*parts), ANSWERS)
    assert keys == (Choosable("rungs.ring", "Ring"),)


def test_names_stay_where_somebody_wants_them() -> None:
    part = Part("rungs", PartStyle.LIST, label="-", columns=("who",))
    assert _blocks(part, initials=False) == (Lines(("Maria",)),)
    others = _blocks(Part("rungs", PartStyle.LIST, label="-", columns=("step",)), names=("Wave",))
    assert others == (Lines(("Ask", "W.", "Ring M.")),)


def test_a_letter_has_no_headings_and_a_linked_sheet_lends_its_words() -> None:
    sheet = _sheet(Part("close"), Part("mine"), letter=True)
    answers = Answers().with_value("close", "Be well.\nGo on.")
    choices = PaperChoices(links={"mine": "When it is late, I worry."}, date="21 November 2026")
    assert page(sheet, answers, choices) == Page(
        (Paragraph("Be well.\nGo on."), Paragraph("When it is late, I worry.")),
        date="21 November 2026",
        letter=True,
    )


def test_the_title_stands_there_only_when_it_is_chosen() -> None:
    assert page(_sheet(), Answers()).title == ""
    assert page(_sheet(), Answers(), PaperChoices(with_title=True)).title == "Ladder"


def test_a_number_says_what_its_ends_mean() -> None:
    answers = Answers().with_value("strength", 0).with_value("pick", ("calm", "near"))
    blocks = page(made_sheet(), answers).blocks
    assert Paragraph("0 / 10 (0 low, 10 high)") in blocks
    assert Lines(("Calm", "Near")) in blocks
    numb = page(made_sheet(), Answers().with_value("strength", "unsure"))
    assert numb.blocks == (Heading("Strength"), Paragraph("numb"))


def test_words_that_may_be_unsafe_leave_the_page_until_they_are_chosen() -> None:
    answers = Answers().with_value("say", "I say no")
    assert page(made_sheet(), answers).blocks == (Heading("Say"), Paragraph("I say no"))
    assert page(made_sheet(), answers, PaperChoices(guarded=True)).blocks == ()
    chosen = PaperChoices(guarded=True, chosen=frozenset({"say"}))
    assert page(made_sheet(), answers, chosen).blocks == (Heading("Say"), Paragraph("I say no"))
    assert choosable(made_sheet(), answers, PaperChoices(guarded=True)) == (
        Choosable("say", "Say"),
    )


def test_never_stored_ticks_are_printed_only_where_they_are_kept_and_chosen() -> None:
    answers = Answers().with_value("ticks", ("calm",)).with_value("safe", "calm")
    chosen = frozenset({"ticks", "safe"})
    assert page(made_sheet(), answers, PaperChoices(chosen=chosen)).blocks == ()
    kept = PaperChoices(chosen=chosen, keep=frozenset({"ticks", "safe"}))
    assert page(made_sheet(), answers, kept).blocks == (Heading("T"), Lines(("Calm",)))
    assert page(made_sheet(), answers, PaperChoices(keep=frozenset({"ticks"}))).blocks == ()


def _texts(made: Page) -> list[str]:
    texts: list[str] = []
    for block in made.blocks:
        if isinstance(block, Table):
            texts += [*block.table.head, *(cell for row in block.table.rows for cell in row)]
        elif isinstance(block, Lines):
            texts += block.items
        elif isinstance(block, (Big, Paragraph, Heading)):
            texts.append(block.text)
    return texts


SECRET = "Never to be seen"


@settings(max_examples=60)
@given(made_answers(), st.booleans(), st.booleans(), st.frozensets(st.sampled_from("abc")))
def test_no_gap_no_private_word_and_no_name_is_left(
    answers: Answers, shared: bool, guarded: bool, extra: frozenset[str]
) -> None:
    answers = answers.with_value("cost", SECRET).with_value("who", "Theodora")
    answers = answers.with_value("line", "theodora knows")
    chosen = frozenset({"cost", "need", *extra})
    choices = PaperChoices(shared=shared, guarded=guarded, chosen=chosen)
    texts = _texts(page(made_sheet(), answers, choices))
    assert all(block != Lines(()) for block in page(made_sheet(), answers, choices).blocks)
    assert (SECRET in texts) is (not shared and "need" not in answers.values)
    assert not [text for text in texts if "theodora" in text.lower()]
