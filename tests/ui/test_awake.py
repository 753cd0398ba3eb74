"""The screen stays awake while somebody breathes, and goes dark again after it."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.ui.desktop.awake import (
    ES_CONTINUOUS,
    ES_DISPLAY_REQUIRED,
    ES_SYSTEM_REQUIRED,
    Awake,
    BusAwake,
    MacAwake,
    WindowsAwake,
    open_awake,
)
from safeharbor.ui.desktop.mac_power import MacPower
from support.keepers import HANDLE, PORTAL, POWER, SAVER, FakeKeepers
from support.private_bus import NO_DAEMON, PrivateBus, odd_bus, private_bus

needs_bus = pytest.mark.skipif(NO_DAEMON, reason="needs dbus-daemon")

SAVER_PATH = "/org/freedesktop/ScreenSaver"
POWER_PATH = "/org/freedesktop/PowerManagement/Inhibit"
WHY = "A timer is running"

Keepers = Callable[..., FakeKeepers]


@pytest.fixture(scope="module")
def bus() -> Iterator[PrivateBus]:
    with private_bus() as running:
        yield running


@pytest.fixture
def keepers(bus: PrivateBus) -> Iterator[Keepers]:
    """Puts services on the bus."""
    made: list[FakeKeepers] = []

    def make(*names: str, odd: bool = False) -> FakeKeepers:
        made.append(FakeKeepers(bus, *names, odd=odd))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def awake(bus: PrivateBus, owner: QObject) -> Iterator[BusAwake]:
    made = BusAwake(bus.address, owner)
    yield made
    made.close()


@needs_bus
def test_the_screen_saver_and_the_power_manager_are_both_held_and_released(
    awake: BusAwake, keepers: Keepers, qapp: QApplication, qtbot: QtBot
) -> None:
    qapp.setApplicationName("Notes")
    desktop = keepers(SAVER, POWER)
    awake.hold()
    qtbot.waitUntil(lambda: awake.holds == 2)
    assert sorted(desktop.calls) == [
        (POWER_PATH, "Inhibit", ("Notes", WHY)),
        (SAVER_PATH, "Inhibit", ("Notes", WHY)),
    ]
    awake.release()
    qtbot.waitUntil(lambda: desktop.held == 0)
    given_back = [(path, body) for path, member, body in desktop.calls if member == "UnInhibit"]
    assert given_back == [(SAVER_PATH, (0,)), (POWER_PATH, (1,))]


@needs_bus
@pytest.mark.parametrize("name", [SAVER, POWER])
def test_one_of_the_two_is_enough(
    awake: BusAwake, keepers: Keepers, qtbot: QtBot, name: str
) -> None:
    desktop, portal = keepers(name), keepers(PORTAL)
    awake.hold()
    qtbot.waitUntil(lambda: awake.holds == 1)
    assert desktop.held == 1
    assert portal.calls == []


@needs_bus
def test_the_portal_is_asked_where_there_is_neither(
    awake: BusAwake, keepers: Keepers, qtbot: QtBot
) -> None:
    portal = keepers(PORTAL)
    awake.hold()
    qtbot.waitUntil(lambda: awake.holds == 1)
    ((path, member, body),) = portal.calls
    assert (path, member) == ("/org/freedesktop/portal/desktop", "Inhibit")
    assert body == ("", 8, {"reason": ("s", WHY)})
    awake.release()
    qtbot.waitUntil(lambda: portal.held == 0)
    assert portal.calls[-1] == (HANDLE, "Close", ())


@needs_bus
def test_to_hold_twice_is_to_hold_once(awake: BusAwake, keepers: Keepers, qtbot: QtBot) -> None:
    desktop = keepers(SAVER)
    awake.hold()
    awake.hold()
    qtbot.waitUntil(lambda: awake.holds == 1)
    awake.hold()
    awake.release()
    awake.release()
    qtbot.waitUntil(lambda: len(desktop.calls) == 2)
    assert [member for _, member, _ in desktop.calls] == ["Inhibit", "UnInhibit"]


@needs_bus
def test_a_pause_lets_go_and_going_on_holds_again(
    awake: BusAwake, keepers: Keepers, qtbot: QtBot
) -> None:
    desktop = keepers(SAVER)
    for _ in range(3):
        awake.hold()
        qtbot.waitUntil(lambda: awake.holds == 1)
        awake.release()
    qtbot.waitUntil(lambda: desktop.held == 0 and len(desktop.calls) == 6)
    cookies = [body[0] for _, member, body in desktop.calls if member == "UnInhibit"]
    assert cookies == [0, 1, 2]


@needs_bus
def test_what_is_granted_too_late_is_given_back_at_once(
    awake: BusAwake, keepers: Keepers, qtbot: QtBot
) -> None:
    desktop = keepers(SAVER)
    desktop.withholds = True
    awake.hold()
    qtbot.waitUntil(lambda: len(desktop.calls) == 1)
    awake.release()
    awake.hold()
    qtbot.waitUntil(lambda: len(desktop.calls) == 2)
    desktop.answer_now()
    qtbot.waitUntil(lambda: len(desktop.calls) == 3)
    assert desktop.calls[2] == (SAVER_PATH, "UnInhibit", (0,))
    qtbot.waitUntil(lambda: awake.holds == 1)


@needs_bus
def test_closing_leaves_the_bus_so_that_nothing_stays_held(
    awake: BusAwake, keepers: Keepers, bus: PrivateBus, qtbot: QtBot
) -> None:
    desktop = keepers(SAVER)
    awake.hold()
    qtbot.waitUntil(lambda: awake.holds == 1)
    awake.close()
    assert awake.holds == 0
    qtbot.waitUntil(lambda: not _is_on(bus, *desktop.senders))


@needs_bus
def test_nobody_is_called_before_it_is_needed(awake: BusAwake, keepers: Keepers) -> None:
    desktop = keepers(SAVER)
    awake.release()
    awake.close()
    assert desktop.calls == []
    assert awake._bus is None


@needs_bus
def test_a_service_that_answers_nonsense_is_not_believed(
    awake: BusAwake, keepers: Keepers, qtbot: QtBot
) -> None:
    odd, portal = keepers(SAVER, odd=True), keepers(PORTAL)
    awake.hold()
    qtbot.waitUntil(lambda: awake.holds == 1)
    assert portal.held == 1
    awake.release()
    qtbot.waitUntil(lambda: portal.held == 0)
    assert [member for _, member, _ in odd.calls] == ["Inhibit"]


@needs_bus
def test_without_any_service_nothing_happens(awake: BusAwake, qtbot: QtBot) -> None:
    awake.hold()
    qtbot.waitUntil(lambda: awake._asked is not None and awake._asked.open == 0)
    assert awake.holds == 0
    awake.release()


@needs_bus
def test_a_bus_that_went_away_is_called_anew(owner: QObject, qtbot: QtBot) -> None:
    with private_bus() as first:
        awake = BusAwake(first.address, owner)
        awake.hold()
        qtbot.waitUntil(lambda: awake._asked is not None and awake._asked.open == 0)
    qtbot.waitUntil(lambda: awake._bus is not None and not awake._bus.alive)
    awake.release()
    awake.hold()
    awake.close()


@pytest.mark.skipif(sys.platform != "linux", reason="buses are Linux'")
@pytest.mark.parametrize("says", [None, b"", b"nonsense\r\n" * 50])
def test_a_bus_that_hangs_holds_nobody_up(owner: QObject, says: bytes | None) -> None:
    with odd_bus(says) as address:
        awake = BusAwake(address, owner)
        began = time.perf_counter()
        awake.hold()
        awake.release()
        awake.hold()
        awake.close()
        assert time.perf_counter() - began < 1.0


@pytest.mark.parametrize("address", [None, "unix:path=/no/such/bus"])
def test_without_a_bus_nothing_happens(owner: QObject, address: str | None) -> None:
    awake = BusAwake(address, owner)
    awake.hold()
    assert awake.holds == 0
    awake.release()
    awake.close()


def test_windows_is_told_once_each_way(owner: QObject) -> None:
    told: list[int] = []
    awake = WindowsAwake(told.append, owner)
    awake.release()
    awake.hold()
    awake.hold()
    assert told == [ES_CONTINUOUS | ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED]
    awake.close()
    awake.close()
    assert told[1:] == [ES_CONTINUOUS]


class Library:
    """IOKit and CoreFoundation in one: it grants assertions, or refuses them."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.texts: list[bytes] = []
        self.held: dict[int, str] = {}
        self.refuses = False
        self.forgotten: list[int] = []

    def load(self, path: str) -> Any:
        self.loaded.append(path)
        calls: dict[str, Callable[..., Any]] = {
            "IOPMAssertionCreateWithName": self._create,
            "IOPMAssertionRelease": self._release,
            "CFStringCreateWithCString": self._text,
            "CFRelease": self.forgotten.append,
        }
        return SimpleNamespace(**{name: _Call(call) for name, call in calls.items()})

    def _text(self, _allocator: None, words: bytes, encoding: int) -> int:
        assert encoding == 0x08000100
        self.texts.append(words)
        return len(self.texts)

    def _create(self, kind: int, level: int, name: int, number: Any) -> int:
        if self.refuses:
            return -536870199
        assert (self.texts[kind - 1], level) == (b"PreventUserIdleDisplaySleep", 255)
        ctypes.cast(number, ctypes.POINTER(ctypes.c_uint32))[0] = 7
        self.held[7] = self.texts[name - 1].decode()
        return 0

    def _release(self, number: int) -> None:
        del self.held[number]


class _Call:
    """A function of a library: its types can be declared."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self.argtypes: object = None
        self.restype: object = None

    def __call__(self, *arguments: Any) -> Any:
        return self._call(*arguments)


def test_macos_gets_an_assertion_and_gets_it_back(owner: QObject) -> None:
    library = Library()
    awake = MacAwake(MacPower(library.load), owner)
    assert [path.rsplit("/", 1)[1] for path in library.loaded] == ["IOKit", "CoreFoundation"]
    awake.release()
    awake.hold()
    awake.hold()
    assert library.held == {7: WHY}
    awake.close()
    assert library.held == {}
    assert len(library.forgotten) == len(library.texts) == 2


def test_macos_may_refuse(owner: QObject) -> None:
    library = Library()
    library.refuses = True
    awake = MacAwake(MacPower(library.load), owner)
    awake.hold()
    awake.release()
    assert library.held == {}


def test_every_system_has_one(owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    here = open_awake(owner)
    assert isinstance(here, Awake)
    kinds = {"linux": BusAwake, "win32": WindowsAwake, "darwin": Awake, "sunos5": Awake}
    for system, kind in kinds.items():
        monkeypatch.setattr(sys, "platform", system)
        made = open_awake(owner)
        assert isinstance(made, kind)
        made.close()
    here.hold()
    here.close()


def test_the_plain_one_does_nothing(owner: QObject) -> None:
    awake = Awake(owner)
    awake.hold()
    awake.release()
    awake.close()


def _is_on(bus: PrivateBus, *names: str) -> bool:
    """Whether a caller is still on the bus."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    with open_dbus_connection(bus.address) as line:
        asks = [new_method_call(daemon, "NameHasOwner", "s", (name,)) for name in names]
        return any(line.send_and_get_reply(ask, timeout=20).body[0] for ask in asks)
