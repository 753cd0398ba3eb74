"""What the journal looks like where it once fell behind the drawings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.domain.entry import Mood
from safeharbor.ui.journal.dates import weekday
from safeharbor.ui.journal.head import Drawer
from safeharbor.ui.journal.stage import View
from safeharbor.ui.screens.journal import JournalScreen
from support.clock import FakeClock
from support.desk import until
from support.house import House
from support.journal import JournalHouse, journal_house


@pytest.fixture
def journal(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made
        made.look.set_zoom(1.0)


def test_lines_break_alike_with_and_without_a_bar(journal: JournalHouse) -> None:
    entry = journal.write("short", "Words. " * 40)
    journal.open()
    field = journal.show(entry).field
    before = field.viewport().width()
    assert field.bar.maximum() == field.bar.minimum()
    journal.editor.head.toggle(Drawer.DATE)
    journal.resize(1200, 420)
    QApplication.processEvents()
    assert field.bar.maximum() > field.bar.minimum()
    assert field.viewport().width() == before


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)])
def test_day_and_time_are_never_cut(journal: JournalHouse, width: int, zoom: float) -> None:
    journal.look.set_zoom(zoom)
    entry = journal.write("t", tags=("sleep", "Rosa"), mood=Mood.LOW, starred=True)
    journal.open(width)
    journal.show(entry)
    QApplication.processEvents()
    date = journal.editor.head.meta.date
    assert date.width() >= date.sizeHint().width()
    assert date.text().endswith("08:00")
    assert "Saturday 21 November" in date.accessibleName()


def test_a_change_far_down_is_in_sight_and_both_texts_go_together(journal: JournalHouse) -> None:
    lines = [f"line {n}" for n in range(300)]
    entry = journal.write("long", "\n".join(lines))
    journal.services.journal.close_sitting(entry).result()
    screen = journal.open()
    journal.show(entry)
    field = journal.editor.field
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, " and its end")
    journal.keep()
    journal.editor.versions_wanted.emit()
    pane = screen.stage.versions
    until(lambda: "and its end" in pane.now.text())
    for view in (pane.then, pane.now):
        end = QTextCursor(view.plain)
        end.movePosition(QTextCursor.MoveOperation.End)
        assert view.viewport().rect().intersects(view.cursorRect(end))
    pane.then.verticalScrollBar().setValue(500)
    assert pane.now.verticalScrollBar().value() == 500
    pane.now.verticalScrollBar().setValue(pane.now.verticalScrollBar().maximum())
    bar = pane.then.verticalScrollBar()
    assert bar.value() == bar.maximum()


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_the_way_back_is_not_hidden_by_the_tools(house: House) -> None:
    house.open_up()
    house.write("A quiet day")
    house.window.show_screen("journal")
    screen = house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    stage, tools = screen.stage, house.window.frame.tools
    for width, zoom in ((1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)):
        house.parts.look.set_zoom(zoom)
        house.window.resize(width, 800)
        for view in (View.ENTRY, View.SEARCH, View.TRASH, View.VERSIONS):
            stage.show_view(view)
            QApplication.processEvents()
            panes = (stage.entry, stage.found, stage.trash, stage.versions)
            for back in (pane.back for pane in panes if pane.back.isVisible()):
                place = QRect(back.mapTo(house.window, QPoint(0, 0)), back.size())
                assert not place.intersects(tools.geometry()), f"{view} {width} {zoom}"
                assert back.accessibleName() or back.text()
    house.parts.look.set_zoom(1.0)


@pytest.mark.parametrize(("width", "zoom"), [(640, 1.0), (1200, 2.0), (640, 2.0)])
def test_what_is_said_about_the_trash_has_room(
    journal: JournalHouse, width: int, zoom: float
) -> None:
    journal.look.set_zoom(zoom)
    entry = journal.write("t")
    screen = journal.open(width)
    journal.show(entry)
    journal.editor.trash_wanted.emit()
    notice = screen.stage.list.notice
    until(notice.isVisible)
    QApplication.processEvents()
    QApplication.processEvents()
    assert notice.rest.height() >= notice.rest.heightForWidth(notice.rest.width())
    for button in (notice.action, notice.close_button):
        assert button.height() >= button.sizeHint().height()
    journal.look.set_zoom(1.0)


@pytest.mark.parametrize(("width", "zoom"), [(640, 1.0), (640, 2.0)])
def test_the_field_of_finding_keeps_its_room(
    journal: JournalHouse, width: int, zoom: float
) -> None:
    journal.look.set_zoom(zoom)
    entry = journal.write("t", "One the two.")
    journal.open(width)
    finder = journal.show(entry).finder
    finder.open_bar("the")
    QApplication.processEvents()
    assert finder.words.width() >= journal.look.px(160)
    assert finder.count.width() >= finder.count.sizeHint().width()
    journal.look.set_zoom(1.0)


def test_long_names_of_weekdays_step_back_together() -> None:
    def fits(name: str) -> bool:
        return len(name) <= 3

    days = [dt.date(2026, 11, n) for n in range(16, 23)]
    before = QLocale()
    QLocale.setDefault(QLocale("ar"))
    try:
        assert {len(weekday(day, fits)) for day in days} == {1}
    finally:
        QLocale.setDefault(before)


def test_suggested_tags_begin_where_the_field_begins(journal: JournalHouse) -> None:
    journal.write("other", tags=("Rosa",))
    entry = journal.write("t")
    journal.open()
    head = journal.show(entry).head
    head.meta.add_tag.click()
    until(lambda: bool(head.tags.pills))
    QApplication.processEvents()
    pill, field = head.tags.pills[0], head.tags.field
    edge = field.mapTo(head, QPoint(0, 0)).x() + journal.look.free_room
    assert pill.mapTo(head, QPoint(0, 0)).x() == edge


@pytest.mark.parametrize(("width", "zoom"), [(1200, 1.0), (640, 1.0), (640, 2.0)])
def test_every_tide_keeps_its_word(journal: JournalHouse, width: int, zoom: float) -> None:
    journal.look.set_zoom(zoom)
    entry = journal.write("t", mood=Mood.LOW)
    journal.open(width)
    head = journal.show(entry).head
    head.toggle(Drawer.MOOD)
    QApplication.processEvents()
    for cell in head.tides.cells.values():
        assert cell.width() >= cell.minimumSizeHint().width()
        assert cell.height() >= cell.minimumSizeHint().height()


def test_what_has_the_keys_is_in_sight(journal: JournalHouse) -> None:
    journal.look.set_zoom(2.0)
    entry = journal.write("t", "Words. " * 200, mood=Mood.VERY_GOOD, tags=("one", "two"))
    journal.open(640)
    editor = journal.show(entry)
    head, sheet = editor.head, editor.sheet

    def in_sight(part: QWidget, place: QRect) -> bool:
        top = part.mapTo(sheet, place.topLeft()).y()
        return top >= 0 and top + place.height() <= editor.field.viewport().height()

    def comes(part: QWidget, place: QRect) -> None:
        until(lambda: in_sight(part, place))

    for drawer in (Drawer.MOOD, Drawer.TAGS, Drawer.MORE):
        head.toggle(drawer)
        part = QApplication.focusWidget()
        assert part is not None
        comes(part, part.rect())
    head.toggle(Drawer.DATE)
    grid = head.calendar.grid
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(grid, key)
        place = grid.visualRect(grid.currentIndex()).translated(grid.viewport().pos())
        comes(grid, place)
    head.title.setFocus()
    comes(head.title, QRect(0, 0, 1, 1))
