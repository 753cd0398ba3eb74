"""The line that says that a time is over, which never speaks over what matters more."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.ui.journal.enough import Enough
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.wishes import NewEntry
from support import sweep
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def notice(parts: Parts, qtbot: QtBot) -> Notice:
    made = Notice(parts.look, parts.icons)
    qtbot.addWidget(made)
    return made


def time_is_over(enough: Enough, qtbot: QtBot) -> None:
    enough.timer.setInterval(0)
    with qtbot.waitSignal(enough.timer.timeout):
        pass


@pytest.mark.parametrize("unsaved", [False, True])
def test_it_says_that_all_is_kept_only_where_it_is(
    notice: Notice, qtbot: QtBot, *, unsaved: bool
) -> None:
    enough = Enough(notice, lambda: unsaved, notice)
    enough.begin(10, "What is one thing that stays?")
    time_is_over(enough, qtbot)
    assert "10 minutes are over." in notice.words
    assert ("kept" in notice.words) is not unsaved
    assert notice.words.endswith("What is one thing that stays?")


def test_what_stands_there_stays_and_the_line_comes_later(notice: Notice, qtbot: QtBot) -> None:
    enough = Enough(notice, lambda: True, notice)
    enough.begin(10, "")
    notice.say_error(HarborError(ErrorCode.DISK_FULL))
    told = notice.words
    time_is_over(enough, qtbot)
    assert notice.words == told
    assert enough.timer.isActive()
    notice.clear()
    time_is_over(enough, qtbot)
    assert "10 minutes are over." in notice.words


def test_over_another_entry_that_was_found_it_says_nothing(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.write("The canal", "a walk along the water")
    house.window.show_screen("journal", NewEntry(minutes=10))
    journal = house.window.screen_of("journal")
    assert isinstance(journal, JournalScreen)
    assert journal.enough.timer.isActive()
    (hit,) = house.services.search.page("canal").result()
    journal._open_hit(hit)
    sweep.settle()
    assert not journal.enough.timer.isActive()
