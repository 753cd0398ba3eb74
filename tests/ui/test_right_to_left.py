"""A window whose language runs from right to left: painted words begin where lines begin."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.ui.journal.hits import HitDelegate, HitModel
from safeharbor.ui.journal.title import TitleField
from safeharbor.ui.routes import Parts
from safeharbor.ui.settings.tabs import Tabs
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.back import Back
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.choice import Choice
from safeharbor.ui.widgets.corner import Door
from safeharbor.ui.widgets.link import Link
from safeharbor.ui.widgets.options import Option, Tick
from safeharbor.ui.widgets.page import EDGE, Page
from safeharbor.ui.widgets.task_row import TaskRow
from safeharbor.ui.widgets.tools import SavedChip
from safeharbor.ui.widgets.words import Words

ROOM = QSize(320, 60)
NEAR = 3
"""Pixels that rounding and the shapes of letters may take."""


@pytest.fixture
def page(parts: Parts, qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(ROOM)
    made.setPalette(parts.look.palette)
    yield made
    made.deleteLater()


def lines(widget: QWidget) -> tuple[int, int]:
    """Free columns before and after what is written inside ``widget``, its edge left out."""
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    picture.fill(widget.palette().window().color())
    widget.render(picture)
    middle = range(14, widget.height() - 14)
    inner = range(10, widget.width() - 10)
    ground = QColor(Counter(picture.pixel(x, 14) for x in inner).most_common(1)[0][0])
    marked = [x for x in inner if any(_differs(picture.pixelColor(x, y), ground) for y in middle)]
    return marked[0], widget.width() - 1 - marked[-1]


def _marked(picture: QImage) -> tuple[int, int]:
    """Free columns before and after what is painted on one ground."""
    ground, rows = picture.pixelColor(0, 0), range(picture.height())
    marked = [
        x
        for x in range(picture.width())
        if any(_differs(picture.pixelColor(x, y), ground) for y in rows)
    ]
    return marked[0], picture.width() - 1 - marked[-1]


def _differs(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 60


def both_ways(widget: QWidget, page: QWidget) -> tuple[tuple[int, int], tuple[int, int]]:
    """What ``lines`` finds in either direction."""
    found = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        page.setLayoutDirection(direction)
        high = max(widget.sizeHint().height(), 48)
        widget.setGeometry(4, 4, ROOM.width() - 8, high)
        QApplication.sendPostedEvents()
        found.append(lines(widget))
    return found[0], found[1]


def make(kind: str, parts: Parts, page: QWidget) -> QWidget:
    """A widget with English words and nothing else."""
    look, icons = parts.look, parts.icons
    button: Button
    if kind == "choice":
        choice = Choice(look, icons, page)
        choice.addItem("Northland")
        return choice
    if kind == "tabs":
        page.show()
        tabs = Tabs(look, icons, page, ["Open", "Much longer words"])
        tabs.show()
        return tabs
    if kind == "row":
        row = TaskRow(look, icons, "pencil", "Write")
        row.setParent(page)
        row.say("A new page", "Journal, today")
        return row
    if kind == "option":
        return Option(look, page, "Only me", "Nothing to remember.")
    if kind == "tick":
        return Tick(look, icons, page, "Only me", "Nothing to remember.")
    if kind == "saved":
        chip = SavedChip(look, icons, page)
        chip.show_state("saved", "Saved")
        return chip
    if kind == "link":
        return Link(look, icons, page, "I have a backup")
    if kind == "back":
        return Back(look, icons, page)
    if kind == "door":
        button = Door(look, icons, page, height=48, width=300)
    else:
        button = Button(look, icons, page, kind=Kind[kind.upper()])
    button.dress("Copy", icon="copy" if kind in {"plain", "door"} else "", chip="Esc")
    return button


@pytest.mark.parametrize(
    "kind",
    [
        *("plain", "primary", "quiet", "door", "back", "link", "choice", "option", "tick"),
        *("saved", "tabs", "row"),
    ],
)
def test_what_is_painted_is_mirrored(kind: str, parts: Parts, page: QWidget) -> None:
    usual, mirrored = both_ways(make(kind, parts, page), page)
    assert mirrored == pytest.approx(usual[::-1], abs=NEAR)


def test_paragraphs_begin_at_the_right(parts: Parts, page: QWidget) -> None:
    words = Words(parts.look, "Some English words.", Type.READING, page)
    usual, mirrored = both_ways(words, page)
    assert mirrored == pytest.approx(usual[::-1], abs=NEAR)


def test_a_date_beside_a_hit_begins_where_the_window_has_its_lines(
    parts: Parts, page: QWidget
) -> None:
    # A date comes from the hit itself.
    model = cast("HitModel", None)
    found = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        page.setLayoutDirection(direction)
        delegate = HitDelegate(parts.look, parts.icons, dt.date.today, model, page)
        picture = QImage(ROOM, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        font = parts.look.font(Type.SMALL)
        delegate._words(painter, picture.rect(), "12 November", font, "#000000")
        painter.end()
        found.append(_marked(picture))
    assert found[1] == pytest.approx(found[0][::-1], abs=NEAR)


def test_a_hint_stands_where_its_own_words_would(
    parts: Parts, page: QWidget, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        title = TitleField(parts.look, page)
        for hint, at_right in (("Title", False), ("כותרת", True)):
            title.set_hint(hint)
            title.setGeometry(0, 0, ROOM.width(), ROOM.height())
            before, after = _marked(title.grab().toImage())
            assert (before > after) is at_right, hint
            assert max(before, after) > 100
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_centred_words_stay_in_the_middle(parts: Parts, page: QWidget) -> None:
    words = Words(parts.look, "Small breaths are fine.", Type.READING, page)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    usual, mirrored = both_ways(words, page)
    assert usual == pytest.approx(mirrored, abs=NEAR)


def test_the_content_edge_is_at_the_other_side(parts: Parts, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(1200, 800)
    content = Page(parts.look, window, width=600, top=64)
    content.fill(window.rect(), QSize(208, 150))
    margins = content.column.contentsMargins()
    assert margins.right() == parts.look.px(EDGE) - parts.look.free_room
    assert margins.left() > margins.right()
