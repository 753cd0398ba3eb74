from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.ui.geometry import within_screens
from safeharbor.ui.keys import ACTIONS, hide_key
from safeharbor.ui.routes import ROUTES, Parts
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.window import Window
from support.hands import click, press

OpenWindow = Callable[..., Window]
SCREENS = sorted(route.id for route in ROUTES.values() if not route.needs_vault)


def place_of(widget: QWidget, window: Window) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_the_title_is_the_name_and_nothing_else(open_window: OpenWindow) -> None:
    window = open_window()
    for route in SCREENS:
        window.show_screen(route)
        assert window.windowTitle() == "SafeHarbor"


def test_while_somebody_breathes_the_first_door_is_stop(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.current == "breathe"
    assert window.frame.corner.first.text() == "Stop"
    assert window.frame.corner.first.chip == "Esc"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_B, Qt.Key.Key_F2])
def test_esc_stops_at_once_and_one_key_starts_again(open_window: OpenWindow, key: Qt.Key) -> None:
    window = open_window()
    screen = window.screen_of("breathe")
    assert isinstance(screen, BreatheScreen)
    press(window, Qt.Key.Key_Escape)
    assert window.current == "home"
    assert window.frame.corner.first.text() == "Breathe"
    press(window, key)
    assert window.current == "breathe"
    assert window.frame.corner.first.text() == "Stop"


def test_stop_stands_where_breathe_stood(open_window: OpenWindow) -> None:
    window = open_window()
    running = place_of(window.frame.corner.first, window)
    click(window.frame.corner.first)
    assert window.current == "home"
    assert place_of(window.frame.corner.first, window) == running
    click(window.frame.corner.first)
    assert window.current == "breathe"


def test_help_is_one_key_away_and_leads_back_to_the_breath(open_window: OpenWindow) -> None:
    window = open_window()
    press(window, Qt.Key.Key_G)
    assert window.current == "help"
    press(window, Qt.Key.Key_Escape)
    assert window.current == "breathe"


def test_back_from_help_never_goes_in_circles(open_window: OpenWindow) -> None:
    window = open_window("home")
    click(window.frame.corner.second)
    window.escape()
    assert window.current == "home"
    window.escape()
    assert window.current == "home"


@pytest.mark.parametrize(("width", "side", "foot"), [(1200, 16, 24), (640, 8, 16)])
def test_the_corner_is_in_the_same_place_on_every_screen(
    open_window: OpenWindow, width: int, side: int, foot: int
) -> None:
    window = open_window(width=width)
    places = set()
    for route in SCREENS:
        window.show_screen(route)
        for button in (window.frame.corner.first, window.frame.corner.second):
            place = place_of(button, window)
            places.add((button.text() == "Get help", place.getRect()))
    assert len(places) == 2
    left, bottom = window.frame.corner.x(), window.frame.corner.geometry().bottom()
    margin = window.frame.corner.first.margin
    assert (left + margin, window.height() - 1 - bottom + margin) == (side, foot)


def test_the_places_stand_beside_a_page_and_go_from_a_full_window(
    open_window: OpenWindow, parts: Parts
) -> None:
    window = open_window("home")
    places = window.frame.places
    assert places.isVisible()
    assert window.screen_of("home").x() == places.width() == parts.look.px(208)
    assert [b.text() for b in places.buttons.values()][:2] == ["Home", "Journal"]
    window.breathe()
    assert not places.isVisible()
    assert window.screen_of("breathe").geometry() == window.rect()


def test_a_narrow_window_has_a_rail(open_window: OpenWindow, parts: Parts) -> None:
    window = open_window("home", 640, 800)
    assert window.frame.places.width() == parts.look.px(88)
    assert window.screen_of("home").x() == parts.look.px(88)
    window.resize(1000, 800)
    assert window.frame.places.width() == parts.look.px(208)


def test_arrows_move_along_the_places_and_enter_goes_there(open_window: OpenWindow) -> None:
    window = open_window("home")
    buttons = window.frame.places.buttons
    buttons["home"].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is buttons["journal"]
    assert window.current == "home"
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is buttons["home"]
    asked: list[str] = []
    window.frame.places.chosen.connect(asked.append)
    press(window, Qt.Key.Key_Return)
    assert asked == ["home"]


def test_m_switches_the_motion_and_keeps_it(open_window: OpenWindow, parts: Parts) -> None:
    window = open_window()
    screen = window.screen_of("breathe")
    assert isinstance(screen, BreatheScreen)
    assert (screen.view.lamp.isVisible(), screen.view.still.isVisible()) == (True, False)
    press(window, Qt.Key.Key_M)
    assert (screen.view.lamp.isVisible(), screen.view.still.isVisible()) == (False, True)
    assert parts.preferences.get("reduced_motion", False) is True


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_control_and_plus_makes_everything_larger_and_keeps_it(
    open_window: OpenWindow, parts: Parts
) -> None:
    window = open_window("home")
    before = parts.look.px(100)
    for _ in range(12):
        window._acts()["larger"]()
    assert parts.look.px(100) == 2 * before
    assert parts.preferences.get("zoom", 1.0) == 2.0
    for _ in range(12):
        window._acts()["smaller"]()
    assert parts.preferences.get("zoom", 1.0) == 0.8
    window._acts()["usual"]()
    assert parts.look.px(100) == before


def test_no_key_does_two_things() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


def test_a_key_that_is_taken_does_not_hide() -> None:
    assert hide_key("F8") == "F8"
    assert hide_key("F2") == "F9"
    assert hide_key("") == "F9"


def test_the_hide_key_follows_the_settings(open_window: OpenWindow, parts: Parts) -> None:
    window = open_window("home")
    asked: list[bool] = []
    window.hide_asked.connect(lambda: asked.append(True))
    press(window, Qt.Key.Key_F9)
    parts.preferences.set("hide_key", "F8")
    window.screen_of("home").changed.emit("hide_key")
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_F8)
    assert asked == [True, True]
    assert window.frame.tools.hide_button.chip == "F8"


def test_f1_shows_every_key_and_hides_them_again(open_window: OpenWindow) -> None:
    window = open_window("home")
    press(window, Qt.Key.Key_F1)
    assert window.current == "keys"
    press(window, Qt.Key.Key_F1)
    assert window.current == "home"


def test_the_place_of_the_window_is_remembered(open_window: OpenWindow, parts: Parts) -> None:
    first = open_window("home", 700, 600)
    first.move(40, 30)
    first.close()
    second = Window(ROUTES, parts)
    assert second.size() == QSize(700, 600)
    second.deleteLater()


def test_a_window_that_was_elsewhere_comes_back_into_sight() -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    for place in (QRect(9000, 9000, 600, 500), QRect(-5000, -70, 600, 500)):
        assert room.contains(within_screens(place))
    assert room.contains(within_screens(QRect(0, 0, 99999, 99999)))


def test_a_broken_memory_of_the_place_is_ignored(open_window: OpenWindow, parts: Parts) -> None:
    parts.preferences.set("geometry", "no base64!")
    window = Window(ROUTES, parts)
    assert window.width() > 300
    window.deleteLater()


def test_right_to_left_languages_have_everything_mirrored(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = open_window("home")
        assert window.frame.corner.geometry().center().x() > window.width() / 2
        assert window.frame.places.geometry().right() == window.width() - 1
        assert window.screen_of("home").x() == 0
        window.grab()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_first_picture_is_told_once(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("home")
    screen = window.screen_of("breathe")
    told: list[bool] = []
    screen.painted.connect(lambda: told.append(True))
    with qtbot.waitSignal(screen.painted):
        window.breathe()
    screen.grab()
    QApplication.processEvents()
    assert told == [True]


def test_every_key_of_every_screen_stands_in_the_list(open_window: OpenWindow) -> None:
    window = open_window("keys")
    from safeharbor.ui.screens.shortcuts import LISTED, ShortcutsScreen

    screen = window.screen_of("keys")
    assert isinstance(screen, ShortcutsScreen)
    for route in SCREENS:
        window.screen_of(route)
    listed = {key for action in LISTED for key in action.keys}
    shortcuts = [shortcut.keys() for shortcut in window.findChildren(QShortcut)]
    bound = {key.toString() for keys in shortcuts for key in keys}
    assert bound <= listed
    assert {action.id for action in ACTIONS} <= set(screen.rows)
