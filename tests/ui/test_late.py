"""What starts after the first picture, and what waits until somebody leaves the circle."""

from __future__ import annotations

import gc
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.use_cases import Services
from safeharbor.system.paths import HomePaths, socket_address
from safeharbor.system.pipe import send_verb
from safeharbor.ui.app import Late, make_application, make_parts
from safeharbor.ui.assembly import Assembly
from safeharbor.ui.company import Company
from safeharbor.ui.keys import Keys
from safeharbor.ui.routes import ROUTES
from safeharbor.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support propagateSizeHints", r"This plugin does not support raise\(\)"
)


@dataclass(frozen=True, slots=True)
class Started:
    """A window on its way to its first picture."""

    window: Window
    late: Late
    held: Callable[[], bool]
    """Whether the heavy libraries still wait."""
    built: list[str]
    """The threads that put the services together."""

    @property
    def has_its_mark(self) -> bool:
        """Whether the last piece that runs behind the circle has run."""
        return not self.window.windowIcon().isNull()


Begin = Callable[[str], Started]


@pytest.fixture
def begin(qapp: QApplication, own_world: Path, qtbot: QtBot) -> Iterator[Begin]:
    """Starts the window as the program does."""
    made: list[tuple[Started, Callable[[], None]]] = []

    def start(verb: str) -> Started:
        built: list[str] = []

        def build() -> Services:
            built.append(threading.current_thread().name)
            raise HarborError(ErrorCode.NO_VAULT)

        paths = HomePaths(own_world)
        parts = make_parts(make_application(), paths, build, hold=True)
        window = Window(ROUTES, parts)
        assembly = Assembly(window, parts.spine)
        late = Late(window, assembly, parts.preferences, paths)
        assembly.begin(verb)
        late.start_after_first_picture()

        def close() -> None:
            late.close()
            window.close()
            parts.spine.close()
            window.deleteLater()
            parts.look.deleteLater()

        made.append((Started(window, late, lambda: parts.spine.held, built), close))
        return made[-1][0]

    yield start
    for _, close in made:
        close()
    gc.unfreeze()


def asked(qtbot: QtBot, home: Path, verb: str) -> bool:
    """Whether the window answers a second start that asks for ``verb``."""
    answers: list[bool] = []
    address = socket_address(HomePaths(home))
    second = threading.Thread(target=lambda: answers.append(send_verb(address, verb, patience=20)))
    second.start()
    qtbot.waitUntil(lambda: not second.is_alive(), timeout=25_000)
    return answers[0]


def test_behind_the_circle_nothing_of_the_vault_is_loaded(begin: Begin, qtbot: QtBot) -> None:
    started = begin("breathe")
    started.window.show()
    qtbot.waitUntil(lambda: started.has_its_mark)

    assert started.built == []
    assert started.held()
    assert started.window.current == "breathe"


def test_who_leaves_the_circle_finds_the_vault_on_its_way(begin: Begin, qtbot: QtBot) -> None:
    started = begin("breathe")
    started.window.show()
    qtbot.waitUntil(lambda: started.has_its_mark)
    started.window.escape()

    qtbot.waitUntil(lambda: started.built == ["sh-run"])
    assert not started.held()


def test_who_leaves_at_once_waits_for_nothing_else(begin: Begin, qtbot: QtBot) -> None:
    started = begin("breathe")
    started.window.show()
    qtbot.waitUntil(lambda: bool(started.window.findChildren(Keys)))
    started.window.escape()

    qtbot.waitUntil(lambda: started.built == ["sh-run"])
    qtbot.waitUntil(lambda: started.has_its_mark)


def test_the_circle_answers_a_second_start(begin: Begin, qtbot: QtBot, own_world: Path) -> None:
    started = begin("breathe")
    started.window.show()

    assert asked(qtbot, own_world, "show")
    assert started.window.current == "breathe"
    assert started.built == []


def test_a_verb_that_needs_the_vault_gets_it(begin: Begin, qtbot: QtBot, own_world: Path) -> None:
    started = begin("breathe")
    started.window.show()

    assert asked(qtbot, own_world, "write")
    qtbot.waitUntil(lambda: started.built == ["sh-run"])
    assert started.window.current == "first_run"


def test_the_door_goes_for_the_vault_at_once(begin: Begin, qtbot: QtBot, own_world: Path) -> None:
    started = begin("show")
    assert started.built == []
    started.window.show()

    qtbot.waitUntil(lambda: started.built == ["sh-run"])
    assert asked(qtbot, own_world, "show")
    assert started.has_its_mark


@pytest.mark.parametrize("verb", ["breathe", "show"])
def test_the_keys_come_with_the_first_picture(begin: Begin, qtbot: QtBot, verb: str) -> None:
    started = begin(verb)
    window = started.window
    assert window.findChildren(Keys) == []
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and bool(window.findChildren(Keys)))

    QTest.keyClick(window, Qt.Key.Key_F4)
    assert window.current == "help"


def test_the_keys_of_the_circle_come_with_it(begin: Begin, qtbot: QtBot) -> None:
    started = begin("breathe")
    screen = started.window.screen_of("breathe")
    assert screen.accessibleDescription() == ""
    started.window.show()
    qtbot.waitUntil(lambda: bool(screen.findChildren(Keys)))

    assert "P pauses" in screen.accessibleDescription()


@pytest.mark.parametrize(("key", "route"), [(Qt.Key.Key_F2, "breathe"), (Qt.Key.Key_F4, "help")])
def test_a_key_before_the_first_picture_is_not_lost(
    begin: Begin, qtbot: QtBot, key: Qt.Key, route: str
) -> None:
    started = begin("show")
    QTest.keyClick(started.window, key)
    assert started.window.current != route

    started.window.show()
    qtbot.waitUntil(lambda: started.window.current == route)


def test_a_window_that_nobody_sees_starts_all_the_same(begin: Begin, qtbot: QtBot) -> None:
    started = begin("breathe")

    qtbot.waitUntil(lambda: started.has_its_mark)


@pytest.mark.parametrize(("verb", "looked"), [("breathe", True), ("show", False)])
def test_a_loudspeaker_is_looked_for_only_where_somebody_breathes(
    begin: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, verb: str, looked: bool
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(Company, "prepare", lambda _: asked.append(True))
    started = begin(verb)
    started.window.show()
    qtbot.waitUntil(lambda: bool(started.late._pieces == deque()))
    assert bool(asked) is looked


def test_nothing_starts_after_the_end(begin: Begin, qtbot: QtBot) -> None:
    started = begin("show")
    started.late.close()
    with qtbot.waitExposed(started.window):
        started.window.show()
    QApplication.processEvents()

    assert started.built == []
    assert started.held()
