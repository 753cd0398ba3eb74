"""What the window tells while it is blank: nothing of what lies behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def hide(house: House, qtbot: QtBot) -> None:
    """Hide, and wait until nothing more happens."""
    with qtbot.waitSignal(house.parts.spine.session.locked):
        house.window.hide_asked.emit()
    qtbot.waitUntil(lambda: house.window.frame.covered)


@pytest.mark.parametrize("route", ["help", "breathe", "journal", "calm"])
def test_the_doors_do_not_tell_what_is_behind(house: House, qtbot: QtBot, route: str) -> None:
    house.open_up()
    house.window.show_screen(route)
    hide(house, qtbot)
    corner = house.window.frame.corner
    assert not corner.second.isChecked()
    assert corner.first.text() == "Breathe"


def test_what_was_there_is_marked_again_when_somebody_goes_on(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.window.show_screen("help")
    hide(house, qtbot)
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "help"
    assert house.window.frame.corner.second.isChecked()


@pytest.mark.parametrize("route", ["help", "breathe", "home"])
def test_get_help_shows_help_over_a_blank_page_too(house: House, qtbot: QtBot, route: str) -> None:
    house.open_up()
    house.window.show_screen(route)
    hide(house, qtbot)
    click(house.window.frame.corner.second)
    assert house.window.current == "help"
    assert not house.window.frame.covered


@pytest.mark.parametrize("route", ["help", "breathe", "home"])
def test_breathe_breathes_over_a_blank_page_too(house: House, qtbot: QtBot, route: str) -> None:
    house.open_up()
    house.window.show_screen(route)
    hide(house, qtbot)
    click(house.window.frame.corner.first)
    assert house.window.current == "breathe"
    assert not house.window.frame.covered
    assert house.window.frame.corner.first.text() == "Stop"
