"""Rows of a form: written one after the other, added, removed, moved, sorted, folded."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from safeharbor.domain.answers import Answers, Row
from safeharbor.domain.sheet import Reaction, Suggestion, SuggestKind
from safeharbor.ui.routes import Parts
from safeharbor.ui.sheet.row_stack import PAGE
from support import sweep
from support.forms import FormPage, Open, field, opener, options, sheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

ALT = Qt.KeyboardModifier.AltModifier

SIGNS = field("signs", "rows", label="Signs", columns=(field("sign"),), start=1)
STEPS = field(
    "steps",
    "rows",
    columns=(
        field("step", help="One act."),
        field("dread", "scale"),
        field("price", "choice", options=options("Small", "Big")),
    ),
    start=3,
    sorted_by="dread",
)


@pytest.fixture
def show(parts: Parts, qtbot: QtBot) -> Iterator[Open]:
    with opener(parts, qtbot) as open_it:
        yield open_it


def steps(page: FormPage) -> list[object]:
    return page.column("steps", "step")


def filled(page: FormPage, *words: str) -> None:
    for place, each in enumerate(words):
        page.go(page.cell("steps", place, "step").box)
        page.keys(each)


# Writing.


def test_a_list_is_written_line_by_line_with_enter(show: Open) -> None:
    page = show(sheet(SIGNS, field("after")))
    page.tab()
    page.keys("no sleep")
    page.press(Qt.Key.Key_Return)
    page.keys("no food")
    assert page.column("signs", "sign") == ["no sleep", "no food"]
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Return)
    assert page.focus is not page.cell("signs", 2).box
    assert len(page.model.held.rows("signs")) == 3


def test_tab_goes_through_every_column_and_row(show: Open) -> None:
    page = show(sheet(STEPS, field("after")))
    page.tab()
    seen = []
    for _ in range(16):
        seen.append(page.focus)
        page.tab()
    assert seen[0] is page.cell("steps", 0, "step").box
    assert page.cell("steps", 2, "step").box in seen
    assert page.rows("steps").add in seen
    assert page.input("after").box in seen


def test_a_row_says_which_one_it_is_and_help_stands_once(show: Open) -> None:
    page = show(sheet(STEPS))
    assert page.row("steps", 1).accessibleName() == "Row 2, Steps"
    assert page.reads().count("One act.") == 1
    for place in range(3):
        assert page.cell("steps", place, "step").box.accessibleDescription() == "One act."


# Adding, removing, moving.


def test_a_row_is_added_by_keys_and_undone(show: Open) -> None:
    page = show(sheet(STEPS))
    page.go(page.rows("steps").add)
    page.press(Qt.Key.Key_Return)
    assert len(steps(page)) == 4
    assert page.focus is page.cell("steps", 3, "step").box
    page.undo()
    assert len(steps(page)) == 3


def test_a_row_is_removed_and_the_keys_stay_near(show: Open) -> None:
    page = show(sheet(STEPS))
    filled(page, "one", "two", "three")
    page.go(page.row("steps", 1).tools.remove)
    page.press(Qt.Key.Key_Space)
    assert steps(page) == ["one", "three"]
    assert page.focus is page.cell("steps", 1, "step").box
    page.undo()
    assert steps(page) == ["one", "two", "three"]
    assert page.focus is page.cell("steps", 1, "step").box
    assert page.cell("steps", 1, "step").box.text() == "two"


def test_alt_with_up_and_down_moves_a_row_from_wherever_the_keys_are_in_it(show: Open) -> None:
    page = show(sheet(STEPS))
    filled(page, "one", "two", "three")
    page.press(Qt.Key.Key_Up, ALT)
    assert steps(page) == ["one", "three", "two"]
    assert page.focus is page.cell("steps", 1, "step").box
    page.go(page.cell("steps", 1, "dread").scale.cells[5])
    page.press(Qt.Key.Key_Up, ALT)
    assert steps(page) == ["three", "one", "two"]
    page.go(page.cell("steps", 0, "price").picks["small"])
    page.press(Qt.Key.Key_Down, ALT)
    assert steps(page) == ["one", "three", "two"]
    page.undo(3)
    assert steps(page) == ["one", "two", "three"]
    assert page.model.held.value(page.row("steps", 0).questions[2].place) is None


def test_a_row_moves_by_its_arrows(show: Open) -> None:
    page = show(sheet(STEPS))
    filled(page, "one", "two")
    assert not page.row("steps", 0).tools.up.isEnabled()
    page.click(page.row("steps", 0).tools.down)
    assert steps(page)[:2] == ["two", "one"]


def test_a_row_is_dragged_by_its_grip(show: Open) -> None:
    page = show(sheet(SIGNS))
    page.tab()
    for word in ("one", "two", "three"):
        page.keys(word)
        page.press(Qt.Key.Key_Return)
    last = page.row("signs", 2)
    first = page.row("signs", 0).mapTo(page, QPoint(30, 2))
    page.drag(last.grip, first)
    assert page.column("signs", "sign")[:3] == ["three", "one", "two"]
    page.undo()
    assert page.column("signs", "sign")[:3] == ["one", "two", "three"]


def test_a_press_on_the_grip_alone_moves_nothing(show: Open) -> None:
    page = show(sheet(SIGNS, field("after")))
    page.tab()
    page.keys("one")
    page.press(Qt.Key.Key_Return)
    page.click(page.row("signs", 0).grip)
    assert page.column("signs", "sign") == ["one", None]


def test_rows_are_put_in_order_by_hand_only(show: Open) -> None:
    page = show(sheet(STEPS))
    filled(page, "hard", "easy")
    for place, number in ((0, Qt.Key.Key_8), (1, Qt.Key.Key_2)):
        page.go(page.cell("steps", place, "dread").scale.cells[5])
        page.press(number)
    assert steps(page)[:2] == ["hard", "easy"]
    page.click(page.rows("steps").sort)
    assert steps(page)[:2] == ["easy", "hard"]
    page.go(page.rows("steps").sort)
    page.undo()
    assert steps(page)[:2] == ["hard", "easy"]


# Fixed lines.


def test_fixed_lines_have_their_names_and_no_tools(show: Open) -> None:
    topics = field(
        "topics", "rows", columns=(field("agree"),), lines=options("Money", "Home"), start=0
    )
    page = show(sheet(topics))
    assert [card.title.words for card in page.rows("topics").cards if card.title] == [
        "Money",
        "Home",
    ]
    assert page.rows("topics").add.isHidden()
    assert page.row("topics", 0).tools.isHidden()
    box = page.cell("topics", 1).box
    assert box.accessibleName() == "Home, Agree"
    page.go(box)
    page.keys("shared")
    assert page.model.stored.rows_of("topics")[0].id == b"home"
    page.press(Qt.Key.Key_Up, ALT)
    page.undo()
    assert page.model.stored.empty


def test_a_line_that_is_opened_by_choice_stands_folded_until_it_is_written_in(show: Open) -> None:
    lines = (*options("Money"), *options("Sex and health", folded=True))
    topics = field("topics", "rows", columns=(field("agree"),), lines=lines, start=0)
    page = show(sheet(topics))
    card = page.row("topics", 1)
    assert card.title is not None
    assert card.title.words == "Sex and health"
    assert card.unfold is not None
    assert card.unfold.accessibleName() == "Open this row: Sex and health"
    assert not card.questions[0].isVisible()
    assert not page.row("topics", 0).folded
    page.click(card.unfold)
    assert card.questions[0].isVisible()
    page.keys("with care")
    assert page.column("topics", "agree") == [None, "with care"]
    again = show(sheet(topics), answers=page.model.stored)
    assert not again.row("topics", 1).folded


def test_lines_follow_what_is_picked_and_keep_what_was_written(show: Open) -> None:
    pick = field("pick", "multi", options=options("Rest", "Quiet"))
    grid = field("grid", "rows", columns=(field("note"),), lines_by="pick", start=0)
    page = show(sheet(pick, grid))
    assert page.rows("grid").cards == []
    page.click(page.input("pick").ticks["rest"])
    page.go(page.cell("grid", 0).box)
    page.keys("more")
    page.click(page.input("pick").ticks["rest"])
    assert page.rows("grid").cards == []
    page.click(page.input("pick").ticks["rest"])
    assert page.cell("grid", 0).box.text() == "more"


def test_own_rows_below_fixed_lines_move_among_themselves(show: Open) -> None:
    people = field(
        "people", "rows", columns=(field("who"),), lines=options("A doctor"), more=True, start=0
    )
    page = show(sheet(people))
    assert page.row("people", 0).tools.isHidden()
    for name in ("Ann", "Ben"):
        page.click(page.rows("people").add)
        page.keys(name)
    page.go(page.cell("people", 0).box)
    page.keys("Dr Sol")
    assert page.column("people", "who") == ["Dr Sol", "Ann", "Ben"]
    page.go(page.cell("people", 2).box)
    page.press(Qt.Key.Key_Up, ALT)
    assert page.column("people", "who") == ["Dr Sol", "Ben", "Ann"]
    page.press(Qt.Key.Key_Up, ALT)
    assert page.column("people", "who") == ["Dr Sol", "Ben", "Ann"]
    page.undo()
    assert page.column("people", "who") == ["Dr Sol", "Ann", "Ben"]


def test_suggested_rows_follow_and_become_ones_own_when_they_are_changed(show: Open) -> None:
    pick = field("pick", "multi", options=options("Rest", "Quiet"))
    carry = Suggestion(SuggestKind.CARRY, of="pick", into="need")
    ways = field("ways", "rows", columns=(field("need"), field("way")), suggest=carry)
    page = show(sheet(pick, ways))
    page.click(page.input("pick").ticks["rest"])
    assert page.column("ways", "need") == ["Rest"]
    page.go(page.cell("ways", 0, "way").box)
    page.keys("a nap")
    page.click(page.input("pick").ticks["quiet"])
    assert page.column("ways", "need") == ["Rest"]
    offer = page.question("ways").offer
    assert offer is not None
    page.click(offer.take)
    assert page.column("ways", "need") == ["Rest", "Quiet"]
    assert page.column("ways", "way") == ["a nap", None]


# Folding.


def test_a_row_that_stings_folds_with_its_words_and_opens_by_hand(show: Open) -> None:
    sting = field(
        "sting",
        "scale",
        reactions=(Reaction(at_least=7, note="Leave this one for company.", folds=True),),
    )
    moments = field("moments", "rows", columns=(field("headline"), sting), start=1)
    page = show(sheet(moments))
    page.go(page.cell("moments", 0, "headline").box)
    page.keys("the gate")
    page.go(page.cell("moments", 0, "sting").scale.cells[5])
    page.press(Qt.Key.Key_8)
    card = page.row("moments", 0)
    assert card.folded
    assert not card.questions[0].isVisible()
    assert "Leave this one for company." in page.reads()
    assert page.focus is card.unfold
    page.press(Qt.Key.Key_Return)
    assert page.cell("moments", 0, "headline").box.isVisible()


# Many.


def many(count: int) -> Answers:
    rows = tuple(
        Row(place.to_bytes(2, "big"), {"step": f"Step {place}", "dread": place % 11})
        for place in range(count)
    )
    return Answers({}, {"steps": rows})


def test_two_hundred_rows_are_made_as_they_are_seen(show: Open, qtbot: QtBot) -> None:
    begun = time.perf_counter()
    page = show(sheet(STEPS, field("after")), answers=many(200))
    took = time.perf_counter() - begun
    rows = page.rows("steps")
    assert len(rows.cards) < 20
    assert took < 3
    bar = page.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: any(card.row.values["step"] == "Step 100" for card in rows.cards))
    assert len(rows.cards) < 60


def test_tab_and_undo_reach_rows_that_were_never_seen(show: Open) -> None:
    page = show(sheet(STEPS, field("after")), answers=many(50))
    page.go(page.input("after").box)
    page.press(Qt.Key.Key_Backtab)
    page.press(Qt.Key.Key_Backtab)
    page.press(Qt.Key.Key_Backtab)
    assert page.focus is page.row("steps", 49).tools.remove
    far = page.model.held.rows("steps")[30].id
    page.model.write(page.row("steps", 0).questions[0].place, "first")
    page.model.write(type(page.question("after").place)("steps", far, "step"), "far")
    page.undo()
    assert page.focus is page.cell("steps", 30, "step").box
    assert page.cell("steps", 30, "step").box.text() == "Step 30"
    sweep.settle()
    assert sweep.visible_part(page.focus, page).height() > 0


def test_a_list_without_end_is_cut_into_pages(show: Open) -> None:
    signs = field("signs", "rows", columns=(field("sign"),), start=1)
    count = 2 * PAGE + 5
    rows = tuple(Row(n.to_bytes(3, "big"), {"sign": f"Sign {n}"}) for n in range(count))
    page = show(sheet(signs, field("after")), answers=Answers({}, {"signs": rows}))
    stack, pages = page.rows("signs").stack, page.rows("signs").pages
    assert len(stack.order) == PAGE
    assert f"Rows 1 to {PAGE} of {count} are shown." in page.reads()
    page.click(pages.after)
    assert page.focus is page.cell("signs", 0).box
    assert page.cell("signs", 0).box.text() == f"Sign {PAGE}"
    page.press(Qt.Key.Key_Up, ALT)
    assert page.column("signs", "sign")[PAGE - 1 : PAGE + 1] == [f"Sign {PAGE}", f"Sign {PAGE - 1}"]
    page.undo()
    page.click(page.rows("signs").add)
    assert (stack.start, len(stack.order)) == (2 * PAGE, 6)
    page.keys("last")
    assert page.column("signs", "sign")[-1] == "last"
    page.click(pages.before)
    assert stack.start == PAGE
    page.model.undo()
    sweep.settle()
    assert stack.start == 2 * PAGE
    assert pages.after.isHidden()
