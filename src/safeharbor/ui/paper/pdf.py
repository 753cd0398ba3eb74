"""A layout as the bytes of a PDF: neutral title, no name of the program, no file of its own."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from safeharbor.ui.paper.measures import A4, DOTS, LETTER, Leaf
from safeharbor.ui.paper.painter import PaperLayout

_KNOWN: Final = {A4: QPageSize.PageSizeId.A4, LETTER: QPageSize.PageSizeId.Letter}

_TIME: Final = re.compile(rb"(D:\d{8})\d{6}Z")
_XMP_TIME: Final = re.compile(rb"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def page_size(leaf: Leaf) -> QPageSize:
    """A size of paper as Qt knows it."""
    if leaf in _KNOWN:
        return QPageSize(_KNOWN[leaf])
    size = QSizeF(leaf.width_mm, leaf.height_mm)
    return QPageSize(size, QPageSize.Unit.Millimeter)


def paper_title() -> str:
    """The title of every file and print: it says nothing about what is in it."""
    return QCoreApplication.translate("paper", "A page")


def pdf_bytes(layout: PaperLayout) -> bytes:
    """The PDF in memory. It is not encrypted, and untagged: HTML is the form for screen readers."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setPageSize(page_size(layout.leaf))
    writer.setPageOrientation(QPageLayout.Orientation.Portrait)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(paper_title())
    writer.setCreator(" ")
    painter = QPainter(writer)
    for number in range(layout.count):
        if number:
            writer.newPage()
        layout.paint(painter, number)
    painter.end()
    # Which day it was stands on the page; at what time is nobody's business. As long as before,
    # so that nothing in the file moves.
    made = bytes(buffer.data().data())
    return _XMP_TIME.sub(rb"\1T00:00:00+00:00", _TIME.sub(rb"\g<1>000000Z", made))
