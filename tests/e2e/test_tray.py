"""The icon near the clock of the real program, on a screen and a bus of the test's own."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safeharbor.system.paths import HomePaths
from safeharbor.ui.desktop.tray import NEAR_CLOCK
from safeharbor.ui.name_shown import NEUTRAL_TITLE
from support.from_source import desktop_environment, starting
from support.private_bus import NO_DAEMON, PrivateBus, private_bus
from support.screen import VirtualScreen, can_show, wait_until
from support.watcher import FakeWatcher

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not can_show() or NO_DAEMON, reason="needs Xvfb and dbus-daemon"),
]

Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen() as virtual:
        yield virtual


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    with private_bus() as made:
        yield made


@pytest.fixture
def watcher(bus: PrivateBus) -> Iterator[FakeWatcher]:
    made = FakeWatcher(bus)
    yield made
    made.close()


@pytest.fixture
def start(screen: VirtualScreen, own_world: Path) -> Iterator[Start]:
    """Starts the program with the icon chosen, on a desktop with this bus."""
    preferences = HomePaths(own_world).preferences
    preferences.parent.mkdir(parents=True, exist_ok=True)
    preferences.write_text(json.dumps({NEAR_CLOCK: True}), encoding="utf-8")
    with starting(desktop_environment(screen)) as begin:
        yield lambda address: begin(DBUS_SESSION_BUS_ADDRESS=address)


def the_window(screen: VirtualScreen) -> int:
    wait_until(lambda: "SafeHarbor" in screen.windows().values())
    (window,) = (w for w, title in screen.windows().items() if title == "SafeHarbor")
    return window


def test_the_panel_gets_a_plain_icon_and_its_menu_works(
    start: Start, bus: PrivateBus, watcher: FakeWatcher, screen: VirtualScreen
) -> None:
    process = start(bus.address)
    window = the_window(screen)
    wait_until(lambda: len(watcher.items) == 1)
    assert watcher.tooltip() == "SafeHarbor"
    assert list(watcher.menu()) == ["Breathe now", "Open", "Lock now", "Hide", "Quit"]
    before = screen.picture(window)
    watcher.choose("Breathe now")
    wait_until(lambda: screen.picture(window) != before)
    watcher.press()
    watcher.choose("Quit")
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")
    wait_until(lambda: not watcher.items)


def test_with_a_neutral_title_the_panel_is_told_no_other_name(
    start: Start, bus: PrivateBus, watcher: FakeWatcher, own_world: Path
) -> None:
    chosen = json.dumps({NEAR_CLOCK: True, NEUTRAL_TITLE: True})
    HomePaths(own_world).preferences.write_text(chosen, encoding="utf-8")
    process = start(bus.address)
    wait_until(lambda: len(watcher.items) == 1)
    assert watcher.tooltip() == "Notes"
    assert watcher.names() == ("Notes", "Notes")
    watcher.choose("Quit")
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")


def test_hide_takes_the_icon_away(
    start: Start, bus: PrivateBus, watcher: FakeWatcher, screen: VirtualScreen
) -> None:
    process = start(bus.address)
    window = the_window(screen)
    wait_until(lambda: len(watcher.items) == 1)
    watcher.choose("Hide")
    wait_until(lambda: not watcher.items)
    screen.press(window, "Escape")
    wait_until(lambda: len(watcher.items) == 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")


def test_closing_the_window_ends_the_program_whatever_is_near_the_clock(
    start: Start, bus: PrivateBus, watcher: FakeWatcher, screen: VirtualScreen
) -> None:
    process = start(bus.address)
    window = the_window(screen)
    wait_until(lambda: len(watcher.items) == 1)
    screen.close(window)
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL])
def test_a_bus_that_hangs_or_dies_later_holds_up_no_end(
    start: Start,
    bus: PrivateBus,
    watcher: FakeWatcher,
    screen: VirtualScreen,
    number: signal.Signals,
) -> None:
    process = start(bus.address)
    window = the_window(screen)
    wait_until(lambda: len(watcher.items) == 1)
    bus.process.send_signal(number)
    try:
        screen.close(window)
        assert process.wait(10) == 0
    finally:
        bus.process.send_signal(signal.SIGCONT)
    assert process.communicate() == ("", "")


def test_where_the_bus_is_dead_it_starts_and_ends_without_an_icon(
    start: Start, screen: VirtualScreen
) -> None:
    process = start("unix:path=/nowhere/bus")
    screen.close(the_window(screen))
    assert process.wait(10) == 0
    assert process.communicate() == ("", "")
