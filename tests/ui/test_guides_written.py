"""What I wrote: read on the screen, heavy pages only when asked for, and put onto paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from safeharbor.content.guides import guide_catalogue, load_guide, step_template
from safeharbor.domain.answers import Answers, FormSnapshot, Row
from safeharbor.domain.entry import Changes
from safeharbor.domain.form_rules import Show, visible
from safeharbor.domain.guide import Step, step_sheet
from safeharbor.domain.page import Heading
from safeharbor.domain.sheet import Fear, FieldType
from safeharbor.services.journal import PageRequest
from safeharbor.ui.guides.paper import GuideJob, MadeGuide
from safeharbor.ui.guides.stage import Front
from safeharbor.ui.guides.written import written_in
from safeharbor.ui.paper.job import Wanted
from safeharbor.ui.paper.save import SaveKind
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.widgets.shelf_group import Group
from safeharbor.ui.wishes import NewEntry, OpenGuide, OpenStep
from support import sweep
from support.guides import Guided, write_step
from support.hands import click, press
from support.house import House
from support.steps import StepVisitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

At = Callable[[str], Guided]

EDGE = Answers().with_value("edge", "With my brother, in the evenings.")
BELIEF = Answers().with_value("beliefs", "That people leave.").with_value("before", 4)


@pytest.fixture
def at(house: House, qtbot: QtBot) -> At:
    """Opens what was written in a guide."""

    def go(guide_id: str) -> Guided:
        here = Guided(house, qtbot)
        here.to_written(guide_id)
        return here

    return go


@pytest.fixture
def opened(house: House) -> House:
    house.open_up()
    return house


def test_questions_and_answers_stand_under_the_name_of_their_step(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s4", EDGE)
    here = at("trust8")
    words = here.reads()
    assert "Step 4" in words
    assert "Kindness in, empathy out 21 November 2026" in words
    assert "Where do you take on too much of other people's feelings?" in words
    assert "With my brother, in the evenings." in words
    form = next(name for name in _names(here) if name.endswith(".open"))
    here.press(form)
    assert here.asked == [("guide_step", OpenStep("trust8", "s4"))]


def test_a_heavy_page_opens_only_when_it_is_asked_for(opened: House, at: At) -> None:
    form_id = write_step(opened, "trust8", "s1", BELIEF)
    here = at("trust8")
    assert "That people leave." not in here.reads()
    here.press(f"answers.{form_id.hex}.turn")
    assert "That people leave." in here.reads()
    assert here.focus() == f"answers.{form_id.hex}.turn"
    # How strong it was is no answer that somebody reads again.
    assert "4" not in here.reads().replace("Step 4", "")
    here.press(f"answers.{form_id.hex}.turn")
    assert "That people leave." not in here.reads()


def test_it_is_folded_up_again_when_somebody_comes_back(opened: House, at: At) -> None:
    form_id = write_step(opened, "trust8", "s1", BELIEF)
    here = at("trust8")
    here.press(f"answers.{form_id.hex}.turn")
    here.window.show_screen("home")
    here.window.show_screen("guides")
    sweep.settle()
    assert here.screen.stage.front is Front.WRITTEN
    assert "That people leave." not in here.reads()


def test_what_was_begun_afresh_stays_readable(opened: House, at: At) -> None:
    old = write_step(opened, "trust8", "s4", EDGE)
    opened.services.guides.start_afresh("trust8.s4").result(20)
    opened.clock.advance(86400)
    write_step(opened, "trust8", "s4", Answers().with_value("edge", "At work."))
    here = at("trust8")
    words = here.reads()
    assert "At work." in words
    assert "With my brother" not in words
    here.press(f"answers.{old.hex}.turn")
    assert "With my brother" in here.reads()


def test_quiet_pages_never_stand_here(opened: House, at: At) -> None:
    step = load_guide("help").step("s7")
    write_step(opened, "help", "s7", Answers().with_value("whatever", "Words."))
    write_step(opened, "help", "s2", Answers().with_value("hope", "I would sleep."))
    words = at("help").reads()
    assert "I would sleep." in words
    assert step.title not in words


def test_nothing_is_said_about_what_nobody_wrote(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s1", Answers().with_value("before", 4))
    here = at("trust8")
    assert "Nothing is written here yet." in here.reads()
    assert not here.has("answers.paper")


def test_answers_under_an_older_version_of_a_step_are_read_as_they_were(
    opened: House, at: At
) -> None:
    guide = load_guide("trust8")
    step = guide.step("s4")
    edge = next(block for block in step.blocks if block.field and block.field.id == "edge")
    assert edge.field is not None
    asked = replace(edge.field, label="What did we ask then?")
    older = replace(guide, rev=0), replace(step, blocks=(replace(edge, field=asked),))
    guides = opened.services.guides
    now = opened.clock.now()
    guides.save(FormSnapshot(guides.new_id(), None, step_template(*older), now, EDGE)).result(20)
    assert "What did we ask then?" in at("trust8").reads()


def test_every_text_of_every_step_can_be_read(opened: House) -> None:
    for card in guide_catalogue().cards.values():
        guide = load_guide(card.id)
        for step in guide.steps:
            write_step(opened, guide.id, step.id, _everything(step))
        found = written_in(opened.services.guides.written(guide.id).result(20))
        read = {each.step_id: str(each.blocks()) for each in found}
        for step in guide.steps:
            shown = () if step.quiet else _texts(step)
            assert all(f"In {name}." in read[step.id] for name in shown)
            assert step.id not in read or not step.quiet


def test_names_can_be_left_out_on_paper(opened: House, at: At) -> None:
    people = (Row(b"1" * 16, {"who": "Samira Klein", "topic": "money"}),)
    answers = Answers().with_rows("people", people).with_value("surprise", "That Samira calls.")
    write_step(opened, "start", "s1", answers)
    here = at("start")
    assert "Samira Klein" in here.reads()
    here.to_paper()
    page = _made(here).page
    assert "Samira" not in str(page.blocks)
    named = _made(here, Wanted(initials=False)).page
    assert "That Samira calls." in str(named.blocks)


def test_heavy_pages_are_printed_only_where_they_are_chosen(opened: House, at: At) -> None:
    heavy = write_step(opened, "trust8", "s1", BELIEF)
    write_step(opened, "trust8", "s4", EDGE)
    here = at("trust8")
    here.to_paper()
    made = _made(here)
    assert "That people leave." not in str(made.page.blocks)
    assert [each.key for each in made.choosable()] == [heavy.hex]
    chosen = _made(here, Wanted(chosen=frozenset({heavy.hex})))
    assert "That people leave." in str(chosen.page.blocks)


def test_where_all_of_it_is_heavy_what_can_be_chosen_is_in_sight(opened: House, at: At) -> None:
    heavy = write_step(opened, "trust8", "s1", BELIEF)
    here = at("trust8")
    here.to_paper()
    pane = here.screen.stage.paper.pane
    tick = pane.choosing.more.ticks[heavy.hex]
    assert tick.isVisible()
    assert pane.page.accessibleDescription() == "Choose what goes on the page."
    assert not pane.print_button.isEnabled(), "an empty sheet is not offered to the printer"
    assert not pane.save_button.isEnabled()
    click(tick)
    assert pane.page.accessibleDescription() == "Pages: 1"
    assert pane.print_button.isEnabled()
    assert pane.save_button.isEnabled()


def test_a_bare_page_says_so_on_its_picture(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s1", BELIEF)
    here = at("trust8")
    here.to_paper()
    preview = here.screen.stage.paper.pane.page
    said = preview.grab(QRect(0, 0, preview.width(), 160)).toImage()
    preview.show_layout(_made(here).layout())
    bare = preview.grab(QRect(0, 0, preview.width(), 160)).toImage()
    assert said != bare


def test_no_room_is_left_below_what_is_folded_up(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s1", BELIEF)
    at("trust8")
    group = next(each for each in opened.window.findChildren(Group) if each.isVisible())
    column = group.layout()
    assert column is not None
    assert group.height() == column.totalHeightForWidth(group.width())


def test_a_page_names_no_topic_unless_that_is_chosen(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s4", EDGE)
    here = at("trust8")
    here.to_paper()
    made = _made(here)
    assert made.page.title == ""
    assert made.page.blocks[0] == Heading("Step 4, 21 November 2026")
    titled = _made(here, Wanted(with_title=True)).page
    assert titled.title == "Trust again: the eight-step path"
    assert titled.blocks[0] == Heading("Step 4: Kindness in, empathy out, 21 November 2026")
    assert {each.level for each in made.page.blocks[1:] if isinstance(each, Heading)} == {3}


def test_it_can_be_saved_in_every_way(opened: House, at: At) -> None:
    write_step(opened, "start", "s2", Answers().with_value("worth_it", 7))
    write_step(opened, "start", "s1", Answers().with_value("surprise", "That it was so high."))
    here = at("start")
    here.to_paper()
    makes = _made(here).makes()
    assert makes[SaveKind.PDF]().startswith(b"%PDF")
    assert "That it was so high." in str(makes[SaveKind.MARKDOWN]())
    assert "That it was so high." in str(makes[SaveKind.HTML]())
    assert "7" in bytes(makes[SaveKind.CSV]()).decode()


def test_paper_is_off_after_the_question_about_fear(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s5", Answers().with_value("wall", "jokes"))
    opened.parts.spine.fear.give(Fear.EGGSHELLS)
    here = at("trust8")
    here.to_paper()
    pane = here.screen.stage.paper.pane
    assert pane.off.isVisible()
    assert pane.made is None


def test_paper_is_off_where_they_could_be_afraid_of_me(opened: House, at: At, qtbot: QtBot) -> None:
    write_step(opened, "conflict", "s1", Answers().with_value("my_point", "I say this."))
    opened.parts.spine.fear.give(Fear.NO)
    visitor = StepVisitor(opened, qtbot)
    visitor.open("conflict.s0")
    visitor.model.write(Place("of_me"), "yes")
    here = at("conflict")
    here.to_paper()
    pane = here.screen.stage.paper.pane
    assert pane.off.isVisible()
    assert pane.made is None


def test_esc_goes_back_page_by_page(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s4", EDGE)
    here = at("trust8")
    here.to_paper()
    for front in (Front.WRITTEN, Front.GUIDE, Front.SHELF):
        press(here.window, Qt.Key.Key_Escape)
        assert here.screen.stage.front is front


def test_hiding_lets_go_of_what_was_to_be_printed(opened: House, at: At) -> None:
    write_step(opened, "trust8", "s4", EDGE)
    here = at("trust8")
    here.to_paper()
    here.screen.covered()
    assert here.screen.stage.front is Front.WRITTEN
    assert here.screen.stage.paper.pane.made is None


def test_a_wish_opens_it(opened: House, at: At, qtbot: QtBot) -> None:
    write_step(opened, "trust8", "s4", EDGE)
    here = Guided(opened, qtbot)
    here.window.show_screen("home")
    here.window.show_screen("guides", OpenGuide("trust8", written=True))
    qtbot.waitUntil(lambda: bool(here.screen.stage.open.written))
    assert "With my brother" in here.reads()


def test_what_is_written_meanwhile_appears(opened: House, at: At, qtbot: QtBot) -> None:
    here = at("trust8")
    form_id = write_step(opened, "trust8", "s4", EDGE)
    changes = Changes(frozenset(), "elsewhere", forms=frozenset({form_id}))
    opened.parts.spine.bridge.changed.emit(changes)
    qtbot.waitUntil(lambda: "With my brother" in here.reads())


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
def test_it_fits_and_tab_comes_round(opened: House, at: At, width: int, zoom: float) -> None:
    write_step(opened, "trust8", "s1", BELIEF)
    write_step(opened, "trust8", "s4", EDGE)
    here = at("trust8")
    opened.parts.look.set_zoom(zoom)
    here.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(here.window) == []
    assert sweep.under_the_corner(here.window) == []
    assert sweep.without_name(here.window) == []
    assert sweep.too_small(here.window, 32) == []
    assert sweep.not_reached(here.window) == []
    opened.parts.look.set_zoom(1.0)


def _made(here: Guided, wanted: Wanted | None = None) -> MadeGuide:
    made = here.screen.stage.paper.pane.made
    assert made is not None
    assert isinstance(made.job, GuideJob)
    return MadeGuide(made.job, wanted or made.wanted)


def _names(here: Guided) -> list[str]:
    return [stop.accessibleIdentifier() for stop in here.screen.stops()]


def _texts(step: Step) -> list[str]:
    """The texts that a step asks for where nothing else is answered, and that are kept."""
    asked = [f for f in step.fields if f.stored and f.type in {FieldType.LONG_TEXT, FieldType.TEXT}]
    states = visible(step_sheet(load_guide("start"), step), Answers())
    hidden = {each.field.id for each in states if each.show is Show.HIDDEN}
    return [field.id for field in asked if field.id not in hidden]


def _everything(step: Step) -> Answers:
    """Something in every text of a step."""
    answers = Answers()
    for name in _texts(step):
        answers = answers.with_value(name, f"In {name}.")
    return answers


def test_what_was_written_can_be_copied_into_the_journal(opened: House, at: At) -> None:
    form_id = write_step(opened, "trust8", "s1", BELIEF)
    here = at("trust8")
    copy = f"answers.{form_id.hex}.entry"
    assert copy not in _names(here)
    here.press(f"answers.{form_id.hex}.turn")
    here.press(copy)
    ((route, wish),) = here.asked
    assert route == "journal"
    assert isinstance(wish, NewEntry)
    assert wish.first.endswith("\nThat people leave.")
    assert wish.kept


def test_a_copy_in_the_journal_is_kept_as_it_is(opened: House, qtbot: QtBot) -> None:
    opened.window.show_screen("journal", NewEntry(first="A question\nMy answer", kept=True))
    journal = opened.services.journal

    def bodies() -> list[str]:
        page = journal.page(PageRequest()).result(20)
        return [journal.get(each.id).result(20).content.body for each in page]

    qtbot.waitUntil(lambda: any("My answer" in each for each in bodies()))
