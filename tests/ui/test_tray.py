"""The icon near the clock: asked for without waiting, there only where it was chosen."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.system.resources import resources_root
from safeharbor.ui.desktop.tray import NEAR_CLOCK, Tray, TrayQuestion
from safeharbor.ui.name_shown import NEUTRAL_TITLE, TITLE
from safeharbor.ui.near_clock import NearClock
from safeharbor.ui.screens.settings import SettingsScreen
from safeharbor.ui.settings.general import GeneralSheet
from support.hands import click
from support.house import House
from support.private_bus import NO_DAEMON, odd_bus, private_bus
from support.watcher import FakeWatcher

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support propagateSizeHints",
    r"This plugin does not support raise\(\)",
    # Without a desktop Qt looks for the tray of one in vain.
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged",
)
needs_bus = pytest.mark.skipif(NO_DAEMON, reason="needs Linux and dbus-daemon")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks a bus on Linux only")


class Desktop(TrayQuestion):
    """Answers what the test says, in the next turn of the loop."""

    def __init__(self, parent: QObject, *, here: bool = True) -> None:
        super().__init__(parent)
        self.here = here
        self.asked = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.answered.emit(self.here))

    def ask(self) -> None:
        self.asked += 1
        self._soon.start(0)

    def close(self) -> None:
        self._soon.stop()


def mark() -> QIcon:
    return QIcon(str(resources_root() / "icons" / "mark.svg"))


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QWidget]:
    """A window that owns what is made."""
    made = QWidget()
    yield made
    made.deleteLater()


@pytest.fixture
def tray(owner: QWidget) -> Tray:
    """An icon that is wished by nobody yet."""
    return Tray(mark(), TITLE, owner, Desktop(owner))


def answer_of(qtbot: QtBot, question: TrayQuestion) -> bool:
    """What comes back, asked once."""
    with qtbot.waitSignal(question.answered, timeout=5000) as said:
        question.ask()
    return bool(said.args and said.args[0])


@on_linux
def test_without_a_bus_there_is_no_place(owner: QWidget, qtbot: QtBot) -> None:
    assert not answer_of(qtbot, TrayQuestion(owner, lambda: None))
    assert not answer_of(qtbot, TrayQuestion(owner, lambda: "unix:path=/nowhere/bus"))


@on_linux
@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/bus"])
def test_without_a_bus_an_old_x11_tray_is_a_place(
    owner: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    monkeypatch.setattr("safeharbor.ui.desktop.tray._old_one", lambda: True)
    assert answer_of(qtbot, TrayQuestion(owner, lambda: address))


@on_linux
def test_a_silent_bus_keeps_qt_away_from_the_old_tray_too(
    owner: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeharbor.ui.desktop.tray._old_one", lambda: pytest.fail("was asked"))
    with odd_bus(None) as address:
        assert not answer_of(qtbot, TrayQuestion(owner, lambda: address))


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_a_question_that_is_closed_answers_no_more(
    owner: QWidget, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr("safeharbor.ui.desktop.tray.sys.platform", system)
    question = TrayQuestion(owner, lambda: None)
    said: list[bool] = []
    question.answered.connect(said.append)
    question.ask()
    question.close()
    qapp.processEvents()
    assert said == []


def test_an_answer_that_came_before_the_close_is_not_told_after_it(
    owner: QWidget, qapp: QApplication
) -> None:
    question = TrayQuestion(owner, lambda: None)
    said: list[bool] = []
    question.answered.connect(said.append)
    question.ask()
    question._on_answer((("b", True),))
    question.close()
    qapp.processEvents()
    assert said == []


@on_linux
@pytest.mark.parametrize("answer", [None, b"", b"nonsense", b"REJECTED\r\n"])
def test_a_bus_that_is_dead_or_mad_holds_up_nobody(
    owner: QWidget, qtbot: QtBot, answer: bytes | None
) -> None:
    beats: list[int] = []
    heart = QTimer(owner)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(1)
    with odd_bus(answer) as address:
        assert not answer_of(qtbot, TrayQuestion(owner, lambda: address))
    heart.stop()
    assert len(beats) > 100


@needs_bus
@pytest.mark.parametrize(
    ("says", "here"), [(("b", True), True), (("b", False), False), (("s", "yes"), False)]
)
def test_a_desktop_says_whether_it_shows_icons(
    owner: QWidget, qtbot: QtBot, says: object, here: bool
) -> None:
    with private_bus() as bus:
        watcher = FakeWatcher(bus, answer=says)
        assert answer_of(qtbot, TrayQuestion(owner, lambda: bus.address)) is here
        watcher.close()


@needs_bus
@pytest.mark.parametrize("there", [True, False])
def test_a_desktop_without_a_panel_or_with_a_hung_one_has_no_place(
    owner: QWidget, qtbot: QtBot, there: bool
) -> None:
    with private_bus() as bus:
        watcher = FakeWatcher(bus, answer=None) if there else None
        assert not answer_of(qtbot, TrayQuestion(owner, lambda: bus.address))
        if watcher is not None:
            watcher.close()


@needs_bus
def test_a_question_whose_window_goes_is_no_longer_asked(qapp: QApplication) -> None:
    window = QWidget()
    with private_bus() as bus:
        hung = FakeWatcher(bus, answer=None)
        TrayQuestion(window, lambda: bus.address).ask()
        window.deleteLater()
        hung.close()


def test_the_icon_is_there_while_it_is_wished(tray: Tray, qtbot: QtBot) -> None:
    assert not tray.shown
    tray.wish(wished=True)
    qtbot.waitUntil(lambda: tray.shown)
    (icon,) = tray.findChildren(QSystemTrayIcon)
    assert icon.toolTip() == "SafeHarbor"
    tray.wish(wished=False)
    assert not tray.shown


def test_who_thinks_better_of_it_gets_no_icon(tray: Tray, qapp: QApplication) -> None:
    tray.wish(wished=True)
    tray.wish(wished=False)
    qapp.processEvents()
    assert not tray.shown


def test_where_there_is_no_place_there_is_no_icon(owner: QWidget, qapp: QApplication) -> None:
    tray = Tray(mark(), TITLE, owner, Desktop(owner, here=False))
    tray.wish(wished=True)
    qapp.processEvents()
    assert not tray.shown


def test_the_menu_says_five_things_and_does_them(tray: Tray, qtbot: QtBot) -> None:
    done: list[str] = []
    tray.verb.connect(done.append)
    tray.hide_asked.connect(lambda: done.append("hide"))
    tray.quit_asked.connect(lambda: done.append("quit"))
    actions = [action for action in tray.menu.actions() if not action.isSeparator()]
    for action in actions:
        action.trigger()
    assert [action.text() for action in actions] == [
        "Breathe now",
        "Open",
        "Lock now",
        "Hide",
        "Quit",
    ]
    assert done == ["breathe", "show", "lock", "hide", "quit"]


@pytest.mark.skipif(sys.platform == "darwin", reason="a click opens the menu there")
def test_a_click_opens_the_window_and_other_presses_do_not(tray: Tray, qtbot: QtBot) -> None:
    tray.wish(wished=True)
    qtbot.waitUntil(lambda: tray.shown)
    (icon,) = tray.findChildren(QSystemTrayIcon)
    done: list[str] = []
    tray.verb.connect(done.append)
    for reason in QSystemTrayIcon.ActivationReason:
        icon.activated.emit(reason)
    assert done == ["show"]


class Kept:
    """A window with its icon, over a desktop of the test's own."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        self.house = house
        monkeypatch.setattr("safeharbor.ui.near_clock.TrayQuestion", Desktop)
        self.near = NearClock(house.window, house.parts.preferences, house.assembly.on_verb)

    @property
    def shown(self) -> bool:
        return self.near.tray is not None and self.near.tray.shown

    @property
    def icon(self) -> QSystemTrayIcon:
        """The last one; one that was taken away goes a moment later."""
        assert self.near.tray is not None
        return self.near.tray.findChildren(QSystemTrayIcon)[-1]

    def choose(self, on: bool) -> None:
        self.house.parts.preferences.set(NEAR_CLOCK, on)
        self.house.window.preference_changed.emit(NEAR_CLOCK)


@pytest.fixture
def kept(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """An open journal, and nothing chosen."""
    house.open_up()
    made = Kept(house, monkeypatch)
    yield made
    made.near.close()


def test_it_is_off_until_it_is_chosen_and_goes_at_once(kept: Kept, qtbot: QtBot) -> None:
    assert kept.near.tray is None
    kept.choose(on=True)
    qtbot.waitUntil(lambda: kept.shown)
    kept.choose(on=False)
    assert not kept.shown


def test_a_neutral_title_is_there_at_once_and_from_the_next_start(kept: Kept, qtbot: QtBot) -> None:
    kept.choose(on=True)
    qtbot.waitUntil(lambda: kept.shown)
    plain = kept.icon.icon().cacheKey()
    kept.house.parts.preferences.set(NEUTRAL_TITLE, True)
    kept.house.window.preference_changed.emit(NEUTRAL_TITLE)
    assert kept.shown
    assert kept.icon.toolTip() == "Notes"
    assert kept.icon.icon().cacheKey() != plain
    again = NearClock(kept.house.window, kept.house.parts.preferences, kept.house.assembly.on_verb)
    qtbot.waitUntil(lambda: again.tray is not None and again.tray.shown)
    assert again.tray is not None
    (icon,) = again.tray.findChildren(QSystemTrayIcon)
    assert icon.toolTip() == "Notes"
    again.close()


def test_a_neutral_title_shows_no_icon_that_nobody_wished(kept: Kept) -> None:
    kept.house.parts.preferences.set(NEUTRAL_TITLE, True)
    kept.house.window.preference_changed.emit(NEUTRAL_TITLE)
    assert not kept.shown


def test_it_goes_when_the_window_is_hidden_and_comes_back(kept: Kept, qtbot: QtBot) -> None:
    kept.choose(on=True)
    qtbot.waitUntil(lambda: kept.shown)
    with qtbot.waitSignal(kept.house.parts.spine.session.locked):
        kept.house.window.hide_asked.emit()
        assert not kept.shown
    assert not kept.shown
    kept.house.window.uncovered.emit()
    qtbot.waitUntil(lambda: kept.shown)


def test_after_a_lock_it_is_there_and_only_what_is_open_can_be_locked(
    kept: Kept, qtbot: QtBot
) -> None:
    kept.choose(on=True)
    qtbot.waitUntil(lambda: kept.shown)
    tray = kept.near.tray
    assert tray is not None
    assert tray.lock.isEnabled()
    with qtbot.waitSignal(kept.house.parts.spine.session.locked):
        tray.lock.trigger()
    assert not tray.lock.isEnabled()
    qtbot.waitUntil(lambda: kept.house.window.current == "lock")
    qtbot.waitUntil(lambda: kept.shown)


def test_breathe_now_breathes(kept: Kept, qtbot: QtBot) -> None:
    kept.choose(on=True)
    qtbot.waitUntil(lambda: kept.shown)
    assert kept.near.tray is not None
    kept.near.tray.verb.emit("breathe")
    assert kept.house.window.current == "breathe"


def test_quit_closes_the_window(kept: Kept, qtbot: QtBot) -> None:
    kept.choose(on=True)
    qtbot.waitUntil(lambda: kept.shown)
    assert kept.near.tray is not None
    kept.near.tray.quit_asked.emit()
    assert not kept.house.window.isVisible()


@pytest.fixture
def general(empty_house: House) -> GeneralSheet:
    """The tab with the switch."""
    empty_house.begin()
    empty_house.window.show_screen("settings")
    screen = empty_house.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    return screen.general


def test_settings_say_where_there_is_no_place(
    general: GeneralSheet, empty_house: House, qtbot: QtBot
) -> None:
    empty_house.parts.preferences.set(NEAR_CLOCK, True)
    row = general.near_clock
    row._question.answered.emit(True)
    assert row.tick.isChecked()
    row._question.answered.emit(False)
    assert not row.tick.isEnabled()
    assert not row.tick.isChecked()
    assert row.tick.accessibleDescription() == "This desktop has no place for such an icon."
    assert empty_house.parts.preferences.get(NEAR_CLOCK, False)


def test_the_switch_is_off_and_keeps_what_is_chosen(
    general: GeneralSheet, empty_house: House, qtbot: QtBot
) -> None:
    row = general.near_clock
    row._question.answered.emit(True)
    assert not row.tick.isChecked()
    with qtbot.waitSignal(empty_house.window.preference_changed):
        click(row.tick)
    assert empty_house.parts.preferences.get(NEAR_CLOCK, False)
