"""A worksheet that is open, and its pages, looked at as different people need them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QTextEdit, QWidget
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


def in_sight(page: Worksheet, widget: QWidget, part: QRect | None = None) -> bool:
    """Whether all of ``widget``, or a part of it, can be seen on the page that scrolls."""
    view = page.form.page.viewport()
    part = part or widget.rect()
    place = QRect(widget.mapTo(view, QPoint(0, 0)) + part.topLeft(), part.size())
    return view.rect().contains(place)


def wide(page: Worksheet, zoom: float) -> None:
    """The usual window, with letters of another size."""
    page.house.parts.look.set_zoom(zoom)
    page.house.window.resize(1200, 800)
    sweep.settle()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("sheet", ["needs", "flags", "safety", "ladder", "boundary"])
def test_a_sheet_opens_with_its_title_and_its_note_on_safety(
    page: Worksheet, sheet: str, zoom: float
) -> None:
    wide(page, zoom)
    page.new(sheet)
    view = page.form.view
    assert view is not None
    assert page.form.page.verticalScrollBar().value() == 0
    assert in_sight(page, page.form.title)
    if view.safety is not None:
        assert in_sight(page, view.safety)
    assert view.isAncestorOf(page.focus)


def test_what_is_typed_on_opening_is_seen_where_it_lands(page: Worksheet) -> None:
    wide(page, 2.0)
    page.new("safety")
    box = page.focus
    assert isinstance(box, QTextEdit)
    assert not in_sight(page, box, box.cursorRect())
    page.keys("a")
    assert box.toPlainText() == "a"
    assert in_sight(page, box, box.cursorRect())


def test_a_tick_below_the_edge_is_seen_once_a_key_is_pressed_for_it(page: Worksheet) -> None:
    wide(page, 2.0)
    page.new("needs")
    tick = page.focus
    assert not in_sight(page, tick)
    page.press(Qt.Key.Key_Space)
    assert page.focus is tick
    assert in_sight(page, tick)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Down])
def test_going_on_from_a_tick_below_the_edge_is_seen(page: Worksheet, key: Qt.Key) -> None:
    wide(page, 2.0)
    page.new("needs")
    tick = page.focus
    page.press(key)
    assert page.focus is not tick
    assert in_sight(page, page.focus)


def test_a_window_that_comes_back_leaves_a_fresh_sheet_at_its_top(
    page: Worksheet, qtbot: QtBot
) -> None:
    wide(page, 2.0)
    page.new("safety")
    other, window = QWidget(), page.house.window
    qtbot.addWidget(other)
    for each in (other, window):
        each.show()
        each.activateWindow()
        qtbot.waitUntil(each.isActiveWindow)
        sweep.settle()
    assert page.form.page.verticalScrollBar().value() == 0


def test_a_lock_comes_back_to_the_place_and_not_to_the_top(page: Worksheet) -> None:
    wide(page, 2.0)
    page.new("safety")
    page.write("emergency", "Rosa")
    page.keep()
    scroll = page.form.page.verticalScrollBar().value()
    assert scroll > 0
    page.house.lock()
    page.house.unlock()
    page.wait_for("safety")
    page.until(lambda: page.form.page.verticalScrollBar().value() == scroll)
    assert isinstance(page.focus, QTextEdit)
    assert "Rosa" in page.focus.toPlainText()
    assert in_sight(page, page.focus, page.focus.cursorRect())
