"""What of a step stands open, and what follows from how strong it is: rules without a window."""

from __future__ import annotations

import datetime as dt

import pytest

from safeharbor.content.guides import GUIDE_IDS, load_guide
from safeharbor.domain.answers import Answers
from safeharbor.domain.checkins import CHECKINS
from safeharbor.domain.guide import BlockType, Guide, Mark, Step
from safeharbor.domain.sheet import UNSURE
from safeharbor.ui.guide.going import FIRST_AID, FIRST_AID_STEPS, GUIDE_STEP, goal
from safeharbor.ui.guide.order import ordered, relief_first, stores
from safeharbor.ui.guide.strength import Change, change, is_night, is_strong
from safeharbor.ui.guide.visit import put_aside
from safeharbor.ui.wishes import ExerciseWish, NewSheet, OpenStep

EVERY_STEP = [(guide, step) for guide in map(load_guide, GUIDE_IDS) for step in guide.steps]


def step_of(name: str) -> Step:
    guide, _, step = name.partition(".")
    return load_guide(guide).step(step)


def test_the_core_is_open_and_other_storing_blocks_wait() -> None:
    order = ordered(step_of("trust8.s1"), kept=True)
    kinds = [block.type for block in order.first]
    assert kinds == [BlockType.CHECKIN, BlockType.SAFETY, BlockType.READING, BlockType.WORKSHEET]
    assert [block.field.id for block in order.later if block.field] == [
        "beliefs",
        "today",
        "openness",
        "traps",
    ]
    assert [block.after for block in order.last] == [True]


@pytest.mark.parametrize(("guide", "step"), EVERY_STEP)
def test_every_block_of_every_step_has_its_place(guide: Guide, step: Step) -> None:
    order = ordered(step, kept=True)
    assert sorted(map(id, order.blocks)) == sorted(map(id, step.blocks)), guide.id
    open_ones = [*order.first, *order.last]
    asking = [b for b in open_ones if stores(b) and b.type is not BlockType.CHECKIN]
    assert all(block is step.core for block in asking)


@pytest.mark.parametrize("name", sorted(FIRST_AID_STEPS))
def test_without_a_vault_nothing_that_is_stored_is_asked(name: str) -> None:
    order = ordered(step_of(name), kept=False)
    assert not any(stores(block) for block in order.blocks)
    assert BlockType.READING in [block.type for block in order.blocks]


def test_relief_stands_alone_where_first_aid_begins_with_it() -> None:
    found = {f"{g.id}.{s.id}" for g, s in EVERY_STEP if relief_first(s)}
    assert {"rejection.s1", "betrayal.s1"} <= found <= FIRST_AID_STEPS


def test_every_step_of_first_aid_opens_without_a_vault() -> None:
    marked = {f"{g.id}.{s.id}" for g, s in EVERY_STEP if s.mark is Mark.FIRST_AID}
    assert marked == FIRST_AID_STEPS


@pytest.mark.parametrize(
    ("value", "strong"), [(None, False), (0, False), (6, False), (7, True), (UNSURE, True)]
)
def test_from_seven_on_or_numb_steadiness_comes_first(value: object, *, strong: bool) -> None:
    assert is_strong(value) is strong


@pytest.mark.parametrize(
    ("before", "after", "rises", "how"),
    [
        (6, 5, 0, Change.LOWER),
        (6, 6, 0, Change.SAME),
        (6, 7, 1, Change.SAME),
        (4, 6, 0, Change.HIGHER),
        (4, UNSURE, 0, Change.HIGHER),
        (4, 6, 1, Change.TWICE),
        (None, 6, 0, None),
        (4, None, 0, None),
        (UNSURE, 4, 0, None),
    ],
)
def test_what_is_said_after_a_step(
    before: object, after: object, rises: int, how: Change | None
) -> None:
    assert change(before, after, rises) is how


@pytest.mark.parametrize(("hour", "night"), [(22, False), (23, True), (4, True), (5, False)])
def test_the_night_is_from_eleven_to_five(hour: int, *, night: bool) -> None:
    assert is_night(dt.datetime(2026, 11, 21, hour, tzinfo=dt.UTC)) is night


def test_check_ins_of_a_visit_that_is_over_stand_aside() -> None:
    step = step_of("trust8.s1")
    answers = Answers({"before": 4, "after": 7, "beliefs": "Wait."})
    kept, extra = put_aside(step, answers, {CHECKINS: [[3, 3]]})
    assert dict(kept.values) == {"beliefs": "Wait."}
    assert extra[CHECKINS] == [[3, 3], [4, 7]]
    assert put_aside(step, kept, extra) == (kept, extra)


def test_links_lead_away_and_back() -> None:
    assert goal("ex:gr_orient", GUIDE_STEP).wish == ExerciseWish("gr_orient", then=GUIDE_STEP)
    assert goal("ws:roots", GUIDE_STEP).wish == NewSheet("roots", then=GUIDE_STEP)
    assert goal("step:help.s7", GUIDE_STEP) == (GUIDE_STEP, OpenStep("help", "s7"))
    assert goal("help.s7", FIRST_AID) == (FIRST_AID, OpenStep("help", "s7"))
    assert goal("help.s2", FIRST_AID).route == GUIDE_STEP
    assert goal("help", FIRST_AID) == ("help", None)
    assert goal("bounds", GUIDE_STEP).route == "guides"
    breath = goal("ex:br_long_exhale", GUIDE_STEP, minutes=1)
    assert (breath.route, breath.comes_back) == ("breathe", True)
