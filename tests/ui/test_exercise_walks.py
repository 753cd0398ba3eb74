"""Every script from its first step to its last, by hand and by time, for different people."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from safeharbor.ui.exercise.stage import Front
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Scheme
from safeharbor.ui.widgets.words import Words
from safeharbor.ui.window import Window
from support import sweep
from support.clock import FakeClock
from support.hands import press
from support.player import GROUNDING, SCRIPTS, Playing, exercise

LARGE = 44
CHOICES = 3
WORDS = 20
FIRST_S = 30
SIZES = [
    pytest.param(1200, 800, 1.0, id="usual"),
    pytest.param(640, 800, 1.0, id="narrow"),
    pytest.param(1200, 800, 2.0, id="double"),
    pytest.param(640, 800, 2.0, id="narrow-double"),
]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def playing(open_window: Callable[..., Window], parts: Parts, clock: FakeClock) -> Playing:
    return Playing(open_window, parts, clock)


def looks_right(playing: Playing, least: int) -> None:
    """Nothing is cut off, out of reach, without a name or too small."""
    sweep.settle()
    window = playing.window
    assert sweep.cut_off(window) == []
    assert sweep.under_the_corner(window) == []
    assert sweep.without_name(window) == []
    assert sweep.too_small(window, least) == []
    assert len(playing.choices_in_sight()) <= CHOICES


def test_in_a_low_window_the_free_height_is_shared(playing: Playing) -> None:
    playing.parts.look.set_zoom(2.0)
    playing.window.resize(1200, 800)
    playing.begin("gr_54321", by_hand=True)
    sweep.settle()
    stage, px = playing.screen.stage, playing.parts.look.px
    board = stage.board
    parts = (board.places, board.call, board.line, board.lamps)
    places = [sweep.place_of(part, playing.window) for part in parts]
    gaps = [below.top() - above.bottom() for above, below in pairwise(places)]
    below = stage.row.geometry().top() - places[-1].bottom()
    assert places[0].top() >= px(24)
    assert min(gaps[0], gaps[2]) >= px(12)
    assert below <= px(48)
    assert abs(places[-1].center().x() - playing.window.width() // 2) <= px(1)
    assert sweep.under_the_corner(playing.window) == []


@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_walked_by_hand_and_fits(
    playing: Playing, name: str, width: int, height: int, zoom: float
) -> None:
    playing.parts.look.set_zoom(zoom)
    playing.window.resize(width, height)
    playing.begin(name, by_hand=True)
    least, seen = playing.parts.look.px(LARGE), set()
    while playing.at(Front.PLAYING):
        looks_right(playing, least)
        seen.add(playing.scene.index)
        press(playing.window, Qt.Key.Key_Return)
    assert seen == set(range(len(exercise(name).steps) - _left_out(name)))
    assert playing.at(Front.END)
    looks_right_at_the_end(playing, least)


def _left_out(name: str) -> int:
    script = exercise(name)
    return sum(bool(s.area) and s.area not in script.usual_areas for s in script.steps)


def looks_right_at_the_end(playing: Playing, least: int) -> None:
    sweep.settle()
    assert sweep.cut_off(playing.window) == []
    assert sweep.under_the_corner(playing.window) == []
    assert sweep.too_small(playing.window, least) == []
    assert playing.choices_in_sight() == ["Better", "The same", "Worse", "Skip"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_goes_by_time_from_start_to_end(playing: Playing, name: str) -> None:
    playing.begin(name)
    total = playing.sitting.walk.place().total_left
    scenes = playing.by_time()
    assert [scene.index for scene in scenes] == sorted(scene.index for scene in scenes)
    assert {scene.index for scene in scenes} == set(range(len(playing.sitting.steps)))
    assert playing.sitting.walk.elapsed == pytest.approx(total)
    assert playing.at(Front.END)
    assert playing.screen.stage.end.line.words == exercise(name).end


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_script_is_read_in_all_colours(playing: Playing, scheme: Scheme) -> None:
    """The words are painted on the ground of the colours, and stand out from it."""
    playing.parts.look.choose(scheme)
    ground = playing.parts.look.color("bg")
    for name in SCRIPTS:
        playing.begin(name, by_hand=True)
        playing.screen.player.next()
        sweep.settle()
        picture = playing.screen.grab().toImage()
        assert picture.pixelColor(4, 4) == ground
        call = sweep.place_of(playing.screen.stage.board.call, playing.screen)
        row = [picture.pixelColor(x, call.center().y()) for x in range(call.left(), call.right())]
        assert any(abs(color.lightness() - ground.lightness()) > 120 for color in row)


def test_reduced_motion_changes_nothing_because_nothing_moves(playing: Playing) -> None:
    for name in SCRIPTS:
        playing.begin(name, by_hand=True)
        usual = playing.screen.grab().toImage()
        playing.parts.motion.toggle()
        playing.wait(1)
        assert playing.screen.grab().toImage() == usual


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("name", GROUNDING)
def test_grounding_has_at_most_twenty_words_and_three_choices(
    playing: Playing, name: str, by_hand: bool
) -> None:
    playing.begin(name, by_hand=by_hand)
    playing.window.frame.corner.show_running(running=True)
    while playing.at(Front.PLAYING):
        assert len(playing.words_in_sight()) <= WORDS, playing.words_in_sight()
        assert len(playing.choices_in_sight()) <= CHOICES
        if by_hand:
            playing.screen.player.next()
        else:
            playing.wait(1)


def test_no_time_is_told_in_distress(playing: Playing) -> None:
    for name in GROUNDING:
        playing.begin(name)
        while playing.at(Front.PLAYING):
            assert not playing.screen.stage.board.left.isVisible()
            playing.wait(5)


def test_a_practice_tells_the_time_that_is_left_in_quiet_words(playing: Playing) -> None:
    playing.begin("rx_bodyscan")
    seen = []
    while playing.at(Front.PLAYING):
        seen.append(playing.screen.stage.board.left.words)
        playing.wait(1)
    assert list(dict.fromkeys(seen)) == [
        "About 5 minutes left",
        "About 4 minutes left",
        "About 3 minutes left",
        "About 2 minutes left",
        "About a minute left",
        "Less than a minute left",
    ]


def test_by_hand_there_is_no_time_to_tell(playing: Playing) -> None:
    playing.begin("rx_bodyscan", by_hand=True)
    assert not playing.screen.stage.board.left.isVisible()


def test_the_words_keep_their_places_from_step_to_step(playing: Playing) -> None:
    for name in SCRIPTS:
        playing.begin(name, by_hand=True)
        board, seen = playing.screen.stage.board, set()
        while playing.at(Front.PLAYING):
            sweep.settle()
            seen.add((board.call.y(), board.call.height(), board.line.y(), board.lamps.y()))
            playing.screen.player.next()
        assert len(seen) == 1


@pytest.mark.parametrize("name", SCRIPTS)
def test_tab_reaches_everything_and_comes_round(playing: Playing, name: str) -> None:
    playing.begin(name, by_hand=True)
    for _ in range(3):
        assert sweep.not_reached(playing.window) == []
        playing.screen.player.next()
        playing.screen.setFocus()


def test_a_screen_reader_gets_the_words_and_no_markup(playing: Playing) -> None:
    for name in SCRIPTS:
        playing.begin(name)
        for label in playing.window.findChildren(Words):
            if label.isVisible() and label.words:
                face = QAccessible.queryAccessibleInterface(label)
                assert face.text(QAccessible.Text.Name).split() == label.words.split()
        face = QAccessible.queryAccessibleInterface(playing.screen)
        assert face.text(QAccessible.Text.Name) == exercise(name).title
        assert "Escape stops" in face.text(QAccessible.Text.Description)


def test_from_right_to_left_everything_is_on_the_other_side(
    playing: Playing, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        playing.begin("gr_54321", by_hand=True)
        playing.screen.player.next()
        playing.screen.player.next()
        row, lamps = playing.screen.stage.row, playing.screen.stage.board.lamps.lamps
        assert row.button("skip").x() < row.button("next").x() < row.button("back").x()
        assert lamps[0].x() > lamps[4].x()
        press(playing.window, Qt.Key.Key_Left)
        assert playing.scene.index == 2
        press(playing.window, Qt.Key.Key_Right)
        assert playing.scene.index == 1
        assert sweep.cut_off(playing.window) == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
