"""The rules that every step obeys, as far as its file can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from safeharbor.content.guides import GUIDE_IDS, load_guide
from safeharbor.content.sheets import SHEET_IDS, load_sheet
from safeharbor.domain.answers import Answers
from safeharbor.domain.form_rules import Show, visible
from safeharbor.domain.guide import Block, BlockType, Guide, Mark, Step, full_id, step_sheet
from safeharbor.domain.sheet import Day, Field, FieldType, Gate, Option
from safeharbor.ui.guide.order import wanted

ALL: Final = [(guide, step) for guide in map(load_guide, GUIDE_IDS) for step in guide.steps]
HEAVY: Final = [(guide, step) for guide, step in ALL if step.mark is Mark.HEAVY]
GATED_SHEETS: Final = {
    "agreement": Gate.ALWAYS,
    "balance": Gate.ALWAYS,
    "boundary": Gate.ALWAYS,
    "bridge": Gate.ALWAYS,
    "convo": Gate.ALWAYS,
    "digital": Gate.NAMED,
    "istatement": Gate.ALWAYS,
    "timeout": Gate.ALWAYS,
}
REPEATS: Final = {
    "bounds.s5.ease": "bounds.s1.ease",
    "connect.s6.connected": "connect.s1.connected",
    "digital.s5.control": "digital.s1.control",
    "rejection.s8.sting": "rejection.s2.sting",
    "selftrust.s5.act": "selftrust.s1.act",
    "selftrust.s5.mend": "selftrust.s1.mend",
    "selftrust.s5.notice": "selftrust.s1.notice",
    "social.s6.dread": "social.s1.dread",
    "stress.s3.load": "stress.s1.load",
    "trust8.s9.close": "start.s3.close",
    "trust8.s9.self": "start.s3.self",
    "trust8.s9.world": "start.s3.world",
}
DAYS_THAT_WERE: Final = {"flags.s3.log.day", "stress.s3.three.day", "work.s4.thanks.said_on"}
"""Days of what has happened: nothing is to be looked at again on them."""

COUNTS: Final = re.compile(r"%|\b(scores?|streaks?|percent|badges?|well done|points? each)\b", re.I)
SEX: Final = re.compile(r"\b(sex|sexual|nudes?|naked)\b", re.I)
AGE: Final = re.compile(r"\b(your age|how old|born in|date of birth)\b", re.I)
PICTURES: Final = re.compile(
    r"\b(bridges?|doors?|ladders?|walls?|anchors?|roots?|armou?r|storms?|rungs?|masks?|harbou?rs?)\b",
    re.I,
)
LITERAL: Final = {"Door closed, or people told"}
UNSAID: Final = re.compile(
    r"may (?:also )?stay|say nothing|stays? silent|in silence|not telling|keeping it to yourself"
    r"|does not mean saying",
    re.I,
)
WHY: Final = re.compile(r"\b(why|mean|meaning|reason|because|cause|lost)\b", re.I)


def named(pair: tuple[Guide, Step]) -> str:
    return full_id(*pair)


def fields_of(step: Step) -> Iterator[tuple[str, Field]]:
    """Everything that is asked, columns too, each with its path."""
    for field in step.fields:
        yield field.id, field
        yield from ((f"{field.id}.{each.id}", each) for each in field.columns)


def options_of(step: Step) -> Iterator[Option]:
    for _, field in fields_of(step):
        yield from (*field.options, *field.lines)


def targets_of(step: Step) -> set[str]:
    blocks = (link for block in step.blocks for link in block.links)
    return {link.target for link in (*step.links, *step.end.links, *blocks)}


def said_in(step: Step) -> str:
    """All that is read in a step."""
    blocks = (text for b in step.blocks for text in (b.label, b.text, b.help))
    cards = (text for card in step.cards for text in (card.title, card.text))
    asked = (text for _, field in fields_of(step) for text in (field.label, field.help))
    options = (each.label for each in options_of(step))
    own = (step.title, step.line, step.safety, step.end.title, step.end.text, step.end.pocket)
    return " ".join((*own, *cards, *blocks, *asked, *options))


def shown(guide: Guide, step: Step, answers: Answers) -> Iterator[Block]:
    """The blocks that ask something once ``answers`` were given."""
    states = {each.field.id: each for each in visible(step_sheet(guide, step), answers)}
    for block in step.blocks:
        if block.field and states[block.field.id].show is not Show.HIDDEN:
            yield from [block] if wanted(block, answers) else []


@pytest.mark.parametrize("pair", HEAVY, ids=named)
def test_a_heavy_step_asks_for_what_stings_a_little_and_else_can_wait(
    pair: tuple[Guide, Step],
) -> None:
    _, step = pair
    said = said_in(step)
    assert "at 3, 4 or 5 out of 10" in said
    assert "everything is above 5" in said
    assert targets_of(step) >= {"help.s2"}
    assert targets_of(step) & {"rejection.s1", "betrayal.s1"}


@pytest.mark.parametrize("pair", ALL, ids=named)
def test_nothing_is_counted_and_nobody_is_graded(pair: tuple[Guide, Step]) -> None:
    assert not COUNTS.search(said_in(pair[1]))


def test_the_end_of_a_step_is_one_act_a_way_on_and_perhaps_a_card() -> None:
    for guide, step in ALL:
        assert step.end.text, full_id(guide, step)
        assert len(re.findall(r"[.?](?:\s|$)", step.end.text)) <= 3, full_id(guide, step)
        assert step.end.links or step.links, full_id(guide, step)


def test_the_question_about_fear_is_never_called_so() -> None:
    assert not any("fear gate" in said_in(step).lower() for _, step in ALL)


def test_the_sheets_that_name_somebody_ask_about_fear() -> None:
    found = {each: load_sheet(each).gate for each in SHEET_IDS if load_sheet(each).gate}
    assert found == GATED_SHEETS


def test_what_is_planned_to_be_said_stands_behind_the_question_about_fear() -> None:
    for guide, step in ALL:
        says = any(block.field and block.field.says for block in step.blocks)
        assert step.gated or not says, full_id(guide, step)


def test_what_could_be_said_may_also_stay_unsaid() -> None:
    for guide, step in ALL:
        if any(block.field and block.field.says for block in step.blocks):
            assert UNSAID.search(said_in(step)), full_id(guide, step)


def test_days_and_plans_are_met_again_only_on_the_page_of_what_was_meant() -> None:
    for guide, step in ALL:
        plans = {b.field.id for b in step.blocks if b.type is BlockType.PLAN and b.field}
        meant = step_sheet(guide, step).meant
        rows = {each.rows for each in meant}
        assert plans <= rows
        for path, field in fields_of(step):
            whole = f"{full_id(guide, step)}.{path}"
            if field.type is FieldType.DATE and whole not in DAYS_THAT_WERE:
                assert field.day in {Day.BY, Day.LOOK_AGAIN}, whole


def test_a_plan_can_be_dropped_on_purpose() -> None:
    for _, step in ALL:
        for block in step.blocks:
            if block.type is BlockType.PLAN and block.field:
                went = block.field.column("went")
                assert [each.id for each in went.options] == [
                    "did",
                    "smaller",
                    "not_yet",
                    "dropped",
                ]


def test_ratings_that_come_twice_show_the_earlier_one() -> None:
    found = {
        f"{full_id(guide, step)}.{block.field.id}": block.repeat
        for guide, step in ALL
        for block in step.blocks
        if block.repeat and block.field
    }
    assert found == REPEATS


def test_quiet_names_are_offered_where_somebody_says_who_may_look() -> None:
    found = {
        full_id(guide, step)
        for guide, step in ALL
        for block in step.blocks
        if block.quiet_names and block.field
    }
    assert found == {"start.s3", "help.s7"}


def test_what_names_sex_is_folded_in_every_list() -> None:
    for guide, step in ALL:
        open_ones = [each.label for each in options_of(step) if not each.folded]
        assert not [label for label in open_ones if SEX.search(label)], full_id(guide, step)


def test_nobody_is_asked_for_an_age_and_the_young_have_cards_of_their_own() -> None:
    asked = [f"{each.label} {each.help}" for _, step in ALL for _, each in fields_of(step)]
    assert not [label for label in asked if AGE.search(label)]
    young = {
        full_id(guide, step)
        for guide, step in ALL
        for card in step.cards
        if card.folded and "young" in card.title
    }
    assert young == {"help.s3", "digital.s4", "bounds.s2"}


@pytest.mark.parametrize("pair", HEAVY, ids=named)
@pytest.mark.parametrize("when", ["days", "weeks"])
def test_after_a_fresh_loss_nobody_is_asked_for_reasons(
    pair: tuple[Guide, Step], when: str
) -> None:
    guide, step = pair
    asks = next((each for each in step.fields if each.id == "how_long"), None)
    if asks is None:
        return
    answers = Answers().with_value("how_long", when)
    prompts = [b for b in shown(guide, step, answers) if b.type is BlockType.PROMPT]
    assert not [b.field.label for b in prompts if b.field and WHY.search(b.field.label)]
    assert not any(wanted(b, answers) for b in step.blocks if b.type is BlockType.JOURNAL)


def test_after_a_fresh_betrayal_plain_facts_are_asked_for() -> None:
    guide = load_guide("betrayal")
    step = guide.step("s3")
    fresh = {
        when: {
            b.field.id
            for b in shown(guide, step, Answers().with_value("how_long", when))
            if b.field
        }
        for when in ("days", "weeks", "months", "years")
    }
    assert all("different" in fresh[when] for when in ("days", "weeks"))
    assert all("lost" in fresh[when] for when in ("months", "years"))
    assert not any("different" in fresh[when] for when in ("months", "years"))


def test_no_picture_stands_alone_in_a_label_an_option_or_a_link() -> None:
    sheets = {load_sheet(each).title for each in SHEET_IDS}
    for guide, step in ALL:
        blocks = (b.label for b in step.blocks)
        links = [link for b in step.blocks for link in b.links]
        links += [*step.links, *step.end.links]
        asked = (field.label for _, field in fields_of(step))
        options = (each.label for each in options_of(step))
        for label in (*blocks, *(link.label for link in links), *asked, *options):
            explained = ":" in label or label in LITERAL | sheets
            assert explained or not PICTURES.search(label), (full_id(guide, step), label)
