"""Paper for one sheet, as somebody meets it: look, choose, then print or save, or switch it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.sheet import (
    Field,
    FieldType,
    Option,
    Paper,
    Part,
    PartStyle,
    Picture,
    PictureKind,
    Sheet,
)
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.paper.job import Made, PaperJob, Wanted
from safeharbor.ui.paper.measures import LETTER
from safeharbor.ui.paper.pane import PaperPane
from safeharbor.ui.paper.save import SaveKind
from safeharbor.ui.routes import Parts
from support.hands import click, press
from support.pdf import words_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

KINDS = (Option("inner", "inner"), Option("outer", "outer"))
SHEET = Sheet(
    "garden",
    1,
    "The garden",
    "",
    "boundaries",
    (
        Field("line", FieldType.TEXT, "My line"),
        Field("say", FieldType.LONG_TEXT, "How I would say it", says=True),
        Field("secret", FieldType.TEXT, "Only for me", private=True),
        Field("fear", FieldType.CHOICE, "Is it safe?", options=KINDS, stored=False),
        Field("firm", FieldType.SCALE, "How firm"),
        Field(
            "people",
            FieldType.ROWS,
            "People",
            columns=(
                Field("name", FieldType.PERSON, "Name"),
                Field("ring", FieldType.CHOICE, "Ring", options=KINDS),
                Field("close", FieldType.SCALE, "Closeness"),
            ),
        ),
    ),
    paper=Paper(
        parts=(
            Part("line", PartStyle.BIG, label="-"),
            Part("say"),
            Part("people", PartStyle.PICTURE),
            Part("firm", chosen=True),
        ),
        copies=True,
        pocket=("line",),
    ),
    pictures=(Picture("rings", PictureKind.RINGS, "People", "people", "name", ("ring",)),),
)
ANSWERS = (
    Answers()
    .with_value("line", "I do not take calls from Rosa Lind after ten.")
    .with_value("say", "Rosa, ring me on Sunday.")
    .with_value("secret", "quetzal")
    .with_value("fear", "inner")
    .with_value("firm", 8)
    .with_rows("people", (Row(b"1" * 16, {"name": "Rosa Lind", "ring": "inner", "close": 7}),))
)
DAY = dt.date(2026, 11, 12)

Show = Callable[..., PaperPane]


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Iterator[Show]:
    host = QWidget()
    host.resize(960, 1400)
    bridge = Bridge(host)
    pane = PaperPane(parts.look, parts.icons, bridge, host)
    pane.resize(940, 1380)

    def shown(*, guarded: bool = False) -> PaperPane:
        pane.show_job(PaperJob(SHEET, ANSWERS, DAY, guarded=guarded))
        with qtbot.waitExposed(host):
            host.show()
        return pane

    yield shown
    pane.forget()
    bridge.close()
    host.close()
    host.deleteLater()


def said(pane: PaperPane) -> str:
    """The words of the PDF that would be saved now."""
    made = pane.made
    assert made is not None
    return " ".join(words_of(made.makes()[SaveKind.PDF]()))


def test_names_are_initials_everywhere_until_somebody_wants_them(show: Show) -> None:
    pane = show()
    assert "R. L." in said(pane)
    made = pane.made
    assert made is not None
    for kind, make in made.makes().items():
        if kind is not SaveKind.PDF:
            assert "Rosa" not in make().decode(), kind
    assert "Rosa" not in said(pane)
    click(pane.choosing.initials)
    assert "calls from Rosa Lind after ten" in said(pane)


def test_what_is_private_or_never_stored_is_on_no_paper_by_itself(show: Show) -> None:
    words = said(show())
    assert "quetzal" not in words
    assert "safe" not in words
    assert "12 November 2026" in words
    assert "The garden" not in words


def test_more_can_be_chosen_and_the_preview_follows(show: Show) -> None:
    pane = show()
    assert "How firm" not in said(pane)
    click(pane.choosing.more.link)
    assert "fear" not in pane.choosing.more.ticks, "what is never stored is not even offered"
    click(pane.choosing.more.ticks["firm"])
    assert "How firm 8 / 10" in said(pane)
    click(pane.choosing.title)
    assert said(pane).startswith("The garden")


def test_the_card_is_seen_before_it_is_made(show: Show) -> None:
    pane = show()
    assert not pane.card.isVisible()
    click(pane.choosing.card)
    assert pane.card.isVisible()
    assert pane.card.accessibleDescription() == "I do not take calls from R. L. after ten."
    click(pane.choosing.on_card.link)
    click(pane.choosing.on_card.ticks["line"])
    click(pane.choosing.on_card.ticks["firm"])
    assert "8" in pane.card.accessibleDescription()
    assert "calls" not in pane.card.accessibleDescription()


def test_after_the_question_about_fear_paper_is_off_until_it_is_switched_on(show: Show) -> None:
    pane = show(guarded=True)
    assert pane.made is None
    assert not pane.print_button.isVisible()
    assert not pane.page.isVisible()
    press(pane.off.switch, Qt.Key.Key_Space)
    assert pane.print_button.isVisible()
    assert "ring me on Sunday" not in said(pane), "words to say stay away until they are chosen"
    click(pane.choosing.more.link)
    click(pane.choosing.more.ticks["say"])
    assert "ring me on Sunday" in said(pane)


def test_saving_shows_the_warning_and_comes_back(show: Show) -> None:
    pane = show()
    click(pane.save_button)
    assert pane.save.isVisible()
    assert not pane.choosing.isVisible()
    assert not pane.save.options[SaveKind.CSV].isHidden(), "something was rated"
    click(pane.save.leave)
    assert pane.choosing.isVisible()
    assert pane.save_button.hasFocus()


def test_a_lock_takes_everything_away(show: Show, qtbot: QtBot) -> None:
    pane = show()
    click(pane.print_button)
    dialog = pane.printer.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    pane.forget()
    assert not dialog.isVisible()
    assert pane.made is None
    assert pane.page.heightForWidth(300) == 0
    assert pane.card.accessibleDescription() == "What you write for it stands here."


def test_two_people_get_two_copies_and_nothing_private(qapp: object) -> None:
    made = Made(PaperJob(SHEET, ANSWERS, DAY, shared=True), Wanted(chosen=frozenset({"secret"})))
    assert "quetzal" not in " ".join(words_of(made.makes()[SaveKind.PDF]()))
    assert SaveKind.CSV not in made.makes()
    assert "secret" not in {each.key for each in made.choosable()}


def test_the_paper_that_was_chosen_is_the_paper(show: Show) -> None:
    pane = show()
    pane.choosing.leaf.setCurrentIndex(1)
    made = pane.made
    assert made is not None
    assert made.layout().leaf == LETTER


@pytest.mark.parametrize("width", [420, 620, 940])
def test_nothing_is_wider_than_its_room(show: Show, width: int, qtbot: QtBot) -> None:
    pane = show()

    def top_of(part: QWidget) -> int:
        return part.mapTo(pane, part.rect().topLeft()).y()

    pane.resize(width, 1800)
    # Beside the choices, or below them.
    qtbot.waitUntil(lambda: (top_of(pane.page) < top_of(pane.buttons)) is (width >= 760))
    for part in (pane.choosing, pane.page, pane.print_button, pane.save_button):
        right = part.mapTo(pane, part.rect().topRight()).x()
        assert right <= width
