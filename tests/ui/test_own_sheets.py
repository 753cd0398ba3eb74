"""Sheets of one's own: copied, made, changed, thrown away, given to somebody, taken from a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import load_sheet, template_file
from safeharbor.domain.sheet import FieldType, Gate, Sheet
from safeharbor.domain.sheet_draft import GATE, HOW, KIND, LABEL, NAME, OPTIONS, QUESTIONS
from safeharbor.services.sheets import readable_sheet
from safeharbor.ui.sheet.held import Place
from safeharbor.ui.sheet.own.room import OwnRoom
from safeharbor.ui.sheet.rows import RowsInput
from safeharbor.ui.wishes import CopySheet, NewSheet
from safeharbor.ui.worksheets.stage import Front
from support import sweep
from support.hands import press
from support.house import House
from support.worksheets import Shelved

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Maker(Shelved):
    """The place of the worksheets, and whoever makes a sheet there."""

    @property
    def room(self) -> OwnRoom:
        return self.screen.stage.own

    def copy(self, sheet_id: str) -> None:
        """Press through to a copy of a sheet, until it is kept."""
        self.press("sheets.make")
        self.press(f"make.{sheet_id}")
        self._qtbot.waitUntil(lambda: self.room.desk.model is not None)
        self.saved()

    def begin(self) -> None:
        """Press through to an empty sheet."""
        self.press("sheets.make")
        self.press("make.new")
        self._qtbot.waitUntil(lambda: self.room.desk.model is not None)
        sweep.settle()

    def saved(self) -> None:
        """Wait until everything is durable."""
        self.room.desk.hurry()
        self._qtbot.waitUntil(lambda: not self.room.desk.unsaved)
        sweep.settle()

    def write(self, place: Place, value: object) -> None:
        model = self.room.desk.model
        assert model is not None
        model.write(place, value)

    def question(self, number: int, column: str) -> Place:
        """A place in one of the questions."""
        model = self.room.desk.model
        assert model is not None
        return Place(QUESTIONS, model.held.rows(QUESTIONS)[number].id, column)

    def types(self, words: str) -> None:
        """Type where the keys are."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def own(self) -> list[Sheet]:
        """What is kept."""
        return list(self.house.services.own_sheets.list().result(20))

    def to_shelf(self) -> None:
        self.turn_to(Front.SHELF)
        count = len(self.own())
        self._qtbot.waitUntil(lambda: len(self.screen.desk.known.own) == count)
        sweep.settle()


@pytest.fixture
def at(house: House, qtbot: QtBot) -> Callable[[], Maker]:
    """Opens the place of the worksheets."""

    def go() -> Maker:
        house.open_up()
        return Maker(house, qtbot)

    return go


At = Callable[[], Maker]


def test_a_copy_has_every_question_and_an_id_of_its_own(at: At) -> None:
    here = at()
    here.copy("boundary")
    (own,) = here.own()
    shipped = load_sheet("boundary")
    assert own.fields == shipped.fields
    assert own.id.startswith("own_")
    assert (own.title, own.made_from, own.shelf) == ("Boundary builder, my own", "boundary", "own")


def test_a_sheet_from_nothing_by_keys_alone(at: At, qtbot: QtBot) -> None:
    here = at()
    here.begin()
    assert here.own() == []
    here.types("Before a visit")
    for _ in range(3):
        press(here.window, Qt.Key.Key_Tab)
    here.types("What would help?")
    here.saved()
    (own,) = here.own()
    assert (own.title, own.fields[0].label) == ("Before a visit", "What would help?")
    press(here.window, Qt.Key.Key_Escape)
    here.to_shelf()
    assert here.titles("own") == ["Before a visit"]


def test_an_empty_sheet_leaves_nothing_behind(at: At) -> None:
    here = at()
    here.begin()
    here.to_shelf()
    assert here.own() == []
    assert "A copy of any sheet" in here.reads()


def test_questions_are_renamed_retyped_moved_removed_and_added(at: At, qtbot: QtBot) -> None:
    here = at()
    here.copy("timeout")
    model = here.room.desk.model
    view = here.room.view
    assert model is not None
    assert view is not None
    before = load_sheet("timeout").fields
    rows = view.questions[QUESTIONS].input
    assert isinstance(rows, RowsInput)
    here.write(here.question(0, LABEL), "Another question")
    card = rows.card(1)
    card.moved.emit(1)
    rows.card(3).removed.emit()
    rows.add.click()
    last = len(model.held.rows(QUESTIONS)) - 1
    here.write(here.question(last, LABEL), "Which?")
    here.write(here.question(last, KIND), "choice")
    here.write(here.question(last, OPTIONS), "This\nThat")
    here.saved()
    (own,) = here.own()
    assert own.fields[0].label == "Another question"
    assert [e.id for e in own.fields[1:3]] == [before[2].id, before[1].id]
    assert before[3].id not in {e.id for e in own.fields}
    assert (own.fields[-1].label, own.fields[-1].type) == ("Which?", FieldType.CHOICE)
    assert [o.label for o in own.fields[-1].options] == ["This", "That"]
    while model.stack.canUndo():
        model.undo()
    here.saved()
    assert [e.id for e in here.own()[0].fields] == [e.id for e in before]


def test_only_what_belongs_to_its_kind_is_asked_of_a_question(at: At) -> None:
    here = at()
    here.begin()
    assert "Answers, one to a line" not in here.reads()
    here.write(here.question(0, KIND), "multi")
    sweep.settle()
    assert "Answers, one to a line" in here.reads()
    assert "What 0 means" not in here.reads()
    here.write(here.question(0, KIND), "scale")
    sweep.settle()
    assert "What 0 means" in here.reads()


def test_a_copy_keeps_asking_whether_it_is_safe(at: At) -> None:
    here = at()
    here.copy("boundary")
    model = here.room.desk.model
    assert model is not None
    gate = model.sheet.field(GATE)
    assert [option.id for option in gate.options] == ["always"]
    assert "in danger" in gate.help
    here.write(Place(GATE), "never")
    here.saved()
    (own,) = here.own()
    assert own.gate is Gate.ALWAYS
    press(here.window, Qt.Key.Key_Escape)
    here.to_shelf()
    here.begin()
    here.write(Place(NAME), "A talk")
    here.write(Place(GATE), "always")
    here.saved()
    made = next(each for each in here.own() if each.title == "A talk")
    assert made.gate is Gate.ALWAYS
    model = here.room.desk.model
    assert model is not None
    offered = [option.id for option in model.sheet.field(GATE).options]
    assert offered == ["never", "named", "always"]


def test_what_was_filled_in_keeps_the_form_it_was_filled_in_from(at: At) -> None:
    here = at()
    here.copy("timeout")
    (own,) = here.own()
    filled = here.keep(own)
    here.write(Place(NAME), "Other")
    here.write(here.question(0, LABEL), "Something else")
    here.saved()
    kept = here.house.services.sheets.get(filled).result(20)
    assert readable_sheet(kept) == own
    assert here.own()[0].rev == own.rev + 1


def test_a_lock_in_the_middle_keeps_what_was_written_and_leads_back(at: At, qtbot: QtBot) -> None:
    here = at()
    here.copy("timeout")
    here.write(Place(NAME), "Half a na")
    assert here.room.desk.unsaved
    here.house.lock()
    here.house.unlock()
    here.house.wait_for("worksheets")
    again = Maker(here.house, qtbot)
    qtbot.waitUntil(lambda: again.room.desk.model is not None)
    assert again.screen.stage.front is Front.OWN
    assert [own.title for own in again.own()] == ["Half a na"]
    assert again.room.desk.sheet is not None
    assert again.room.desk.sheet.title == "Half a na"


def test_change_opens_it_and_fill_in_begins_it(at: At, qtbot: QtBot) -> None:
    here = at()
    here.copy("timeout")
    (own,) = here.own()
    here.to_shelf()
    here.press(f"sheets.{own.id}.change")
    qtbot.waitUntil(lambda: here.room.desk.model is not None)
    here.room.fill_button.click()
    qtbot.waitUntil(lambda: bool(here.asked))
    assert here.wish == NewSheet(own.id, then="worksheets")


def test_it_goes_into_the_trash_and_comes_back(at: At, qtbot: QtBot) -> None:
    here = at()
    here.copy("timeout")
    (own,) = here.own()
    here.room.tools.trash.emit()
    qtbot.waitUntil(lambda: here.screen.stage.front is Front.SHELF)
    qtbot.waitUntil(lambda: "in the trash for 30 days" in here.reads())
    assert here.own() == []
    here.screen.stage.shelf.notice.action.click()
    qtbot.waitUntil(lambda: bool(here.own()))
    here.house.services.own_sheets.delete(own.id).result(20)
    here.to_shelf()
    here.to_trash()
    assert "A sheet of your own" in here.reads()
    here.press(f"trash.{own.id}.restore")
    qtbot.waitUntil(lambda: [each.id for each in here.own()] == [own.id])


def test_another_screen_can_ask_for_a_copy(at: At, qtbot: QtBot) -> None:
    here = at()
    here.screen.asked(CopySheet(load_sheet("needs")))
    qtbot.waitUntil(lambda: bool(here.own()))
    assert here.screen.stage.front is Front.OWN


def test_a_sheet_goes_into_a_file_and_comes_out_of_it(at: At, qtbot: QtBot, tmp_path: Path) -> None:
    here = at()
    here.copy("needs")
    (own,) = here.own()
    path = tmp_path / "sheet.shsheet"
    with qtbot.waitSignal(here.room.files.saved):
        here.room.files.write(own, path)
    assert own.id not in path.read_text(encoding="utf-8")
    assert "not encrypted" in here.reads()
    here.to_shelf()
    with qtbot.waitSignal(here.room.files.found):
        here.room.files.read(path)
    qtbot.waitUntil(lambda: len(here.own()) == 2)
    qtbot.waitUntil(lambda: "stands with your own ones" in here.reads())
    first, second = here.own()
    assert first.fields == second.fields
    assert first.id != second.id


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\x00\xff\xfe", "cannot be used as a sheet"),
        (b"{}", "it is not a sheet"),
        (json.dumps({"format": "safeharbor-sheet", "version": 9}).encode(), "a newer SafeHarbor"),
        (template_file(load_sheet("timeout")).replace(b'"fields"', b'"feilds"'), "feilds"),
        (b"[" * 100_000, "cannot be used as a sheet"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_and_changes_nothing(
    at: At, qtbot: QtBot, tmp_path: Path, raw: bytes, said: str
) -> None:
    here = at()
    path = tmp_path / "odd.shsheet"
    path.write_bytes(raw)
    with qtbot.waitSignal(here.room.files.failed):
        here.room.files.read(path)
    sweep.settle()
    assert said in here.reads()
    assert "neither were your sheets" in here.reads()
    assert here.own() == []


def test_a_file_that_is_too_large_or_no_file_is_refused(
    at: At, qtbot: QtBot, tmp_path: Path
) -> None:
    here = at()
    large = tmp_path / "large.shsheet"
    large.write_bytes(b" " * (2 * 1024 * 1024))
    for path in (large, tmp_path / "none.shsheet", tmp_path):
        with qtbot.waitSignal(here.room.files.failed):
            here.room.files.read(path)
    assert here.own() == []


def test_dialogs_go_with_the_window(at: At) -> None:
    here = at()
    here.press("sheets.bring")
    assert here.room.files.asker.dialog is not None
    here.window.hide_asked.emit()
    assert here.room.files.asker.dialog is None


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
def test_the_page_fits_and_tab_comes_round(at: At, width: int, zoom: float) -> None:
    here = at()
    here.begin()
    here.write(here.question(0, KIND), "choice")
    here.write(here.question(0, HOW), ("unprinted",))
    here.house.parts.look.set_zoom(zoom)
    here.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(here.window) == []
    assert sweep.under_the_corner(here.window) == []
    assert sweep.without_name(here.window) == []
    assert sweep.not_reached(here.window) == []
    here.house.parts.look.set_zoom(1.0)
