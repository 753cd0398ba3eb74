"""The windows of the bench in which somebody breathes: the program's own, and the barest one.

Run as ``python -m bench.calm_window FORM HOME SECONDS REST``, where FORM is a form of the light or
``bare`` for a widget that does nothing but repaint an ellipse as often. The window opens, F2 is
pressed in it, it moves for SECONDS; then it is paused, left for another page and hidden, for REST
seconds each. It prints one line of JSON. Nothing is imported here that a bare window does not need.
"""

from __future__ import annotations

import json
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    Press = Callable[[str], None]

RATE_MS = 16
"""Between two pictures of the bare window: about sixty a second, as the program has it."""
_SIZE = (1200, 800)
_RADIUS = 260
"""About that of the lamp in a window of this size."""
_OPENED_S = 1.5
"""So long after its first picture a window is at rest."""
_SETTLE_S = 1.0
"""A key has done what it does after this at most, and what is measured begins."""
_LOOK_S = 0.02
_STILL = (("paused", "p", "p"), ("left", "F4", "F2"), ("hidden", "", ""))
"""What keeps a light from moving, the key that does it and the one that undoes it."""


class Film:
    """Every picture of the light: when it was there, and how far the light was open in it."""

    def __init__(self) -> None:
        self.pictures: list[tuple[float, float]] = []

    def painted(self, fullness: float) -> None:
        """A picture is there."""
        self.pictures.append((time.perf_counter(), fullness))

    @property
    def moved(self) -> float | None:
        """When the first picture was there that differs from the first one."""
        return next((at for at, open_ in self.pictures if open_ != self.pictures[0][1]), None)


class Stretch:
    """A stretch of time: the share of one core that it took, and how many pictures came in it."""

    def __init__(self, film: Film) -> None:
        self._film, self._from = film, len(film.pictures)
        self._wall, self._busy = time.perf_counter(), time.process_time()

    def end(self) -> dict[str, float]:
        """What it was."""
        wall, busy = time.perf_counter() - self._wall, time.process_time() - self._busy
        return {"share": busy / wall, "pictures": len(self._film.pictures) - self._from}


class Story:
    """What happens in the window, in steps that say how long to wait after them."""

    def __init__(self, seconds: float, rest: float) -> None:
        self.film = Film()
        self._seconds, self._rest = seconds, rest
        self._watch: QObject | None = None
        self._window: QWidget | None = None
        self._steps: Iterator[float] = iter(())

    def begin(self, window: QWidget) -> None:
        """Go on by the clock from the first picture of ``window``."""
        from PySide6.QtCore import QEvent, QObject, QTimer

        class Watch(QObject):
            def eventFilter(watch, watched: QObject, event: QEvent) -> bool:  # noqa: N802, N805 - Qt's name, within another self
                if event.type() == QEvent.Type.Paint:
                    watched.removeEventFilter(watch)
                    QTimer.singleShot(int(_OPENED_S * 1000), self._go_on)
                return False

        self._watch, self._window = Watch(), window
        self._steps = self._told(window)
        window.installEventFilter(self._watch)

    def _go_on(self) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        wait = next(self._steps, None)
        if wait is None:
            QApplication.quit()
        else:
            QTimer.singleShot(int(wait * 1000), self._go_on)

    def _told(self, window: QWidget) -> Iterator[float]:
        press, settle = _hands(window), min(self._rest, _SETTLE_S)
        pressed = time.perf_counter()
        press("F2")
        while self.film.moved is None:
            yield _LOOK_S
        begun, moving = len(self.film.pictures), Stretch(self.film)
        yield self._seconds
        said: dict[str, Any] = {"moving": moving.end(), "pictures": self.film.pictures[begun:]}
        said["first"] = (self.film.moved - pressed) * 1000
        for name, away, back in _STILL if self._rest else ():
            if away:
                press(away)
            else:
                window.hide()
            yield settle
            still = Stretch(self.film)
            yield self._rest
            said[name] = still.end()
            if back:
                press(back)
                yield settle
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


def _hands(window: QWidget) -> Press:
    """Presses a key: through the X server where there is one, as a keyboard does."""
    if os.environ.get("QT_QPA_PLATFORM") == "xcb":
        from support.typing_hands import Hands

        hands = Hands(os.environ["DISPLAY"])
        hands.turn_to(int(window.winId()))
        return hands.press
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    def press(name: str) -> None:
        key = Qt.Key[f"Key_{name.upper()}"]
        QTest.keyClick(QApplication.focusWidget() or window, key)

    window.activateWindow()
    return press


def ours(form: str, home: str, story: Story) -> int:
    """The program's own window, by its own way of starting, with the light in ``form``."""
    from safeharbor import launch

    show = launch._show

    def shown(*arguments: object, **named: object) -> int:
        from safeharbor.ui import app
        from safeharbor.ui.window import Window

        class Watched(Window):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments)
                self.shown.connect(lambda route: _film(self, route, form, story.film))
                story.begin(self)

        setattr(app, "Window", Watched)  # noqa: B010 - a class in the place of another
        return show(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came

    launch._show = shown
    return launch.main(["--home", home])


def _film(window: Any, route: str, form: str, film: Film) -> None:
    """Film the light from its first picture on; that one is still to be painted."""
    if route != "breathe":
        return
    view = window.existing(route).view
    assert view.form == form
    light = type(view.light)
    paint = light.paintEvent
    if hasattr(paint, "filmed"):
        return

    def filmed(picture: Any, event: QPaintEvent) -> None:
        paint(picture, event)
        if picture._shown is not None:
            film.painted(picture._shown.fullness)

    setattr(filmed, "filmed", True)  # noqa: B010 - a mark on a function
    light.paintEvent = filmed


def bare(story: Story) -> int:
    """A window that does nothing but repaint an ellipse of another size each time."""
    from math import cos

    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QKeySequence, QPainter, QShortcut
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self._timer = QTimer(self)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.timeout.connect(self.update)
            QShortcut(QKeySequence("F2"), self).activated.connect(self.run)
            QShortcut(QKeySequence("F4"), self).activated.connect(self._timer.stop)
            QShortcut(QKeySequence("P"), self).activated.connect(self._switch)

        def run(self) -> None:
            self._timer.start(RATE_MS)

        def _switch(self) -> None:
            if self._timer.isActive():
                self._timer.stop()
            else:
                self.run()

        def hideEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
            self._timer.stop()

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            fullness = (1 - cos(time.perf_counter())) / 2
            radius = int(_RADIUS * (0.4 + 0.6 * fullness))
            painter = QPainter(self)
            painter.drawEllipse(self.rect().center(), radius, radius)
            painter.end()
            if self._timer.isActive():
                story.film.painted(fullness)

    app = QApplication(["bare"])
    window = Bare()
    window.resize(*_SIZE)
    story.begin(window)
    window.show()
    return app.exec()


if __name__ == "__main__":
    _form, _home, _seconds, _rest = sys.argv[1:5]
    _story = Story(float(_seconds), float(_rest))
    sys.exit(bare(_story) if _form == "bare" else ours(_form, _home, _story))
