"""Letters alone can be switched off, everywhere at once, and never act while somebody types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.ui.keys import ACTIONS, LETTERS, ON_BREATHE, in_force
from safeharbor.ui.routes import Parts
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.screens.shortcuts import IN_JOURNAL, ShortcutsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.window import Window
from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

OpenWindow = Callable[..., Window]
CTRL = Qt.KeyboardModifier.ControlModifier


def keys_of(window: Window) -> ShortcutsScreen:
    screen = window.screen_of("keys")
    assert isinstance(screen, ShortcutsScreen)
    return screen


def breathe_of(window: Window) -> BreatheScreen:
    screen = window.screen_of("breathe")
    assert isinstance(screen, BreatheScreen)
    return screen


def is_paused(screen: BreatheScreen) -> bool:
    return screen.pace is not None and screen.pace.paused


def bound(window: QWidget) -> set[str]:
    """Every key that does something now."""
    keys = [each.keys() for each in window.findChildren(QShortcut)]
    return {key.toString() for sequences in keys for key in sequences}


@pytest.mark.parametrize(
    ("key", "letter"),
    [
        *((key, True) for key in ("B", "=", "-", "Shift+B", "1")),
        *((key, False) for key in ("F2", "Esc", "Ctrl+B", "Ctrl+,", "Alt+P", "Ctrl+Down")),
    ],
)
def test_what_counts_as_a_letter(key: str, letter: bool) -> None:
    assert in_force((key,), letters=True) == (key,)
    assert in_force((key,), letters=False) == (() if letter else (key,))


def test_everything_keeps_a_key_without_letters() -> None:
    for action in (*ACTIONS, *ON_BREATHE, *IN_JOURNAL):
        assert in_force(action.keys, letters=False), action.id


def test_no_key_does_two_things_anywhere() -> None:
    keys = [key for action in (*ACTIONS, *ON_BREATHE, *IN_JOURNAL) for key in action.keys]
    assert len(keys) == len(set(keys))


def test_switched_off_letters_do_nothing_and_the_rest_goes_on(
    open_window: OpenWindow, parts: Parts
) -> None:
    parts.preferences.set(LETTERS, False)
    window = open_window("home")
    for key in (Qt.Key.Key_B, Qt.Key.Key_G, Qt.Key.Key_M):
        press(window, key)
    assert window.current == "home"
    assert not parts.motion.reduced
    press(window, Qt.Key.Key_F4)
    assert window.current == "help"
    press(window, Qt.Key.Key_F2)
    screen = breathe_of(window)
    press(window, Qt.Key.Key_P)
    assert not is_paused(screen)
    QTest.keyClick(screen, Qt.Key.Key_P, CTRL)
    assert is_paused(screen)
    assert screen.accessibleDescription().startswith("Control P pauses.")
    assert "B" not in bound(window)


def test_the_switch_on_the_page_of_keys_holds_at_once_and_is_kept(
    open_window: OpenWindow, parts: Parts
) -> None:
    window = open_window("breathe")
    press(window, Qt.Key.Key_F1)
    screen = keys_of(window)
    assert list(screen.rows["breathe"].keys) == ["F2", "B"]
    click(screen.letters)
    assert parts.preferences.get(LETTERS, True) is False
    kept = {name: list(screen.rows[name].keys) for name in ("breathe", "slower", "hide")}
    assert kept == {"breathe": ["F2"], "slower": ["Ctrl+Down"], "hide": ["F9"]}
    shown = {key for row in screen.rows.values() for key in row.keys}
    assert bound(window) <= shown
    press(window, Qt.Key.Key_B)
    assert window.current == "keys"
    click(screen.letters)
    press(window, Qt.Key.Key_B)
    assert window.current == "breathe"


def test_the_keys_of_the_journal_are_listed(open_window: OpenWindow) -> None:
    rows = keys_of(open_window("keys")).rows
    found = [rows[name].keys for name in ("find", "next", "previous", "trash", "undo")]
    assert found == [("Ctrl+F",), ("F3",), ("Shift+F3",), ("Del",), ("Ctrl+Z",)]


def test_settings_and_the_page_of_keys_say_the_same(house: House) -> None:
    house.open_up()
    window = house.window
    window.show_screen("settings", OpenTab(Tab.GENERAL))
    settings = window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)
    assert settings.general.letters.isChecked()
    click(settings.general.letters)
    window.show_screen("keys")
    assert not keys_of(window).letters.isChecked()
    click(keys_of(window).letters)
    window.go_back()
    assert settings.general.letters.isChecked()


@pytest.mark.parametrize("letters", [True, False])
def test_letters_are_letters_while_somebody_types(
    house: House, qtbot: QtBot, letters: bool
) -> None:
    house.parts.preferences.set(LETTERS, letters)
    house.open_up()
    house.assembly.write()
    assert type_everywhere(house) == 2
    house.window.show_screen("settings", OpenTab(Tab.PRIVACY))
    settings = house.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)
    qtbot.waitUntil(lambda: settings.privacy.change.text() == "Change")
    click(settings.privacy.change)
    click(settings.privacy.opening.passphrase)
    assert type_everywhere(house) >= 1
    house.lock()
    house.window.show_screen("lock")
    type_everywhere(house)


def type_everywhere(house: House) -> int:
    """Type into every field in sight; the number of fields."""
    route, typed = house.window.current, 0
    for field in house.window.screen_of(route).findChildren(QWidget):
        if not isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit):
            continue
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            field.setFocus()
            before = words_in(field)
            QTest.keyClicks(field, "BGM+-=PS")
            assert house.window.current == route
            assert not house.parts.motion.reduced
            assert len(words_in(field)) == len(before) + 8
            typed += 1
    return typed


def words_in(field: QLineEdit | QTextEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
