"""The pages of Calm, looked at as different people need them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from safeharbor.domain.own_pattern import OwnPattern, Part
from safeharbor.domain.practice import After
from safeharbor.services.own_patterns import OwnPatternService
from safeharbor.ui.calm.lengths import OTHER
from safeharbor.ui.theme import Scheme
from support import sweep
from support.calm import Calm
from support.hands import click
from support.house import House
from support.practices import practised

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEAST = 32
SIZES = [
    pytest.param(1200, 800, 1.0, id="usual"),
    pytest.param(640, 800, 1.0, id="narrow"),
    pytest.param(1200, 800, 2.0, id="double"),
    pytest.param(640, 800, 2.0, id="narrow-double"),
]
PAGES = ["shelf", "breath", "holds", "script", "places", "before", "editor", "own", "asked", "done"]

pages = pytest.mark.parametrize("page", PAGES)
Show = Callable[[str], Calm]


def _breath(calm: Calm) -> None:
    calm.change("br_even")
    click(calm.breath.lengths.pills.pills[OTHER])
    calm.breath.lengths.minutes.field.setValue(90)
    click(calm.breath.why.turn)


def _editor(calm: Calm) -> None:
    calm.press("calm.own.make")
    calm.editor.parts[Part.FULL].field.setValue(20)
    calm.editor.parts[Part.OUT].field.setValue(4.3)
    click(calm.editor.keep)


def _asked(calm: Calm) -> None:
    calm.press("calm.own.make")
    calm.write("A long slow river through a wide green valley")
    click(calm.editor.keep)


def _own(calm: Calm) -> None:
    (mine,) = calm.screen.desk.own.patterns
    calm.change(mine.exercise)


def _before(calm: Calm) -> None:
    calm.screen.desk.plans.ask_before = True
    calm.begin("br_even")


_GO: dict[str, Callable[[Calm], object]] = {
    "shelf": lambda _: None,
    "breath": _breath,
    "holds": lambda calm: calm.change("br_box"),
    "script": lambda calm: calm.change("gr_54321"),
    "places": lambda calm: calm.change("rx_pmr"),
    "before": _before,
    "editor": _editor,
    "own": _own,
    "asked": _asked,
    "done": lambda calm: calm.press("calm.done"),
}


@pytest.fixture
def show(request: pytest.FixtureRequest, qtbot: QtBot) -> Show:
    """Shows one of the pages: over an open journal, except where somebody is asked."""

    def on(page: str) -> Calm:
        if page == "asked":
            empty: House = request.getfixturevalue("empty_house")
            empty.begin()
            calm = Calm(empty.window)
        else:
            house: House = request.getfixturevalue("house")
            house.open_up()
            calm = _filled(house, qtbot)
        _GO[page](calm)
        if page == "done":
            qtbot.waitUntil(lambda: calm.screen.desk.notes.loaded)
        sweep.settle()
        return calm

    return on


def _filled(house: House, qtbot: QtBot) -> Calm:
    services = house.services
    name = "A long slow river through a wide green valley"
    mine = OwnPattern(OwnPatternService.new_pattern_id(), name, 4, 3.5, 7.5, 1)
    services.own_patterns.keep([mine]).result()
    for exercise in ("br_even", "br_even", mine.exercise):
        house.clock.advance(3600)
        record = practised(services.clock.now(), exercise, before=7, after=After.WORSE)
        house.parts.spine.practice_keeper.keep(record)
    calm = Calm(house.window)
    desk = calm.screen.desk
    qtbot.waitUntil(lambda: bool(desk.own.patterns) and "br_even" in desk.keeper.sunk)
    qtbot.waitUntil(lambda: len(services.practices.page().result()) == 3)
    sweep.settle()
    return calm


@pages
def test_everything_that_takes_a_hand_has_a_name_and_is_large_enough(show: Show, page: str) -> None:
    window = show(page).window
    assert sweep.without_name(window) == []
    assert sweep.too_small(window, LEAST) == []


@pages
def test_tab_reaches_everything_and_comes_round(show: Show, page: str) -> None:
    assert sweep.not_reached(show(page).window) == []


@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
@pages
def test_nothing_is_cut_off_or_hidden_by_the_corner(
    show: Show, page: str, width: int, height: int, zoom: float
) -> None:
    calm = show(page)
    calm.screen._look.set_zoom(zoom)
    calm.window.resize(width, height)
    sweep.settle()
    assert sweep.cut_off(calm.window) == []
    assert sweep.under_the_corner(calm.window) == []


@pages
def test_a_screen_reader_gets_the_words_and_no_markup(show: Show, page: str) -> None:
    from safeharbor.ui.widgets.words import Words

    for label in show(page).window.findChildren(Words):
        if label.isVisible() and label.words:
            face = QAccessible.queryAccessibleInterface(label)
            assert face.text(QAccessible.Text.Name).split() == label.words.split()


@pytest.mark.usefixtures("made_up_language")
@pytest.mark.parametrize("width", [1200, 640])
@pages
def test_longer_words_of_other_languages_fit(show: Show, page: str, width: int) -> None:
    window = show(page).window
    window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(window) == []
    assert sweep.under_the_corner(window) == []


@pytest.fixture
def from_right_to_left(qapp: QApplication) -> Iterator[None]:
    """The window as it is in Arabic or Hebrew."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    # The program asks its language for the direction; here it keeps the one that was set.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safeharbor.ui.app.speak", lambda *_: None)
        yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("from_right_to_left")
@pytest.mark.parametrize("width", [1200, 640])
@pages
def test_lines_begin_at_the_right_where_the_language_has_them(
    show: Show, page: str, width: int
) -> None:
    calm = show(page)
    window, screen = calm.window, calm.screen
    window.resize(width, 800)
    sweep.settle()
    assert sweep.cut_off(window) == []
    stops = [stop for stop in screen.body.stops() if stop.isVisible()]
    edges = [sweep.place_of(stop, window).right() for stop in stops]
    margin = screen.page.column.contentsMargins().right()
    # Somewhere everything has one edge, which is that of the title.
    edge = sweep.place_of(screen.page, window).right() - margin
    assert max(edges) <= edge + 1
    if screen.leave.isVisible():
        assert abs(sweep.place_of(screen.leave, window).right() - edge) < width / 12
    if page == "shelf":
        row = calm.row("br_even")
        assert row.change.x() < row.start.x()
    if page == "editor" and width > 1000:
        preview = sweep.place_of(calm.editor.preview, window)
        assert preview.right() < sweep.place_of(calm.editor.name, window).left()


def inks(picture: QImage) -> int:
    """How many colours a picture has, so that an empty one is told from a full one."""
    return len({picture.pixel(x, y) for x in range(0, 900, 7) for y in range(60, 700, 5)})


@pytest.mark.parametrize("scheme", list(Scheme))
@pages
def test_every_set_of_colours_shows_it(show: Show, page: str, scheme: Scheme) -> None:
    calm = show(page)
    calm.screen._look.choose(scheme)
    sweep.settle()
    picture = calm.screen.grab().toImage()
    ground = calm.screen._look.color("bg")
    assert picture.pixelColor(picture.width() - 30, picture.height() - 30) == ground
    assert inks(picture) > 5
