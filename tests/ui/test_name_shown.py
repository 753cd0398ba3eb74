"""The neutral title: off until chosen, there at once, and never preceded by the other name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QColor, QIcon
from PySide6.QtWidgets import QApplication

from safeharbor.system.prefs import Preferences
from safeharbor.ui.app import make_application
from safeharbor.ui.name_shown import NEUTRAL_TITLE
from safeharbor.ui.routes import ROUTES, Parts
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support.hands import click
from support.house import House
from tools import translations

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

PAPER, AMBER = QColor("#f7f4ee"), QColor("#a8671a")
"""The middle of the page, and of the mark."""


def names_of(window: Window) -> set[str]:
    """What a title bar shows, and what a screen reader reads."""
    reader = QAccessible.queryAccessibleInterface(window)
    return {window.windowTitle(), window.accessibleName(), reader.text(QAccessible.Text.Name)}


def middle(icon: QIcon) -> QColor:
    return icon.pixmap(112, 112).toImage().pixelColor(50, 65)


class Titles(QObject):
    """Every title that a window has had."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - of Qt
        if event.type() == QEvent.Type.WindowTitleChange and isinstance(watched, Window):
            self.seen.append(watched.windowTitle())
        return False


@pytest.fixture
def titles(qapp: QApplication) -> Iterator[Titles]:
    made = Titles(qapp)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def next_start(house: House) -> Iterator[Callable[[], Window]]:
    """Opens a window as the next start does, from what is in the file."""
    opened: list[Window] = []

    def start() -> Window:
        kept = Preferences(house.parts.spine.paths.preferences)
        make_application(neutral=kept.get(NEUTRAL_TITLE, False))
        parts: Parts = replace(house.parts, preferences=kept)
        opened.append(Window(ROUTES, parts))
        return opened[-1]

    yield start
    for window in opened:
        window.close()
        window.deleteLater()


def press_the_tick(house: House) -> None:
    house.window.show_screen("settings", OpenTab(Tab.PRIVACY))
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    click(screen.privacy.habits.neutral)


def test_it_is_off_until_it_is_chosen(house: House, qapp: QApplication) -> None:
    house.open_up()
    assert names_of(house.window) == {"SafeHarbor"}
    assert qapp.applicationName() == "SafeHarbor"
    house.window.name_shown.show_picture()
    assert middle(house.window.windowIcon()) == AMBER


def test_a_tick_changes_the_name_and_the_picture_at_once_and_back(
    house: House, qapp: QApplication
) -> None:
    house.open_up()
    press_the_tick(house)
    assert names_of(house.window) == {"Notes"}
    assert qapp.applicationName() == "Notes"
    assert middle(house.window.windowIcon()) == PAPER
    press_the_tick(house)
    assert names_of(house.window) == {"SafeHarbor"}
    assert qapp.applicationName() == "SafeHarbor"
    assert middle(house.window.windowIcon()) == AMBER


def test_the_next_start_never_has_another_name(
    house: House, next_start: Callable[[], Window], qapp: QApplication, titles: Titles
) -> None:
    house.open_up()
    press_the_tick(house)
    titles.seen.clear()
    window = next_start()
    assert titles.seen == ["Notes"]
    assert names_of(window) == {"Notes"}
    assert middle(window.windowIcon()) == PAPER
    assert (qapp.applicationName(), qapp.desktopFileName()) == ("Notes", "Notes")
    press_the_tick(house)
    titles.seen.clear()
    next_start()
    assert titles.seen == ["SafeHarbor"]
    assert qapp.desktopFileName() == "org.safeharbor.SafeHarbor"


def test_no_screen_and_no_hiding_brings_the_other_name_back(house: House, titles: Titles) -> None:
    house.open_up()
    press_the_tick(house)
    titles.seen.clear()
    for route in ("home", "journal", "about", "breathe", "help"):
        house.window.show_screen(route)
    house.lock()
    house.window.blank()
    assert titles.seen == []
    assert names_of(house.window) == {"Notes"}


def test_about_still_says_what_it_is(house: House) -> None:
    house.open_up()
    press_the_tick(house)
    house.window.show_screen("about")
    words = [each.words for each in house.window.screen_of("about").findChildren(Words)]
    assert "About SafeHarbor" in words


@pytest.mark.usefixtures("made_up_language")
def test_it_is_a_word_of_the_language_of_the_person(house: House) -> None:
    house.open_up()
    press_the_tick(house)
    assert names_of(house.window) == {translations.pseudo("Notes")}


def test_the_words_beside_it_promise_little(house: House) -> None:
    house.open_up()
    house.window.show_screen("settings", OpenTab(Tab.PRIVACY))
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    words = screen.privacy.habits.neutral.accessibleDescription()
    assert "“Notes”" in words
    assert "it still says SafeHarbor" in words
    assert "no disguise against somebody who looks" in words
    assert not [word for word in ("hidden", "undetectable", "secret") if word in words]
