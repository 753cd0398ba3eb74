from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.system.locks import ProcessLock
from safeharbor.system.paths import HomePaths, socket_address
from support.from_source import Start, desktop_environment, starting
from support.private_bus import odd_bus
from support.screen import VirtualScreen, can_show, wait_until

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not can_show(), reason="needs Xvfb"),
]

NO_DISPLAY = (
    "safeharbor: no display found. To breathe here: safeharbor breathe. "
    "To write: safeharbor add. Other commands: safeharbor --help\n"
)


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen() as virtual:
        yield virtual


@pytest.fixture
def environ(screen: VirtualScreen, own_world: Path) -> dict[str, str]:
    """The environment of a desktop."""
    return desktop_environment(screen)


@pytest.fixture
def start(environ: dict[str, str]) -> Iterator[Start]:
    """Starts the program as a person does."""
    with starting(environ) as begin:
        yield begin


def the_window(screen: VirtualScreen) -> int:
    wait_until(lambda: "SafeHarbor" in screen.windows().values())
    (window,) = (w for w, title in screen.windows().items() if title == "SafeHarbor")
    return window


def is_moving(screen: VirtualScreen, window: int) -> bool:
    """Whether many different pictures follow each other, more than a change of screen gives."""
    pictures: set[bytes] = set()

    def has_moved() -> bool:
        pictures.add(screen.picture(window))
        return len(pictures) >= 8

    wait_until(has_moved)
    return True


def is_still(screen: VirtualScreen, window: int) -> bool:
    """Whether pictures taken for a third of a second are all the same."""
    pictures: set[bytes] = set()
    begin = time.monotonic()

    def looked_long_enough() -> bool:
        pictures.add(screen.picture(window))
        return time.monotonic() - begin > 0.33

    wait_until(looked_long_enough)
    return len(pictures) == 1


def socket_of(environ: dict[str, str], home: Path) -> str:
    return socket_address(HomePaths(home), environ)


def test_it_opens_on_a_moving_circle_and_esc_stops_it(screen: VirtualScreen, start: Start) -> None:
    process = start("--breathe")
    window = the_window(screen)
    assert is_moving(screen, window)
    screen.press(window, "Escape")
    wait_until(lambda: is_still(screen, window))
    assert process.poll() is None
    screen.press(window, "space")
    assert is_moving(screen, window)
    screen.press(window, "g")
    wait_until(lambda: is_still(screen, window))
    screen.press(window, "Escape")
    assert is_moving(screen, window)
    screen.close(window)
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_cleanly(
    screen: VirtualScreen,
    start: Start,
    environ: dict[str, str],
    own_world: Path,
    number: signal.Signals,
) -> None:
    process = start()
    the_window(screen)
    address = Path(socket_of(environ, own_world))
    wait_until(address.exists)
    process.send_signal(number)
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")
    assert not address.exists()
    with ProcessLock(HomePaths(own_world).instance_lock) as lock:
        assert lock.held


def test_twenty_starts_at_once_give_one_window(screen: VirtualScreen, start: Start) -> None:
    processes = [start("--breathe") for _ in range(20)]

    def ended() -> list[int]:
        return [code for process in processes if (code := process.poll()) is not None]

    wait_until(lambda: len(ended()) == 19, limit=120)
    assert ended() == [0] * 19
    assert is_moving(screen, the_window(screen))
    (last,) = (process for process in processes if process.poll() is None)
    last.terminate()
    assert [process.communicate() for process in processes] == [("", "")] * 20
    assert last.returncode == 0


def test_junk_on_the_socket_changes_nothing(
    screen: VirtualScreen, start: Start, environ: dict[str, str], own_world: Path
) -> None:
    process = start()
    window = the_window(screen)
    address = socket_of(environ, own_world)
    wait_until(Path(address).exists)
    dice = random.Random(11)
    silent = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    silent.connect(address)
    for size in [1, 5, 16, 17, 4096] * 20:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
            talk.connect(address)
            try:
                talk.sendall(dice.randbytes(size))
            except OSError:
                continue
    assert start("--breathe").wait(30) == 0
    silent.close()
    assert is_moving(screen, window)
    assert the_window(screen) == window
    process.terminate()
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")


def test_a_window_that_was_killed_leaves_room_for_the_next(
    screen: VirtualScreen, start: Start, environ: dict[str, str], own_world: Path
) -> None:
    first = start()
    the_window(screen)
    address = Path(socket_of(environ, own_world))
    wait_until(address.exists)
    first.kill()
    first.wait()
    wait_until(lambda: not screen.windows())
    assert address.exists()
    start("--breathe")
    assert is_moving(screen, the_window(screen))
    assert start().wait(30) == 0


def test_two_homes_have_two_windows(screen: VirtualScreen, start: Start, tmp_path: Path) -> None:
    start("--home", str(tmp_path / "one"))
    start("--home", str(tmp_path / "two"))
    wait_until(lambda: list(screen.windows().values()) == ["SafeHarbor"] * 2)


def test_a_home_that_cannot_be_used_still_gets_its_circle(
    screen: VirtualScreen, start: Start, tmp_path: Path
) -> None:
    odd = tmp_path / "odd"
    odd.write_text("not a folder")
    start("--home", str(odd), "--breathe")
    assert is_moving(screen, the_window(screen))
    assert odd.read_text() == "not a folder"


@pytest.mark.skipif(sys.platform != "linux", reason="a session bus is Linux's")
def test_a_session_bus_that_takes_callers_and_says_nothing_holds_up_no_circle(
    screen: VirtualScreen, start: Start
) -> None:
    with odd_bus(None) as silent:
        process = start("--breathe", DBUS_SESSION_BUS_ADDRESS=silent)
        window = the_window(screen)
        assert is_moving(screen, window)
        screen.close(window)
        assert process.wait(20) == 0
    assert process.communicate() == ("", "")


@pytest.mark.parametrize("name", [":987", ""])
def test_without_a_screen_it_says_one_line_and_ends_with_69(
    start: Start, own_world: Path, name: str
) -> None:
    process = start(DISPLAY=name)
    assert process.communicate(timeout=30) == ("", NO_DISPLAY)
    assert process.returncode == 69
    assert list(own_world.iterdir()) == []


FOLLOWS = """
from PySide6.QtCore import Qt
from safeharbor.system.paths import home_paths
from safeharbor.ui.app import make_application, make_parts

app = make_application()
look = make_parts(app, home_paths()).look
shown = [look.scheme.value]
look.changed.connect(lambda: shown.append(look.scheme.value))
for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
    app.styleHints().setColorScheme(scheme)
    app.processEvents()
    shown.append(app.palette().window().color().name())
print(shown)
"""


def test_it_follows_the_colour_scheme_of_the_desktop_while_it_runs(
    environ: dict[str, str],
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", FOLLOWS],
        env={**environ, "QT_QPA_PLATFORMTHEME": "gnome"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert answer.stdout.strip() == str(["light", "dark", "#1c1916", "light", "#fbf7f1"])
