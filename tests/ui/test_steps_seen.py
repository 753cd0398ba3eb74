"""What a step shows besides its blocks: numbers, switches, what waits, and what was gathered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import load_guide
from safeharbor.domain.filled import FilledSheet
from safeharbor.domain.guide import BlockType
from safeharbor.domain.sheet import Fear
from safeharbor.ui.appearance import SCHEME
from safeharbor.ui.guide.doing import ExercisePart, JournalPart, WorksheetPart
from safeharbor.ui.guide.gathered import GatheredPart
from safeharbor.ui.guide.lookup import titles_with
from safeharbor.ui.guide.numbers import NumbersGlance
from safeharbor.ui.guide.quiet import QUIET_NAMES
from safeharbor.ui.guide.reading import AS_PAGE, Reading
from safeharbor.ui.screens.first_aid import FirstAidScreen
from safeharbor.ui.screens.guides import GuidesScreen
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.theme import Scheme
from safeharbor.ui.widgets.digits import Digits
from safeharbor.ui.widgets.options import Tick
from safeharbor.ui.wishes import OpenStep
from support import sweep
from support.hands import press
from support.house import House
from support.steps import StepVisitor
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def guarded(visitor: StepVisitor) -> bool:
    return visitor.model.held.guarded


def guides_of(visitor: StepVisitor) -> GuidesScreen:
    screen = visitor.house.window.screen_of("guides")
    assert isinstance(screen, GuidesScreen)
    return screen


def keys_are_on(visitor: StepVisitor, name: str) -> bool:
    return guides_of(visitor).stage.leaf is not None and (
        visitor.focus.accessibleIdentifier() == name
    )


@pytest.mark.parametrize("wide", [1200, 700])
@pytest.mark.parametrize("step", ["help.s5", "help.s7"])
def test_the_numbers_of_the_country_are_always_in_sight(
    visitor: StepVisitor, step: str, wide: int
) -> None:
    visitor.house.window.resize(wide, 800)
    visitor.open(step)
    page = visitor.page
    page.page.verticalScrollBar().setValue(page.page.verticalScrollBar().maximum())
    sweep.settle()
    glances = [each for each in page.findChildren(NumbersGlance) if each.isVisible()]
    assert len(glances) == 1
    assert any("112" in each.text() for each in glances[0].findChildren(Digits))
    copies = [s for s in visitor.body.stops() if "copy" in s.accessibleIdentifier()]
    assert copies
    visitor.open("trust8.s2")
    assert not any(each.isVisible() for each in page.findChildren(NumbersGlance))


@pytest.mark.parametrize(("step", "field"), [("start.s3", "private"), ("help.s7", "private_use")])
def test_quiet_names_can_be_switched_on_inside_a_step(
    visitor: StepVisitor, step: str, field: str, qtbot: QtBot
) -> None:
    visitor.open(step)
    if not any(b.type is BlockType.CHECKLIST for b in visitor.visit.step.blocks):
        visitor.blocks.unfold()
    switch = visitor.asking(field).quiet_names
    assert switch in visitor.body.stops()
    assert not switch.isChecked()
    with qtbot.waitSignal(visitor.house.window.preference_changed):
        switch.click()
    assert visitor.house.parts.preferences.get(QUIET_NAMES, False) is True


def test_what_is_asked_for_months_and_years_waits_until_that_is_said(visitor: StepVisitor) -> None:
    visitor.open("betrayal.s3")
    visitor.blocks.unfold()
    for value, there in ((None, False), ("days", False), ("months", True), ("weeks", False)):
        visitor.give("how_long", value)
        assert (BlockType.JOURNAL in visitor.shown()) is there
        asked = {part.block.field.id for part in visitor.blocks.parts if part.block.field}
        assert ("lost" in asked) is there


def test_a_page_that_ends_says_so_once_its_time_is_over(visitor: StepVisitor) -> None:
    visitor.open("betrayal.s3")
    visitor.blocks.unfold()
    visitor.give("how_long", "years")
    visitor.part(JournalPart).write.click()
    journal = visitor.house.window.screen_of("journal")
    assert isinstance(journal, JournalScreen)
    timer = journal.enough.timer
    assert timer.isActive()
    assert timer.interval() == 15 * 60_000
    timer.setInterval(0)
    visitor.until(lambda: not timer.isActive())
    assert "15 minutes are over" in visitor.reads()
    assert "one thing that is true and steady" in visitor.reads()
    journal.enough.begin(5, "")
    visitor.house.window.show_screen("home")
    assert not timer.isActive()


def test_what_was_written_on_the_path_is_gathered_and_opened_by_hand(visitor: StepVisitor) -> None:
    visitor.open("trust8.s9")
    assert "Nothing is written here yet" in visitor.reads()
    visitor.open("trust8.s1")
    visitor.blocks.unfold()
    visitor.write("beliefs", "nobody stays")
    visitor.keep()
    visitor.open("trust8.s9")
    part = visitor.part(GatheredPart)
    visitor.until(lambda: any(link.isVisible() for link in part.links))
    turn = next(each for each in part.stops() if "gathered.s1" in each.accessibleIdentifier())
    assert "nobody stays" not in visitor.reads()
    turn.setFocus(Qt.FocusReason.TabFocusReason)
    visitor.press(Qt.Key.Key_Return)
    assert "nobody stays" in visitor.reads()
    visitor.press(Qt.Key.Key_Return)
    sweep.settle()
    assert "nobody stays" not in visitor.reads()
    part.all.click()
    visitor.house.wait_for("guides")
    visitor.until(lambda: guides_of(visitor).stage.open.written is not None)
    assert guides_of(visitor).stage.open.guide == "trust8"


def test_filled_sheets_are_named_when_somebody_asks_and_come_back(
    visitor: StepVisitor, qtbot: QtBot
) -> None:
    visitor.open("help.s4")
    visitor.blocks.unfold()
    visitor.asking("bring").filled.show_them.click()
    visitor.until(lambda: "There are none yet" in visitor.reads())
    sheet = Worksheet(visitor.house, qtbot)
    sheet.new("thought")
    sheet.model.write(Place("situation"), "a late answer")
    sheet.keep()
    kept = sheet.form_id
    visitor.open("help.s4")
    visitor.blocks.unfold()
    filled = visitor.asking("bring").filled
    assert len(filled.stops()) == 1
    filled.show_them.click()
    visitor.until(lambda: filled.show_them not in filled.stops())
    (link,) = filled.stops()
    assert "Thought" in link.text()
    link.setFocus(Qt.FocusReason.TabFocusReason)
    visitor.press(Qt.Key.Key_Return)
    visitor.house.wait_for("worksheet")
    visitor.until(lambda: sheet.desk.sitting is not None and sheet.form_id == kept)
    visitor.press(Qt.Key.Key_Escape)
    visitor.house.wait_for("guide_step")
    assert visitor.focus is link


def test_a_sheet_opens_with_the_setting_of_its_step_and_that_alone_is_not_kept(
    visitor: StepVisitor, qtbot: QtBot
) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open("work.s4")
    visitor.blocks.unfold()
    visitor.part(WorksheetPart).open.click()
    sheet = Worksheet(visitor.house, qtbot)
    sheet.wait_for("convo")
    assert sheet.model.held.value(Place("setting")) == "work"
    visitor.press(Qt.Key.Key_Escape)
    visitor.house.wait_for("guide_step")
    assert visitor.house.services.sheets.page(None, 5).result(20) == []


def test_the_page_for_the_night_offers_dark_colours(visitor: StepVisitor) -> None:
    look, kept = visitor.house.parts.look, visitor.house.parts.preferences
    visitor.open("stress.s4")
    switch = visitor.part(ExercisePart).dark
    assert switch is not None
    assert switch in visitor.body.stops()
    switch.click()
    assert look.scheme is Scheme.DARK
    assert kept.get(SCHEME, "") == "dark"
    switch.click()
    assert kept.get(SCHEME, "") == "system"


def test_cards_as_a_page_are_done_once_somebody_is_below_them(visitor: StepVisitor) -> None:
    visitor.house.parts.preferences.set(AS_PAGE, True)
    visitor.open("start.s2")
    reading = visitor.part(Reading)
    assert not reading.done
    visitor.asking("gains").give_keys()
    assert reading.done


def test_fear_of_oneself_at_the_beginning_folds_words_in_every_step(visitor: StepVisitor) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open("conflict.s1")
    assert not guarded(visitor)
    visitor.open("conflict.s0")
    visitor.give("of_me", "maybe")
    visitor.open("conflict.s1")
    assert guarded(visitor)
    assert "A pause comes first" in visitor.reads()
    visitor.open("betrayal.s6")
    assert not guarded(visitor)
    visitor.open("conflict.s0")
    assert visitor.model.held.value(Place("of_me")) is None
    visitor.give("of_me", "no")
    visitor.open("conflict.s4")
    assert not guarded(visitor)


@pytest.mark.parametrize("undoes", [False, True])
def test_taken_back_it_folds_nothing(visitor: StepVisitor, *, undoes: bool) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open("conflict.s0")
    visitor.give("of_me", "yes")
    if undoes:
        visitor.model.undo()
    else:
        visitor.give("of_me", None)
    assert visitor.model.held.value(Place("of_me")) is None
    visitor.open("conflict.s1")
    assert not guarded(visitor)
    assert "A pause comes first" not in visitor.reads()


def test_it_is_forgotten_at_a_lock(visitor: StepVisitor) -> None:
    visitor.open("conflict.s0")
    visitor.give("of_me", "yes")
    visitor.house.lock()
    visitor.house.unlock()
    assert not visitor.house.parts.spine.fear.is_careful("conflict")


@pytest.mark.parametrize("locks", [False, True])
def test_the_way_back_leads_to_the_row_of_the_step(visitor: StepVisitor, *, locks: bool) -> None:
    visitor.open("bounds.s2")
    if locks:
        visitor.house.lock()
        visitor.house.unlock()
        visitor.wait_for("bounds.s2")
    visitor.page.back.click()
    visitor.house.wait_for("guides")
    visitor.until(lambda: keys_are_on(visitor, "guide.s2"))


@pytest.mark.parametrize(("then", "said"), [("help", "Get help"), ("journal", "Back"), ("", "")])
def test_the_way_back_is_called_by_where_it_leads(
    visitor: StepVisitor, then: str, said: str
) -> None:
    visitor.open("help.s6", then)
    assert visitor.page.back.text() == (said or visitor.visit.guide.title)


def test_locked_the_way_back_from_first_aid_is_called_get_help(house: House) -> None:
    house.open_up()
    house.lock()
    house.window.show_screen("first_aid", OpenStep("help", "s6", "help"))
    screen = house.window.screen_of("first_aid")
    assert isinstance(screen, FirstAidScreen)
    assert screen.page.back.text() == "Get help"
    assert screen.page.content is not None
    screen.page.content.blocks.reveal()
    assert not any("Keep this" in each.text() for each in screen.page.findChildren(Tick))
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "help"


def test_long_names_stand_in_the_margin_in_full(visitor: StepVisitor) -> None:
    visitor.open("bounds.s2")
    names = [name for name in visitor.page.list.names if name.isVisible()]
    lines = {name.text(): name.height() for name in names}
    assert lines["Pick one area, two at most. The rest can wait"] > lines["Ideas"]
    assert not any(name.cut for name in names)


def test_numbers_of_a_visit_that_goes_on_count_as_no_visit_before(visitor: StepVisitor) -> None:
    def rises(*, same: bool) -> int:
        return visitor.house.services.guides.rises("rejection.s3", same=same).result(20)

    visitor.open("rejection.s3")
    visitor.give("before", 2)
    visitor.give("after", 7)
    visitor.keep()
    kept: FilledSheet | None = visitor.stored()
    assert kept is not None
    assert (rises(same=False), rises(same=True)) == (1, 0)
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for("rejection.s3")
    assert visitor.visit.rises == 0
    assert visitor.model.held.value(Place("after")) == 7


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("rejection.s2", "step.card.next"),
        ("rejection.s2", "sheet.effects.sleep"),
        ("mindful5.s3", "step.exercise"),
        ("start.s2", "step.back"),
    ],
)
def test_a_lock_leaves_the_keys_where_they_were(visitor: StepVisitor, step: str, name: str) -> None:
    visitor.open(step)
    visitor.tab_to(name)
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for(step)
    visitor.until(lambda: visitor.focus.accessibleIdentifier() == name)


def test_steps_that_somebody_put_in_by_hand_are_called_by_their_titles() -> None:
    guide = replace(load_guide("bounds"), id="anna/calm")
    title = titles_with(lambda _: guide)
    assert title("step:anna/calm.s2") == guide.step("s2").title
    assert title("step:anna/calm.s77") == ""
    assert title("step:bounds.s2") == guide.step("s2").title
