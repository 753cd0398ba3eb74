"""What a desktop is told of the real window, with and without the neutral title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.system.paths import HomePaths
from safeharbor.ui.name_shown import NEUTRAL_TITLE
from support.from_source import Start, desktop_environment, starting
from support.screen import VirtualScreen, can_show, wait_until

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not can_show(), reason="needs Xvfb"),
]

PAPER, AMBER = 0xFFF7F4EE, 0xFFA8671A
"""A colour of the plain page, and one of the mark."""


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen() as virtual:
        yield virtual


@pytest.fixture
def start(screen: VirtualScreen, own_world: Path) -> Iterator[Start]:
    """Starts the program as a person does."""
    with starting(desktop_environment(screen)) as begin:
        yield begin


@pytest.fixture
def chosen(own_world: Path) -> None:
    preferences = HomePaths(own_world).preferences
    preferences.parent.mkdir(parents=True, exist_ok=True)
    preferences.write_text(json.dumps({NEUTRAL_TITLE: True}), encoding="utf-8")


def come(screen: VirtualScreen) -> tuple[int, set[str]]:
    """The window once it has its picture, and every title that was seen until then."""
    titles: set[str] = set()

    def has_its_picture() -> bool:
        shown = screen.windows()
        titles.update(shown.values())
        return any("_NET_WM_ICON" in screen.properties(window) for window in shown)

    wait_until(has_its_picture)
    (window,) = screen.windows()
    return window, titles


def texts(screen: VirtualScreen, window: int) -> dict[str, str]:
    """The properties that are made of letters."""
    found = {}
    for name, values in screen.properties(window).items():
        if values and all(value < 256 for value in values):
            found[name] = bytes(values).decode("utf-8", "replace").rstrip("\0")
    return found


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize("words", [(), ("--breathe",)])
def test_a_neutral_title_is_all_that_a_desktop_is_told(
    screen: VirtualScreen, start: Start, words: tuple[str, ...]
) -> None:
    process = start(*words)
    window, titles = come(screen)
    assert titles == {"Notes"}
    told = texts(screen, window)
    assert told["WM_CLASS"] == "Notes\0Notes"
    assert told["_NET_WM_NAME"] == told["WM_NAME"] == "Notes"
    assert told["_GTK_APPLICATION_ID"] == told["_KDE_NET_WM_DESKTOP_FILE"] == "Notes"
    assert [name for name, text in told.items() if "safeharbor" in text.casefold()] == []
    picture = screen.properties(window)["_NET_WM_ICON"]
    assert PAPER in picture
    assert AMBER not in picture
    screen.close(window)
    assert process.wait(20) == 0
    assert process.communicate() == ("", "")


@pytest.mark.usefixtures("chosen")
def test_a_second_start_still_finds_the_window(screen: VirtualScreen, start: Start) -> None:
    first = start()
    window, _ = come(screen)
    before = screen.picture(window)
    assert start("--breathe").wait(30) == 0
    wait_until(lambda: screen.picture(window) != before)
    assert list(screen.windows().values()) == ["Notes"]
    assert first.poll() is None


def test_without_the_choice_it_has_its_own_name(screen: VirtualScreen, start: Start) -> None:
    start()
    window, titles = come(screen)
    assert titles == {"SafeHarbor"}
    told = texts(screen, window)
    assert told["WM_CLASS"] == "SafeHarbor\0SafeHarbor"
    assert told["_KDE_NET_WM_DESKTOP_FILE"] == "org.safeharbor.SafeHarbor"
    picture = screen.properties(window)["_NET_WM_ICON"]
    assert AMBER in picture
    assert PAPER not in picture
