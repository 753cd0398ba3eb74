"""Going from a step to a practice, a sheet or the journal and back, and what a lock leaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.domain.checkins import CHECKINS
from safeharbor.domain.sheet import Fear
from safeharbor.services.autosave import SaveState
from safeharbor.system.resources import resources_root
from safeharbor.ui.guide.doing import ExercisePart, JournalPart, WorksheetPart
from safeharbor.ui.guide.noting import GatePart
from safeharbor.ui.guide.quiet import QUIET_NAMES
from safeharbor.ui.guide.reading import Reading
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.wishes import OpenStep
from support import sweep
from support.hands import click
from support.steps import StepVisitor
from support.worksheet import Worksheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_a_practice_begins_by_one_key_and_comes_back_to_its_place(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    visitor.give("private", "nobody")
    part = visitor.part(ExercisePart)
    part.give_keys()
    visitor.press(Qt.Key.Key_Return)
    assert visitor.house.window.current == "breathe"
    visitor.house.clock.advance(2)
    visitor.press(Qt.Key.Key_Escape)
    visitor.house.wait_for("guide_step")
    assert visitor.focus is part.start
    assert part.done
    assert visitor.model.held.value(Place("private")) == "nobody"


def test_what_is_never_stored_goes_when_the_step_is_left(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    visitor.give("private", "nobody")
    visitor.give("route", "doubt")
    visitor.house.window.show_screen("home")
    assert visitor.model.held.value(Place("private")) is None
    visitor.keep()
    stored = visitor.stored()
    assert stored is not None
    assert dict(stored.answers.values) == {"route": "doubt"}


def test_a_sheet_opens_with_its_fields_and_is_gone_on_with(
    visitor: StepVisitor, qtbot: QtBot
) -> None:
    visitor.open("trust8.s1")
    part = visitor.part(WorksheetPart)
    assert not part.last.isVisible()
    click(part.open)
    page = Worksheet(visitor.house, qtbot)
    page.wait_for("roots")
    assert page.form.view is not None
    assert set(page.form.view.questions) == {"moments", "good"}
    page.model.rename("Mine")
    page.keep()
    form_id = page.form_id
    visitor.press(Qt.Key.Key_Escape)
    visitor.house.wait_for("guide_step")
    visitor.until(lambda: part.open.text() == "Go on with your sheet")
    click(part.open)
    visitor.until(lambda: page.desk.sitting is not None and page.form_id == form_id)


def test_a_sheet_of_another_day_can_be_gone_on_with(visitor: StepVisitor, qtbot: QtBot) -> None:
    page = Worksheet(visitor.house, qtbot)
    page.new("roots")
    page.model.rename("Mine")
    page.keep()
    form_id = page.form_id
    visitor.open("trust8.s1")
    part = visitor.part(WorksheetPart)
    visitor.until(part.last.isVisible)
    click(part.last)
    visitor.until(lambda: page.desk.sitting is not None and page.form_id == form_id)


def test_a_page_for_hard_nights_can_wait(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    click(visitor.blocks.more)
    part = visitor.part(WorksheetPart)
    assert [button.text() for button in part.buttons] == ["Open it now", "Later", "Not for me"]
    click(part.buttons[1])
    assert "It waits under Worksheets." in visitor.reads()
    assert part.done


@pytest.mark.parametrize(
    ("quiet", "first", "tag"),
    [(False, "What I am not sending tonight", "unsent"), (True, "Page", "note")],
)
def test_a_page_of_the_journal_begins_with_the_line_and_its_tag(
    visitor: StepVisitor, *, quiet: bool, first: str, tag: str
) -> None:
    visitor.house.parts.preferences.set(QUIET_NAMES, quiet)
    visitor.open("rejection.s1")
    visitor.blocks.reveal()
    click(visitor.blocks.more)
    click(visitor.part(JournalPart).write)
    screen = visitor.house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    visitor.until(lambda: screen.editor.held is not None)
    sweep.settle()
    visitor.keys("Dear you")
    content = screen.editor.content()
    assert content.body == f"{first}\n\nDear you"
    assert content.tags == (tag,)
    visitor.press(Qt.Key.Key_Escape)
    visitor.house.wait_for("guide_step")
    assert visitor.blocks.part_with(visitor.focus) is visitor.part(JournalPart)


def test_first_aid_is_an_exercise_first_and_the_rest_after_it(visitor: StepVisitor) -> None:
    visitor.open("rejection.s1")
    assert len(visitor.blocks.parts) == 1
    assert visitor.focus is visitor.part(ExercisePart).start
    assert not visitor.body.end.isVisible()
    visitor.press(Qt.Key.Key_Return)
    assert visitor.house.window.current == "breathe"
    visitor.press(Qt.Key.Key_Escape)
    visitor.house.wait_for("guide_step")
    assert visitor.blocks.part_with(visitor.focus) is visitor.asking("before")
    assert visitor.body.end.isVisible()


def test_a_lock_in_mid_word_comes_back_to_the_same_place(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1", then="calm")
    visitor.part(Reading).show_card(2)
    click(visitor.blocks.more)
    visitor.write("beliefs", "Half a wor")
    visitor.press(Qt.Key.Key_Left, times=2)
    visitor.give("before", 4)
    visitor.asking("beliefs").question.input.receiver().setFocus()
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for("trust8.s1")
    assert visitor.model.held.text(Place("beliefs")) == "Half a wor"
    assert visitor.model.held.value(Place("before")) == 4
    assert visitor.blocks.part_with(visitor.focus) is visitor.asking("beliefs")
    assert visitor.part(Reading).number == 2
    visitor.keys("x")
    assert visitor.model.held.text(Place("beliefs")) == "Half a wxor"
    visitor.press(Qt.Key.Key_Escape)
    assert visitor.house.window.current == "calm"


@pytest.mark.parametrize("locks", [False, True])
def test_numbers_of_an_earlier_visit_are_never_taken_for_those_of_this_one(
    visitor: StepVisitor, *, locks: bool
) -> None:
    visitor.open("trust8.s1")
    visitor.give("before", 3)
    visitor.model.write(Place("after"), 8)
    visitor.keep()
    visitor.house.window.show_screen("guides")
    visitor.house.clock.advance(86_400)
    visitor.open("trust8.s1")
    if locks:
        lock_and_unlock(visitor)
    assert visitor.model.held.value(Place("before")) is None
    assert visitor.visit.rises == 1
    visitor.give("before", 5)
    for _ in range(2 if locks else 0):
        lock_and_unlock(visitor)
        assert visitor.model.held.value(Place("before")) == 5
        assert visitor.visit.rises == 1
    visitor.screen.desk.hurry()
    visitor.until(lambda: not visitor.screen.desk.unsaved)
    stored = visitor.stored()
    assert stored is not None
    assert dict(stored.answers.values) == {"before": 5}
    assert stored.extra[CHECKINS] == [[3, 8]]


def lock_and_unlock(visitor: StepVisitor) -> None:
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for("trust8.s1")


def test_after_a_lock_the_question_about_fear_is_asked_again_first(visitor: StepVisitor) -> None:
    visitor.house.parts.spine.fear.give(Fear.NO)
    visitor.open("bounds.s2")
    visitor.open("bounds.s3")
    question = visitor.asking("nos").question
    question.give_keys(Place("nos"))
    visitor.house.lock()
    visitor.house.unlock()
    visitor.wait_for("bounds.s3")
    gate = visitor.part(GatePart)
    assert visitor.blocks.part_with(visitor.focus) is gate
    visitor.press(Qt.Key.Key_Space)
    assert visitor.blocks.part_with(visitor.focus) is visitor.asking("nos")


def test_starting_afresh_keeps_what_was_written(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    visitor.give("route", "doubt")
    visitor.keep()
    visitor.open("start.s3")
    assert "You wrote here on Saturday 21 November." in visitor.reads()
    before = visitor.visit
    click(visitor.tab_to("step.afresh"))
    visitor.until(lambda: visitor.screen.desk.visit not in {None, before})
    assert visitor.model.held.value(Place("route")) is None
    visitor.give("route", "night")
    visitor.keep()
    written = visitor.house.services.guides.written("start").result(20)
    assert {each.answers.value("route") for each in written} == {"doubt", "night"}


def test_it_says_that_it_is_saved(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    visitor.give("route", "doubt")
    assert visitor.screen.desk.keeper.state is not SaveState.SAVED
    visitor.keep()
    assert visitor.house.window.frame.tools.saved.text() == "Saved"


def test_somebody_elses_answers_are_shown(visitor: StepVisitor) -> None:
    visitor.open("start.s3")
    visitor.give("route", "doubt")
    visitor.keep()
    stored = visitor.stored()
    assert stored is not None
    snapshot = stored.snapshot
    changed = type(snapshot)(
        snapshot.form_id,
        snapshot.base_revision,
        snapshot.template,
        snapshot.moment,
        snapshot.answers.with_value("route", "night"),
    )
    bridge, guides = visitor.house.parts.spine.bridge, visitor.house.services.guides
    bridge.then(guides.save(changed, "terminal"), visitor.screen, lambda _: None)
    visitor.until(lambda: visitor.model.held.value(Place("route")) == "night")


def test_a_step_that_is_not_there_says_so(visitor: StepVisitor) -> None:
    visitor.open("start.s1")
    visitor.house.window.show_screen("guide_step", OpenStep("start", "s99"))
    visitor.until(visitor.page.notice.isVisible)
    visitor.press(Qt.Key.Key_Escape)
    assert visitor.house.window.current != "guide_step"


def test_a_guide_that_somebody_put_in_by_hand_opens(visitor: StepVisitor) -> None:
    folder = visitor.house.parts.spine.paths.packs / "anna"
    folder.mkdir(parents=True)
    words = (resources_root() / "content/en/modules/work.toml").read_text(encoding="utf-8")
    own = words.replace('id = "work"', 'id = "calm"', 1)
    (folder / "calm.toml").write_text(own, encoding="utf-8")
    visitor.open("anna/calm.s1")
    assert visitor.visit.guide.pack == "anna"
    assert visitor.visit.step.end.text in visitor.reads()
