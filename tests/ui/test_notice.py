"""The quiet banner: what it says, how it stands, and that it is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeharbor.content.messages import sentence
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.ui.routes import Parts
from safeharbor.ui.theme import Scheme
from safeharbor.ui.widgets import notice as notice_module
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page
from support.hands import click

FULL = HarborError(ErrorCode.DISK_FULL)
Place = Callable[..., Notice]


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    said: list[tuple[str, bool]] = []

    def announce(_widget: QWidget, words: str, *, urgent: bool = False) -> None:
        said.append((words, urgent))

    monkeypatch.setattr(notice_module, "announce", announce)
    return said


@pytest.fixture
def place(parts: Parts, qapp: QApplication) -> Iterator[Place]:
    """Puts a notice on top of a page in a window of a given width."""
    windows: list[QWidget] = []

    def put(width: int = 720, zoom: float = 1.0) -> Notice:
        parts.look.set_zoom(zoom)
        window = QWidget()
        window.resize(width, 900)
        page = Page(parts.look, window, width=720, top=24)
        page.fill(QRect(0, 0, width, 900), QSize(0, 0))
        made = Notice(parts.look, parts.icons)
        page.column.addWidget(made)
        page.column.addStretch()
        window.show()
        windows.append(window)
        return made

    yield put
    for window in windows:
        window.close()
        window.deleteLater()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def test_an_error_is_said_in_three_parts_with_one_button(
    place: Place, announced: list[tuple[str, bool]], qtbot: QtBot
) -> None:
    notice = place()
    notice.say_error(FULL, "Try again")
    settle()
    message = sentence(FULL)
    assert notice.words == str(message)
    assert notice.what.words == message.what
    assert announced == [(str(message), True)]
    assert notice.stops() == [notice.action, notice.close_button]
    with qtbot.waitSignal(notice.acted):
        click(notice.action)
    assert notice.isVisible()


def test_plain_words_are_said_politely_and_need_no_button(
    place: Place, announced: list[tuple[str, bool]]
) -> None:
    notice = place()
    notice.say("A note came in.")
    settle()
    assert notice.words == "A note came in."
    assert announced == [("A note came in.", False)]
    assert notice.stops() == [notice.close_button]
    assert not notice.what.isVisible()
    assert not notice.action.isVisible()


def test_while_it_has_nothing_to_say_it_takes_no_room(
    place: Place, announced: list[tuple[str, bool]], qtbot: QtBot
) -> None:
    notice = place()
    below = QWidget()
    page = notice.parentWidget()
    assert page is not None
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(1, below)
    below.setFixedHeight(10)
    settle()
    top = below.y()
    assert (notice.words, notice.stops()) == ("", [])
    notice.say("Here.")
    settle()
    assert below.y() > top
    with qtbot.waitSignal(notice.dismissed):
        click(notice.close_button)
    settle()
    assert below.y() == top
    notice.say("Here again.")
    notice.clear()
    assert not notice.isVisible()


def test_it_never_takes_the_focus(place: Place, announced: list[tuple[str, bool]]) -> None:
    notice = place()
    field = QLineEdit(notice.window())
    field.show()
    field.setFocus()
    notice.window().activateWindow()
    settle()
    notice.say_error(FULL, "Try again")
    settle()
    assert QApplication.focusWidget() is field


def test_its_buttons_work_by_keys(
    place: Place, announced: list[tuple[str, bool]], qtbot: QtBot
) -> None:
    notice = place()
    notice.say_error(FULL, "Try again")
    with qtbot.waitSignal(notice.acted):
        QTest.keyClick(notice.action, Qt.Key.Key_Return)
    with qtbot.waitSignal(notice.dismissed):
        QTest.keyClick(notice.close_button, Qt.Key.Key_Space)


@pytest.mark.parametrize("zoom", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("width", [640, 720, 1000])
@pytest.mark.parametrize("action", ["", "Try again", "Use the recovery code"])
def test_no_word_is_clipped_at_any_width_and_zoom(
    place: Place, announced: list[tuple[str, bool]], width: int, zoom: float, action: str
) -> None:
    notice = place(width, zoom)
    notice.say_error(HarborError(ErrorCode.KEYRING_TIMEOUT), action)
    settle()
    for words in (notice.what, notice.rest):
        assert words.height() >= words.heightForWidth(words.width())
        assert notice.rect().contains(words.geometry())
    for button in notice.stops():
        assert notice.rect().contains(button.geometry())
        assert button.height() >= 32
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())  # type: ignore[attr-defined]  # a widget with a text
        assert not button.geometry().intersects(notice.rest.geometry())


@pytest.mark.parametrize("scheme", list(Scheme))
def test_it_stands_on_a_ground_of_its_own_in_every_scheme(
    place: Place, parts: Parts, announced: list[tuple[str, bool]], scheme: Scheme
) -> None:
    parts.look.choose(scheme)
    notice = place()
    notice.say_error(FULL, "Try again")
    settle()
    picture = notice.grab().toImage()
    spot = notice.close_button.geometry().center()
    ground = picture.pixelColor(notice.width() // 2, 4)
    assert ground.name() == parts.look.color("lamp_soft").name()
    corner = notice.close_button.geometry().adjusted(6, 6, 0, 0).topLeft()
    assert picture.pixelColor(corner).name() == ground.name()
    assert picture.pixelColor(spot).isValid()


def test_the_words_are_never_markup(place: Place, announced: list[tuple[str, bool]]) -> None:
    notice = place()
    notice.say("<b>1 & 2</b>")
    assert "&lt;b&gt;1 &amp; 2" in notice.rest.text()
