"""A worksheet that is open, and its pages, looked at as different people need them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from safeharbor.ui.sheet.stage import Front
from support import sweep
from support.house import House
from support.worksheet import Worksheet

LEAST = 26
"""Small links below an answer; everything else is larger, see the sweep of all screens."""

FRONTS = ["form", "safety", "more", "versions", "paper", "attach", "trashed"]
SIZES = [
    pytest.param(1200, 800, 1.0, id="usual"),
    pytest.param(640, 800, 1.0, id="narrow"),
    pytest.param(1200, 800, 2.0, id="double"),
    pytest.param(640, 800, 2.0, id="narrow-double"),
]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def page(house: House, qtbot: QtBot) -> Worksheet:
    house.parts.preferences.set("help_country", "DE")
    house.open_up()
    return Worksheet(house, qtbot)


def show(page: Worksheet, front: str) -> None:
    """Put one of the pages in front, with something on it."""
    if front == "safety":
        page.new("safety")
        return
    page.house.write("A quiet day")
    page.new("boundary")
    page.answer_fear("no")
    page.write("line", "I go home at ten.")
    page.keep()
    if front == "versions":
        page.house.clock.advance(3600)
        page.write("need", "Rest")
        page.keep()
        page.tool("versions")
        page.until(page.screen.stage.versions.restore.isEnabled)
    elif front == "attach":
        page.tool("attach")
        page.until(lambda: page.front is Front.ATTACH)
        page.until(lambda: bool(page.screen.stage.attach.model.rows))
    elif front == "trashed":
        page.tool("trash")
        page.until(lambda: page.front is Front.EMPTY)
    elif front != "form":
        page.tool(front)
    sweep.settle()


@pytest.mark.parametrize("front", FRONTS)
def test_everything_that_takes_a_hand_has_a_name_and_is_large_enough(
    page: Worksheet, front: str
) -> None:
    show(page, front)
    assert sweep.without_name(page.house.window) == []
    assert sweep.too_small(page.house.window, LEAST) == []


@pytest.mark.parametrize("front", FRONTS)
def test_tab_reaches_everything_and_comes_round(page: Worksheet, front: str) -> None:
    show(page, front)
    assert sweep.not_reached(page.house.window) == []


@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
@pytest.mark.parametrize("front", FRONTS)
def test_nothing_is_cut_off_or_hidden_by_the_corner(
    page: Worksheet, front: str, width: int, height: int, zoom: float
) -> None:
    show(page, front)
    page.house.parts.look.set_zoom(zoom)
    page.house.window.resize(width, height)
    sweep.settle()
    assert sweep.cut_off(page.house.window) == []
    assert sweep.under_the_corner(page.house.window) == []


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("width", [1200, 640])
@pytest.mark.parametrize("front", FRONTS)
def test_longer_words_of_other_languages_fit(page: Worksheet, front: str, width: int) -> None:
    show(page, front)
    page.house.window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(page.house.window) == []
    assert sweep.under_the_corner(page.house.window) == []
