"""What is written is kept by itself, and "Saved" is said of nothing that is not durable."""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.domain.entry import MAX_TEXT_BYTES, Changes, EntryContent, Mood, Snapshot
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.autosave import SaveState
from safeharbor.services.journal import PageRequest
from safeharbor.ui.journal.head import Drawer
from support.clock import FakeClock
from support.desk import until
from support.journal import JournalHouse, journal_house


@pytest.fixture
def house(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made


@pytest.fixture
def page(house: JournalHouse) -> JournalHouse:
    """An empty page for a new entry."""
    house.open().write()
    return house


def states(house: JournalHouse) -> list[SaveState]:
    """The chip from now on."""
    seen: list[SaveState] = []
    house.screen.saving.connect(seen.append)
    return seen


def type_in(house: JournalHouse, words: str) -> None:
    QTest.keyClicks(house.editor.field, words)


def entries(house: JournalHouse) -> list[str]:
    return [row.title for row in house.services.journal.page(PageRequest()).result()]


class Gate:
    """Saves wait at it until it is opened."""

    def __init__(self, house: JournalHouse) -> None:
        self.open = threading.Event()
        thread = house.services.session.thread()
        thread.write(lambda _: self.open.wait(20))


def test_saved_is_said_only_when_a_commit_was_acknowledged(page: JournalHouse) -> None:
    seen = states(page)
    gate = Gate(page)
    type_in(page, "Made tea.")
    assert page.screen.save_state is SaveState.WRITING
    page.clock.advance(0.6)
    page.editor.keeper.poll()
    assert not saving(page)
    page.clock.advance(0.2)
    page.editor.keeper.poll()
    assert saving(page)
    assert seen == [SaveState.WRITING]
    gate.open.set()
    until(lambda: page.screen.save_state is SaveState.SAVED)
    assert seen == [SaveState.WRITING, SaveState.SAVED]
    held = page.editor.held
    assert held is not None
    assert page.read(held.entry_id).content.body == "Made tea."


def saving(house: JournalHouse) -> bool:
    return house.editor.keeper.running is not None


def test_the_timer_saves_without_help(page: JournalHouse) -> None:
    type_in(page, "x")
    page.clock.advance(1)
    until(lambda: page.screen.save_state is SaveState.SAVED)


def test_typing_on_is_saved_after_three_seconds_at_the_latest(page: JournalHouse) -> None:
    for _ in range(7):
        type_in(page, "a")
        page.clock.advance(0.5)
        page.editor.keeper.poll()
    until(lambda: page.editor.keeper.base is not None)
    assert page.editor.unsaved or page.screen.save_state is SaveState.SAVED


def test_a_key_while_saving_makes_it_writing_again_and_is_saved_too(page: JournalHouse) -> None:
    gate = Gate(page)
    type_in(page, "one")
    page.editor.hurry()
    type_in(page, " two")
    gate.open.set()
    until(lambda: page.editor.keeper.running is None)
    assert page.screen.save_state is SaveState.WRITING
    page.keep()
    assert page.read(held_id(page)).content.body == "one two"
    assert len(page.services.journal.revisions(held_id(page)).result()) == 1


def held_id(house: JournalHouse) -> UUID:
    held = house.editor.held
    assert held is not None
    return held.entry_id


def test_leaving_the_field_or_the_screen_saves_at_once(page: JournalHouse) -> None:
    type_in(page, "one")
    page.screen.stage.list.new.setFocus()
    until(lambda: page.screen.save_state is SaveState.SAVED)
    page.editor.field.setFocus()
    type_in(page, "two")
    page.screen.left()
    until(lambda: page.screen.save_state is SaveState.SAVED)


def test_an_entry_that_was_never_written_is_none(page: JournalHouse) -> None:
    seen = states(page)
    type_in(page, "x")
    QTest.keyClick(page.editor.field, Qt.Key.Key_Backspace)
    page.clock.advance(5)
    page.editor.keeper.poll()
    until(lambda: not page.editor.unsaved)
    assert entries(page) == []
    assert seen == [SaveState.WRITING, SaveState.NOTHING]


def failing(
    house: JournalHouse, monkeypatch: pytest.MonkeyPatch, code: ErrorCode
) -> list[Snapshot]:
    """Saves fail until the patch is undone; returns what was tried."""
    tried: list[Snapshot] = []

    def save(snapshot: Snapshot, origin: str = "") -> Future[Changes]:
        tried.append(snapshot)
        future: Future[Changes] = Future()
        future.set_exception(HarborError(code))
        return future

    monkeypatch.setattr(house.services.journal, "save", save)
    return tried


def test_a_failed_save_keeps_the_text_says_so_and_tries_again(
    page: JournalHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        tried = failing(page, patch, ErrorCode.DISK_FULL)
        type_in(page, "Not lost.")
        page.editor.hurry()
        until(lambda: page.screen.save_state is SaveState.NOT_SAVED)
        assert page.editor.field.text() == "Not lost."
        assert page.editor.notice.isVisible()
        page.clock.advance(2.1)
        page.editor.keeper.poll()
        until(lambda: len(tried) == 2)
        until(lambda: page.editor.keeper.running is None)
    page.clock.advance(6)
    page.editor.keeper.poll()
    until(lambda: page.screen.save_state is SaveState.SAVED)
    assert not page.editor.notice.isVisible()
    assert page.read(held_id(page)).content.body == "Not lost."


def test_what_could_not_be_kept_is_not_left_for_another_entry(
    page: JournalHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = page.write("other")
    with monkeypatch.context() as patch:
        failing(page, patch, ErrorCode.DISK_FULL)
        type_in(page, "Stays.")
        mine = held_id(page)
        page.screen.open_entry(other)
        until(lambda: page.screen.save_state is SaveState.NOT_SAVED)
        assert page.screen.desk.entry_id == mine
        assert page.editor.field.text() == "Stays."
    page.screen.open_entry(other)
    until(lambda: page.screen.desk.entry_id == other)
    assert page.read(mine).content.body == "Stays."


def test_undo_survives_saving(page: JournalHouse) -> None:
    type_in(page, "one")
    page.keep()
    type_in(page, " two")
    page.keep()
    page.editor.field.undo()
    page.editor.field.undo()
    assert page.editor.field.text() in ("", "one")
    page.keep()
    page.editor.field.redo()
    assert page.editor.field.text().startswith("one")


def test_an_input_method_is_not_disturbed_by_saving(page: JournalHouse) -> None:
    field = page.editor.field
    type_in(page, "a")
    QApplication.sendEvent(field, QInputMethodEvent("ね", []))
    page.keep()
    assert field.composing
    assert field.textCursor().block().layout().preeditAreaText() == "ね"
    assert page.read(held_id(page)).content.body == "a"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("猫")
    QApplication.sendEvent(field, commit)
    page.keep()
    assert page.read(held_id(page)).content.body == "a猫"


class TestLock:
    """What a lock asks for."""

    def test_it_gets_nothing_where_nothing_is_unsaved(self, page: JournalHouse) -> None:
        assert page.screen.snapshot() is None
        type_in(page, "x")
        page.keep()
        assert page.screen.snapshot() is None

    def test_it_gets_the_last_letter_and_the_word_being_composed(self, page: JournalHouse) -> None:
        type_in(page, "to the last")
        QApplication.sendEvent(page.editor.field, QInputMethodEvent("もじ", []))
        snapshot = page.screen.snapshot()
        assert snapshot is not None
        assert snapshot.content.body == "to the lastもじ"
        assert snapshot.caret == 11

    def test_it_builds_on_a_save_that_is_under_way(self, page: JournalHouse) -> None:
        """Else the newest text would stand beside the line as a draft."""
        type_in(page, "first")
        page.editor.hurry()
        type_in(page, " and last")
        snapshot = page.screen.snapshot()
        assert snapshot is not None
        page.services.session.lock(snapshot)
        page.services.session.unlock(None)
        assert page.read(snapshot.entry_id).content.body == "first and last"

    def test_at_random_moments_every_letter_is_in_the_entry(self, page: JournalHouse) -> None:
        rng = random.Random(20261121)
        for _ in range(8):
            screen, wanted = page.screen, ""
            screen.write()
            until(lambda editor=screen.editor: not editor.unsaved)  # type: ignore[misc]  # mypy infers no such lambda
            for _ in range(rng.randint(1, 25)):
                letter = rng.choice("abc de")
                type_in(page, letter)
                wanted += letter
                page.clock.advance(rng.choice((0.0, 0.3, 0.9)))
                page.editor.keeper.poll()
                for _ in range(rng.randint(0, 3)):
                    QApplication.processEvents()
            entry_id = held_id(page)
            page.services.session.lock(screen.snapshot())
            page.screens.remove(screen)
            screen.deleteLater()
            page.services.session.unlock(None)
            assert page.read(entry_id).content.body == wanted
            page.open()

    def test_the_rest_of_a_long_paste_is_in_it(self, page: JournalHouse) -> None:
        text = "I lay there listening.\n" * 20_000
        page.editor.field.pasted.emit(text)
        snapshot = page.screen.snapshot()
        assert page.editor.field.paste_job.running
        assert snapshot is not None
        assert snapshot.content.body == text
        until(lambda: not page.editor.field.paste_job.running)


class TestOthers:
    """Writes of the open entry that the editor did not make."""

    @pytest.fixture
    def entry(self, house: JournalHouse) -> UUID:
        house.open()
        entry_id = house.write("Title", "The canal was still.")
        house.show(entry_id)
        return entry_id

    def change(self, house: JournalHouse, entry_id: UUID, body: str) -> None:
        entry = house.read(entry_id)
        snapshot = Snapshot(
            entry_id, entry.head_revision, EntryContent("Title", body, ("new",)), entry.moment
        )
        future = house.services.journal.save(snapshot, "somebody")
        house.bridge.then(future, house.window, lambda _: None)

    def test_they_are_shown_and_the_caret_stays(self, house: JournalHouse, entry: UUID) -> None:
        house.editor.field.set_caret(9)
        self.change(house, entry, "The canal was still this morning.")
        until(lambda: house.editor.field.text() == "The canal was still this morning.")
        assert house.editor.field.caret() == 9
        assert [chip.tag for chip in house.editor.head.meta.chips] == ["new"]
        assert house.screen.save_state is SaveState.NOTHING
        type_in(house, "!")
        house.keep()
        assert house.read(entry).content.body == "The canal! was still this morning."
        notes = [info.note for info in house.services.journal.revisions(entry).result()]
        assert "draft" not in notes

    @pytest.mark.usefixtures("entry")
    def test_its_own_echo_is_none_of_them(self, house: JournalHouse) -> None:
        fills: list[bool] = []
        house.editor.field.textChanged.connect(lambda: fills.append(True))
        type_in(house, "x")
        house.keep()
        assert len(fills) == 1

    def test_they_wait_while_something_is_unsaved(self, house: JournalHouse, entry: UUID) -> None:
        house.services.journal.close_sitting(entry).result()
        type_in(house, "Mine. ")
        self.change(house, entry, "Theirs.")
        heard: list[object] = []
        house.bridge.changed.connect(heard.append)
        until(lambda: bool(heard))
        assert house.editor.field.text() == "Mine. The canal was still."
        house.keep()
        bodies = {
            house.services.journal.revision(info.id).result().content.body
            for info in house.services.journal.revisions(entry).result()
        }
        assert {"Theirs.", "Mine. The canal was still."} <= bodies

    def test_they_wait_while_a_word_is_being_composed(
        self, house: JournalHouse, entry: UUID
    ) -> None:
        field = house.editor.field
        QApplication.sendEvent(field, QInputMethodEvent("ね", []))
        heard: list[object] = []
        house.bridge.changed.connect(heard.append)
        self.change(house, entry, "Theirs.")
        until(lambda: bool(heard))
        assert field.text() == "The canal was still."
        QApplication.sendEvent(field, QInputMethodEvent("", []))
        until(lambda: field.text() == "Theirs.")


class TestFacts:
    """Day, tide, tags and star are saved with the text."""

    @pytest.fixture
    def entry(self, house: JournalHouse) -> UUID:
        house.open()
        house.write("older", tags=("sleep", "Rosa", "slow days"))
        entry_id = house.write("Title", "Body.")
        house.show(entry_id)
        return entry_id

    def settled(self, house: JournalHouse, entry_id: UUID) -> EntryContent:
        until(lambda: not house.editor.unsaved)
        return house.read(entry_id).content

    def test_a_tide_is_chosen_and_taken_back(self, house: JournalHouse, entry: UUID) -> None:
        head = house.editor.head
        head.meta.mood.click()
        head.tides.cells[Mood.LOW].click()
        assert self.settled(house, entry).mood is Mood.LOW
        assert head.meta.mood.text() == "Low"
        head.tides.cells[Mood.LOW].click()
        assert self.settled(house, entry).mood is None

    def test_a_star(self, house: JournalHouse, entry: UUID) -> None:
        house.editor.head.meta.more.click()
        house.editor.head.more.star.click()
        assert self.settled(house, entry).starred
        assert house.editor.head.meta.star.isVisible()
        house.editor.head.meta.star.click()
        assert not self.settled(house, entry).starred

    def test_tags_are_typed_suggested_and_removed(self, house: JournalHouse, entry: UUID) -> None:
        head = house.editor.head
        head.meta.add_tag.click()
        until(lambda: [p.text() for p in head.tags.pills] == ["Rosa", "sleep", "slow days"])
        QTest.keyClicks(head.tags.field, "SL")
        assert [pill.text() for pill in head.tags.pills] == ["sleep", "slow days"]
        head.tags.pills[0].click()
        QTest.keyClicks(head.tags.field, "  #two   words ")
        QTest.keyClick(head.tags.field, Qt.Key.Key_Return)
        QTest.keyClicks(head.tags.field, "rosa")
        QTest.keyClick(head.tags.field, Qt.Key.Key_Return)
        assert self.settled(house, entry).tags == ("sleep", "two words", "Rosa")
        head.meta.chips[1].click()
        assert self.settled(house, entry).tags == ("sleep", "Rosa")
        QTest.keyClick(head.tags.field, Qt.Key.Key_Return)
        assert head.open is Drawer.NONE
        head.meta.chips[0].setFocus()
        QTest.keyClick(head.meta.chips[0], Qt.Key.Key_Delete)
        assert self.settled(house, entry).tags == ("Rosa",)

    @pytest.mark.usefixtures("entry")
    def test_many_tags_step_back_until_they_are_changed(self, house: JournalHouse) -> None:
        head = house.editor.head
        many = house.write("many", tags=tuple(f"tag {n}" for n in range(40)))
        house.show(many)
        shown = [chip for chip in head.meta.chips if chip.isVisible()]
        assert len(shown) == 8
        assert head.meta.others.text() == "32 more"
        head.meta.others.click()
        assert all(chip.isVisible() for chip in head.meta.chips)

    def test_another_day(self, house: JournalHouse, entry: UUID) -> None:
        head = house.editor.head
        head.meta.date.click()
        head.calendar.step(-1)
        index = head.calendar.model.index_of(dt.date(2026, 10, 3))
        head.calendar.grid.clicked.emit(index)
        until(lambda: not house.editor.unsaved)
        assert house.read(entry).moment.local_date == dt.date(2026, 10, 3)
        assert head.open is Drawer.NONE
        assert "3 October" in head.meta.date.text()


class TestTooLong:
    """A paste that no entry holds."""

    TEXT = "I lay there listening for the key.\n\n" * 120_000

    def test_it_is_offered_as_entries_before_anything_goes_in(self, page: JournalHouse) -> None:
        type_in(page, "Kept.")
        page.editor.field.pasted.emit(self.TEXT)
        assert page.editor.field.text() == "Kept."
        assert page.editor.notice.action.text() == "Make 3 entries"
        assert page.editor.notice.isVisible()
        made: list[int] = []
        page.editor.overflow.made.connect(made.append)
        page.editor.notice.action.click()
        until(lambda: made == [3])
        page.keep()
        rows = page.services.journal.page(PageRequest()).result()
        parts = [row for row in rows if row.title.startswith("Part")]
        assert [row.title for row in parts] == ["Part 3 of 3", "Part 2 of 3", "Part 1 of 3"]
        texts = [page.read(row.id).content.body for row in reversed(parts)]
        assert "".join(texts) == self.TEXT
        assert all(len(text.encode()) <= MAX_TEXT_BYTES for text in texts)
        assert page.editor.field.text() == "Kept."

    def test_it_can_be_left(self, page: JournalHouse) -> None:
        page.editor.field.pasted.emit(self.TEXT)
        page.editor.notice.close_button.click()
        assert not page.editor.overflow.pending
        assert entries(page) == []

    def test_a_page_that_is_nearly_full_counts_too(self, page: JournalHouse) -> None:
        page.editor.field.insert("é" * (MAX_TEXT_BYTES // 2 - 10))
        page.editor.field.pasted.emit("more than twenty bytes")
        assert page.editor.notice.action.text() == "Make an entry"
        page.editor.field.paste_job.stop()

    def test_a_failure_leaves_the_rest_on_offer(
        self, page: JournalHouse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page.editor.field.pasted.emit(self.TEXT)
        with monkeypatch.context() as patch:
            tried = failing(page, patch, ErrorCode.DISK_FULL)
            page.editor.notice.action.click()
            until(lambda: bool(tried))
            until(lambda: page.editor.notice.action.text() == "Try again")
        made: list[int] = []
        page.editor.overflow.made.connect(made.append)
        page.editor.notice.action.click()
        until(lambda: made == [3])
        assert len(entries(page)) == 3

    def test_a_text_in_the_title_goes_to_the_page(self, page: JournalHouse) -> None:
        page.editor.head.title.pasted.emit("Short\ntitle")
        page.editor.head.title.pasted.emit("long " * 200)
        assert page.editor.head.title.text() == "Short title"
        assert page.editor.field.text() == "long " * 200
