"""The journal as people use it: in a hurry, by keys alone, over midnight."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.domain.entry import Changes, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.journal import PageRequest
from safeharbor.ui.journal.entry_list import EntryList
from safeharbor.ui.journal.stage import View
from support.clock import FakeClock
from support.desk import until
from support.house import House
from support.journal import BERLIN, JournalHouse, journal_house

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def journal(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made


def titles(house: JournalHouse) -> list[str]:
    return [row.title for row in house.screen.stage.list.model.rows]


def bodies(house: JournalHouse) -> list[str]:
    rows = house.services.journal.page(PageRequest()).result()
    return [house.read(row.id).content.body for row in rows]


def keyed_row(rows: EntryList) -> str:
    """The title of the row that the keys are on."""
    words: str = rows.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    return words.split(",", maxsplit=1)[0]


def marked_rows(rows: EntryList) -> list[UUID]:
    """The entries whose rows wear the bar of the open one."""
    return [
        index.data(Qt.ItemDataRole.UserRole).id for index in rows.selectionModel().selectedIndexes()
    ]


class Gate:
    """What is to be saved waits at it until it is opened."""

    def __init__(self, house: JournalHouse) -> None:
        self.open = threading.Event()
        house.services.session.thread().write(lambda _: self.open.wait(20))


class TestInAHurry:
    """Somebody types on while one page gives way to the next."""

    def test_what_is_typed_after_new_is_on_the_new_page(self, journal: JournalHouse) -> None:
        journal.open().write()
        field = journal.editor.field
        QTest.keyClicks(field, "the first")
        gate = Gate(journal)
        journal.screen.write()
        QTest.keyClicks(field, "the seco")
        word = QInputMethodEvent()
        word.setCommitString("nd")
        QApplication.sendEvent(field, word)
        assert field.text() == "the first"
        gate.open.set()
        until(lambda: field.text() == "the second")
        journal.keep()
        assert sorted(bodies(journal)) == ["the first", "the second"]

    def test_from_the_list_the_first_letter_is_not_lost(self, journal: JournalHouse) -> None:
        screen = journal.open()
        journal.show(journal.write("old", "Old words."))
        QTest.keyClicks(journal.editor.field, "New ones. ")
        gate = Gate(journal)
        screen.stage.list.new.setFocus()
        screen.stage.list.new.click()
        focus = QApplication.focusWidget()
        assert focus is journal.editor.field
        QTest.keyClicks(focus, "abc")
        gate.open.set()
        until(lambda: journal.editor.field.text() == "abc")

    def test_where_the_old_page_cannot_be_left_it_stays_there(
        self, journal: JournalHouse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        journal.open().write()
        field = journal.editor.field
        QTest.keyClicks(field, "one")

        def full(_snapshot: Snapshot, _origin: str = "") -> Future[Changes]:
            future: Future[Changes] = Future()
            future.set_exception(HarborError(ErrorCode.DISK_FULL))
            return future

        with monkeypatch.context() as patch:
            patch.setattr(journal.services.journal, "save", full)
            journal.screen.write()
            QTest.keyClicks(field, " two")
            until(lambda: field.text() == "one two")
        journal.keep()

    def test_a_lock_in_between_takes_the_letters_with_it(self, journal: JournalHouse) -> None:
        journal.open().write()
        QTest.keyClicks(journal.editor.field, "one")
        gate = Gate(journal)
        journal.screen.write()
        QTest.keyClicks(journal.editor.field, " two")
        snapshot = journal.screen.snapshot()
        assert snapshot is not None
        assert snapshot.content.body == "one two"
        gate.open.set()
        until(lambda: journal.editor.keeper.running is None)

    def test_the_window_closes_while_a_save_is_under_way(self, house: House) -> None:
        house.open_up()
        house.window.write_asked.emit()
        house.wait_for("journal")
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "The last words.")
        gate = threading.Event()
        house.services.session.thread().write(lambda _: gate.wait(0.3))
        house.window.close()
        house.parts.spine.close(20)
        services = house._build()
        services.session.unlock(None)
        rows = services.journal.page(PageRequest()).result()
        assert services.journal.get(rows[0].id).result().content.body == "The last words."
        services.session.lock()


class TestByKeys:
    """The list without a mouse."""

    def test_arrows_walk_and_the_open_entry_keeps_its_mark(self, journal: JournalHouse) -> None:
        ids = [journal.write(name) for name in ("one", "two", "three", "four")]
        screen = journal.open()
        rows = screen.stage.list.rows
        rows.setFocus()
        journal.show(ids[1])
        rows.setFocus()
        assert keyed_row(rows) == "two"
        QTest.keyClick(rows, Qt.Key.Key_Down)
        assert keyed_row(rows) == "one"
        assert marked_rows(rows) == [ids[1]]
        assert screen.desk.entry_id == ids[1]

    def test_delete_throws_away_and_ctrl_z_brings_back(self, journal: JournalHouse) -> None:
        ids = [journal.write(name) for name in ("one", "two", "three")]
        screen = journal.open()
        rows = screen.stage.list.rows
        journal.show(ids[0])
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Up)
        QTest.keyClick(rows, Qt.Key.Key_Delete)
        until(lambda: titles(journal) == ["three", "one"])
        assert screen.desk.entry_id == ids[0]
        assert rows.hasFocus()
        assert rows.currentIndex().isValid()
        assert "30 days" in screen.stage.entry.notice.words
        QTest.keyClick(rows, Qt.Key.Key_Z, CTRL)
        until(lambda: titles(journal) == ["three", "two", "one"])
        assert not screen.stage.entry.notice.isVisible()
        QTest.keyClick(rows, Qt.Key.Key_Z, CTRL)

    def test_delete_on_the_open_entry_leaves_the_desk_empty(self, journal: JournalHouse) -> None:
        entry = journal.write("open", "Words.")
        screen = journal.open()
        journal.show(entry)
        QTest.keyClicks(journal.editor.field, "More. ")
        rows = screen.stage.list.rows
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Delete)
        until(lambda: screen.desk.entry_id is None)
        assert screen.stage.list.calendar.day is None
        assert rows.hasFocus()
        QTest.keyClick(rows, Qt.Key.Key_Z, CTRL)
        until(lambda: screen.desk.entry_id == entry)
        assert journal.editor.field.text() == "More. Words."

    def test_delete_in_the_trash_asks_first(self, journal: JournalHouse) -> None:
        journal.services.journal.trash(journal.write("gone")).result()
        screen = journal.open()
        screen.stage.list.trash.click()
        trash = screen.stage.trash
        until(lambda: len(trash.model.rows) == 1)
        QTest.keyClick(trash.rows, Qt.Key.Key_Delete)
        assert trash.notice.isVisible()
        assert len(trash.model.rows) == 1

    def test_a_click_into_the_trash_brings_no_ring(self, journal: JournalHouse) -> None:
        journal.services.journal.trash(journal.write("gone")).result()
        screen = journal.open()
        QTest.mouseClick(screen.stage.list.trash, Qt.MouseButton.LeftButton)
        trash = screen.stage.trash
        until(lambda: len(trash.model.rows) == 1)
        assert trash.rows.hasFocus()
        assert not trash.rows.keyed

    def test_ctrl_f_finds_in_the_text_and_searches_from_the_list(
        self, journal: JournalHouse
    ) -> None:
        journal.write("one", "Soup.")
        screen = journal.open()
        QTest.keyClick(screen.stage.list.rows, Qt.Key.Key_F, CTRL)
        assert screen.stage.view is View.SEARCH
        assert screen.stage.found.field.hasFocus()

    def test_a_tag_taken_away_leaves_the_keys_among_the_tags(self, journal: JournalHouse) -> None:
        entry = journal.write("t", tags=("a", "b"))
        journal.open()
        journal.show(entry)
        head = journal.editor.head
        head.meta.add_tag.click()
        assert head.meta.add_tag.isHidden()
        head.meta.chips[0].setFocus()
        QTest.keyClick(head.meta.chips[0], Qt.Key.Key_Delete)
        assert head.tags.field.hasFocus()
        head.close_drawer()
        assert head.meta.add_tag.hasFocus()


class TestDays:
    """An entry is of the moment of its first word."""

    def test_a_page_left_open_over_midnight(self, journal: JournalHouse) -> None:
        screen = journal.open()
        screen.write()
        journal.clock.advance(20 * 3600)
        QTest.keyClicks(journal.editor.field, "Morning.")
        journal.keep()
        until(lambda: bool(screen.stage.list.model.rows))
        row = screen.stage.list.model.rows
        assert row[0].moment.local_date == dt.date(2026, 11, 22)
        assert screen.stage.list.calendar.day == dt.date(2026, 11, 22)

    def test_what_was_begun_before_midnight_stays_there(self, journal: JournalHouse) -> None:
        journal.open().write()
        QTest.keyClicks(journal.editor.field, "Late.")
        journal.clock.advance(20 * 3600)
        QTest.keyClicks(journal.editor.field, " Later.")
        held = journal.editor.held
        assert held is not None
        assert held.moment.local_date == dt.date(2026, 11, 21)
        journal.keep()

    def test_a_day_chosen_by_hand_is_kept(self, journal: JournalHouse) -> None:
        journal.open().write()
        journal.editor.head.calendar.chosen.emit(dt.date(2026, 11, 3))
        journal.clock.advance(60)
        QTest.keyClicks(journal.editor.field, "Of then.")
        held = journal.editor.held
        assert held is not None
        assert held.moment.local_date == dt.date(2026, 11, 3)
        journal.keep()

    def test_the_new_day_is_noticed_by_the_clock_and_by_the_window(
        self, journal: JournalHouse
    ) -> None:
        entry = journal.write("old", day=dt.date(2026, 12, 31))
        screen = journal.open()
        journal.show(entry)
        assert "2026" not in journal.editor.head.meta.date.text()
        turned: list[bool] = []
        screen.days.turned.connect(lambda: turned.append(True))
        journal.clock.set_wall(dt.datetime(2027, 1, 1, 0, 0, 1, tzinfo=BERLIN))
        QApplication.sendEvent(screen, QEvent(QEvent.Type.WindowActivate))
        assert turned == [True]
        assert "2026" in journal.editor.head.meta.date.text()
        screen.days.look()
        assert turned == [True]

    def test_another_day_moves_the_row_and_the_calendar(self, journal: JournalHouse) -> None:
        ids = [journal.write(f"entry {n}", day=dt.date(2026, 11, 1 + n)) for n in range(20)]
        screen = journal.open()
        journal.show(ids[-1])
        journal.editor.head.calendar.chosen.emit(dt.date(2026, 11, 3))
        until(lambda: titles(journal)[0] == "entry 18")
        assert titles(journal).index("entry 19") in {16, 17}
        assert screen.stage.list.calendar.day == dt.date(2026, 11, 3)
        rows = screen.stage.list.rows
        place = rows.visualRect(screen.stage.list.model.index(titles(journal).index("entry 19")))
        assert rows.viewport().rect().contains(place)

    def test_two_of_the_same_minute_stand_in_the_order_they_were_written(
        self, journal: JournalHouse
    ) -> None:
        screen = journal.open()
        for name in ("first", "second"):
            screen.write()
            QTest.keyClicks(journal.editor.head.title, name)
            journal.editor.hurry()
            until(lambda: not journal.editor.unsaved)
        until(lambda: titles(journal) == ["second", "first"])


class TestOtherHands:
    """The open entry goes elsewhere."""

    def test_into_the_trash(self, journal: JournalHouse) -> None:
        entry = journal.write("one", "Words.")
        screen = journal.open()
        journal.show(entry)
        journal.bridge.changed.emit(journal.services.journal.trash(entry).result())
        until(lambda: screen.desk.entry_id is None)
        screen.stage.entry.notice.action.click()
        until(lambda: screen.desk.entry_id == entry)

    def test_for_good(self, journal: JournalHouse) -> None:
        entry = journal.write("one", "Words.")
        screen = journal.open()
        journal.show(entry)
        journal.bridge.changed.emit(journal.services.journal.purge(entry).result())
        until(lambda: screen.desk.entry_id is None)
        assert not screen.stage.entry.notice.isVisible()

    def test_for_good_while_it_is_written_into(self, journal: JournalHouse) -> None:
        entry = journal.write("one", "Words.")
        screen = journal.open()
        journal.show(entry)
        QTest.keyClicks(journal.editor.field, "New. ")
        gone = journal.services.journal.purge(entry).result()
        journal.bridge.changed.emit(gone)
        journal.keep()
        follower = screen.desk.entry_id
        assert follower not in {None, entry}
        assert follower is not None
        assert journal.read(follower).content.body == "New. Words."
        QTest.keyClicks(journal.editor.field, "More. ")
        journal.keep()
        assert bodies(journal) == ["New. More. Words."]
        until(lambda: marked_rows(screen.stage.list.rows) == [follower])
        journal.editor.trash_wanted.emit()
        until(lambda: screen.desk.entry_id is None)


class TestDragging:
    """Words are dropped into the text."""

    def test_characters_alone_come_in_and_one_undo_takes_them_out(
        self, journal: JournalHouse
    ) -> None:
        journal.open().write()
        field = journal.editor.field
        QTest.keyClicks(field, "one two three")
        cursor = field.textCursor()
        cursor.setPosition(0)
        cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
        data = QMimeData()
        data.setText(cursor.selectedText())
        data.setHtml("<b>one </b>")
        end = field.textCursor()
        end.movePosition(QTextCursor.MoveOperation.End)
        place = QPointF(field.cursorRect(end).center())
        field.setTextCursor(cursor)
        held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copied = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place.toPoint(), copied, data, *held)
        QApplication.sendEvent(field.viewport(), enter)
        drop = QDropEvent(place, copied, data, *held)
        QApplication.sendEvent(field.viewport(), drop)
        assert field.text() == "one two threeone "
        field.undo()
        assert field.text() == "one two three"
        journal.keep()
