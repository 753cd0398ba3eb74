"""What is seen of a form while somebody goes through it: the whole question, and what unfolds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from safeharbor.domain.answers import Answers
from safeharbor.domain.sheet import Reaction, Suggestion, SuggestKind
from safeharbor.ui.routes import Parts
from support import sweep
from support.forms import FormPage, Open, field, opener, options, sheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

EXAMPLE = "I answer on Sunday, and I say so on Friday, in words that I have written down before."
ASKED = tuple(
    field(f"f{n}", help="One line is enough. It may stay empty.", example=EXAMPLE) for n in range(8)
)


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Iterator[Open]:
    with opener(parts, qtbot) as open_it:
        yield open_it


def seen(page: FormPage, widget: QWidget) -> bool:
    """Whether all of ``widget`` is in sight."""
    place = QRect(widget.mapTo(page.page.viewport(), QPoint(0, 0)), widget.size())
    return widget.isVisible() and page.page.viewport().rect().contains(place)


def test_more_goes_on_where_it_was_pressed(show: Open, qtbot: QtBot) -> None:
    page = show(sheet(*ASKED, core=("f0", "f1", "f2", "f3")), size=(900, 400))
    bar = page.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    page.click(page.view.more)
    first = page.question("f4")
    qtbot.waitUntil(lambda: seen(page, first))
    assert page.focus is page.input("f4").box
    assert bar.value() > before
    assert first.mapTo(page.page.viewport(), QPoint(0, 0)).y() < page.page.viewport().height() // 2


def test_a_question_that_gets_the_keys_is_seen_with_its_help(show: Open, qtbot: QtBot) -> None:
    page = show(sheet(*ASKED), size=(900, 400))
    for each in ASKED:
        page.go(page.input(each.id).box)
        qtbot.waitUntil(partial(seen, page, page.question(each.id)))
    aids = page.question("f7").aids
    assert aids is not None
    page.click(aids.example)
    qtbot.waitUntil(lambda: seen(page, page.question("f7")))
    assert EXAMPLE in page.reads()


def test_what_an_answer_says_comes_into_sight(show: Open, qtbot: QtBot) -> None:
    note = " ".join(["A note that is long enough to take a few lines of the page."] * 6)
    pick = field(
        "pick",
        "choice",
        options=options("Rest", "Quiet"),
        reactions=(Reaction(is_any=("rest",), note=note),),
    )
    page = show(sheet(*ASKED[:4], pick), size=(900, 500))
    page.go(page.input("pick").picks["rest"])
    page.press(Qt.Key.Key_Space)
    reactions = page.question("pick").reactions
    assert reactions is not None
    qtbot.waitUntil(lambda: seen(page, reactions))


def test_nothing_moves_under_the_pointer(show: Open) -> None:
    many = options(*(f"A need with a long name {n}" for n in range(12)))
    rest = Reaction(is_any=(many[2].id,), note="A note that takes a line.")
    page = show(
        sheet(field("needs", "multi", options=many, help=EXAMPLE, reactions=(rest,)), *ASKED),
        size=(900, 400),
    )
    bar = page.page.verticalScrollBar()
    bar.setValue(40)
    page.click(page.input("needs").ticks[many[2].id])
    sweep.settle()
    assert bar.value() == 40
    assert page.model.stored.chosen("needs") == (many[2].id,)


def test_enter_goes_to_the_next_question_and_past_links(show: Open) -> None:
    rows = field("rows", "rows", columns=(field("what", example=EXAMPLE), field("when")), start=2)
    page = show(sheet(ASKED[0], rows, ASKED[1]))
    page.go(page.input("f0").box)
    page.press(Qt.Key.Key_Return)
    assert page.focus is page.cell("rows", 0, "what").box
    page.press(Qt.Key.Key_Return)
    assert page.focus is page.cell("rows", 0, "when").box
    page.press(Qt.Key.Key_Return)
    assert page.focus is page.cell("rows", 1, "what").box


def test_space_and_enter_confirm_a_choice_and_a_click_or_delete_takes_it_back(show: Open) -> None:
    page = show(sheet(field("pick", "choice", options=options("Rest", "Quiet"))))
    picks = page.input("pick").picks
    page.go(picks["rest"])
    page.press(Qt.Key.Key_Right)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        page.press(key)
        assert page.model.stored.text("pick") == "quiet"
    page.press(Qt.Key.Key_Delete)
    assert page.model.stored.empty
    page.press(Qt.Key.Key_Space)
    assert page.model.stored.text("pick") == "quiet"
    page.click(picks["quiet"])
    assert page.model.stored.empty


def test_a_suggestion_folds_beside_words_of_ones_own(show: Open) -> None:
    how = Suggestion(SuggestKind.COMPOSE, lines=("I need {need}.",))
    shown = sheet(field("need"), field("say", "long_text", suggest=how))
    page = show(shown, answers=Answers({"need": "rest", "say": "Please."}))
    offer = page.question("say").offer
    assert offer is not None
    assert not offer.shown.isVisible()
    assert not offer.take.isVisible()
    page.click(offer.see)
    assert "A suggestion: I need rest." in page.reads()
    assert offer.see.text() == "Hide the suggestion"
    page.click(offer.see)
    assert not offer.shown.isVisible()
    box = page.input("say").box
    page.go(box)
    page.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.press(Qt.Key.Key_Backspace)
    assert offer.shown.isVisible()
    assert not offer.see.isVisible()
    page.keys("No")
    assert offer.shown.isVisible()
    page.go(page.input("need").box)
    assert not offer.shown.isVisible()


def test_a_row_that_had_the_keys_on_opening_may_go_for_good(show: Open, qtbot: QtBot) -> None:
    rows = field("rows", "rows", columns=(field("what"),), start=1)
    page = show(sheet(rows, *ASKED), size=(900, 400))
    box = page.cell("rows", 0, "what").box
    page.go(box)
    page.sight.begin()
    card = page.row("rows", 0)
    box.clearFocus()
    card.deleteLater()
    qtbot.waitUntil(lambda: not isValid(box))
    page.go(page.input("f6").box)
    qtbot.waitUntil(lambda: seen(page, page.question("f6")))
