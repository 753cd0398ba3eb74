"""The program's icon, drawn from its own mark and colours, and the files that hold it.

The mark is an open ring around a lamp. As an icon it stands on a tile in the accent colour, so
that it is seen on light and dark grounds alike; in the smallest sizes ring and lamp are heavier
and the halo goes, since it would be mud there. Drawing it is left to whoever has Qt.
"""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LINUX_SIZES: Final = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
WINDOWS_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
MAC_TYPES: Final[Mapping[str, int]] = {
    "icp4": 16, "icp5": 32, "ic11": 32, "icp6": 64, "ic12": 64, "ic07": 128,
    "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024,
}  # fmt: skip
"""The types of an icns file and the width of each in pixels; all of them take PNG."""

_BOX: Final = 128.0
_ARC: Final = re.compile(
    r'd="M([\d.]+) ([\d.]+)A([\d.]+) [\d.]+ 0 1 1 ([\d.]+) ([\d.]+)"'
    r'[^>]*stroke-width="([\d.]+)"[^>]*/><circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"'
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape of the mark, in the units of its own drawing.

    Attributes:
        start: where the ring begins, clockwise.
        end: where it ends.
        radius: of the middle of its line.
        width: of its line.
        centre: of ring and lamp.
        lamp: the radius of the lamp.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    radius: float
    width: float
    centre: tuple[float, float]
    lamp: float


def read_mark(svg: str) -> Mark:
    """The shape in ``resources/icons/mark.svg``.

    Raises:
        ValueError: the file has another form than the one that is known here.
    """
    found = _ARC.search(svg)
    if not found:
        raise ValueError("the mark is no ring and lamp")
    x1, y1, radius, x2, y2, width, cx, cy, lamp = map(float, found.groups())
    return Mark((x1, y1), (x2, y2), radius, width, (cx, cy), lamp)


def load(resources: Path) -> tuple[Mark, Mapping[str, str]]:
    """The mark and the colours of the light theme, out of the program's resources."""
    mark = read_mark((resources / "icons" / "mark.svg").read_text(encoding="utf-8"))
    tokens = json.loads((resources / "tokens.json").read_text(encoding="utf-8"))
    return mark, tokens["light"]


@dataclass(frozen=True, slots=True)
class _Cut:
    """One way to draw the icon.

    Attributes:
        most: the widest picture it is for, in pixels.
        margin: free room around the tile, as a share of the picture.
        corner: the radius of the tile's corners, as a share of the picture.
        ring: the diameter of the ring, as a share of the picture.
        line: the width of its line, in the units of the mark; 0 for the mark's own.
        lamp: the radius of the lamp, in the same units; 0 for the mark's own.
        opening: degrees by which each end of the ring is shortened, since a heavier line closes it.
        halo: whether the lamp has one.
    """

    most: int
    margin: float
    corner: float
    ring: float
    line: float = 0.0
    lamp: float = 0.0
    opening: float = 0.0
    halo: bool = True


# At 16 pixels the ring of the first one ends on whole pixels.
_PLAIN: Final = (
    _Cut(24, margin=0.0, corner=0.22, ring=0.65, line=3.35, lamp=4.3, opening=6.0, halo=False),
    _Cut(48, margin=1 / 32, corner=0.21, ring=0.60, line=2.8, lamp=4.4, opening=2.0),
    _Cut(4096, margin=0.055, corner=0.20, ring=0.55, line=2.4),
)
# The grid of macOS: the tile takes 824 of 1024, and the system gives it its shade.
_MAC: Final = (
    _Cut(32, margin=0.0625, corner=0.195, ring=0.57, line=3.2, lamp=4.4, opening=5.0, halo=False),
    _Cut(4096, margin=0.0977, corner=0.181, ring=0.505, line=2.4),
)


def app_svg(mark: Mark, colours: Mapping[str, str], width: int = 512, *, mac: bool = False) -> str:
    """The icon as an SVG picture for a width in pixels."""
    cut = next(each for each in (_MAC if mac else _PLAIN) if width <= each.most)
    edge, corner = cut.margin * _BOX, cut.corner * _BOX
    side = _BOX - 2 * edge
    line, lamp = cut.line or mark.width, cut.lamp or mark.lamp
    scale = cut.ring * _BOX / (2 * mark.radius)
    x, y = mark.centre
    middle = _BOX / 2
    start = _on_ring(mark, mark.start, mark.radius, cut.opening)
    end = _on_ring(mark, mark.end, mark.radius, -cut.opening)
    parts = [
        f'<rect x="{edge:.3f}" y="{edge:.3f}" width="{side:.3f}" height="{side:.3f}"'
        f' rx="{corner:.3f}" fill="{colours["accent"]}"/>',
        f'<g transform="translate({middle - x * scale:.3f} {middle - y * scale:.3f})'
        f' scale({scale:.4f})">',
        _halo(mark, lamp, colours) if cut.halo else "",
        f'<path d="M{start}A{mark.radius} {mark.radius} 0 1 1 {end}"'
        f' fill="none" stroke="{colours["on_accent"]}"'
        f' stroke-width="{line}" stroke-linecap="round"/>',
        f'<circle cx="{x}" cy="{y}" r="{lamp}" fill="{colours["glow"]}"/>',
        "</g>",
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_BOX:.0f} {_BOX:.0f}">'
    return "\n".join([head, *filter(None, parts), "</svg>"]) + "\n"


def _halo(mark: Mark, lamp: float, colours: Mapping[str, str]) -> str:
    x, y = mark.centre
    return (
        f'<circle cx="{x}" cy="{y}" r="{lamp * 1.62:.2f}" fill="{colours["glow"]}" opacity=".2"/>'
    )


def symbolic_svg(mark: Mark) -> str:
    """The mark in one colour for panels, all of it filled shapes: desktops tint fills only."""
    outer, inner = mark.radius + mark.width / 2, mark.radius - mark.width / 2
    cap = mark.width / 2
    a, b = _on_ring(mark, mark.start, outer), _on_ring(mark, mark.end, outer)
    c, d = _on_ring(mark, mark.end, inner), _on_ring(mark, mark.start, inner)
    ring = (
        f"M{a}A{outer:.2f} {outer:.2f} 0 1 1 {b}A{cap:.2f} {cap:.2f} 0 0 1 {c}"
        f"A{inner:.2f} {inner:.2f} 0 1 0 {d}A{cap:.2f} {cap:.2f} 0 0 1 {a}Z"
    )
    x, y = mark.centre
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 28 28">\n'
        f'<path d="{ring}" fill="#2e3436"/>\n'
        f'<circle cx="{x}" cy="{y}" r="{mark.lamp}" fill="#2e3436"/>\n'
        "</svg>\n"
    )


def _on_ring(mark: Mark, point: tuple[float, float], radius: float, turn: float = 0.0) -> str:
    """Where the ray from the centre through ``point``, turned by degrees, meets ``radius``."""
    angle = math.atan2(point[1] - mark.centre[1], point[0] - mark.centre[0]) + math.radians(turn)
    x = mark.centre[0] + radius * math.cos(angle)
    y = mark.centre[1] + radius * math.sin(angle)
    return f"{x:.3f} {y:.3f}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A square picture: its width in pixels, and four bytes for each: red, green, blue, alpha."""

    width: int
    rgba: bytes

    def png(self) -> bytes:
        """The picture as a PNG file without any date or program's name in it."""
        row = self.width * 4
        rows = b"".join(b"\0" + self.rgba[at : at + row] for at in range(0, len(self.rgba), row))
        head = struct.pack(">IIBBBBB", self.width, self.width, 8, 6, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)

    def bitmap(self) -> bytes:
        """The picture as an ico file has it: rows from below, blue first, then an empty mask."""
        width = self.width
        head = struct.pack("<IiiHHIIiiII", 40, width, width * 2, 1, 32, 0, 0, 0, 0, 0, 0)
        pixels = bytearray(self.rgba)
        pixels[0::4], pixels[2::4] = self.rgba[2::4], self.rgba[0::4]
        row = width * 4
        rows = [pixels[at : at + row] for at in range(0, len(pixels), row)]
        mask = bytes((width + 31) // 32 * 4 * width)
        return head + b"".join(reversed(rows)) + mask


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def ico(pictures: Sequence[Picture]) -> bytes:
    """A Windows icon. The widest one is a PNG inside, the others are plain, as old readers like."""
    bodies = [each.png() if each.width >= 256 else each.bitmap() for each in pictures]
    at = 6 + 16 * len(pictures)
    entries = b""
    for picture, body in zip(pictures, bodies, strict=True):
        width = picture.width % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", width, width, 0, 0, 1, 32, len(body), at)
        at += len(body)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(bodies)


def icns(pictures: Mapping[int, Picture]) -> bytes:
    """A macOS icon from pictures by their width; needs each width of ``MAC_TYPES``."""
    body = b""
    for kind, width in MAC_TYPES.items():
        png = pictures[width].png()
        body += kind.encode("ascii") + struct.pack(">I", len(png) + 8) + png
    return b"icns" + struct.pack(">I", len(body) + 8) + body
