"""Every window test gets its own parts, and fails if it leaves a widget or a timer behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from safeharbor.system.paths import HomePaths
from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application, make_parts
from safeharbor.ui.i18n import speak
from safeharbor.ui.routes import ROUTES, Parts
from safeharbor.ui.theme import Scheme
from safeharbor.ui.window import Window
from support.clock import FakeClock
from support.homes import MadeVault, make_vault
from support.house import House
from support.steps import StepVisitor
from tools import translations


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Send deferred deletions, then look for widgets and running timers."""
    # What is alive by now is no part of this test, and the look below does not go through it.
    # Without this it took three quarters of the time of all window tests.
    gc.collect()
    gc.freeze()
    before = set(qapp.topLevelWidgets())
    yield
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.processEvents()
    gc.collect()
    left = [w for w in qapp.topLevelWidgets() if w not in before and isValid(w)]
    assert not left, f"widgets left: {left}"
    timers = [
        timer
        for timer in gc.get_objects()
        if isinstance(timer, QTimer) and isValid(timer) and timer.isActive()
    ]
    assert not timers, f"timers still running: {[t.parent() for t in timers]}"


@pytest.fixture
def parts(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[Parts]:
    """What screens are made from, in a home of its own, light, on a clock moved by hand."""
    made = make_parts(make_application(), HomePaths(own_world))
    made.look.choose(Scheme.LIGHT)
    yield replace(made, clock=clock.monotonic, now=lambda: clock.now().local_datetime)
    made.spine.close()
    made.look.deleteLater()


@pytest.fixture
def open_window(parts: Parts, qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    """Opens the window on a screen and waits until it is there."""
    opened: list[Window] = []

    def open_on(route: str = "breathe", width: int = 1200, height: int = 800) -> Window:
        window = Window(ROUTES, parts)
        opened.append(window)
        window.resize(width, height)
        window.show_screen(route)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_on
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture(scope="session")
def simple_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    """A locked vault that the fake keyring opens; tests work on copies."""
    return make_vault(tmp_path_factory.mktemp("vault") / "home")


@pytest.fixture
def house(
    qapp: QApplication, own_world: Path, clock: FakeClock, simple_vault: MadeVault, qtbot: QtBot
) -> Iterator[House]:
    """The whole window with a vault behind it, as it is after a start; nothing is shown yet."""
    made = House(make_application(), own_world, clock, qtbot, simple_vault)
    yield made
    made.close()


@pytest.fixture
def empty_house(
    qapp: QApplication, own_world: Path, clock: FakeClock, qtbot: QtBot
) -> Iterator[House]:
    """The whole window of a home where nothing was made yet."""
    made = House(make_application(), own_world, clock, qtbot, None)
    yield made
    made.close()


@pytest.fixture
def visitor(house: House, qtbot: QtBot) -> StepVisitor:
    """Somebody before the steps of guides, in Germany, with the vault open."""
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    return StepVisitor(house, qtbot)


@pytest.fixture(scope="session")
def made_up_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A language whose every word is accented and two fifths longer."""
    folder = tmp_path_factory.mktemp("i18n")
    translations.make_pseudo(folder)
    return folder


@pytest.fixture
def made_up_language(qapp: QApplication, made_up_words: Path) -> Iterator[None]:
    """The program speaks it for the length of a test."""
    before = QLocale()

    def speak_it(app: QApplication, _language: str, _folder: Path) -> None:
        speak(app, translations.PSEUDO, made_up_words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safeharbor.ui.app.speak", speak_it)
        yield
    speak(qapp, "en", resources_root() / "i18n")
    QLocale.setDefault(before)


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    """A parent for what has no window."""
    parent = QObject()
    yield parent
    parent.deleteLater()
