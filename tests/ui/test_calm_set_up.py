"""What can be chosen about an exercise before it begins, and what of it is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeharbor.content.exercises import cautions, load_exercise, sources
from safeharbor.domain.breathing import BOX_GENTLE, EVEN_SLOWER, HALF_478
from safeharbor.domain.exercise import Need
from safeharbor.domain.practice import UNSURE
from safeharbor.ui.breathe.form import Form
from safeharbor.ui.calm.before import Before
from safeharbor.ui.calm.lengths import OPEN, OTHER
from safeharbor.ui.settings.place import OpenTab
from safeharbor.ui.theme import Scheme
from support.calm import Calm
from support.hands import click, press
from support.house import House

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def calm(empty_house: House) -> Calm:
    empty_house.begin()
    return Calm(empty_house.window)


def pick(calm: Calm, value: float) -> None:
    click(calm.breath.lengths.pills.pills[value])


def begin(calm: Calm) -> None:
    calm.press("calm.begin")


def test_begin_stands_first_and_needs_no_choice(calm: Calm) -> None:
    calm.change("br_even")
    assert calm.focus() == "calm.begin"
    press(calm.window, Qt.Key.Key_Return)
    assert calm.window.current == "breathe"
    assert calm.wish.seconds == 300


def test_a_length_is_picked(calm: Calm) -> None:
    calm.change("br_even")
    words = [pill.text() for pill in calm.breath.lengths.pills.pills.values()]
    assert words[-2:] == ["Another length", "Open end"]
    assert len(words) == 7
    pick(calm, 600.0)
    begin(calm)
    assert calm.wish.seconds == 600


def test_any_number_of_minutes_to_sixty_can_be_typed(calm: Calm) -> None:
    calm.change("br_even")
    assert calm.breath.lengths.minutes.isHidden()
    pick(calm, OTHER)
    field = calm.breath.lengths.minutes.field
    assert field.isVisible()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "42")
    assert "After 20 minutes this pattern ends. The rest is at your own pace." in calm.reads()
    begin(calm)
    assert calm.wish.seconds == 42 * 60


@pytest.mark.parametrize("typed", ["0", "61", "999"])
def test_what_is_no_length_is_said_at_the_field_and_begins_nothing(calm: Calm, typed: str) -> None:
    calm.change("br_even")
    pick(calm, OTHER)
    field = calm.breath.lengths.minutes.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    assert "Between 1 and 60 minutes." in calm.reads()
    begin(calm)
    assert calm.asked == []
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert 1 <= field.value() <= 60
    assert "Between 1 and 60 minutes." not in calm.reads()


def test_an_open_end_says_what_comes_after_the_longest_time(calm: Calm) -> None:
    calm.change("br_pursed")
    pick(calm, OPEN)
    said = "After 5 minutes this pattern ends. Then it is your own pace until you stop."
    assert said in calm.reads()
    begin(calm)
    assert calm.wish.seconds is None
    calm.escape()
    calm.escape()
    assert calm.row("br_pursed").start.time == "Open end"


def test_ones_own_pace_has_no_longest_time(calm: Calm) -> None:
    calm.change("br_natural")
    pick(calm, OPEN)
    assert calm.breath.lengths.beyond.isHidden()


def test_minutes_count_for_whatever_they_fit_but_never_for_holds(calm: Calm) -> None:
    calm.change("br_even")
    pick(calm, 600.0)
    calm.escape()
    times = {name: calm.row(name).start.time for name in ("br_long_exhale", "br_pursed", "br_box")}
    assert times == {
        "br_long_exhale": "10 minutes",
        "br_pursed": "2 minutes",
        "br_box": "3 minutes",
    }
    calm.change("br_box")
    pick(calm, 300.0)
    calm.escape()
    assert calm.row("br_box").start.time == "5 minutes"
    assert calm.row("br_long_exhale").start.time == "10 minutes"


def test_another_form_of_a_pattern_brings_its_own_lengths(calm: Calm) -> None:
    calm.change("br_478")
    pick(calm, list(calm.breath.lengths.pills.pills)[2])
    click(calm.breath.variants[HALF_478.id])
    begin(calm)
    assert calm.wish.pattern == HALF_478
    assert calm.wish.seconds == pytest.approx(4 * 9.5)
    calm.escape()
    calm.escape()
    assert calm.row("br_478").start.time == "4 rounds"


@pytest.mark.parametrize(
    ("exercise", "variant", "said"),
    [
        ("br_even", EVEN_SLOWER.id, "In 5.5, out 5.5"),
        ("br_box", BOX_GENTLE.id, "In 3, stay 3, out 3, stay 3"),
        ("br_box", "br_box_no_holds", "In 4, out 4"),
        ("br_478", "br_478_no_holds", "In 4, out 8"),
    ],
)
def test_each_form_says_its_seconds(calm: Calm, exercise: str, variant: str, said: str) -> None:
    calm.change(exercise)
    option = calm.breath.variants[variant]
    assert option.accessibleDescription() == said
    click(option)
    assert calm.focus() == f"calm.variant.{variant}"
    begin(calm)
    assert calm.wish.pattern.id == variant
    assert calm.wish.pattern.exercise == exercise


def test_the_form_of_the_picture_is_drawn_and_kept(calm: Calm, empty_house: House) -> None:
    calm.change("br_even")
    cells = calm.breath.form.cells
    assert cells[Form.CIRCLE].isChecked()
    drawn = [cell.grab(cell.picture.geometry()).toImage() for cell in cells.values()]
    assert len({picture.pixel(20, 30) for picture in drawn}) == len(cells)
    click(cells[Form.WAVE])
    assert empty_house.parts.preferences.get("calm_form", "") == "wave"
    press(calm.window, Qt.Key.Key_Right)
    assert cells[Form.BAR].isChecked()
    assert "Less motion is on" not in calm.reads()


@pytest.mark.parametrize("scheme", list(Scheme))
def test_each_small_light_is_painted_whole(calm: Calm, empty_house: House, scheme: Scheme) -> None:
    look = empty_house.parts.look
    look.choose(scheme)
    calm.change("br_even")
    for cell in calm.breath.form.cells.values():
        drawn = cell.grab(cell.picture.geometry()).toImage()
        dots = drawn.devicePixelRatio()
        # In the middle, where the light of each of them has filled it.
        middle = drawn.pixelColor(round(44 * dots), round(45 * dots))
        assert middle != look.color("bg"), cell.text()


def test_less_motion_is_said_where_a_form_is_chosen(calm: Calm, empty_house: House) -> None:
    empty_house.parts.motion.toggle()
    calm.change("br_even")
    assert "Less motion is on" in calm.reads()


def test_somebody_who_wants_it_is_asked_before(calm: Calm, empty_house: House) -> None:
    calm.change("br_even")
    click(calm.breath.before)
    assert empty_house.parts.preferences.get("ask_before", False)
    begin(calm)
    body = calm.screen.body
    assert isinstance(body, Before)
    assert calm.asked == []
    click(body.scale.cells[6])
    begin(calm)
    assert calm.wish.before == 6


@pytest.mark.parametrize("answer", [None, UNSURE, 0])
def test_no_answer_is_an_answer(calm: Calm, empty_house: House, answer: int | None) -> None:
    empty_house.parts.preferences.set("ask_before", True)
    calm.begin("br_long_exhale")
    body = calm.screen.body
    assert isinstance(body, Before)
    if answer is not None:
        click(body.scale.cells[answer])
    begin(calm)
    assert calm.wish.before == answer
    calm.escape()
    assert calm.shelf.isVisible()


def test_the_question_can_be_left(calm: Calm, empty_house: House) -> None:
    empty_house.parts.preferences.set("ask_before", True)
    calm.begin("br_even")
    calm.escape()
    assert calm.focus() == "calm.br_even.start"
    assert calm.asked == []


def test_the_player_asks_for_its_scripts_itself(calm: Calm, empty_house: House) -> None:
    empty_house.parts.preferences.set("ask_before", True)
    calm.begin("gr_feet")
    assert calm.window.current == "exercise"


def test_sound_is_chosen_in_settings(calm: Calm) -> None:
    calm.change("br_even")
    calm.press("calm.sound")
    assert isinstance(calm.wish, OpenTab)
    assert calm.window.current == "settings"


def test_places_words_and_the_way_of_going_on_are_handed_over(calm: Calm) -> None:
    calm.change("rx_bodyscan")
    exercise = load_exercise("rx_bodyscan")
    script = calm.script
    assert {area for area, tick in script.areas.items() if tick.isChecked()} == exercise.usual_areas
    extra = next(area.id for area in exercise.areas if not area.usual)
    click(script.areas[extra])
    click(script.areas[next(iter(exercise.usual_areas))])
    click(script.by_hand)
    assert Need.NO_SMELL not in script.needs
    begin(calm)
    usual = exercise.usual_areas
    assert calm.wish.areas == (usual | {extra}) - {next(iter(usual))}
    assert calm.wish.by_hand is True


def test_what_one_page_does_not_ask_stays_as_it_was(calm: Calm, empty_house: House) -> None:
    empty_house.parts.preferences.set("calm_needs", ["no_smell"])
    calm.change("gr_feet")
    assert Need.NO_SMELL not in calm.script.needs
    click(calm.script.needs[Need.SITTING])
    kept = empty_house.parts.preferences.get("calm_needs", [])
    assert set(kept) == {"no_smell", "sitting"}
    begin(calm)
    assert calm.wish.needs == {Need.NO_SMELL, Need.SITTING}


def test_a_script_is_as_long_as_it_can_be_stretched(calm: Calm) -> None:
    calm.change("mi_anchor")
    assert calm.script.minutes is not None
    click(calm.script.minutes.pills[10])
    begin(calm)
    assert calm.wish.minutes == 10
    calm.escape()
    calm.escape()
    calm.begin("mi_anchor")
    assert calm.wish.minutes == 10


def test_what_to_know_is_said_and_what_it_rests_on_is_folded_up(calm: Calm) -> None:
    calm.change("br_even")
    exercise, texts, known = load_exercise("br_even"), cautions(), sources()
    for name in exercise.cautions:
        assert texts[name] in calm.reads()
    assert exercise.why.studied not in calm.reads()
    click(calm.breath.why.turn)
    assert exercise.why.studied in calm.reads()
    assert exercise.why.sure in calm.reads()
    for name in exercise.why.sources:
        assert known[name].name in calm.reads()
        assert known[name].where in calm.reads()
    click(calm.breath.why.turn)
    assert exercise.why.studied not in calm.reads()


def test_a_screen_reader_hears_whether_it_is_folded_up(calm: Calm) -> None:
    calm.change("br_even")
    turn = calm.breath.why.turn
    face = QAccessible.queryAccessibleInterface(turn)
    assert turn.text() == "Why this?"
    assert face.text(QAccessible.Text.Name) == "Why this? Closed"
    click(turn)
    assert face.text(QAccessible.Text.Name) == "Why this? Open"
    click(turn)
    assert face.text(QAccessible.Text.Name) == "Why this? Closed"


def test_back_leads_to_the_row(calm: Calm) -> None:
    calm.change("mi_urge")
    scrolled = calm.screen.page.verticalScrollBar().value()
    assert scrolled == 0
    click(calm.screen.leave)
    assert calm.focus() == "calm.mi_urge.change"
    assert not calm.row("mi_urge").change.visibleRegion().isEmpty()
    assert calm.screen.leave.isHidden()


def test_another_size_loses_nothing_that_was_chosen(
    calm: Calm, empty_house: House, qtbot: QtBot
) -> None:
    calm.change("br_even")
    pick(calm, 600.0)
    click(calm.breath.variants[EVEN_SLOWER.id])
    empty_house.parts.look.set_zoom(1.5)
    calm.window.resize(700, 800)
    assert calm.breath.lengths.seconds == 600
    assert calm.breath.variants[EVEN_SLOWER.id].isChecked()
