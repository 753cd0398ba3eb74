"""Searching while typing: found words are lit, the newest comes first, typing never queues up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.domain.entry import Mood
from safeharbor.services.search import Hit
from safeharbor.ui.journal.hits import PAGE
from safeharbor.ui.journal.search_pane import SearchPane
from safeharbor.ui.journal.stage import View
from safeharbor.ui.titles_shown import SHOW_TITLES
from support.clock import FakeClock
from support.desk import until
from support.journal import JournalHouse, journal_house


@pytest.fixture
def house(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made


@pytest.fixture
def pane(house: JournalHouse) -> SearchPane:
    """The page of searching over three entries."""
    house.write("Boxes", "We split the kitchen first.", dt.date(2026, 11, 7), tags=("house",))
    house.write(
        "Rosa’s kitchen",
        "She kept the radio on. 👩‍👩‍👧 I sat in the kitchen.",
        dt.date(2026, 11, 11),
        tags=("Rosa",),
        mood=Mood.LOW,
    )
    house.write("Canal", "The canal, slowly.", dt.date(2025, 6, 14))
    house.open()
    house.screen.stage.list.search.click()
    return house.screen.stage.found


def ask(pane: SearchPane, words: str) -> list[str]:
    """Type a question and wait for its answer."""
    filled: list[bool] = []
    pane.model.filled.connect(lambda: filled.append(True))
    pane.field.setText(words)
    until(lambda: bool(filled))
    return [hit.title for hit in pane.model.hits]


def test_the_field_has_the_focus_and_typing_is_enough(pane: SearchPane) -> None:
    assert pane.field.hasFocus()
    QTest.keyClicks(pane.field, "kitch")
    until(lambda: len(pane.model.hits) == 2)
    assert [hit.title for hit in pane.model.hits] == ["Rosa’s kitchen", "Boxes"]
    assert pane.count.words == "2 entries"


def test_the_count_is_said_in_words(pane: SearchPane) -> None:
    ask(pane, "canal")
    assert pane.count.words == "1 entry"
    ask(pane, "absent")
    assert pane.count.words.startswith("Nothing found.")
    ask(pane, "")
    assert pane.count.words == ""


def test_what_is_typed_last_is_what_is_shown(pane: SearchPane) -> None:
    for words in ("k", "ki", "kit", "canal"):
        pane.field.setText(words)
        pane.ask()
    until(lambda: [hit.title for hit in pane.model.hits] == ["Canal"])
    QApplication.processEvents()
    assert [hit.title for hit in pane.model.hits] == ["Canal"]


def test_pages_follow_as_one_scrolls(house: JournalHouse) -> None:
    ids = house.fill(130)
    house.open()
    house.screen.stage.list.search.click()
    pane = house.screen.stage.found
    ask(pane, "words")
    assert len(pane.model.hits) == PAGE
    assert pane.count.words == "50 entries and more"
    for expected in (100, 130):
        pane.hits.verticalScrollBar().setValue(pane.hits.verticalScrollBar().maximum())
        until(lambda expected=expected: len(pane.model.hits) == expected)  # type: ignore[misc]  # mypy infers no such lambda
    assert pane.count.words == "130 entries"
    assert [hit.summary.id for hit in pane.model.hits if isinstance(hit, Hit)] == ids[::-1]


def test_a_hit_opens_with_the_caret_where_it_was_found(
    house: JournalHouse, pane: SearchPane
) -> None:
    ask(pane, "sat")
    QTest.keyClick(pane.field, Qt.Key.Key_Return)
    assert pane.hits.hasFocus()
    QTest.keyClick(pane.hits, Qt.Key.Key_Return)
    until(lambda: house.screen.stage.view is View.ENTRY)
    field = house.editor.field
    cursor = field.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfWord, cursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "sat"


def test_keys_go_between_field_and_list(pane: SearchPane) -> None:
    ask(pane, "kitchen")
    QTest.keyClick(pane.field, Qt.Key.Key_Down)
    assert pane.hits.currentIndex().row() == 0
    QTest.keyClick(pane.hits, Qt.Key.Key_Down)
    assert pane.hits.currentIndex().row() == 1
    QTest.keyClick(pane.hits, Qt.Key.Key_Up)
    QTest.keyClick(pane.hits, Qt.Key.Key_Up)
    assert pane.field.hasFocus()


def test_time_and_tag_narrow_it(pane: SearchPane) -> None:
    until(lambda: pane.filters.tag.count() == 3)
    assert ask(pane, "kitchen") == ["Rosa’s kitchen", "Boxes"]
    filled: list[bool] = []
    pane.model.filled.connect(lambda: filled.append(True))
    choice = pane.filters.tag
    choice.setCurrentIndex(choice.findData("Rosa"))
    choice.activated.emit(choice.currentIndex())
    until(lambda: bool(filled))
    assert [hit.title for hit in pane.model.hits] == ["Rosa’s kitchen"]
    assert pane.question == 'kitchen tag:"Rosa"'
    choice.setCurrentIndex(0)
    pane.filters.time.setCurrentIndex(1)
    assert ask(pane, "") == []
    pane.filters.time.setCurrentIndex(2)
    assert ask(pane, "kit") == ["Rosa’s kitchen", "Boxes"]


def lit(pane: SearchPane, color: str) -> int:
    """How many pixels of the first hit have a colour."""
    place = pane.hits.visualRect(pane.model.index(0))
    picture = pane.grab().toImage()
    corner = pane.hits.viewport().mapTo(pane, QPoint(0, 0))
    place = place.translated(corner)
    wanted = QColor(color)
    return sum(
        picture.pixelColor(x, y) == wanted
        for x in range(place.left(), place.right(), 2)
        for y in range(place.top(), place.bottom())
    )


def test_found_words_are_lit_and_underlined(house: JournalHouse, pane: SearchPane) -> None:
    tokens = house.look.tokens
    ask(pane, "from:2026-11-11")
    assert lit(pane, tokens.lamp_soft) == 0
    ask(pane, "kitchen")
    assert lit(pane, tokens.lamp_soft) > 100
    assert lit(pane, tokens.lamp) > 20


def test_a_row_is_said_in_words(pane: SearchPane) -> None:
    ask(pane, "radio")
    words = str(pane.model.data(pane.model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert words.startswith("Rosa’s kitchen, Wednesday 11 November, ")
    assert "mood Low" in words
    assert "She kept the radio on." in words


def test_hidden_titles_stay_hidden_here(house: JournalHouse, pane: SearchPane) -> None:
    house.preferences.set(SHOW_TITLES, value=False)
    house.screen.escape()
    house.screen.stage.list.search.click()
    ask(pane, "canal")
    words = str(pane.model.data(pane.model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert words.startswith("Saturday 14 June 2025")


def test_the_cross_clears_and_goes_back_to_the_field(pane: SearchPane) -> None:
    ask(pane, "kitchen")
    assert pane.field.cross.isVisible()
    pane.field.cross.click()
    assert pane.field.hasFocus()
    until(lambda: not pane.model.hits)
    assert not pane.field.cross.isVisible()


def test_a_lock_in_between_is_said_and_not_raised(house: JournalHouse, pane: SearchPane) -> None:
    house.services.session.lock()
    pane.field.setText("kitchen")
    pane.ask()
    assert pane.notice.isVisible()
