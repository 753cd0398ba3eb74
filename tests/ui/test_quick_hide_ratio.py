"""Quick-hide with an entry open: the paper is painted first, within the press of the key.

How long that takes beside a bare hide is a figure of the bench. What makes it quick is here: the
order of things within that one press.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest

from safeharbor.services.executor import VaultThread
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.journal.editor import EntryEditor
from safeharbor.ui.screens.journal import JournalScreen
from safeharbor.ui.widgets.cover import Cover
from safeharbor.ui.window import Window
from support.desk import until
from support.hands import press
from support.house import House


@pytest.fixture
def writing(house: House) -> EntryEditor:
    """An entry is open, and what was typed last is not kept yet."""
    house.open_up()
    entry = house.write("The letter", "I kept it.")
    house.window.show_screen("journal")
    screen = house.window.screen_of("journal")
    assert isinstance(screen, JournalScreen)
    screen.open_entry(entry)
    until(lambda: screen.desk.entry_id == entry)
    screen.editor.field.setFocus()
    QTest.keyClicks(screen.editor.field, "And more. ")
    assert screen.editor.unsaved
    return screen.editor


@pytest.fixture
def order(writing: EntryEditor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens from now on, in order."""
    done: list[str] = []

    def watch(owner: type, name: str, said: str) -> None:
        real: Callable[..., object] = getattr(owner, name)

        def watched(*given: object, **named: object) -> object:
            done.append(said)
            return real(*given, **named)

        monkeypatch.setattr(owner, name, watched)

    watch(Bridge, "run", "another thread")
    watch(VaultThread, "_submit", "the vault")
    watch(EntryEditor, "snapshot", "the text is taken")
    watch(Window, "destroy_screens", "screens go")
    painted = Cover.paintEvent

    def paint(cover: Cover, event: QPaintEvent) -> None:
        painted(cover, event)
        if event.rect() == cover.rect() == cover.window().rect():
            done.append("all is paper")

    monkeypatch.setattr(Cover, "paintEvent", paint)
    return done


def test_the_paper_is_painted_within_the_press_and_before_the_lock(
    house: House, writing: EntryEditor, order: list[str]
) -> None:
    pressed: list[str] = []
    house.parts.spine.session.hiding.connect(lambda: pressed.extend(order))
    press(house.window, Qt.Key.Key_F9)
    assert "all is paper" in pressed
    first = order.index("all is paper")
    assert first < order.index("the text is taken") < order.index("another thread")
    assert "screens go" not in order[:first]


def test_nothing_at_all_comes_before_the_paper(
    house: House, writing: EntryEditor, order: list[str]
) -> None:
    press(house.window, Qt.Key.Key_F9)
    assert order[0] == "all is paper"


def test_nothing_of_the_entry_is_on_the_screen_when_the_key_comes_back(
    house: House, writing: EntryEditor, order: list[str]
) -> None:
    press(house.window, Qt.Key.Key_F9)
    picture = house.window.grab().toImage()
    paper = house.parts.look.color("bg")
    left = house.window.frame.corner.geometry().left()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(0, left, 3)
        for y in range(0, picture.height(), 3)
    }
    assert seen == {paper.name()}


def test_a_vault_that_hangs_keeps_nothing_on_the_screen(
    house: House, writing: EntryEditor, order: list[str]
) -> None:
    answer, running = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        running.set()
        answer.wait(60)

    vault = house.services.session.thread()
    vault.write(hang)
    until(running.is_set)
    order.clear()
    press(house.window, Qt.Key.Key_F9)
    assert order.index("all is paper") < order.index("another thread")
    answer.set()
    assert vault.closed.wait(20)
