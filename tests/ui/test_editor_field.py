"""The field for the text: characters only, comfortable, and nothing it holds is ever lost."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDropEvent,
    QInputMethodEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from safeharbor.system.resources import resources_root
from safeharbor.ui.app import make_application
from safeharbor.ui.journal.field import TextField
from safeharbor.ui.journal.highlighter import Highlighter
from safeharbor.ui.journal.longlines import LONGEST, MARK, harden, soften
from safeharbor.ui.journal.paste import LEAST, LINES, MOST, SlicedPaste, cleaned
from safeharbor.ui.journal.places import from_qt, to_qt
from safeharbor.ui.theme import Look, Scheme, Type, load_tokens
from support.desk import until

EMOJI = "👩‍👩‍👧 猫 ä\u00a0b"


@pytest.fixture
def look(qapp: QApplication, own_world: Path) -> Iterator[Look]:
    app = make_application()
    made = Look(app, load_tokens(resources_root() / "tokens.json"), scheme=Scheme.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def page(look: Look) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(600, 400)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def field(look: Look, page: QWidget) -> TextField:
    """A field in a window, with something before and after it."""
    made = TextField(look, page)
    made.setGeometry(0, 0, 600, 400)
    made.pasted.connect(lambda text: made.insert(cleaned(text)))
    page.show()
    page.activateWindow()
    made.setFocus()
    return made


def copied(field: TextField) -> QMimeData:
    field.selectAll()
    return field.createMimeDataFromSelection()


def test_every_character_comes_back_as_it_was(field: TextField) -> None:
    for text in ("", "one\n\ntwo\n", EMOJI, "\ta\u2028b", "a\u00a0b", "x" * 20_000):
        field.fill(text)
        assert field.text() == text


def test_it_takes_no_looks_from_the_clipboard_and_gives_none(field: TextField) -> None:
    rich = QMimeData()
    rich.setHtml("<b>bold</b><img src='file:///etc/hostname'>")
    rich.setText("bold")
    field.insertFromMimeData(rich)
    assert field.text() == "bold"
    weights = QTextCursor(field.plain)
    weights.setPosition(1)
    assert weights.charFormat().fontWeight() != 700
    assert copied(field).formats() == ["text/plain"]
    assert copied(field).text() == "bold"


def test_a_paste_is_cleaned(field: TextField) -> None:
    data = QMimeData()
    data.setText("a\x00b\x1bc\r\nd\re")
    field.insertFromMimeData(data)
    assert field.text() == "a\u2400b\u241bc\nd\ne"


def test_it_loads_nothing_from_anywhere(field: TextField, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    url = QUrl.fromLocalFile(str(secret))
    for kind in QTextDocument.ResourceType:
        for asked in (
            field.plain.resource(kind.value, url),
            field.loadResource(kind.value, url),
            field.plain.resource(kind.value, QUrl("http://127.0.0.1/x.png")),
        ):
            assert not asked or asked == QByteArray()


def test_dropped_files_are_not_for_it(field: TextField, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    data.setText("file:///a.txt")
    assert not field.canInsertFromMimeData(data)
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(field.viewport(), drop)
    assert field.text() == ""


def test_tab_leaves_it_and_input_methods_learn_nothing(field: TextField, page: QWidget) -> None:
    after = QLineEdit(page)
    after.show()
    until(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert field.text() == ""
    hints = field.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData
    assert hints & Qt.InputMethodHint.ImhNoPredictiveText


def test_shift_and_enter_is_a_line_like_any_other(field: TextField) -> None:
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "b")
    assert field.text() == "a\nb"


def test_lines_have_room_at_every_zoom_and_zoom_is_nothing_to_undo(
    field: TextField, look: Look
) -> None:
    field.fill("one\ntwo\nthree")
    QTest.keyClicks(field, "x")
    edits: list[bool] = []
    field.edited.connect(lambda: edits.append(True))
    for zoom in (1.0, 2.0, 0.8):
        look.set_zoom(zoom)
        layout = field.plain.documentLayout()
        first = layout.blockBoundingRect(field.plain.begin()).top()
        second = layout.blockBoundingRect(field.plain.begin().next()).top()
        size = look.font(Type.READING).pixelSize()
        assert 1.5 <= (second - first) / size <= 1.8
    assert not edits
    field.undo()
    assert field.text() == "one\ntwo\nthree"
    assert not field.plain.isUndoAvailable()


def test_what_is_loaded_cannot_be_undone(field: TextField) -> None:
    field.fill("a letter")
    field.undo()
    assert field.text() == "a letter"
    field.fill("another")
    field.undo()
    assert field.text() == "another"


def test_a_change_from_elsewhere_is_one_step_and_the_caret_stays(field: TextField) -> None:
    field.fill("The canal was still this morning.")
    field.set_caret(9)
    edits: list[bool] = []
    field.edited.connect(lambda: edits.append(True))
    field.become("The canal was still this evening, and so was I.")
    assert field.text() == "The canal was still this evening, and so was I."
    assert field.caret() == 9
    assert not edits
    field.undo()
    assert field.text() == "The canal was still this morning."


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab 猫👩\n\u00a0", max_size=60), st.text(alphabet="ab 猫👩\n", max_size=60))
def test_it_becomes_any_text_from_any_other(one: str, other: str) -> None:
    field = TextField(_LOOK[0], _PAGE[0])
    field.fill(one)
    field.become(other)
    assert field.text() == other
    field.undo()
    assert field.text() == one
    field.deleteLater()


_LOOK: list[Look] = []
_PAGE: list[QWidget] = []


@pytest.fixture(autouse=True)
def shared(look: Look, page: QWidget) -> Iterator[None]:
    """Hypothesis takes no fixtures of its own for each example."""
    _LOOK[:], _PAGE[:] = [look], [page]
    yield
    _LOOK.clear()
    _PAGE.clear()


def test_the_caret_is_counted_as_qt_counts_and_comes_back(field: TextField) -> None:
    field.fill(EMOJI)
    for place in range(to_qt(EMOJI, len(EMOJI)) + 1):
        field.set_caret(place)
        rounded = to_qt(EMOJI, from_qt(EMOJI, place))
        assert field.caret() == rounded


def test_a_very_long_line_is_cut_for_the_page_only(field: TextField) -> None:
    text = "word " * 6000 + "\nshort\n" + "x" * 30_000
    field.fill(text)
    assert field.plain.blockCount() > 6
    assert all(len(block_text(field, n)) <= LONGEST + 1 for n in range(field.plain.blockCount()))
    assert field.text() == text
    assert MARK not in copied(field).text()
    for place in (0, LONGEST - 1, LONGEST, LONGEST + 1, 29_999, len(text)):
        field.set_caret(place)
        assert field.caret() == place


def block_text(field: TextField, number: int) -> str:
    return field.plain.findBlockByNumber(number).text()


def test_typing_around_a_cut_changes_only_what_was_typed(field: TextField) -> None:
    text = "word " * 4000
    field.fill(text)
    field.set_caret(LONGEST)
    QTest.keyClicks(field, "Q")
    assert field.text() == text[:LONGEST] + "Q" + text[LONGEST:]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == text[:LONGEST] + "Q\n" + text[LONGEST:]
    field.undo()
    field.undo()
    assert field.text() == text


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40_000))
def test_cuts_go_without_a_trace(seed: int, size: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choices("aé猫👩‍ \n", weights=(9, 2, 2, 1, 1, 4, 0.01), k=size))
    assert harden(soften(text)) == text


class TestPaste:
    """Long texts go in by slices."""

    TEXT = "I woke at four again and lay there.\n\n" * 20_000

    def test_no_slice_is_long_and_all_of_it_is_one_step(self, field: TextField) -> None:
        field.fill("before after")
        field.set_caret(7)
        QTest.keyClicks(field, "!")
        field.insert(self.TEXT)
        assert field.paste_job.running
        until(lambda: not field.paste_job.running)
        assert field.text() == "before !" + self.TEXT + "after"
        field.undo()
        assert field.text() == "before !after"
        field.undo()
        assert field.text() == "before after"
        field.redo()
        field.redo()
        assert field.text() == "before !" + self.TEXT + "after"

    @pytest.mark.parametrize(
        "text",
        ["word " * 200_000, "a\n" * 60_000, "猫" * 300_000, "# Title\n\n**bold** *x*\n" * 20_000],
        ids=["one line", "many lines", "no spaces", "marked up"],
    )
    def test_slices_stay_short_for_awkward_texts(self, field: TextField, text: str) -> None:
        sizes: list[int] = []
        field.plain.contentsChange.connect(lambda _place, _gone, added: sizes.append(added))
        field.insert(text)
        until(lambda: not field.paste_job.running)
        assert field.text() == text
        assert max(sizes) <= MOST + 2
        assert len(sizes) >= text.count("\n") // LINES

    def test_on_a_slow_machine_slices_get_smaller(self, field: TextField) -> None:
        ticks = itertools.count(0.0, 0.04)
        job = SlicedPaste(field, seconds=lambda: next(ticks))
        sizes: list[int] = []
        field.plain.contentsChange.connect(lambda _place, _gone, added: sizes.append(added))
        job.start(field.textCursor(), self.TEXT)
        job.finish()
        assert field.plain.text() == self.TEXT
        assert max(sizes[3:]) <= LEAST + 1

    def test_keys_pressed_meanwhile_follow_it(self, field: TextField) -> None:
        field.insert(self.TEXT)
        assert field.paste_job.running
        QTest.keyClicks(field, " and on")
        assert field.text() == self.TEXT
        until(lambda: not field.paste_job.running)
        assert field.text() == self.TEXT + " and on"

    def test_what_is_read_meanwhile_is_the_whole_text(self, field: TextField) -> None:
        field.fill("(👩)")
        field.set_caret(3)
        field.insert(self.TEXT)
        assert field.paste_job.running
        assert field.text() == "(👩" + self.TEXT + ")"
        until(lambda: not field.paste_job.running)

    def test_it_takes_the_place_of_what_is_chosen(self, field: TextField) -> None:
        field.fill("one two three")
        cursor = field.textCursor()
        cursor.setPosition(4)
        cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        field.insert("2")
        assert field.text() == "one 2 three"
        field.undo()
        assert field.text() == "one two three"


class TestComposing:
    """Words that an input method has not finished."""

    def compose(self, field: TextField, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(field, event)

    def test_reading_the_text_leaves_a_word_alone(self, field: TextField) -> None:
        field.fill("ab")
        field.set_caret(1)
        self.compose(field, "ね")
        assert field.composing
        assert field.text() == "ab"
        assert field.whole_text() == "aねb"
        assert field.textCursor().block().layout().preeditAreaText() == "ね"
        ended: list[bool] = []
        field.composing_ended.connect(lambda: ended.append(True))
        self.compose(field, "", "猫")
        assert ended == [True]
        assert field.text() == "a猫b"

    def test_a_lock_gets_the_word_too(self, field: TextField) -> None:
        field.fill("👩")
        field.set_caret(2)
        self.compose(field, "もじ")
        assert field.whole_text() == "👩もじ"


class TestHead:
    """Room above the text that scrolls with it and is no part of it."""

    def test_the_text_begins_below_it_and_keys_find_their_way(self, field: TextField) -> None:
        field.fill("\n".join(f"line {n}" for n in range(100)))
        field.bar.set_room(120)
        assert field.bar.minimum() == -120
        assert field.bar.value() == -120
        assert field.cursorForPosition(QPoint(1, 122)).position() == 0
        QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert field.viewport().rect().contains(field.cursorRect().center())
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, "more")
        assert field.viewport().rect().contains(field.cursorRect().center())
        assert field.bar.minimum() == -120
        QTest.keyClick(field, Qt.Key.Key_PageUp)
        assert field.viewport().rect().contains(field.cursorRect().center())

    def test_a_short_text_needs_no_bar_until_head_and_text_do_not_fit(
        self, field: TextField
    ) -> None:
        field.fill("short")
        field.bar.set_room(100)
        assert field.bar.maximum() == field.bar.minimum() == -100
        field.bar.set_room(390)
        assert field.bar.maximum() > field.bar.minimum()


Marks = list[tuple[str, QTextCharFormat]]


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> Marks:
    """What the highlighter marks from now on, and how."""
    seen: Marks = []
    real = Highlighter._mark

    def mark(self: Highlighter, start: int, end: int, look: QTextCharFormat) -> None:
        seen.append((self._text[start:end], QTextCharFormat(look)))
        real(self, start, end, look)

    monkeypatch.setattr(Highlighter, "_mark", mark)
    return seen


def test_markdown_is_marked_lightly(field: TextField, look: Look, marks: Marks) -> None:
    def marked(line: str) -> dict[str, QTextCharFormat]:
        marks.clear()
        field.fill(line)
        return dict(marks)

    head = marked("# Head")
    assert head["#"].foreground().color() == look.color("muted")
    assert head[" Head"].fontWeight() == 600
    inline = marked("👩 **strong** and *soft* `code`")
    assert inline["strong"].fontWeight() == 600
    assert inline["soft"].fontWeight() == 500
    assert inline["code"].background().color() == look.color("sunken")
    assert marked("> said")["> said"].foreground().color() == look.color("muted")
    assert list(marked("- item")) == ["-"]
    assert marked("snake_case_name and 2 * 3 * 4") == {}
    assert list(marked("---")) == ["---"]
    for kept in (head, inline):
        for mark in kept.values():
            assert not mark.fontItalic()
            assert not mark.hasProperty(QTextCharFormat.Property.FontPixelSize.value)


def test_colours_follow_the_look(field: TextField, look: Look, marks: Marks) -> None:
    field.fill("> said")
    marks.clear()
    look.choose(Scheme.DARK)
    assert dict(marks)["> said"].foreground().color() == look.color("muted")
    assert field.palette().text().color() == look.color("text")


def test_undo_survives_what_an_autosave_does(field: TextField) -> None:
    QTest.keyClicks(field, "one")
    field.text()
    QTest.keyClicks(field, " two")
    field.text()
    field.caret()
    while field.plain.isUndoAvailable():
        field.undo()
    assert field.text() == ""
    while field.plain.isRedoAvailable():
        field.redo()
    assert field.text() == "one two"


def test_events_of_no_interest_change_nothing(field: TextField) -> None:
    edits: list[bool] = []
    field.edited.connect(lambda: edits.append(True))
    for kind in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
        QApplication.sendEvent(field, QEvent(kind))
    field.highlighter.rehighlight()
    assert not edits
