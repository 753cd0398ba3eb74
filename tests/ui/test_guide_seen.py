"""Steps of guides looked at as different people need them: named, reached, large, and whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from safeharbor.ui.guide.part import Part
from safeharbor.ui.guide.stage import Front
from safeharbor.ui.sheet.held import Place
from support import sweep
from support.hands import click
from support.steps import StepVisitor

LEAST = 26
"""Small links below an answer; everything else is larger, see the sweep of all screens."""

PAGES = ["heavy", "strong", "more", "relief", "danger", "gate", "end", "paper"]
SIZES = [
    pytest.param(1200, 800, 1.0, id="usual"),
    pytest.param(640, 800, 1.0, id="narrow"),
    pytest.param(1200, 800, 2.0, id="double"),
    pytest.param(640, 800, 2.0, id="narrow-double"),
]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def show(visitor: StepVisitor, page: str) -> None:
    """Put a page in front, with something on it."""
    steps = {"relief": "rejection.s1", "danger": "help.s5", "gate": "bounds.s3", "more": "start.s3"}
    visitor.open(steps.get(page, "trust8.s1"))
    if page == "strong":
        visitor.model.write(Place("before"), 9)
        visitor.model.write(Place("after"), "unsure")
    elif page == "more":
        click(visitor.blocks.more)
        click(visitor.body.why.turn)
    elif page == "end":
        visitor.model.write(Place("beliefs"), "Ask for nothing, and nobody can refuse.")
        visitor.keep()
        visitor.open("trust8.s1")
        click(visitor.body.end.open)
    elif page == "paper":
        visitor.screen.page.pocket.emit()
        assert visitor.screen.stage.front is Front.PAPER
    sweep.settle()


@pytest.mark.parametrize("page", PAGES)
def test_everything_has_a_name_is_large_enough_and_is_reached(
    visitor: StepVisitor, page: str
) -> None:
    show(visitor, page)
    window = visitor.house.window
    assert sweep.without_name(window) == []
    assert sweep.too_small(window, LEAST) == []
    assert sweep.not_reached(window) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_or_hidden_by_the_corner(visitor: StepVisitor, page: str) -> None:
    show(visitor, page)
    window, look = visitor.house.window, visitor.house.parts.look
    for param in SIZES:
        width, height, zoom = param.values
        assert isinstance(width, int)
        assert isinstance(height, int)
        assert isinstance(zoom, float)
        look.set_zoom(zoom)
        window.resize(width, height)
        sweep.settle()
        assert sweep.cut_off(window) == [], param.id
        assert sweep.under_the_corner(window) == [], param.id


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("page", PAGES)
def test_longer_words_of_other_languages_fit(visitor: StepVisitor, page: str) -> None:
    show(visitor, page)
    for width in (1200, 640):
        visitor.house.window.resize(width, 800)
        sweep.settle()
        assert sweep.cut_off(visitor.house.window) == [], width
        assert sweep.under_the_corner(visitor.house.window) == [], width


@pytest.mark.parametrize("width", [1200, 640])
def test_the_two_ways_out_are_always_in_sight(visitor: StepVisitor, width: int) -> None:
    visitor.open("trust8.s1")
    window = visitor.house.window
    window.resize(width, 800)
    sweep.settle()
    bar = visitor.page.page.verticalScrollBar()
    for place in (0, bar.maximum()):
        bar.setValue(place)
        sweep.settle()
        ways = visitor.page.list.ways if visitor.page.beside else visitor.page.strip.ways
        for link in ways.stops():
            area = sweep.visible_part(link, window)
            assert area.size() == link.size()


def test_the_list_says_where_somebody_is_and_what_is_done(visitor: StepVisitor) -> None:
    visitor.open("trust8.s1")
    names = visitor.page.list.names
    assert names[0].accessibleName() == "Check in, here"
    visitor.model.write(Place("before"), 3)
    click(names[2])
    assert names[0].accessibleName() == "Check in, done"
    assert names[2].accessibleName() == "Ideas, here"
    part = visitor.blocks.part_with(visitor.focus)
    assert isinstance(part, Part)
    assert part.name == "Ideas"


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("step", ["trust8.s1", "start.s3", "rejection.s1", "help.s5"])
def test_a_step_opens_at_its_top(visitor: StepVisitor, step: str, zoom: float) -> None:
    visitor.house.parts.look.set_zoom(zoom)
    visitor.house.window.resize(1200, 800)
    visitor.open(step)
    assert visitor.page.page.verticalScrollBar().value() == 0
    title = visitor.body.title
    assert sweep.visible_part(title, visitor.house.window).size() == title.size()
    assert visitor.body.isAncestorOf(visitor.focus)


def test_a_scale_below_the_edge_is_seen_once_a_key_is_pressed_for_it(visitor: StepVisitor) -> None:
    visitor.house.parts.look.set_zoom(2.0)
    visitor.house.window.resize(1200, 800)
    visitor.open("trust8.s1")
    assert not visitor.page.page.sees(visitor.focus)
    visitor.press(Qt.Key.Key_7)
    assert visitor.model.held.value(Place("before")) == 7
    window = visitor.house.window
    assert sweep.visible_part(visitor.focus, window).size() == visitor.focus.size()


def test_a_name_in_the_list_leads_to_a_part_that_already_has_the_keys(visitor: StepVisitor) -> None:
    visitor.house.window.resize(1200, 400)
    visitor.open("trust8.s1")
    assert visitor.page.beside
    cell = visitor.focus
    visitor.page.list.chosen.emit(0)
    sweep.settle()
    assert visitor.focus is cell
    assert sweep.visible_part(cell, visitor.house.window).size() == cell.size()
