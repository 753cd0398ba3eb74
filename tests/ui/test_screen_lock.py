"""Locked screens and coming sleeps, told by real buses that belong to the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.services.session import SessionState
from safeharbor.system.prefs import Preferences
from safeharbor.ui.desktop.bus import Name, session_bus, system_bus
from safeharbor.ui.desktop.idle import Idle
from safeharbor.ui.desktop.lock_triggers import LockTriggers, open_lock_triggers
from safeharbor.ui.desktop.screen_lock import ApplicationState, BusScreenLock, ScreenLock
from safeharbor.ui.desktop.sleep import LoginSleep, Sleep
from safeharbor.ui.desktop.windows_messages import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_QUERYENDSESSION,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    Meaning,
    WindowsScreenLock,
    WindowsSleep,
    meaning,
)
from support.clock import FakeClock
from support.desk import Desk, Page, desk, until
from support.homes import MadeVault, make_vault
from support.private_bus import (
    NO_DAEMON,
    FakeDesktop,
    PrivateBus,
    odd_bus,
    private_bus,
)

needs_bus = pytest.mark.skipif(NO_DAEMON, reason="needs dbus-daemon")

SAVERS = [
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
]
PRESENCE = ("/org/gnome/SessionManager/Presence", "org.gnome.SessionManager.Presence.StatusChanged")


@pytest.fixture(scope="module")
def bus() -> Iterator[PrivateBus]:
    with private_bus() as running:
        yield running


@pytest.fixture
def desktop(bus: PrivateBus) -> Iterator[FakeDesktop]:
    fake = FakeDesktop(bus)
    yield fake
    fake.close()


class Heard:
    """A screen lock and how often it asked."""

    def __init__(self, bus: PrivateBus, desktop: FakeDesktop, owner: QObject) -> None:
        self.times = 0
        self._desktop = desktop
        self.screen = BusScreenLock(bus.address, bus.address, owner)
        self.screen.asked.connect(self._count)
        # It listens as soon as a signal of each bus comes through.
        until(lambda: self._came(lambda: desktop.signal(*PRESENCE, "u", 3)))
        until(lambda: self._came(desktop.lock_session))
        self.settle()

    def settle(self) -> int:
        """How often it asked until now, when all that was sent has arrived; begins anew."""
        self._desktop.ping()
        ends: list[int] = []
        for bus in (self.screen._session, self.screen._system):
            peer = Name("org.freedesktop.DBus", "GetId", "/org/freedesktop/DBus")
            bus.ask("org.freedesktop.DBus", peer, "", (), lambda _: ends.append(1))
        until(lambda: len(ends) == 2)
        times, self.times = self.times, 0
        return times

    def _count(self) -> None:
        self.times += 1

    def _came(self, send: Callable[[], None]) -> bool:
        before = self.times
        send()
        QApplication.processEvents()
        return self.times > before


@pytest.fixture
def heard(bus: PrivateBus, desktop: FakeDesktop, owner: QObject) -> Iterator[Heard]:
    made = Heard(bus, desktop, owner)
    yield made
    made.screen.close()


@needs_bus
@pytest.mark.parametrize(("path", "name"), SAVERS)
def test_every_screen_saver_is_heard(
    heard: Heard, desktop: FakeDesktop, path: str, name: str
) -> None:
    desktop.signal(path, f"{name}.ActiveChanged", "b", False)
    desktop.signal(path, f"{name}.ActiveChanged", "b", True)
    desktop.signal(path, f"{name}.ActiveChanged", "s", "odd")
    assert heard.settle() == 1


@needs_bus
def test_gnome_says_that_its_person_is_away(heard: Heard, desktop: FakeDesktop) -> None:
    for status in (0, 1, 2, 3):
        desktop.signal(*PRESENCE, "u", status)
    assert heard.settle() == 1


@needs_bus
def test_login1_asks_to_lock_this_session_and_not_another(
    heard: Heard, desktop: FakeDesktop
) -> None:
    desktop.lock_session("/org/freedesktop/login1/session/_32")
    desktop.lock_session()
    assert heard.settle() == 1


@needs_bus
def test_only_login1_itself_is_believed(
    heard: Heard, desktop: FakeDesktop, bus: PrivateBus
) -> None:
    stranger = FakeDesktop(bus, with_login=False)
    stranger.lock_session()
    stranger.close()
    desktop.lock_session()
    assert heard.settle() == 1


@needs_bus
def test_after_closing_nothing_is_heard(
    heard: Heard, bus: PrivateBus, desktop: FakeDesktop, owner: QObject
) -> None:
    heard.screen.close()
    other = Heard(bus, desktop, owner)
    desktop.lock_session()
    assert other.settle() == 1
    other.screen.close()
    assert heard.times == 0


@pytest.mark.skipif(sys.platform != "linux", reason="listens to a bus on Linux only")
@pytest.mark.parametrize(
    "answer", [None, b"", b"REJECTED\r\n", b"nonsense", b"OK 12\r\n\xff" * 40, b"x" * 9000]
)
def test_a_bus_that_says_nothing_or_nonsense_holds_up_nobody(
    owner: QObject, answer: bytes | None
) -> None:
    beats: list[int] = []
    heart = QTimer(owner)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(1)
    with odd_bus(answer) as address:
        screen = BusScreenLock(address, address, owner)
        sleep = LoginSleep(address, owner)
        sleep.hold()
        until(lambda: len(beats) > 30)
        assert not sleep.holds
        sleep.close()
        screen.close()
    heart.stop()


@needs_bus
def test_a_bus_that_ends_is_let_go(owner: QObject) -> None:
    with private_bus() as bus:
        sleep = LoginSleep(bus.address, owner)
        until(lambda: sleep._bus._waiting is None)
        bus.process.kill()
        until(lambda: not sleep._bus.alive)
    sleep.hold()
    assert not sleep.holds
    sleep.close()


@needs_bus
def test_a_bus_without_login1_is_fine(owner: QObject, bus: PrivateBus) -> None:
    sleep = LoginSleep(bus.address, owner)
    sleep.hold()
    until(lambda: not sleep._asking)
    assert not sleep.holds
    assert sleep._bus.alive
    sleep.close()


def test_where_there_is_no_bus_nothing_is_loaded() -> None:
    code = (
        "import sys, threading\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from safeharbor.ui.desktop.screen_lock import open_screen_lock\n"
        "from safeharbor.ui.desktop.sleep import open_sleep\n"
        "app = QApplication([]); window = QWidget()\n"
        "heard = [open_screen_lock(window, window), open_sleep(window, window)]\n"
        "heard[1].hold(); app.processEvents(); [each.close() for each in heard]\n"
        "assert not {'jeepney', 'PySide6.QtDBus'} & set(sys.modules)\n"
        "assert threading.active_count() == 1\n"
    )
    nowhere = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere/bus"}
    environ = {**os.environ, **nowhere, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such sockets")
def test_only_local_sockets_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    here = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert session_bus(here) == f"unix:path={tmp_path}/bus"
    assert session_bus({}) is None
    assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path / "none")}) is None
    for odd in ("disabled:", "tcp:host=example,port=1", "autolaunch:", "nonsense", "unixexec:x"):
        assert session_bus({**here, "DBUS_SESSION_BUS_ADDRESS": odd}) is None
    listed = {"DBUS_SYSTEM_BUS_ADDRESS": "tcp:host=x;unix:abstract=/tmp/a%20b,guid=1"}
    assert system_bus(listed) == "unix:abstract=/tmp/a%20b,guid=1"


@needs_bus
def test_the_computer_is_asked_to_wait_for_as_long_as_it_is_held(
    owner: QObject, bus: PrivateBus, desktop: FakeDesktop
) -> None:
    sleep = LoginSleep(bus.address, owner)
    sleep.hold()
    until(lambda: sleep.holds)
    assert desktop.held == 1
    (asked,) = desktop.asked
    assert (asked[0], asked[1], asked[3]) == ("sleep", "SafeHarbor", "delay")
    sleep.hold()
    sleep.release()
    until(lambda: desktop.held == 0)
    sleep.hold()
    until(lambda: desktop.held == 1)
    sleep.close()
    until(lambda: desktop.held == 0)
    assert len(desktop.asked) == 2


@needs_bus
def test_what_was_released_before_the_answer_came_is_not_held(
    owner: QObject, bus: PrivateBus, desktop: FakeDesktop
) -> None:
    sleep = LoginSleep(bus.address, owner)
    sleep.hold()
    assert sleep._asking
    sleep.release()
    until(lambda: not sleep._asking)
    assert not sleep.holds
    until(lambda: desktop.held == 0)
    sleep.close()


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def at(
    qapp: QApplication, own_world: Path, made_vault: MadeVault, clock: FakeClock
) -> Iterator[Desk]:
    with desk(own_world, made_vault.copy_to(own_world), clock) as made:
        yield made


@needs_bus
def test_the_computer_sleeps_only_after_the_vault_is_locked(
    at: Desk, bus: PrivateBus, desktop: FakeDesktop, qapp: QApplication
) -> None:
    """The whole way: unlock, hold, a coming sleep, lock, release; and again after waking up."""
    seen: list[tuple[int, SessionState]] = []
    at.session.locked.connect(lambda _: seen.append((desktop.held, at.services.session.state)))
    sleep = LoginSleep(bus.address, at.parent)
    idle = Idle(qapp, at.parent)
    triggers = LockTriggers(at.session, idle, ScreenLock(at.parent), sleep, at.parent)
    for round_number in (1, 2):
        at.unlock()
        until(lambda: desktop.held == 1)
        page = Page(at)
        page.type("Half a sen")
        desktop.going_to_sleep()
        at.hear("locked")
        until(lambda: desktop.held == 0)
        assert seen == [(1, SessionState.LOCKED)] * round_number
        desktop.going_to_sleep(going=False)
        at.forget()
    assert not idle.running
    assert not sleep.holds
    at.unlock()
    assert at.text_of(page.entry_id) == "Half a sen"
    triggers.close()
    until(lambda: desktop.held == 0)


@needs_bus
def test_after_a_sleep_that_nobody_locked_for_it_is_waited_for_anew(
    owner: QObject, bus: PrivateBus, desktop: FakeDesktop
) -> None:
    """login1 takes an inhibitor that was held through a sleep for used up."""
    sleep = LoginSleep(bus.address, owner)
    sleep.hold()
    until(lambda: sleep.holds)
    desktop.going_to_sleep(going=False)
    until(lambda: len(desktop.asked) == 2 and desktop.held == 1)
    sleep.close()


@needs_bus
def test_a_locked_screen_locks_the_vault(at: Desk, bus: PrivateBus, desktop: FakeDesktop) -> None:
    screen = Heard(bus, desktop, at.parent).screen
    idle = Idle(QApplication.instance(), at.parent)  # type: ignore[arg-type]  # there is one
    triggers = LockTriggers(at.session, idle, screen, Sleep(at.parent), at.parent)
    at.unlock()
    assert idle.running
    desktop.signal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "b", True)
    at.hear("locked")
    triggers.close()


def test_a_sleep_that_waits_for_nobody_is_kept_waiting_until_the_text_is_kept(
    at: Desk, qapp: QApplication
) -> None:
    """As on Windows: what the handler has not done, it does not do before the sleep."""
    sleep = WindowsSleep(QWidget(), at.parent)
    triggers = LockTriggers(
        at.session, Idle(qapp, at.parent), ScreenLock(at.parent), sleep, at.parent
    )
    at.unlock()
    page = Page(at)
    page.type("Half a sen")
    sleep._on_message(Meaning.LOCKED)
    assert at.session.is_open
    sleep._on_message(Meaning.SLEEPING)
    assert at.services.session.state is SessionState.LOCKED
    at.hear("locked")
    triggers.close()


def test_the_triggers_of_this_system_open_and_close(
    at: Desk, qapp: QApplication, own_world: Path, qtbot: QtBot
) -> None:
    window = QWidget()
    preferences = Preferences(own_world / "preferences.json")
    preferences.set("idle_minutes", 1)
    at.unlock()
    triggers = open_lock_triggers(qapp, at.session, preferences, window)
    limits = [triggers._idle._limit]
    triggers.set_idle_minutes(30)
    limits.append(triggers._idle._limit)
    assert limits == [60, 1800]
    running = [triggers._idle.running]
    triggers.close()
    running.append(triggers._idle.running)
    assert running == [True, False]
    window.deleteLater()


def test_idling_locks_and_only_an_open_vault_is_watched(at: Desk, qapp: QApplication) -> None:
    idle = Idle(qapp, at.parent, seconds=at.clock.monotonic, awake_seconds=at.clock.monotonic)
    triggers = LockTriggers(at.session, idle, ScreenLock(at.parent), Sleep(at.parent), at.parent)
    running = [idle.running]
    at.unlock()
    running.append(idle.running)
    at.clock.advance(301)
    idle.check()
    at.hear("locked")
    running.append(idle.running)
    assert running == [False, True, False]
    triggers.close()


def test_what_windows_says() -> None:
    assert meaning(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK) is Meaning.LOCKED
    assert meaning(WM_WTSSESSION_CHANGE, 0x8) is None  # unlocked again
    assert meaning(WM_POWERBROADCAST, PBT_APMSUSPEND) is Meaning.SLEEPING
    assert meaning(WM_POWERBROADCAST, 0x12) is None  # awake again
    assert meaning(WM_QUERYENDSESSION, 0) is Meaning.SLEEPING
    assert meaning(0x0100, 0x41) is None  # a key


def test_a_locked_windows_session_asks(owner: QObject, qapp: QApplication) -> None:
    window = QWidget()
    screen = WindowsScreenLock(window, owner)
    asked: list[int] = []
    screen.asked.connect(lambda: asked.append(1))
    screen._on_message(Meaning.SLEEPING)
    screen._on_message(Meaning.LOCKED)
    assert asked == [1]
    screen.close()
    window.deleteLater()


def test_a_program_put_aside_on_macos_asks(owner: QObject, qapp: QApplication) -> None:
    screen = ApplicationState(owner)
    asked: list[int] = []
    screen.asked.connect(lambda: asked.append(1))
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
    assert asked == [1]
    screen.close()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
    assert asked == [1]
