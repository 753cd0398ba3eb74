"""The windows of the bench in which something happens: a circle that moves, a journal in use.

Run as ``python -m bench.desk_window KIND HOME``, where KIND is ``moving`` or ``bare-moving`` (when
the second picture was there), ``journal`` (opening it, typing into it, memory) or ``bare-typing``.
It prints one line of numbers. Nothing is imported here that a bare window does not need.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

LONG_WORDS = 10_000
KEYS = 300
_PATIENCE_S = 60


def say(*numbers: float) -> None:
    """Hand the figures to whoever started this."""
    os.write(1, " ".join(repr(number) for number in numbers).encode() + b"\n")


class Film:
    """Knows when the first picture was there and when the first one that differs from it."""

    def __init__(self) -> None:
        self._seen: list[tuple[object, float]] = []

    def painted(self, shows: object) -> None:
        """A picture of ``shows`` is there."""
        if not self._seen or (len(self._seen) == 1 and self._seen[0][0] != shows):
            self._seen.append((shows, time.time()))
        if len(self._seen) == 2:
            say(*(moment for _, moment in self._seen))
            self._seen.append((None, 0.0))
            from PySide6.QtCore import QTimer
            from PySide6.QtWidgets import QApplication

            QTimer.singleShot(0, QApplication.quit)


def moving(home: str) -> int:
    """The program's breathing circle, by its own way of starting."""
    film = Film()
    from safeharbor import launch

    show = launch._show

    def shown(*arguments: object, **named: object) -> int:
        from safeharbor.ui.widgets.lamp import Lamp

        paint = Lamp.paintEvent

        def watched(lamp: Lamp, event: object) -> None:
            paint(lamp, event)  # type: ignore[arg-type]
            film.painted(lamp._source().fullness)

        Lamp.paintEvent = watched  # type: ignore[assignment, method-assign]
        return show(*arguments, **named)  # type: ignore[arg-type]

    launch._show = shown
    return launch.main(["--home", home, "--breathe"])


def bare_moving() -> int:
    """A window with one circle in it that grows."""
    film = Film()
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        radius = 100

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            painter = QPainter(self)
            painter.drawEllipse(self.rect().center(), self.radius, self.radius)
            painter.end()
            film.painted(self.radius)

        def grow(self) -> None:
            self.radius += 1
            self.update()

    app = QApplication(["bare"])
    window = Bare()
    window.resize(1200, 800)
    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(window.grow)
    timer.start(33)
    window.show()
    return app.exec()


def journal(folder: str) -> int:
    """The window over a filled vault: milliseconds to its journal, to a key, and MiB."""
    from bench.desk import opened_window

    with opened_window(folder) as (app, window, rows):
        begun = time.perf_counter()
        window.show_screen("journal")
        _until(app, lambda: (view := rows()) is not None and view.model().rowCount() > 0)
        shown = rows()
        assert shown is not None
        shown.viewport().repaint()
        opening = (time.perf_counter() - begun) * 1000
        held = _resident_mib()
        say(opening, held, *_typed(app, window))
    return 0


def bare_typing() -> int:
    """The same text in the plain editor of Qt."""
    from PySide6.QtWidgets import QApplication, QTextEdit

    app = QApplication(["bare"])
    field = QTextEdit()
    field.resize(600, 700)
    field.setPlainText(_long_text())
    field.show()
    app.processEvents()
    say(*_keys(app, field))
    return 0


def _typed(app: QApplication, window: object) -> tuple[float, float]:
    from bench.desk import long_entry

    return _keys(app, long_entry(app, window, _long_text()))  # type: ignore[arg-type]


def _keys(app: QApplication, field: QWidget) -> tuple[float, float]:
    """Milliseconds from a key to the picture with its letter: the middle, and one of a hundred."""
    from PySide6.QtTest import QTest

    taken = []
    for number in range(KEYS):
        begun = time.perf_counter()
        QTest.keyClicks(field, "and so on "[number % 10])
        app.processEvents()
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


def _long_text() -> str:
    from support.prose import pages

    words: list[str] = []
    for page in pages(100):
        words += page.body.split(" ")
        if len(words) >= LONG_WORDS:
            break
    return " ".join(words[:LONG_WORDS])


def _resident_mib() -> float:
    from bench.window import resident_mib

    return resident_mib()


def _until(app: QApplication, condition: object) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():  # type: ignore[operator]
        app.processEvents()
        if time.monotonic() > deadline:
            raise AssertionError("it did not come about in time")


if __name__ == "__main__":
    _kind, _home = sys.argv[1:3]
    _runs = {
        "moving": lambda: moving(_home),
        "bare-moving": bare_moving,
        "journal": lambda: journal(_home),
        "bare-typing": bare_typing,
    }
    sys.exit(_runs[_kind]())
