"""The list of entries holds 300 rows at most, whatever the journal holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication

from safeharbor.domain.entry import Mood
from safeharbor.services.journal import PageRequest
from safeharbor.ui.journal.model import HEADING, HELD, PAGE, EntryModel
from safeharbor.ui.journal.rows import in_words
from support.clock import FakeClock
from support.desk import until
from support.journal import JournalHouse, journal_house


@pytest.fixture
def house(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made


def listing(house: JournalHouse, request: PageRequest | None = None) -> EntryModel:
    """A model with its first page."""
    today = house.clock.now().local_date
    model = EntryModel(
        house.services.journal,
        house.bridge,
        lambda summary: in_words(summary, today, titles=True),
        lambda: today,
        house.window,
        request=request,
    )
    filled: list[bool] = []
    model.filled.connect(lambda: filled.append(True))
    model.begin_at(None)
    until(lambda: bool(filled))
    return model


def settle(house: JournalHouse, model: EntryModel) -> None:
    """Read the window again and wait for it."""
    filled: list[bool] = []
    model.filled.connect(lambda: filled.append(True))
    model.refresh()
    until(lambda: bool(filled))


def changes_in(model: EntryModel) -> list[bool]:
    """Grows whenever rows come or go."""
    seen: list[bool] = []
    model.changed.connect(lambda: seen.append(True))
    return seen


def go_older(model: EntryModel) -> None:
    model.fetch_older()
    until(lambda: not model.busy)


def go_newer(model: EntryModel) -> None:
    model.fetch_newer()
    until(lambda: not model.busy)


def titles(model: EntryModel) -> list[str]:
    return [row.title for row in model.rows]


def test_at_ten_thousand_entries_at_most_300_rows_are_held_both_ways(house: JournalHouse) -> None:
    ids = house.fill(10_000)
    model = listing(house)
    most = 0
    seen: dict[UUID, None] = {}

    def look() -> None:
        nonlocal most
        most = max(most, model.rowCount())
        seen.update(dict.fromkeys(row.id for row in model.rows))

    look()
    while model.has_older:
        go_older(model)
        look()
    assert list(seen) == ids[::-1]
    assert model.rows[-1].id == ids[0]
    assert most <= HELD

    back: dict[UUID, None] = {}
    while model.has_newer:
        go_newer(model)
        look()
        back.update(dict.fromkeys(row.id for row in reversed(model.rows)))
    assert list(back)[-1] == ids[-1]
    assert model.rows[0].id == ids[-1]
    assert most <= HELD


def test_rows_stay_in_order_and_none_is_shown_twice(house: JournalHouse) -> None:
    house.fill(1000)
    model = listing(house)
    for _ in range(12):
        go_older(model)
        keys = [row.sort_key for row in model.rows]
        assert keys == sorted(set(keys), reverse=True)


def test_a_screenful_of_scrolling_asks_for_pages_by_itself(house: JournalHouse) -> None:
    house.fill(1000)
    screen = house.open()
    model, bar = screen.stage.list.model, screen.stage.list.rows.verticalScrollBar()
    assert model.rowCount() == PAGE
    for _ in range(15):
        moved = changes_in(model)
        bar.setValue(bar.maximum())
        until(lambda moved=moved: bool(moved))  # type: ignore[misc]  # mypy infers no such lambda
    assert model.rowCount() == HELD
    assert model.has_newer
    for _ in range(15):
        bar.setValue(bar.minimum())
        until(lambda: not model.busy)
    assert model.rows[0].title == "Entry 999"


def test_what_is_in_sight_stays_where_it_is_while_rows_come_and_go(house: JournalHouse) -> None:
    house.fill(1000)
    screen = house.open()
    view, model = screen.stage.list.rows, screen.stage.list.model
    for _ in range(10):
        moved = changes_in(model)
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() - 400)
        row = view.indexAt(view.viewport().rect().topLeft()).row()
        anchor, top = model.rows[row].id, view.visualRect(model.index(row)).top()
        until(lambda moved=moved: bool(moved))  # type: ignore[misc]  # mypy infers no such lambda
        place = model.row_of(anchor)
        assert place is not None
        assert view.visualRect(model.index(place)).top() == top


def test_a_write_changes_one_row_and_leaves_the_others(house: JournalHouse) -> None:
    first = house.write("one", day=dt.date(2026, 11, 1))
    second = house.write("two", day=dt.date(2026, 11, 2))
    model = listing(house)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    third = house.write("three", day=dt.date(2026, 11, 3))
    settle(house, model)
    assert titles(model) == ["three", "two", "one"]

    house.services.journal.move(first, dt.date(2026, 11, 9)).result()
    settle(house, model)
    assert titles(model) == ["one", "three", "two"]

    house.services.journal.trash(second).result()
    house.services.journal.set_star(third, True).result()
    settle(house, model)
    assert titles(model) == ["one", "three"]
    assert model.rows[1].starred
    assert not resets


def test_it_begins_at_a_day_and_knows_that_there_is_newer(house: JournalHouse) -> None:
    for day in (1, 5, 9):
        house.write(f"day {day}", day=dt.date(2026, 11, day))
    model = listing(house)
    done: list[bool] = []
    model.filled.connect(lambda: done.append(True))
    model.show(until=dt.date(2026, 11, 6))
    until(lambda: bool(done))
    assert titles(model) == ["day 5", "day 1"]
    assert model.has_newer
    model.fetch_newer()
    until(lambda: not model.has_newer)
    assert titles(model) == ["day 9", "day 5", "day 1"]


def test_months_are_headed_but_not_the_present_one(house: JournalHouse) -> None:
    for day in (dt.date(2026, 11, 3), dt.date(2026, 11, 2), dt.date(2026, 9, 1)):
        house.write("x", day=day)
    house.write("x", day=dt.date(2025, 12, 31))
    model = listing(house)
    headings = [model.data(model.index(row), HEADING) for row in range(4)]
    assert headings == [None, None, (2026, 9), (2025, 12)]


def test_a_row_is_said_in_words(house: JournalHouse) -> None:
    house.write("Soup", tags=("Rosa",), mood=Mood.LOW, starred=True, day=dt.date(2026, 11, 12))
    model = listing(house)
    words = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Soup, Thursday 12 November, 08:00, mood Low, starred, tags Rosa"
    assert isinstance(model, QAbstractItemModel)


def test_it_lists_the_trash_and_one_tag(house: JournalHouse) -> None:
    house.write("kept", tags=("sleep",))
    thrown = house.write("thrown")
    house.services.journal.trash(thrown).result()
    assert titles(listing(house, PageRequest(trashed=True))) == ["thrown"]
    assert titles(listing(house, PageRequest(tag="Sleep"))) == ["kept"]


def test_an_answer_that_was_overtaken_is_dropped(house: JournalHouse) -> None:
    house.write("old", day=dt.date(2026, 1, 1))
    house.write("new", day=dt.date(2026, 11, 1))
    model = listing(house)
    done: list[list[str]] = []
    model.filled.connect(lambda: done.append(titles(model)))
    model.show(until=dt.date(2026, 2, 1))
    model.show(until=dt.date(2026, 12, 1))
    until(lambda: bool(done))
    assert done == [["new", "old"]]


def test_after_a_lock_it_says_so_instead_of_hanging(house: JournalHouse) -> None:
    model = listing(house)
    failures: list[object] = []
    model.failed.connect(failures.append)
    house.services.session.lock()
    model.refresh()
    assert len(failures) == 1
