"""The small month: dots, keys, and a table for a screen reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.calendar import MonthCalendar
from safeharbor.ui.theme import Look, Scheme, load_tokens

TODAY = dt.date(2026, 11, 12)


@pytest.fixture
def month(qapp: QApplication, own_world: Path) -> Iterator[MonthCalendar]:
    """November 2026 in a window, in British English."""
    QLocale.setDefault(QLocale("en_GB"))
    app = make_application()
    look = Look(app, load_tokens(resources_root() / "tokens.json"), scheme=Scheme.LIGHT)
    page = QWidget()
    page.resize(304, 320)
    made = MonthCalendar(look, Icons(resources_root() / "icons"), lambda: TODAY, page)
    made.setGeometry(0, 0, 304, made.sizeHint().height())
    page.show()
    page.activateWindow()
    made.grid.setFocus(Qt.FocusReason.TabFocusReason)
    yield made
    page.close()
    page.deleteLater()
    look.deleteLater()
    QLocale.setDefault(QLocale.system())


def chosen(month: MonthCalendar) -> list[dt.date]:
    """The days that are chosen from now on."""
    seen: list[dt.date] = []
    month.chosen.connect(seen.append)
    return seen


def press(month: MonthCalendar, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(month.grid, key)


def test_it_begins_with_the_present_month_and_the_week_of_the_language(
    month: MonthCalendar,
) -> None:
    assert month.shown == (2026, 11)
    assert month.title.words == "November 2026"
    head = [month.model.headerData(n, Qt.Orientation.Horizontal) for n in range(7)]
    assert head == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert month.model.index_of(dt.date(2026, 11, 1)).column() == 6
    QLocale.setDefault(QLocale("ar_EG"))
    assert month.model.index_of(dt.date(2026, 11, 1)).column() == 1


def test_arrows_walk_by_day_and_week_and_on_into_other_months(month: MonthCalendar) -> None:
    asked: list[tuple[int, int]] = []
    month.month_shown.connect(lambda *shown: asked.append(shown))
    month.show_day(dt.date(2026, 11, 28))
    picked = chosen(month)
    press(month, Qt.Key.Key_Down)
    assert month.shown == (2026, 12)
    press(month, Qt.Key.Key_Return)
    assert picked == [dt.date(2026, 12, 5)]
    press(month, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Space)
    assert picked[-1] == dt.date(2026, 11, 27)
    press(month, Qt.Key.Key_PageUp)
    assert month.shown == (2026, 10)
    assert asked == [(2026, 12), (2026, 11), (2026, 10)]
    assert len(picked) == 2


def test_right_to_left_arrows_go_the_other_way(month: MonthCalendar) -> None:
    month.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    month.show_day(dt.date(2026, 11, 10))
    picked = chosen(month)
    press(month, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert picked == [dt.date(2026, 11, 11)]


def test_a_click_chooses_a_day_and_an_empty_cell_nothing(month: MonthCalendar) -> None:
    picked = chosen(month)
    for place in (month.model.index(0, 0), month.model.index_of(dt.date(2026, 11, 19))):
        where = month.grid.visualRect(place).center()
        QTest.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert picked == [dt.date(2026, 11, 19)]
    assert month.day == dt.date(2026, 11, 19)


def test_days_with_entries_wear_a_dot(month: MonthCalendar) -> None:
    day = dt.date(2026, 11, 17)
    before = accent_pixels(month, day)
    month.mark(2026, 10, {day})
    assert accent_pixels(month, day) == before == 0
    month.mark(2026, 11, {day})
    assert accent_pixels(month, day) >= 4


def accent_pixels(month: MonthCalendar, day: dt.date) -> int:
    place: QRect = month.grid.visualRect(month.model.index_of(day))
    place = place.translated(month.grid.viewport().mapTo(month, QPoint(0, 0)))
    picture = month.grab().toImage()
    accent = QColor("#255F54")
    return sum(
        picture.pixelColor(x, y) == accent
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    )


def test_a_screen_reader_finds_a_table_of_days_in_words(month: MonthCalendar) -> None:
    month.mark(2026, 11, {dt.date(2026, 11, 12)})
    table = QAccessible.queryAccessibleInterface(month.grid)
    assert table.role() == QAccessible.Role.Table
    assert table.text(QAccessible.Text.Name) == "November 2026"
    names = [
        table.child(n).text(QAccessible.Text.Name)
        for n in range(table.childCount())
        if table.child(n) is not None
    ]
    assert "Monday" in names
    assert "Thursday 12 November, has an entry" in names
    assert "Friday 13 November" in names
    assert month.back.accessibleName() == "Month before"
    assert month.forward.toolTip() == "Month after"


def test_the_edges_of_time_hold(month: MonthCalendar) -> None:
    month.show_month(1000, 1)
    month.step(-1)
    assert month.shown == (1000, 1)
    month.show_month(9998, 12)
    month.step(1)
    assert month.shown == (9998, 12)
