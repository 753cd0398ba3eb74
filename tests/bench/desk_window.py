"""The windows of the bench in which something happens: a circle that moves, a journal in use.

Run as ``python -m bench.desk_window KIND HOME``, where KIND is ``moving`` or ``bare-moving`` (when
the second picture was there), ``journal`` (opening it, typing, hiding, memory), ``sheets`` (the
shelf, the list of a thousand, a name looked for, a sheet of 200 rows) or ``bare-page``.
It prints one line of numbers. Nothing is imported here that a bare window does not need.
"""

from __future__ import annotations

import os
import sys
import time


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
            paint(lamp, event)  # type: ignore[arg-type]  # passed on as it came
            film.painted(lamp._source().fullness)

        Lamp.paintEvent = watched  # type: ignore[assignment, method-assign]  # a double
        return show(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came

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
    """The window over a filled vault: ms to its journal, MiB, ms of a late key, ms of a hide."""
    from pathlib import Path

    from bench.hands import late_key, long_text
    from bench.opened import opened_window
    from bench.window import resident_mib

    with opened_window(Path(folder)) as desk:
        opening = desk.open_journal()
        held = resident_mib()
        key = late_key(desk.app, desk.long_entry(long_text()))
        say(opening, held, key, desk.hide())
    return 0


def sheets(folder: str) -> int:
    """The window over stored sheets: ms to the shelf, the list of them all, a name, a long one."""
    from pathlib import Path

    from bench.opened import opened_window

    with opened_window(Path(folder)) as desk:
        listed = desk.open_shelf(), desk.open_filled(), desk.look_for("sheet")
        newest, *_, oldest = desk.sheets()
        # The page itself is there by then, as it is when one sheet follows another.
        desk.open_sheet(newest)
        say(*listed, desk.open_sheet(oldest))
    return 0


def bare_page() -> int:
    """The same text in the plain editor of Qt: MiB, ms of a late key, ms of a hide."""
    from PySide6.QtWidgets import QApplication

    from bench.bare_page import BarePage
    from bench.hands import late_key, long_text
    from bench.window import resident_mib

    app = QApplication(["bare"])
    page = BarePage(app, long_text())
    app.processEvents()
    held = resident_mib()
    say(held, late_key(app, page.field), page.bare_hide())
    return 0


if __name__ == "__main__":
    _kind, _home = sys.argv[1:3]
    _runs = {
        "moving": lambda: moving(_home),
        "bare-moving": bare_moving,
        "journal": lambda: journal(_home),
        "sheets": lambda: sheets(_home),
        "bare-page": bare_page,
    }
    sys.exit(_runs[_kind]())
