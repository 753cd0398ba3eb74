from __future__ import annotations

import platform
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from safeharbor import __version__
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


def test_the_releases_are_text_to_copy(open_window: OpenWindow, qapp: QApplication) -> None:
    window = open_window("about")
    screen = about_of(window)
    assert screen.copy_address.isVisible() is bool(about.releases_page())


def test_an_address_that_is_named_stands_there_as_text_and_can_be_copied(
    open_window: OpenWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://releases.example/list"
    monkeypatch.setattr(about, "releases_page", lambda: address)
    window = open_window("about")
    screen = about_of(window)
    shown = {
        words.words.replace("\N{ZERO WIDTH SPACE}", "") for words in screen.findChildren(Words)
    }
    assert address in shown
    screen.copy_address.click()
    assert qapp.clipboard().text() == address
    assert screen.copy_address.text() == "Copied"


def test_the_words_stand_there_anew_the_next_time(open_window: OpenWindow) -> None:
    window = open_window("about")
    click(about_of(window).copy)
    window.show_screen("home")
    window.show_screen("about")
    assert about_of(window).copy.text() == "Copy"


def test_every_licence_that_comes_along_is_named(open_window: OpenWindow) -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    carried = {file.stem for file in (root / "LICENSES").glob("*.txt")}
    assert carried < set(project["license"].split(" AND "))
    said = " ".join(words.words for words in about_of(open_window("about")).findChildren(Words))
    for licence in ("GNU General Public License", "CC BY-SA 4.0", "LGPL 3", "ISC", "MIT"):
        assert licence in said
