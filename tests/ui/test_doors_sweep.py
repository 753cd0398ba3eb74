"""The pages behind the first one of each door, and every tab, as different people need them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.services.session import SessionState
from safeharbor.ui.lock.form import By
from safeharbor.ui.screens.first_run import FirstRunScreen
from safeharbor.ui.screens.lock import LockScreen
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.place import OpenTab, Tab
from support import sweep
from support.hands import click
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEAST = 32
PAGES = [
    "passphrase",
    "code",
    "typing back",
    "lock code",
    "opening",
    "renewing",
    "a backup chosen",
    *(tab.value for tab in Tab),
]
SIZES = [
    pytest.param(1200, 1.0, id="usual"),
    pytest.param(640, 1.0, id="narrow"),
    pytest.param(1200, 2.0, id="double"),
    pytest.param(640, 2.0, id="narrow-double"),
]
Show = Callable[[str], House]


@pytest.fixture
def show(request: pytest.FixtureRequest, qtbot: QtBot) -> Show:
    """Shows one of the pages."""

    def on(page: str) -> House:
        first_run = page in {"passphrase", "code", "typing back"}
        house: House = request.getfixturevalue("empty_house" if first_run else "house")
        if first_run:
            _first_run(house, page, qtbot)
        elif page == "lock code":
            _lock(house, qtbot)
        else:
            _settings(house, page, qtbot)
        sweep.settle()
        return house

    return on


def _first_run(house: House, page: str, qtbot: QtBot) -> None:
    house.begin()
    house.window.show_screen("first_run")
    screen = house.window.screen_of("first_run")
    assert isinstance(screen, FirstRunScreen)
    qtbot.waitUntil(lambda: house.parts.spine.session.state is SessionState.NO_VAULT)
    click(screen.question.shared if page == "passphrase" else screen.question.alone)
    click(screen.question.go_on)
    if page != "passphrase":
        qtbot.waitUntil(lambda: screen.shows_code)
    if page == "typing back":
        click(screen.panels.code.panel.go_on)
        screen.panels.code.panel.grid.asked[0].field.setText("UUUU")


def _lock(house: House, qtbot: QtBot) -> None:
    house.open_up()
    house.lock()
    house.wait_for("lock")
    screen = house.window.screen_of("lock")
    assert isinstance(screen, LockScreen)
    qtbot.waitUntil(lambda: screen.form.by is By.KEYRING)
    screen.form.other.click()
    screen.form.field.setText("S1AB")
    screen.form.unlock_button.click()


def _settings(house: House, page: str, qtbot: QtBot) -> None:
    house.open_up()
    tabs = {"opening": Tab.PRIVACY, "renewing": Tab.PRIVACY, "a backup chosen": Tab.BACKUP}
    tab = tabs.get(page) or Tab(page)
    house.window.show_screen("settings", OpenTab(tab))
    screen = house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    if tab is Tab.PRIVACY:
        qtbot.waitUntil(lambda: len(screen.privacy.ways.removes) == 2)
    if tab is Tab.BACKUP:
        qtbot.waitUntil(lambda: len(screen.backup.last_row.consequence.words) > 30)
    if page == "opening":
        screen.privacy.change.click()
        screen.privacy.opening.passphrase.click()
    if page == "renewing":
        screen.privacy.renew.click()
        screen.privacy.notice.action.click()
        qtbot.waitUntil(screen.privacy.code.isVisible)
    if page == "a backup chosen":
        screen.backup.restore.take(Path("/somewhere/far/away/vault-1.db"))


@pytest.mark.parametrize("page", PAGES)
def test_everything_has_a_name_is_large_enough_and_can_be_reached(show: Show, page: str) -> None:
    window = show(page).window
    assert sweep.without_name(window) == []
    assert sweep.too_small(window, LEAST) == []
    assert sweep.not_reached(window) == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("width", "zoom"), SIZES)
def test_nothing_is_cut_off(show: Show, page: str, width: int, zoom: float) -> None:
    house = show(page)
    house.parts.look.set_zoom(zoom)
    house.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
    assert sweep.under_the_corner(house.window) == []


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("page", PAGES)
def test_longer_words_fit(show: Show, page: str) -> None:
    house = show(page)
    house.window.resize(640, 800)
    sweep.settle()
    assert sweep.cut_off(house.window) == []
