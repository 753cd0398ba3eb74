"""The journal as somebody meets it: list, page, trash, days, narrow windows, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from safeharbor.domain.entry import Changes, Mood
from safeharbor.services.autosave import SaveState
from safeharbor.ui.journal.calendar import WEEKS
from safeharbor.ui.journal.head import Drawer
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.journal.stage import View
from safeharbor.ui.screen import Screen
from safeharbor.ui.titles_shown import SHOW_TITLES
from safeharbor.ui.wishes import NewEntry, OpenEntry
from support.clock import FakeClock
from support.desk import until
from support.journal import JournalHouse, journal_house


@pytest.fixture
def house(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made


def titles(house: JournalHouse) -> list[str]:
    return [row.title for row in house.screen.stage.list.model.rows]


def test_an_empty_journal_has_one_sentence_and_one_button(house: JournalHouse) -> None:
    screen = house.open()
    assert screen.stage.entry.words.words == "Nothing here yet. A line is enough to begin."
    screen.stage.entry.write.click()
    assert house.editor.field.hasFocus()
    QTest.keyClicks(house.editor.field, "A line.")
    house.keep()
    until(lambda: len(screen.stage.list.model.rows) == 1)
    until(lambda: screen.stage.list.calendar.model.marked(house.clock.now().local_date))


def test_nothing_is_opened_that_nobody_asked_for(house: JournalHouse) -> None:
    house.write("Yesterday", "Old words.")
    screen = house.open()
    assert screen.desk.entry_id is None
    assert screen.stage.entry.words.words == "A page is ready when you are."
    assert house.editor.field.text() == ""


def test_a_row_opens_by_click_and_by_enter(house: JournalHouse) -> None:
    first = house.write("first", "One.")
    second = house.write("second", "Two.")
    screen = house.open()
    rows = screen.stage.list.rows
    where = rows.visualRect(screen.stage.list.model.index(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    until(lambda: screen.desk.entry_id == first)
    assert house.editor.field.text() == "One."
    assert house.editor.head.title.text() == "first"
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Up)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    until(lambda: screen.desk.entry_id == second)
    assert house.editor.field.hasFocus()


def test_the_title_is_one_line_and_leads_to_the_text(house: JournalHouse) -> None:
    house.open().write()
    title = house.editor.head.title
    title.setFocus()
    QTest.keyClicks(title, "The first quiet day")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert house.editor.field.hasFocus()
    house.keep()
    until(lambda: titles(house) == ["The first quiet day"])


def test_another_entry_opens_after_a_save_and_ends_the_sitting(house: JournalHouse) -> None:
    other = house.write("other")
    house.open().write()
    QTest.keyClicks(house.editor.field, "Not lost.")
    mine = house.screen.desk.entry_id
    assert mine is not None
    house.show(other)
    assert house.read(mine).content.body == "Not lost."
    until(lambda: not house.services.journal.revisions(mine).result()[0].is_open)


def test_the_list_follows_title_day_tide_and_star_but_not_every_key(house: JournalHouse) -> None:
    entry = house.write("Soup")
    house.open()
    house.show(entry)
    changed: list[bool] = []
    house.screen.stage.list.model.changed.connect(lambda: changed.append(True))
    QTest.keyClicks(house.editor.field, "More words.")
    house.keep()
    assert not changed
    QTest.keyClicks(house.editor.head.title, "Good ")
    house.keep()
    until(lambda: titles(house) == ["Good Soup"])
    house.editor.head.tides.chosen.emit(Mood.GOOD)
    until(lambda: house.screen.stage.list.model.rows[0].mood is Mood.GOOD)


def test_the_trash_gives_back_at_once_and_for_thirty_days(house: JournalHouse) -> None:
    entry = house.write("Thrown", "Words.")
    screen = house.open()
    house.show(entry)
    QTest.keyClicks(house.editor.field, "More. ")
    house.editor.head.meta.more.click()
    house.editor.head.more.trash.click()
    until(lambda: screen.desk.entry_id is None)
    until(lambda: titles(house) == [])
    notice = screen.stage.entry.notice
    assert notice.isVisible()
    assert "30 days" in notice.words
    notice.action.click()
    until(lambda: screen.desk.entry_id == entry)
    assert house.editor.field.text() == "More. Words."
    until(lambda: titles(house) == ["Thrown"])


def test_the_trash_is_listed_restored_and_emptied(house: JournalHouse) -> None:
    kept, gone = house.write("kept"), house.write("gone")
    for entry in (kept, gone):
        house.services.journal.trash(entry).result()
    screen = house.open()
    screen.stage.list.trash.click()
    trash = screen.stage.trash
    until(lambda: len(trash.model.rows) == 2)
    assert "30 days" in trash.about.words
    trash.delete_button.click()
    assert trash.notice.isVisible()
    assert len(trash.model.rows) == 2
    trash.notice.action.click()
    until(lambda: [row.title for row in trash.model.rows] == ["kept"])
    trash.restore.click()
    until(lambda: screen.desk.entry_id == kept)
    assert screen.stage.view is View.ENTRY
    until(lambda: titles(house) == ["kept"])


def test_a_day_of_the_calendar_opens_what_was_written(house: JournalHouse) -> None:
    day = dt.date(2026, 11, 3)
    entry = house.write("Third", day=day)
    house.write("Later", day=dt.date(2026, 11, 9))
    screen = house.open()
    calendar = screen.stage.list.calendar
    until(lambda: calendar.model.marked(day))
    calendar.grid.clicked.emit(calendar.model.index_of(day))
    until(lambda: screen.desk.entry_id == entry)
    assert calendar.day == day
    calendar.grid.clicked.emit(calendar.model.index_of(dt.date(2026, 11, 5)))
    until(lambda: not screen.stage.list.model.busy)
    assert "Third" in titles(house)
    assert screen.desk.entry_id == entry


def test_titles_can_be_hidden(house: JournalHouse) -> None:
    house.write("Secret", "Words.", tags=("t",))
    house.preferences.set(SHOW_TITLES, value=False)
    screen = house.open()
    model = screen.stage.list.model
    words = str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert "Secret" not in words
    assert "21 November" in words
    house.preferences.set(SHOW_TITLES, value=True)
    screen.entered()
    words = str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert words.startswith("Secret")


def test_notes_that_come_in_appear(house: JournalHouse) -> None:
    screen = house.open()
    house.write("From the terminal")
    house.bridge.changed.emit(Changes(frozenset(), "inbox"))
    until(lambda: titles(house) == ["From the terminal"])
    assert screen.save_state is SaveState.NOTHING


def test_wishes(house: JournalHouse) -> None:
    entry = house.write("Old", "Words.")
    screen = house.open()
    screen.asked(OpenEntry(entry))
    until(lambda: screen.desk.entry_id == entry)
    screen.asked(NewEntry(Mood.LOW))
    until(lambda: screen.desk.entry_id != entry)
    assert house.editor.head.tides.mood is Mood.LOW
    until(lambda: not house.editor.unsaved)
    assert house.screen.desk.entry_id is not None
    assert house.read(house.screen.desk.entry_id).content.mood is Mood.LOW
    screen.asked("something else")


def test_after_a_lock_everything_is_where_it_was(house: JournalHouse) -> None:
    entry = house.write("Long", "\n".join(f"line {n}" for n in range(200)))
    screen = house.open()
    house.show(entry)
    house.editor.field.set_caret(700)
    bar = house.editor.field.bar
    bar.setValue(900)
    keepsake = screen.keepsake()
    house.services.session.lock(screen.snapshot())
    house.screens.remove(screen)
    screen.deleteLater()
    house.services.session.unlock(None)
    again = house.open()
    again.come_back(keepsake)
    until(lambda: again.desk.entry_id == entry)
    assert house.editor.field.caret() == 700
    assert house.editor.field.bar.value() == 900
    assert again.stage.view is View.ENTRY
    again.come_back(None)


class TestNarrow:
    """Below 900 pixels the list is a page of its own."""

    def test_list_and_text_take_turns(self, house: JournalHouse) -> None:
        entry = house.write("One")
        screen = house.open(640)
        assert screen.stage.narrow
        assert screen.stage.list.isVisible()
        assert not screen.stage.entry.isVisible()
        house.show(entry)
        assert screen.stage.entry.isVisible()
        assert not screen.stage.list.isVisible()
        assert screen.stage.entry.back.isVisible()
        screen.stage.entry.back.click()
        assert screen.stage.list.isVisible()

    def test_what_was_thrown_away_can_be_taken_back_on_the_spot(self, house: JournalHouse) -> None:
        entry = house.write("One")
        screen = house.open(640)
        house.show(entry)
        house.editor.trash_wanted.emit()
        until(screen.stage.list.notice.isVisible)
        assert screen.stage.list.rows.isVisible()
        screen.stage.list.notice.action.click()
        until(lambda: screen.desk.entry_id == entry)

    def test_a_window_made_wider_shows_both(self, house: JournalHouse) -> None:
        screen = house.open(640)
        house.resize(1200, 800)
        assert screen.stage.list.isVisible()
        assert screen.stage.entry.isVisible()
        assert not screen.stage.entry.back.isVisible()

    def test_a_low_window_opens_the_month_on_demand(self, house: JournalHouse) -> None:
        screen = house.open(1200, 560)
        pane = screen.stage.list
        assert not pane.calendar.isVisible()
        assert pane.rows.isVisible()
        pane.days.click()
        assert pane.calendar.isVisible()
        assert not pane.rows.isVisible()
        pane.calendar.grid.pressed_enter.emit(house.clock.now().local_date)
        assert pane.rows.isVisible()

    @pytest.mark.parametrize("width", [1200, 640])
    def test_in_large_letters_every_day_of_the_month_can_be_reached(
        self, house: JournalHouse, width: int
    ) -> None:
        house.look.set_zoom(2.0)
        pane = house.open(width, 800).stage.list
        assert not pane.calendar.isVisible()
        pane.days.click()
        until(pane.calendar.isVisible)
        QApplication.processEvents()
        grid, bar = pane.calendar.grid, pane.month.verticalScrollBar()
        # The last of the six weeks is the lowest place that a day can have.
        end = grid.model().index(WEEKS - 1, 0)
        bar.setValue(bar.maximum())
        bottom = grid.viewport().mapTo(pane.month, grid.visualRect(end).bottomRight()).y()
        assert bottom <= pane.month.height()
        assert pane.month.geometry().bottom() < pane.height()
        assert pane.calendar.width() <= pane.month.viewport().width()
        if width > 640:
            assert bar.maximum() == 0
        bar.setValue(0)
        grid.selectionModel().setCurrentIndex(end, QItemSelectionModel.SelectionFlag.NoUpdate)
        assert grid.viewport().mapTo(pane.month, grid.visualRect(end).bottomRight()).y() <= (
            pane.month.height()
        )
        house.look.set_zoom(1.0)


class TestEscape:
    """Back, step by step."""

    def test_from_page_to_page(self, house: JournalHouse) -> None:
        entry = house.write("One")
        screen = house.open(640)
        gone: list[bool] = []
        screen.back.connect(lambda: gone.append(True))
        house.show(entry)
        house.editor.head.meta.mood.click()
        house.editor.finder.open_bar("x")
        screen.escape()
        assert not house.editor.finder.isVisible()
        screen.escape()
        assert house.editor.head.open is Drawer.NONE
        screen.escape()
        assert screen.stage.view is View.LIST
        screen.stage.list.search.click()
        screen.escape()
        screen.stage.list.trash.click()
        screen.escape()
        assert screen.stage.view is View.LIST
        assert not gone
        screen.escape()
        assert gone == [True]


class TestFind:
    """Finding in the open entry."""

    def test_places_are_counted_and_walked(self, house: JournalHouse) -> None:
        entry = house.write("T", "One the two The three there.")
        house.open()
        house.show(entry)
        field, finder = house.editor.field, house.editor.finder
        QTest.keyClick(field, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert finder.words.hasFocus()
        QTest.keyClicks(finder.words, "the")
        assert finder.count.words == "1 of 3"
        assert field.textCursor().selectionStart() == 4
        QTest.keyClick(finder.words, Qt.Key.Key_Return)
        assert finder.count.words == "2 of 3"
        QTest.keyClick(finder.words, Qt.Key.Key_F3)
        QTest.keyClick(finder.words, Qt.Key.Key_F3)
        assert finder.count.words == "1 of 3"
        QTest.keyClick(finder.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert finder.count.words == "3 of 3"
        finder.words.setText("absent")
        assert finder.count.words == "Not in this entry"
        assert not house.editor.unsaved
        finder.leave.click()
        assert field.hasFocus()
        assert not field.extraSelections()


INTERACTIVE = (QAbstractButton, QComboBox, QLineEdit, QTextEdit, QAbstractItemView)
LEAST = 32


def walk_pages(house: JournalHouse) -> Iterator[str]:
    """Every page and drawer of the journal, one after the other."""
    entry = house.write("Rosa’s kitchen", "Soup.", tags=("sleep",), mood=Mood.LOW, starred=True)
    screen = house.open()
    yield "empty"
    house.show(entry)
    yield "entry"
    for drawer in (Drawer.DATE, Drawer.MOOD, Drawer.TAGS, Drawer.MORE):
        house.editor.head.toggle(drawer)
        yield drawer.name
    house.editor.head.close_drawer()
    house.editor.finder.open_bar("Soup")
    yield "find"
    house.editor.finder.close_bar()
    house.editor.versions_wanted.emit()
    until(lambda: screen.stage.view is View.VERSIONS)
    yield "versions"
    screen.escape()
    screen.stage.search(titles=True)
    screen.stage.found.field.setText("soup")
    until(lambda: bool(screen.stage.found.model.hits))
    yield "search"
    screen.escape()
    house.services.journal.trash(house.write("gone")).result()
    screen.stage.open_trash(titles=True)
    until(lambda: bool(screen.stage.trash.model.rows))
    screen.stage.trash.delete_button.click()
    yield "trash"


def visible(house: JournalHouse) -> list[QWidget]:
    return [
        widget
        for widget in house.window.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and not isinstance(widget, QHeaderView)
        and widget.isVisible()
    ]


def test_everything_has_a_name_and_is_large_enough(house: JournalHouse) -> None:
    for page in walk_pages(house):
        for widget in visible(house):
            face = QAccessible.queryAccessibleInterface(widget)
            name = face.text(QAccessible.Text.Name)
            where = f"{page}: {type(widget).__name__} {name}"
            assert name, where
            if isinstance(widget, QAbstractButton):
                assert widget.width() >= LEAST, where
                assert widget.height() >= LEAST, where


def test_tab_reaches_everything_that_can_be_used(house: JournalHouse) -> None:
    for page in walk_pages(house):
        stops = house.screen.stops()
        assert len(stops) == len(set(stops)), page
        for widget in visible(house):
            by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            inside_a_field = isinstance(widget.parentWidget(), QLineEdit)
            if by_tab and widget.isEnabled() and not inside_a_field:
                assert widget in stops, f"{page}: {widget.accessibleName()} {widget}"


@pytest.mark.parametrize(("width", "height", "zoom"), [(640, 800, 1.0), (1200, 800, 2.0)])
def test_nothing_stands_outside_its_page(
    house: JournalHouse, width: int, height: int, zoom: float
) -> None:
    house.look.set_zoom(zoom)
    for page in walk_pages(house):
        house.resize(width, height)
        QApplication.processEvents()
        for widget in visible(house):
            if not isinstance(widget, QAbstractButton) or widget in scrolled(house.screen):
                continue
            left = widget.mapTo(house.screen, QPoint(0, 0)).x()
            assert left >= 0, f"{page}: {widget.accessibleName()}"
            assert left + widget.width() <= house.screen.width(), (
                f"{page}: {widget.accessibleName()}"
            )
            if not isinstance(widget, QuietButton):
                assert widget.width() >= widget.minimumSizeHint().width(), page
        house.resize(1200, 800)
    house.look.set_zoom(1.0)


def scrolled(screen: Screen) -> list[QWidget]:
    """Cells of item views place themselves."""
    return [
        w for view in screen.findChildren(QAbstractItemView) for w in view.findChildren(QWidget)
    ]
