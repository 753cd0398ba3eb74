"""The icons as one set: one line, one grid, one optical size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from safeharbor.system.resources import resources_root
from safeharbor.ui.icons import Icons

FOLDER = resources_root() / "icons"
PICTURES = frozenset({"mark", "page"})
"""They stand for the window on a desktop, in colours of their own."""
DRAWN = sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem not in PICTURES)
SIGNS = frozenset({"ellipsis", "plus", "check", "x", "arrow-left"})
"""They are lines rather than things, and as large as the letters beside them."""
LARGEST, SMALLEST, OFF = 20.6, 14.0, 0.4
"""In units of the grid of 24, the line included; and how far a middle may be off."""

every_icon = pytest.mark.parametrize("name", DRAWN)


def ink(picture: QImage, least: int = 127) -> QRect:
    """The rectangle of everything that is more than half opaque."""
    found = QRect()
    for y in range(picture.height()):
        for x in range(picture.width()):
            if picture.pixelColor(x, y).alpha() > least:
                found = found.united(QRect(x, y, 1, 1))
    return found


def drawn(name: str, size: int, ratio: float) -> QImage:
    return Icons(FOLDER).pixmap(name, size, "#000000", ratio).toImage()


@every_icon
def test_all_have_one_line_on_one_grid(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert re.findall(r'stroke-width="([^"]*)"', text) == ["1.7"]
    assert re.findall(r'fill="([^"]*)"', text) == ["none"]
    assert 'stroke-linecap="round" stroke-linejoin="round"' in text


@every_icon
def test_none_looks_larger_smaller_or_lower_than_its_neighbours(
    qapp: QApplication, name: str
) -> None:
    place = ink(drawn(name, 24, 4.0))
    wide, high = place.width() / 4, place.height() / 4
    middle = (place.left() + place.right() + 1) / 8, (place.top() + place.bottom() + 1) / 8
    assert max(wide, high) <= LARGEST
    if name not in SIGNS and "chevron" not in name:
        assert max(wide, high) >= SMALLEST
    assert middle == pytest.approx((12, 12), abs=OFF)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("size", [16, 18, 20, 24])
@every_icon
def test_at_every_size_it_is_whole(qapp: QApplication, name: str, size: int, ratio: float) -> None:
    picture = drawn(name, size, ratio)
    edge = picture.rect().adjusted(1, 1, -1, -1)
    place = ink(picture, least=40)
    assert edge.contains(place)
    assert max(place.width(), place.height()) >= size * ratio * 0.5


def test_a_pair_of_arrows_is_a_pair(qapp: QApplication) -> None:
    left, right = (ink(drawn(f"chevron-{side}", 24, 4.0)) for side in ("left", "right"))
    up, down = (ink(drawn(f"chevron-{side}", 24, 4.0)) for side in ("up", "down"))
    assert left.size() == right.size() == up.size().transposed() == down.size().transposed()


def test_the_licences_of_what_they_are_drawn_after_come_with_them() -> None:
    whole = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    root = Path(__file__).parents[2]
    for licence in ("ISC", "MIT"):
        text = (root / "LICENSES" / f"{licence}.txt").read_text(encoding="utf-8")
        assert text.strip() in whole
