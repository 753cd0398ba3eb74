"""Earlier versions: what came and what went, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeharbor.system.resources import resources_root
from safeharbor.ui.i18n import speak
from safeharbor.ui.journal.compare import Comparison, Part, Run, compare
from safeharbor.ui.journal.stage import View
from safeharbor.ui.journal.versions import VersionsPane
from support.clock import FakeClock
from support.desk import until
from support.journal import JournalHouse, journal_house


def pieces(comparison: Comparison, part: Part) -> list[str]:
    return [run.text.strip() for run in comparison.runs if run.part is part]


def test_a_changed_word_is_the_only_difference() -> None:
    comparison = compare("The canal was still this morning.", "The canal was still at noon.")
    assert pieces(comparison, Part.REMOVED) == ["this morning"]
    assert pieces(comparison, Part.ADDED) == ["at noon"]
    assert comparison.words(Part.ADDED) == 2
    assert not comparison.same


def test_words_at_the_front_leave_the_rest_alone() -> None:
    comparison = compare("I woke at four.", "Again I woke at four.")
    assert pieces(comparison, Part.REMOVED) == []
    assert pieces(comparison, Part.ADDED) == ["Again"]


def test_equal_texts_are_the_same() -> None:
    assert compare("a\n\nb", "a\n\nb").same
    assert compare("", "").same


def test_a_long_rewritten_passage_counts_as_a_whole() -> None:
    older, newer = "one " * 3000, "two " * 3000
    assert compare(older, newer).runs == (Run(Part.REMOVED, older), Run(Part.ADDED, newer))


@settings(max_examples=80)
@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_both_texts_can_be_read_from_it(older: str, newer: str) -> None:
    comparison = compare(older, newer)
    assert "".join(run.text for run in comparison.side(Part.REMOVED)) == newer
    assert "".join(run.text for run in comparison.side(Part.ADDED)) == older


@pytest.fixture
def house(qapp: QApplication, own_world: Path, clock: FakeClock) -> Iterator[JournalHouse]:
    with journal_house(own_world / "home", clock) as made:
        yield made


@pytest.fixture
def entry(house: JournalHouse) -> UUID:
    """An entry with an older version, open on the screen."""
    entry_id = house.write("Night", "I woke at four. I lay there.", tags=("sleep",))
    house.services.journal.close_sitting(entry_id).result()
    house.open()
    house.show(entry_id)
    field = house.editor.field
    field.set_caret(15)
    QTest.keyClicks(field, " Rosa rang.")
    house.keep()
    return entry_id


def open_versions(house: JournalHouse) -> VersionsPane:
    house.editor.head.meta.more.click()
    house.editor.head.more.versions.click()
    until(lambda: house.screen.stage.view is View.VERSIONS)
    pane = house.screen.stage.versions
    until(lambda: pane.summary.words != "")
    return pane


@pytest.mark.usefixtures("entry")
def test_the_version_before_is_compared_with_now(house: JournalHouse) -> None:
    pane = open_versions(house)
    assert pane.which.count() == 2
    assert pane.which.currentIndex() == 1
    assert pane.summary.words == "Since then 2 words came, none went."
    assert pane.side_by_side
    assert pane.then.text() == "Night\n\nI woke at four. I lay there."
    assert pane.now.text() == "Night\n\nI woke at four. Rosa rang. I lay there."
    assert pane.restore.isEnabled()


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("width", [1000, 1200, 640])
def test_the_time_that_tells_versions_apart_is_read_whole(house: JournalHouse, width: int) -> None:
    house.resize(width, 800)
    pane = open_versions(house)
    QApplication.processEvents()
    assert pane.which.width() >= pane.which.sizeHint().width()
    assert pane.restore.width() >= pane.restore.sizeHint().width()


@pytest.mark.parametrize(
    ("older", "newer", "said"),
    [
        ("One.", "One. Two.", "Since then 1 word came, none went."),
        ("One. Two.", "One.", "Since then no word came, 1 word went."),
        ("One two three.", "One four.", "Since then 1 word came, 2 words went."),
        ("One.", "One!", "Since then no word came and none went."),
    ],
)
def test_how_much_changed_is_said_in_plain_words(
    house: JournalHouse, qapp: QApplication, older: str, newer: str, said: str
) -> None:
    speak(qapp, "en", resources_root() / "i18n")
    house.open()
    pane = house.screen.stage.versions
    pane._show(compare(older, newer))
    assert pane.summary.words == said


@pytest.mark.usefixtures("entry")
def test_marks_are_two_cues_each(house: JournalHouse) -> None:
    pane = open_versions(house)
    added = pane.now._format(Part.ADDED)
    removed = pane.then._format(Part.REMOVED)
    assert added.fontUnderline()
    assert added.background().color() == house.look.color("accent_soft")
    assert removed.fontStrikeOut()
    assert removed.foreground().color() == house.look.color("danger")


@pytest.mark.usefixtures("entry")
def test_the_newest_one_is_the_present_text(house: JournalHouse) -> None:
    pane = open_versions(house)
    pane.which.setCurrentIndex(0)
    until(lambda: pane.summary.words == "The text is the same as now.")
    assert not pane.restore.isEnabled()


@pytest.mark.usefixtures("entry")
def test_in_a_narrow_window_both_are_one_text(house: JournalHouse) -> None:
    pane = open_versions(house)
    house.resize(560, 800)
    assert not pane.side_by_side
    assert not pane.now.isVisible()
    assert pane.then.text() == "Night\n\nI woke at four. Rosa rang. I lay there."


def test_restoring_makes_it_the_newest_and_keeps_the_other(
    house: JournalHouse, entry: UUID
) -> None:
    pane = open_versions(house)
    pane.restore.click()
    until(lambda: house.screen.stage.view is View.ENTRY)
    until(lambda: house.editor.field.text() == "I woke at four. I lay there.")
    assert house.read(entry).content.body == "I woke at four. I lay there."
    bodies = [
        house.services.journal.revision(info.id).result().content.body
        for info in house.services.journal.revisions(entry).result()
    ]
    assert "I woke at four. Rosa rang. I lay there." in bodies
    field = house.editor.field
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, " Then day.")
    house.keep()
    assert house.read(entry).content.body == "I woke at four. I lay there. Then day."
    notes = [info.note for info in house.services.journal.revisions(entry).result()]
    assert "draft" not in notes


@pytest.mark.usefixtures("entry")
def test_what_is_being_written_is_kept_before_it_is_compared(house: JournalHouse) -> None:
    QTest.keyClicks(house.editor.field, " More.")
    pane = open_versions(house)
    assert not house.editor.unsaved
    assert "More." in pane.now.text()


@pytest.mark.usefixtures("entry")
def test_a_lock_in_between_is_said(house: JournalHouse) -> None:
    pane = open_versions(house)
    failures: list[object] = []
    pane.failed.connect(failures.append)
    house.services.session.lock()
    pane.which.setCurrentIndex(0)
    pane.restore.setEnabled(True)
    pane.restore.click()
    assert failures
