"""Ways out of the program: the printer, and a copy in a file with its warning before it."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QLocale, QSizeF
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.ui.bridge import Bridge
from safeharbor.ui.paper.measures import A4, LETTER, Leaf, usual_leaf
from safeharbor.ui.paper.painter import PaperLayout
from safeharbor.ui.paper.pdf import pdf_bytes
from safeharbor.ui.paper.printing import PagePrinter, print_on
from safeharbor.ui.paper.save import SaveKind, SavePanel, file_name
from safeharbor.ui.routes import Parts
from support.drawn import boundary_page
from support.hands import click
from support.pdf import read, words_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

COPIES: dict[SaveKind, Callable[[], bytes]] = {
    SaveKind.PDF: lambda: pdf_bytes(PaperLayout(boundary_page())),
    SaveKind.HTML: lambda: b"<!doctype html>",
    SaveKind.MARKDOWN: lambda: b"# A page\n",
}


@pytest.fixture
def panel(parts: Parts, qtbot: QtBot) -> Iterator[SavePanel]:
    host = QWidget()
    bridge = Bridge(host)
    made = SavePanel(parts.look, parts.icons, bridge, host)
    made.offer(COPIES)
    made.resize(600, made.heightForWidth(600) if made.hasHeightForWidth() else 500)
    with qtbot.waitExposed(host):
        host.show()
    yield made
    made.forget()
    bridge.close()
    host.close()
    host.deleteLater()


def save_as(panel: SavePanel, path: Path) -> None:
    """Choose a place in the dialog as somebody does who knows the name."""
    click(panel.choose)
    dialog = panel.files.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(path))


def test_who_could_find_it_is_said_before_anything_else(panel: SavePanel) -> None:
    words = panel.warning.words
    assert words.startswith("This copy is not encrypted.")
    for who in ("uses this account", "looks after this computer", "sees its backups", "online"):
        assert who in words
    assert panel.choose.accessibleDescription() == words, "a screen reader says it on the button"


def test_a_copy_goes_where_it_was_told_and_nowhere_else(
    panel: SavePanel, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "kept" / "page.pdf"
    place.parent.mkdir()
    with qtbot.waitSignal(panel.saved) as told:
        save_as(panel, place)
    assert told.args == [place]
    assert words_of(place.read_bytes())[0].startswith("My line")
    assert list(place.parent.iterdir()) == [place]
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert "page.pdf" in panel.notice.words


@pytest.mark.parametrize("kind", list(COPIES))
def test_every_kind_that_is_offered_can_be_chosen(
    panel: SavePanel, kind: SaveKind, tmp_path: Path, qtbot: QtBot
) -> None:
    assert panel.options[SaveKind.CSV].isHidden(), "this one is not offered"
    click(panel.options[kind])
    place = tmp_path / file_name(kind)
    with qtbot.waitSignal(panel.saved):
        save_as(panel, place)
    assert place.stat().st_size > 0


def test_names_of_files_tell_nothing() -> None:
    assert [file_name(kind) for kind in SaveKind] == [
        "page.pdf", "page.html", "page.md", "page.csv",
    ]  # fmt: skip


def test_a_place_that_cannot_be_written_is_told_in_place(
    panel: SavePanel, tmp_path: Path, qtbot: QtBot
) -> None:
    save_as(panel, tmp_path / "no such folder" / "page.pdf")
    qtbot.waitUntil(lambda: bool(panel.notice.words))
    assert not list(tmp_path.glob("**/page.pdf"))


def test_after_a_lock_the_dialog_is_gone_and_nothing_can_be_saved(panel: SavePanel) -> None:
    click(panel.choose)
    dialog = panel.files.dialog
    assert dialog is not None
    panel.forget()
    assert panel.files.dialog is None
    click(panel.choose)
    assert panel.files.dialog is None, "there is nothing to save any more"


@pytest.mark.parametrize(("resolution", "leaf"), [(300, A4), (1200, LETTER), (150, Leaf(148, 210))])
def test_it_is_laid_out_for_the_paper_in_the_printer(
    qapp: object, resolution: int, leaf: Leaf
) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(resolution)
    size = QSizeF(leaf.width_mm, leaf.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    laid_out: list[Leaf] = []

    def lay_out(paper: Leaf) -> PaperLayout:
        laid_out.append(paper)
        return PaperLayout(boundary_page(), paper)

    assert print_on(writer, lay_out)
    assert laid_out[0].width_mm == pytest.approx(leaf.width_mm, abs=0.5)
    assert laid_out[0].height_mm == pytest.approx(leaf.height_mm, abs=0.5)
    assert words_of(bytes(buffer.data().data()))[0].startswith("My line")


def test_only_the_pages_that_were_asked_for_are_printed(qapp: object) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    many = [PaperLayout(boundary_page(), Leaf(80, 60))]
    assert many[0].count > 3
    assert print_on(writer, lambda _: many[0], 2, 3)
    assert len(read(bytes(buffer.data().data())).pages) == 2


def test_the_print_dialog_goes_with_the_vault(parts: Parts, qtbot: QtBot) -> None:
    host = QWidget()
    printer = PagePrinter(host)
    printer.ask(lambda leaf: PaperLayout(boundary_page(), leaf), A4, copies=2)
    dialog = printer.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    printer.close()
    assert not dialog.isVisible()
    host.deleteLater()


def test_the_usual_paper_is_that_of_the_country() -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("en_US"))
        assert usual_leaf() is LETTER
        QLocale.setDefault(QLocale("en_GB"))
        assert usual_leaf() is A4
    finally:
        QLocale.setDefault(before)
