from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from safeharbor.ui.keys import HIDE_KEY
from safeharbor.ui.screens.settings import TAB, SettingsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from safeharbor.ui.theme import Scheme, Type
from safeharbor.ui.widgets.rows import SettingRow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words
from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., SettingsScreen]


@pytest.fixture
def settings(empty_house: House) -> SettingsScreen:
    """Settings in a home with nothing in it."""
    empty_house.begin()
    empty_house.window.show_screen("settings")
    found = empty_house.window.screen_of("settings")
    assert isinstance(found, SettingsScreen)
    return found


def pick(choice: QComboBox, words: str) -> None:
    """Choose an entry as a hand does."""
    index = choice.findText(words)
    assert index >= 0, [choice.itemText(i) for i in range(choice.count())]
    choice.setCurrentIndex(index)
    choice.activated.emit(index)


def words_of(screen: SettingsScreen) -> list[str]:
    return [w.words for w in screen.findChildren(Words) if w.isVisible()]


def test_one_tab_at_a_time_and_the_last_one_is_remembered(
    settings: SettingsScreen, empty_house: House
) -> None:
    assert settings.tab is Tab.GENERAL
    for index, tab in enumerate(Tab):
        settings.show_tab(tab)
        assert [sheet.isVisible() for sheet in settings.sheets].index(True) == index
        assert sum(sheet.isVisible() for sheet in settings.sheets) == 1
    assert empty_house.parts.preferences.get(TAB, "") == "protects"


def test_arrows_move_along_the_tabs(settings: SettingsScreen) -> None:
    assert settings.focusWidget() is settings.tabs.bar
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        press(settings, key)
        seen.append(settings.tab)
    assert seen == [Tab.READING, Tab.GENERAL]


def test_the_same_gap_stands_after_every_tab_and_choosing_moves_none(
    settings: SettingsScreen, empty_house: House
) -> None:
    bar, font = settings.tabs.bar, empty_house.parts.look.font
    plain, bold = QFontMetrics(font(Type.BODY)), QFontMetrics(font(Type.LABEL))
    places = [bar.tabRect(n) for n in range(bar.count())]
    gaps = {each.width() - plain.horizontalAdvance(bar.tabText(n)) for n, each in enumerate(places)}
    assert len(gaps) == 1
    for n, each in enumerate(places):
        bar.setCurrentIndex(n)
        assert [bar.tabRect(m) for m in range(bar.count())] == places
        assert bold.horizontalAdvance(bar.tabText(n)) < each.width()


def test_every_word_of_a_list_is_read_whole_where_there_is_room(
    settings: SettingsScreen, empty_house: House
) -> None:
    size = settings.reading.size_choice
    narrow = size.sizeHint().width()
    words = "Twice as large as everything else on this computer"
    size.addItem(words)
    QApplication.processEvents()
    metrics = QFontMetrics(empty_house.parts.look.font(Type.BODY))
    assert size.sizeHint().width() > metrics.horizontalAdvance(words)
    assert size.sizeHint().width() > narrow
    size.removeItem(size.count() - 1)
    assert size.sizeHint().width() == narrow


def test_a_narrow_window_has_a_list_of_tabs(settings: SettingsScreen, empty_house: House) -> None:
    empty_house.window.resize(420, 700)
    assert settings.tabs.list.isVisible()
    assert not settings.tabs.bar.isVisible()
    pick(settings.tabs.list, "Backup")
    assert settings.tab is Tab.BACKUP


def test_the_keys_stay_with_the_tabs_when_they_become_a_list(
    settings: SettingsScreen, empty_house: House
) -> None:
    assert settings.tabs.bar.hasFocus()
    empty_house.window.resize(420, 700)
    assert settings.tabs.list.hasFocus()
    empty_house.window.resize(1200, 700)
    assert settings.tabs.bar.hasFocus()


def test_the_first_row_has_no_line_below_that_of_the_tabs(settings: SettingsScreen) -> None:
    rows = settings.general.findChildren(SettingRow)
    lines = [line for row in rows for line in row.findChildren(Rule)]
    assert [line.isHidden() for line in lines] == [True, False, False]


def test_nothing_that_grows_below_presses_the_tabs_together(settings: SettingsScreen) -> None:
    assert settings.tabs.minimumSizeHint().height() == settings.tabs.height()


def test_another_screen_may_ask_for_a_tab(settings: SettingsScreen, empty_house: House) -> None:
    empty_house.window.show_screen("help")
    empty_house.window.show_screen("settings", OpenTab(Tab.PRIVACY))
    assert settings.tab is Tab.PRIVACY
    kept = settings.keepsake()
    settings.show_tab(Tab.GENERAL)
    settings.come_back(kept)
    assert settings.tab is Tab.PRIVACY


def test_language_is_kept_and_the_other_rows_lead_on(
    settings: SettingsScreen, empty_house: House
) -> None:
    pick(settings.general.language, "English")
    assert empty_house.parts.preferences.get("language", "") == "en"
    pick(settings.general.language, "As this computer")
    assert empty_house.parts.preferences.get("language", "x") == ""
    click(settings.general.about)
    assert empty_house.window.current == "about"


def test_colours_size_and_motion_take_effect_at_once(
    settings: SettingsScreen, empty_house: House
) -> None:
    settings.show_tab(Tab.READING)
    reading, parts = settings.reading, empty_house.parts
    pick(reading.colours, "Dark")
    assert parts.look.scheme is Scheme.DARK
    assert parts.preferences.get("scheme", "") == "dark"
    before = parts.look.px(100)
    pick(reading.size_choice, "200%")
    assert parts.look.px(100) == 2 * before
    assert parts.preferences.get("zoom", 0.0) == 2.0
    pick(reading.size_choice, "100%")
    click(reading.still)
    assert parts.motion.reduced
    parts.motion.toggle()
    assert not reading.still.isChecked()


def test_size_follows_the_keys(settings: SettingsScreen, empty_house: House) -> None:
    settings.show_tab(Tab.READING)
    empty_house.parts.appearance.set_zoom(1.5)
    empty_house.window.show_screen("about")
    empty_house.window.show_screen("settings")
    assert settings.reading.size_choice.currentText() == "150%"


def test_habits_are_kept_and_say_what_they_mean(
    settings: SettingsScreen, empty_house: House
) -> None:
    settings.show_tab(Tab.PRIVACY)
    habits, preferences = settings.privacy.habits, empty_house.parts.preferences
    assert habits.idle.currentText() == "After 5 minutes"
    pick(habits.idle, "Never")
    assert preferences.get("idle_minutes", 5) == 0
    assert "also when you walk away" in habits.idle_row.consequence.words
    heard: list[str] = []
    settings.changed.connect(heard.append)
    pick(habits.hide_choice, "F8")
    assert preferences.get(HIDE_KEY, "") == "F8"
    click(habits.titles)
    assert preferences.get("show_titles", True) is False
    click(habits.quiet_names)
    assert preferences.get("quiet_names", False) is True
    click(habits.neutral)
    assert preferences.get("neutral_title", False) is True
    assert heard == ["hide_key", "show_titles", "quiet_names", "neutral_title"]


def test_the_hide_keys_on_offer_belong_to_nothing_else(settings: SettingsScreen) -> None:
    from safeharbor.ui.keys import ACTIONS

    taken = {key for action in ACTIONS if action.id != "hide" for key in action.keys}
    choice = settings.privacy.habits.hide_choice
    assert not taken & {choice.itemText(i) for i in range(choice.count())}


def test_without_a_journal_there_is_one_way_on(
    settings: SettingsScreen, empty_house: House, qtbot: QtBot
) -> None:
    settings.show_tab(Tab.PRIVACY)
    privacy = settings.privacy
    qtbot.waitUntil(lambda: privacy.change.text() == "Set up")
    assert not privacy.renew.isEnabled()
    click(privacy.change)
    assert empty_house.window.current == "first_run"


def test_every_row_says_its_consequence_in_a_sentence(settings: SettingsScreen) -> None:
    from safeharbor.ui.widgets.rows import SettingRow

    rows = settings.findChildren(SettingRow)
    assert len(rows) >= 9
    for row in rows:
        said = row.consequence.words
        assert not said or said.endswith(".") or "/" in said, said


def test_both_sides_of_what_this_protects_are_told(settings: SettingsScreen) -> None:
    settings.show_tab(Tab.PROTECTS)
    words = words_of(settings)
    assert "It protects against" in words
    assert "It does not protect against" in words
    assert any("another device is safer" in each for each in words)
    assert not any("!" in each for each in words)


def test_keys_type_into_nothing_by_accident(settings: SettingsScreen) -> None:
    settings.show_tab(Tab.PRIVACY)
    QTest.keyClicks(settings.tabs.bar, "x")
    assert settings.tab is Tab.PRIVACY
