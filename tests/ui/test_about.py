from __future__ import annotations

import platform
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from safeharbor import RELEASES_PAGE, __version__
from safeharbor.ui.screens import about
from safeharbor.ui.screens.about import AboutScreen
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support.hands import click

OpenWindow = Callable[..., Window]


def about_of(window: Window) -> AboutScreen:
    screen = window.screen_of("about")
    assert isinstance(screen, AboutScreen)
    return screen


def test_the_facts_for_a_report_can_be_copied(open_window: OpenWindow, qapp: QApplication) -> None:
    window = open_window("about")
    click(about_of(window).copy)
    copied = qapp.clipboard().text()
    for fact in (__version__, pyside, qVersion(), platform.python_version(), "safeharbor"):
        assert fact in copied
    assert about_of(window).copy.text() == "Copied"


def shown(screen: AboutScreen) -> set[str]:
    """What can be read on the page, without the places where a line may end."""
    return {
        words.words.replace("\N{ZERO WIDTH SPACE}", "")
        for words in screen.findChildren(Words)
        if words.isVisible()
    }


def test_who_asks_for_a_new_version_gets_the_address_to_read_and_copied(
    open_window: OpenWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://releases.example/list"
    monkeypatch.setattr(about, "RELEASES_PAGE", address)
    screen = about_of(open_window("about"))
    assert screen.check.text() == "Check for a new version"
    assert address not in shown(screen)
    click(screen.check)
    assert address in shown(screen)
    assert qapp.clipboard().text() == address
    assert screen.check.text() == "Copied"


def test_without_an_address_that_is_said_and_the_clipboard_is_left_alone(
    open_window: OpenWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about, "RELEASES_PAGE", "")
    qapp.clipboard().setText("something of mine")
    screen = about_of(open_window("about"))
    screen.check.click()
    assert "This copy names no address for them yet. Ask where you got it." in shown(screen)
    assert not screen.address.isVisible()
    assert qapp.clipboard().text() == "something of mine"
    assert screen.check.text() == "Check for a new version"


def test_the_address_is_the_one_of_the_package() -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("urls", {}).get("Releases", "") == RELEASES_PAGE


def test_the_words_stand_there_anew_the_next_time(open_window: OpenWindow) -> None:
    window = open_window("about")
    click(about_of(window).copy)
    about_of(window).check.click()
    window.show_screen("home")
    window.show_screen("about")
    assert about_of(window).copy.text() == "Copy"
    assert not about_of(window).answer.isVisible()


def test_every_licence_that_comes_along_is_named(open_window: OpenWindow) -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    carried = {file.stem for file in (root / "LICENSES").glob("*.txt")}
    assert carried < set(project["license"].split(" AND "))
    said = " ".join(words.words for words in about_of(open_window("about")).findChildren(Words))
    for licence in ("GNU General Public License", "CC BY-SA 4.0", "LGPL 3", "ISC", "MIT"):
        assert licence in said
