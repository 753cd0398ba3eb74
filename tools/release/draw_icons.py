"""Draws the icons with Qt, and writes all their files into one folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tools.release.icons import (
    LINUX_SIZES,
    MAC_TYPES,
    WINDOWS_SIZES,
    Mark,
    Picture,
    app_svg,
    icns,
    ico,
    load,
    symbolic_svg,
)


def draw(svg: str, width: int) -> Picture:
    """``svg`` as a picture. It is drawn four times as large and made smaller, for fine edges."""
    large = QImage(width * 4, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
    large.fill(0)
    painter = QPainter(large)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(large.rect()))
    painter.end()
    return Picture(width, _smaller(large, width))


def _smaller(image: QImage, width: int) -> bytes:
    from PySide6.QtCore import Qt

    small = image.scaled(
        width,
        width,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGBA8888)
    return bytes(small.constBits())[: width * width * 4]


def pictures(
    mark: Mark, colours: Mapping[str, str], widths: set[int], *, mac: bool = False
) -> dict[int, Picture]:
    """The icon in each of ``widths``."""
    return {width: draw(app_svg(mark, colours, width, mac=mac), width) for width in widths}


def write_icons(resources: Path, folder: Path) -> list[Path]:
    """Write every file of the icon into ``folder``; returns them."""
    mark, colours = load(resources)
    plain = pictures(mark, colours, {*LINUX_SIZES, *WINDOWS_SIZES})
    mac = pictures(mark, colours, set(MAC_TYPES.values()), mac=True)
    files: dict[str, bytes] = {
        "app.svg": app_svg(mark, colours).encode(),
        "symbolic.svg": symbolic_svg(mark).encode(),
        "safeharbor.ico": ico([plain[width] for width in WINDOWS_SIZES]),
        "safeharbor.icns": icns(mac),
    }
    files |= {f"app-{width:d}.png": plain[width].png() for width in LINUX_SIZES}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in sorted(files)]
