"""The key that hides, while something modal stands over the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.services.session import SessionState
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.widgets.choice import Choice
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def key_into(widget: QWidget, key: Qt.Key, qtbot: QtBot) -> None:
    """A key as the system sends it: to the window that has the keys."""
    handle = widget.window().windowHandle()
    assert handle is not None
    qtbot.waitUntil(lambda: QApplication.focusWindow() is handle)
    QTest.keyClick(handle, key)


def is_hidden_and_locked(house: House, qtbot: QtBot) -> bool:
    qtbot.waitUntil(lambda: house.services.session.state is not SessionState.UNLOCKED)
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w != house.window]
    return house.window.frame.covered and not house.parts.spine.is_open and others == []


def type_a_line(house: House) -> None:
    house.assembly.write()
    screen = house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    screen.editor.field.insert("a line behind a dialog")


def test_over_the_file_dialog(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.window.show_screen("settings", OpenTab(Tab.BACKUP))
    settings = house.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)
    settings.backup.where.click()
    dialog = settings.backup.files.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    key_into(dialog, Qt.Key.Key_F9, qtbot)
    assert is_hidden_and_locked(house, qtbot)


def test_over_a_dialog_with_a_field_and_what_was_typed_is_kept(house: House, qtbot: QtBot) -> None:
    house.open_up()
    type_a_line(house)
    dialog = QDialog(house.window)
    QVBoxLayout(dialog).addWidget(QLineEdit(dialog))
    dialog.open()
    key_into(dialog, Qt.Key.Key_F9, qtbot)
    assert is_hidden_and_locked(house, qtbot)
    house.window.uncovered.emit()
    house.unlock()
    house.wait_for("journal")
    screen = house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    qtbot.waitUntil(lambda: screen.editor.field.text() == "a line behind a dialog")


def test_over_a_message_that_wants_an_answer_and_runs_its_own_loop(
    house: House, qtbot: QtBot
) -> None:
    """Yes or No, without a way to close it, by ``exec``: the worst that a library could open."""
    house.open_up()
    type_a_line(house)
    box = QMessageBox(house.window)
    box.setText("Yes or no?")
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    QTimer.singleShot(0, box, lambda: key_into(box, Qt.Key.Key_F9, qtbot))
    box.exec()
    assert is_hidden_and_locked(house, qtbot)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_over_an_open_drop_down_list(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.window.help()
    choice = house.window.screen_of("help").findChildren(Choice)[0]
    choice.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    handle = QApplication.focusWindow()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_F9)
    assert is_hidden_and_locked(house, qtbot)


def test_other_keys_are_the_dialogs_own(house: House, qtbot: QtBot) -> None:
    house.open_up()
    dialog = QDialog(house.window)
    field = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(field)
    dialog.open()
    field.setFocus()
    key_into(dialog, Qt.Key.Key_A, qtbot)
    assert field.text() == "a"
    assert house.parts.spine.is_open
    dialog.close()


def test_the_key_of_the_settings_is_the_one(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.parts.preferences.set("hide_key", "F8")
    dialog = QDialog(house.window)
    dialog.open()
    key_into(dialog, Qt.Key.Key_F9, qtbot)
    assert house.parts.spine.is_open
    key_into(dialog, Qt.Key.Key_F8, qtbot)
    assert is_hidden_and_locked(house, qtbot)
