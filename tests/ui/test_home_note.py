"""What Home mentions below the rest: one thing at most, never to somebody in distress."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.backup import BackupFacts
from safeharbor.services.backups import Round
from safeharbor.ui.auto_backup import AutoBackup
from safeharbor.ui.backup_news import TROUBLE, BackupNews, Trouble
from safeharbor.ui.first_run.offers import OFFERS, Offers
from safeharbor.ui.home.adviser import Tip
from safeharbor.ui.screens.home import HomeScreen
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.folders import AUTOMATIC, BACKUP_FOLDER, SECOND_FOLDER
from safeharbor.ui.settings.place import Tab
from safeharbor.ui.widgets.button import Button, Kind
from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

DAY = 24 * 3600.0
MADE = BackupFacts(Path("a.shb"), 1, 1)


def home_of(house: House) -> HomeScreen:
    screen = house.window.screen_of("home")
    assert isinstance(screen, HomeScreen)
    return screen


def settings_of(house: House) -> SettingsScreen:
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    return screen


def looked(house: House, qtbot: QtBot) -> HomeScreen:
    """Home, once it has looked for something to mention."""
    home = home_of(house)
    bridge = house.parts.spine.bridge
    qtbot.waitUntil(lambda: not any(p.belongs_to(home.note) for p in bridge._waiting))
    return home


def come_home(house: House, qtbot: QtBot) -> HomeScreen:
    house.window.show_screen("home")
    return looked(house, qtbot)


def compare_code(house: House) -> None:
    """The code stands on paper, and was compared."""
    offers = Offers(house.parts.preferences, lambda: house.clock.now().local_date)
    offers.checked_newest(house.services.methods.ways())


def trouble(house: House, what: Trouble) -> None:
    house.parts.preferences.set(TROUBLE, what.value)


def test_a_code_that_was_never_compared_is_offered_once(house: House, qtbot: QtBot) -> None:
    house.open_up()
    home = looked(house, qtbot)
    assert home.note.isVisible()
    assert home.note.tip is Tip.CODE_UNSEEN
    assert house.parts.preferences.get(OFFERS, {}) == {"recovery": "2026-11-21"}
    house.lock()
    house.unlock()
    assert not come_home(house, qtbot).note.isVisible()


def test_it_stays_while_somebody_goes_about_and_goes_when_it_is_done(
    house: House, qtbot: QtBot
) -> None:
    house.open_up()
    looked(house, qtbot)
    house.window.show_screen("journal")
    assert come_home(house, qtbot).note.isVisible()
    compare_code(house)
    house.window.show_screen("journal")
    assert not come_home(house, qtbot).note.isVisible()


def test_not_now_is_for_a_week(house: House, qtbot: QtBot) -> None:
    house.open_up()
    home = looked(house, qtbot)
    click(home.note.later)
    assert not home.note.isVisible()
    for days, offered in ((0, False), (6, False), (1, True)):
        house.clock.advance(days * DAY)
        house.window.show_screen("journal")
        assert come_home(house, qtbot).note.isVisible() is offered


def test_the_keys_stay_where_they_were(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.write("one")
    home = looked(house, qtbot)
    home.entered()
    qtbot.waitUntil(home.again.button.hasFocus)
    looked(house, qtbot)
    assert home.note.isVisible()
    assert home.again.button.hasFocus()
    home.note.later.setFocus(Qt.FocusReason.TabFocusReason)
    press(house.window, Qt.Key.Key_Space)
    assert home.again.button.hasFocus()


def test_its_step_leads_to_the_code_in_settings(house: House, qtbot: QtBot) -> None:
    house.open_up()
    click(looked(house, qtbot).note.action)
    assert house.window.current == "settings"
    assert settings_of(house).tab is Tab.PRIVACY
    assert QApplication.focusWidget() is settings_of(house).privacy.renew


@pytest.mark.parametrize("route", ["breathe", "help"])
def test_nothing_is_mentioned_after_breathing_or_help(
    house: House, qtbot: QtBot, route: str
) -> None:
    trouble(house, Trouble.NOT_MADE)
    house.open_up()
    assert looked(house, qtbot).note.isVisible()
    house.window.show_screen(route)
    press(house.window, Qt.Key.Key_Escape)
    assert house.window.current == "home"
    assert not looked(house, qtbot).note.isVisible()
    # Nor after a turn in the journal, or a lock in between.
    house.window.show_screen("journal")
    house.lock()
    house.unlock()
    assert not come_home(house, qtbot).note.isVisible()
    house.clock.advance(700)
    house.window.show_screen("journal")
    assert come_home(house, qtbot).note.isVisible()


def test_an_offer_that_nobody_saw_was_not_made(house: House, qtbot: QtBot) -> None:
    house.begin("breathe")
    house.unlock()
    press(house.window, Qt.Key.Key_Escape)
    looked(house, qtbot)
    assert house.parts.preferences.get(OFFERS, {}) == {}


@pytest.mark.parametrize(
    ("what", "tip"),
    [(Trouble.NOT_MADE, Tip.NOT_BACKED_UP), (Trouble.NO_SECOND, Tip.NO_SECOND_COPY)],
)
def test_a_missing_backup_comes_before_any_offer(
    house: House, qtbot: QtBot, what: Trouble, tip: Tip
) -> None:
    trouble(house, what)
    house.open_up()
    note = looked(house, qtbot).note
    assert note.tip is tip
    assert not note.later.isVisible()
    assert house.parts.preferences.get(OFFERS, {}) == {}
    click(note.action)
    assert settings_of(house).tab is Tab.BACKUP
    assert QApplication.focusWidget() is settings_of(house).backup.now


def test_one_that_fails_by_itself_is_mentioned_until_one_works(
    house: House, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "unplugged"
    house.parts.preferences.set(BACKUP_FOLDER, str(folder))
    spine = house.parts.spine
    maker = AutoBackup(
        spine.session, spine.bridge, house.parts.preferences, house.window, first_ms=0
    )
    with qtbot.waitSignal(maker.failed, timeout=20_000):
        house.open_up()
    home = come_home(house, qtbot)
    home.entered()
    assert looked(house, qtbot).note.tip is Tip.NOT_BACKED_UP
    sheet = settings_of(house).backup
    house.window.show_screen("settings")
    settings_of(house).show_tab(Tab.BACKUP)
    qtbot.waitUntil(lambda: "The last try did not work." in sheet.last_row.consequence.words)
    folder.mkdir()
    with qtbot.waitSignal(maker.made, timeout=20_000):
        maker._look()
    assert come_home(house, qtbot).note.tip is not Tip.NOT_BACKED_UP
    house.lock()


def test_a_backup_made_by_hand_takes_the_line_away(house: House, qtbot: QtBot) -> None:
    trouble(house, Trouble.NOT_MADE)
    house.open_up()
    click(looked(house, qtbot).note.action)
    sheet = settings_of(house).backup
    click(sheet.now)
    qtbot.waitUntil(lambda: "is whole" in sheet.notice.words, timeout=20_000)
    assert BackupNews(house.parts.preferences).trouble is Trouble.NONE
    assert come_home(house, qtbot).note.tip is not Tip.NOT_BACKED_UP


def test_another_folder_is_another_matter(house: House, qtbot: QtBot) -> None:
    house.parts.preferences.set(SECOND_FOLDER, str(Path("/nowhere/at/all")))
    trouble(house, Trouble.NO_SECOND)
    house.open_up()
    click(looked(house, qtbot).note.action)
    sheet = settings_of(house).backup
    assert "It was not there for the last copy." in sheet.second_row.consequence.words
    click(sheet.no_second)
    assert "not there" not in sheet.second_row.consequence.words
    assert BackupNews(house.parts.preferences).trouble is Trouble.NONE


def test_without_backups_of_its_own_a_month_is_long(house: House, qtbot: QtBot) -> None:
    house.parts.preferences.set(AUTOMATIC, False)
    house.open_up()
    compare_code(house)
    began = min(way.created for way in house.services.methods.ways())
    for days, tip in ((29, None), (30, Tip.OLD_BACKUP)):
        house.clock.set_wall(dt.datetime.combine(began, dt.time(12), tzinfo=dt.UTC))
        house.clock.advance(days * DAY)
        house.window.show_screen("journal")
        assert come_home(house, qtbot).note.tip is tip
    house.services.backup.keeper.make().result()
    house.window.show_screen("journal")
    assert come_home(house, qtbot).note.tip is None


def test_it_asks_for_little_and_counts_nothing(house: House, qtbot: QtBot) -> None:
    house.open_up()
    note = looked(house, qtbot).note
    for tip in Tip:
        note.show_tip(tip)
        words = [note.what.words, note.why.words]
        assert not any(mark in each for each in words for mark in "!0123456789")
        assert note.why.words.endswith(".")
    buttons = [each for each in note.findChildren(Button) if each.isVisible()]
    assert Kind.PRIMARY not in {each._kind for each in buttons}
    faces = [each for each in note.findChildren(QWidget) if each.accessibleIdentifier()]
    assert {each.accessibleIdentifier() for each in faces} == {
        "home.note.later",
        "home.note.action",
    }


def test_in_a_narrow_window_the_buttons_go_below(house: House, qtbot: QtBot) -> None:
    house.open_up()
    note = looked(house, qtbot).note
    assert note.action.y() < note.why.geometry().bottom()
    house.window.resize(640, 800)
    qtbot.waitUntil(lambda: note.action.y() > note.why.y())
    assert note.stops()[0] is note.action


def test_news_of_backups_are_one_word(house: House) -> None:
    news = BackupNews(house.parts.preferences)
    news.failed()
    news.found_made()
    assert kept(house) == ""
    news.made(Round(MADE, second=HarborError(ErrorCode.FILE_NOT_FOUND, file="stick")))
    news.found_made()
    assert kept(house) == "no_second"
    news.made(Round(MADE))
    assert kept(house) == ""
    house.parts.preferences.set(TROUBLE, "something newer")
    assert news.trouble is Trouble.NONE


def kept(house: House) -> str:
    return house.parts.preferences.get(TROUBLE, "")
