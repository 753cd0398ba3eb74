"""What I did: a plain list that is only there when somebody asks, and only while it may be read."""

from __future__ import annotations

import re

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.own_pattern import OwnPattern
from safeharbor.domain.practice import UNSURE, After, PracticeRecord
from safeharbor.services.own_patterns import OwnPatternService
from safeharbor.services.practices import PracticeService
from safeharbor.ui.calm.desk import Front
from safeharbor.ui.calm.done import PORTION
from support.calm import Calm
from support.house import House
from support.practices import practised

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

DAY = 24 * 60 * 60


@pytest.fixture
def kept(house: House) -> list[PracticeRecord]:
    """Three practices on two days, over an open journal."""
    house.open_up()
    practices, clock = house.services.practices, house.services.clock
    records = [practised(clock.now(), "br_box", seconds=180, before=6, after=After.WORSE)]
    house.clock.advance(DAY)
    records.append(practised(clock.now(), "gr_54321", seconds=185, before=UNSURE))
    house.clock.advance(60)
    records.append(practised(clock.now(), "br_even", seconds=20, after=After.SAME))
    for record in records:
        practices.keep(record).result()
    return records


@pytest.fixture
def done(house: House, kept: list[PracticeRecord], qtbot: QtBot) -> Calm:
    """The list of them."""
    calm = Calm(house.window)
    calm.press("calm.done")
    qtbot.waitUntil(lambda: calm.screen.desk.notes.loaded)
    return calm


def rows(calm: Calm) -> list[str]:
    return [stop.accessibleName() for stop in calm.done.stops() if stop.accessibleName()]


def test_days_and_exercises_newest_first(done: Calm) -> None:
    assert rows(done) == [
        "Delete Even waves, Today",
        "Delete Five senses, Today",
        "Delete Box, Yesterday",
    ]


def test_everything_that_is_noted_can_be_read_and_nothing_is_added_up(done: Calm) -> None:
    said = done.reads()
    assert "Less than half a minute. After: the same." in said
    assert "Before: can't tell." in said
    assert "Before: 6 of 10. After: worse." in said
    assert said.count("Today") == 1
    assert not re.search(r"\b(total|streak|times|average|week)\b", said)


def test_it_is_pulled_and_never_shown_by_itself(
    house: House, kept: list[PracticeRecord], qtbot: QtBot
) -> None:
    calm = Calm(house.window)
    assert calm.screen.desk.notes.records == ()
    assert "Yesterday" not in calm.reads()


def test_one_is_deleted_and_comes_back_by_undo(
    done: Calm, house: House, kept: list[PracticeRecord], qtbot: QtBot
) -> None:
    practices = house.services.practices
    done.press(f"calm.done.{kept[1].id.hex}")
    assert "Five senses was deleted from this list." in done.reads()
    assert done.focus() == "calm.done.undo"
    qtbot.waitUntil(lambda: len(practices.page().result()) == 2)
    done.press("calm.done.undo")
    qtbot.waitUntil(lambda: len(rows(done)) == 3)
    back = practices.page().result()
    assert [record.exercise for record in back] == ["br_even", "gr_54321", "br_box"]
    assert back[1].moment == kept[1].moment
    assert "was deleted" not in done.reads()


def test_what_could_not_be_deleted_is_shown_again(
    done: Calm, kept: list[PracticeRecord], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise HarborError(ErrorCode.DISK_FULL)

    monkeypatch.setattr(PracticeService, "delete", refuse)
    done.press(f"calm.done.{kept[1].id.hex}")
    assert done.screen.notice.isVisible()
    qtbot.waitUntil(lambda: len(rows(done)) == 3)
    assert not done.has("calm.done.undo")


def test_earlier_ones_follow_on_request(house: House, qtbot: QtBot) -> None:
    house.open_up()
    for _ in range(PORTION + 5):
        house.clock.advance(3600)
        house.services.practices.keep(practised(house.services.clock.now())).result()
    calm = Calm(house.window)
    calm.press("calm.done")
    qtbot.waitUntil(lambda: len(calm.screen.desk.notes.records) == PORTION)
    calm.press("calm.done.more")
    qtbot.waitUntil(lambda: len(calm.screen.desk.notes.records) == PORTION + 5)
    assert not calm.has("calm.done.more")


def test_a_lock_takes_it_out_of_sight_and_out_of_memory(done: Calm, house: House) -> None:
    house.lock()
    assert done.screen.desk.front is Front.SHELF
    assert done.screen.desk.notes.records == ()
    assert "Yesterday" not in done.reads()
    assert not done.has("calm.done")


def test_an_empty_list_says_so(house: House, qtbot: QtBot) -> None:
    house.open_up()
    calm = Calm(house.window)
    calm.press("calm.done")
    qtbot.waitUntil(lambda: "Nothing is noted here." in calm.reads())
    assert calm.focus() == "calm.back"


def test_what_has_no_name_any_more_is_called_what_it_was(house: House, qtbot: QtBot) -> None:
    house.open_up()
    mine = OwnPattern(OwnPatternService.new_pattern_id(), "Slow river", 4, 0, 6, 0)
    house.services.own_patterns.keep([mine]).result()
    now = house.services.clock.now()
    for exercise in (mine.exercise, "own_" + "0" * 32, "zz_newer"):
        house.services.practices.keep(practised(now, exercise)).result()
    calm = Calm(house.window)
    calm.press("calm.done")
    qtbot.waitUntil(lambda: len(calm.screen.desk.notes.records) == 3)
    qtbot.waitUntil(lambda: "Slow river" in calm.reads())
    assert "A pattern of your own" in calm.reads()
    assert "An exercise" in calm.reads()


def test_a_practice_that_is_noted_meanwhile_appears(done: Calm, house: House, qtbot: QtBot) -> None:
    house.clock.advance(60)
    record = practised(house.services.clock.now(), "gr_feet")
    house.parts.spine.practice_keeper.keep(record)
    qtbot.waitUntil(lambda: "Feet on the floor" in done.reads(), timeout=10_000)


def test_back_leads_to_where_it_was_asked_for(done: Calm) -> None:
    done.escape()
    assert done.focus() == "calm.done"
