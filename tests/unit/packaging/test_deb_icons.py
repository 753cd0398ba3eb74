"""The icon files are whole, of the right sizes, and what the mark and the colours give."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest

from tools.release.icons import (
    LINUX_SIZES,
    MAC_TYPES,
    WINDOWS_SIZES,
    Picture,
    app_svg,
    icns,
    ico,
    load,
    read_mark,
    symbolic_svg,
)
from tools.release.identity import ROOT

FOLDER = ROOT / "packaging" / "icons"
MARK, COLOURS = load(ROOT / "resources")


def picture(width: int) -> Picture:
    return Picture(width, bytes(range(256)) * (width * width * 4 // 256))


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_the_drawings_beside_the_script_are_of_today() -> None:
    assert (FOLDER / "app.svg").read_text() == app_svg(MARK, COLOURS)
    assert (FOLDER / "symbolic.svg").read_text() == symbolic_svg(MARK)


@pytest.mark.parametrize("width", LINUX_SIZES)
def test_each_picture_has_its_size(width: int) -> None:
    assert png_size((FOLDER / f"app-{width}.png").read_bytes()) == (width, width)


def test_the_windows_icon_holds_every_size() -> None:
    data = (FOLDER / "safeharbor.ico").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", data[:6])
    assert (reserved, kind, count) == (0, 1, len(WINDOWS_SIZES))
    for index, width in enumerate(WINDOWS_SIZES):
        wide, high, _, _, _, bits, size, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * index)
        assert (wide, high, bits) == (width % 256, width % 256, 32)
        body = data[at : at + size]
        if width == 256:
            assert png_size(body) == (256, 256)
        else:
            assert struct.unpack_from("<Iii", body) == (40, width, width * 2)
            assert size == 40 + width * width * 4 + (width + 31) // 32 * 4 * width


def test_the_mac_icon_holds_every_type() -> None:
    data = (FOLDER / "safeharbor.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8]) == (len(data),)
    at, found = 8, {}
    while at < len(data):
        size = struct.unpack(">I", data[at + 4 : at + 8])[0]
        found[data[at : at + 4].decode()] = png_size(data[at + 8 : at + size])[0]
        at += size
    assert found == MAC_TYPES


def test_pictures_are_written_as_they_are() -> None:
    one = picture(16)
    png = one.png()
    size = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + size])
    assert b"".join(rows[at + 1 : at + 65] for at in range(0, len(rows), 65)) == one.rgba
    bitmap = one.bitmap()
    last_row = one.rgba[-64:]
    assert bitmap[40:44] == bytes((last_row[2], last_row[1], last_row[0], last_row[3]))
    assert ico([one, picture(256)]) == ico([one, picture(256)])
    pictures = {width: picture(width) for width in set(MAC_TYPES.values())}
    assert icns(pictures)[:4] == b"icns"


def test_small_sizes_are_drawn_heavier() -> None:
    small, large = app_svg(MARK, COLOURS, 16), app_svg(MARK, COLOURS, 512)
    widths = [
        float(re.findall(r'stroke-width="([\d.]+)"', drawing)[0]) for drawing in (small, large)
    ]
    assert widths[0] > widths[1] >= MARK.width
    assert "opacity" in large
    assert "opacity" not in small


def test_every_colour_is_one_of_the_program() -> None:
    for mac in (False, True):
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", app_svg(MARK, COLOURS, mac=mac)))
        assert used == {COLOURS["accent"], COLOURS["on_accent"], COLOURS["glow"]}


def test_the_symbol_is_filled_shapes_in_one_colour() -> None:
    drawing = symbolic_svg(MARK)
    assert "stroke" not in drawing
    assert len(set(re.findall(r"#[0-9a-f]{6}", drawing))) == 1


def test_another_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="ring and lamp"):
        read_mark("<svg/>")


def test_drawing_again_gives_what_is_kept(tmp_path: Path, qapp: object) -> None:
    from PySide6.QtGui import QImage

    from tools.release.draw_icons import write_icons

    for made in write_icons(ROOT / "resources", tmp_path):
        if made.suffix == ".png":
            ours, kept = QImage(str(made)), QImage(str(FOLDER / made.name))
            apart = [
                abs(a - b)
                for a, b in zip(bytes(ours.constBits()), bytes(kept.constBits()), strict=True)
            ]
            # Another processor may round an edge in another way.
            assert max(apart) <= 8, made.name
