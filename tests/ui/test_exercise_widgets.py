"""The scale from 0 to 10, the question afterwards, and the large line of a step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.practice import UNSURE, After
from safeharbor.ui.exercise.call import Call
from safeharbor.ui.exercise.ending import EndPage
from safeharbor.ui.routes import Parts
from safeharbor.ui.widgets.after import AfterQuestion
from safeharbor.ui.widgets.distress_scale import DistressScale
from support.hands import click, press


@pytest.fixture
def page(parts: Parts, qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(700, 400)
    yield made
    made.close()
    made.deleteLater()


def show(widget: QWidget, page: QWidget, qtbot: QtBot, width: int = 680) -> None:
    widget.setParent(page)
    widget.resize(width, widget.heightForWidth(width))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


@pytest.fixture
def scale(parts: Parts, page: QWidget, qtbot: QtBot) -> DistressScale:
    made = DistressScale(parts.look, page)
    show(made, page, qtbot)
    return made


@pytest.fixture
def question(parts: Parts, page: QWidget, qtbot: QtBot) -> AfterQuestion:
    made = AfterQuestion(parts.look, parts.icons, page)
    show(made, page, qtbot)
    return made


def test_no_answer_is_not_nought(scale: DistressScale) -> None:
    assert scale.value is None
    assert not any(cell.isChecked() for cell in scale.cells.values())
    click(scale.cells[0])
    assert scale.value == 0


def test_an_answer_is_taken_back(scale: DistressScale) -> None:
    chosen: list[object] = []
    scale.chosen.connect(chosen.append)
    click(scale.cells[7])
    click(scale.cells[7])
    assert scale.value is None
    click(scale.cells[3])
    press(scale, Qt.Key.Key_Delete)
    assert chosen == [7, None, 3, None]
    assert not any(cell.isChecked() for cell in scale.cells.values())


def test_not_being_able_to_tell_is_an_answer(scale: DistressScale) -> None:
    click(scale.cells[UNSURE])
    assert scale.value == UNSURE
    assert [cell.isChecked() for cell in scale.cells.values()].count(True) == 1


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Qt.Key.Key_0], 0),
        ([Qt.Key.Key_1], 1),
        ([Qt.Key.Key_8], 8),
        ([Qt.Key.Key_1, Qt.Key.Key_0], 10),
        ([Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0], 0),
        ([Qt.Key.Key_1, Qt.Key.Key_Delete, Qt.Key.Key_0], 0),
    ],
)
def test_figures_choose(scale: DistressScale, keys: list[Qt.Key], value: int) -> None:
    scale.first_stop().setFocus()
    for key in keys:
        press(scale, key)
    assert scale.value == value
    assert QApplication.focusWidget() is scale.cells[value]


def test_arrows_move_and_the_first_one_chooses_where_it_stands(scale: DistressScale) -> None:
    scale.first_stop().setFocus()
    press(scale, Qt.Key.Key_Right)
    assert scale.value == 5
    press(scale, Qt.Key.Key_Right)
    assert scale.value == 6
    for _ in range(8):
        press(scale, Qt.Key.Key_Up)
    assert scale.value == UNSURE
    for _ in range(14):
        press(scale, Qt.Key.Key_Left)
    assert scale.value == 0


def test_space_and_enter_choose(scale: DistressScale) -> None:
    scale.first_stop().setFocus()
    press(scale, Qt.Key.Key_Space)
    assert scale.value == 5
    press(scale, Qt.Key.Key_Return)
    assert scale.value is None


def test_arrows_change_sides_with_the_language(scale: DistressScale, page: QWidget) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    click(scale.cells[4])
    press(scale, Qt.Key.Key_Left)
    assert scale.value == 5
    assert scale.cells[0].x() > scale.cells[5].x()


def test_there_is_one_tab_stop(scale: DistressScale) -> None:
    def stops() -> list[int | str]:
        return [v for v, c in scale.cells.items() if c.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == [5]
    click(scale.cells[9])
    assert stops() == [9]
    scale.clear()
    assert stops() == [5]


def test_a_screen_reader_hears_what_each_cell_is(scale: DistressScale) -> None:
    def name(widget: QWidget) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)

    assert name(scale.cells[4]) == "4 of 10"
    assert name(scale.cells[UNSURE]) == "Can't tell, or numb"
    assert name(scale) == "How strong is it, from 0 to 10?"
    face = QAccessible.queryAccessibleInterface(scale.cells[4])
    assert face.role() is QAccessible.Role.RadioButton


def ringed(scale: DistressScale, parts: Parts) -> list[int | str]:
    """The cells that have a focus ring of their own, which goes down both sides of each."""
    picture, color = scale.grab().toImage(), parts.look.color("focus")

    def at(x: int, y: int) -> bool:
        return picture.pixelColor(x, y) == color

    places = {value: cell.geometry() for value, cell in scale.cells.items()}
    return [
        value
        for value, place in places.items()
        if at(place.left() + 1, place.center().y()) and at(place.right() - 1, place.center().y())
    ]


def come_to(scale: DistressScale, reason: Qt.FocusReason) -> None:
    """Give it the keys anew; a window that opens has given them to something already."""
    scale.first_stop().clearFocus()
    scale.setFocus(reason)
    assert QApplication.focusWidget() is scale.first_stop()


def shares_a_ring(scale: DistressScale, parts: Parts) -> bool:
    """Whether one ring goes from the first number to the last, also between two cells."""
    between = (scale.cells[4].geometry().right() + scale.cells[5].geometry().left()) // 2
    top = scale.cells[5].geometry().top() + 1
    return scale.grab().toImage().pixelColor(between, top) == parts.look.color("focus")


@pytest.mark.parametrize(
    "reason", [Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason]
)
def test_no_number_looks_chosen_where_a_page_opens_with_the_scale(
    scale: DistressScale, parts: Parts, reason: Qt.FocusReason
) -> None:
    come_to(scale, reason)
    assert ringed(scale, parts) == []
    assert shares_a_ring(scale, parts)
    press(scale.cells[5], Qt.Key.Key_7)
    assert ringed(scale, parts) == [7]
    assert not shares_a_ring(scale, parts)
    press(scale.cells[7], Qt.Key.Key_Delete)
    assert ringed(scale, parts) == [7]
    scale.cells[7].clearFocus()
    assert ringed(scale, parts) == []
    assert not shares_a_ring(scale, parts)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Right])
def test_the_first_key_marks_the_number_it_chose(
    scale: DistressScale, parts: Parts, key: Qt.Key
) -> None:
    come_to(scale, Qt.FocusReason.ShortcutFocusReason)
    press(scale.cells[5], key)
    assert scale.value == 5
    assert ringed(scale, parts) == [5]
    assert not shares_a_ring(scale, parts)


def test_tab_marks_the_number_that_it_leads_to(scale: DistressScale, parts: Parts) -> None:
    come_to(scale, Qt.FocusReason.TabFocusReason)
    assert ringed(scale, parts) == [5]
    assert not shares_a_ring(scale, parts)
    come_to(scale, Qt.FocusReason.ActiveWindowFocusReason)
    assert ringed(scale, parts) == [5]


def test_a_page_that_opens_with_an_answer_marks_that(scale: DistressScale, parts: Parts) -> None:
    scale.show_value(8)
    come_to(scale, Qt.FocusReason.ShortcutFocusReason)
    assert ringed(scale, parts) == [8]
    assert not shares_a_ring(scale, parts)


def test_the_mouse_leaves_no_ring(scale: DistressScale, parts: Parts) -> None:
    click(scale.cells[3])
    assert scale.value == 3
    assert ringed(scale, parts) == []
    assert not shares_a_ring(scale, parts)


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("width", [240, 480, 680])
def test_cells_are_large_and_stand_in_the_room_there_is(
    scale: DistressScale, parts: Parts, width: int, zoom: float
) -> None:
    parts.look.set_zoom(zoom)
    width = round(width * zoom)
    scale.resize(QSize(width, scale.heightForWidth(width)))
    for cell in scale.cells.values():
        assert scale.rect().contains(cell.geometry())
        assert min(cell.width(), cell.height()) >= parts.look.px(44)
    places = [cell.geometry() for cell in scale.cells.values()]
    for index, place in enumerate(places):
        assert not any(place.intersects(other) for other in places[:index])


@pytest.mark.parametrize("after", [*After, None])
def test_each_answer_is_told_as_it_is(question: AfterQuestion, after: After | None) -> None:
    told: list[object] = []
    question.answered.connect(told.append)
    click(question.answers[after] if after else question.skip)
    assert told == [after]


def test_answers_are_given_by_keys(question: AfterQuestion) -> None:
    told: list[object] = []
    question.answered.connect(told.append)
    for stop in question.stops():
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        press(question, Qt.Key.Key_Return)
    assert told == [After.BETTER, After.SAME, After.WORSE, None]


@pytest.mark.parametrize("width", [160, 300, 700])
def test_answers_stand_side_by_side_or_below_each_other(
    question: AfterQuestion, width: int, parts: Parts
) -> None:
    question.resize(width, question.heightForWidth(width))
    places = [stop.geometry() for stop in question.stops()]
    for index, place in enumerate(places):
        assert question.rect().contains(place)
        assert place.height() >= parts.look.px(44)
        assert not any(place.intersects(other) for other in places[:index])
    beside = len({place.y() for place in places[:3]}) == 1
    assert beside is (width == 700)


def lines_of(call: Call) -> list[str]:
    """What stands in each line, as Qt breaks the words in the room that they have."""
    lines: list[str] = []
    room = call.contentsRect().width()
    for word in call.words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and call.fontMetrics().horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "one corner of the room, then another",
            ["one corner", "of the room,", "then another"],
        ),
        ("the sound that is farthest away", ["the sound that", "is farthest away"]),
        ("feet", ["feet"]),
        ("", []),
    ],
)
def test_no_word_of_the_large_line_stands_alone_below_a_full_one(
    parts: Parts, page: QWidget, words: str, lines: list[str]
) -> None:
    parts.look.set_zoom(2.0)
    call = Call(parts.look, page)
    call.say(words)
    call.resize(430, call.fit(430, 150, (words,)))
    assert lines_of(call) == lines


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(1200, 800, 1.0), (1200, 800, 2.0), (640, 800, 2.0)]
)
def test_at_the_end_the_answers_are_in_sight_at_once(
    parts: Parts, page: QWidget, qtbot: QtBot, width: int, height: int, zoom: float
) -> None:
    parts.look.set_zoom(zoom)
    page.resize(width, height)
    end = EndPage(parts.look, parts.icons, page)
    end.line.say("Let it go its own way now. If the danger is now, press Get help.")
    corner = QSize(parts.look.px(88), parts.look.px(165))
    with qtbot.waitExposed(page):
        page.show()
    end.stand_in(page.rect(), corner)
    qtbot.waitUntil(
        lambda: all(
            button.visibleRegion().boundingRect().size() == button.size()
            for button in end.question.answers.values()
        )
    )
    assert end.line.visibleRegion().boundingRect().size() == end.line.size()


def test_the_line_about_danger_is_as_large_as_the_question(
    parts: Parts, page: QWidget, qtbot: QtBot
) -> None:
    end = EndPage(parts.look, parts.icons, page)
    assert end.line.font() == end.question.question.font()
