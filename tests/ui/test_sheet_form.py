"""A whole form: what stands open, what is said in place, the question about fear, every eye."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.sheets import SHEET_IDS, load_hints, load_sheet
from safeharbor.domain.errors import HarborError
from safeharbor.domain.hints import Hint
from safeharbor.domain.sheet import (
    Fear,
    Gate,
    Reaction,
    Sheet,
    Suggestion,
    SuggestKind,
    Variant,
)
from safeharbor.domain.suggest import SuggestFacts
from safeharbor.ui import announce
from safeharbor.ui.routes import Parts
from safeharbor.ui.sheet import aids, card, form_view, keep_tick, notes, offer, rows
from safeharbor.ui.theme import Scheme
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.words import Words
from support import sweep
from support.forms import FormPage, Open, field, opener, options, sheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

CANARY = "Zwielichtsperling"


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Iterator[Open]:
    with opener(parts, qtbot) as open_it:
        yield open_it


def shipped() -> list[str]:
    """The sheets that can be read."""
    found = []
    for name in SHEET_IDS:
        try:
            load_sheet(name)
        except HarborError:
            continue
        found.append(name)
    return found


# What stands open.


def test_the_first_questions_stand_open_and_the_rest_by_choice(show: Open) -> None:
    page = show(sheet(field("line"), field("need"), field("cost"), core=("need",)))
    assert list(page.view.questions) == ["need"]
    page.click(page.view.more)
    assert list(page.view.questions) == ["need", "line", "cost"]
    assert page.focus is page.input("line").box
    assert page.view.more.isHidden()


def test_what_is_asked_in_private_comes_first(show: Open) -> None:
    safe = field("safe", "choice", options=options("No", "Yes"), stored=False)
    page = show(sheet(field("need"), safe, core=("need",)))
    assert list(page.view.questions) == ["safe", "need"]


def test_undo_unfolds_what_it_is_about(show: Open) -> None:
    page = show(sheet(field("need"), field("cost"), core=("need",)))
    page.model.write(page.question("need").place, "rest")
    page.model.write(type(page.question("need").place)("cost"), "a cool hour")
    page.go(page.input("need").box)
    page.undo()
    assert page.focus is page.input("cost").box


def test_every_question_can_be_skipped(show: Open) -> None:
    page = show(sheet(field("need"), field("cost")), skips=True)
    head = page.question("need").head
    assert head is not None
    assert head.skip is not None
    page.click(head.skip)
    assert page.focus is page.input("cost").box


def test_an_example_is_folded_and_changes_with_the_answer_it_leans_on(show: Open) -> None:
    by = Variant("setting", ("work",), label="At work", example="Two more days")
    setting = field("setting", "choice", options=options("Home", "Work"))
    page = show(sheet(setting, field("goal", example="A lift home", variants=(by,))))
    question = page.question("goal")
    assert question.aids is not None
    assert "A lift home" not in page.reads()
    page.click(question.aids.example)
    assert "A lift home" in page.reads()
    page.click(page.input("setting").picks["work"])
    assert question.head is not None
    assert question.head.label.words == "At work"
    assert page.input("goal").box.accessibleName() == "At work"
    assert "Two more days" in page.reads()


def test_ready_words_are_taken_over_and_their_gap_is_chosen(show: Open) -> None:
    page = show(sheet(field("line", ready=("I don't … after …",))))
    question = page.question("line")
    assert question.aids is not None
    page.tab()
    page.tab()
    assert page.focus is question.aids.words
    page.press(Qt.Key.Key_Return)
    page.tab()
    page.press(Qt.Key.Key_Return)
    assert page.text("line") == "I don't … after …"
    page.keys("take calls")
    assert page.text("line") == "I don't take calls after …"
    page.undo(4)
    assert page.text("line") == ""


# What is said in place.


def test_words_are_marked_softly_and_nothing_is_in_the_way(show: Open) -> None:
    page = show(sheet(field("scene", hints=("always",))))
    page.model.set_known(lexicon={"always": Hint("always", ("always",), "When was it not so?")})
    page.tab()
    page.keys("You always wait")
    assert len(page.input("scene").box.extraSelections()) == 1
    assert "When was it not so?" in page.reads()
    assert page.text("scene") == "You always wait"
    page.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.press(Qt.Key.Key_Delete)
    assert page.input("scene").box.extraSelections() == []
    assert "When was it" not in page.reads()


def test_an_answer_can_offer_something_and_takes_it_back(show: Open) -> None:
    tone = field(
        "tone",
        "scale",
        reactions=(
            Reaction(at_least=7, note="It can wait.", exercises=("br",), sheets=("timeout",)),
        ),
    )
    page = show(sheet(tone), titles={"ex:br": "Longer out", "ws:timeout": "Time-out"})
    page.tab()
    page.press(Qt.Key.Key_8)
    assert "It can wait." in page.reads()
    page.tab()
    assert isinstance(page.focus, Button)
    assert page.focus.text() == "Longer out"
    page.press(Qt.Key.Key_Return)
    assert page.asked == ["ex:br"]
    page.go(page.input("tone").scale.cells[8])
    page.press(Qt.Key.Key_2)
    assert "It can wait." not in page.reads()


def test_where_it_may_be_unsafe_help_stands_there_and_words_to_say_fold(show: Open) -> None:
    safe = field(
        "safe",
        "choice",
        options=options("No", "Unsure"),
        stored=False,
        reactions=(Reaction(is_any=("unsure",), note="Stay safe.", help=True, guarded=True),),
    )
    page = show(sheet(safe, field("say", "long_text", says=True)))
    page.model.set_known(facts=SuggestFacts(emergency="112"))
    page.click(page.input("safe").picks["unsure"])
    assert "Stay safe." in page.reads()
    assert page.model.held.guarded
    question = page.question("say")
    assert question.folded
    assert question.head is not None
    assert question.head.open is not None
    assert question.head.open.text() == "Open anyway"
    page.click(question.head.open)
    assert page.focus is page.input("say").box
    help_link = page.question("safe").reactions
    assert help_link is not None
    page.click(help_link.stops()[-1])
    assert page.asked == ["help"]


def test_a_suggestion_stands_in_the_field_until_somebody_writes(show: Open) -> None:
    how = Suggestion(SuggestKind.COMPOSE, lines=("I need {need}.",))
    page = show(sheet(field("need"), field("say", "long_text", suggest=how)))
    offer = page.question("say").offer
    assert offer is not None
    page.tab()
    page.keys("rest")
    assert page.input("say").box.text() == "I need rest."
    assert "Put together for you." in page.reads()
    page.click(offer.own)
    assert page.text("say") == ""
    assert page.focus is page.input("say").box
    page.keys("Please.")
    page.go(page.input("need").box)
    page.keys("s")
    assert page.text("say") == "Please."
    page.click(offer.see)
    assert "A suggestion: I need rests." in page.reads()
    page.click(offer.take)
    assert page.text("say") == "I need rests."


def test_the_box_that_keeps_ticks(show: Open) -> None:
    danger = field(
        "danger", "multi", options=options("Threats"), stored=False, keep_label="Keep these ticks"
    )
    page = show(sheet(danger))
    keep = page.question("danger").keep
    assert keep is not None
    page.click(page.input("danger").ticks["threats"])
    assert page.model.stored.empty
    page.click(keep)
    assert page.model.stored.chosen("danger") == ("threats",)
    assert "every version" not in keep.accessibleDescription()
    page.go(keep)
    page.undo()
    assert not keep.isChecked()
    assert page.model.stored.empty
    assert "every version" in keep.accessibleDescription()
    page.click(keep)
    assert "every version" not in keep.accessibleDescription()


# The question about fear.


def gated(gate: Gate = Gate.ALWAYS) -> Sheet:
    return sheet(field("who", "person"), field("say", "long_text", says=True), gate=gate)


def test_it_is_asked_first_and_alone(show: Open) -> None:
    page = show(gated())
    assert page.view.gate is not None
    picks = page.view.gate.choice.picks
    assert "Could this person hurt" in page.reads()
    assert not page.input("who").line.isVisible()
    page.tab()
    assert page.focus is picks["no"]
    page.press(Qt.Key.Key_Space)
    assert page.gate.answer is Fear.NO
    assert page.focus is page.input("who").line
    assert not page.question("say").folded


@pytest.mark.parametrize("answer", [Fear.EGGSHELLS, Fear.YES, Fear.UNSURE])
def test_fear_folds_words_to_say_and_names_who_can_help(show: Open, answer: Fear) -> None:
    page = show(gated())
    assert page.view.gate is not None
    page.click(page.view.gate.choice.picks[answer])
    assert page.question("say").folded
    assert page.model.held.guarded
    assert "They do not stop somebody who uses fear." in page.reads()
    page.click(page.view.gate.note.stops()[-1])
    assert page.asked == ["help"]
    page.click(page.view.gate.again)
    assert "Could this person hurt" in page.reads()


def test_it_can_be_passed_over(show: Open) -> None:
    page = show(gated())
    assert page.view.gate is not None
    page.click(page.view.gate.choice.picks[Fear.SKIP])
    assert not page.question("say").folded
    assert "The page for this is always under Get help." in page.reads()


def test_it_is_asked_once_and_a_lock_forgets_it(show: Open) -> None:
    page = show(gated(), fear=Fear.NO)
    assert page.input("who").line.isVisible()
    assert not page.view.again.isHidden()
    page.gate.forget()
    assert not page.input("who").line.isVisible()


def test_where_it_depends_on_a_name_it_comes_with_the_name(show: Open) -> None:
    page = show(gated(Gate.NAMED))
    assert "Could this person hurt" not in page.reads()
    page.tab()
    page.keys("R")
    assert "Could this person hurt" in page.reads()
    assert page.focus is page.input("who").line


def test_the_answer_is_in_nothing_that_is_kept(show: Open) -> None:
    page = show(gated(), fear=Fear.YES)
    assert page.model.stored.empty
    assert page.model.extra == {}
    assert not page.model.stack.canUndo()


# What is never stored is never said aloud by the form itself, nor left in a widget.


def test_what_is_never_stored_is_announced_nowhere(
    show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for module in (notes, rows, aids, card, offer, keep_tick, form_view, announce):
        if hasattr(module, "announce"):
            monkeypatch.setattr(module, "announce", lambda _w, words, **_: said.append(words))
    page = show(sheet(field("hush", stored=False, hints=("always",)), field("need")))
    page.model.set_known(lexicon={"always": Hint("always", (CANARY,), "A soft word.")})
    page.tab()
    page.keys(CANARY)
    assert any("A soft word." in words for words in said)
    assert not any(CANARY in words for words in said)
    page.model.leave()
    texts = [face_text(widget) for widget in page.findChildren(QWidget)]
    assert not any(CANARY in text for text in texts)


def face_text(widget: QWidget) -> str:
    """All that a screen reader could read of a widget."""
    face = QAccessible.queryAccessibleInterface(widget)
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return " ".join(face.text(kind) for kind in kinds) if face else ""


# Every sheet, every eye.


@pytest.mark.parametrize("name", SHEET_IDS)
def test_every_part_of_every_sheet_is_named_reached_and_large_enough(show: Open, name: str) -> None:
    if name not in shipped():
        pytest.skip("not written yet")
    page = everything(show, name)
    assert sweep.without_name(page) == []
    assert sweep.too_small(page, 26) == []
    reached = set(page.view.stops())
    wanted = {
        each
        for each in sweep.interactive(page)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each is not page
    }
    assert {each for each in wanted - reached if each is not page.page} == set()


@pytest.mark.parametrize("size", [(900, 800), (640, 800)])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("name", ["boundary", "needs", "ladder", "safety"])
def test_nothing_is_cut_off(
    show: Open, parts: Parts, qtbot: QtBot, name: str, zoom: float, size: tuple[int, int]
) -> None:
    parts.look.set_zoom(zoom)
    page = everything(show, name, size=size)
    inside = page.page.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.width() <= page.page.viewport().width())
    qtbot.waitUntil(lambda: cut_words(page) == [])


def cut_words(page: FormPage) -> list[str]:
    """Words that have less room than their lines take."""
    return [
        words.words
        for words in page.findChildren(Words)
        if words.isVisible()
        and words.words
        and words.wordWrap()
        and words.height() < words.heightForWidth(words.width())
    ]


def test_another_look_changes_nothing_but_the_look(show: Open, parts: Parts) -> None:
    page = everything(show, "boundary")
    page.go(page.input("line").box)
    page.keys("I rest.")
    for scheme in (Scheme.DARK, Scheme.HC_LIGHT, Scheme.HC_DARK):
        parts.look.choose(scheme)
        sweep.settle()
        page.grab()
    assert page.text("line") == "I rest."
    page.undo(2)
    assert page.text("line") == ""


def test_a_larger_letter_keeps_everything_in_its_room(
    show: Open, parts: Parts, qtbot: QtBot
) -> None:
    page = everything(show, "boundary")
    page.go(page.input("line").box)
    parts.look.set_zoom(1.6)
    qtbot.waitUntil(lambda: cut_words(page) == [])
    assert page.input("who").maximumWidth() == parts.look.px(340)
    assert page.focus is page.input("line").box


def everything(show: Open, name: str, **more: Any) -> FormPage:
    """A shipped sheet with all its questions open and a row in each list."""
    shown = load_sheet(name)
    page = show(shown, fear=Fear.NO, **more)
    page.model.set_known(
        facts=SuggestFacts(emergency="112"), people=("Rosa",), lexicon=load_hints()
    )
    page.view.unfold()
    for each in page.view.questions.values():
        for opens in [] if each.head is None else each.head.stops():
            page.click(opens)
    page.setFocus()
    sweep.settle()
    return page


def test_the_caret_stays_in_sight_while_a_text_grows(show: Open, qtbot: QtBot) -> None:
    page = show(sheet(field("why", "long_text"), field("need")), size=(700, 300))
    box = page.input("why").box
    page.go(box)
    for _ in range(30):
        QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "here")

    def in_sight() -> bool:
        caret = box.viewport().mapTo(page.page.viewport(), box.cursorRect().center())
        return bool(0 < caret.y() < page.page.viewport().height())

    qtbot.waitUntil(in_sight)
