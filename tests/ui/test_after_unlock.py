"""What an unlock has to say: at the foot of the page, one thing at a time, until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode
from safeharbor.domain.policy import SlotType
from safeharbor.services.session import Unlocked
from safeharbor.ui.settings.place import Tab
from safeharbor.ui.widgets.foot_notice import FootNotice
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.words import Words
from support.hands import click
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Tell = Callable[..., Notice]


@pytest.fixture
def tell(house: House) -> Tell:
    """An unlock that found certain things; gives the notice at the foot of the page."""

    def unlocked(**found: object) -> Notice:
        house.open_up()
        session = house.parts.spine.session
        session.unlocked.emit(Unlocked(SlotType.KEYRING, **found))  # type: ignore[arg-type]  # any field
        return house.window.frame.notice

    return unlocked


def place_of(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_an_unlock_with_nothing_to_say_says_nothing(house: House) -> None:
    house.open_up()
    assert house.window.frame.stops([]) == house.window.frame.stops([])
    assert not [n for n in house.window.findChildren(Notice) if n.isVisible()]


def test_a_mended_key_file_leads_to_the_ways_in(house: House, tell: Tell, qtbot: QtBot) -> None:
    notice = tell(notices=(ErrorCode.HEADER_DAMAGED,))
    assert "is whole again" in notice.words
    click(notice.action)
    assert house.window.current == "settings"
    assert house.window.screen_of("settings").tab is Tab.PRIVACY  # type: ignore[attr-defined]  # of Settings
    assert notice.words == ""


def test_a_key_file_that_could_not_be_mended_is_not_said_to_be_whole(tell: Tell) -> None:
    notice = tell(notices=(ErrorCode.HEADER_DAMAGED, ErrorCode.DISK_FULL))
    assert "The disk is full." in notice.words
    assert "whole again" not in notice.words


def test_one_thing_after_the_other_the_gravest_first(tell: Tell) -> None:
    notice = tell(read_only=True, unreadable=("a.note", "b.note", "c.note", "d.note"))
    assert "open for reading only" in notice.words
    click(notice.close_button)
    words = notice.words.replace("\u200b", "")
    assert "could not be opened: 4." in words
    assert words.endswith("a.note, b.note, c.note, …")
    click(notice.close_button)
    assert notice.words == ""


def test_a_database_found_damaged_later_is_said_then(
    house: House, tell: Tell, qtbot: QtBot
) -> None:
    sound: Future[bool] = Future()
    notice = tell(sound=sound)
    assert not notice.isVisible()
    sound.set_result(False)
    qtbot.waitUntil(notice.isVisible)
    assert "is damaged" in notice.words
    click(notice.action)
    assert house.window.current == "settings"
    assert house.window.screen_of("settings").tab is Tab.BACKUP  # type: ignore[attr-defined]  # of Settings


def test_what_is_found_as_it_is_being_locked_waits(house: House, tell: Tell, qtbot: QtBot) -> None:
    sound: Future[bool] = Future()
    notice = tell(sound=sound)
    sound.set_result(False)
    house.lock()
    assert notice.words == ""


def test_it_is_gone_with_a_lock_and_on_pages_of_their_own(house: House, tell: Tell) -> None:
    notice = tell(read_only=True)
    assert notice.isVisible()
    house.window.breathe()
    assert not notice.isVisible()
    house.window.show_screen("journal")
    assert notice.isVisible()
    house.lock()
    assert notice.words == ""
    house.unlock()
    assert not notice.isVisible()


@pytest.mark.parametrize(
    ("width", "zoom"), [(1200, 1.0), (640, 1.0), (1200, 2.0), (640, 2.0)], ids=str
)
def test_it_takes_the_place_of_nothing(house: House, tell: Tell, width: int, zoom: float) -> None:
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    notice = tell(notices=(ErrorCode.HEADER_DAMAGED,))
    (foot,) = house.window.findChildren(FootNotice)
    for route in ("home", "journal", "settings"):
        house.window.show_screen(route)
        shown = place_of(foot)
        corner = place_of(house.window.frame.corner)
        assert not shown.intersects(place_of(house.window.screen_of(route)))
        assert not shown.intersects(corner)
        assert house.window.rect().contains(shown)
        assert shown.height() <= house.window.height() // 2
    for each in notice.findChildren(Words):
        if each.isVisible():
            assert each.height() >= each.heightForWidth(each.width())
            assert each.geometry().right() <= notice.width()
    assert notice.action in house.window.frame.stops([])
