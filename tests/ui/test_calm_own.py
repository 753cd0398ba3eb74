"""Patterns of one's own: written, kept where somebody wants them, changed, deleted, moved."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.own_pattern import OwnPattern, Part
from safeharbor.services.own_patterns import OWN_PATTERNS, OwnPatternService
from safeharbor.storage.transaction import Transaction
from safeharbor.ui.calm.desk import Front
from safeharbor.ui.calm.own import Where
from safeharbor.ui.theme import Scheme
from support.calm import Calm
from support.hands import click
from support.house import House
from support.sweep import place_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def calm(empty_house: House) -> Calm:
    """The page before there is a vault."""
    empty_house.begin()
    return Calm(empty_house.window)


@pytest.fixture
def opened(house: House) -> Calm:
    """The page over an open journal."""
    house.open_up()
    return Calm(house.window)


def make(calm: Calm, name: str = "Slow river") -> OwnPattern:
    calm.press("calm.own.make")
    calm.write(name)
    click(calm.editor.keep)
    return next(each for each in calm.screen.desk.own.patterns if each.name == name)


def set_to(calm: Calm, part: Part, seconds: float) -> None:
    field = calm.editor.parts[part].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, str(seconds))


def in_vault(house: House) -> list[str]:
    return [each.name for each in house.services.own_patterns.all().result()]


def in_file(house: House) -> object:
    return house.parts.preferences.get(OWN_PATTERNS, [])


def test_with_the_journal_open_it_goes_into_the_vault(
    opened: Calm, house: House, qtbot: QtBot
) -> None:
    mine = make(opened)
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river"])
    assert in_file(house) == []
    assert not opened.has("calm.own.agree")
    assert opened.focus() == f"calm.{mine.exercise}.start"
    assert opened.row(mine.exercise).start.line == "In 4, out 6."
    opened.begin(mine.exercise)
    assert opened.wish.pattern == mine.pattern
    assert opened.wish.seconds == 300


def test_a_lock_takes_it_out_of_sight_and_an_unlock_brings_it_back(
    opened: Calm, house: House, qtbot: QtBot
) -> None:
    mine = make(opened)
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river"])
    opened.change(mine.exercise)
    house.lock()
    assert opened.shelf.row_of(mine.exercise) is None
    assert "Slow river" not in opened.reads()
    house.unlock()
    qtbot.waitUntil(lambda: opened.shelf.row_of(mine.exercise) is not None)


def test_before_there_is_a_vault_it_is_readable_only_if_somebody_agrees(
    calm: Calm, empty_house: House
) -> None:
    mine = make(calm)
    assert calm.focus() == "calm.own.agree"
    assert in_file(empty_house) == []
    assert "anybody at this computer can see its name" in calm.reads()
    assert calm.row(mine.exercise).start.line == "In 4, out 6. Not kept yet."
    calm.press("calm.own.agree")
    assert len(empty_house.parts.preferences.get(OWN_PATTERNS, [])) == 1
    assert calm.row(mine.exercise).start.line == "In 4, out 6. Readable without unlocking."
    assert calm.focus() == f"calm.{mine.exercise}.start"
    assert not calm.has("calm.own.agree")


def test_whoever_does_not_agree_has_it_until_the_window_closes(
    calm: Calm, empty_house: House
) -> None:
    mine = make(calm)
    click(calm.part("calm.own.refuse"))
    assert in_file(empty_house) == []
    calm.begin(mine.exercise)
    assert calm.wish.pattern == mine.pattern


def test_while_locked_it_waits_for_the_journal(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.lock()
    calm = Calm(house.window)
    make(calm)
    assert "Wait for the journal" in [
        button.text() for button in calm.shelf.groups["own"].stops() if hasattr(button, "text")
    ]
    calm.press("calm.own.refuse")
    house.unlock()
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river"])
    assert in_file(house) == []


def test_what_is_readable_is_moved_into_the_vault_on_request(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.lock()
    calm = Calm(house.window)
    make(calm, "Slow river")
    calm.press("calm.own.agree")
    make(calm, "Wide river")
    calm.press("calm.own.agree")
    assert not calm.has("calm.own.move")
    house.unlock()
    calm = Calm(house.window)
    assert in_vault(house) == []
    calm.press("calm.own.move")
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river", "Wide river"])
    qtbot.waitUntil(lambda: in_file(house) == [])
    qtbot.waitUntil(lambda: not calm.has("calm.own.move"))
    assert calm.titles("own") == ["Slow river", "Wide river"]


def refuse(*_: object) -> None:
    raise HarborError(ErrorCode.DISK_FULL)


def test_what_the_vault_does_not_take_is_not_lost(
    opened: Calm, house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(OwnPatternService, "keep", refuse)
        mine = make(opened)
        assert opened.screen.notice.isVisible()
    own = opened.screen.desk.own
    assert own.where(mine) is Where.MEMORY
    house.lock()
    house.unlock()
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river"])


def test_what_a_lock_came_before_is_written_at_the_next_unlock(
    opened: Calm, house: House, qtbot: QtBot
) -> None:
    busy, go_on = threading.Event(), threading.Event()

    def hold(_tx: Transaction) -> None:
        busy.set()
        go_on.wait(20)

    house.services.session.thread().write(hold)
    assert busy.wait(20)
    make(opened)
    house.lock()
    assert "Slow river" not in opened.reads()
    go_on.set()
    house.unlock()
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river"])


def test_a_file_that_cannot_be_written_is_said(
    calm: Calm, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = make(calm)
    monkeypatch.setattr("safeharbor.system.fs.replace_atomic", refuse)
    calm.press("calm.own.agree")
    assert calm.screen.notice.isVisible()
    assert calm.row(mine.exercise).start.line.startswith("In 4, out 6.")


def test_every_number_says_what_does_not_fit_about_it(calm: Calm) -> None:
    calm.press("calm.own.make")
    parts = calm.editor.parts
    set_to(calm, Part.IN, 11)
    assert parts[Part.IN].said.words == "Between 2 and 10 seconds."
    set_to(calm, Part.OUT, 4.3)
    assert parts[Part.OUT].said.words == "Whole or half seconds, such as 4 or 4.5."
    set_to(calm, Part.FULL, 16)
    assert parts[Part.FULL].said.words == "None, or at most 15 seconds."
    assert parts[Part.FULL].field.accessibleDescription() == "None, or at most 15 seconds."
    set_to(calm, Part.IN, 5.5)
    assert parts[Part.IN].said.words == ""
    click(calm.editor.keep)
    assert calm.focus() == "calm.name"
    assert "A name is needed" in calm.reads()
    calm.write("Slow river")
    assert "A name is needed" not in calm.reads()
    click(calm.editor.keep)
    assert calm.focus() == "calm.part.full"
    assert calm.screen.desk.own.patterns == ()


def test_keys_and_buttons_go_in_half_seconds_and_stay_where_it_fits(calm: Calm) -> None:
    calm.press("calm.own.make")
    into, stay = calm.editor.parts[Part.IN], calm.editor.parts[Part.FULL]
    QTest.keyClick(into.field, Qt.Key.Key_Up)
    assert into.value == 4.5
    click(into.less)
    assert into.value == 4
    for _ in range(30):
        QTest.keyClick(into.field, Qt.Key.Key_Down)
        QTest.keyClick(stay.field, Qt.Key.Key_Up)
    assert (into.value, stay.value) == (2, 15)
    assert stay.field.text() == "15"
    set_to(calm, Part.IN, 7.3)
    QTest.keyClick(into.field, Qt.Key.Key_Up)
    assert into.value == 7.5
    for _ in range(40):
        QTest.keyClick(stay.field, Qt.Key.Key_Down)
    assert stay.field.text() == "None"


def test_a_stay_brings_what_to_know_about_it(calm: Calm) -> None:
    calm.press("calm.own.make")
    assert "Leave out breath holds" not in calm.reads()
    set_to(calm, Part.FULL, 3)
    assert "Leave out breath holds" in calm.reads()
    set_to(calm, Part.FULL, 0)
    assert "Leave out breath holds" not in calm.reads()


def test_the_light_beside_the_fields_is_as_large_as_its_place(
    calm: Calm, empty_house: House
) -> None:
    calm.press("calm.own.make")
    view = calm.editor.preview.view
    seen = view.light.grab().toImage()
    assert seen.height() == view.height()
    bare, middle = empty_house.parts.look.color("bg"), seen.width() // 2
    assert [seen.pixelColor(middle, y) == bare for y in (1, seen.height() - 2)] == [False, False]


def test_the_light_moves_as_it_is_written_and_can_stand_still(
    calm: Calm, empty_house: House
) -> None:
    calm.press("calm.own.make")
    preview = calm.editor.preview
    set_to(calm, Part.OUT, 8)
    assert preview.pattern is not None
    assert preview.pattern.phases[-1].seconds == 8
    set_to(calm, Part.OUT, 80)
    assert preview.pattern.phases[-1].seconds == 8
    moving = [preview.moves]
    for _ in range(2):
        click(preview.pause)
        moving.append(preview.moves)
    assert moving == [True, False, True]
    assert preview.pause.text() == "Pause"
    empty_house.parts.motion.toggle()
    assert preview.view.still.isVisible()
    calm.window.hide()
    assert not preview.moves


def test_it_is_renamed_and_changed_where_it_is(opened: Calm, house: House, qtbot: QtBot) -> None:
    mine = make(opened)
    opened.change(mine.exercise)
    opened.press("calm.own.edit")
    opened.write("Wide river")
    set_to(opened, Part.FULL, 2)
    click(opened.editor.keep)
    qtbot.waitUntil(lambda: in_vault(house) == ["Wide river"])
    assert opened.titles("own") == ["Wide river"]
    assert opened.row(mine.exercise).start.line == "In 4, stay 2, out 6."
    opened.change(mine.exercise)
    assert list(opened.breath.variants) == [mine.exercise, f"{mine.exercise}_no_holds"]
    assert "Leave out breath holds" in opened.reads()


def test_a_copy_is_another_one(opened: Calm, house: House, qtbot: QtBot) -> None:
    mine = make(opened)
    opened.change(mine.exercise)
    opened.press("calm.own.copy")
    assert opened.editor.name.field.text() == "Slow river, again"
    click(opened.editor.keep)
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river", "Slow river, again"])


@pytest.mark.parametrize("place", ["vault", "file", "memory"])
def test_what_was_deleted_comes_back(
    place: str, request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    calm: Calm = request.getfixturevalue("opened" if place == "vault" else "calm")
    mine = make(calm)
    if place != "vault":
        calm.press("calm.own.agree" if place == "file" else "calm.own.refuse")
    where = calm.screen.desk.own.where(mine)
    calm.change(mine.exercise)
    calm.press("calm.own.delete")
    assert calm.titles("own") == []
    assert calm.focus() == "calm.own.undo"
    assert "Slow river was deleted." in calm.reads()
    calm.press("calm.own.undo")
    assert calm.titles("own") == ["Slow river"]
    assert calm.screen.desk.own.where(mine) is where
    assert "was deleted" not in calm.reads()


def test_deleted_is_deleted(opened: Calm, house: House, qtbot: QtBot) -> None:
    mine = make(opened)
    qtbot.waitUntil(lambda: in_vault(house) == ["Slow river"])
    opened.change(mine.exercise)
    opened.press("calm.own.delete")
    qtbot.waitUntil(lambda: in_vault(house) == [])
    house.lock()
    assert "Slow river" not in opened.reads()


def test_escape_leaves_the_page_and_loses_nothing(calm: Calm) -> None:
    calm.press("calm.own.make")
    calm.write("Half a na")
    calm.escape()
    assert calm.focus() == "calm.own.make"
    calm.press("calm.own.make")
    assert calm.editor.name.field.text() == "Half a na"
    click(calm.editor.cancel)
    calm.press("calm.own.make")
    assert calm.editor.name.field.text() == ""


def test_what_is_being_written_waits_unseen_for_the_journal(opened: Calm, house: House) -> None:
    opened.press("calm.own.make")
    opened.write("Half a na")
    house.lock()
    assert opened.screen.desk.front is Front.SHELF
    opened.press("calm.own.make")
    assert opened.editor.name.field.text() == ""
    opened.escape()
    house.unlock()
    assert opened.editor.name.field.text() == "Half a na"


def test_an_unlock_goes_on_where_the_lock_was(opened: Calm, house: House) -> None:
    opened.press("calm.own.make")
    opened.write("Half a na")
    house.lock()
    house.unlock()
    assert opened.editor.name.field.text() == "Half a na"


def test_another_size_loses_nothing_that_was_typed(calm: Calm, empty_house: House) -> None:
    calm.press("calm.own.make")
    calm.write("Half a na")
    set_to(calm, Part.OUT, 7.5)
    empty_house.parts.look.set_zoom(2.0)
    calm.window.resize(640, 800)
    assert calm.editor.name.field.text() == "Half a na"
    assert calm.editor.parts[Part.OUT].value == 7.5


def test_another_colour_marks_nothing_that_is_being_typed(calm: Calm, empty_house: House) -> None:
    calm.press("calm.own.make")
    calm.write("Half a na")
    empty_house.parts.look.choose(Scheme.DARK)
    field = calm.editor.name.field
    assert field.hasFocus()
    QTest.keyClicks(field, "me")
    assert calm.editor.draft.name == "Half a name"


def test_in_a_tall_window_keep_stands_right_below_the_light(calm: Calm) -> None:
    calm.window.resize(1200, 1600)
    calm.press("calm.own.make")
    editor = calm.editor
    foot = place_of(editor.preview, calm.window).bottom()
    assert place_of(editor.keep, calm.window).top() - foot < editor.keep.height() * 2


def test_any_number_of_them(calm: Calm) -> None:
    desk = calm.screen.desk
    for number in range(40):
        own = OwnPattern(OwnPatternService.new_pattern_id(), f"Number {number:02}", 4, 0, 6, 0)
        desk.own.keep(own)
    assert len(calm.titles("own")) == 40
    assert calm.titles("own")[:2] == ["Number 00", "Number 01"]
