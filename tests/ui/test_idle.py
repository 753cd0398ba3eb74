"""When nobody is there any more."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from safeharbor.ui.desktop.idle import CHOICES, Idle, minutes_of, steady_seconds
from support.clock import FakeClock

MINUTE = 60.0
FINGER = functools.cache(QTest.createTouchDevice)


class Watched:
    """An idle watch over a line of text, with clocks moved by hand."""

    def __init__(self, app: QApplication, owner: QObject, clock: FakeClock) -> None:
        self.clock = clock
        self.slept = 0.0
        self.told: list[str] = []
        self.line = QLineEdit()
        self.idle = Idle(
            app,
            owner,
            seconds=lambda: clock.monotonic() + self.slept,
            awake_seconds=clock.monotonic,
        )
        self.idle.idled.connect(lambda: self.told.append("idle"))
        self.idle.slept.connect(lambda: self.told.append("slept"))

    def wait(self, minutes: float) -> None:
        """Let time pass, and the timer look at the clock."""
        self.clock.advance(minutes * MINUTE)
        self.idle.check()


@pytest.fixture
def watched(qapp: QApplication, owner: QObject, clock: FakeClock) -> Iterator[Watched]:
    made = Watched(qapp, owner, clock)
    made.line.show()
    made.idle.start()
    yield made
    made.idle.stop()
    made.line.deleteLater()


def wheel(line: QLineEdit) -> None:
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(line, event)


def touch(line: QLineEdit) -> None:
    QTest.touchEvent(line, FINGER()).press(0, QPoint(5, 5)).commit()
    QTest.touchEvent(line, FINGER()).release(0, QPoint(5, 5)).commit()


SIGNS: list[Callable[[QLineEdit], object]] = [
    lambda line: QTest.keyClick(line, Qt.Key.Key_A),
    lambda line: QTest.mouseClick(line, Qt.MouseButton.LeftButton),
    lambda line: QTest.mouseMove(line, QPoint(3, 3)),
    lambda line: QApplication.sendEvent(line, QInputMethodEvent("に", [])),
    wheel,
    touch,
]


def test_five_minutes_without_a_sign_of_life(watched: Watched) -> None:
    watched.wait(4.9)
    assert watched.told == []
    watched.wait(0.2)
    assert watched.told == ["idle"]
    watched.wait(60)
    assert watched.told == ["idle"]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_life_begins_the_time_anew(
    watched: Watched, qapp: QApplication, sign: Callable[[QLineEdit], object]
) -> None:
    watched.wait(4)
    sign(watched.line)
    qapp.processEvents()
    watched.wait(4)
    assert watched.told == []
    watched.wait(2)
    assert watched.told == ["idle"]


@pytest.mark.parametrize(("minutes", "after"), [(1, 1.1), (15, 15.1), (30, 30.1)])
def test_the_time_can_be_chosen(watched: Watched, minutes: int, after: float) -> None:
    watched.idle.set_minutes(minutes)
    watched.wait(minutes - 0.1)
    assert watched.told == []
    watched.wait(after - minutes + 0.1)
    assert watched.told == ["idle"]


def test_never_is_never(watched: Watched) -> None:
    watched.idle.set_minutes(0)
    watched.wait(24 * 60)
    assert watched.told == []


def test_a_setting_nobody_can_have_chosen_is_five_minutes() -> None:
    assert [minutes_of(each) for each in CHOICES] == list(CHOICES)
    assert [minutes_of(each) for each in (-1, 2, 10_000)] == [5, 5, 5]


def test_a_computer_that_slept_is_noticed_even_where_idle_is_never(watched: Watched) -> None:
    """Such as where nobody announced the sleep: the clock that goes on has run ahead."""
    watched.idle.set_minutes(0)
    watched.wait(1)
    watched.slept = 3600
    watched.wait(0.1)
    assert watched.told == ["slept"]
    watched.wait(1)
    assert watched.told == ["slept"]


def test_the_first_key_after_a_long_sleep_comes_too_late(watched: Watched) -> None:
    """It must not pass for a sign of life before the timer has looked at the clock."""
    watched.slept = 3600
    QTest.keyClick(watched.line, Qt.Key.Key_A)
    assert watched.told == ["slept"]


def test_the_first_key_after_the_time_is_over_comes_too_late(watched: Watched) -> None:
    watched.clock.advance(6 * MINUTE)
    QTest.keyClick(watched.line, Qt.Key.Key_A)
    assert watched.told == ["idle"]


def test_the_timer_itself_looks_at_the_clock(watched: Watched, qtbot: QtBot) -> None:
    watched.clock.advance(5 * MINUTE - 0.02)
    watched.idle.set_minutes(5)
    watched.clock.advance(1)
    with qtbot.waitSignal(watched.idle.idled):
        pass


def test_a_watch_that_was_stopped_sees_nothing(watched: Watched) -> None:
    watched.idle.stop()
    assert not watched.idle.running
    QTest.keyClick(watched.line, Qt.Key.Key_A)
    assert watched.line.text() == "a"


def test_the_clock_never_goes_back() -> None:
    times = [steady_seconds() for _ in range(100)]
    assert times == sorted(times)
