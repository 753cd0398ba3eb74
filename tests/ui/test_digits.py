"""Numbers are read digit by digit, and stand in their order whatever is around them."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.helplines import load_helplines
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.digits import Digits, breakable, spelled

ARABIC = "\u0627\u062a\u0635\u0644"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("999", "9 9 9"),
        ("0808 2000 247", "0 8 0 8, 2 0 0 0, 2 4 7"),
        ("1-800-448-3000", "1, 8 0 0, 4 4 8, 3 0 0 0"),
        ("(02) 8804-4673", "0 2, 8 8 0 4, 4 6 7 3"),
        ("+7 495 989-50-50", "plus 7, 4 9 5, 9 8 9, 5 0, 5 0"),
        ("+44 (0)20 7946", "plus 4 4, 0 2 0, 7 9 4 6"),
        ("01.23.45\u00a067\u201389", "0 1, 2 3, 4 5, 6 7, 8 9"),
        ("*4141", "star 4 1 4 1"),
        ("*#06#", "star hash 0 6 hash"),
        ("\u0669\u0669\u0669", "\u0669 \u0669 \u0669"),
        ("call 112, then 5", "call 1 1 2, then 5"),
        ("nothing to spell", "nothing to spell"),
        ("a + b", "a + b"),
        ("", ""),
    ],
)
def test_groups_of_digits_are_set_apart(written: str, said: str) -> None:
    assert spelled(written) == said


def test_every_number_of_the_list_is_spelled_whole() -> None:
    for country in load_helplines().countries.values():
        numbers = [n.number for n in country.emergency]
        numbers += [line.call for line in country.lines if line.call]
        for number in numbers:
            said = spelled(number)
            assert [c for c in said if c.isdigit()] == [c for c in number if c.isdigit()]
            assert not any(two.isdigit() for two in said.split(" ") if len(two.strip(",")) > 1)
            assert ("plus" in said) is ("+" in number)
            assert ("star" in said) is ("*" in number)


@pytest.mark.parametrize("kind", [Type.NUMBER, Type.EMERGENCY])
def test_a_screen_reader_gets_the_digits_and_nothing_else(
    parts: Parts, qtbot: QtBot, kind: Type
) -> None:
    number = Digits(parts.look, "+254 722 178 177", kind)
    qtbot.addWidget(number)
    face = QAccessible.queryAccessibleInterface(number)
    assert face.text(QAccessible.Text.Name) == "plus 2 5 4, 7 2 2, 1 7 8, 1 7 7"
    assert face.text(QAccessible.Text.Description) == ""
    assert number.text() == "+254 722 178 177"


def groups(number: Digits, direction: Qt.LayoutDirection) -> list[int]:
    """How wide every group of figures is, from left to right."""
    holder = number.parentWidget()
    assert isinstance(holder, QWidget)
    holder.setLayoutDirection(direction)
    number.resize(number.sizeHint())
    image = number.grab().toImage()
    high = range(image.height())
    inked = "".join(
        "x" if any(image.pixelColor(x, y).lightness() < 128 for y in high) else " "
        for x in range(image.width())
    )
    return [len(group) for group in re.split(" {6,}", inked.strip())]


@pytest.mark.parametrize("text", ["0808 2000 247", "+44 20 7946 0018", "1-800 66"])
def test_a_number_looks_the_same_in_a_window_that_runs_from_right_to_left(
    parts: Parts, qtbot: QtBot, text: str
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    number = Digits(parts.look, text, Type.NUMBER, holder)
    usual = groups(number, Qt.LayoutDirection.LeftToRight)
    assert len(usual) == len(text.split())
    assert groups(number, Qt.LayoutDirection.RightToLeft) == pytest.approx(usual, abs=2)


def test_among_words_that_run_from_right_to_left_its_groups_keep_their_order(
    parts: Parts, qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    number = Digits(parts.look, f"{ARABIC} 0808 2000 247", Type.BODY, holder, wrap=True)
    assert number.words == f"{ARABIC} 0808 2000 247"
    assert number.text() == f"{ARABIC} \u20660808\u00a02000\u00a0247\u2069"
    assert number.accessibleName() == f"{ARABIC} 0 8 0 8, 2 0 0 0, 2 4 7"


def test_what_has_more_room_than_it_needs_begins_where_lines_begin(
    parts: Parts, qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    number = Digits(parts.look, "999", Type.BODY, holder)
    assert number.alignment() & Qt.AlignmentFlag.AlignLeft
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert number.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a short word", "a short word"),
        ("Telefonseelsorge", "Telefonseelsorge"),
        ("9" * 30, "\u200b".join(["9" * 8] * 3 + ["9" * 6])),
    ],
)
def test_only_what_is_longer_than_a_word_may_end_anywhere(text: str, shown: str) -> None:
    assert breakable(text) == shown
