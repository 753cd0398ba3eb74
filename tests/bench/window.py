"""The windows that the bench starts: ours through ``launch``, and the barest one of PySide6.

Run as ``python -m bench.window ours|breathe|bare HOME [FOLDER OF A VAULT]``; it prints when it was
first painted and the memory it holds, and ends. Nothing is imported here that a bare window does
not need.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget


def resident_mib() -> float:
    """Resident memory of this process; on macOS the most it ever was."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - no pathlib here
            line = next(row for row in status if row.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    except FileNotFoundError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


class Report:
    """Collects what is known once the window has been painted, and ends the process."""

    def __init__(self, vault: str) -> None:
        self._vault = vault
        self._said: list[float] = []
        self._watch: QObject | None = None

    def watch(self, window: QWidget) -> None:
        """Wait for the first picture of ``window``; a filter on it alone slows nothing else."""
        from PySide6.QtCore import QEvent, QObject, Qt, Signal

        class Watch(QObject):
            seen = Signal()

            def eventFilter(_, _object: QObject, event: QEvent) -> bool:  # noqa: N802, N805 - Qt's name, within another self
                if event.type() == QEvent.Type.Paint and not self._said:
                    self._said.append(0.0)
                    watch.seen.emit()
                return False

        self._watch = watch = Watch()
        # Queued here, it comes right after the picture and before whatever waits for that.
        watch.seen.connect(self._painted, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(watch)

    def _painted(self) -> None:
        self._said = [time.time(), resident_mib()]
        self._finish()

    def _finish(self) -> None:
        if self._vault:
            self._said.append(_unlocked(self._vault))
        os.write(1, " ".join(repr(number) for number in self._said).encode() + b"\n")
        from PySide6.QtWidgets import QApplication

        QApplication.quit()


def _unlocked(folder: str) -> float:
    from pathlib import Path

    from bench.ours import OurJournal

    journal = OurJournal(Path(folder))
    journal.open()
    journal.first_page()
    for query in ("the", "mo", "tag:family"):
        journal.search(query)
    held = resident_mib()
    journal.close()
    return held


def ours(report: Report, arguments: list[str]) -> int:
    """The program's own window, by its own way of starting."""
    from safeharbor import launch

    show = launch._show

    def shown(*arguments: object, **named: object) -> int:
        from safeharbor.ui import app
        from safeharbor.ui.window import Window

        class Watched(Window):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments)
                report.watch(self)

        setattr(app, "Window", Watched)  # noqa: B010 - a class in the place of another
        return show(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came

    launch._show = shown
    return launch.main(arguments)


def bare(report: Report) -> int:
    """A window with one circle in it."""
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            painter = QPainter(self)
            painter.drawEllipse(self.rect().center(), 100, 100)
            painter.end()

    app = QApplication(["bare"])
    window = Bare()
    report.watch(window)
    window.resize(1200, 800)
    window.show()
    return app.exec()


if __name__ == "__main__":
    _report = Report(sys.argv[3] if len(sys.argv) > 3 else "")
    _arguments = ["--home", sys.argv[2], *(["--breathe"] if sys.argv[1] == "breathe" else [])]
    sys.exit(bare(_report) if sys.argv[1] == "bare" else ours(_report, _arguments))
