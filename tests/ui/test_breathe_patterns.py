"""The acceptance table of the design for every pattern and every form of the light."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication

from safeharbor.domain.breathing import STOCK, VARIANTS, Pattern, PhaseKind
from safeharbor.ui.breathe import player
from safeharbor.ui.breathe.form import CALM_FORM, Form
from safeharbor.ui.breathe.stage import Front
from safeharbor.ui.screens.breathe import BreatheScreen
from safeharbor.ui.theme import Scheme
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.wishes import BreatheWish
from support import sweep
from support.breathing import (
    begin,
    breathing,
    choices_in_sight,
    front,
    let_pass,
    pace_of,
    words_in_sight,
)
from support.hands import press
from support.house import House

PATTERNS = {
    pattern.id: pattern
    for pattern in (*STOCK.values(), *(form for forms in VARIANTS.values() for form in forms))
}
WORDS, CHOICES, LARGE_PX = 20, 3, 44
every_pattern = pytest.mark.parametrize("name", sorted(PATTERNS))
every_form = pytest.mark.parametrize("form", list(Form))
both_motions = pytest.mark.parametrize("still", [False, True], ids=["moving", "still"])
every_scheme = pytest.mark.parametrize("scheme", list(Scheme))
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Show = Callable[..., BreatheScreen]


@pytest.fixture
def show(empty_house: House) -> Show:
    """Shows a pattern in the window, past what is said before a breath hold."""

    def on(pattern: Pattern, form: Form | None = None, *, still: bool = False) -> BreatheScreen:
        house = empty_house
        if still:
            house.parts.motion.toggle()
        house.begin()
        house.window.show_screen("about")
        house.window.show_screen("breathe", BreatheWish(pattern, 300, form))
        screen = breathing(house.window)
        if front(screen) is Front.HOLDS:
            press(house.window, Qt.Key.Key_Tab)
            press(house.window, Qt.Key.Key_Tab)
            press(house.window, Qt.Key.Key_Space)
        begin(screen)
        sweep.settle()
        return screen

    return on


@every_pattern
@both_motions
def test_it_moves_with_the_first_picture_and_never_counts_down(
    show: Show, empty_house: House, name: str, still: bool
) -> None:
    screen = show(PATTERNS[name], still=still)
    first = pace_of(screen).frame()
    assert first.kind in {PhaseKind.IN, PhaseKind.FREE}
    let_pass(screen, empty_house.clock, 0.5)
    assert pace_of(screen).frame().fullness > first.fullness
    figures = set()
    for _ in range(12):
        figures |= {word for word in words_in_sight(empty_house.window) if word.isdigit()}
        let_pass(screen, empty_house.clock, 1)
    # So many minutes, once in a while; never seconds.
    assert figures <= {"5"}


@every_pattern
@both_motions
def test_at_most_twenty_words_and_three_choices(
    show: Show, empty_house: House, name: str, still: bool
) -> None:
    screen = show(PATTERNS[name], still=still)
    for _ in range(30):
        words = words_in_sight(empty_house.window)
        assert len(words) <= WORDS, words
        assert 1 <= len(choices_in_sight(empty_house.window)) <= CHOICES
        let_pass(screen, empty_house.clock, 1)


@every_pattern
@pytest.mark.parametrize("doing", ["breathing", "paused", "ending", "holds", "after"])
def test_esc_leads_back_at_once(show: Show, empty_house: House, name: str, doing: str) -> None:
    screen = show(PATTERNS[name])
    let_pass(screen, empty_house.clock, 12)
    if doing == "paused":
        press(empty_house.window, Qt.Key.Key_P)
    elif doing == "holds":
        press(empty_house.window, Qt.Key.Key_H)
    elif doing != "breathing":
        screen.player.choose("enough")
    if doing == "after":
        let_pass(screen, empty_house.clock, 25)
        assert front(screen) is Front.AFTER
    press(empty_house.window, Qt.Key.Key_Escape)
    assert empty_house.window.current == "about"
    assert screen.pace is None
    assert QApplication.activeModalWidget() is None


@every_pattern
def test_all_of_it_works_by_the_keyboard_alone(show: Show, empty_house: House, name: str) -> None:
    screen, window = show(PATTERNS[name]), empty_house.window
    wanted = {button for button in window.findChildren(Button) if button.isVisible()}
    start, visited = QApplication.focusWidget(), set()
    for _ in range(20):
        press(window, Qt.Key.Key_Tab)
        visited.add(QApplication.focusWidget())
        if QApplication.focusWidget() is start:
            break
    assert QApplication.focusWidget() is start
    assert wanted <= visited
    for button in wanted:
        face = QAccessible.queryAccessibleInterface(button)
        assert face.text(QAccessible.Text.Name)
    screen.row.buttons[len(screen.row.offers) - 1].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Return)
    assert screen.practice is not None
    assert screen.practice.ending


@every_form
@both_motions
@pytest.mark.parametrize(("width", "height"), [(1200, 800), (640, 800), (320, 400)])
@pytest.mark.parametrize("name", ["br_478", "br_hum"])
def test_at_twice_the_size_nothing_is_out_of_reach(
    show: Show, empty_house: House, name: str, form: Form, still: bool, width: int, height: int
) -> None:
    screen, house = show(PATTERNS[name], form, still=still), empty_house
    if width > 320:
        house.parts.look.set_zoom(2.0)
    house.window.resize(width, height)
    sweep.settle()
    for doing in ("breathing", "paused", "after"):
        if doing == "paused":
            press(house.window, Qt.Key.Key_P)
        elif doing == "after":
            press(house.window, Qt.Key.Key_P)
            let_pass(screen, house.clock, 11)
            screen.player.choose("enough")
            let_pass(screen, house.clock, 25)
            assert front(screen) is Front.AFTER
        sweep.settle()
        assert sweep.cut_off(house.window) == []
        assert sweep.under_the_corner(house.window) == []
        assert sweep.too_small(house.window, LARGE_PX if doing != "after" else 40) == []
        if doing != "after":
            assert not screen.line.geometry().intersects(screen.view.geometry())
            assert screen.view.height() >= house.parts.look.px(80)


@every_pattern
@pytest.mark.parametrize("still", [False, True], ids=["moving", "still"])
def test_every_pattern_fits_at_twice_the_size_in_every_set_of_colours(
    show: Show, empty_house: House, name: str, still: bool
) -> None:
    screen, house = show(PATTERNS[name], still=still), empty_house
    house.parts.look.set_zoom(2.0)
    for width, scheme in zip((1200, 640, 1200, 640), Scheme, strict=True):
        house.parts.look.choose(scheme)
        house.window.resize(width, 800)
        sweep.settle()
        assert sweep.cut_off(house.window) == []
        assert sweep.under_the_corner(house.window) == []
        assert sweep.without_name(house.window) == []
        ground = screen.grab().toImage().pixelColor(4, 4)
        assert ground == house.parts.look.color("bg")
        assert not screen.line.geometry().intersects(screen.view.geometry())


@pytest.mark.parametrize(("width", "height"), [(1200, 800), (640, 800)])
def test_what_is_said_before_a_hold_fits_at_twice_the_size(
    empty_house: House, width: int, height: int
) -> None:
    house = empty_house
    house.parts.look.set_zoom(2.0)
    house.begin()
    house.window.resize(width, height)
    house.window.show_screen("breathe", BreatheWish(STOCK["br_box"], 180))
    screen = breathing(house.window)
    sweep.settle()
    assert front(screen) is Front.HOLDS
    assert sweep.cut_off(house.window) == []
    assert sweep.under_the_corner(house.window) == []
    bar = screen.stage.holds.verticalScrollBar()
    for _ in range(40):
        press(house.window, Qt.Key.Key_Down)
    assert bar.value() == bar.maximum()


@every_form
@every_scheme
def test_every_form_is_seen_to_move_in_every_set_of_colours(
    show: Show, empty_house: House, form: Form, scheme: Scheme
) -> None:
    """What moves stands out from what is behind it: 3 to 1 where contrast is asked for."""
    house = empty_house
    house.parts.look.choose(scheme)
    screen = show(STOCK["br_even"], form)
    light = screen.view.light
    assert light.isVisible()
    pictures = []
    for _ in range(5):
        pictures.append(light.grab().toImage())
        let_pass(screen, house.clock, 1.2)
    changed = [differing(one, other) for one, other in pairwise(pictures)]
    assert min(changed) > 100
    if scheme.high_contrast:
        tokens = house.parts.look.tokens
        assert contrast(QColor(tokens.lamp), QColor(tokens.bg)) >= 3
        assert contrast(QColor(tokens.lamp), QColor(tokens.glow)) >= 3


@pytest.mark.parametrize("width", [640, 1200, 1920])
@pytest.mark.parametrize("scheme", [one for one in Scheme if one.high_contrast])
def test_in_high_contrast_the_water_ends_where_the_window_does(
    show: Show, empty_house: House, scheme: Scheme, width: int
) -> None:
    house = empty_house
    screen = show(STOCK["br_even"], Form.WAVE)
    house.window.resize(width, 800)
    house.parts.look.choose(scheme)
    sweep.settle()
    seen, water = screen.grab().toImage(), house.parts.look.color("glow")
    foot = screen.view.geometry().bottom() - 2
    assert [seen.pixelColor(x, foot) for x in (0, 4, width - 5, width - 1)] == [water] * 4


@every_form
@pytest.mark.parametrize("zoom", [1.0, 1.25, 1.5, 2.0])
def test_what_to_do_is_larger_than_what_is_said_besides(
    show: Show, empty_house: House, form: Form, zoom: float
) -> None:
    house = empty_house
    house.parts.look.set_zoom(zoom)
    screen = show(STOCK["br_even"], form)
    screen.view.light.grab()
    assert screen.view.light._font is not None
    assert screen.view.light._font[1].pixelSize() > screen.line.font().pixelSize()


def differing(one: QImage, other: QImage) -> int:
    """How many points of a grid differ clearly."""
    found = 0
    for x in range(0, one.width(), 3):
        for y in range(0, one.height(), 3):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            found += abs(a.lightness() - b.lightness()) > 8
    return found


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: QColor) -> float:
    parts = [color.redF(), color.greenF(), color.blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@every_pattern
@every_form
def test_every_form_keeps_the_same_time(
    show: Show, empty_house: House, name: str, form: Form
) -> None:
    """And stands still where the breath does: what has not changed is not painted again."""
    screen = show(PATTERNS[name], form)
    light = screen.view.light
    assert screen.view.form is form
    for _ in range(16):
        let_pass(screen, empty_house.clock, 1.3)
        light.grab()
        frame = pace_of(screen).frame()
        assert screen.view.light_state().fullness == frame.fullness
    press(empty_house.window, Qt.Key.Key_P)
    assert screen.view.light_state().word == "Paused"
    still = light.grab().toImage()
    empty_house.clock.advance(5)
    assert light.grab().toImage() == still


@every_form
def test_reduced_motion_is_words_and_a_bar_for_every_form(
    show: Show, empty_house: House, form: Form
) -> None:
    screen = show(STOCK["br_478"], form, still=True)
    assert screen.view.still.isVisible()
    state = screen.view.still_state()
    assert [(group.word, group.segments) for group in state.groups] == [
        ("In", 4),
        ("Stay", 7),
        ("Out", 8),
    ]
    empty_house.parts.motion.toggle()
    assert screen.view.light.isVisible()
    assert not screen.view.still.isVisible()


@every_form
def test_the_chosen_form_is_there_in_distress_too(empty_house: House, form: Form) -> None:
    house = empty_house
    house.parts.preferences.set(CALM_FORM, form.value)
    house.begin("breathe")
    screen = breathing(house.window)
    assert screen.view.form is form
    assert screen.view.light.isVisible()


def test_humming_is_called_so(show: Show, empty_house: House) -> None:
    screen = show(STOCK["br_hum"])
    let_pass(screen, empty_house.clock, 5)
    assert screen.view.light_state().word == "Hum"
    empty_house.parts.motion.toggle()
    assert [group.word for group in screen.view.still_state().groups] == ["In", "Hum"]


def test_an_empty_stay_is_no_rest(show: Show, empty_house: House) -> None:
    screen = show(STOCK["br_box"])
    let_pass(screen, empty_house.clock, 13)
    assert screen.view.light_state().word == "Stay"


def test_behind_the_blank_page_it_waits_and_one_key_goes_on(
    show: Show, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, window = show(STOCK["br_even"]), empty_house.window
    let_pass(screen, empty_house.clock, 3)
    said: list[str] = []
    monkeypatch.setattr(player, "announce", lambda _widget, words: said.append(words))
    press(window, Qt.Key.Key_F9)
    assert (window.frame.covered, screen.player.moving) == (True, False)
    empty_house.clock.advance(30)
    sweep.settle()
    assert said == []
    press(window, Qt.Key.Key_F2)
    assert (window.frame.covered, screen.player.moving) == (False, True)
    assert round(pace_of(screen).elapsed) == 3
