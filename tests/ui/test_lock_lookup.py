"""The door looks up its ways in on a slow disk: what was said or chosen meanwhile stays."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeharbor.services.methods import MethodsService, Way
from safeharbor.ui.lock.form import By
from safeharbor.ui.screens.lock import LockScreen
from support.hands import click, press
from support.house import House
from support.keyring import KeyringMode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The header is read when the event is set."""
    found, ways = threading.Event(), MethodsService.ways

    def late(service: MethodsService) -> tuple[Way, ...]:
        found.wait(20)
        return ways(service)

    monkeypatch.setattr(MethodsService, "ways", late)
    yield found
    found.set()


@pytest.fixture
def door(house: House, slow: threading.Event, qtbot: QtBot) -> LockScreen:
    """Whose keyring has failed already."""
    house.keyring.mode = KeyringMode.MISSING
    house.begin()
    screen = house.window.screen_of("lock")
    assert isinstance(screen, LockScreen)
    qtbot.waitUntil(lambda: bool(screen.form.notice.words))
    return screen


def test_what_the_keyring_said_stays(door: LockScreen, slow: threading.Event, qtbot: QtBot) -> None:
    slow.set()
    qtbot.waitUntil(lambda: door.form.by is By.KEYRING)
    assert "no longer has the key" in door.form.notice.words
    click(door.form.notice.action)
    assert door.form.by is By.CODE
    assert door.form.notice.words == ""


def test_a_code_that_is_being_typed_stays(
    door: LockScreen, house: House, slow: threading.Event, qtbot: QtBot
) -> None:
    click(door.form.other)
    assert door.form.notice.words == ""
    door.form.field.setText("S1WR")
    slow.set()
    qtbot.waitUntil(lambda: door.form.other.text() == "Use the keyring")
    assert door.form.by is By.CODE
    assert door.form.field.text() == "S1WR"
    press(door.form.field, Qt.Key.Key_F2)
    house.wait_for("breathe")
