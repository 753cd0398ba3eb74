"""Steps of guides: which block is the core, and the form that the answers are kept with."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.errors import HarborError
from safeharbor.domain.form_repair import pruned
from safeharbor.domain.form_rules import gate_stands, storable
from safeharbor.domain.guide import BlockType, Mark, full_id, parts_of, step_sheet
from safeharbor.domain.meant import fields_of_meant, meant_in
from safeharbor.domain.sheet import UNSURE, FieldType, Meant
from support.guide_files import GUIDE, field_of, guide_from


def test_a_step_is_kept_as_a_form_of_its_own() -> None:
    guide = guide_from()
    sheet = step_sheet(guide, guide.step("s1"))
    assert (sheet.id, sheet.rev, sheet.title) == ("start.s1", 3, "Where it began")
    assert sheet.heavy
    assert sheet.living
    assert gate_stands(sheet, Answers())
    asked = ["before", "taught", "worth", "try", "of_me", "again", "after"]
    assert [each.id for each in sheet.fields] == asked
    assert pruned(sheet) == sheet


def test_a_check_in_takes_a_number_or_cannot_tell() -> None:
    guide = guide_from()
    before = field_of(guide, "before")
    assert before.type is FieldType.SCALE
    assert before.stored
    assert before.unsure == "can't tell / numb"
    kept = storable(step_sheet(guide, guide.step("s1")), Answers().with_value("before", UNSURE))
    assert kept.value("before") == UNSURE


def test_what_is_never_stored_is_not_in_the_form_that_is_kept_nor_on_paper() -> None:
    guide = guide_from()
    sheet = step_sheet(guide, guide.step("s1"))
    answers = Answers().with_value("of_me", "yes").with_value("taught", "To ask for nothing.")
    assert dict(storable(sheet, answers).values) == {"taught": "To ask for nothing."}
    assert "of_me" not in {part.field for part in sheet.paper.parts}


def test_a_plan_is_met_again_on_the_page_of_what_was_meant() -> None:
    guide = guide_from()
    sheet = step_sheet(guide, guide.step("s1"))
    row = Row(
        b"r", {"cue": "tea is ready", "action": "ask", "day": "2026-12-01", "went": "dropped"}
    )
    items = meant_in(sheet, Answers().with_rows("try", (row,)), uuid4())
    assert [(item.what, item.day, item.went) for item in items] == [
        ("ask", "2026-12-01", "Dropped on purpose")
    ]
    assert "try" in fields_of_meant(sheet)


def test_a_day_to_look_again_is_met_with_the_words_of_the_core() -> None:
    guide = guide_from()
    sheet = step_sheet(guide, guide.step("s1"))
    answers = Answers().with_value("again", "2027-01").with_value("taught", "To ask for nothing.")
    items = meant_in(sheet, answers, uuid4())
    assert [(item.what, item.day) for item in items] == [("To ask for nothing.", "2027-01")]


def test_a_step_that_asks_for_nothing_but_a_day_keeps_it_all_the_same() -> None:
    guide = guide_from()
    step = guide.step("s1")
    day = next(each for each in step.blocks if each.field and each.field.id == "again")
    sheet = step_sheet(guide, replace(step, blocks=(day,)))
    assert sheet.meant == (Meant(day="again", what=""),)
    assert pruned(sheet).meant == sheet.meant
    (item,) = meant_in(sheet, Answers().with_value("again", "2027"), uuid4())
    assert (item.what, item.day, item.title) == ("", "2027", "Where it began")


def test_rows_with_a_day_say_what_became_of_them() -> None:
    text = GUIDE.replace(
        'type = "prompt"\nid = "taught"\nlabel = "What did it teach you?"\n',
        """type = "rows"
id = "taught"
label = "A week"
[[steps.blocks.columns]]
id = "when"
type = "date"
label = "Day"
day = "by"
[[steps.blocks.columns]]
id = "pleasant"
type = "text"
label = "Something pleasant"
[[steps.blocks.columns]]
id = "done"
type = "choice"
label = "Done?"
options = { yes = "Yes", no = "No" }
""",
    ).replace('pocket = "It taught me {taught}"', "")
    guide = guide_from(text)
    meant = step_sheet(guide, guide.step("s1")).meant
    assert Meant(rows="taught", day="when", what="pleasant", went="done") in meant


def test_the_pocket_card_of_a_step_is_that_of_its_form() -> None:
    guide = guide_from()
    assert step_sheet(guide, guide.step("s1")).paper.pocket_text == "It taught me {taught}"


def test_how_strong_it_was_is_no_part_of_what_is_printed() -> None:
    guide = guide_from()
    sheet = step_sheet(guide, guide.step("s1"))
    assert [part.field for part in sheet.paper.parts] == ["taught", "worth", "try", "again"]


WAITS = 'id = "again"\nonly_if = {}'


@pytest.mark.parametrize(
    ("waits", "fault"),
    [
        ('{ of_me = ["no", "yes"] }', ""),
        ('{ nobody = ["no"] }', ": no block above it offers a choice"),
        ('{ worth = ["no"] }', ": no block above it offers a choice"),
        ('{ of_me = ["maybe"] }', ".of_me: there is no option maybe"),
    ],
)
def test_a_block_may_wait_for_a_choice_above_it(waits: str, fault: str) -> None:
    text = GUIDE.replace('id = "again"', WAITS.replace("{}", waits))
    if fault:
        with pytest.raises(HarborError) as caught:
            guide_from(text)
        place, _, reason = fault.partition(": ")
        assert caught.value.facts["path"] == f"steps.s1.blocks.again.only_if{place}"
        assert str(caught.value.facts["reason"]).startswith(reason)
        return
    (block,) = (each for each in guide_from(text).step("s1").blocks if each.only_if)
    assert block.only_if == (("of_me", ("no", "yes")),)


def test_nothing_of_a_quiet_step_is_printed() -> None:
    guide = guide_from()
    paper = step_sheet(guide, replace(guide.step("s1"), quiet=True)).paper
    assert (paper.on, paper.parts, paper.pocket_text) == (False, (), "")


def test_without_a_mark_the_first_block_after_the_cards_that_keeps_something_is_the_core() -> None:
    step = guide_from().step("s1")
    assert step.mark is Mark.HEAVY
    assert step.core is not None
    assert step.core.field is not None
    assert step.core.field.id == "taught"
    sheet = next(each for each in step.blocks if each.type is BlockType.WORKSHEET)
    of_me = next(each for each in step.blocks if each.field and each.field.id == "of_me")
    reading = next(each for each in step.blocks if each.type is BlockType.READING)
    assert replace(step, blocks=(reading, of_me, sheet)).core is sheet
    assert replace(step, blocks=(sheet, reading, of_me)).core is sheet
    assert replace(step, blocks=(reading, of_me)).core is None


def test_a_mark_makes_the_core() -> None:
    step = guide_from(GUIDE.replace('sheet = "roots"', 'sheet = "roots"\ncore = true')).step("s1")
    assert step.core is not None
    assert step.core.sheet == "roots"


def test_full_ids_come_apart_again() -> None:
    guide = guide_from()
    assert parts_of(full_id(guide, guide.step("s1"))) == ("start", "s1")
    assert parts_of("start") == ("start", "")
    assert parts_of("anna/calm.s2") == ("anna/calm", "s2")
