"""The tide: read by its level, chosen by keys or hand, taken back by either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.domain.entry import Mood
from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application
from safeharbor.ui.theme import Look, Scheme, load_tokens
from safeharbor.ui.widgets.tide import LEVELS, TideMark, TidePicker, mood_word, paint_tide


@pytest.fixture
def picker(qapp: QApplication, own_world: Path) -> Iterator[TidePicker]:
    look = Look(
        make_application(), load_tokens(resources_root() / "tokens.json"), scheme=Scheme.LIGHT
    )
    page = QWidget()
    page.resize(500, 140)
    made = TidePicker(look, page)
    made.setGeometry(0, 0, 500, 120)
    page.show()
    page.activateWindow()
    yield made
    page.close()
    page.deleteLater()
    look.deleteLater()


def chosen(picker: TidePicker) -> list[Mood | None]:
    seen: list[Mood | None] = []
    picker.chosen.connect(seen.append)
    return seen


def water(mood: Mood) -> float:
    """The share of the ring that is filled."""
    picture = QImage(240, 240, QImage.Format.Format_ARGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_tide(painter, QRectF(0, 0, 240, 240), mood, QColor("black"))
    painter.end()
    middle = [picture.pixelColor(120, y).lightness() < 128 for y in range(30, 210)]
    return sum(middle) / len(middle)


def test_the_level_rises_with_the_mood() -> None:
    levels = [water(mood) for mood in Mood]
    assert levels == sorted(levels)
    for mood, level in zip(Mood, levels, strict=True):
        assert level == pytest.approx(LEVELS[mood], abs=0.08)


def test_words_stand_for_all_of_them() -> None:
    words = [mood_word(mood) for mood in Mood]
    assert words == ["Very low", "Low", "So-so", "Good", "Very good"]


def test_a_click_chooses_and_another_takes_back(picker: TidePicker) -> None:
    seen = chosen(picker)
    picker.cells[Mood.GOOD].click()
    picker.cells[Mood.LOW].click()
    assert [cell.isChecked() for cell in picker.cells.values()] == [False, True] + [False] * 3
    picker.cells[Mood.LOW].click()
    assert seen == [Mood.GOOD, Mood.LOW, None]
    assert picker.mood is None


def test_one_tab_stop_and_arrows_choose(picker: TidePicker) -> None:
    stops = [c for c in picker.cells.values() if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [picker.cells[Mood.SO_SO]]
    seen = chosen(picker)
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(stops[0], Qt.Key.Key_Right)
    QTest.keyClick(picker.cells[Mood.GOOD], Qt.Key.Key_Right)
    QTest.keyClick(picker.cells[Mood.VERY_GOOD], Qt.Key.Key_Right)
    QTest.keyClick(picker.cells[Mood.VERY_GOOD], Qt.Key.Key_Delete)
    assert seen == [Mood.GOOD, Mood.VERY_GOOD, None]
    picker.cells[Mood.VERY_GOOD].setFocus()
    QTest.keyClick(picker.cells[Mood.VERY_GOOD], Qt.Key.Key_Return)
    assert picker.mood is Mood.VERY_GOOD


def test_showing_a_mood_tells_nobody(picker: TidePicker) -> None:
    seen = chosen(picker)
    picker.show_mood(Mood.LOW)
    assert picker.mood is Mood.LOW
    assert picker.first_stop() is picker.cells[Mood.LOW]
    assert not seen


def test_a_screen_reader_finds_named_choices(picker: TidePicker) -> None:
    picker.show_mood(Mood.LOW)
    for mood, cell in picker.cells.items():
        face = QAccessible.queryAccessibleInterface(cell)
        assert face.role() == QAccessible.Role.RadioButton
        assert face.text(QAccessible.Text.Name) == mood_word(mood)
        assert face.state().checked == (mood is Mood.LOW)
        assert cell.width() >= 44
        assert cell.height() >= 44


def test_a_mark_says_its_word(picker: TidePicker) -> None:
    mark = TideMark(picker._look, picker.window())
    mark.show_mood(Mood.GOOD)
    assert mark.accessibleName() == "Good"
    assert mark.sizeHint().width() == 18
    mark.show_mood(None)
    assert mark.isHidden()


def test_in_little_room_the_tides_move_together_and_in_much_they_do_not_grow(
    picker: TidePicker,
) -> None:
    cells = list(picker.cells.values())
    wanted = [cell.sizeHint().width() for cell in cells]
    words = [cell.minimumSizeHint().width() for cell in cells]
    for width in (sum(words) + 40, sum(wanted) + 200):
        picker.resize(width, 120)
        picker.row.activate()
        for cell, least, most in zip(cells, words, wanted, strict=True):
            assert least <= cell.width() <= most
        assert cells[-1].geometry().right() < width
    assert picker.minimumSizeHint().width() < sum(wanted)
