"""Pictures of answers: within their room, told apart without colour, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.pictures import Gaps, Ladder, Month, OverTime, Rings, Shares, TableData
from safeharbor.ui.paper.painter import BLACK, WHITE
from safeharbor.ui.pictures import ink as marks
from safeharbor.ui.pictures.draw import draw
from safeharbor.ui.pictures.ink import Ink, paper_ink, screen_ink
from safeharbor.ui.pictures.view import PicturePanel
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Scheme
from support.drawn import NEEDS, PICTURES
from support.hands import click

KINDS = pytest.mark.parametrize("name", list(PICTURES))
EDGE = 30


@pytest.fixture
def panel(parts: Parts, qtbot: QtBot) -> Iterator[PicturePanel]:
    host = QWidget()
    host.resize(700, 900)
    made = PicturePanel(parts.look, parts.icons, host)
    made.show_picture("What I need", PICTURES["gap"], NEEDS)
    made.resize(680, 880)
    with qtbot.waitExposed(host):
        host.show()
    yield made
    host.close()
    host.deleteLater()


def painted(name: str, ink: Ink, width: int) -> tuple[QImage, int]:
    """The picture on its ground, with free room on all sides; and its height."""
    painting = draw(PICTURES[name], ink, width)
    high = round(painting.height)
    image = QImage(width + 2 * EDGE, high + 2 * EDGE, QImage.Format.Format_RGB32)
    image.fill(ink.ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painting.paint(painter, EDGE, EDGE)
    painter.end()
    return image, high


def bounds(image: QImage) -> tuple[int, int, int, int]:
    """The smallest part of the image that holds everything that was painted."""
    ground = image.pixelColor(0, 0)
    across = [x for x in range(image.width()) if not _bare_column(image, x, ground)]
    down = [y for y in range(image.height()) if not _bare_row(image, y, ground)]
    return across[0], down[0], across[-1], down[-1]


def _bare_column(image: QImage, x: int, ground: QColor) -> bool:
    return all(image.pixelColor(x, y) == ground for y in range(0, image.height(), 2))


def _bare_row(image: QImage, y: int, ground: QColor) -> bool:
    return all(image.pixelColor(x, y) == ground for x in range(0, image.width(), 2))


@KINDS
@pytest.mark.parametrize(("width", "zoom"), [(240, 1.0), (600, 1.0), (520, 2.0)])
@pytest.mark.parametrize("back", [False, True])
def test_everything_stands_within_its_room(
    parts: Parts, name: str, width: int, zoom: float, *, back: bool
) -> None:
    parts.look.set_zoom(zoom)
    image, high = painted(name, screen_ink(parts.look, back=back), width)
    left, top, right, bottom = bounds(image)
    slack = 4 * zoom
    assert left >= EDGE - slack
    assert right <= EDGE + width + slack
    assert top >= EDGE - slack
    assert bottom <= EDGE + high + slack


@KINDS
@pytest.mark.parametrize("scheme", list(Scheme))
def test_it_is_painted_in_every_set_of_colours(parts: Parts, name: str, scheme: Scheme) -> None:
    parts.look.choose(scheme)
    ink = screen_ink(parts.look)
    image, _ = painted(name, ink, 500)
    seen = {image.pixelColor(x, y).name() for y in range(image.height()) for x in range(0, 560, 2)}
    assert ink.main.name() in seen
    assert ink.text.name() in seen


@KINDS
def test_two_colours_are_enough(qapp: object, name: str) -> None:
    """As on paper: what is black is what is there."""
    image, _ = painted(name, paper_ink(BLACK, WHITE, 0.16), 500)
    tones = {image.pixelColor(x, y).saturation() for y in range(image.height()) for x in range(560)}
    assert tones == {0}
    assert bounds(image)[2] > EDGE + 200


def test_each_slice_and_each_mark_has_a_form_of_its_own(qapp: object) -> None:
    ink = paper_ink(BLACK, WHITE, 0.16)
    forms = set()
    for style in range(marks.HATCHES):
        path = QPainterPath()
        path.addRect(10, 10, 60, 60)
        forms.add(_form(partial(marks.hatch, path=path, style=style, ink=ink)))
    middle = QPointF(40, 40)
    forms |= {
        _form(partial(mark, middle=middle, ink=ink))
        for mark in (
            marks.paint_dot,
            partial(marks.paint_ring, radius=5),
            marks.paint_open_dot,
            partial(marks.paint_square, full=True),
            partial(marks.paint_square, full=False),
        )
    }
    assert len(forms) == marks.HATCHES + 5


def _form(paint: Callable[[QPainter], None]) -> bytes:
    image = QImage(80, 80, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize(
    "empty",
    [Shares(()), Gaps("", "", ()), Ladder(()), Rings(()), OverTime((), ()), Month(())],
    ids=["shares", "gap", "ladder", "rings", "over_time", "month"],
)
def test_a_picture_of_nothing_does_no_harm(qapp: object, empty: object) -> None:
    painting = draw(empty, paper_ink(BLACK, WHITE, 0.16), 300)  # type: ignore[arg-type]  # each is one of the kinds
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painting.paint(painter, 0, 0)
    painter.end()
    assert painting.height >= 0


def test_as_a_table_changes_the_picture_for_its_facts(panel: PicturePanel) -> None:
    assert panel.view.isVisible()
    assert not panel.table.isVisible()
    click(panel.turn)
    assert panel.table.isVisible()
    assert not panel.view.isVisible()
    assert panel.turn.text() == "As a picture"
    table = panel.table
    head = [table.horizontalHeaderItem(n) for n in range(table.columnCount())]
    assert tuple(item.text() for item in head if item) == NEEDS.head
    for row, cells in enumerate(NEEDS.rows):
        found = [table.item(row, column) for column in range(len(cells))]
        assert tuple(item.text() for item in found if item) == cells
    click(panel.turn)
    assert panel.view.isVisible()


def test_a_screen_reader_hears_every_number(panel: PicturePanel) -> None:
    assert panel.view.accessibleName() == "What I need"
    said = panel.view.accessibleDescription()
    assert said.startswith("Rest: Met 2, Matters 9, Note since the night shifts")
    assert "Being heard: Matters 8." in said
    assert panel.table.accessibleName() == "What I need"
    assert panel.turn.accessibleDescription() == "What I need"


@pytest.mark.parametrize("width", [660, 320])
def test_the_table_is_as_high_as_its_rows_and_its_columns_share_the_room(
    panel: PicturePanel, qtbot: QtBot, width: int
) -> None:
    click(panel.turn)
    table = panel.table
    panel.resize(width, 880)
    qtbot.waitUntil(lambda: width - 40 < table.width() <= width)
    assert sum(table.columnWidth(n) for n in range(table.columnCount())) <= table.width()
    rows = sum(table.rowHeight(n) for n in range(table.rowCount()))
    assert table.sizeHint().height() >= rows + table.horizontalHeader().height()


def test_without_facts_there_is_no_picture(panel: PicturePanel) -> None:
    panel.show_picture("What I need", Gaps("", "", ()), TableData(("", ""), ()))
    assert panel.isHidden()
