"""The three forms of the light: what is painted anew is all that has changed, and no more."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from faults.child import environment
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Look, Scheme
from safeharbor.ui.widgets.bar import Bar
from safeharbor.ui.widgets.lamp import Lamp, light_radius
from safeharbor.ui.widgets.light import Light, LightState
from safeharbor.ui.widgets.wave import Wave

FORMS = [Lamp, Wave, Bar]
WORDS = ("Breathe in", "Breathe out")
STATES = [(0.0, 0.01), (0.3, 0.32), (0.6, 0.55), (0.97, 1.0), (1.0, 0.98)]

Make = Callable[..., Light]

SHARP = """
import sys
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application
from safeharbor.ui.theme import Look, Scheme, load_tokens
from safeharbor.ui.widgets.lamp import Lamp
from safeharbor.ui.widgets.light import LightState

app = make_application()
look = Look(app, load_tokens(resources_root() / "tokens.json"), scheme=Scheme.LIGHT)
host = QWidget()
lamp = Lamp(look, lambda: LightState(1.0, ""), ("in",), host)
lamp.resize(300, 300)
picture = lamp.grab().toImage()
middle, edge = picture.width() // 2, picture.width() // 2 - 20
core, glow = QColor(look.tokens.glow_core), QColor(look.tokens.glow)
near = lambda one, other: abs(one.lightness() - other.lightness()) <= 2
assert picture.width() == 600
assert near(picture.pixelColor(middle, middle), core)
for x, y in ((edge, 0), (-edge, 0), (0, edge), (0, -edge)):
    assert near(picture.pixelColor(middle + x, middle + y), glow)
"""

UNEVEN = """
import sys
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QWidget
from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application
from safeharbor.ui.theme import Look, Scheme, load_tokens
from safeharbor.ui.widgets.bar import Bar
from safeharbor.ui.widgets.lamp import Lamp
from safeharbor.ui.widgets.light import LightState
from safeharbor.ui.widgets.wave import Wave

app = make_application()
look = Look(app, load_tokens(resources_root() / "tokens.json"), scheme=Scheme.LIGHT)
dots = app.primaryScreen().devicePixelRatio()
assert dots == 1.25
for form in (Lamp, Wave, Bar):
    for fullness in (step / 20 for step in range(21)):
        host = QWidget()
        light = form(look, lambda: LightState(fullness, "", 1.0), ("in",), host)
        light.resize(360, 301)
        picture = QImage(450, 376, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(dots)
        picture.fill(QColor("blue"))
        light.render(picture, QPoint(0, 0), QRegion(), QWidget.RenderFlag.IgnoreMask)
        seen = [picture.pixelColor(x, y) for x in (8, 225, 440) for y in range(375)]
        assert not [one for one in seen if one.blue() > one.red() + 16], (form, fullness)
"""


class Told:
    """A source that says what the test wants."""

    def __init__(self) -> None:
        self.state = LightState(0.0, WORDS[0])

    def __call__(self) -> LightState:
        return self.state


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def make(parts: Parts, told: Told, qtbot: QtBot) -> Iterator[Make]:
    """Makes a light of a form and size, in a window of its own."""
    hosts: list[QWidget] = []

    def light(form: type[Light], width: int = 500, height: int = 420) -> Light:
        host = QWidget()
        host.resize(width, height)
        made = form(parts.look, told, WORDS, host)
        made.resize(width, height)
        hosts.append(host)
        with qtbot.waitExposed(host):
            host.show()
        return made

    yield light
    for host in hosts:
        host.close()
        host.deleteLater()


def picture(light: Light, told: Told, state: LightState) -> QImage:
    told.state = state
    return light.grab().toImage()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.HC_DARK])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("before", "after"), STATES)
def test_all_that_has_changed_is_painted_anew(
    make: Make,
    told: Told,
    parts: Parts,
    form: type[Light],
    scheme: Scheme,
    before: float,
    after: float,
) -> None:
    parts.look.choose(scheme)
    light = make(form)
    shown = LightState(before, WORDS[0], 4.0)
    now = LightState(after, WORDS[0], 4.3)
    one, other = picture(light, told, shown), picture(light, told, now)
    area = light._touched(now, shown)
    differing = [
        QPoint(x, y)
        for x in range(0, one.width(), 2)
        for y in range(one.height())
        if one.pixel(x, y) != other.pixel(x, y)
    ]
    assert differing
    assert [point for point in differing if not area.contains(point)] == []


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_painted_where_nothing_has_changed(
    make: Make, told: Told, form: type[Light], monkeypatch: pytest.MonkeyPatch
) -> None:
    light = make(form)
    painted: list[LightState] = []
    paint = form.paint

    def count(self: Light, painter: object, state: LightState) -> None:
        painted.append(state)
        paint(self, painter, state)  # type: ignore[arg-type]  # the painter as it came

    monkeypatch.setattr(form, "paint", count)
    full = LightState(1.0, WORDS[0], 5.0)
    told.state = full
    light.repaint()
    for seconds in (5.5, 6.0):
        told.state = full._replace(seconds=seconds)
        light.refresh()
        QApplication.processEvents()
    assert len(painted) == 1
    told.state = full._replace(word=WORDS[1])
    light.refresh()
    QApplication.processEvents()
    assert len(painted) == 2


@pytest.mark.parametrize("form", FORMS)
def test_after_a_part_was_painted_for_another_reason_all_of_it_is(
    make: Make, told: Told, form: type[Light]
) -> None:
    light = make(form)
    light.refresh()
    QApplication.processEvents()
    told.state = LightState(0.5, WORDS[0], 2.0)
    light.repaint(0, 0, 8, 8)
    assert light._shown is None
    QApplication.processEvents()
    light.refresh()
    QApplication.processEvents()
    assert light._shown == told.state


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("width", "height"), [(1400, 420), (560, 160), (288, 90), (160, 160)])
def test_it_can_be_painted_in_any_room(
    make: Make, told: Told, form: type[Light], width: int, height: int
) -> None:
    light = make(form, width, height)
    ground = light.grab().toImage().pixel(0, 0)
    for fullness in (0.0, 0.5, 1.0):
        seen = picture(light, told, LightState(fullness, WORDS[1], 3.0))
        points = [(x, y) for x in range(0, width, 4) for y in range(0, height, 4)]
        assert sum(seen.pixel(x, y) != ground for x, y in points) > 20


@pytest.mark.parametrize("form", FORMS)
def test_other_colours_and_sizes_are_taken_at_once(
    make: Make, told: Told, parts: Parts, form: type[Light]
) -> None:
    look: Look = parts.look
    light, state = make(form), LightState(0.7, WORDS[0], 1.0)
    seen = [picture(light, told, state)]
    look.choose(Scheme.DARK)
    seen.append(picture(light, told, state))
    look.set_zoom(1.5)
    seen.append(picture(light, told, state))
    light.resize(light.width() - 80, light.height() - 40)
    seen.append(picture(light, told, state))
    assert all(one != other for one, other in pairwise(seen))


def test_on_a_sharper_screen_the_light_is_the_same() -> None:
    surroundings = dict(environment(), QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="2")
    subprocess.run([sys.executable, "-c", SHARP], env=surroundings, check=True, timeout=60)


def test_no_row_is_left_out_where_pixels_are_not_those_of_the_screen() -> None:
    surroundings = dict(environment(), QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1.25")
    subprocess.run([sys.executable, "-c", UNEVEN], env=surroundings, check=True, timeout=60)


def test_in_high_contrast_the_water_goes_to_both_sides(
    make: Make, told: Told, parts: Parts
) -> None:
    light, state = make(Wave, 1400, 300), LightState(0.3, WORDS[0], 1.0)
    picture(light, told, state)
    parts.look.choose(Scheme.HC_DARK)
    seen, lamp = picture(light, told, state), parts.look.color("lamp").rgb()
    for x in (4, 1395):
        assert [y for y in range(seen.height()) if seen.pixel(x, y) == lamp]


def ink_of(light: Light, told: Told, state: LightState) -> QRect:
    """Where the word of ``state`` is."""
    bare, seen = picture(light, told, state._replace(word="")), picture(light, told, state)
    ink = QRect()
    for x in range(seen.width()):
        for y in range(seen.height()):
            if seen.pixel(x, y) != bare.pixel(x, y):
                ink |= QRect(x, y, 1, 1)
    return ink


def test_the_word_in_the_circle_keeps_clear_of_the_edge_of_the_smallest_light(
    make: Make, told: Told
) -> None:
    ink = ink_of(make(Lamp, 454, 454), told, LightState(0.0, WORDS[1]))
    radius = light_radius(454 / 2 - 1.5, 0)
    corners = (ink.topLeft(), ink.topRight(), ink.bottomLeft(), ink.bottomRight())
    farthest = max((corner - QPoint(227, 227)).manhattanLength() for corner in corners)
    assert farthest <= radius + ink.height() / 2
    assert radius - 12 < ink.width() / 2 < radius - 6


@pytest.mark.parametrize(
    ("zoom", "width", "height"),
    [(1.5, 600, 456), (2.0, 800, 348), (2.0, 576, 276), (1.0, 400, 300)],
)
def test_where_the_circle_has_no_room_for_its_word_it_stands_below(
    make: Make, told: Told, parts: Parts, zoom: float, width: int, height: int
) -> None:
    """What somebody is told to do is no smaller than what is said beside it."""
    drawn = ink_of(make(Lamp, 454, 454), told, LightState(1.0, WORDS[0])).height()
    parts.look.set_zoom(zoom)
    light = make(Lamp, width, height)
    ink = ink_of(light, told, LightState(1.0, WORDS[0]))
    assert ink.height() >= 1.2 * zoom * drawn
    assert abs(ink.center().x() - width / 2) <= 4
    bare = picture(light, told, LightState(1.0, ""))
    ground = bare.pixel(0, 0)
    beside = [bare.pixel(x, y) for x in range(0, width, 3) for y in range(ink.top(), height)]
    assert set(beside) == {ground}
    assert ink.bottom() < height


def test_a_small_circle_beside_other_things_keeps_its_word_in_it(make: Make, told: Told) -> None:
    light = make(Lamp, 232, 232)
    light.show_small(small=True)
    ink = ink_of(light, told, LightState(0.0, WORDS[1]))
    assert abs(ink.center().y() - 116) <= 4
    assert ink.width() / 2 < light_radius(116, 0)
