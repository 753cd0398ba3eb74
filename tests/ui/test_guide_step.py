"""One step of a guide as somebody meets it: read, answered, passed over, and ended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from safeharbor.domain.checkins import CHECKINS
from safeharbor.domain.guide import BlockType
from safeharbor.domain.sheet import UNSURE, Fear
from safeharbor.ui.guide.asking import CheckIn
from safeharbor.ui.guide.noting import GatePart, SafetyPart
from safeharbor.ui.guide.reading import AS_PAGE, Reading
from safeharbor.ui.sheet.held import Place
from support import sweep
from support.hands import click
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NIGHT = "Heavy pages are often heavier at night."


def check_ins(visitor: StepVisitor) -> tuple[CheckIn, CheckIn]:
    before, after = (p for p in visitor.blocks.parts if isinstance(p, CheckIn))
    return before, after


def test_cards_are_read_one_by_one_with_enter(visitor: StepVisitor) -> None:
    visitor.open("start.s1")
    reading = visitor.part(Reading)
    cards = visitor.visit.step.cards
    assert visitor.focus is reading.next
    assert cards[0].text in visitor.reads()
    assert cards[1].text not in visitor.reads()
    visitor.press(Qt.Key.Key_Return)
    assert cards[1].text in visitor.reads()
    click(reading.back)
    assert cards[0].text in visitor.reads()
    visitor.press(Qt.Key.Key_Return, times=len(cards))
    assert visitor.blocks.part_with(visitor.focus) is visitor.asking("people")


def test_all_cards_as_a_page_are_a_choice_that_stays(visitor: StepVisitor) -> None:
    visitor.open("start.s1")
    click(visitor.part(Reading).as_page)
    assert all(card.text in visitor.reads() for card in visitor.visit.step.cards)
    assert visitor.house.parts.preferences.get(AS_PAGE, False) is True
    visitor.open("start.s2")
    assert all(card.text in visitor.reads() for card in visitor.visit.step.cards)
    click(visitor.part(Reading).as_page)
    assert visitor.visit.step.cards[1].text not in visitor.reads()


def test_a_card_for_young_readers_is_opened_by_hand(visitor: StepVisitor) -> None:
    visitor.open("help.s3")
    folded = next(card for card in visitor.visit.step.cards if card.folded)
    assert folded.text not in visitor.reads()
    click(visitor.part(Reading).folds[0].turn)
    assert folded.text in visitor.reads()


def test_the_core_is_open_and_the_rest_comes_on_wish(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    assert BlockType.RATING not in visitor.shown()
    click(visitor.blocks.more)
    assert visitor.shown().count(BlockType.RATING) == 3
    assert visitor.blocks.part_with(visitor.focus) is visitor.asking("self")


@pytest.mark.parametrize("step", ["trust8.s1", "start.s3", "trust8.s3"])
def test_every_block_can_be_passed_over(visitor: StepVisitor, step: str) -> None:
    visitor.open(step)
    click(visitor.blocks.more)
    for part in visitor.blocks.parts:
        names = [stop.accessibleName() for stop in part.stops()]
        assert any(name.startswith("Skip this") for name in names), part.name
        part.pass_over()
        assert part.done
    assert visitor.stored() is None


def test_a_heavy_step_begins_with_its_note_and_how_strong_it_is(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    assert visitor.visit.step.safety in visitor.reads()
    assert visitor.blocks.part_with(visitor.focus) is check_ins(visitor)[0]
    assert NIGHT not in visitor.reads()


@pytest.mark.parametrize("value", [7, UNSURE])
def test_where_it_is_strong_steadiness_is_offered_first(
    visitor: StepVisitor, value: object
) -> None:
    visitor.open("trust8.s1")
    visitor.give("before", 6)
    before = check_ins(visitor)[0]
    assert not before.offers.isVisible()
    visitor.give("before", value)
    assert [button.text() for button in before.buttons] == [
        "Steady first",
        "Carry on gently",
        "Not today",
    ]
    assert visitor.part(Reading).isVisible()
    click(before.buttons[1])
    assert visitor.blocks.part_with(visitor.focus) is visitor.part(SafetyPart)
    click(before.buttons[0])
    assert visitor.house.window.current == "exercise"


def test_not_today_leads_to_what_is_calm_and_at_night_to_the_night(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    visitor.give("before", 8)
    click(check_ins(visitor)[0].buttons[2])
    assert visitor.house.window.current == "calm"
    visitor.house.clock.advance(16 * 3600)
    visitor.open("trust8.s1")
    assert NIGHT in visitor.reads()
    visitor.give("before", 8)
    click(check_ins(visitor)[0].buttons[2])
    visitor.wait_for("stress.s4")


def test_what_it_stirred_up_is_met_with_something_outward(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    notes = dict(next(b for b in visitor.visit.step.blocks if b.after).notes)
    visitor.give("before", 4)
    visitor.give("after", 3)
    after = check_ins(visitor)[1]
    assert notes["lower"] in visitor.reads()
    assert not after.offers.isVisible()
    visitor.give("after", 6)
    assert notes["higher"] in visitor.reads()
    click(after.links[0])
    assert visitor.house.window.current == "exercise"


def test_two_rises_in_a_row_offer_another_way(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    notes = dict(next(b for b in visitor.visit.step.blocks if b.after).notes)
    visitor.give("before", 3)
    visitor.give("after", 7)
    visitor.keep()
    visitor.house.clock.advance(86_400)
    visitor.open("trust8.s1")
    before, after = check_ins(visitor)
    assert not before.answered
    assert not after.answered
    visitor.give("before", 3)
    visitor.give("after", 6)
    assert notes["twice"] in visitor.reads()
    assert after.twice.isVisible()
    visitor.keep()
    stored = visitor.stored()
    assert stored is not None
    assert stored.extra[CHECKINS] == [[3, 7]]


def test_an_earlier_number_stands_beside_its_question(visitor: StepVisitor) -> None:
    visitor.open("bounds.s1")
    click(visitor.blocks.more)
    visitor.give("ease", 4)
    visitor.keep()
    visitor.open("bounds.s5")
    visitor.house.parts.spine.fear.give(Fear.NO)
    click(visitor.blocks.more)
    visitor.until(lambda: "Earlier: 4. A difference, or none, is information." in visitor.reads())


def test_before_the_question_about_fear_nothing_can_be_planned(visitor: StepVisitor) -> None:
    visitor.open("bounds.s3")
    assert visitor.shown() == [BlockType.GATE, BlockType.READING, BlockType.EXERCISE]
    assert not visitor.blocks.more.isVisible()
    visitor.part(GatePart).gate.choice.written.emit("yes")
    sweep.settle()
    assert visitor.model.held.guarded
    assert visitor.asking("nos").question.folded
    assert visitor.blocks.more.isVisible()
    visitor.part(GatePart).gate.again.click()
    visitor.part(GatePart).gate.choice.written.emit("no")
    sweep.settle()
    assert BlockType.GATE not in visitor.shown()
    assert not visitor.asking("nos").question.folded


def test_the_end_shows_three_things_and_what_was_written_on_request(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    end = visitor.body.end
    assert visitor.visit.step.end.text in visitor.reads()
    assert not end.open.isVisible()
    click(visitor.blocks.more)
    visitor.write("beliefs", "Ask for nothing.")
    assert "What you wrote is kept and stays closed until you open it." in visitor.reads()
    assert "Ask for nothing." not in visitor.reads()
    click(end.open)
    assert "Ask for nothing." in visitor.reads()
    click(end.open)
    assert "Ask for nothing." not in visitor.reads()
    assert end.back.isVisible()


def test_enough_for_today_leads_to_the_last_question_and_then_to_the_end(
    visitor: StepVisitor,
) -> None:
    visitor.open("trust8.s1")
    click(visitor.page.list.ways.last)
    after = check_ins(visitor)[1]
    assert visitor.blocks.part_with(visitor.focus) is after
    visitor.give("after", 3)
    click(visitor.page.list.ways.last)
    assert visitor.focus is visitor.body.end.back


def test_the_pocket_card_goes_onto_paper_and_back(visitor: StepVisitor) -> None:
    visitor.open("start.s1")
    card = visitor.body.end.card
    assert card is not None
    click(card)
    assert visitor.screen.stage.paper.isVisible()
    made = visitor.screen.stage.paper.pane.made
    assert made is not None
    assert made.pocket.startswith("Tells the truth?")
    visitor.press(Qt.Key.Key_Escape)
    assert visitor.page.isVisible()


def test_a_card_of_ones_own_words_is_offered_once_they_are_there(visitor: StepVisitor) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open("conflict.s1")
    card = visitor.body.end.card
    assert card is not None
    assert not card.isVisible()
    visitor.model.write(Place("my_point"), "I want to be asked first.")
    assert card.isVisible()
    click(card)
    made = visitor.screen.stage.paper.pane.made
    assert made is not None
    assert made.pocket == "I want to be asked first."


def test_the_paper_names_the_way_back_and_the_step_has_room_for_saved(
    visitor: StepVisitor,
) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.house.window.resize(640, 800)
    visitor.open("conflict.s1")
    tools = visitor.house.window.frame.tools
    wide = tools.width()
    visitor.model.write(Place("my_point"), "I want to be asked first.")
    card = visitor.body.end.card
    assert card is not None
    click(card)
    back = visitor.screen.stage.paper.back
    shown = back.width()
    back.show_words(shown=True)
    assert shown == back.sizeHint().width()
    assert tools.width() < wide
    visitor.press(Qt.Key.Key_Escape)
    assert tools.width() == wide


def test_where_somebody_may_be_afraid_paper_is_off_until_it_is_switched_on(
    visitor: StepVisitor,
) -> None:
    visitor.open("betrayal.s6")
    visitor.part(GatePart).gate.choice.written.emit("yes")
    card = visitor.body.end.card
    assert card is not None
    click(card)
    pane = visitor.screen.stage.paper.pane
    assert pane.made is None
    assert pane.off.isVisible()


def test_a_quiet_step_is_neither_printed_nor_kept(visitor: StepVisitor) -> None:
    visitor.open("help.s7")
    assert visitor.body.end.card is None
    visitor.give("private_use", ("lock",))
    assert "What is not kept goes when you leave this page." in visitor.reads()
    assert not visitor.screen.desk.unsaved
    assert visitor.house.services.guides.where().result(20) == {}


def test_undo_takes_back_an_answer(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    visitor.give("route", "doubt")
    visitor.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert visitor.model.held.value(Place("route")) is None
